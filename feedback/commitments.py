"""Commitments: who undertook what by when, which issues it answers, what supports its delivery, and each time it slipped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from feedback.database import is_unique_violation, transaction
from feedback.enums import EvidenceKind
from feedback.errors import Conflict, NotFound
from feedback.issues import followed_issues
from feedback.tables import Commitment, CommitmentEntry, Evidence, Issue, IssueCommitment
from feedback.translation import DEFAULT_LANGUAGE
from feedback.translation import gettext as _

Movable = Literal["due", "responsible"]


@dataclass(frozen=True, slots=True)
class Slip:
    """A due date or owner that moved: one line of the slip ledger. Values as they were written, dates in ISO."""

    field: Movable
    before: str
    after: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Support:
    """A piece of evidence."""

    id: UUID
    kind: EvidenceKind
    text: str
    url: str
    document_id: UUID | None
    source: dict[str, int]
    date: date | None
    is_public: bool


@dataclass(frozen=True, slots=True)
class Undertaking:
    """A commitment as it stands now: `due` and `responsible` after all moves, the first promise kept beside them."""

    id: UUID
    text: str
    first_responsible: str
    first_due: date | None
    consultation_id: UUID | None
    consultation_title: str
    source: dict[str, int]
    slips: tuple[Slip, ...]
    evidence: tuple[Support, ...]
    issue_ids: tuple[UUID, ...]
    is_delivered: bool
    language: str = DEFAULT_LANGUAGE

    @property
    def responsible(self) -> str:
        return next(
            (slip.after for slip in reversed(self.slips) if slip.field == "responsible"), self.first_responsible
        )

    @property
    def due(self) -> date | None:
        moved = next((slip.after for slip in reversed(self.slips) if slip.field == "due"), None)
        return date.fromisoformat(moved) if moved else self.first_due

    @property
    def public_evidence(self) -> tuple[Support, ...]:
        return tuple(each for each in self.evidence if each.is_public)

    def is_overdue(self, today: date) -> bool:
        """The day has passed, and an issue that it answers is not delivered."""
        return not self.is_delivered and self.due is not None and self.due < today


async def make_commitment(
    text: str,
    *,
    responsible: str,
    due: date | None,
    issues: Sequence[UUID] = (),
    consultation: UUID | None = None,
    source: dict[str, int] | None = None,
    officer: UUID | None,
    now: datetime,
) -> UUID:
    """Record what somebody undertook; `consultation` and `source` lead to the passage where it is written."""
    if not text.strip() or not responsible.strip():
        raise Conflict(_("Say what is undertaken, and by whom."))
    async with transaction():
        commitment = Commitment(
            text=text.strip(),
            responsible=responsible.strip(),
            due=due,
            consultation=consultation,
            source=source or {},
            created_by=officer,
            created_at=now,
        )
        await commitment.save()
        for issue in issues:
            await answer_issue(commitment.id, issue)
    return commitment.id


async def answer_issue(commitment: UUID, issue: UUID) -> None:
    """The commitment answers this issue; saying so twice changes nothing. Raises `NotFound` where either is not there."""
    linked = (IssueCommitment.commitment == commitment) & (IssueCommitment.issue == issue)
    async with transaction():
        await _check_exists(commitment)
        if not await Issue.exists().where(Issue.id == issue):
            raise NotFound(_("There is no such issue."))
        if not await IssueCommitment.exists().where(linked):
            await IssueCommitment(commitment=commitment, issue=issue).save()


async def move_commitment(
    commitment: UUID, field: Movable, value: str, *, reason: str, officer: UUID | None, now: datetime
) -> None:
    """Move the due date (ISO) or the owner. It needs a reason and is counted; the first promise stays.

    Raises `Conflict` where the reason or the value is missing, is no date, or is what holds already.
    """
    if not reason.strip():
        raise Conflict(_("Give the reason for the change: it is shown beside the commitment."))
    value = value.strip()
    if not value or (field == "due" and not is_day(value)):
        raise Conflict(_("Say what it is changed to."))
    async with transaction():
        moved = await get_commitment(commitment)
        if value == (moved.responsible if field == "responsible" else str(moved.due)):
            raise Conflict(_("This is what the commitment says already."))
        entry = CommitmentEntry(
            commitment=commitment,
            number=len(moved.slips) + 1,
            field=field,
            value=value,
            reason=reason.strip(),
            officer=officer,
            at=now,
        )
        try:
            await entry.save()
        except Exception as error:
            if is_unique_violation(error):
                raise Conflict(
                    _("Somebody else moved this commitment at the same moment. Look at it and try again.")
                ) from error
            raise


def is_day(text: str) -> bool:
    """Whether a text is an ISO day that exists."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


