"""Participants' corrections and additions that were taken up, and wait again once an officer undoes the change that did it."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from feedback.draft_rows import POINT, DraftRow
from feedback.enums import NotesReplyKind, NotesReplyState
from feedback.notes_tables import NotesReply
from feedback.point_versions import versions_of

_WAITING_AGAIN: Mapping[Any, Any] = {
    NotesReply.state: NotesReplyState.OPEN.value,
    NotesReply.reason: "",
    NotesReply.decided_by: None,
    NotesReply.decided_at: None,
}


async def reopen_replies(*, before: Iterable[DraftRow], after: Iterable[DraftRow]) -> None:
    """Let the replies wait that made points of `before` into those of `after`, inside the transaction that undoes it.

    A point that was made of a reply is no longer that reply's.
    """
    was = {row.id: row for row in before if row.table == POINT}
    for row in after:
        if row.table != POINT:
            continue
        point, old = UUID(row.id), was.get(row.id)
        is_accepted = NotesReply.state == NotesReplyState.ACCEPTED.value
        if old is None:
            is_addition = (NotesReply.point == point) & (NotesReply.kind == NotesReplyKind.ADDITION.value)
            await NotesReply.update({**_WAITING_AGAIN, NotesReply.point: None}).where(is_addition & is_accepted)
        elif "text" in row.columns:
            texts = [(each.text, each.reply) for each in (await versions_of([point])).get(point, ())[-2:]]
            if [text for text, _reply in texts] == [old.columns["text"], row.columns["text"]] and texts[-1][1]:
                await NotesReply.update(dict(_WAITING_AGAIN)).where((NotesReply.id == texts[-1][1]) & is_accepted)
