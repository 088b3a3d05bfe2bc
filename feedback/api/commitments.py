"""Commitments as other programs read them: with slips, milestones and evidence."""

from collections.abc import Sequence
from uuid import UUID

from feedback import commitment_logs
from feedback.api.paging import PageWanted, ids_of
from feedback.api.published import (
    is_public_issue,
    public_commitments,
    public_consultations,
    public_documents,
    public_issues,
)
from feedback.api.resources import Commitment, CommitmentPage, Evidence, Milestone, Slip, Source
from feedback.commitments import Undertaking, undertakings
from feedback.errors import NotFound
from feedback.evidence import KeptSupport
from feedback.milestones import FollowedMilestone
from feedback.settings import settings
from feedback.tables import Commitment as CommitmentTable
from feedback.tables import Issue, IssueCommitment
from feedback.translation import gettext as _


async def read_commitments(wanted: PageWanted, *, sees_all: bool) -> CommitmentPage:
    """Some commitments, from the cursor on."""
    visible = []
    if not sees_all:
        published = Issue.select(Issue.id).where(is_public_issue())
        answering = IssueCommitment.select(IssueCommitment.commitment).where(IssueCommitment.issue.is_in(published))
        visible.append(CommitmentTable.id.is_in(answering))
    found = await ids_of(CommitmentTable, wanted, *visible)
    return CommitmentPage(await _commitments(found.items, sees_all=sees_all), found.next)


async def read_commitment(commitment: UUID, *, sees_all: bool) -> Commitment:
    """One commitment. Raises `NotFound` where it is not there or not to be seen."""
    found = []
    if sees_all or commitment in await public_commitments([commitment]):
        found = await _commitments([commitment], sees_all=sees_all)
    if not found:
        raise NotFound(_("There is no such commitment."))
    return found[0]


async def _commitments(ids: Sequence[UUID], *, sees_all: bool) -> list[Commitment]:
    known = {each.id: each for each in await undertakings(ids)}
    issues = {issue for each in known.values() for issue in each.issue_ids}
    consultations = {each.consultation_id for each in known.values() if each.consultation_id}
    documents = {support.document_id for each in known.values() for support in each.evidence if support.document_id}
    if not sees_all:
        issues, consultations = await public_issues(issues), await public_consultations(consultations)
        documents = await public_documents(documents)
    return [
        _commitment(
            known[id],
            issues=issues,
            consultations=consultations,
            documents=documents,
            sees_all=sees_all,
        )
        for id in ids
        if id in known
    ]


def _commitment(
    undertaking: Undertaking,
    *,
    issues: set[UUID],
    consultations: set[UUID],
    documents: set[UUID],
    sees_all: bool,
) -> Commitment:
    stands_in = undertaking.consultation_id if undertaking.consultation_id in consultations else None
    return Commitment(
        id=undertaking.id,
        text=undertaking.text,
        responsible=undertaking.responsible,
        due=undertaking.due,
        first_responsible=undertaking.first_responsible,
        first_due=undertaking.first_due,
        is_delivered=undertaking.is_delivered,
        consultation=stands_in,
        source=_source(undertaking.source) if stands_in else None,
        issues=sorted((issue for issue in undertaking.issue_ids if issue in issues), key=str),
        slips=_slips(undertaking.slips),
        milestones=[_milestone(milestone, sees_all=sees_all) for milestone in undertaking.milestones],
        evidence=[
            _evidence(each, documents=documents, sees_all=sees_all)
            for each in (undertaking.evidence if sees_all else undertaking.public_evidence)
        ],
    )


def _source(stored: dict[str, int] | None) -> Source | None:
    return Source(**stored) if stored else None


def _slips(slips: Sequence[commitment_logs.Slip]) -> list[Slip]:
    return [Slip(slip.field, slip.before, slip.after, slip.reason, slip.at) for slip in slips]


def _milestone(milestone: FollowedMilestone, *, sees_all: bool) -> Milestone:
    return Milestone(
        id=milestone.id,
        text=milestone.text,
        due=milestone.due,
        first_due=milestone.first_due,
        reached_on=milestone.reached_on,
        is_dropped=milestone.is_dropped,
        note=milestone.note if sees_all else "",
        slips=_slips(milestone.slips),
    )


def _evidence(support: KeptSupport, *, documents: set[UUID], sees_all: bool) -> Evidence:
    is_our_own_page = support.url.startswith(f"{settings().base_url}/")
    return Evidence(
        id=support.id,
        kind=support.kind,
        text=support.text,
        url="" if is_our_own_page and not sees_all else support.url,
        date=support.date,
        source=_source(support.source) if support.document_id in documents else None,
        is_public=support.is_public,
        counts=support.counts,
    )
