"""How good a ranking and its probabilities are: the measures that the labelled data is scored by."""

from collections.abc import Sequence

from feedback.matching.limits import MOST_SUGGESTED, SUGGESTED_FROM
from feedback.matching.matches import Match

BINS = 10


def mean(values: Sequence[float]) -> float:
    """The mean, 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def hit_at_1(ranked: Sequence[str], gold: frozenset[str]) -> float:
    """1 if the first is one of the gold ids, else 0."""
    return float(bool(ranked) and ranked[0] in gold)


def recall_at(count: int, ranked: Sequence[str], gold: frozenset[str]) -> float:
    """The share of the gold ids among the first `count`; `gold` holds at least one."""
    return len(gold.intersection(ranked[:count])) / len(gold)


def reciprocal_rank(ranked: Sequence[str], gold: frozenset[str]) -> float:
    """1 divided by the rank of the first gold id; 0 if none is in the list."""
    return next((1 / rank for rank, name in enumerate(ranked, start=1) if name in gold), 0.0)


def suggested(matches: Sequence[Match]) -> frozenset[str]:
    """The ids that are suggested: the most probable ones, from `SUGGESTED_FROM` on."""
    return frozenset(match.id for match in matches[:MOST_SUGGESTED] if match.score >= SUGGESTED_FROM)


def micro_f1(pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> float:
    """F1 over all (suggested, gold) decisions together."""
    right = sum(len(found & gold) for found, gold in pairs)
    return 2 * right / (sum(len(found) + len(gold) for found, gold in pairs) or 1)


def calibration_error(claims: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error: the distance between claimed probability and observed share, over ten equal bins."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for probability, held in claims:
        bins[min(int(probability * BINS), BINS - 1)].append((probability, held))
    distances = [abs(sum(p for p, _ in found) - sum(held for _, held in found)) for found in bins]
    return sum(distances) / (len(claims) or 1)
