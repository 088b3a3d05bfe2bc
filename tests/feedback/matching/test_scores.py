"""The measures, on small cases counted by hand."""

import pytest

from feedback.matching.matches import Match
from feedback.matching.scores import (
    calibration_error,
    hit_at_1,
    mean,
    micro_f1,
    recall_at,
    reciprocal_rank,
    suggested,
)

GOLD = frozenset({"b", "d"})


def test_ranking_measures_of_a_short_list() -> None:
    ranked = ["a", "b", "c"]

    assert hit_at_1(ranked, GOLD) == 0.0
    assert hit_at_1(["d"], GOLD) == 1.0
    assert hit_at_1([], GOLD) == 0.0
    assert recall_at(3, ranked, GOLD) == 0.5
    assert reciprocal_rank(ranked, GOLD) == 0.5
    assert reciprocal_rank(["x"], GOLD) == 0.0


def test_suggested_takes_at_most_three_that_are_probable_enough() -> None:
    matches = [Match(name, score, ()) for name, score in zip("abcde", (0.9, 0.8, 0.7, 0.6, 0.39), strict=True)]

    assert suggested(matches) == {"a", "b", "c"}
    assert suggested(matches[3:]) == {"d"}


def test_micro_f1_counts_decisions_not_texts() -> None:
    pairs = [(frozenset("ab"), frozenset("a")), (frozenset(), frozenset("cd")), (frozenset("e"), frozenset())]

    assert micro_f1(pairs) == pytest.approx(2 * 1 / (2 + 1 + 0 + 2 + 1 + 0))
    assert micro_f1([]) == 0.0


def test_calibration_error_is_the_distance_between_claim_and_share() -> None:
    assert calibration_error([(0.8, True), (0.8, True), (0.8, False), (0.8, True), (0.8, True)]) == pytest.approx(0.0)
    assert calibration_error([(1.0, False)]) == 1.0
    assert calibration_error([]) == 0.0


def test_mean_of_nothing_is_nought() -> None:
    assert (mean([]), mean([1.0, 2.0])) == (0.0, 1.5)
