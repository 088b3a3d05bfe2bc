"""How well coders who did not see each other's codings agree: per theme and over all, with how sure that is.

Krippendorff's alpha as in Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", for any number of coders and for
texts that some have not coded. A text that a coder found no theme for is coded, as having none, and counts like any other. Over
all themes a coding is a set, and the distance of two sets is 1 - MASI (Passonneau 2006, "Measuring Agreement on Set-Valued
Items"). F1 of a theme is the share of agreement where either of two coders used it, the same whichever is called right.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]

#: What each coder gave each text: text, coder, themes.
Codings: TypeAlias = Mapping[UUID, Mapping[UUID, frozenset[UUID]]]

#: Samples of the texts that an interval is taken from, and the seed that draws them.
DRAWN = 2000
SEED = 2025


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measure with its 95 % interval over texts drawn again with replacement; None where nothing can be said."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class ThemeAgreement:
    """Agreement on one theme; `used` counts the texts that at least one coder gave it."""

    theme: UUID
    used: int
    alpha: Estimate
    f1: Estimate


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on a sample: `texts` that two or more coders coded, `without` of them found without any theme by all."""

    texts: int
    without: int
    coders: int
    alpha: Estimate
    f1: Estimate
    themes: tuple[ThemeAgreement, ...]


def agreement(codings: Codings) -> Agreement:
    """Agreement over the texts that two coders or more have coded; the themes most used first.

    Alpha is 1 where all agree, 0 where they agree as often as by chance; it is None where nobody used a theme, or all used it
    on every text: then nothing varies, and nothing can be told. Slow for thousands of texts: call in a thread.
    """
    import numpy as np

    units = [tuple(given.values()) for given in codings.values() if len(given) > 1]
    coders = {coder for given in codings.values() if len(given) > 1 for coder in given}
    used = {theme: sum(any(theme in each for each in unit) for unit in units) for theme in _themes(units)}
    if not units:
        return Agreement(0, 0, 0, Estimate(None), Estimate(None), ())
    counts = _drawn_counts(len(units))
    pairs = [_pair_counts(units, theme) for theme in used]
    return Agreement(
        texts=len(units),
        without=sum(not any(unit) for unit in units),
        coders=len(coders),
        alpha=_estimate(_set_alpha(units, counts)),
        f1=_estimate(_f1(np.sum(pairs, axis=0), counts)) if pairs else Estimate(None),
        themes=tuple(
            sorted(
                (
                    ThemeAgreement(
                        theme, used[theme], _estimate(_alpha(units, theme, counts)), _estimate(_f1(pair, counts))
                    )
                    for theme, pair in zip(used, pairs, strict=True)
                ),
                key=lambda each: (-each.used, str(each.theme)),
            )
        ),
    )


_Units: TypeAlias = list[tuple[frozenset[UUID], ...]]


def _themes(units: _Units) -> list[UUID]:
    return sorted({theme for unit in units for each in unit for theme in each}, key=str)


def masi_distance(one: frozenset[UUID], other: frozenset[UUID]) -> float:
    """0 for the same set, 1 for sets with nothing in common; a part of the other is nearer than a mere overlap."""
    if one == other:
        return 0.0
    shared = one & other
    if not shared:
        return 1.0
    return 1 - len(shared) / len(one | other) * (2 / 3 if shared in (one, other) else 1 / 3)


def _drawn_counts(texts: int) -> "Floats":
    """How often each text is in the sample: all texts once in the first row, then `DRAWN` samples drawn with replacement."""
    import numpy as np

    drawn = np.random.default_rng(SEED).multinomial(texts, [1 / texts] * texts, size=DRAWN)
    return np.concatenate([np.ones((1, texts)), drawn])


def _estimate(values: "Floats") -> Estimate:
    """The first value, with the interval of the others."""
    import numpy as np

    if np.isnan(values[0]):
        return Estimate(None)
    known = values[1:][~np.isnan(values[1:])]
    low, high = np.quantile(known, [0.025, 0.975]) if len(known) else (values[0], values[0])
    return Estimate(float(values[0]), float(low), float(high))


def _alpha(units: _Units, theme: UUID, counts: "Floats") -> "Floats":
    """Alpha of whether a text has this theme, for each row of counts."""
    import numpy as np

    coders = np.array([len(unit) for unit in units], dtype=float)
    yes = np.array([sum(theme in each for each in unit) for unit in units], dtype=float)
    # Observed: pairs of unlike values within a text; expected: pairs of unlike values at all.
    observed = counts @ (2 * yes * (coders - yes) / (coders - 1))
    every, all_yes = counts @ coders, counts @ yes
    return _one_minus(observed / every, 2 * all_yes * (every - all_yes) / (every * (every - 1)))


def _set_alpha(units: _Units, counts: "Floats") -> "Floats":
    """Alpha of the whole sets, for each row of counts."""
    import numpy as np

    kinds = sorted({each for unit in units for each in unit}, key=lambda each: sorted(map(str, each)))
    place = {kind: n for n, kind in enumerate(kinds)}
    apart = np.array([[masi_distance(one, other) for other in kinds] for one in kinds])
    within = np.array(
        [2 * sum(masi_distance(*pair) for pair in combinations(unit, 2)) / (len(unit) - 1) for unit in units]
    )
    given = np.zeros((len(units), len(kinds)))
    for n, unit in enumerate(units):
        for each in unit:
            given[n, place[each]] += 1
    totals = counts @ given
    every = totals.sum(axis=1)
    return _one_minus(counts @ within / every, ((totals @ apart) * totals).sum(axis=1) / (every * (every - 1)))


def _one_minus(observed: "Floats", expected: "Floats") -> "Floats":
    import numpy as np

    varies = expected > 0
    return np.where(varies, 1 - observed / np.where(varies, expected, 1), np.nan)


def _pair_counts(units: _Units, theme: UUID) -> "Floats":
    """Per text over its pairs of coders: in how many both gave the theme, and in how many one of them did."""
    import numpy as np

    yes = np.array([sum(theme in each for each in unit) for unit in units], dtype=float)
    coders = np.array([len(unit) for unit in units], dtype=float)
    return np.stack([yes * (yes - 1) / 2, yes * (coders - yes)], axis=1)


def _f1(pairs: "Floats", counts: "Floats") -> "Floats":
    import numpy as np

    both, one = (counts @ pairs).T
    said = 2 * both + one
    return np.where(said > 0, 2 * both / np.where(said > 0, said, 1), np.nan)
