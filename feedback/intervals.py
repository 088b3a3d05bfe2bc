"""How sure a share is that is counted on a part. Definitions for statisticians: docs/statistics.md."""

from dataclasses import dataclass
from math import sqrt

CONFIDENCE = 0.95
#: The point that a standard normal variable stays within, on both sides of zero, with this confidence.
Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Interval:
    """Two shares, 0 to 1."""

    low: float
    high: float


def wilson(n: int, base: int) -> Interval:
    """The score interval, 95 %, for the share of a large population of which `base` were drawn and `n` counted.

    Wilson (1927), *Journal of the American Statistical Association* 22:209-212; without continuity or finite-population
    correction. ValueError unless 0 <= n <= base and base > 0.
    """
    if not 0 <= n <= base or base == 0:
        raise ValueError(f"{n} of {base} is no share.")
    share, z2 = n / base, Z * Z
    middle = (share + z2 / (2 * base)) / (1 + z2 / base)
    half = Z * sqrt(share * (1 - share) / base + z2 / (4 * base * base)) / (1 + z2 / base)
    # At the ends the interval begins or ends there exactly; floating-point numbers would miss it by a hair.
    return Interval(0.0 if n == 0 else max(0.0, middle - half), 1.0 if n == base else min(1.0, middle + half))
