"""Quotes in the follow-up report: under their question, as written, and only where enough have answered."""

import pytest

from feedback.blocks import Heading, Paragraph
from reports.survey_facts import Quote, Survey
from tests.reports.blocks import chapters
from tests.reports.sample_facts import english, make_facts, make_survey

CHAPTER = "In their own words"


def quoted(survey: Survey) -> list[tuple[str, str | None]]:
    chapter = chapters(english(make_facts(surveys=(survey,)))).get(CHAPTER, [])
    return [(block.text, block.language) for block in chapter if isinstance(block, Paragraph)][1:]


def test_a_quote_stands_under_its_question_in_its_own_language() -> None:
    quotes = (Quote("q3", "Hyran är för hög.", "sv"), Quote("q3", "The rent is too high.", "en"))
    survey = make_survey(quotes=quotes, languages={"sv": 28, "en": 12})
    document = english(make_facts(surveys=(survey,)))

    chapter = chapters(document)[CHAPTER]

    assert [block.text for block in chapter if isinstance(block, Heading)] == ["Question q3 in English?"]
    assert quoted(survey) == [("“Hyran är för hög.”", "sv"), ("“The rent is too high.”", None)]


@pytest.mark.parametrize(
    "survey",
    [
        make_survey(quotes=(Quote("q3", "الإيجار مرتفع.", "ar"),)),  # four answered in Arabic
        make_survey(quotes=(Quote("q3", "The rent.", "en"),)),  # eight in English, who are hidden with them
        make_survey(quotes=(Quote("q3", "Hyran.", "sv"),), answered={**make_survey().answered, "q3": 4}),
        make_survey(quotes=(Quote("q3", "Hyran.", "sv"),), responses=4, languages={"sv": 4}),
        make_survey(quotes=(Quote("q9", "Hyran.", "sv"),)),
        make_survey(),
    ],
)
def test_a_quote_of_few_is_not_shown(survey: Survey) -> None:
    assert CHAPTER not in chapters(english(make_facts(surveys=(survey,))))
