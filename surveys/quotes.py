"""Quotes: what a participant wrote, word for word, as an officer has made it fit for everybody to read.

Only who was told that they may be quoted is: the version that they answered says so (`SurveyDefinition.may_quote`). A quote
goes with its response, when that is deleted, changed or no longer kept.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from piccolo.columns.combination import Where

from feedback.database import transaction
from feedback.errors import Conflict, NotFound
from feedback.notes.personal_data import possible_personal_data
from feedback.translation import gettext as _
from feedback.translation import list_text
from surveys.building import get_survey, hold_survey
from surveys.definition import SurveyDefinition, from_json
from surveys.statements import survey_of_statement
from surveys.tables import Quote, Statement, SurveyVersion

LONGEST = 1_000  # characters
#: What an officer puts in place of what is left out: "[…]", "[the chair]".
_LEFT_OUT = re.compile(r"\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Quotable:
    """A free-text answer, and the quote of it where there is one; `withdrawn_at` is None while that holds."""

    statement_id: UUID
    survey_id: UUID
    question_key: str
    said: str
    language: str
    definition: SurveyDefinition
    text: str | None = None
    marked_by: str = ""
    marked_at: datetime | None = None
    withdrawn_at: datetime | None = None

    @property
    def is_quoted(self) -> bool:
        return self.text is not None and self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quote as reports show it, where enough have answered its question."""

    question_key: str
    text: str
    language: str


class PersonalDataFound(Conflict):
    """The text could tell of a person; `found` is what it says that of."""

    def __init__(self, found: Sequence[str]) -> None:
        super().__init__(
            _(
                "This could be about a person: %(found)s. Take it out, or confirm that it tells of nobody.",
                found=list_text(f"“{each}”" for each in found),
            )
        )
        self.found = tuple(found)


async def quotable(statement_id: UUID) -> Quotable:
    """The answer with its quote. Raises `NotFound`."""
    found = await _quotables(Statement.id == statement_id)
    if not found:
        raise NotFound(_("There is no such answer."))
    return found[0]


async def list_quotes(survey_id: UUID) -> tuple[Quotable, ...]:
    """The survey's quotes by question, those that were withdrawn too, in an order that tells nothing of when they were sent."""
    await get_survey(survey_id)
    marked = await Quote.select(Quote.statement).where(Quote.statement.survey == survey_id).output(as_list=True)
    return tuple(await _quotables(Statement.id.is_in(marked))) if marked else ()


async def quoted_statements(statements: Collection[UUID]) -> frozenset[UUID]:
    """Those of these answers that are quoted."""
    if not statements:
        return frozenset()
    holds = Quote.statement.is_in(list(statements)) & Quote.withdrawn_at.is_null()
    return frozenset(await Quote.select(Quote.statement).where(holds).output(as_list=True))


async def mark_quote(
    statement_id: UUID, text: str, *, officer_id: UUID, tells_of_nobody: bool = False, now: datetime
) -> UUID:
    """Mark an answer, or a part of it, to be quoted so; gives the survey. An earlier quote of it is replaced.

    Raises `NotFound`; `PersonalDataFound` unless the officer has confirmed that it `tells_of_nobody`; `Conflict` where the
    participant was not told of quotes, and where the text is none, too long, or not what they wrote.
    """
    async with transaction():
        survey_id = await survey_of_statement(statement_id)
        await hold_survey(survey_id)
        statement = await quotable(statement_id)
        _must_be_quotable(statement, text)
        found = [each.text for each in possible_personal_data(text)]
        if found and not tells_of_nobody:
            raise PersonalDataFound(found)
        values: dict[Any, Any] = {
            Quote.text: text,
            Quote.language: statement.language,
            Quote.marked_by: officer_id,
            Quote.marked_at: now,
            Quote.withdrawn_at: None,
        }
        if statement.text is None:
            await Quote({**values, Quote.statement: statement_id}).save()
        else:
            await Quote.update(values).where(Quote.statement == statement_id)
    return survey_id


