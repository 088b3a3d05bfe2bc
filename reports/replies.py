"""The right of reply: an organisation's own words on how an issue was dealt with, looked at for law alone, and shown as written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from feedback.api.published import public_issues
from feedback.attendance import attended_by, points_made_by
from feedback.database import transaction
from feedback.errors import Conflict, NotAllowed, TooMany
from feedback.follow_up_tables import Organisation
from feedback.issues import merged_issues
from feedback.tables import IssuePoint
from feedback.translation import LANGUAGES
from feedback.translation import gettext as _
from reports.tables import Reply
from reports.withholding import grounds_text

LONGEST_REPLY = 600  # characters
MOST_REPLIES = 20  # of one organisation on one issue; each replaces the one before


class KeptUnder(Protocol):
    """An issue, with those that were merged into it: what is kept under them is its own."""

    @property
    def id(self) -> UUID: ...

    @property
    def former_ids(self) -> tuple[UUID, ...]: ...


class ReplyState(StrEnum):
    """A reply waits until an officer has seen whether a law forbids showing it; nothing else keeps it back."""

    WAITING = "waiting"
    SHOWN = "shown"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class ShownReply:
    """A reply as everybody may read it, word for word."""

    id: UUID
    organisation: str
    text: str
    language: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class OwnReply:
    """A reply as its organisation and officers see it; `reason` is the law by which it is withheld, in words.

    `issue` is the issue as it goes on now; only where it `is_public` does everybody read what is shown.
    """

    id: UUID
    issue: UUID
    organisation: str
    text: str
    language: str
    state: ReplyState
    reason: str
    sent_at: datetime
    decided_at: datetime | None
    is_replaced: bool  # by a later one
    is_public: bool


async def may_reply_to(organisation: UUID) -> set[UUID]:
    """The issues that an organisation may reply to: what it raised, and what was raised at consultations that it attended."""
    points = await points_made_by(organisation)
    consultations = [each.id for each in await attended_by(organisation)]
    raised: set[UUID] = set()
    held = IssuePoint.point.dropped_at.is_null()
    if points:
        rows = await IssuePoint.select(IssuePoint.issue).where(IssuePoint.point.is_in(points))
        raised |= {row["issue"] for row in rows}
    if consultations:
        rows = await IssuePoint.select(IssuePoint.issue).where(
            IssuePoint.point.consultation.is_in(consultations) & held
        )
        raised |= {row["issue"] for row in rows}
    current = await merged_issues()
    return {current.get(issue, issue) for issue in raised}


async def send_reply(organisation: UUID, issue: UUID, text: str, *, language: str, now: datetime) -> UUID:
    """Keep an organisation's reply for an officer to look at; it takes the place of its earlier one, which is kept too.

    The same words sent again change nothing. Raises `NotAllowed` where neither it nor a consultation that it attended
    raised the issue, `Conflict` for a text that is empty or too long, and `TooMany`.
    """
    text = text.strip()
    if not text:
        raise Conflict(_("Write your reply."))
    if len(text) > LONGEST_REPLY:
        raise Conflict(
            _("The reply has %(n)s characters. It may have at most %(most)s.", n=len(text), most=LONGEST_REPLY)
        )
    if "\0" in text or language not in LANGUAGES:
        raise Conflict(_("The text has a character that cannot be kept."))
    async with transaction():
        # Held until the end, so that of two replies sent at once one replaces the other.
        await Organisation.update({Organisation.name: Organisation.name}).where(Organisation.id == organisation)
        issue = (await merged_issues()).get(issue, issue)
        if issue not in await may_reply_to(organisation):
            raise NotAllowed(
                _("Your organisation can reply only to what it raised or what was raised where it attended.")
            )
        earlier = [each for each in await read_replies(Reply.organisation == organisation) if each.issue == issue]
        latest = next((each for each in earlier if not each.is_replaced), None)
        if latest and (latest.text, latest.language) == (text, language):
            return latest.id
        if len(earlier) >= MOST_REPLIES:
            raise TooMany(_("Your organisation has replied to this many times. Write to the department instead."))
        reply = Reply(
            issue=issue,
            organisation=organisation,
            text=text,
            language=language,
            state=ReplyState.WAITING.value,
            replaces=latest.id if latest else None,
            sent_at=now,
        )
        await reply.save()
    return reply.id


async def shown_replies(issues: Sequence[KeptUnder]) -> dict[UUID, list[ShownReply]]:
    """For each of these issues what organisations say of it, one reply each: the latest that is shown. By organisation.

    A reply that waits or is withheld leaves the one before it standing. Two queries, however many issues.
    """
    kept_under = {former: issue.id for issue in issues for former in (issue.id, *issue.former_ids)}
    if not kept_under:
        return {}
    found: dict[tuple[UUID, str], ShownReply] = {}
    is_shown = Reply.state == ReplyState.SHOWN.value
    for each in await read_replies(is_shown & Reply.issue.is_in(sorted(kept_under, key=str))):
        # The newest come first.
        shown = ShownReply(each.id, each.organisation, each.text, each.language, each.sent_at)
        found.setdefault((kept_under.get(each.issue, each.issue), each.organisation), shown)
    replies: dict[UUID, list[ShownReply]] = {}
    for (issue, _organisation), reply in sorted(found.items(), key=lambda it: it[0][1].casefold()):
        replies.setdefault(issue, []).append(reply)
    return replies


async def replies_of(organisation: UUID) -> dict[UUID, list[OwnReply]]:
    """An organisation's replies by the issue as it goes on now, the newest first."""
    found: dict[UUID, list[OwnReply]] = {}
    for each in await read_replies(Reply.organisation == organisation):
        found.setdefault(each.issue, []).append(each)
    return found


async def read_replies(condition: Any) -> list[OwnReply]:
    """The replies that are like this, the newest first, each with the issue in which its own goes on."""
    query = (
        Reply.select(*Reply.all_columns(), Reply.organisation.name)
        .order_by(Reply.sent_at, ascending=False)
        .order_by(Reply.id)
    )
    rows = await (query.where(condition) if condition is not None else query)
    if not rows:
        return []
    current, public = await merged_issues(), await public_issues()
    latest = await _latest({row["organisation"] for row in rows}, current)
    return [
        OwnReply(
            id=row["id"],
            issue=current.get(row["issue"], row["issue"]),
            organisation=row["organisation.name"],
            text=row["text"],
            language=row["language"],
            state=ReplyState(row["state"]),
            reason=grounds_text(row["reason"]),
            sent_at=row["sent_at"],
            decided_at=row["decided_at"],
            is_replaced=row["id"] not in latest,
            is_public=current.get(row["issue"], row["issue"]) in public,
        )
        for row in rows
    ]


async def _latest(organisations: Collection[UUID], current: Mapping[UUID, UUID]) -> set[UUID]:
    """The latest reply of each of these organisations on each issue, those of merged issues joined to where they go on."""
    rows = (
        await Reply.select(Reply.id, Reply.issue, Reply.organisation)
        .where(Reply.organisation.is_in(list(organisations)))
        .order_by(Reply.sent_at)
        .order_by(Reply.id, ascending=False)
    )
    return set({(current.get(row["issue"], row["issue"]), row["organisation"]): row["id"] for row in rows}.values())
