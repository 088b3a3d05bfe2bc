"""A department's own words: each of a group counts as each other, and no other word changes."""

from hypothesis import given
from hypothesis import strategies as st

from feedback.matching.recurrence import PriorPoint, find_recurrence
from feedback.matching.suggest import Text, Themes, suggest_themes
from feedback.matching.synonyms import Synonyms
from tests.feedback.matching.codebooks import SMALL

GROUPS = (("bidrag", "stålar", "flis"), ("lokal", "kvarterskåk"))


def test_a_word_of_a_group_is_matched_as_the_others() -> None:
    texts = [Text("a", "Vi får aldrig stålarna i tid", "sv"), Text("b", "Kvarterskåken är stängd", "sv")]

    found = suggest_themes(texts, SMALL, synonyms=GROUPS)

    assert [(each.themes[0].id, each.themes[0].because[0]) for each in found] == [
        ("funding", "stålarna"),
        ("premises", "Kvarterskåken"),
    ]
    assert [each.themes[0].score >= 0.5 for each in found] == [True, True]
    assert all(each.themes[0].score < 0.5 for each in suggest_themes(texts, SMALL))


def test_words_of_a_group_score_alike() -> None:
    scores = Themes(SMALL, synonyms=GROUPS).channels([("flis", "sv"), ("bidrag", "sv")]).whole

    assert (scores[:, 0] == scores[:, 1]).all()


def test_an_earlier_point_is_found_by_a_word_of_the_same_group() -> None:
    prior = [PriorPoint("1", "Stålarna räcker inte", 2012, "sv"), PriorPoint("2", "Bussen går sällan", 2012, "sv")]

    found = find_recurrence([Text("a", "Flisen tog slut", "sv")], prior, synonyms=GROUPS)[0]

    assert (found.matches[0].id, found.matches[0].because) == ("1", ("Flisen",))


def test_a_part_of_a_compound_is_read_as_its_group() -> None:
    assert Synonyms((("anslag", "bidrag"),)).parts("föreningsbidragen", "sv") == ("förening", "anslag")


@given(st.text(max_size=20), st.sampled_from(["sv", "en", "fi", "ar"]))
def test_a_word_outside_of_all_groups_is_itself(form: str, language: str) -> None:
    assert Synonyms((("xylofon", "klockspel"),)).first_of(form, language) in (form, "xylofon")
    assert Synonyms().first_of(form, language) == form


@given(st.lists(st.lists(st.text(max_size=10), max_size=4), max_size=4))
def test_any_groups_are_taken(groups: list[list[str]]) -> None:
    Themes(SMALL, synonyms=groups).suggest([Text("a", "Bidragen är korta", "sv")])