async def withdraw_quote(statement_id: UUID, *, now: datetime) -> UUID:
    """Quote the answer no more, and give the survey; a report that was published with it stays as it is. Raises `NotFound`."""
    survey_id = await survey_of_statement(statement_id)
    holds = (Quote.statement == statement_id) & Quote.withdrawn_at.is_null()
    await Quote.update({Quote.withdrawn_at: now}).where(holds)
    return survey_id


async def shown_quotes(surveys: Collection[UUID]) -> dict[UUID, tuple[ShownQuote, ...]]:
    """The quotes that hold, by survey, in the order of their texts; surveys without any are left out."""
    holds = Quote.statement.survey.is_in(list(surveys)) & Quote.withdrawn_at.is_null()
    rows = await Quote.select(
        Quote.text,
        Quote.language,
        Quote.statement.survey.as_alias("survey"),
        Quote.statement.question_key.as_alias("key"),
    ).where(holds)
    found: dict[UUID, list[ShownQuote]] = {}
    for row in sorted(rows, key=lambda row: (row["key"], row["text"], row["language"])):
        found.setdefault(row["survey"], []).append(ShownQuote(row["key"], row["text"], row["language"]))
    return {survey: tuple(quotes) for survey, quotes in found.items()}


def is_taken_from(text: str, said: str) -> bool:
    """Whether a text is what was said, word for word and in its order, but for parts left out, each marked by brackets."""
    rest = " ".join(said.split())
    for part in (" ".join(each.split()) for each in _LEFT_OUT.split(text)):
        place = rest.find(part)
        if place < 0:
            return False
        rest = rest[place + len(part) :]
    return True


def _must_be_quotable(statement: Quotable, text: str) -> None:
    if not statement.definition.may_quote:
        raise Conflict(_("Those who answered were not told that they may be quoted, so they cannot be."))
    if not _LEFT_OUT.sub("", text).strip():
        raise Conflict(_("Write what is to be quoted."))
    if len(text) > LONGEST:
        raise Conflict(_("Write at most %(n)s characters.", n=LONGEST))
    if not is_taken_from(text, statement.said):
        raise Conflict(
            _(
                "A quote is what was written, word for word. Only leave out parts of it, and put […] or a word in square "
                "brackets where they stood."
            )
        )


async def _quotables(which: Where) -> list[Quotable]:
    rows = (
        await Statement.select(
            Statement.id,
            Statement.survey,
            Statement.question_key,
            Statement.text,
            Statement.language,
            Statement.response.version.as_alias("version"),
        )
        .where(which)
        .order_by(Statement.question_key)
        .order_by(Statement.id)
    )
    quotes = {row["statement"]: row for row in await _quotes_of([row["id"] for row in rows])}
    definitions = await _definitions({row["version"] for row in rows})
    return [_quotable(row, quotes.get(row["id"]), definitions[row["version"]]) for row in rows]


async def _definitions(versions: set[UUID]) -> dict[UUID, SurveyDefinition]:
    columns = SurveyVersion.select(SurveyVersion.id, SurveyVersion.definition)
    rows = await columns.where(SurveyVersion.id.is_in(list(versions))) if versions else []
    return {row["id"]: from_json(row["definition"]) for row in rows}


async def _quotes_of(statements: Sequence[UUID]) -> list[dict[str, Any]]:
    if not statements:
        return []
    columns = (*Quote.all_columns(), Quote.marked_by.name.as_alias("officer"))
    return await Quote.select(*columns).where(Quote.statement.is_in(list(statements)))


def _quotable(row: Mapping[str, Any], quote: Mapping[str, Any] | None, definition: SurveyDefinition) -> Quotable:
    found = Quotable(
        statement_id=row["id"],
        survey_id=row["survey"],
        question_key=row["question_key"],
        said=row["text"],
        language=row["language"],
        definition=definition,
    )
    if quote is None:
        return found
    return replace(
        found,
        text=quote["text"],
        marked_by=quote["officer"] or "",
        marked_at=quote["marked_at"],
        withdrawn_at=quote["withdrawn_at"],
    )
