"""The rows of issues' logs: read in their order, and added to; what they add up to is in `issue_states`."""

from collections.abc import Sequence
from uuid import UUID

from feedback.database import is_unique_violation
from feedback.errors import Conflict
from feedback.issue_states import Entry, Field
from feedback.log_chain import chain
from feedback.tables import IssueEntry
from feedback.translation import gettext as _


async def entries_of(issues: Sequence[UUID]) -> dict[UUID, list[Entry]]:
    """For each of these issues its log, the oldest entry first."""
    if not issues:
        return {}
    rows = await IssueEntry.select().where(IssueEntry.issue.is_in(list(issues))).order_by(IssueEntry.number)
    found: dict[UUID, list[Entry]] = {}
    for row in rows:
        entry = Entry(Field(row["field"]), row["value"], row["reason"], row["officer"], row["at"])
        found.setdefault(row["issue"], []).append(entry)
    return found


async def append_entry(issue: UUID, entry: Entry) -> None:
    """Add a line to a log and chain it, inside `writing_logs`. Raises `Conflict` where somebody else just did."""
    row = IssueEntry(
        issue=issue,
        number=await IssueEntry.count().where(IssueEntry.issue == issue) + 1,
        field=entry.field.value,
        value=entry.value,
        reason=entry.reason,
        officer=entry.officer,
        at=entry.at,
    )
    try:
        await row.save()
    except Exception as error:
        if is_unique_violation(error):
            raise Conflict(
                _("Somebody else wrote in this log at the same moment. Look at it and try again.")
            ) from error
        raise
    await chain(row)
