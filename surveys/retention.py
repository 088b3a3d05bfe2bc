"""How long what was collected is kept: a survey's own rule, promised on its first page and carried out by a job every day.

Invitations lose name and address first; the responses may go later. Tallies stay, so reports can be written for good.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from feedback.database import execute, scrub, transaction
from feedback.errors import Conflict
from feedback.translation import gettext as _
from surveys.building import SurveyState, hold_survey
from surveys.digest import digest, undigested
from surveys.tables import DigestedResponse, Invitation, PaperEntry, Response, Statement, StatementCoding, Survey

LONGEST = 120  # months


@dataclass(frozen=True, slots=True)
class Retention:
    """A survey's rule, in months after closing; `answers` of None means that the responses are kept for good."""

    addresses: int = 6
    answers: int | None = None

    def is_within(self, promised: "Retention") -> bool:
        """Whether this keeps nothing longer than the rule that was promised."""
        if self.answers is None:
            return promised.answers is None and self.addresses <= promised.addresses
        return self.addresses <= promised.addresses and (promised.answers is None or self.answers <= promised.answers)


@dataclass(frozen=True, slots=True)
class Retained:
    """How many surveys' addresses and answers were taken away."""

    addresses: int = 0
    answers: int = 0


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later; its last day where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


async def retention_of(survey_id: UUID) -> Retention:
    """The survey's rule."""
    row = await Survey.select(Survey.addresses_kept, Survey.answers_kept).where(Survey.id == survey_id).first()
    return Retention(row["addresses_kept"], row["answers_kept"]) if row else Retention()


async def set_retention(survey_id: UUID, rule: Retention) -> None:
    """Give the survey this rule. Raises `Conflict` where participants have been promised that something goes earlier."""
    async with transaction():
        survey = await hold_survey(survey_id)
        if not survey.is_draft and not rule.is_within(await retention_of(survey_id)):
            raise Conflict(
                _("Those who answered were promised when it is taken away. That can be made earlier, and not later.")
            )
        await Survey.update({Survey.addresses_kept: rule.addresses, Survey.answers_kept: rule.answers}).where(
            Survey.id == survey_id
        )


async def retain(*, today: date) -> Retained:
    """Take away what is no longer to be kept, of every closed survey. It may be stopped at any time, and run again."""
    addresses = answers = 0
    for row in await _closed():
        closed_on: date = row["closed_at"].date()
        if months_after(closed_on, row["addresses_kept"]) <= today:
            addresses += await _forget_addresses(row["id"])
        months = row["answers_kept"]
        if months is not None and row["purged_on"] is None and months_after(closed_on, months) <= today:
            await _purge(row["id"], today=today)
            answers += 1
    if addresses or answers:
        await scrub((Invitation, Response, DigestedResponse, Statement, StatementCoding, PaperEntry))
    return Retained(addresses, answers)


async def _closed() -> list[dict[str, Any]]:
    columns = (Survey.id, Survey.closed_at, Survey.addresses_kept, Survey.answers_kept, Survey.purged_on)
    is_closed = (Survey.state == SurveyState.CLOSED.value) & Survey.closed_at.is_not_null()
    return await Survey.select(*columns).where(is_closed).order_by(Survey.closed_at)


async def _forget_addresses(survey_id: UUID) -> bool:
    """Take names and addresses from the invitations, and their links; gives whether there were any."""
    rows = await execute(
        # No token has such a hash, so the link leads nowhere; it differs from row to row as the column demands.
        "UPDATE invitation SET name = '', email = '', token_hash = 'forgotten ' || CAST(id AS TEXT) "
        "WHERE survey = {} AND (name <> '' OR email <> '') RETURNING id",
        survey_id,
    )
    return bool(rows)


async def _purge(survey_id: UUID, *, today: date) -> None:
    """Take the responses away with all that was made of them but the tallies."""
    while survey_id in await undigested():
        await digest(survey_id)
    async with transaction():
        await hold_survey(survey_id)
        await Response.delete().where(Response.survey == survey_id)  # statements, codings and marks go with it
        await Survey.update({Survey.purged_on: today}).where(Survey.id == survey_id)
