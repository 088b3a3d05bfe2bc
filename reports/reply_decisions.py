"""What officers decide about a reply: to show it or, where a law forbids that, to withhold it; each decision stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from piccolo.columns import Column

from feedback.database import transaction
from feedback.errors import Conflict, NotFound
from feedback.issues import FollowedIssue, followed_issues
from feedback.translation import gettext as _
from feedback.translation import ngettext
from feedback.waiting import Waiting
from reports.replies import OwnReply, ReplyState, read_replies
from reports.tables import Reply, ReplyEntry
from reports.withholding import Law, grounds_text, kept_grounds


@dataclass(frozen=True, slots=True)
class Decision:
    """What an officer decided about a reply; `officer` is blank where they are no longer known."""

    state: ReplyState
    reason: str
    officer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ListedReply:
    """A reply for officers: the issue that it is about, and what was decided of it, the oldest first."""

    reply: OwnReply
    issue: FollowedIssue
    decisions: tuple[Decision, ...]


async def show_reply(reply: UUID, *, officer: UUID, now: datetime, seen: str = "") -> None:
    """No law forbids showing it: it stands beside the issue from now on. `seen` is the state that the officer looked at.

    Raises `NotFound`, and `Conflict` where a colleague has withheld it since.
    """
    await _decide(reply, ReplyState.SHOWN, "", officer, now, seen=seen)


async def withhold_reply(reply: UUID, *, law: Law | None, detail: str = "", officer: UUID, now: datetime) -> None:
    """A law forbids showing it; the organisation reads which. Raises `NotFound`, and `LawNeeded` where none is named."""
    await _decide(reply, ReplyState.WITHHELD, kept_grounds(law, detail), officer, now)


async def _decide(reply: UUID, state: ReplyState, reason: str, officer: UUID, now: datetime, *, seen: str = "") -> None:
    """Write a line in the reply's log; the same decision sent again, as by a double click, writes none."""
    async with transaction():
        # Held until the end, so that of two decisions at once each gets its own line.
        await Reply.update({Reply.state: Reply.state}).where(Reply.id == reply)
        row = await Reply.select(Reply.state, Reply.reason).where(Reply.id == reply).first()
        if row is None:
            raise NotFound(_("There is no such reply."))
        if seen and seen != row["state"] == ReplyState.WITHHELD.value:
            raise Conflict(_("Somebody else changed it meanwhile, to: “%(text)s”", text=grounds_text(row["reason"])))
        if (row["state"], row["reason"]) == (state.value, reason):
            return
        lines = await ReplyEntry.count().where(ReplyEntry.reply == reply)
        entry = ReplyEntry(reply=reply, number=lines + 1, state=state.value, reason=reason, officer=officer, at=now)
        await entry.save()
        values: dict[Column | str, Any] = {
            Reply.state: state.value,
            Reply.reason: reason,
            Reply.decided_by: officer,
            Reply.decided_at: now,
        }
        await Reply.update(values).where(Reply.id == reply)


async def waiting_replies() -> Waiting | None:
    """How many replies wait, in words for officers' first page; None where none does."""
    n = await count_waiting()
    text = ngettext("%(n)s reply from an organisation waits.", "%(n)s replies from organisations wait.", n)
    return Waiting(text, "replies.index") if n else None


async def count_waiting() -> int:
    """How many replies wait for an officer to look at them: the latest of each organisation on each issue."""
    waiting = await read_replies(Reply.state == ReplyState.WAITING.value)
    return sum(not each.is_replaced for each in waiting)


async def list_replies() -> list[ListedReply]:
    """What officers look at, with its issue: each organisation's latest reply and the one that is shown; what waits comes first."""
    found: dict[UUID, OwnReply] = {}
    standing: set[tuple[UUID, str]] = set()
    for each in await read_replies(None):
        place = (each.issue, each.organisation)
        is_standing = each.state is ReplyState.SHOWN and place not in standing
        if is_standing:
            standing.add(place)
        if is_standing or not each.is_replaced:
            found[each.id] = each
    issues = {issue.id: issue for issue in await followed_issues(sorted({it.issue for it in found.values()}, key=str))}
    decisions = await _decisions(list(found))
    listed = [ListedReply(each, issues[each.issue], tuple(decisions.get(each.id, ()))) for each in found.values()]
    return sorted(listed, key=lambda it: it.reply.state is not ReplyState.WAITING)


async def _decisions(replies: Sequence[UUID]) -> dict[UUID, list[Decision]]:
    if not replies:
        return {}
    rows = (
        await ReplyEntry.select(*ReplyEntry.all_columns(), ReplyEntry.officer.name)
        .where(ReplyEntry.reply.is_in(list(replies)))
        .order_by(ReplyEntry.number)
    )
    found: dict[UUID, list[Decision]] = {}
    for row in rows:
        decision = Decision(ReplyState(row["state"]), grounds_text(row["reason"]), row["officer.name"] or "", row["at"])
        found.setdefault(row["reply"], []).append(decision)
    return found
