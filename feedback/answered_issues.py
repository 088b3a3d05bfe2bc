"""Saying later that a commitment answers an issue, or that it does not after all; each with its reason in the issue's log."""

from uuid import UUID

from feedback.commitment_logs import check_exists, closing_in, lines_of
from feedback.errors import Conflict
from feedback.issue_commitments import By, link, unlink
from feedback.issue_states import ReasonNeeded
from feedback.issue_upkeep import refresh_issues
from feedback.issues import check_followed
from feedback.log_chain import writing_logs
from feedback.reasons import bounded_reason
from feedback.translation import gettext as _


async def answer_issue(commitment: UUID, issue: UUID, by: By) -> None:
    """The commitment answers this issue too; saying so twice changes nothing. Its evidence counts for the issue from now on.

    Raises `NotFound` where either is not there, `ReasonNeeded`, and `Conflict` where the issue was merged into another or
    an officer's word ended the commitment.
    """
    by = _with_reason(by, _("Say why the commitment answers this issue: the issue's log keeps it."))
    async with writing_logs():
        await check_exists(commitment)
        await check_followed(issue)
        if closing_in((await lines_of([commitment])).get(commitment, ())):
            raise Conflict(_("The commitment has ended. Open it again before it answers an issue."))
        if await link(issue, commitment, by):
            await refresh_issues(issue)


async def stop_answering(commitment: UUID, issue: UUID, by: By) -> None:
    """The commitment does not answer this issue after all; the issue's log keeps that it was thought to. Twice changes nothing.

    Raises as `answer_issue`.
    """
    by = _with_reason(by, _("Say why the commitment does not answer this issue: the issue's log keeps it."))
    async with writing_logs():
        await check_exists(commitment)
        await check_followed(issue)
        if await unlink(issue, commitment, by):
            await refresh_issues(issue)


def _with_reason(by: By, missing: str) -> By:
    reason = bounded_reason(by.reason)
    if not reason:
        raise ReasonNeeded(missing)
    return By(reason, by.officer, by.now)
