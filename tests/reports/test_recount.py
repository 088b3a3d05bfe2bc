"""What reports say, counted again by a script that shares nothing with them, over responses that were sent as participants do."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from uuid import UUID

import pytest

from feedback.enums import CodingState, Delivery
from feedback.issue_states import Entry, Field
from feedback.issues import attach_point, open_issue, record
from reports.document import Document
from reports.figures import Figure
from reports.issuing import follow_up_document, yearly_document
from reports.measures import Measure
from surveys.answer_changes import begin_change
from surveys.building import begin_survey, get_draft, save_draft
from surveys.definition import Question, Texts
from surveys.digest import digest
from surveys.publishing import close, publish
from surveys.response_drafts import save_section
from surveys.responses import send
from surveys.statement_codings import decide_statement
from surveys.tables import Statement
from tests.factories import make_coding, make_consultation, make_officer, make_point, make_theme
from tests.reports.independent_recount import Recount, recount
from tests.surveys.open_surveys import SURVEY, begin

NOW = datetime(2025, 11, 3, 9, 0, tzinfo=UTC)
TODAY = date(2025, 11, 3)
THRESHOLD = 5
ABOUT_PEOPLE = {
    Measure.INVITED,
    Measure.RESPONSES,
    Measure.RESPONSE_RATE,
    Measure.LANGUAGES,
    Measure.ANSWERED,
    Measure.DISTRIBUTION,
    Measure.IMPORTANCE,
    Measure.STATEMENTS,
    Measure.VERDICT,
    Measure.AGREEMENT,
}


def some_answers(chance: random.Random) -> Mapping[str, Sequence[str]]:
    """Some answers are seldom, so that there is something to hide; a question is left blank now and then."""
    answers = {
        "q1": chance.choices(["association", "other"], [9, chance.choice([1, 9])]),
        "q2": chance.sample(["p1", "p2", "p3"], chance.randint(1, 2)),
        "q3": [f"Lokaler, säger nummer {chance.random()}."],
        "q4": chance.choices(["yes", "partly", "no", "cannot say"], [8, 5, 6, 1]),
        "q5": chance.choices(["1", "2", "3", "4", "5"], [1, 3, 8, 9, 1]),
    }
    return {key: value for key, value in answers.items() if key == "q1" or chance.random() < 0.9}


def worded(texts: Texts) -> Texts:
    return {language: texts.get(language) or texts["sv"] for language in SURVEY.languages}


def publishable(question: Question, issue: UUID) -> Question:
    """Worded in all languages, and bound to the issue where it asks about one."""
    return replace(
        question,
        text=worded(question.text),
        help=worded(question.help) if question.help else {},
        options=tuple(replace(it, labels=worded(it.labels)) for it in question.options),
        required=False,
        issue_id=str(issue) if question.issue_id else None,
    )


async def publish_survey(consultation: UUID, issue: UUID, *, invited: int, officer: UUID) -> tuple[UUID, str]:
    """A survey as an officer makes it; gives its id and link."""
    sections = tuple(
        replace(s, title=worded(s.title), questions=tuple(publishable(q, issue) for q in s.questions))
        for s in SURVEY.sections
    )
    survey = await begin_survey(consultation, now=NOW)
    await save_draft(survey, replace(SURVEY, sections=sections), seen=(await get_draft(survey)).fingerprint)
    await publish(survey, officer=officer, now=NOW, invited=invited)
    return survey, (await get_draft(survey)).link


async def answer_survey(survey: UUID, link: str, *, responses: int, chance: random.Random) -> None:
    """Some answer in English, some change their answers, and some of it all is digested halfway."""
    for number in range(responses):
        language = chance.choices(["sv", "en", "ar"], [8, 3, 1])[0]
        token = await begin(some_answers(chance), link=link, language=language)
        await send(token, today=TODAY, now=NOW)
        if chance.random() < 0.2:
            await begin_change(token, today=TODAY, now=NOW)
            await save_section(token, some_answers(chance), language=language, today=TODAY)
            await send(token, today=TODAY, now=NOW)
        if number == responses // 2:
            await digest(survey)


async def code_answers(survey: UUID, themes: Sequence[UUID], *, officer: UUID, chance: random.Random) -> None:
    await digest(survey)
    for row in await Statement.select(Statement.id).where(Statement.survey == survey):
        for theme in themes:
            state = chance.choices([None, CodingState.CONFIRMED, CodingState.REJECTED], [5, 3, 2])[0]
            if state is not None:
                await decide_statement(row["id"], theme_id=theme, state=state, officer_id=officer, now=NOW)


async def fill(chance: random.Random, counts: Sequence[int]) -> list[UUID]:
    """Two meetings with points, themes, an issue and each a survey with this many responses; gives the meetings."""
    officer = await make_officer()
    themes = [await make_theme(code=f"T{n}", title=f"Theme {n}") for n in (1, 2, 3)]
    issue = None
    meetings = []
    for year, responses in zip((2024, 2025), counts, strict=True):
        meeting = await make_consultation(title=f"Meeting of {year}", date=f"{year}-05-04")
        points = [await make_point(meeting, text=f"Point {n} of {year}.", position=n) for n in range(1, 7)]
        for point in points:
            for theme in themes:
                if chance.random() < 0.5:
                    await make_coding(point, theme, state=chance.choice(list(CodingState)))
        if issue is None:
            issue = await open_issue("Premises are too expensive", points=points[:1], officer=officer, now=NOW)
            await record(issue, Entry(Field.ANSWER, "accepted", "", officer, NOW))
            await record(issue, Entry(Field.DELIVERY, Delivery.SUBSTANTIAL, "Two counties do.", officer, NOW))
        else:
            await attach_point(issue, points[0], officer=officer, now=NOW)
        survey, link = await publish_survey(meeting, issue, invited=responses + 9, officer=officer)
        await answer_survey(survey, link, responses=responses, chance=chance)
        await code_answers(survey, themes, officer=officer, chance=chance)
        await close(survey, now=NOW)
        meetings.append(meeting)
    return meetings


def check(figure: Figure, counted: Recount) -> None:
    """Shown it is the number; hidden there is a small one behind it, or beside it in its row."""
    true, row = counted.numbers[figure.id], counted.rows[figure.id]
    if figure.suppressed:
        assert any(0 < n < THRESHOLD for n in row), f"{figure.id} is hidden and nobody would be told by it."
        assert figure.fewer_than is None or (true is not None and 0 < true < figure.fewer_than), figure.id
    elif figure.unit == "share" and true is not None:
        assert figure.value == true.numerator / true.denominator, figure.id
        assert Fraction(figure.n or 0, figure.base or 1) == true, figure.id
    else:
        assert figure.value == true, figure.id
        assert figure.unit != "count" or not row or not 0 < (true or 0) < THRESHOLD, f"{figure.id} is small and shown."


@pytest.mark.parametrize(("seed", "counts"), [(1, (34, 61)), (2, (3, 23)), (3, (0, 12))])
async def test_reports_tell_what_a_recount_of_the_raw_rows_gives(
    seed: int, counts: tuple[int, int], sqlite_database: str
) -> None:
    meetings = await fill(random.Random(seed), counts)

    documents: list[Document] = [await follow_up_document(it, language="en", today=TODAY) for it in meetings]
    documents.append(await yearly_document(2025, language="en", today=TODAY))

    counted = recount(sqlite_database.removeprefix("sqlite:///"))
    figures = {figure.id: figure for document in documents for figure in document.figures}
    for figure in figures.values():
        if figure.id in counted.numbers:
            check(figure, counted)
    unknown = [it.id for it in figures.values() if it.measure in ABOUT_PEOPLE and it.id not in counted.numbers]
    assert unknown == []
    shown = {figures[id].measure for id in counted.numbers.keys() & figures.keys()}
    assert {Measure.RESPONSES, Measure.DISTRIBUTION, Measure.POINTS, Measure.AGREEMENT, Measure.THEME_POINTS} <= shown
