"""What the public pages about commitments tell: the action plan, one commitment, and the slip ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from feedback.action_plan import PlanLine, PlannedIssue, plan_line
from feedback.evidence import KeptSupport
from feedback.issue_lists import listed_issues
from feedback.slip_ledger import PublicSlip, public_slips
from reports.public.selection import (
    get_public_commitment,
    list_public_commitments,
    list_public_consultations,
    public_evidence,
    public_issue_ids,
)


@dataclass(frozen=True, slots=True)
class PublicCommitment:
    """One commitment as everybody may read it; `decision` is where it stands, with its title, where that is public."""

    line: PlanLine
    evidence: tuple[KeptSupport, ...]
    slips: tuple[PublicSlip, ...]
    decision: UUID | None
    decision_title: str


async def public_plan(today: date) -> tuple[PlanLine, ...]:
    """Every public commitment by due date, those without one last, each with its public issues."""
    every = await list_public_commitments()
    issues = await _issues({issue for each in every for issue in each.issue_ids})
    return tuple(plan_line(each, issues, today=today) for each in every)


async def read_commitment_page(commitment_id: UUID, *, today: date) -> PublicCommitment:
    """One public commitment. Raises `NotFound`."""
    found = await get_public_commitment(commitment_id)
    decisions = {each.id: each.title for each in await list_public_consultations()}
    return PublicCommitment(
        line=plan_line(found, await _issues(set(found.issue_ids)), today=today),
        evidence=public_evidence(found),
        slips=await public_slips([commitment_id]),
        decision=found.consultation_id if found.consultation_id in decisions else None,
        decision_title=decisions.get(found.consultation_id, "") if found.consultation_id else "",
    )


async def _issues(ids: set[UUID]) -> Mapping[UUID, PlannedIssue]:
    wanted: Sequence[UUID] = sorted(ids & await public_issue_ids(), key=str)
    return {
        each.id: PlannedIssue(each.id, each.title, each.language, each.policy_area)
        for each in await listed_issues(wanted)
    }
