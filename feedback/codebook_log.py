"""The log of the code book: each change of a theme is an entry, whose number is the version of the code book from then on."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from piccolo.query.functions.aggregate import Max

from feedback.coding_tables import CodebookEntry
from feedback.database import is_unique_violation, transaction
from feedback.enums import CodebookChange
from feedback.errors import Conflict
from feedback.reasons import bounded_reason
from feedback.tables import Theme
from feedback.translation import gettext as _

ROWS = 500


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to a theme. `other` is the theme that it was merged into, separated from, or split from."""

    theme: UUID
    kind: CodebookChange
    other: UUID | None = None


@asynccontextmanager
async def changing_codebook(*, seen: int | None = None) -> AsyncIterator[None]:
    """A transaction in which the code book changes. The themes that the log does not know are entered first, as they are.

    Raises `Conflict` where somebody else changed the code book at the same moment, or since the version that was `seen`.
    """
    try:
        async with transaction():
            if seen is not None and await current_version() != seen:
                raise Conflict(_("Somebody else changed the code book meanwhile. Look through the changes once more."))
            await _record_unknown()
            yield
    except Exception as error:
        if is_unique_violation(error):
            raise Conflict(_("Somebody else changed the code book at the same moment. Try again.")) from error
        raise


async def enter_changes(
    changes: Sequence[Change], *, reason: str = "", officer_id: UUID | None = None, now: datetime
) -> None:
    """Enter what was done, with the wording that the themes have now; inside `changing_codebook`, in this order.

    Raises `Conflict` for a reason that cannot be kept.
    """
    reason = bounded_reason(reason)
    rows = {row["id"]: row for row in await _themes([change.theme for change in changes])}
    entries = [
        _entry(change, rows[change.theme], reason=reason, officer=officer_id, at=now)
        for change in changes
        if change.theme in rows
    ]
    await _append(entries)


async def current_version() -> int:
    """The number of the last change; 0 where nothing has been changed since the log was begun."""
    row = await CodebookEntry.select(Max(CodebookEntry.number, "number")).first()
    return int(row["number"] or 0) if row else 0


async def _record_unknown() -> None:
    """What stood in the code book before it had a log: entered once, at the first change after that."""
    known = {row["theme"] for row in await CodebookEntry.select(CodebookEntry.theme).distinct()}
    unknown = [row for row in await Theme.select().order_by(Theme.code) if row["id"] not in known]
    await _append(
        [
            _entry(
                Change(row["id"], CodebookChange.RECORDED, row["merged_into"]),
                row,
                reason="",
                officer=None,
                at=row["created_at"],
            )
            for row in unknown
        ]
    )


async def _append(entries: Sequence[CodebookEntry]) -> None:
    last = await current_version()
    for number, entry in enumerate(entries, start=last + 1):
        entry.number = number
    for start in range(0, len(entries), ROWS):
        await CodebookEntry.insert(*entries[start : start + ROWS])


async def _themes(ids: Sequence[UUID]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for start in range(0, len(ids), ROWS):
        found += await Theme.select().where(Theme.id.is_in(list(ids[start : start + ROWS])))
    return found


def _entry(change: Change, row: dict[str, Any], *, reason: str, officer: UUID | None, at: datetime) -> CodebookEntry:
    wording = {
        "labels": msgspec.Raw(row["labels"].encode()),
        "definition": row["definition"],
        "keywords": msgspec.Raw(row["keywords"].encode()),
        "examples": msgspec.Raw(row["examples"].encode()),
    }
    return CodebookEntry(
        theme=change.theme,
        change=change.kind.value,
        other=change.other,
        wording=msgspec.json.encode(wording).decode(),
        reason=reason,
        officer=officer,
        at=at,
    )
