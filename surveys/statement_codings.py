"""Which themes a statement is about. A machine suggests, an officer decides; what was decided is never suggested over."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from feedback.codebooks import codebook
from feedback.coding_decisions import (
    CodedTable,
    current_theme,
    record_for_all,
    record_none_fits_all,
    take_all_back,
    take_back,
    take_last_back,
)
from feedback.codings import confirmed_examples, suggestions_for
from feedback.database import transaction
from feedback.enums import CodedKind, CodingState
from feedback.matchers import matcher_in_use
from feedback.synonyms import synonym_groups
from feedback.themes import current_themes
from surveys.building import get_survey, hold_survey
from surveys.statements import survey_of_statement
from surveys.tables import Statement, StatementCoding

if TYPE_CHECKING:
    from feedback.matching.suggest import Example, Match, Text

ROWS = 500

STATEMENTS = CodedTable(CodedKind.STATEMENT, Statement, StatementCoding, StatementCoding.statement, Statement.survey)


async def suggest_statement_codings(survey_id: UUID) -> int:
    """Suggest themes for every statement without a decision, learning from all confirmed codings; gives the number of suggestions.

    Earlier suggestions for those statements are replaced; statements with a decision keep all they have.
    """
    await get_survey(survey_id)
    texts = await _undecided(survey_id)
    examples = [*await confirmed_examples(), *await confirmed_statement_examples()]
    known = await codebook(), examples, await synonym_groups(), await matcher_in_use()
    found = await asyncio.to_thread(suggestions_for, texts, *known)
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
    statement_id: UUID,
    *,
    theme_id: UUID,
    state: CodingState,
    also: Collection[UUID] = (),
    officer_id: UUID,
    now: datetime,
) -> UUID:
    """Confirm or reject a theme for a statement, suggested or not, and give the survey. Deciding anew replaces a decision.

    It counts for statements with the same wording `also`, where nothing was decided.
    """
    async with transaction():
        survey_id = await _hold(statement_id)
        theme = await current_theme(theme_id)
        texts = (statement_id, *await _still_there(also))
        await record_for_all(STATEMENTS, texts, theme=theme, state=state, officer_id=officer_id, now=now)
    return survey_id


async def decide_none_fits_statement(
    statement_id: UUID, *, also: Collection[UUID] = (), officer_id: UUID, now: datetime
) -> UUID:
    """Record that no theme fits a statement, nor those with the same wording `also`; gives the survey.

    Raises `Conflict` where a theme is confirmed.
    """
    async with transaction():
        survey_id = await _hold(statement_id)
        texts = (statement_id, *await _still_there(also))
        await record_none_fits_all(STATEMENTS, texts, officer_id=officer_id, now=now)
    return survey_id


async def undo_statement_decision(
    statement_id: UUID, *, theme_id: UUID | None, for_all: bool = False, officer_id: UUID, now: datetime
) -> UUID:
    """Make a decision undecided again, and give the survey: a suggestion is one again, a theme added by hand goes.

    Without a theme it is the word that none fits, with the rejections that went with it. A decision that was made once for
    statements with the same wording is undone for this one only, or `for_all`.
    """
    async with transaction():
        survey_id = await _hold(statement_id)
        theme = await current_theme(theme_id) if theme_id else None
        undo = take_all_back if for_all else take_back
        await undo(STATEMENTS, statement_id, theme=theme, officer_id=officer_id, now=now)
    return survey_id


async def undo_last_on_statements(survey_id: UUID, *, officer_id: UUID, now: datetime) -> UUID | None:
    """Undo the officer's own latest decision on the survey's statements, and give the statement; None where there is none."""
    async with transaction():
        await hold_survey(survey_id)
        return await take_last_back(STATEMENTS, survey_id, officer_id=officer_id, now=now)


async def _hold(statement_id: UUID) -> UUID:
    """The statement's survey, held."""
    survey_id = await survey_of_statement(statement_id)
    await hold_survey(survey_id)
    # Asked again: the participant may have taken it back until now.
    await survey_of_statement(statement_id)
    return survey_id


async def _still_there(statements: Collection[UUID]) -> list[UUID]:
    """Those that participants have not taken back until now."""
    if not statements:
        return []
    there = await Statement.select(Statement.id).where(Statement.id.is_in(list(statements))).output(as_list=True)
    return [each for each in statements if each in there]


async def _undecided(survey_id: UUID) -> "list[Text]":
    from feedback.matching.suggest import Text

    decided = StatementCoding.select(StatementCoding.statement).where(
        (StatementCoding.statement.survey == survey_id) & (StatementCoding.state != CodingState.SUGGESTED.value)
    )
    done = {row["statement"] for row in await decided}
    rows = await Statement.select(Statement.id, Statement.text, Statement.language).where(
        (Statement.survey == survey_id) & Statement.fits_none_at.is_null()
    )
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
