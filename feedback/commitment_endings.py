"""Ending a commitment that answers no issue: done, with evidence that shows it, or withdrawn; and opening it again.

What answers issues ends with them, and not by an officer's word about itself.
"""

from datetime import datetime
from uuid import UUID

from feedback.commitment_logs import CLOSED, OPEN, append_line
from feedback.commitments import get_commitment
from feedback.errors import Conflict
from feedback.log_chain import writing_logs
from feedback.plan_states import Ending
from feedback.translation import gettext as _


async def end_commitment(commitment: UUID, ending: Ending, *, reason: str, officer: UUID | None, now: datetime) -> None:
    """Nothing more is to be done about it: it is neither overdue nor asked for any more. The line and its reason stay.

    Raises `NotFound`, and `Conflict` without a reason, where it has ended already, where it answers an issue, and where it
    is to be done and no public evidence counts.
    """
    if not reason.strip():
        raise Conflict(_("Give the reason: it is shown beside the commitment."))
    async with writing_logs():
        ended = await get_commitment(commitment)
        if ended.issue_ids:
            raise Conflict(_("It answers an issue, and is delivered when the issue is. Say so there."))
        if ended.ending:
            raise Conflict(_("It has ended already. Open it again first."))
        if ending is Ending.DONE and not any(each.counts for each in ended.evidence):
            raise Conflict(_("It is done when at least one piece of evidence is public and counts. Add it first."))
        await append_line(commitment, CLOSED, ending.value, reason=reason, officer=officer, now=now)


async def reopen_commitment(commitment: UUID, *, reason: str, officer: UUID | None, now: datetime) -> None:
    """It is to be done after all. Raises `NotFound`, and `Conflict` without a reason or where no word of an officer ended it."""
    if not reason.strip():
        raise Conflict(_("Give the reason for opening it again: it is shown beside the commitment."))
    async with writing_logs():
        if (await get_commitment(commitment)).closing is None:
            raise Conflict(_("The commitment is open already."))
        await append_line(commitment, CLOSED, OPEN, reason=reason, officer=officer, now=now)
