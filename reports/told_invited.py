"""Telling those who were invited to a consultation's surveys that its report is there, by mail, each of them once."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from surveys.building import SurveyState
from surveys.mails import mail_plan, tell_about_report
from surveys.tables import Survey


@dataclass(frozen=True, slots=True)
class ToldInvited:
    """How many can be told now, and the day on which others were told first."""

    to_tell: int
    told_on: date | None


async def told_invited(consultation: UUID, *, today: date) -> ToldInvited:
    """How it stands with the invited of the consultation's closed surveys."""
    plans = [await mail_plan(survey, today=today) for survey in await _closed(consultation)]
    told = [plan.report_sent_on for plan in plans if plan.report_sent_on]
    return ToldInvited(sum(plan.to_tell for plan in plans), min(told, default=None))


async def tell_invited(consultation: UUID, *, today: date, now: datetime) -> int:
    """Queue the mail for everybody who has not had it; gives how many. Raises `Conflict` while a survey is being sealed."""
    return sum([await tell_about_report(it, today=today, now=now) for it in await _closed(consultation)])


async def _closed(consultation: UUID) -> list[UUID]:
    closed = (Survey.consultation == consultation) & (Survey.state == SurveyState.CLOSED.value)
    found: list[UUID] = await Survey.select(Survey.id).where(closed).order_by(Survey.id).output(as_list=True)
    return found
