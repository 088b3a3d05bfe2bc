"""Reports from the database: what was read is what the rows say, on both engines and in the same bytes."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from piccolo.table import Table

import feedback.tables as heard
import surveys.tables as asked
from feedback.blocks import Paragraph
from feedback.blocks import Table as ReportTable
from feedback.consultations import delete_consultation
from feedback.database import database as engine_in_use
from feedback.database import open_database
from feedback.enums import Answer, CodingState, EvidenceKind, PointKind
from feedback.errors import Gone, NotFound
from feedback.sqlite_engine import PooledSQLite
from feedback.tables import Consultation, Point
from feedback.themes import separate_theme
from feedback.translation import speaking
from reports.document import Document
from reports.facts import Evidence, Moved, Passage, PointCoding
from reports.issuing import follow_up_document, read_facts, yearly_document
from reports.pdf.building import pdf
from reports.survey_facts import StatementTally
from surveys.publishing import close
from tests.factories import NOW, make_consultation
from tests.reports.blocks import all_texts
from tests.reports.records import COUNTS, RESPONSE_DAY, Told, make_told_consultation

TODAY = date(2025, 11, 10)
#: Every table with what it needs before it.
TABLES: tuple[type[Table], ...] = (
    heard.Officer, heard.Document, heard.Consultation, heard.Question, heard.Point, heard.Theme, heard.Coding, heard.Issue,
    heard.IssuePoint, heard.IssueEntry, heard.Commitment, heard.CommitmentEntry, heard.IssueCommitment, heard.Evidence,
    asked.Survey, asked.SurveyVersion, asked.Tally, asked.Response, asked.DigestedResponse, asked.Statement,
    asked.StatementCoding,
)  # fmt: skip


async def test_read_facts_of_consultations(database: str) -> None:
    told = await make_told_consultation()

    facts = await read_facts(today=TODAY)

    assert [it.title for it in facts.consultations] == [
        "Conferences of three years", "Consultation on meeting places", "Terms of reference",
    ]  # fmt: skip
    _earlier, consultation, _decision = facts.consultations
    assert (consultation.id, consultation.participants_count) == (str(told.consultation), 34)
    assert [question.number for question in consultation.questions] == [1]
    assert [
        (it.id, it.kind, it.document, it.page, it.first_line, it.last_line, it.question_number, it.year)
        for it in consultation.points
    ] == [
        (str(told.points[0]), PointKind.STATEMENT, "notes.txt", 1, 4, 5, 1, 2024),
        (str(told.points[1]), PointKind.OBSTACLE, "notes.txt", 1, 6, 6, 1, 2024),
    ]
    assert (facts.department, facts.language) == ("Departementet", "sv")


async def test_read_facts_points_of_several_years_meetings(database: str) -> None:
    await make_told_consultation()

    earlier = (await read_facts(today=TODAY)).consultations[0]

    assert (earlier.year, [point.year for point in earlier.points], earlier.points[0].first_line) == (2021, [2019], 0)


async def test_read_facts_codings_of_merged_themes(database: str) -> None:
    told = await make_told_consultation()

    facts = await read_facts(today=TODAY)

    theme = str(told.themes[0])
    said = facts.consultations[0].points[0].id
    assert [(it.id, it.code, it.labels) for it in facts.themes] == [(theme, "T1", {"sv": "Premises", "en": "Premises"})]
    assert set(facts.codings) == {
        PointCoding(str(told.points[0]), theme, CodingState.CONFIRMED),
        PointCoding(str(told.points[1]), theme, CodingState.REJECTED),
        PointCoding(said, theme, CodingState.CONFIRMED),
    }
    assert len(facts.codings) == 3
    assert set(facts.surveys[0].statement_themes) == {
        StatementTally("q3", theme, CodingState.CONFIRMED, 1),
        StatementTally("q3", theme, CodingState.SUGGESTED, 1),
    }


async def test_read_facts_codings_of_a_separated_theme(database: str) -> None:
    told = await make_told_consultation()
    await separate_theme(told.themes[1], now=NOW)

    facts = await read_facts(today=TODAY)

    kept, apart = (str(theme) for theme in told.themes)
    assert {(it.theme_id, it.state) for it in facts.codings if it.point_id == str(told.points[0])} == {
        (kept, CodingState.SUGGESTED),
        (apart, CodingState.CONFIRMED),
    }


async def test_read_facts_of_issues_and_commitments(database: str) -> None:
    told = await make_told_consultation()

    with speaking("en"):
        facts = await read_facts(today=TODAY)

    (issue,), (commitment,) = facts.issues, facts.commitments
    assert [(point.year, point.consultation_id) for point in issue.points] == [
        (2019, str(told.earlier)),
        (2024, str(told.consultation)),
    ]
    assert (issue.state.answer, issue.state.answer_reason) == (Answer.ACCEPTED_IN_PART, "Two counties try it.")
    assert (commitment.original_due, commitment.due) == (date(2024, 12, 31), date(2025, 12, 31))
    assert [(slip.on, slip.what, slip.before, slip.after) for slip in commitment.slips] == [
        (NOW.date(), Moved.DUE, "2024-12-31", "2025-12-31")
    ]
    assert commitment.evidence == (
        Evidence(EvidenceKind.PASSAGE, "An internal memo.", is_public=False, counts=False),
        Evidence(EvidenceKind.PASSAGE, "Decided.", is_public=True, document="decision.txt", on=date(2025, 2, 1)),
    )
    assert commitment.issue_ids == (str(told.issue),)
    assert commitment.source == Passage("Terms of reference", "2024-09-01", page=2, first_line=7, last_line=7)


async def test_read_facts_of_surveys(database: str) -> None:
    await make_told_consultation()

    (survey,) = (await read_facts(today=TODAY)).surveys

    assert (survey.invited, survey.responses, survey.year, survey.opened) == (40, 20, 2024, date(2024, 9, 1))
    assert survey.languages == {"sv": 12, "ar": 8}
    assert {(it.question_key, it.value): it.n for it in survey.tallies} == {
        key: n for key, n in COUNTS.items() if all(key)
    }
    assert survey.answered == {"q1": 20, "q2": 19, "q3": 2, "q4": 20}


@pytest.mark.parametrize(("today", "closed"), [(date(2025, 11, 30), None), (date(2025, 12, 1), date(2025, 11, 30))])
async def test_read_facts_survey_whose_last_day_is_past(database: str, today: date, closed: date | None) -> None:
    await make_told_consultation()

    (survey,) = (await read_facts(today=today)).surveys

    assert survey.closed == closed


async def test_read_facts_survey_that_was_closed(database: str) -> None:
    told = await make_told_consultation()
    await close(told.survey, now=datetime(2025, 11, 5, 12, tzinfo=UTC))

    facts = await read_facts(today=TODAY)

    assert facts.surveys[0].closed == date(2025, 11, 5)
    assert facts.cut == datetime(2025, 11, 5, 12, tzinfo=UTC)


async def test_read_facts_data_cut_is_the_latest_change(database: str) -> None:
    empty = (await read_facts(today=TODAY)).cut
    await make_told_consultation()

    facts = await read_facts(today=TODAY)

    assert empty == datetime(1970, 1, 1, tzinfo=UTC)
    assert facts.cut == datetime(RESPONSE_DAY.year, RESPONSE_DAY.month, RESPONSE_DAY.day, tzinfo=UTC)


async def test_read_facts_without_what_was_deleted_or_dropped(database: str) -> None:
    told = await make_told_consultation()
    await delete_consultation(told.earlier, now=NOW)
    await delete_consultation(told.decision, now=NOW)
    await Point.update({Point.dropped_at: NOW}).where(Point.id == told.points[1])

    facts = await read_facts(today=TODAY)

    assert [[point.id for point in it.points] for it in facts.consultations] == [[str(told.points[0])]]
    assert {it.point_id for it in facts.codings} == {str(told.points[0])}
    assert [point.year for point in facts.issues[0].points] == [2024]
    assert facts.commitments[0].source is None


async def test_read_facts_survey_about_a_deleted_consultation(database: str) -> None:
    told = await make_told_consultation()
    await delete_consultation(told.consultation, now=NOW)

    assert (await read_facts(today=TODAY)).surveys == ()


async def test_follow_up_document_tells_recurrence_and_lateness_as_of_the_day(database: str) -> None:
    told = await make_told_consultation()

    before = await follow_up_document(told.consultation, language="en", today=date(2025, 12, 31))
    after = await follow_up_document(told.consultation, language="en", today=date(2026, 1, 1))

    states = [
        [it for it in cells(each) if it.split("\n")[0] in ("Due within 30 days", "Overdue")] for each in (before, after)
    ]
    assert "2019, 2024" in cells(before)
    assert states == [["Due within 30 days"], ["Overdue"]]


async def test_follow_up_document_of_an_unconfirmed_consultation_says_so(database: str) -> None:
    told = await make_told_consultation()
    await Consultation.update({Consultation.state: "under review"}).where(Consultation.id == told.consultation)

    document = await follow_up_document(told.consultation, language="en", today=TODAY)

    assert document.blocks[1] == Paragraph(
        "This is a draft: an officer has not yet confirmed what was read from the notes."
    )
    texts = list(all_texts(list(document.blocks)))
    assert [text for text in texts if "checked by an officer" in text] == []


async def test_follow_up_document_of_what_is_not_there(database: str) -> None:
    told = await make_told_consultation()
    await delete_consultation(told.consultation, now=NOW)

    with pytest.raises(NotFound, match="There is no such consultation"):
        await follow_up_document(uuid4(), language="en", today=TODAY)
    with pytest.raises(Gone, match="was deleted"):
        await follow_up_document(told.consultation, language="en", today=TODAY)


async def test_documents_never_quote_answers_or_internal_evidence(database: str) -> None:
    told = await make_told_consultation()

    for document in (
        await follow_up_document(told.consultation, language="en", today=TODAY),
        await yearly_document(2024, language="en", today=TODAY),
    ):
        texts = " ".join(all_texts(list(document.blocks)))
        assert ("Secret." in texts, "An internal memo." in texts, "Decided." in texts) == (False, False, True)


async def test_yearly_document_counts_points_in_the_year_they_were_said(database: str) -> None:
    await make_told_consultation()

    document = await yearly_document(2024, language="en", today=TODAY)

    table = next(
        it for it in document.blocks if isinstance(it, ReportTable) and it.caption == "Points with each theme, by year"
    )
    assert table.header == ("Theme", "2019", "2024")
    assert [[cell.text for cell in row] for row in table.rows] == [["Premises", "1", "1"]]


async def test_documents_take_the_same_number_of_queries_however_much_there_is(sqlite_database: str) -> None:
    told = await make_told_consultation()
    few = await statements_of(lambda: follow_up_document(told.consultation, language="en", today=TODAY))
    few_yearly = await statements_of(lambda: yearly_document(2024, language="en", today=TODAY))
    for number in range(3):
        await make_consultation(title=f"Consultation {number}", questions=["Why?"], points=["This.", "That."])

    many = await statements_of(lambda: follow_up_document(told.consultation, language="en", today=TODAY))
    many_yearly = await statements_of(lambda: yearly_document(2024, language="en", today=TODAY))

    assert (len(many), len(many_yearly)) == (len(few), len(few_yearly))
    assert 10 < len(many) < 40


@pytest.mark.postgresql
async def test_pdf_same_data_same_bytes_on_both_engines(sqlite_url: str, postgresql_url: str) -> None:
    async with open_database(sqlite_url):
        told = await make_told_consultation()
        rows = {table: await table.select() for table in TABLES}
        here = await _both(told)
    async with open_database(postgresql_url):
        for table, found in rows.items():
            if found:
                await table.insert(*(table(**row) for row in reversed(found)))
        there = await _both(told)

    assert here == there
    assert [content[:5] for content in here] == [b"%PDF-", b"%PDF-"]


async def _both(told: Told) -> list[bytes]:
    documents = (
        await follow_up_document(told.consultation, language="sv", today=TODAY),
        await yearly_document(2024, language="ar", today=TODAY),
    )
    return [pdf(document) for document in documents]


def cells(document: Document) -> set[str]:
    return {cell.text for it in document.blocks if isinstance(it, ReportTable) for row in it.rows for cell in row}


async def statements_of(work: Callable[[], Awaitable[object]]) -> list[str]:
    """The SQL that SQLite itself says it ran."""
    engine = engine_in_use()
    assert isinstance(engine, PooledSQLite)
    found: list[str] = []
    connections = [engine.writer, *engine._readers]
    for connection in connections:
        connection._connection.set_trace_callback(found.append)
    await work()
    for connection in connections:
        connection._connection.set_trace_callback(None)
    return found
