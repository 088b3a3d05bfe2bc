"""The summary: five questions in plain words, on one page in every language, whatever the data."""

import io
from collections.abc import Callable
from dataclasses import replace

import pypdf
import pytest

from feedback.blocks import BulletList, Heading, Paragraph
from feedback.translation import LANGUAGES, gettext, speaking
from reports.document import Document, KeyFigures
from reports.facts import Facts
from reports.follow_up import follow_up_report
from reports.pdf.building import pdf
from reports.sections.summary import LONGEST_TITLE
from reports.yearly import yearly_report
from tests.feedback.pdf.reading import pages_of, plain
from tests.reports.random_year import TODAY, YEAR, random_year
from tests.reports.sample_facts import english, make_facts

LONG = (
    "Föreningar i glesbygd behöver långsiktiga bidrag och lokaler som kan värmas året om, också på kvällar och helger "
)


def large() -> Facts:
    """Numbers of many digits in the text, and titles far longer than a line."""
    facts = random_year(7, meetings=6, issues=40)
    issues = tuple(replace(it, title=f"{it.title}: {LONG * 3}") for it in facts.issues)
    return replace(facts, issues=issues, department="Departementet för landsbygd, samhällsplanering och demokrati")


def follow_up(facts: Facts, language: str) -> Document:
    meeting = max(facts.consultations, key=lambda it: (len(it.points), it.id)).id
    return follow_up_report(facts, consultation_id=meeting, language=language, today=TODAY)


def yearly(facts: Facts, language: str) -> Document:
    return yearly_report(facts, year=YEAR, language=language, today=TODAY)


@pytest.mark.parametrize("report", [follow_up, yearly])
@pytest.mark.parametrize("language", LANGUAGES)
def test_summary_is_one_page_between_cover_and_contents(
    report: Callable[[Facts, str], Document], language: str
) -> None:
    document = report(large(), language)

    file = pdf(document)

    with speaking(language):
        contents = plain(gettext("Contents"))
    assert pages_of(file)[2].startswith(contents)
    reader = pypdf.PdfReader(io.BytesIO(file))
    summary, parts, next_chapter = reader.outline[:3]
    headings = [summary, *parts]
    assert [it.title for it in headings] == [it.text for it in document.summary if isinstance(it, Heading)]
    assert {reader.get_destination_page_number(it) + 1 for it in headings} == {2}
    assert reader.get_destination_page_number(next_chapter) + 1 > 3


def test_summary_answers_five_questions_with_the_reports_own_figures() -> None:
    key, *blocks = english(make_facts()).summary[1:]

    assert isinstance(key, KeyFigures)
    assert blocks == [
        Heading("What was said", 2),
        Paragraph(
            "The notes hold 6 points. Of the issues raised (3), 2 had been raised in an earlier year too. Raised in most "
            "years:"
        ),
        BulletList(("Kortsiktiga projektpengar (2012, 2019, 2023, 2024)", "Barnpassning vid möten (2023, 2024)"), "sv"),
        Heading("What the department answered", 2),
        Paragraph(
            "Glesbygdsdepartementet has answered 2 of the issues. Accepted (1), Accepted in part (1), Not answered (1)."
        ),
        Heading("What has happened", 2),
        Paragraph("Delivery, as the department itself tells it: No evidence (1), Substantial (1), Complete (1)."),
        Paragraph("Commitments: 2, of which overdue: 1. Changes of a due date or of who is responsible: 1."),
        Heading("What participants say", 2),
        Paragraph("Responses to the survey: 40. Response rate: 73%."),
        Paragraph(
            "Issues that the department says are delivered and that participants have judged: 1. Fewer than half agree on: 1."
        ),
        Heading("What is still open", 2),
        Paragraph("Issues still open: 2. Overdue commitments: 1. Among the open issues:"),
        BulletList(("Kortsiktiga projektpengar", "Kalla lokaler"), "sv"),
    ]


def test_summary_shortens_long_titles_at_a_word() -> None:
    [bullets, *_others] = [it for it in yearly(large(), "sv").summary if isinstance(it, BulletList)]

    for title in bullets.items:
        shown = title.partition("…")[0]
        assert len(shown) <= LONGEST_TITLE
        assert LONG.startswith(shown.partition(": ")[2])
        assert LONG[len(shown.partition(": ")[2])] in " ,"
