"""Which issues a commitment answers. Each link, and each that is taken away, is a line in the issue's log: by whom and why.

A commitment is made for its issues, or linked to one later with a reason; so evidence never counts for an issue without
an officer's word in its log that it is about it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from piccolo.custom_types import Combinable

from feedback.database import execute
from feedback.issue_entries import append_entry
from feedback.issue_states import Entry, Field
from feedback.issue_summaries import summarise
from feedback.log_chain import writing_logs
from feedback.tables import IssueCommitment, IssueEntry
from feedback.translation import gettext as _

#: Of an `issue_entry` called `line` about a commitment: no later line takes it back.
IS_LAST_SAID = f"""
NOT EXISTS (
    SELECT 1 FROM issue_entry AS later
    WHERE later.issue = line.issue AND later.value = line.value AND later.number > line.number
        AND later.field = '{Field.COMMITMENT_REMOVED.value}'
)
"""  # noqa: S608  (a word of ours)
#: The links that no line of the issue's log says.
UNLOGGED = f"""
SELECT id, issue, commitment FROM issue_commitment AS link
WHERE NOT EXISTS (
    SELECT 1 FROM issue_entry AS line
    WHERE line.issue = link.issue AND line.value = CAST(link.commitment AS TEXT)
        AND line.field = '{Field.COMMITMENT.value}' AND {IS_LAST_SAID}
)
ORDER BY id
"""  # noqa: S608  (words of ours)


@dataclass(frozen=True, slots=True)
class By:
    """Who does it, when and why; the reason is kept in the log and may be read by anybody."""

    reason: str
    officer: UUID | None
    now: datetime


async def link(issue: UUID, commitment: UUID, by: By) -> bool:
    """The commitment answers the issue, inside `writing_logs`; False where it does already, and nothing is written."""
    if await is_linked(issue, commitment):
        return False
    await IssueCommitment(issue=issue, commitment=commitment).save()
    await append_entry(issue, Entry(Field.COMMITMENT, str(commitment), by.reason, by.officer, by.now))
    return True


async def unlink(issue: UUID, commitment: UUID, by: By) -> bool:
    """The commitment does not answer the issue, inside `writing_logs`; False where it did not, and nothing is written."""
    if not await is_linked(issue, commitment):
        return False
    await IssueCommitment.delete().where(_between(issue, commitment))
    await append_entry(issue, Entry(Field.COMMITMENT_REMOVED, str(commitment), by.reason, by.officer, by.now))
    return True


async def is_linked(issue: UUID, commitment: UUID) -> bool:
    """Whether the commitment answers the issue."""
    return await IssueCommitment.exists().where(_between(issue, commitment))


async def commitments_answering(issue: UUID) -> list[UUID]:
    """The commitments that answer an issue, always in the same order."""
    rows = (
        await IssueCommitment.select(IssueCommitment.commitment)
        .where(IssueCommitment.issue == issue)
        .order_by(IssueCommitment.id)
    )
    return [row["commitment"] for row in rows]


async def issues_answered(commitments: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """For each of these commitments the issues that it answers; those that answer none are left out."""
    if not commitments:
        return {}
    rows = await IssueCommitment.select(IssueCommitment.commitment, IssueCommitment.issue).where(
        IssueCommitment.commitment.is_in(list(commitments))
    )
    found: dict[UUID, list[UUID]] = {}
    for row in rows:
        found.setdefault(row["commitment"], []).append(row["issue"])
    return found


async def log_unlogged(now: datetime) -> int:
    """Write into the logs the links from before they kept them, by nobody, and returns how many.

    Only on an operator's word, and when a database first learns of such lines: later a link without a line is one that was
    not written by this program, and is to be found rather than explained.
    """
    reason = _("Linked before the log kept such lines.")
    async with writing_logs():
        rows = await execute(UNLOGGED)
        for row in rows:
            entry = Entry(Field.COMMITMENT, str(row["commitment"]), reason, None, now)
            await append_entry(row["issue"], entry)
        await summarise(*{row["issue"]: None for row in rows})
    return len(rows)


async def is_any_logged() -> bool:
    """Whether the logs know of commitments at all."""
    about = [Field.COMMITMENT.value, Field.COMMITMENT_REMOVED.value]
    return await IssueEntry.exists().where(IssueEntry.field.is_in(about))


def _between(issue: UUID, commitment: UUID) -> Combinable:
    return (IssueCommitment.issue == issue) & (IssueCommitment.commitment == commitment)
