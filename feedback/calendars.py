"""Calendar feeds of what is due (RFC 5545): one for anybody, of what is published, and one for each officer, of everything."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from feedback.accounts import token_hash
from feedback.api.published import public_commitments
from feedback.calendar_files import DayEvent, calendar_of
from feedback.commitment_logs import Slip
from feedback.commitments import Undertaking, undertakings
from feedback.mail.messages import one_line
from feedback.milestones import FollowedMilestone
from feedback.plan_states import Ending
from feedback.settings import settings
from feedback.signed_tokens import id_named_in, is_same, signed_token
from feedback.tables import Officer
from feedback.translation import date_text, ngettext
from feedback.translation import gettext as _


async def officers_calendar(key: str) -> bytes | None:
    """All that is due, for the officer whose key this is; None where it is nobody's who works here."""
    officer = id_named_in(key)
    if officer is None or not is_same(await calendar_key(officer), key):
        return None
    every = await undertakings()
    return calendar_file(every, name=_("Commitments"), host=settings().host, base_url=settings().base_url)


async def public_calendar() -> bytes:
    """What is due of the commitments that the public may read."""
    every = await undertakings(sorted(await public_commitments(), key=str))
    name = _("Commitments of %(department)s", department=settings().department)
    return calendar_file(every, name=name, host=settings().host)


async def calendar_key(officer: UUID) -> str:
    """What an officer's own feed is asked for with; empty for who does not work here. A new password makes a new one."""
    row = (
        await Officer.select(Officer.password_hash).where((Officer.id == officer) & Officer.is_active.eq(True)).first()
    )
    if row is None:
        return ""
    # The hash of the password's hash: what follows from it could be worked out by nobody, and it changes with it.
    return signed_token("calendar", officer, token_hash(row["password_hash"]))


def calendar_file(commitments: Iterable[Undertaking], *, name: str, host: str, base_url: str = "") -> bytes:
    """An all-day event for each due date, of commitments and their milestones, in the language of the moment. Pure.

    The same data gives the same bytes. What has no date is left out. `base_url` is that of the pages that events lead to.
    """
    events: list[DayEvent] = []
    for each in commitments:
        address = f"{base_url}/commitments/{each.id}" if base_url else ""
        if each.due:
            events.append(_commitment_event(each, each.due, host=host, address=address))
        events += [
            _milestone_event(each, milestone, milestone.due, host=host, address=address)
            for milestone in each.milestones
            if milestone.due and not milestone.is_dropped
        ]
    return calendar_of(events, name=name, prodid="-//Gensvar//Commitments//EN")


def _commitment_event(commitment: Undertaking, due: date, *, host: str, address: str) -> DayEvent:
    summary = one_line(commitment.text)
    return _event(
        f"commitment-{commitment.id}@{host}",
        due,
        summary=_ended(commitment, summary),
        description=[_responsible(commitment), *_moved(commitment.slips, commitment.first_due)],
        made_at=commitment.made_at,
        slips=commitment.slips,
        address=address,
    )


def _ended(commitment: Undertaking, summary: str) -> str:
    match commitment.ending:
        case Ending.DONE:
            return _("Delivered: %(what)s", what=summary)
        case Ending.WITHDRAWN:
            return _("Withdrawn: %(what)s", what=summary)
        case None:
            return summary


def _milestone_event(
    commitment: Undertaking, milestone: FollowedMilestone, due: date, *, host: str, address: str
) -> DayEvent:
    summary = one_line(milestone.text)
    return _event(
        f"milestone-{milestone.id}@{host}",
        due,
        summary=_("Reached: %(what)s", what=summary) if milestone.reached_on else summary,
        description=[
            _("A milestone of: %(what)s", what=one_line(commitment.text)),
            _responsible(commitment),
            *_moved(milestone.slips, milestone.first_due),
        ],
        made_at=milestone.made_at,
        slips=milestone.slips,
        address=address,
    )


def _responsible(commitment: Undertaking) -> str:
    return _("Responsible: %(who)s", who=one_line(commitment.responsible))


def _moved(slips: Iterable[Slip], first_due: date | None) -> list[str]:
    dates = [slip for slip in slips if slip.field == "due"]
    if not dates:
        return []
    told = [ngettext("The date was moved %(n)s time.", "The date was moved %(n)s times.", len(dates))]
    return [*told, _("First promised for %(date)s.", date=date_text(first_due))] if first_due else told


def _event(
    uid: str,
    due: date,
    *,
    summary: str,
    description: Iterable[str],
    made_at: datetime,
    slips: tuple[Slip, ...],
    address: str,
) -> DayEvent:
    return DayEvent(
        uid=uid,
        day=due,
        summary=summary,
        description="\n".join(description),
        changed_at=max([made_at, *(slip.at for slip in slips)]),
        made_at=made_at,
        sequence=len(slips),
        address=address,
    )
