"""What the public pages about commitments tell: the action plan, one commitment, and the slip ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from feedback.action_plan import PlanLine, PlannedIssue, plan_line
from feedback.database import execute
from feedback.evidence import KeptSupport
from feedback.issue_conditions import among
from feedback.issue_lists import languages_of
from feedback.slip_ledger import PublicSlip, public_slips
from feedback.translation import DEFAULT_LANGUAGE
from reports.public.selection import (
    get_public_commitment,
    list_public_commitments,
    list_public_consultations,
    public_evidence,
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


_PLANNED = (
    "SELECT i.id, i.title, i.policy_area FROM issue i WHERE i.published_at IS NOT NULL AND i.merged_into IS NULL AND {}"
)


async def _issues(ids: set[UUID]) -> Mapping[UUID, PlannedIssue]:
    """Those of these issues that are public, with no more of them than a plan tells."""
    rows = await execute(_PLANNED, among("i.id", ids))
    languages = await languages_of([row["id"] for row in rows])
    return {
        row["id"]: PlannedIssue(row["id"], row["title"], languages.get(row["id"], DEFAULT_LANGUAGE), row["policy_area"])
        for row in rows
    }
