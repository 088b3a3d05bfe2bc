"""Agreement of coders, against published examples and by its definition."""

from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.agreement import Codings, agreement, masi_distance

ALI, BEA, CAR = (UUID(int=n) for n in range(1, 4))
T1, T2, T3 = (UUID(int=n) for n in range(11, 14))


def coded(*texts: tuple[str, str]) -> Codings:
    """Two coders' themes by digit: ("12", "1") for themes 1 and 2 by the one, theme 1 by the other."""
    return {
        UUID(int=100 + n): {
            coder: frozenset(UUID(int=10 + int(digit)) for digit in themes)
            for coder, themes in zip((ALI, BEA), pair, strict=True)
        }
        for n, pair in enumerate(texts)
    }


def test_alpha_of_two_coders_is_that_of_krippendorffs_own_example() -> None:
    """ "Computing Krippendorff's Alpha-Reliability" (2011), example A: ten units coded 0 or 1 by two, alpha 0.095."""
    meg = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    owen = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    texts = coded(*(("1" * a, "1" * b) for a, b in zip(meg, owen, strict=True)))

    (theme,) = agreement(texts).themes

    assert theme.alpha.value == pytest.approx(0.095, abs=0.0005)


def test_alpha_takes_texts_that_some_have_not_coded() -> None:
    """By the definition over all pairs of values, with three coders, one text coded by one only and so left out."""
    given_by = [{ALI: 1, BEA: 1, CAR: 0}, {ALI: 0, BEA: 0}, {BEA: 1, CAR: 1}, {CAR: 1}, {ALI: 0, BEA: 1, CAR: 0}]
    texts = {
        UUID(int=100 + n): {coder: frozenset({T1} if value else ()) for coder, value in each.items()}
        for n, each in enumerate(given_by)
    }

    found = agreement(texts)

    kept = [list(each.values()) for each in given_by if len(each) > 1]
    values = [value for unit in kept for value in unit]
    observed = sum(2 * (a != b) / (len(unit) - 1) for unit in kept for a, b in combinations(unit, 2)) / len(values)
    expected = sum(2 * (a != b) for a, b in combinations(values, 2)) / (len(values) * (len(values) - 1))
    assert found.themes[0].alpha.value == pytest.approx(1 - observed / expected)
    assert (found.texts, found.coders) == (4, 3)


def test_a_text_that_both_found_without_a_theme_counts() -> None:
    with_noise = agreement(coded(("1", "1"), ("2", "2"), ("1", "2"), ("", ""), ("", "")))
    without = agreement(coded(("1", "1"), ("2", "2"), ("1", "2")))

    assert (with_noise.texts, with_noise.without) == (5, 2)
    assert with_noise.alpha.value is not None
    assert without.alpha.value is not None
    assert with_noise.alpha.value > without.alpha.value


def test_f1_is_agreement_where_either_used_the_theme() -> None:
    found = agreement(coded(("1", "1"), ("1", ""), ("", "1"), ("12", "1"), ("", "")))

    by_theme = {each.theme: each for each in found.themes}
    assert by_theme[T1].f1.value == pytest.approx(2 * 2 / (2 * 2 + 2))
    assert by_theme[T2].f1.value == 0
    assert [(each.theme, each.used) for each in found.themes] == [(T1, 4), (T2, 1)]


def test_where_nothing_varies_nothing_is_told() -> None:
    (theme,) = agreement(coded(("1", "1"), ("1", "1"))).themes

    assert theme.alpha.value is None
    assert theme.f1.value == 1
    assert agreement({}).alpha.value is None
    assert agreement({T1: {ALI: frozenset({T2})}}).texts == 0


def test_a_part_is_nearer_than_an_overlap() -> None:
    """Passonneau (2006), table 1: identity, subsumption, overlap, disjunction."""
    assert masi_distance(frozenset({T1, T2}), frozenset({T1, T2})) == 0
    assert masi_distance(frozenset({T1}), frozenset({T1, T2})) == pytest.approx(1 - 1 / 2 * 2 / 3)
    assert masi_distance(frozenset({T1, T2}), frozenset({T2, T3})) == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert masi_distance(frozenset({T1}), frozenset({T2})) == 1
    assert masi_distance(frozenset(), frozenset({T2})) == 1


SETS = st.frozensets(st.sampled_from([T1, T2, T3]), max_size=3)


@given(st.lists(st.tuples(SETS, SETS), min_size=1, max_size=12))
def test_the_same_for_either_order_of_coders_and_never_above_one(pairs: list[tuple[frozenset[UUID], ...]]) -> None:
    def of(order: int) -> Codings:
        return {UUID(int=100 + n): dict(zip((ALI, BEA)[::order], pair, strict=True)) for n, pair in enumerate(pairs)}

    found = agreement(of(1))

    assert found == agreement(of(-1))
    for estimate in (found.alpha, found.f1, *(e for each in found.themes for e in (each.alpha, each.f1))):
        if estimate.value is not None and estimate.low is not None and estimate.high is not None:
            assert estimate.value <= 1
            assert estimate.low <= estimate.high <= 1
    assert all(one == other for one, other in pairs) == (found.alpha.value in (1, None))
