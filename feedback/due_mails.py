"""The daily mail to whoever undertook something: what is overdue, and what is due soon. One a day to each address."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from feedback.commitments import Undertaking, undertakings
from feedback.database import transaction
from feedback.enums import MailState
from feedback.errors import Conflict
from feedback.follow_up_tables import DueMail
from feedback.mail import outbox
from feedback.mail.bodies import Block, Link, Paragraph, as_html, as_text
from feedback.mail.messages import MailDescription, WrittenMail
from feedback.mail_tables import Mail
from feedback.plan_states import SOON, SOON_DAYS
from feedback.settings import settings
from feedback.tables import Commitment
from feedback.translation import DEFAULT_LANGUAGE, date_text, ngettext, speaking
from feedback.translation import gettext as _

logger = logging.getLogger("gensvar")

#: The outbox's kind of mail; it is about a row of `DueMail`.
KIND = "due"
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DueThing:
    """A commitment, or one of its milestones, that is not done and whose day has passed or is near.

    `moves` is how often its day moved, `handovers` how often it went to another owner.
    """

    commitment: Undertaking
    text: str
    due: date
    moves: int
    is_milestone: bool
    handovers: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """A day's mail that was queued; `sent_at` where it was sent."""

    mail: UUID
    day: date
    state: MailState
    sent_at: datetime | None


def due_things(commitments: Iterable[Undertaking], *, day: date) -> list[DueThing]:
    """What is overdue on this day or due soon, by due date. Pure."""
    found = []
    for each in commitments:
        if each.ending:
            continue
        if each.due:
            moves = sum(slip.field == "due" for slip in each.slips)
            handovers = len(each.slips) - moves
            found.append(DueThing(each, each.text, each.due, moves, is_milestone=False, handovers=handovers))
        found += [
            DueThing(each, milestone.text, milestone.due, len(milestone.slips), is_milestone=True)
            for milestone in each.milestones
            if milestone.is_open and milestone.due
        ]
    return sorted((it for it in found if it.due <= day + SOON), key=lambda it: (it.due, it.is_milestone, it.text))


async def queue_due_digests(*, today: date, now: datetime) -> int:
    """Queue the day's mails, and give how many are new: none on Saturdays and Sundays, and none where nothing is due.

    Those of earlier days that still wait are not sent any more: today's says it better. It may run as often as one likes.
    """
    await _drop_those_before(today)
    if today.weekday() >= SATURDAY:
        return 0
    told = await _addresses()
    every = await undertakings(sorted({id for ids in told.values() for id in ids}, key=str))
    wanted = [address for address, ids in told.items() if due_things((e for e in every if e.id in ids), day=today)]
    if not wanted:
        return 0
    # The row is the promise that there is one a day, so it is made in the transaction that queues the mail.
    async with transaction():
        rows = [DueMail(address=address, day=today) for address in wanted]
        made = await DueMail.insert(*rows).on_conflict(action="DO NOTHING").returning(DueMail.id)
        return await outbox.queue(KIND, [row["id"] for row in made], not_before=now)


async def write_due_mail(due_mail: UUID) -> WrittenMail | None:
    """The `Writer` of the outbox for these mails, in the department's own language; None where nothing is due any more."""
    row = await DueMail.select().where(DueMail.id == due_mail).first()
    if row is None:
        return None
    told = await _addresses(row["address"])
    things = due_things(await undertakings(sorted(told.get(row["address"], ()), key=str)), day=row["day"])
    if not things:
        return None
    with speaking(DEFAULT_LANGUAGE):
        return _mail(row["address"], things, day=row["day"])


async def describe_due_mails(due_mails: Sequence[UUID]) -> Mapping[UUID, MailDescription]:
    """The `Describer` of the outbox for these mails."""
    if not due_mails:
        return {}
    rows = await DueMail.select().where(DueMail.id.is_in(list(due_mails)))
    return {row["id"]: MailDescription(_("What is due"), date_text(row["day"]), row["address"]) for row in rows}


