"""Followers: who has asked to be told by mail of what is new, and has confirmed it by mail. An address is kept for that alone.

Nobody is told whether an address is known: asking gives the same answer always. What is not confirmed within a week is deleted,
and an address goes with the last thing that it follows.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from piccolo.columns import Column

from feedback.database import transaction
from feedback.errors import Conflict, Gone, NotFound
from feedback.mail import outbox
from feedback.mail.addresses import must_be_address
from feedback.signed_tokens import id_in, signed_token
from feedback.translation import DEFAULT_LANGUAGE, LANGUAGES
from feedback.translation import gettext as _
from reports.public.subjects import NamedSubject, Subject, SubjectKind, named_subject
from reports.tables import Follower, FollowerMail

#: The outbox's kind of mail; it is about a row of `FollowerMail`.
KIND = "follower"
CONFIRMATION, NEWS = "confirmation", "news"
KEPT_UNCONFIRMED = timedelta(days=7)
DAY = timedelta(days=1)
#: Confirmations to one address within a day, whatever it is asked to follow: others can type it in.
MOST_CONFIRMATIONS = 5
_CONFIRM, _STOP = "confirm following", "stop following"
_ADDRESSES = UUID("6b7f1c53-62c9-4a8f-9d7e-2f1d2f0c9a11")


@dataclass(frozen=True, slots=True)
class Following:
    """One thing that somebody follows; `named` is None where it is not public any more."""

    id: UUID
    subject: Subject
    named: NamedSubject | None


async def ask_to_follow(email: str, subject: Subject, *, language: str, now: datetime) -> None:
    """Have a mail sent by which it can be confirmed, unless it is confirmed already or too many were asked for today.

    Raises `NotAnAddress`, `NotFound` for what is not public, and `Conflict` for a language that is none of ours.
    """
    address = must_be_address(email.strip()).lower()
    if language not in LANGUAGES:
        raise Conflict(_("Choose one of the languages."))
    subject = (await named_subject(subject)).subject
    async with transaction():
        is_this = (Follower.about_kind == subject.kind.value) & (Follower.about == subject.id)
        waiting = (Follower.email == address) & is_this & Follower.confirmed_at.is_null()
        # Asking again gives no more time, or anybody could keep an address here for ever; what is late begins anew.
        await Follower.delete().where(waiting & (Follower.asked_at < now - KEPT_UNCONFIRMED))
        new = Follower(email=address, language=language, about_kind=subject.kind.value, about=subject.id, asked_at=now)
        await Follower.insert(new).on_conflict(action="DO NOTHING")
        # Held until the end, so that of two who ask at once one is counted.
        rows = await Follower.update({Follower.language: language}).where(waiting).returning(Follower.id)
        if not rows or await _asked_lately(address, now=now) >= MOST_CONFIRMATIONS:
            return
        follower = rows[0]["id"]
        lately = (FollowerMail.follower == follower) & (FollowerMail.since > now - DAY)
        if await FollowerMail.exists().where(lately & (FollowerMail.kind == CONFIRMATION)):
            return
        mail = FollowerMail(follower=follower, kind=CONFIRMATION, since=now)
        await mail.save()
        await outbox.queue(KIND, [mail.id], not_before=now)


async def _asked_lately(address: str, *, now: datetime) -> int:
    is_asked = (FollowerMail.kind == CONFIRMATION) & (FollowerMail.since > now - DAY)
    asked: int = await FollowerMail.count().where(is_asked & (FollowerMail.follower.email == address))
    return asked


async def drop_unconfirmed(*, now: datetime) -> int:
    """Delete what nobody confirmed within a week, and give how much that was."""
    late = Follower.confirmed_at.is_null() & (Follower.asked_at < now - KEPT_UNCONFIRMED)
    return len(await Follower.delete().where(late).returning(Follower.id))


def confirm_token(follower: UUID) -> str:
    """For the link in the mail that asks."""
    return signed_token(_CONFIRM, follower)


async def asked_for(token: str) -> Following:
    """What the link confirms. Raises `NotFound` for a link not made here, and `Gone` where it is too late."""
    id = id_in(_CONFIRM, token)
    if id is None:
        raise NotFound(
            _("This link confirms nothing. Check that you have the whole address, as it stands in the mail.")
        )
    row = await Follower.select().where(Follower.id == id).first()
    if row is None:
        raise Gone(_("This link has been used up, or a week has passed. Your address is not kept. You can ask again."))
    return await _following(id, Subject(SubjectKind(row["about_kind"]), row["about"]))


async def confirm(token: str, *, now: datetime) -> Following:
    """From now on they are told what is new; twice changes nothing. Raises as `asked_for`, a week after it was asked too."""
    async with transaction():
        following = await asked_for(token)
        fresh = (Follower.id == following.id) & (Follower.asked_at >= now - KEPT_UNCONFIRMED)
        confirmed: dict[Column | str, object] = {Follower.confirmed_at: now, Follower.told_until: now}
        done = await Follower.update(confirmed).where(fresh & Follower.confirmed_at.is_null()).returning(Follower.id)
        is_confirmed = (Follower.id == following.id) & Follower.confirmed_at.is_not_null()
        if not done and not await Follower.exists().where(is_confirmed):
            raise Gone(
                _("This link has been used up, or a week has passed. Your address is not kept. You can ask again.")
            )
    return following


def stop_token(address: str) -> str:
    """For the link in every mail to this address. It says nothing of the address to who does not know it."""
    return signed_token(_STOP, uuid5(_ADDRESSES, address))


async def followings(token: str) -> tuple[list[Following], str]:
    """What is followed at the address whose mails hold this token, and its language; nothing where it is not kept.

    Raises `NotFound` for a link that was not made here.
    """
    rows = await _rows_of(token)
    found = [await _following(row["id"], Subject(SubjectKind(row["about_kind"]), row["about"])) for row in rows]
    return found, rows[0]["language"] if rows else DEFAULT_LANGUAGE


async def stop(token: str, *, only: UUID | None = None) -> None:
    """Follow nothing any more, or this one thing no longer; the address goes with the last. Raises as `followings`."""
    async with transaction():
        rows = await _rows_of(token)
        ids = [row["id"] for row in rows if only in (None, row["id"])]
        left = [row["id"] for row in rows if row["id"] not in ids]
        if left and ids:
            # A mail that waits is about what is left as well.
            queued = FollowerMail.follower.is_in(ids) & (FollowerMail.kind == NEWS)
            await FollowerMail.update({FollowerMail.follower: left[0]}).where(queued)
        if ids:
            await Follower.delete().where(Follower.id.is_in(ids))


async def _rows_of(token: str) -> list[dict[str, Any]]:
    id = id_in(_STOP, token)
    if id is None:
        raise NotFound(
            _(
                "This link takes nobody off our list. Check that you have the whole address, as it stands in the latest mail."
            )
        )
    rows = await Follower.select().order_by(Follower.asked_at).order_by(Follower.id)
    return [row for row in rows if uuid5(_ADDRESSES, row["email"]) == id]


async def _following(id: UUID, subject: Subject) -> Following:
    try:
        return Following(id, subject, await named_subject(subject))
    except NotFound:
        return Following(id, subject, None)