async def add_evidence(commitment: UUID, support: Support, *, officer: UUID | None, now: datetime) -> UUID:
    """Attach what supports the delivery. A link must be http or https."""
    if not support.text.strip():
        raise Conflict(_("Say in a sentence what the evidence shows."))
    # Whatever its kind: the address becomes a link on a page, and `javascript:` must not.
    if (support.url or support.kind is EvidenceKind.LINK) and not support.url.startswith(("https://", "http://")):
        raise Conflict(_("Write the whole address of the link, with https:// first."))
    await _check_exists(commitment)
    evidence = Evidence(
        id=support.id,
        commitment=commitment,
        kind=support.kind.value,
        text=support.text.strip(),
        url=support.url,
        document=support.document_id,
        source=support.source,
        date=support.date,
        is_public=support.is_public,
        added_by=officer,
        added_at=now,
    )
    await evidence.save()
    return evidence.id


async def _check_exists(commitment: UUID) -> None:
    if not await Commitment.exists().where(Commitment.id == commitment):
        raise NotFound(_("There is no such commitment."))


async def get_commitment(commitment: UUID) -> Undertaking:
    """One commitment, or `NotFound`."""
    found = await undertakings([commitment])
    if not found:
        raise NotFound(_("There is no such commitment."))
    return found[0]


async def undertakings(ids: Sequence[UUID] | None = None) -> list[Undertaking]:
    """These commitments, or all, by due date with undated ones last; a fixed number of queries."""
    query = Commitment.select(
        *Commitment.all_columns(), Commitment.consultation.title, Commitment.consultation.language
    )
    if ids is not None:
        if not ids:
            return []
        query = query.where(Commitment.id.is_in(list(ids)))
    rows = await query.output(load_json=True)
    wanted = [row["id"] for row in rows]
    if not wanted:
        return []
    slips, evidence, issues = await _slips_of(wanted), await _evidence_of(wanted), await _issues_of(wanted)
    every_issue = sorted({issue for linked in issues.values() for issue in linked}, key=str)
    done = {issue.id for issue in await followed_issues(every_issue) if issue.state.is_done}
    found = [
        Undertaking(
            id=row["id"],
            text=row["text"],
            first_responsible=row["responsible"],
            first_due=row["due"],
            consultation_id=row["consultation"],
            consultation_title=row["consultation.title"] or "",
            source=row["source"],
            slips=_with_before(row["responsible"], row["due"], slips.get(row["id"], [])),
            evidence=tuple(evidence.get(row["id"], [])),
            issue_ids=tuple(issues.get(row["id"], [])),
            is_delivered=bool(issues.get(row["id"])) and set(issues[row["id"]]) <= done,
            language=row["consultation.language"] or DEFAULT_LANGUAGE,
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: (each.due or date.max, each.text, str(each.id)))


async def commitments_of_issue(issue: UUID) -> list[Undertaking]:
    """The commitments that answer an issue."""
    rows = await IssueCommitment.select(IssueCommitment.commitment).where(IssueCommitment.issue == issue)
    return await undertakings([row["commitment"] for row in rows])


async def _slips_of(commitments: Sequence[UUID]) -> dict[UUID, list[Slip]]:
    rows = (
        await CommitmentEntry.select()
        .where(CommitmentEntry.commitment.is_in(list(commitments)))
        .order_by(CommitmentEntry.number)
    )
    found: dict[UUID, list[Slip]] = {}
    for row in rows:
        slip = Slip(field=row["field"], before="", after=row["value"], reason=row["reason"], at=row["at"])
        found.setdefault(row["commitment"], []).append(slip)
    return found


def _with_before(responsible: str, due: date | None, slips: Sequence[Slip]) -> tuple[Slip, ...]:
    current: dict[Movable, str] = {"responsible": responsible, "due": due.isoformat() if due else ""}
    told = []
    for slip in slips:
        told.append(Slip(slip.field, current[slip.field], slip.after, slip.reason, slip.at))
        current[slip.field] = slip.after
    return tuple(told)


async def _evidence_of(commitments: Sequence[UUID]) -> dict[UUID, list[Support]]:
    rows = (
        await Evidence.select()
        .where(Evidence.commitment.is_in(list(commitments)))
        .order_by(Evidence.added_at)
        .output(load_json=True)
    )
    found: dict[UUID, list[Support]] = {}
    for row in rows:
        support = Support(
            id=row["id"],
            kind=EvidenceKind(row["kind"]),
            text=row["text"],
            url=row["url"],
            document_id=row["document"],
            source=row["source"],
            date=row["date"],
            is_public=row["is_public"],
        )
        found.setdefault(row["commitment"], []).append(support)
    return found


async def _issues_of(commitments: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    rows = await IssueCommitment.select(IssueCommitment.commitment, IssueCommitment.issue).where(
        IssueCommitment.commitment.is_in(list(commitments))
    )
    found: dict[UUID, list[UUID]] = {}
    for row in rows:
        found.setdefault(row["commitment"], []).append(row["issue"])
    return found
