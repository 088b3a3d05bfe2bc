"""The outbox: what waits to be mailed and what became of it. One row for each kind of mail and thing that it is about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from piccolo.columns import Column
from piccolo.custom_types import Combinable

from feedback.database import execute, transaction
from feedback.enums import MailState
from feedback.errors import Conflict, NotFound
from feedback.mail_tables import Mail, MailTrouble
from feedback.translation import gettext as _

PAGE = 100
ROWS = 1_000  # per INSERT: PostgreSQL takes at most 32,767 values

#: What an officer may have sent again: a mail that is known, or may be, not to have arrived.
SENDABLE_AGAIN = (MailState.FAILED, MailState.HANDED_OVER, MailState.DROPPED)
DROPPABLE = (MailState.WAITING, MailState.FAILED)


@dataclass(frozen=True, slots=True)
class ListedMail:
    """`error` is the server's last refusal; `sent_at` is when the mail was last handed over."""

    id: UUID
    kind: str
    about: UUID
    state: MailState
    attempts: int
    not_before: datetime
    error: str
    queued_at: datetime
    sent_at: datetime | None
    message_id: str

    @property
    def reason(self) -> str:
        """The error in the reader's language, where it is one of ours; a server's own words as they are."""
        return _(self.error) if self.error else ""

    @property
    def can_be_sent_again(self) -> bool:
        return self.state in SENDABLE_AGAIN

    @property
    def can_be_dropped(self) -> bool:
        return self.state in DROPPABLE


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why no mail at all could be handed over, and when that was tried."""

    at: datetime
    reason: str


async def queue(kind: str, about: Sequence[UUID], *, not_before: datetime) -> int:
    """Have these things mailed about, not before then; gives how many are new. What was queued before stays as it is.

    Joins the transaction around it.
    """
    added = 0
    async with transaction():
        for part in _parts(list(dict.fromkeys(about))):
            rows = [Mail(kind=kind, about=each, state=MailState.WAITING.value, not_before=not_before) for each in part]
            new = await Mail.insert(*rows).on_conflict(action="DO NOTHING").returning(Mail.id)
            added += len(new)
    return added


async def states(kind: str, about: Sequence[UUID]) -> dict[UUID, MailState]:
    """What became of the mails of this kind about these things; those that were never queued are left out."""
    found: dict[UUID, MailState] = {}
    for part in _parts(about):
        rows = await Mail.select(Mail.about, Mail.state).where((Mail.kind == kind) & Mail.about.is_in(list(part)))
        found |= {row["about"]: MailState(row["state"]) for row in rows}
    return found


async def sent_at(kind: str, about: Sequence[UUID]) -> dict[UUID, datetime]:
    """When the mails of this kind about these things were sent, or handed over with the reply not seen; the others are left out."""
    found: dict[UUID, datetime] = {}
    is_sent = Mail.state.is_in([MailState.SENT.value, MailState.HANDED_OVER.value]) & Mail.sent_at.is_not_null()
    for part in _parts(about):
        of_these = (Mail.kind == kind) & Mail.about.is_in(list(part))
        rows = await Mail.select(Mail.about, Mail.sent_at).where(of_these & is_sent)
        found |= {row["about"]: row["sent_at"] for row in rows}
    return found


async def next_waiting(mail_id: UUID) -> UUID | None:
    """The mail that waits and comes after this one in their list, or the first of them; None where no other one waits."""
    mail = await get_mail(mail_id)
    is_waiting = (Mail.state == MailState.WAITING.value) & (Mail.id != mail_id)
    is_later = (Mail.queued_at < mail.queued_at) | ((Mail.queued_at == mail.queued_at) & (Mail.id > mail_id))
    for condition in (is_waiting & is_later, is_waiting):
        in_order = Mail.select(Mail.id).order_by(Mail.queued_at, ascending=False).order_by(Mail.id)
        row = await in_order.where(condition).first()
        if row is not None:
            return UUID(str(row["id"]))
    return None


async def counts() -> dict[MailState, int]:
    """How many mails are in each state."""
    rows = await execute("SELECT state, COUNT(*) AS n FROM mail GROUP BY state")
    return dict.fromkeys(MailState, 0) | {MailState(row["state"]): row["n"] for row in rows}


async def list_mails(state: MailState, *, page: int = 1) -> tuple[ListedMail, ...]:
    """The mails in this state, newest first, `PAGE` of them at a time."""
    query = Mail.select().where(Mail.state == state.value).order_by(Mail.queued_at, ascending=False).order_by(Mail.id)
    rows = await query.limit(PAGE).offset(PAGE * (page - 1))
    return tuple(_listed(row) for row in rows)


async def get_mail(mail_id: UUID) -> ListedMail:
    """Raises `NotFound`."""
    row = await Mail.select().where(Mail.id == mail_id).first()
    if row is None:
        raise NotFound(_("There is no such mail."))
    return _listed(row)


async def send_again(mail_id: UUID, *, now: datetime) -> None:
    """Let it wait to be sent anew. Raises `NotFound`, and `Conflict` where it waits, is sent or is being sent."""
    is_settled = Mail.claimed_until.is_null() | (Mail.claimed_until < now)
    await _change(
        mail_id,
        SENDABLE_AGAIN,
        {
            Mail.state: MailState.WAITING.value,
            Mail.attempts: 0,
            Mail.error: "",
            Mail.not_before: now,
            Mail.claim: None,
            Mail.claimed_until: None,
        },
        is_settled,
    )


async def drop(mail_id: UUID) -> None:
    """Never send it. Raises `NotFound`, and `Conflict` where it is sent or being sent."""
    await _change(mail_id, DROPPABLE, {Mail.state: MailState.DROPPED.value})


async def sent_by_hand(mail_id: UUID, *, now: datetime) -> None:
    """An officer has sent it with a mail program of their own. Raises `NotFound`, and `Conflict` as `drop`."""
    await _change(mail_id, DROPPABLE, {Mail.state: MailState.SENT.value, Mail.sent_at: now, Mail.error: ""})


async def trouble() -> Trouble | None:
    """Why the mail server took nothing at the last try; None while it takes mail."""
    row = await MailTrouble.select().order_by(MailTrouble.at, ascending=False).first()
    return Trouble(row["at"], row["reason"]) if row else None


async def _change(
    mail_id: UUID, states: Sequence[MailState], values: dict[Column | str, object], *conditions: Combinable
) -> None:
    """Change it where it is in one of these states, in one statement: somebody may be sending it at this moment."""
    query = Mail.update(values).where(Mail.id == mail_id).where(Mail.state.is_in([state.value for state in states]))
    if not await query.where(*conditions).returning(Mail.id):
        await get_mail(mail_id)
        raise Conflict(_("The mail is being sent, or something else became of it in the meantime. Look at it again."))


def _listed(row: dict[str, Any]) -> ListedMail:
    return ListedMail(
        id=row["id"],
        kind=row["kind"],
        about=row["about"],
        state=MailState(row["state"]),
        attempts=row["attempts"],
        not_before=row["not_before"],
        error=row["error"],
        queued_at=row["queued_at"],
        sent_at=row["sent_at"],
        message_id=row["message_id"],
    )


def _parts(about: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for first in range(0, len(about), ROWS):
        yield about[first : first + ROWS]
