"""Evidence as officers see it: a passage with its text, and each check in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from feedback.commitment_logs import check_exists
from feedback.documents import lines_of, list_filenames
from feedback.enums import Delivery, EvidenceKind
from feedback.evidence import KeptSupport, issues_with_counting_evidence, passage_text, uncounted_evidence
from feedback.evidence_checks import Judgement, judgements, shared_words, with_words
from feedback.follow_up_tables import IssueSummary
from feedback.notes.draft import Source
from feedback.passages import passages_in
from feedback.tables import Commitment, IssueCommitment
from feedback.translation import DEFAULT_LANGUAGE

#: Passages that are offered first, those that share the most words with what was undertaken.
OFFERED = 10


@dataclass(frozen=True, slots=True)
class JudgedEvidence:
    """A piece of evidence with its checks. `passage` is the text of its lines, `filename` that of its document."""

    support: KeptSupport
    judgements: tuple[Judgement, ...]
    passage: str
    filename: str


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Evidence that does not count, with the commitment that it is to support.

    `is_needed` is whether an issue is said to be complete and nothing that counts shows it.
    """

    evidence: JudgedEvidence
    commitment: str
    language: str
    is_needed: bool

    @property
    def fails_in_public(self) -> bool:
        """Marked as public, and still it does not count."""
        return self.evidence.support.is_public


@dataclass(frozen=True, slots=True)
class OfferedPassage:
    """A passage of a document, and the words that it shares with what was undertaken."""

    source: Source
    text: str
    words: tuple[str, ...]


async def judged(supports: Sequence[KeptSupport]) -> list[JudgedEvidence]:
    """These pieces with their checks in words, in their order."""
    if not supports:
        return []
    actions = {id: action for id, (action, _language) in (await _actions(supports)).items()}
    names = await list_filenames()
    found = []
    for each in supports:
        passage = await passage_text(each) if each.kind is EvidenceKind.PASSAGE else ""
        shared = shared_words(actions[each.commitment_id], passage) if passage else ()
        found.append(
            JudgedEvidence(
                support=each,
                judgements=with_words(judgements(each.checked), shared),
                passage=passage,
                filename=names.get(each.document_id, "") if each.document_id else "",
            )
        )
    return found


async def list_uncounted() -> list[Uncounted]:
    """All evidence that does not count and was not taken back, the newest first."""
    supports = (await uncounted_evidence())[::-1]
    actions, needed = await _actions(supports), await _unsupported(supports)
    return [
        Uncounted(each, *actions[each.support.commitment_id], is_needed=each.support.commitment_id in needed)
        for each in await judged(supports)
    ]


async def _actions(supports: Sequence[KeptSupport]) -> dict[UUID, tuple[str, str]]:
    """What was undertaken, and the language that it is taken to be in, by commitment."""
    wanted = sorted({each.commitment_id for each in supports}, key=str)
    if not wanted:
        return {}
    rows = await Commitment.select(Commitment.id, Commitment.text, Commitment.consultation.language).where(
        Commitment.id.is_in(wanted)
    )
    return {row["id"]: (row["text"], row["consultation.language"] or DEFAULT_LANGUAGE) for row in rows}


async def _unsupported(supports: Sequence[KeptSupport]) -> set[UUID]:
    """Those of the commitments that answer an issue which is complete on nothing that counts."""
    wanted = sorted({each.commitment_id for each in supports}, key=str)
    if not wanted:
        return set()
    links = await IssueCommitment.select(IssueCommitment.issue, IssueCommitment.commitment).where(
        IssueCommitment.commitment.is_in(wanted)
    )
    issues = sorted({link["issue"] for link in links}, key=str)
    if not issues:
        return set()
    complete = await IssueSummary.select(IssueSummary.issue).where(
        IssueSummary.issue.is_in(issues) & (IssueSummary.delivery == Delivery.COMPLETE.value)
    )
    unsupported = {row["issue"] for row in complete} - await issues_with_counting_evidence(issues)
    return {link["commitment"] for link in links if link["issue"] in unsupported}


async def offered_passages(commitment: UUID, document: UUID) -> tuple[list[OfferedPassage], list[OfferedPassage]]:
    """The passages of a document that share most words with what was undertaken, best first, and then all in their order.

    Raises `NotFound` where there is no such commitment.
    """
    await check_exists(commitment)
    row = await Commitment.select(Commitment.text).where(Commitment.id == commitment).first()
    action = row["text"] if row else ""
    every = [
        OfferedPassage(source, text, shared_words(action, text))
        for source, text in passages_in(await lines_of(document))
    ]
    best = sorted((each for each in every if each.words), key=lambda each: -len(each.words))[:OFFERED]
    return best, every
