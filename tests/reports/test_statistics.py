"""Intervals and quantiles against published values, and against lists written out in full."""

from collections import Counter
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.statistics import LOWER, MIDDLE, UPPER, RoundedQuartiles, quantile_pair, rounded_quartiles, wilson

NUMBERS = st.dictionaries(st.integers(-1000, 100_000), st.integers(0, 40), max_size=12)


@pytest.mark.parametrize(
    ("n", "base", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_intervals(n: int, base: int, low: float, high: float) -> None:
    found = wilson(n, base)

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_wilson_lies_in_0_to_1_around_the_share_and_mirrors(n: int, base: int) -> None:
    n = min(n, base)
    found, mirrored = wilson(n, base), wilson(base - n, base)

    assert 0 <= found.low <= n / base <= found.high <= 1
    assert found.low == pytest.approx(1 - mirrored.high, abs=1e-12)


@pytest.mark.parametrize(("n", "base"), [(1, 0), (0, 0), (-1, 5), (6, 5)])
def test_wilson_of_what_is_no_share_is_refused(n: int, base: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        wilson(n, base)


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=60))
def test_the_median_of_counts_is_the_median_of_the_list(answers: list[int]) -> None:
    pair = quantile_pair(Counter(answers), MIDDLE)

    assert pair is not None
    assert sum(pair) / 2 == median(answers)


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=60))
def test_quartiles_have_a_quarter_of_the_answers_on_either_side(answers: list[int]) -> None:
    for quarter in (LOWER, MIDDLE, UPPER):
        pair = quantile_pair(Counter(answers), quarter)
        assert pair is not None
        middle = sum(pair) / 2
        assert sum(1 for each in answers if each <= middle) * 4 >= quarter * len(answers)
        assert sum(1 for each in answers if each >= middle) * 4 >= (4 - quarter) * len(answers)


def test_quartiles_of_eight_answers_by_hand() -> None:
    counts = Counter([1, 2, 3, 4, 5, 6, 7, 8])

    assert [quantile_pair(counts, quarter) for quarter in (LOWER, MIDDLE, UPPER)] == [(2, 3), (4, 5), (6, 7)]
    assert quantile_pair({}, MIDDLE) is None


@pytest.mark.parametrize(
    ("counts", "rounded"),
    [
        ({10: 5, 20: 10, 30: 5}, RoundedQuartiles(20, 20, 30, 10)),  # 15 and 25, which nobody answered
        ({10: 6, 20: 10, 30: 6}, RoundedQuartiles(10, 20, 30, 1)),
        ({10: 4, 20: 5}, None),  # fewer than twice the threshold
        (dict.fromkeys(range(100, 121), 1), RoundedQuartiles(105, 110, 115, 5)),
        (dict.fromkeys(range(0, 2100, 100), 1), RoundedQuartiles(500, 1000, 1500, 500)),
        ({10**power: 1 for power in range(12)}, None),  # too far apart to be rounded and still say something
    ],
)
def test_rounded_quartiles_by_hand(counts: dict[int, int], rounded: RoundedQuartiles | None) -> None:
    found = rounded_quartiles(counts, threshold=5)

    assert found == rounded


@given(NUMBERS, st.integers(3, 10))
def test_rounded_quartiles_are_each_the_number_of_enough_answers(counts: dict[int, int], threshold: int) -> None:
    found = rounded_quartiles(counts, threshold=threshold)

    if sum(counts.values()) < 2 * threshold:
        assert found is None
    if found is not None:
        for each in (found.lower, found.median, found.upper):
            near = sum(n for value, n in counts.items() if -found.step <= 2 * (value - each) <= found.step)
            assert near >= threshold
