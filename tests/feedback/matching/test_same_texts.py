"""The same text from many: grouped whatever the order, and nothing else with it."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.matching.same_texts import same_texts, worded

CAMPAIGN = "Vi kräver att fritidsgården i Norrby hålls öppen även under sommaren och på helgerna för alla unga."
NEARLY = CAMPAIGN.replace("alla unga", "alla våra unga")
OTHER = "Biblioteket i Norrby borde ha öppet på söndagar, eftersom många av oss arbetar sent alla andra dagar."

said = st.lists(
    st.one_of(st.sampled_from([CAMPAIGN, NEARLY, OTHER, "Fler bussar.", "Fler bussar", ""]), st.text(max_size=40)),
    max_size=20,
)


def numbered(texts: list[str]) -> list[tuple[str, str]]:
    return [(f"{n:02}", text) for n, text in enumerate(texts)]


@given(said, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(texts: list[str], lot: random.Random) -> None:
    every = numbered(texts)
    mixed = [*every]
    lot.shuffle(mixed)

    assert same_texts(mixed) == same_texts(every)


@given(said)
def test_the_same_words_are_always_together_and_each_text_in_one_group(texts: list[str]) -> None:
    groups = same_texts(numbered(texts), fewest=1)

    ids = [id for group in groups for id in group]
    assert sorted(ids) == sorted(id for id, text in numbered(texts) if worded(text))
    group_of = {id: n for n, group in enumerate(groups) for id in group}
    by_wording: dict[str, set[int]] = {}
    for id, text in numbered(texts):
        if worded(text):
            by_wording.setdefault(worded(text), set()).add(group_of[id])
    assert all(len(each) == 1 for each in by_wording.values())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (CAMPAIGN, CAMPAIGN.upper().replace(".", " !"), True),
        (CAMPAIGN, NEARLY, True),
        (CAMPAIGN, OTHER, False),
        ("Fler bussar på kvällen", "Fler lekplatser på kvällen", False),
        ("Fler bussar på kvällen", "fler  bussar, på kvällen", True),
    ],
)
def test_nearly_the_same_counts_only_for_texts_with_some_length(one: str, other: str, same: bool) -> None:
    expected = {("a", "b")} if same else {("a",), ("b",)}

    assert set(same_texts([("a", one), ("b", other)], fewest=1)) == expected
    assert set(same_texts([("b", other), ("a", one)], fewest=1)) == expected


def test_two_alike_can_be_chance_three_are_a_group() -> None:
    assert same_texts(numbered([CAMPAIGN, CAMPAIGN])) == ()
    assert same_texts(numbered([CAMPAIGN, NEARLY, CAMPAIGN, OTHER])) == (("00", "01", "02"),)
