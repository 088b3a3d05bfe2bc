"""Who was invited beside who answered, by hand, and what is hidden of it."""

from dataclasses import replace

from feedback.blocks import Table
from feedback.translation import speaking
from reports.aggregation import survey_figures
from reports.figures import Basis, figure_text
from reports.representativeness import Representativeness, representativeness
from reports.survey_facts import Survey
from surveys.definition import QuestionType
from surveys.wordings import ORGANISATION_TYPES
from tests.reports.blocks import all_texts, chapters
from tests.reports.sample_facts import CUT, english, make_facts, make_question, make_survey, make_tallies

BASIS = Basis(CUT, 5)
FIRST, SECOND, THIRD = (option.value for option in ORGANISATION_TYPES[:3])
KIND = replace(make_question("q1", QuestionType.SINGLE_CHOICE), options=ORGANISATION_TYPES[:3])
TALLIES = make_tallies("q1", {FIRST: 28, SECOND: 12, THIRD: 0})


def asking(**changes: object) -> Survey:
    """Of 50 invited whose type is known 25, 20 and 5; of 40 who answered 28, 12 and none."""
    survey = make_survey(questions=(KIND,), tallies=TALLIES, invited_types={"": 5, FIRST: 25, SECOND: 20, THIRD: 5})
    return replace(survey, **changes)


def found_in(survey: Survey) -> Representativeness:
    with speaking("en"):
        return representativeness(survey_figures(survey, BASIS), BASIS)


def test_types_are_held_against_the_invitations_that_name_one() -> None:
    with speaking("en"):
        told = [
            tuple(
                figure_text(figure)
                for figure in (it.invited, it.invited_share, it.answered, it.answered_share, it.difference)
            )
            for it in found_in(asking()).types
        ]

    assert told == [
        ("25", "50%", "28", "70%", "+20"),
        ("20", "40%", "12", "30%", "-10"),
        ("5", "10%", "0", "0%", "-10"),
    ]


def test_what_is_hidden_of_the_answers_hides_the_difference() -> None:
    found = found_in(asking(tallies=make_tallies("q1", {FIRST: 30, SECOND: 8, THIRD: 2})))

    assert [it.answered.suppressed for it in found.types] == [it.difference.suppressed for it in found.types]
    assert found.types[2].difference.suppressed
    assert found.types[1].difference.suppressed


def test_few_invited_are_hidden_with_what_would_give_them_away() -> None:
    found = found_in(asking(invited_types={FIRST: 30, SECOND: 9, THIRD: 2}))

    assert [(it.invited.value, it.difference.suppressed) for it in found.types] == [
        (30, False),
        (None, True),
        (None, True),
    ]


def test_answered_is_the_same_figure_as_in_the_answers() -> None:
    with speaking("en"):
        figures = survey_figures(asking(), BASIS)
        found = representativeness(figures, BASIS)

    assert found.types[0].answered is figures.questions[0].options[0].count
    assert found.types[0].answered_share is figures.questions[0].options[0].share


def test_languages_are_held_against_the_invitations_where_they_still_tell() -> None:
    found = found_in(asking(languages={"sv": 30, "en": 10}, invited_languages={"sv": 40, "en": 5, "fi": 10}))

    assert [(it.label["und"], it.invited.value, it.answered.value) for it in found.languages] == [
        ("Swedish", 40, 30),
        ("English", 5, 10),
        ("Finnish", 10, 0),
    ]
    assert found.languages[2].difference.value == -10 / 55


def test_a_sealed_survey_says_that_languages_are_no_longer_known() -> None:
    texts = list(all_texts(chapters(english(make_facts(surveys=(asking(),))))["Who answered"]))

    assert any("In which languages invitations went out is no longer kept" in text for text in texts)
    assert "Invited and answered, by type of organisation" in texts


def test_a_survey_that_did_not_ask_says_so() -> None:
    blocks = chapters(english(make_facts()))["Who answered"]

    assert any("cannot be told" in text for text in all_texts(blocks))
    assert not any(isinstance(block, Table) and "Invited and answered" in block.caption for block in blocks)


def test_nothing_is_told_of_a_hidden_survey() -> None:
    found = found_in(asking(responses=4))

    assert (found.is_hidden, found.types, found.languages) == (True, (), ())
