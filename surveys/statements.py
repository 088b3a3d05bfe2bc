"""What participants wrote, question by question, with the themes it is about. Shown to officers only: it can name people."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from feedback.codings import ThemeCoding, gather_codings
from feedback.database import execute
from feedback.enums import CodingState
from feedback.errors import NotFound
from feedback.matched_words import Passage, mark_words
from feedback.translation import gettext as _
from surveys.building import get_survey
from surveys.definition import WRITTEN, Question
from surveys.recall import without_answers
from surveys.tables import Statement, StatementCoding

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class CodedStatement:
    """One free-text answer with its themes: confirmed ones first, then suggestions with the best first, then rejected ones."""

    id: UUID
    text: str
    language: str
    codings: tuple[ThemeCoding, ...] = ()

    @property
    def suggested(self) -> tuple[ThemeCoding, ...]:
        return tuple(coding for coding in self.codings if coding.state is CodingState.SUGGESTED)

    @property
    def is_decided(self) -> bool:
        """Whether an officer has decided all that was suggested, or coded it by hand."""
        return bool(self.codings) and not self.suggested

    @property
    def marked_text(self) -> tuple[Passage, ...]:
        """The text with the words that its suggestions go by."""
        return mark_words(self.text, (word for coding in self.suggested for word in coding.because))


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
        "SELECT s.question_key, COUNT(*) AS statements, SUM(CASE WHEN c.codings > 0 AND c.open = 0 THEN 1 ELSE 0 END) AS decided "
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


async def list_statements(survey_id: UUID, question_key: str, *, page: int = 1) -> tuple[CodedStatement, ...]:
    """One page of the statements to a question, in an order that tells nothing of when they were sent."""
    rows = (
        await Statement.select(Statement.id, Statement.text, Statement.language)
        .where((Statement.survey == survey_id) & (Statement.question_key == question_key))
        .order_by(Statement.id)
        .limit(PER_PAGE)
        .offset((max(page, 1) - 1) * PER_PAGE)
    )
    codings = await _codings([row["id"] for row in rows])
    return tuple(CodedStatement(row["id"], row["text"], row["language"], codings.get(row["id"], ())) for row in rows)


def next_undecided(statements: Sequence[CodedStatement], *, after: UUID) -> str:
    """The place on the page of the next suggestion to decide: of the same statement, a later one, or the first again.

    It is the statement itself where nothing is left to decide.
    """
    here = next((n for n, each in enumerate(statements) if each.id == after), 0)
    for statement in (*statements[here:], *statements[:here]):
        if statement.suggested:
            return place_of(statement, statement.suggested[0])
    return f"statement-{after}"


def place_of(statement: CodedStatement, coding: ThemeCoding) -> str:
    """The id of a suggestion on the page."""
    return f"coding-{statement.id}-{coding.theme.id}"


async def survey_of_statement(statement_id: UUID) -> UUID:
    """The survey that a statement answers. Raises `NotFound`."""
    row = await Statement.select(Statement.survey).where(Statement.id == statement_id).first()
    if row is None:
        raise NotFound(_("There is no such answer."))
    survey: UUID = row["survey"]
    return survey


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
