"""How long what was collected is kept: a survey's own rule, promised on its first page and carried out by a job every day.

Invitations lose name and address first; the responses may go later. Tallies stay, so reports can be written for good.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from feedback.database import execute, scrub, transaction
from feedback.errors import Conflict
from feedback.settings import settings
from feedback.translation import gettext as _
from surveys.building import SurveyState, hold_survey
from surveys.coding_traces import TRACES, forget_traces
from surveys.digest import digest, undigested
from surveys.invitations import FORGOTTEN
from surveys.tables import DigestedResponse, Invitation, PaperEntry, Quote, Response, Statement, StatementCoding, Survey

LONGEST = 120  # months
#: How long a name and address whose time is over stay for a mail that waits to be sent.
WAIT_FOR_MAILS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Retention:
    """A survey's rule, in months after closing; `answers` of None means that the responses are kept for good."""

    addresses: int = 6
    answers: int | None = None

    def kept_longer(self, promised: "Retention") -> tuple[str, ...]:
        """What this keeps longer than the rule that was promised: `addresses`, `answers`."""
        longer = []
        if self.addresses > promised.addresses:
            longer.append("addresses")
        if promised.answers is not None and (self.answers is None or self.answers > promised.answers):
            longer.append("answers")
        return tuple(longer)


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
        if not survey.is_draft and rule.kept_longer(await retention_of(survey_id)):
            raise Conflict(
                _("Those who answered were promised when it is taken away. That can be made earlier, and not later.")
            )
        await Survey.update({Survey.addresses_kept: rule.addresses, Survey.answers_kept: rule.answers}).where(
            Survey.id == survey_id
        )


async def retain(*, today: date) -> Retained:
    """Take away what is no longer to be kept, of every closed survey. It may be stopped at any time, and run again.

    Who has a mail waiting in the outbox keeps name and address until it is sent, a few days at most. Raises what the database
    raises where its files cannot be written anew now; that is then done by the next run.
    """
    addresses = answers = 0
    for row in await _closed():
        closed_on: date = row["closed_at"].date()
        due = months_after(closed_on, row["addresses_kept"])
        if due <= today:
            mails_wait = settings().mail is not None and today < due + WAIT_FOR_MAILS
            addresses += await _forget_addresses(row["id"], is_due_with_mail=not mails_wait)
        months = row["answers_kept"]
        if months is not None and row["purged_on"] is None and months_after(closed_on, months) <= today:
            await _purge(row["id"], today=today)
            answers += 1
    await _scrub_what_is_due()
    return Retained(addresses, answers)


async def _scrub_what_is_due() -> None:
    due = await Survey.select(Survey.id).where(Survey.scrub_due.eq(True)).output(as_list=True)
    if due:
        await scrub((Invitation, Response, DigestedResponse, Statement, StatementCoding, Quote, PaperEntry, *TRACES))
        await Survey.update({Survey.scrub_due: False}).where(Survey.id.is_in(due))


async def _closed() -> list[dict[str, Any]]:
    columns = (Survey.id, Survey.closed_at, Survey.addresses_kept, Survey.answers_kept, Survey.purged_on)
    is_closed = (Survey.state == SurveyState.CLOSED.value) & Survey.closed_at.is_not_null()
    return await Survey.select(*columns).where(is_closed).order_by(Survey.closed_at)


async def _forget_addresses(survey_id: UUID, *, is_due_with_mail: bool) -> bool:
    """Take names and addresses from the invitations, and their links; gives whether there were any.

    Unless `is_due_with_mail`, those with a mail that waits are left for another time.
    """
    has_no_mail = (
        " AND NOT EXISTS (SELECT 1 FROM invitation_mail i JOIN mail m ON m.about = i.id "
        "WHERE i.invitation = invitation.id AND m.state IN ('waiting', 'sending'))"
    )
    async with transaction():
        rows = await execute(
            # No token has such a hash, so the link leads nowhere; it differs from row to row as the column demands.
            "UPDATE invitation SET name = '', email = '', token_hash = {} || CAST(id AS TEXT) "  # noqa: S608  (words of ours)
            f"WHERE survey = {{}} AND (name <> '' OR email <> ''){'' if is_due_with_mail else has_no_mail} RETURNING id",
            FORGOTTEN,
            survey_id,
        )
        if rows:
            await Survey.update({Survey.scrub_due: True}).where(Survey.id == survey_id)
    return bool(rows)


async def _purge(survey_id: UUID, *, today: date) -> None:
    """Take the responses away with all that was made of them but the tallies."""
    while survey_id in await undigested():
        await digest(survey_id)
    async with transaction():
        await hold_survey(survey_id)
        await forget_traces(Statement.survey == survey_id)
        await Response.delete().where(Response.survey == survey_id)  # statements, codings and marks go with it
        await Survey.update({Survey.purged_on: today, Survey.scrub_due: True}).where(Survey.id == survey_id)
