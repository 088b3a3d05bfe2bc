"""What published reports are made of: public facts alone, so that no report tells what no page tells."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from feedback.api.published import public_commitments, public_issues
from feedback.translation import DEFAULT_LANGUAGE, speaking
from reports.facts import Commitment, Consultation, Evidence, Facts, Issue
from reports.issuing import read_facts
from reports.public.selection import list_public_consultations, public_address, public_point_ids


@dataclass(frozen=True, slots=True)
class PublicIds:
    """What is public, by the ids that facts have."""

    consultations: frozenset[str]
    points: frozenset[str]
    issues: frozenset[str]
    commitments: frozenset[str]


def public_facts(facts: Facts, public: PublicIds) -> Facts:
    """What the public may be told: surveys that are closed, public points, issues, commitments and evidence. Pure."""
    return replace(
        facts,
        consultations=tuple(_consultation(it, public) for it in facts.consultations if it.id in public.consultations),
        codings=tuple(it for it in facts.codings if it.point_id in public.points),
        issues=tuple(_issue(it, public) for it in facts.issues if it.id in public.issues),
        commitments=tuple(_commitment(it, public) for it in facts.commitments if it.id in public.commitments),
        surveys=tuple(
            it for it in facts.surveys if it.closed is not None and it.consultation_id in public.consultations
        ),
    )


def _consultation(consultation: Consultation, public: PublicIds) -> Consultation:
    """Without what can be names: of the participants in words, and of files. In what was said they are masked for every report."""
    return replace(
        consultation,
        participants_text="",
        document="",
        points=tuple(replace(it, document="") for it in consultation.points if it.id in public.points),
    )


def _issue(issue: Issue, public: PublicIds) -> Issue:
    return replace(issue, points=tuple(it for it in issue.points if it.point_id in public.points))


def _commitment(commitment: Commitment, public: PublicIds) -> Commitment:
    return replace(
        commitment,
        issue_ids=tuple(it for it in commitment.issue_ids if it in public.issues),
        evidence=tuple(_evidence(it) for it in commitment.evidence if it.is_public),
        # Facts name the decision by its title alone, so that of a private one could not be told from that of a public one.
        source=None,
    )


def _evidence(evidence: Evidence) -> Evidence:
    return replace(evidence, url=public_address(evidence), document="")


async def read_public_facts(*, today: date) -> Facts:
    """All that a published report may tell, as things stand now."""
    # What is read is the same whatever the reader speaks.
    with speaking(DEFAULT_LANGUAGE):
        facts = await read_facts(today=today)
    return public_facts(facts, await _public_ids(facts))


async def _public_ids(facts: Facts) -> PublicIds:
    points = {UUID(point.id) for consultation in facts.consultations for point in consultation.points}
    return PublicIds(
        consultations=_texts([each.id for each in await list_public_consultations()]),
        points=_texts(await public_point_ids(points)),
        issues=_texts(await public_issues()),
        commitments=_texts(await public_commitments()),
    )


def _texts(ids: Collection[UUID]) -> frozenset[str]:
    return frozenset(map(str, ids))
