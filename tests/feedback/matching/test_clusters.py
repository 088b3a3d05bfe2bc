"""Groups of texts that say alike things: found, labelled by their own words, and the same in any order."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.matching import clusters
from feedback.matching.clusters import FEWEST, find_clusters
from feedback.matching.matches import Text

SWIMMING = (
    "Simhallen är stängd hela sommaren och barnen lär sig inte simma.",
    "Vi vill ha längre öppettider i simhallen på kvällarna.",
    "Simundervisning för vuxna kvinnor saknas, och simhallen är alltid full.",
    "Det är för dyrt att gå till simhallen med fyra barn.",
)
DOGS = (
    "Det finns för få hundrastgårdar i stadsdelen.",
    "Hundägare plockar inte upp efter sina hundar i parken.",
    "En inhägnad hundrastgård vid skogen vore bra för hundarna.",
)
BOOKS = (
    "The library app does not lend e-books on my telephone.",
    "I cannot borrow e-books since the app asks for an identity card.",
    "There are no e-books in Somali in the app.",
)
ALONE = ("Kyrkogården är vacker på hösten.", "Jag tycker om att sjunga.", "Elpriserna är höga i vinter.")


def texts_of(*said: str, first: str = "t", language: str | None = None) -> list[Text]:
    return [Text(f"{first}{n}", text, language) for n, text in enumerate(said)]


EVERY = [
    *texts_of(*SWIMMING, first="s", language="sv"),
    *texts_of(*DOGS, first="d", language="sv"),
    *texts_of(*BOOKS, first="b", language="en"),
    *texts_of(*ALONE, first="a", language="sv"),
]


def test_alike_texts_are_grouped_under_their_own_words_and_others_left_out() -> None:
    found = find_clusters(EVERY)

    assert [sorted(each.texts) for each in found] == [["s0", "s1", "s2", "s3"], ["b0", "b1", "b2"], ["d0", "d1", "d2"]]
    swimming, books, dogs = found
    assert swimming.label.startswith("Simhall")
    assert dogs.label.startswith("Hund")
    assert {"app", "e-book"} & set(books.words)
    assert (books.language, dogs.language) == ("en", "sv")


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_texts_does_not_matter(lot: random.Random) -> None:
    mixed = [*EVERY]
    lot.shuffle(mixed)

    assert find_clusters(mixed) == find_clusters(EVERY)


@given(st.lists(st.text(max_size=80), max_size=12))
def test_a_text_is_in_at_most_one_group_and_no_group_is_small(said: list[str]) -> None:
    found = find_clusters(texts_of(*said))

    every = [id for each in found for id in each.texts]
    assert len(every) == len(set(every))
    assert all(len(each.texts) >= FEWEST and each.label for each in found)


def test_a_word_that_all_others_use_too_does_not_name_a_group() -> None:
    usual = texts_of(
        *(f"Barnen {verb} på skolgården." for verb in ["leker", "sjunger", "springer", "målar", "läser"]), first="u"
    )

    (named,) = find_clusters(texts_of(*SWIMMING, language="sv"), beside=usual)

    assert named.words[0] == "simhall"


def test_texts_beyond_those_compared_go_to_the_nearest_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "COMPARED", 6)
    many = texts_of(*SWIMMING, *SWIMMING, *DOGS, *DOGS, language="sv")

    found = find_clusters(many)

    (swimming,) = found
    assert {"t1", "t5", "t3", "t7"} <= set(swimming.texts)
    assert not {f"t{n}" for n in range(2 * len(SWIMMING), len(many))} & set(swimming.texts)