async def told_to(address: str, *, most: int = 5) -> list[Told]:
    """The latest mails to this address, the newest first."""
    if not address:
        return []
    rows = await DueMail.select().where(DueMail.address == address).order_by(DueMail.day, ascending=False).limit(most)
    ids = [row["id"] for row in rows]
    mails = (
        await Mail.select(Mail.id, Mail.about, Mail.state, Mail.sent_at).where(
            (Mail.kind == KIND) & Mail.about.is_in(ids)
        )
        if ids
        else []
    )
    known = {mail["about"]: mail for mail in mails}
    return [
        Told(known[row["id"]]["id"], row["day"], MailState(known[row["id"]]["state"]), known[row["id"]]["sent_at"])
        for row in rows
        if row["id"] in known
    ]


async def keep_queueing_due_digests(every: float = 600.0) -> None:
    """Queue what is due every so many seconds until it is cancelled; a failure is logged and tried again."""
    while True:
        try:
            await queue_due_digests(today=date.today(), now=datetime.now(UTC))
        except Exception as error:
            # The message of an error can hold an address, so only its kind is logged.
            logger.error("due mails: %s", type(error).__name__)
        await asyncio.sleep(every)


async def _addresses(address: str = "") -> dict[str, set[UUID]]:
    """The commitments of each address that is told, or of this one."""
    query = Commitment.select(Commitment.id, Commitment.responsible_email)
    rows = await query.where(Commitment.responsible_email == address if address else Commitment.responsible_email != "")
    found: defaultdict[str, set[UUID]] = defaultdict(set)
    for row in rows:
        found[row["responsible_email"]].add(row["id"])
    return dict(found)


async def _drop_those_before(today: date) -> None:
    waiting = await Mail.select(Mail.id, Mail.about).where(
        (Mail.kind == KIND) & (Mail.state == MailState.WAITING.value)
    )
    if not waiting:
        return
    old = await DueMail.select(DueMail.id).where(
        DueMail.id.is_in([mail["about"] for mail in waiting]) & (DueMail.day < today)
    )
    of_earlier_days = {row["id"] for row in old}
    for mail in waiting:
        if mail["about"] in of_earlier_days:
            try:
                await outbox.drop(mail["id"])
            except Conflict:  # it is being sent at this moment
                continue


def _mail(address: str, things: Sequence[DueThing], *, day: date) -> WrittenMail:
    overdue = [it for it in things if it.due < day]
    soon = [it for it in things if it.due >= day]
    subject = " ".join(
        text
        for text in (
            ngettext("%(n)s thing is overdue.", "%(n)s things are overdue.", len(overdue)) if overdue else "",
            ngettext("%(n)s thing is due soon.", "%(n)s things are due soon.", len(soon)) if soon else "",
        )
        if text
    )
    blocks: list[Block] = [
        Paragraph(
            _(
                "This is what you have undertaken towards %(department)s, as it stands on %(date)s.",
                department=settings().department,
                date=date_text(day),
            )
        )
    ]
    if overdue:
        blocks += [Paragraph(_("Overdue:")), *(Paragraph(_line(it)) for it in overdue)]
    if soon:
        blocks += [Paragraph(_("Due within %(n)s days:", n=SOON_DAYS)), *(Paragraph(_line(it)) for it in soon)]
    blocks += [
        Link(_("The action plan, for those who can sign in"), f"{settings().base_url}/commitments"),
        Paragraph(_way_out()),
    ]
    return WrittenMail(
        to=address,
        to_name="",
        subject=subject,
        text=as_text(blocks),
        html=as_html(blocks, title=subject, language=DEFAULT_LANGUAGE),
        language=DEFAULT_LANGUAGE,
    )


def _line(thing: DueThing) -> str:
    lines = [f"– {thing.text}"]
    if thing.is_milestone:
        lines.append(_("A milestone of: %(what)s", what=thing.commitment.text))
    lines.append(_("Due %(date)s.", date=date_text(thing.due)))
    if thing.moves:
        lines.append(ngettext("Moved %(n)s time.", "Moved %(n)s times.", thing.moves))
    if thing.handovers:
        lines.append(ngettext("Handed over %(n)s time.", "Handed over %(n)s times.", thing.handovers))
    return "\n".join(lines)


def _way_out() -> str:
    why = _(
        "You get this because your address stands with these commitments. It comes on working days, for as long as "
        "something is overdue or due within %(n)s days.",
        n=SOON_DAYS,
    )
    contact = settings().contact
    if not contact:
        return why
    return f"{why} " + _("If that is wrong, or something is done already, tell: %(contact)s", contact=contact)
