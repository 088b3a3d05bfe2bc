"""An issue's log as its readers see it: what was set, when and why; for officers also by whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from feedback.issue_states import VALUES, Entry, Field
from feedback.labels import label
from feedback.tables import Commitment, Issue, Officer, Point
from feedback.translation import gettext as _

#: Fields whose reason is what stood there before.
BEFORE = frozenset({Field.TITLE, Field.OWNER_UNIT, Field.POLICY_AREA})
_OF_POINTS = frozenset({Field.POINT_ADDED, Field.POINT_REMOVED})
OF_ISSUES = frozenset({Field.MERGED, Field.SPLIT})
OF_COMMITMENTS = frozenset({Field.COMMITMENT, Field.COMMITMENT_REMOVED})
#: Fields that the public may read. A title before, or a point that was taken away, may have been changed for a good reason.
PUBLIC = frozenset({*VALUES, *OF_ISSUES, *OF_COMMITMENTS, Field.PUBLISHED})


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log; `number` counts from 1. `value` is in the reader's language, `quoted` in that of the notes."""

    number: int
    at: datetime
    officer: str
    field: Field
    value: str
    quoted: str
    reason: str


async def log_lines(log: Sequence[Entry]) -> list[LogLine]:
    """The whole log, the newest line first. `quoted` is the text of a point or commitment, a title, or what stood before."""
    names = await officer_names(entry.officer for entry in log if entry.officer)
    texts = await _quoted_texts(log)
    lines = [
        LogLine(
            number=number,
            at=entry.at,
            officer=names.get(entry.officer, "") if entry.officer else "",
            field=entry.field,
            value=_value_text(entry),
            quoted=entry.reason if entry.field in BEFORE else texts.get(entry.value, ""),
            reason="" if entry.field in BEFORE else entry.reason,
        )
        for number, entry in enumerate(log, start=1)
    ]
    return lines[::-1]


async def officer_names(officers: Iterable[UUID]) -> dict[UUID, str]:
    """The names of these officers, of those who have left too."""
    wanted = sorted(set(officers), key=str)
    if not wanted:
        return {}
    rows = await Officer.select(Officer.id, Officer.name).where(Officer.id.is_in(wanted))
    return {row["id"]: row["name"] for row in rows}


async def _quoted_texts(log: Sequence[Entry]) -> dict[str, str]:
    points = await Point.select(Point.id, Point.text).where(Point.id.is_in(_ids(log, _OF_POINTS)))
    issues = await Issue.select(Issue.id, Issue.title).where(Issue.id.is_in(_ids(log, OF_ISSUES)))
    commitments = await Commitment.select(Commitment.id, Commitment.text).where(
        Commitment.id.is_in(_ids(log, OF_COMMITMENTS))
    )
    texts = {str(row["id"]): row["text"] for row in (*points, *commitments)}
    return texts | {str(row["id"]): row["title"] for row in issues}


def _ids(log: Sequence[Entry], fields: frozenset[Field]) -> list[UUID]:
    ids = {UUID(entry.value) for entry in log if entry.field in fields and entry.value}
    # Piccolo refuses an empty list; no row has this id.
    return sorted(ids, key=str) or [UUID(int=0)]


@dataclass(frozen=True, slots=True)
class PublicLine:
    """One line of the log as the public reads it: nobody's name, and nothing of how the department keeps its list.

    `value` is in the reader's language, `reason` in that of the department. `other` is the issue that this one was merged
    with or split from, `commitment` the one that was linked or unlinked; whether those may be shown is for the page to see.
    """

    number: int
    day: date
    field: Field
    value: str
    reason: str
    other: UUID | None
    commitment: UUID | None = None


def public_lines(log: Sequence[Entry]) -> list[PublicLine]:
    """What the public may read of a log, the newest line first: the facts, and where the issue went. Pure.

    What was said to be complete stays here when it loses its evidence: `FollowedIssue.is_unsupported` says so beside it.
    """
    lines = [
        PublicLine(
            number=number,
            day=entry.at.date(),
            field=entry.field,
            value=_value_text(entry),
            reason=entry.reason,
            other=UUID(entry.value) if entry.field in OF_ISSUES and entry.value else None,
            commitment=UUID(entry.value) if entry.field in OF_COMMITMENTS else None,
        )
        for number, entry in enumerate(log, start=1)
        if entry.field in PUBLIC
    ]
    return lines[::-1]


def _value_text(entry: Entry) -> str:
    if entry.field is Field.PUBLISHED:
        return _("Yes") if entry.value == "yes" else _("No")
    return label(VALUES[entry.field](entry.value)) if entry.field in VALUES else ""
