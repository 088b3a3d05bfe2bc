"""Evidence: what supports the delivery of a commitment, and which of it counts. Nothing of it is ever changed or removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from piccolo.columns import Column
from piccolo.custom_types import Combinable

from feedback.commitment_logs import append_line, check_exists
from feedback.documents import text_of_lines
from feedback.enums import EvidenceKind
from feedback.errors import Conflict, NotFound
from feedback.evidence_checks import Checked, Look, counts, judgements, mentions
from feedback.evidence_looks import looks_at, note_look
from feedback.issue_upkeep import refresh_issues_of_commitment
from feedback.log_chain import chain, writing_logs
from feedback.reasons import bounded_reason, bounded_text
from feedback.tables import Commitment, Consultation, Document, Evidence, IssueCommitment
from feedback.translation import gettext as _
from feedback.webhook_events import WebhookEvent, emit

#: The fields of lines in a commitment's log whose value is the evidence's id. The reason of the second is the figure's id.
RETRACTED, FIGURE_CHOSEN = "evidence retracted", "figure chosen"
LONGEST_TEXT = 4000  # characters
LONGEST_URL = 2000


@dataclass(frozen=True, slots=True)
class Support:
    """A piece of evidence: a passage has a document and its lines, a link an address, a figure the id of a survey's figure.

    That a figure is there is for those to see who know surveys, in `reports`.
    """

    id: UUID
    kind: EvidenceKind
    text: str
    url: str
    document_id: UUID | None
    source: dict[str, int]
    date: date | None
    is_public: bool
    figure: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class KeptSupport(Support):
    """A piece of evidence as it is kept, with what is known of it; taken back, it stays and does not count."""

    commitment_id: UUID
    added_at: datetime
    checked: Checked
    retracted_at: datetime | None = None
    retraction: str = ""

    @property
    def is_retracted(self) -> bool:
        return self.retracted_at is not None

    @property
    def counts(self) -> bool:
        """Whether it shows the public that something is delivered."""
        return not self.is_retracted and counts(self.checked)

    @property
    def faults(self) -> tuple[str, ...]:
        """Each check that it fails, in words; empty where it counts."""
        return tuple(each.words for each in judgements(self.checked) if each.is_passed is False)


async def add_evidence(commitment: UUID, support: Support, *, officer: UUID | None, now: datetime) -> UUID:
    """Attach what supports the delivery. Raises `NotFound`, and `Conflict` for what is missing or cannot be kept."""
    text, url = bounded_text(support.text, LONGEST_TEXT), support.url.strip()
    if not text:
        raise Conflict(_("Say in a sentence what the evidence shows."))
    # Whatever its kind: the address becomes a link on a page, and `javascript:` must not.
    if (url or support.kind is EvidenceKind.LINK) and not url.startswith(("https://", "http://")):
        raise Conflict(_("Write the whole address of the link, with https:// first."))
    if len(url) > LONGEST_URL or not url.isprintable():
        raise Conflict(_("The address is too long: use at most %(n)s characters.", n=LONGEST_URL))
    if support.kind is EvidenceKind.FIGURE and not support.figure:
        raise Conflict(_("Choose the figure of a survey: one that is typed cannot be checked."))
    await _check_document(support)
    is_about = await _mentions_action(commitment, support)
    async with writing_logs():
        await check_exists(commitment)
        evidence = Evidence(
            id=support.id,
            commitment=commitment,
            kind=support.kind.value,
            text=text,
            url=url,
            document=support.document_id,
            source=support.source,
            date=support.date,
            is_public=support.is_public,
            added_by=officer,
            added_at=now,
            figure=support.figure,
        )
        await evidence.save()
        await chain(evidence)
        if support.figure:
            # The column came after the chain, so that the log alone can prove which figure it was.
            await append_line(
                commitment, FIGURE_CHOSEN, str(support.id), reason=support.figure, officer=officer, now=now
            )
        await refresh_issues_of_commitment(commitment)
        if is_about is not None:
            # Once and for all: neither the document nor what was undertaken changes after this.
            await note_look(support.id, at=now, mentions_action=is_about)
        await emit(
            WebhookEvent.EVIDENCE_ADDED,
            commitment=commitment,
            evidence=support.id,
            kind=support.kind.value,
            is_public=support.is_public,
        )
    return support.id


async def _check_document(support: Support) -> None:
    if support.document_id is None:
        if support.kind is EvidenceKind.PASSAGE:
            raise Conflict(_("Choose the document that the passage stands in."))
        return
    if support.kind is EvidenceKind.PASSAGE and not support.source:
        raise Conflict(_("Say on which lines of the document the passage stands."))
    if not await Document.exists().where(Document.id == support.document_id):
        raise NotFound(_("There is no such document."))


async def _mentions_action(commitment: UUID, support: Support) -> bool | None:
    """Of a passage; of a link it is told when the link is looked at."""
    row = await Commitment.select(Commitment.text).where(Commitment.id == commitment).first()
    if row is None or support.kind is not EvidenceKind.PASSAGE:
        return None
    return mentions(row["text"], await passage_text(support))


async def passage_text(support: Support) -> str:
    """The words of a passage; empty where no lines of a document are named."""
    if not support.source:
        return ""
    return await text_of_lines(support.document_id, support.source["first_line"], support.source["last_line"])


async def retract_evidence(evidence: UUID, *, reason: str, officer: UUID | None, now: datetime) -> None:
    """Take the evidence back: it stays, with the reason, and does not count any more. Twice changes nothing.

    An issue that was complete on nothing else stays so in its log, and shows as unsupported. Raises `NotFound`, and
    `Conflict` without a reason.
    """
    reason = bounded_reason(reason)
    if not reason:
        raise Conflict(_("Give the reason for taking the evidence back: it is shown beside it."))
    async with writing_logs():
        kept = await get_evidence(evidence)
        if kept.is_retracted:
            return
        await append_line(kept.commitment_id, RETRACTED, str(evidence), reason=reason, officer=officer, now=now)
        taken_back: dict[Column | str, Any] = {
            Evidence.retracted_at: now,
            Evidence.retracted_by: officer,
            Evidence.retraction: reason,
        }
        await Evidence.update(taken_back).where(Evidence.id == evidence)
        await refresh_issues_of_commitment(kept.commitment_id)


async def get_evidence(evidence: UUID) -> KeptSupport:
    """One piece of evidence, taken back or not. Raises `NotFound`."""
    found = await _kept(Evidence.id == evidence)
    if not found:
        raise NotFound(_("There is no such evidence."))
    return found[0]


async def evidence_of(commitments: Sequence[UUID]) -> dict[UUID, list[KeptSupport]]:
    """For each of these commitments its evidence, what was taken back too, in the order in which it was added."""
    if not commitments:
        return {}
    found: dict[UUID, list[KeptSupport]] = {}
    for each in await _kept(Evidence.commitment.is_in(list(commitments))):
        found.setdefault(each.commitment_id, []).append(each)
    return found


async def uncounted_evidence() -> list[KeptSupport]:
    """All that fails a check and was not taken back, in the order in which it was added."""
    return [each for each in await _kept(Evidence.retracted_at.is_null()) if not each.counts]


async def issues_with_counting_evidence(issues: Sequence[UUID]) -> set[UUID]:
    """Those of these issues that have public evidence that counts; a fixed number of queries."""
    if not issues:
        return set()
    links = await IssueCommitment.select(IssueCommitment.issue, IssueCommitment.commitment).where(
        IssueCommitment.issue.is_in(list(issues))
    )
    commitments = sorted({link["commitment"] for link in links}, key=str)
    if not commitments:
        return set()
    standing = Evidence.is_public.eq(True) & Evidence.retracted_at.is_null()
    kept = await _kept(Evidence.commitment.is_in(commitments) & standing)
    supported = {each.commitment_id for each in kept if each.counts}
    return {link["issue"] for link in links if link["commitment"] in supported}


async def _kept(which: Combinable) -> list[KeptSupport]:
    made_in: Any = Evidence.commitment.consultation  # Piccolo types one join, not two
    rows = await (
        Evidence.select(*Evidence.all_columns(), Evidence.commitment.created_at, made_in.date, made_in.document)
        .where(which)
        .order_by(Evidence.added_at)
        .order_by(Evidence.id)
    )
    looks = await looks_at([row["id"] for row in rows if row["kind"] != EvidenceKind.FIGURE])
    days = await _days_of({row["document"] for row in rows if row["document"]})
    return [_read(row, looks.get(row["id"], ()), days.get(row["document"])) for row in rows]


def _read(row: Mapping[str, Any], looks: Sequence[Look], document_day: date | None) -> KeptSupport:
    kind, source = EvidenceKind(row["kind"]), msgspec.json.decode(row["source"])
    made_on = first_day(row["commitment.consultation.date"]) or row["commitment.created_at"].date()
    return KeptSupport(
        id=row["id"],
        kind=kind,
        text=row["text"],
        url=row["url"],
        document_id=row["document"],
        source=source,
        date=row["date"],
        is_public=row["is_public"],
        commitment_id=row["commitment"],
        added_at=row["added_at"],
        checked=Checked(
            kind=kind,
            is_public=row["is_public"],
            day=document_day or row["date"],
            made_on=made_on,
            added_on=row["added_at"].date(),
            looks=tuple(looks),
            has_source=bool(source) if kind is EvidenceKind.PASSAGE else bool(row["figure"]),
            is_promise=row["document"] is not None and row["document"] == row["commitment.consultation.document"],
        ),
        retracted_at=row["retracted_at"],
        retraction=row["retraction"],
        figure=row["figure"],
    )


async def _days_of(documents: set[UUID]) -> dict[UUID, date]:
    """The day of each of these documents: that of the consultation that was read from it."""
    if not documents:
        return {}
    rows = await Consultation.select(Consultation.document, Consultation.date).where(
        Consultation.document.is_in(sorted(documents, key=str)) & Consultation.deleted_at.is_null()
    )
    return {row["document"]: day for row in rows if (day := first_day(row["date"]))}


def first_day(text: str | None) -> date | None:
    """The first day of a date that may be a year or a month alone; None where nothing is known."""
    if not text:
        return None
    try:
        return date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return None
