"""Statements with a confirmed theme, for the code book, which knows no surveys: `feedback.app` hands them over."""

from collections.abc import Collection, Sequence
from uuid import UUID

from feedback.confirmed_texts import CodedSource, ConfirmedText
from feedback.enums import CodedKind, CodingState
from feedback.translation import language
from surveys.building import get_survey, hold_survey
from surveys.definition import text_in
from surveys.statement_codings import STATEMENTS
from surveys.tables import StatementCoding


async def _confirmed_statements(themes: Collection[UUID]) -> Sequence[ConfirmedText]:
    """In the order of their ids, which tells nothing of when they were sent."""
    rows = await (
        StatementCoding.select(
            StatementCoding.statement.id,
            StatementCoding.statement.text,
            StatementCoding.statement.language,
            StatementCoding.statement.survey,
        )
        .where(StatementCoding.theme.is_in(list(themes)) & (StatementCoding.state == CodingState.CONFIRMED.value))
        .order_by(StatementCoding.statement.survey, StatementCoding.statement.id)
    )
    surveys = {row["statement.survey"] for row in rows}
    titles = {id: str(text_in((await get_survey(id)).definition.title, language())) for id in surveys}
    found = {
        row["statement.id"]: ConfirmedText(
            CodedKind.STATEMENT,
            row["statement.id"],
            row["statement.text"],
            row["statement.language"],
            row["statement.survey"],
            titles[row["statement.survey"]],
        )
        for row in rows
    }
    return tuple(found.values())


STATEMENT_SOURCE = CodedSource(STATEMENTS, _confirmed_statements, hold_survey)
