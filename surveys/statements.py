"""What participants wrote, question by question, with the themes it is about. Shown to officers only: it can name people."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from feedback.coded_texts import CodedText, ThemeCoding, gather_codings, none_fits_in
from feedback.coding_queue import CodingRow, Queue, rank, waiting_texts
from feedback.database import execute
from feedback.enums import CodingState
from feedback.errors import NotFound
from feedback.themes import current_themes
from feedback.translation import gettext as _
from surveys.building import get_survey
from surveys.definition import WRITTEN, Question
from surveys.recall import without_answers
from surveys.tables import Statement, StatementCoding

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question with a written answer: how many statements there are to it, and how many are decided."""

    question: Question
    statements: int
    decided: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.statements // PER_PAGE))


async def answered_questions(survey_id: UUID) -> tuple[AnsweredQuestion, ...]:
    """The survey's free-text questions in the order they are asked. Raises `NotFound`."""
    survey = await get_survey(survey_id)
    rows = await execute(
        "SELECT s.question_key, COUNT(*) AS statements, "
        "SUM(CASE WHEN s.fits_none_at IS NOT NULL OR (c.codings > 0 AND c.open = 0) THEN 1 ELSE 0 END) AS decided "
        "FROM statement s LEFT JOIN (SELECT statement, COUNT(*) AS codings, "
        "SUM(CASE WHEN state = {} THEN 1 ELSE 0 END) AS open FROM statement_coding GROUP BY statement) c "
        "ON c.statement = s.id WHERE s.survey = {} GROUP BY s.question_key",
        CodingState.SUGGESTED.value,
        survey_id,
    )
    counts = {row["question_key"]: (row["statements"], row["decided"]) for row in rows}
    return tuple(
        AnsweredQuestion(question, *counts.get(question.key, (0, 0)))
        for question in without_answers(survey.definition).questions
        if question.type in WRITTEN or question.other
    )


async def list_statements(survey_id: UUID, question_key: str, *, page: int = 1) -> tuple[CodedText, ...]:
    """One page of the statements to a question, in an order that tells nothing of when they were sent."""
    ids = (
        await Statement.select(Statement.id)
        .where((Statement.survey == survey_id) & (Statement.question_key == question_key))
        .order_by(Statement.id)
        .limit(PER_PAGE)
        .offset((max(page, 1) - 1) * PER_PAGE)
        .output(as_list=True)
    )
    return await coded_statements(ids)


async def coded_statements(ids: Sequence[UUID]) -> tuple[CodedText, ...]:
    """These statements in this order, with their codings under the themes that they count for now; those that are gone left out."""
    if not ids:
        return ()
    rows = await Statement.select(
        Statement.id,
        Statement.text,
        Statement.language,
        Statement.fits_none_at,
        Statement.fits_none_by.name.as_alias("fits_none_officer"),
    ).where(Statement.id.is_in(list(ids)))
    by_id = {row["id"]: row for row in rows}
    codings = await _codings(ids)
    return tuple(
        CodedText(id, row["text"], row["language"], codings.get(id, ()), none_fits_in(row))
        for id in ids
        if (row := by_id.get(id))
    )


async def statement_queue(survey_id: UUID, question_key: str) -> Queue:
    """In which order the statements to a question are decided."""
    rows = await execute(
        "SELECT s.id, s.fits_none_at, c.theme, c.state, c.score FROM statement s "
        "LEFT JOIN statement_coding c ON c.statement = s.id WHERE s.survey = {} AND s.question_key = {} ORDER BY s.id",
        survey_id,
        question_key,
    )
    current = await current_themes()
    codings = (
        CodingRow(
            text=row["id"],
            theme=current[row["theme"]] if row["theme"] else None,
            state=CodingState(row["state"]) if row["state"] else None,
            score=row["score"],
            none_fits=row["fits_none_at"] is not None,
        )
        for row in rows
    )
    return rank(waiting_texts(codings), seed=f"{survey_id} {question_key}")


async def texts_of_question(survey_id: UUID, question_key: str) -> dict[UUID, str]:
    """What was written to a question, by the statement."""
    rows = await Statement.select(Statement.id, Statement.text).where(
        (Statement.survey == survey_id) & (Statement.question_key == question_key)
    )
    return {row["id"]: row["text"] for row in rows}


async def survey_of_statement(statement_id: UUID) -> UUID:
    """The survey that a statement answers. Raises `NotFound`."""
    survey_id, _question = await question_of_statement(statement_id)
    return survey_id


async def question_of_statement(statement_id: UUID) -> tuple[UUID, str]:
    """The survey that a statement answers, and the key of the question. Raises `NotFound`."""
    row = await Statement.select(Statement.survey, Statement.question_key).where(Statement.id == statement_id).first()
    if row is None:
        raise NotFound(_("There is no such answer."))
    return row["survey"], row["question_key"]


async def _codings(statements: Sequence[UUID]) -> dict[UUID, tuple[ThemeCoding, ...]]:
    """The codings of these statements, under the themes they count for now."""
    if not statements:
        return {}
    rows = (
        await StatementCoding.select(
            *StatementCoding.all_columns(), StatementCoding.decided_by.name.as_alias("officer")
        )
        .where(StatementCoding.statement.is_in(list(statements)))
        .output(load_json=True)
    )
    return await gather_codings(rows, of="statement")
