"""Which themes a statement is about. A machine suggests, an officer decides; what was decided is never suggested over."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from feedback.codebooks import codebook
from feedback.codings import confirmed_examples, suggestions_for
from feedback.database import transaction
from feedback.enums import CodingState
from feedback.themes import current_themes, get_theme
from surveys.building import get_survey, hold_survey
from surveys.statements import survey_of_statement
from surveys.tables import Statement, StatementCoding

if TYPE_CHECKING:
    from feedback.matching.suggest import Example, Match, Text

ROWS = 500


async def suggest_statement_codings(survey_id: UUID) -> int:
    """Suggest themes for every statement without a decision, learning from all confirmed codings; gives the number of suggestions.

    Earlier suggestions for those statements are replaced; statements with a decision keep all they have.
    """
    await get_survey(survey_id)
    texts = await _undecided(survey_id)
    examples = [*await confirmed_examples(), *await confirmed_statement_examples()]
    found = await asyncio.to_thread(suggestions_for, texts, await codebook(), examples)
    async with transaction():
        await hold_survey(survey_id)
        # Asked again: somebody may have decided while the matching ran, or a later revision may have come.
        still_open = [text.id for text in await _undecided(survey_id) if text.id in found]
        return await _replace_suggestions({UUID(each): found[each] for each in still_open})


async def confirmed_statement_examples() -> "list[Example]":
    """Every statement with a confirmed theme, with the keys of its themes as they count now, for the matching to learn from."""
    from feedback.matching.suggest import Example

    rows = (
        await StatementCoding.select(
            StatementCoding.theme,
            StatementCoding.statement.id,
            StatementCoding.statement.text,
            StatementCoding.statement.language,
        )
        .where(StatementCoding.state == CodingState.CONFIRMED.value)
        .order_by(StatementCoding.statement.id)
    )
    current = await current_themes()
    said: dict[UUID, tuple[str, str, set[str]]] = {}
    for row in rows:
        statement = (row["statement.text"], row["statement.language"], set[str]())
        said.setdefault(row["statement.id"], statement)[2].add(str(current[row["theme"]]))
    return [Example(text, tuple(sorted(themes)), language) for text, language, themes in said.values()]


async def decide_statement(
    statement_id: UUID, *, theme_id: UUID, state: CodingState, officer_id: UUID, now: datetime
) -> UUID:
    """Confirm or reject a theme for a statement, suggested or not, and give the survey. Deciding anew replaces a decision."""
    async with transaction():
        survey_id, theme = await _hold(statement_id, theme_id)
        rows = await _rows_of(statement_id, theme)
        decision: dict[Any, Any] = {
            StatementCoding.state: state.value,
            StatementCoding.decided_by: officer_id,
            StatementCoding.decided_at: now,
        }
        if rows:
            await StatementCoding.update(decision).where(StatementCoding.id.is_in([row["id"] for row in rows]))
        else:
            await StatementCoding(
                {**decision, StatementCoding.statement: statement_id, StatementCoding.theme: theme}
            ).save()
    return survey_id


async def undo_statement_decision(statement_id: UUID, *, theme_id: UUID) -> UUID:
    """Make a decision undecided again, and give the survey: a suggestion is one again, a theme added by hand goes."""
    async with transaction():
        survey_id, theme = await _hold(statement_id, theme_id)
        rows = await _rows_of(statement_id, theme)
        undecided: dict[Any, Any] = {
            StatementCoding.state: CodingState.SUGGESTED.value,
            StatementCoding.decided_by: None,
            StatementCoding.decided_at: None,
        }
        if suggested := [row["id"] for row in rows if row["score"] is not None]:
            await StatementCoding.update(undecided).where(StatementCoding.id.is_in(suggested))
        if by_hand := [row["id"] for row in rows if row["score"] is None]:
            await StatementCoding.delete().where(StatementCoding.id.is_in(by_hand))
    return survey_id


async def _hold(statement_id: UUID, theme_id: UUID) -> tuple[UUID, UUID]:
    """The statement's survey, held, and the theme that this one counts as now."""
    survey_id = await survey_of_statement(statement_id)
    await hold_survey(survey_id)
    theme = await get_theme(theme_id)
    return survey_id, (await current_themes())[theme.id]


async def _rows_of(statement_id: UUID, theme: UUID) -> list[dict[str, Any]]:
    """The statement's codings that count for a theme, those of themes merged into it too."""
    same = [each for each, current in (await current_themes()).items() if current == theme]
    return await StatementCoding.select(StatementCoding.id, StatementCoding.score).where(
        (StatementCoding.statement == statement_id) & StatementCoding.theme.is_in(same)
    )


async def _undecided(survey_id: UUID) -> "list[Text]":
    from feedback.matching.suggest import Text

    decided = StatementCoding.select(StatementCoding.statement).where(
        (StatementCoding.statement.survey == survey_id) & (StatementCoding.state != CodingState.SUGGESTED.value)
    )
    done = {row["statement"] for row in await decided}
    rows = await Statement.select(Statement.id, Statement.text, Statement.language).where(Statement.survey == survey_id)
    return [Text(str(row["id"]), row["text"], row["language"]) for row in rows if row["id"] not in done]


async def _replace_suggestions(found: "Mapping[UUID, Sequence[Match]]") -> int:
    statements = list(found)
    for start in range(0, len(statements), ROWS):
        await StatementCoding.delete().where(
            StatementCoding.statement.is_in(statements[start : start + ROWS])
            & (StatementCoding.state == CodingState.SUGGESTED.value)
        )
    rows = [
        StatementCoding(
            statement=statement,
            theme=UUID(match.id),
            state=CodingState.SUGGESTED.value,
            score=match.score,
            because=msgspec.json.encode(match.because).decode(),
        )
        for statement, matches in found.items()
        for match in matches
    ]
    for start in range(0, len(rows), ROWS):
        await StatementCoding.insert(*rows[start : start + ROWS])
    return len(rows)
