"""Commitments: who undertook what by when, which issues it answers, what supports its delivery, and each time it slipped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from feedback.commitment_logs import (
    Closing,
    LogLine,
    Movable,
    Slip,
    append_line,
    check_exists,
    closing_in,
    due_after,
    is_day,
    lines_of,
    slips_in,
)
from feedback.enums import Delivery
from feedback.errors import Conflict, NotFound
from feedback.evidence import KeptSupport, evidence_of, issues_with_counting_evidence
from feedback.follow_up_tables import IssueSummary
from feedback.issue_commitments import By, commitments_answering, issues_answered, link
from feedback.issue_upkeep import refresh_issues
from feedback.issues import check_followed
from feedback.log_chain import chain, writing_logs
from feedback.mail.addresses import NotAnAddress, must_be_address
from feedback.milestones import FollowedMilestone, milestones_of
from feedback.plan_states import Ending, PlanState, ending_of, is_overdue, plan_state
from feedback.reasons import bounded_text
from feedback.tables import Commitment
from feedback.tasks import check_confirmed, place_to_record
from feedback.translation import DEFAULT_LANGUAGE
from feedback.translation import gettext as _
from feedback.webhook_events import WebhookEvent, emit

LONGEST_TEXT = 4000  # characters
LONGEST_RESPONSIBLE = 300


@dataclass(frozen=True, slots=True)
class Undertaking:
    """A commitment as it stands now: `due` and `responsible` after all moves, the first promise kept beside them.

    `slips` are the moves of the whole, those of a milestone are at it; `responsible_email` is who is told what is due.
    `ending` is how it ended, None while it is open; `closing` the officer's word that ended what answers no issue. `task_id`
    is the decision's task that it was made of.
    """

    id: UUID
    text: str
    first_responsible: str
    first_due: date | None
    consultation_id: UUID | None
    consultation_title: str
    source: dict[str, int]
    slips: tuple[Slip, ...]
    evidence: tuple[KeptSupport, ...]
    issue_ids: tuple[UUID, ...]
    ending: Ending | None
    made_at: datetime
    language: str = DEFAULT_LANGUAGE
    milestones: tuple[FollowedMilestone, ...] = ()
    responsible_email: str = ""
    retracted_evidence: tuple[KeptSupport, ...] = ()
    closing: Closing | None = None
    task_id: UUID | None = None

    @property
    def responsible(self) -> str:
        return next(
            (slip.after for slip in reversed(self.slips) if slip.field == "responsible"), self.first_responsible
        )

    @property
    def due(self) -> date | None:
        return due_after(self.slips, self.first_due)

    @property
    def all_slips(self) -> tuple[tuple[FollowedMilestone | None, Slip], ...]:
        """The moves of the whole and of its milestones, in the order in which they were written."""
        moves: list[tuple[FollowedMilestone | None, Slip]] = [(None, slip) for slip in self.slips]
        moves += [(milestone, slip) for milestone in self.milestones for slip in milestone.slips]
        return tuple(sorted(moves, key=lambda move: move[1].number))

    @property
    def public_evidence(self) -> tuple[KeptSupport, ...]:
        return tuple(each for each in self.evidence if each.is_public)

    @property
    def is_delivered(self) -> bool:
        """Done: every issue that it answers is, or, where it answers none, evidence shows it and an officer said so."""
        return self.ending is Ending.DONE

    def is_overdue(self, today: date) -> bool:
        """The day has passed, and it has not ended."""
        return is_overdue(self.due, ending=self.ending, today=today)

    def state(self, today: date) -> PlanState:
        """How it stands on this day."""
        return plan_state(self.due, ending=self.ending, today=today)


async def make_commitment(
    text: str,
    *,
    responsible: str,
    due: date | None,
    issues: Sequence[UUID] = (),
    consultation: UUID | None = None,
    source: dict[str, int] | None = None,
    task: UUID | None = None,
    responsible_email: str = "",
    officer: UUID | None,
    now: datetime,
) -> UUID:
    """Record what somebody undertook; `consultation` and `source` lead to the passage where it is written.

    Made of a decision's `task` it stands where that does. `responsible_email` is told when it is due. Raises `Conflict`
    for words that are missing or cannot be kept, for what is no address, for a task that is recorded already, and for a
    decision that nobody has confirmed; for the issues, as `check_followed`.
    """
    text, responsible = bounded_text(text, LONGEST_TEXT), bounded_text(responsible, LONGEST_RESPONSIBLE)
    if not text or not responsible:
        raise Conflict(_("Say what is undertaken, and by whom."))
    email = email_of(responsible_email)
    async with writing_logs():
        if task:
            consultation, source = await place_to_record(task)
        if consultation:
            await check_confirmed(consultation)
        commitment = Commitment(
            text=text,
            responsible=responsible,
            due=due,
            consultation=consultation,
            source=source or {},
            created_by=officer,
            created_at=now,
            responsible_email=email,
            task=task,
        )
        await commitment.save()
        await chain(commitment)
        for issue in issues:
            await check_followed(issue)
            await link(issue, commitment.id, By("", officer, now))
        await refresh_issues(*dict.fromkeys(issues))
    return commitment.id


async def move_commitment(
    commitment: UUID,
    field: Movable,
    value: str,
    *,
    reason: str,
    officer: UUID | None,
    now: datetime,
    decision: UUID | None = None,
    source: dict[str, int] | None = None,
    responsible_email: str | None = "",
) -> None:
    """Move the due date (ISO) or the owner. It needs a reason and is counted; the first promise stays.

    `decision` and `source` are the later decision that moved it, and the passage there. With a new owner goes who is told
    what is due: `responsible_email`, nobody where it is empty, and the one before where it is None. Raises `Conflict` where
    the reason or the value is missing, is no date or no address, or is what holds already.
    """
    if not reason.strip():
        raise Conflict(_("Give the reason for the change: it is shown beside the commitment."))
    value = bounded_text(value, LONGEST_RESPONSIBLE)
    email = None if responsible_email is None else email_of(responsible_email)
    if not value or (field == "due" and not is_day(value)):
        raise Conflict(_("Say what it is changed to."))
    async with writing_logs():
        moved = await get_commitment(commitment)
        if value == (moved.responsible if field == "responsible" else str(moved.due)):
            raise Conflict(_("This is what the commitment says already."))
        await append_line(
            commitment, field, value, reason=reason, officer=officer, now=now, decision=decision, source=source
        )
        if field == "responsible" and email is not None:
            await tell(commitment, email)
        due = value if field == "due" else None
        await emit(WebhookEvent.COMMITMENT_MOVED, commitment=commitment, milestone=None, field=field, due=due)


async def tell(commitment: UUID, responsible_email: str) -> None:
    """Have this address told what is due from now on, or nobody. Raises `NotFound`, and `Conflict` for what is no address."""
    email = email_of(responsible_email)
    await check_exists(commitment)
    await Commitment.update({Commitment.responsible_email: email}).where(Commitment.id == commitment)


def email_of(text: str) -> str:
    """An address in small letters, so that one person gets one mail; empty stays empty. Raises `Conflict`."""
    email = text.strip().lower()
    try:
        must_be_address(email or "nobody@example.org")
    except NotAnAddress as error:
        raise Conflict(str(error)) from error
    return email


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
    logs, evidence, issues = await lines_of(wanted), await evidence_of(wanted), await issues_answered(wanted)
    milestones = await milestones_of(wanted, logs)
    done = await _done({issue for linked in issues.values() for issue in linked})
    found = [
        Undertaking(
            id=row["id"],
            text=row["text"],
            first_responsible=row["responsible"],
            first_due=row["due"],
            consultation_id=row["consultation"],
            consultation_title=row["consultation.title"] or "",
            source=row["source"],
            slips=_slips(row["responsible"], row["due"], logs.get(row["id"], [])),
            evidence=tuple(each for each in evidence.get(row["id"], []) if not each.is_retracted),
            retracted_evidence=tuple(each for each in evidence.get(row["id"], []) if each.is_retracted),
            issue_ids=tuple(issues.get(row["id"], [])),
            ending=ending_of(
                [issue in done for issue in issues.get(row["id"], ())], closing.ending if closing else None
            ),
            closing=closing,
            task_id=row["task"],
            made_at=row["created_at"],
            language=row["consultation.language"] or DEFAULT_LANGUAGE,
            milestones=tuple(milestones.get(row["id"], [])),
            responsible_email=row["responsible_email"],
        )
        for row in rows
        for closing in [closing_in(logs.get(row["id"], ()))]
    ]
    return sorted(found, key=lambda each: (each.due or date.max, each.text, str(each.id)))


async def commitments_of_issue(issue: UUID) -> list[Undertaking]:
    """The commitments that answer an issue."""
    return await undertakings(await commitments_answering(issue))


async def _done(issues: set[UUID]) -> set[UUID]:
    """Those of these issues of which nothing more is to be delivered, as `FollowedIssue.is_done` says it of one."""
    if not issues:
        return set()
    rows = await IssueSummary.select(IssueSummary.issue, IssueSummary.delivery).where(
        IssueSummary.issue.is_in(list(issues))
        & IssueSummary.delivery.is_in([Delivery.COMPLETE.value, Delivery.SUPERSEDED.value])
    )
    complete = [row["issue"] for row in rows if row["delivery"] == Delivery.COMPLETE.value]
    supported = await issues_with_counting_evidence(complete)
    return {row["issue"] for row in rows} - (set(complete) - supported)


def _slips(responsible: str, due: date | None, lines: Sequence[LogLine]) -> tuple[Slip, ...]:
    return slips_in(lines, first={"responsible": responsible, "due": due.isoformat() if due else ""})
