"""News to followers: one mail a day to each address at most, and only where something happened that it follows."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from feedback.database import transaction
from feedback.errors import NotFound
from feedback.mail import outbox
from feedback.mail.bodies import Block, Link, Paragraph, as_html, as_text
from feedback.mail.messages import MailDescription, WrittenMail
from feedback.settings import settings
from feedback.translation import LANGUAGES, date_text, ngettext, speaking
from feedback.translation import gettext as _
from reports.followers import (
    CONFIRMATION,
    DAY,
    KEPT_UNCONFIRMED,
    KIND,
    NEWS,
    confirm_token,
    drop_unconfirmed,
    stop_token,
)
from reports.public.event_texts import clean, event_text, event_title, isolated
from reports.public.events import PublicEvent, list_public_events
from reports.public.subjects import NamedSubject, Subject, SubjectKind, named_subject
from reports.tables import Follower, FollowerMail

logger = logging.getLogger("gensvar")

#: What happened just now waits for the next round: a transaction may not have ended, and officers mend what they see.
SETTLED = timedelta(minutes=5)
#: Of one mail; the feed and the site have the rest.
MOST_EVENTS = 50
LONGEST_TEXT = 600  # characters of what was written about an event


@dataclass(frozen=True, slots=True)
class _Row:
    """One confirmed following; `subject` is None where it is not public any more."""

    id: UUID
    email: str
    language: str
    subject: Subject | None
    confirmed_at: datetime
    told_until: datetime


async def queue_news(*, now: datetime) -> int:
    """Queue the mails that are due, and give how many: none to an address that was written to within a day."""
    by_address: dict[str, list[_Row]] = defaultdict(list)
    for row in await _rows():
        by_address[row.email].append(row)
    if not by_address:
        return 0
    until = now - SETTLED
    lately = await FollowerMail.select(FollowerMail.follower.email).where(
        (FollowerMail.kind == NEWS) & (FollowerMail.until > until - DAY)
    )
    told = {row["follower.email"] for row in lately}
    events = await list_public_events()
    queued = 0
    for address, rows in by_address.items():
        if address not in told and any(_news(row, events, since=row.told_until, until=until) for row in rows):
            queued += await _queue(rows, until=until, now=now)
    return queued


async def _queue(rows: Sequence[_Row], *, until: datetime, now: datetime) -> int:
    ids = [row.id for row in rows]
    since = min(row.told_until for row in rows)
    async with transaction():
        # Only one of two processes finds them as they were.
        standing = Follower.id.is_in(ids) & (Follower.told_until <= max(row.told_until for row in rows))
        changed = await Follower.update({Follower.told_until: until}).where(standing).returning(Follower.id)
        if not changed:
            return 0
        mail = FollowerMail(follower=changed[0]["id"], kind=NEWS, since=since, until=until)
        await mail.save()
        return await outbox.queue(KIND, [mail.id], not_before=now)


def _news(row: _Row, events: Iterable[PublicEvent], *, since: datetime, until: datetime) -> list[PublicEvent]:
    after = max(since, row.confirmed_at)
    return [each for each in events if after < each.at <= until and row.subject and row.subject.covers(each)]


async def _rows(address: str = "") -> list[_Row]:
    """Every confirmed following, or those of this address."""
    query = Follower.select().where(Follower.confirmed_at.is_not_null()).order_by(Follower.confirmed_at)
    rows = await (query.where(Follower.email == address) if address else query)
    subjects: dict[Subject, NamedSubject | None] = {}
    found = []
    for row in rows:
        subject = Subject(SubjectKind(row["about_kind"]), row["about"])
        if subject not in subjects:
            subjects[subject] = await _named(subject)
        named = subjects[subject]
        found.append(
            _Row(
                id=row["id"],
                email=row["email"],
                language=row["language"],
                subject=named.subject if named else None,
                confirmed_at=row["confirmed_at"],
                told_until=row["told_until"],
            )
        )
    return found


async def _named(subject: Subject) -> NamedSubject | None:
    try:
        return await named_subject(subject)
    except NotFound:
        return None


async def write_follower_mail(mail: UUID) -> WrittenMail | None:
    """The `Writer` of the outbox for these mails."""
    return await follower_mail(mail, now=datetime.now(UTC))


async def follower_mail(mail: UUID, *, now: datetime) -> WrittenMail | None:
    """The mail, or None where it is no longer to be sent: not followed any more, too late to confirm, or nothing left to tell."""
    row = await FollowerMail.select().where(FollowerMail.id == mail).first()
    follower = await Follower.select().where(Follower.id == row["follower"]).first() if row else None
    if row is None or follower is None:
        return None
    with speaking(follower["language"] if follower["language"] in LANGUAGES else "sv"):
        if row["kind"] == CONFIRMATION:
            return await _confirmation(follower, now=now)
        return await _news_mail(follower, since=row["since"], until=row["until"])


async def _confirmation(follower: Mapping[str, Any], *, now: datetime) -> WrittenMail | None:
    named = await _named(Subject(SubjectKind(follower["about_kind"]), follower["about"]))
    is_late = follower["asked_at"] < now - KEPT_UNCONFIRMED
    if named is None or follower["confirmed_at"] is not None or is_late:
        return None
    token = confirm_token(follower["id"])
    blocks: list[Block] = [
        Paragraph(
            _(
                "Somebody, probably you, has asked that you be told by mail of what is new at %(department)s's site: %(what)s.",
                department=settings().department,
                what=subject_text(named),
            )
        ),
        Link(_("Yes, tell me what is new"), f"{settings().base_url}/public/follow/confirm/{token}"),
        Paragraph(
            _(
                "If it was not you, do nothing: you get no more mail, and your address is deleted after a week. You can stop "
                "at any time by a link in each mail."
            )
        ),
    ]
    return _written(follower, _("Confirm that you want to be told what is new"), blocks, secret=token)


async def _news_mail(follower: Mapping[str, Any], *, since: datetime, until: datetime) -> WrittenMail | None:
    every = await list_public_events()
    found: dict[str, PublicEvent] = {}
    for row in await _rows(follower["email"]):
        found |= {each.id: each for each in _news(row, every, since=since, until=until)}
    events = sorted(found.values(), key=lambda each: (each.at, each.id))
    if not events:
        return None
    token = stop_token(follower["email"])
    base = settings().base_url
    no_more = f"{base}/public/follow/stop/{token}"
    blocks: list[Block] = []
    for event in events[:MOST_EVENTS]:
        blocks += _told(event, base)
    if (more := len(events) - MOST_EVENTS) > 0:
        blocks.append(Paragraph(ngettext("%(n)s more thing happened.", "%(n)s more things happened.", more)))
    blocks += [
        Paragraph(_("You get this because you asked to be told what is new, at most once a day.")),
        Link(_("No more mails, or choose what you follow"), no_more),
    ]
    subject = ngettext("%(n)s thing is new", "%(n)s things are new", len(events))
    return _written(follower, subject, blocks, secret=token, unsubscribe=no_more)


def _told(event: PublicEvent, base_url: str) -> list[Block]:
    said = event_text(event)
    said = said if len(said) <= LONGEST_TEXT else f"{said[:LONGEST_TEXT].rstrip()} …"
    lines = [date_text(event.at.astimezone().date())]
    lines += [isolated(said, event.text_language)] if said else []
    return [Link(event_title(event), base_url + event.path), Paragraph("\n".join(lines))]


def _written(
    follower: Mapping[str, Any], subject: str, blocks: Sequence[Block], *, secret: str, unsubscribe: str | None = None
) -> WrittenMail:
    language = follower["language"]
    return WrittenMail(
        to=follower["email"],
        to_name="",
        subject=subject,
        text=as_text(blocks),
        html=as_html(blocks, title=subject, language=language),
        language=language,
        unsubscribe=unsubscribe,
        secret=secret,
    )


def subject_text(named: NamedSubject) -> str:
    """What is followed, in the language of the moment."""
    title = isolated(clean(named.title), named.language)
    match named.subject.kind:
        case SubjectKind.EVERYTHING:
            return _("everything that is published")
        case SubjectKind.CONSULTATION:
            return _("the consultation “%(title)s”", title=title)
        case SubjectKind.THEME:
            return _("the theme “%(title)s”", title=title)
        case SubjectKind.ISSUE:
            return _("the issue “%(title)s”", title=title)


async def describe_follower_mails(mails: Sequence[UUID]) -> Mapping[UUID, MailDescription]:
    """The `Describer` of the outbox for these mails. Whom they are to is nobody's business."""
    if not mails:
        return {}
    rows = await FollowerMail.select(FollowerMail.id, FollowerMail.kind).where(FollowerMail.id.is_in(list(mails)))
    about = {CONFIRMATION: _("To be confirmed"), NEWS: _("What is new")}
    return {row["id"]: MailDescription(kind=_("To a follower"), about=about[row["kind"]]) for row in rows}


async def keep_telling_followers(every: float = 600.0) -> None:
    """Queue what is due and delete what was not confirmed, until it is cancelled; a failure is logged and tried again."""
    while True:
        try:
            now = datetime.now(UTC)
            await drop_unconfirmed(now=now)
            await queue_news(now=now)
        except Exception as error:
            # The message of an error can hold an address, so only its kind is logged.
            logger.error("followers: %s", type(error).__name__)
        await asyncio.sleep(every)
