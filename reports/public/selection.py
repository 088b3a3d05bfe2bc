"""What is public: where pages, feeds, open data and mails to followers ask. The rules are those of `feedback.api.published`.

A consultation and an issue are public when an officer has published them; a commitment when it answers a public issue;
evidence when it is marked as public and its commitment is; a point when its consultation is and an officer has decided on all
that may identify somebody on its lines, with what was decided to be hidden masked; a verdict when its consultation is and its
survey is closed, as far as it may be shown; a reply when it is shown and its issue is public. An issue's years and the number
of its points are its own, whichever meetings they come from.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from piccolo.querystring import QueryString

from feedback.api.published import (
    IS_PUBLIC_CONSULTATION,
    addressed_issues,
    flagged_texts,
    hidden_points,
    public_commitments,
    public_consultations,
    public_host,
    public_issues,
    public_points,
)
from feedback.commitments import Undertaking, undertakings
from feedback.database import execute
from feedback.enums import ConsultationKind
from feedback.errors import NotFound
from feedback.evidence import KeptSupport
from feedback.issue_conditions import among, coded
from feedback.issues import FollowedIssue, followed_issues
from feedback.personal_data_flags import read_masks
from feedback.raised_points import RaisedPoint
from feedback.settings import settings
from feedback.tables import Commitment, Consultation, IssuePoint
from feedback.translation import DEFAULT_LANGUAGE
from feedback.translation import gettext as _
from reports.facts import Evidence
from reports.held_numbers import ToldSurvey, last_told
from reports.public.addresses import slug
from reports.replies import KeptUnder
from reports.verdicts import IssueVerdict, as_told, verdicts_of
from surveys.building import SurveyState
from surveys.tables import Survey

AT_A_TIME = 5000
_SHOWN = (
    *(Consultation.id, Consultation.title, Consultation.kind, Consultation.date, Consultation.year, Consultation.host),
    *(Consultation.language, Consultation.reference, Consultation.published_at),
    *(Consultation.participants_count, Consultation.participants_unit),
)


@dataclass(frozen=True, slots=True)
class PublicConsultation:
    """What everybody may know of a consultation; `date` is ISO, a year or month alone where no more is known.

    What the notes say of the participants in words is left out: it can be their names. So is a host that names somebody.
    """

    id: UUID
    title: str
    kind: ConsultationKind
    date: str
    year: int
    host: str
    language: str
    reference: str
    participants_count: int | None
    participants_unit: str
    published_at: datetime

    @property
    def slug(self) -> str:
        """The words of the title for its address."""
        return slug(self.title, "consultation")

    @property
    def is_decision(self) -> bool:
        return self.kind is ConsultationKind.DECISION


@dataclass(frozen=True, slots=True)
class NamedCommitment:
    """A public commitment by its words alone, with their language."""

    id: UUID
    text: str
    language: str


async def list_public_consultations(ids: Collection[UUID] | None = None) -> tuple[PublicConsultation, ...]:
    """Every consultation and decision that is public, or those of these that are, the newest first."""
    if ids is not None and not ids:
        return ()
    which = IS_PUBLIC_CONSULTATION if ids is None else IS_PUBLIC_CONSULTATION & Consultation.id.is_in(list(ids))
    rows = await Consultation.select(*_SHOWN).where(which)
    flagged = await flagged_texts([row["id"] for row in rows if row["host"]])
    every = [_consultation(row, flagged.get(row["id"], ())) for row in rows]
    found = sorted(every, key=lambda each: (each.title, str(each.id)))
    return tuple(sorted(found, key=lambda each: each.date, reverse=True))


async def get_public_consultation(consultation: UUID) -> PublicConsultation:
    """One of them. Raises `NotFound` for any other, also for one that was published once."""
    found = await list_public_consultations([consultation])
    if not found:
        raise NotFound(_("There is no such consultation."))
    return found[0]


def _consultation(row: Mapping[str, Any], flagged: Sequence[str]) -> PublicConsultation:
    return PublicConsultation(
        id=row["id"],
        title=row["title"],
        kind=ConsultationKind(row["kind"]),
        date=row["date"],
        year=row["year"],
        host=public_host(row["host"], flagged),
        language=row["language"],
        reference=row["reference"],
        participants_count=row["participants_count"],
        participants_unit=row["participants_unit"],
        published_at=row["published_at"],
    )


async def get_public_issue(issue: UUID) -> FollowedIssue:
    """One public issue; one that was merged into a public issue too, which `merged_into` names. Raises `NotFound`.

    What may not be shown is in it as well: its points go through `public_points_of`, its log through `public_lines`.
    """
    if not await addressed_issues([issue]):
        raise NotFound(_("There is no such issue."))
    return (await followed_issues([issue]))[0]


async def public_points_of(issues: Sequence[FollowedIssue]) -> dict[UUID, tuple[RaisedPoint, ...]]:
    """For each of these issues those of its points that may be shown, oldest first, and as they may be shown."""
    every = {point.id: point for issue in issues for point in issue.points}
    shown = await public_point_ids(every)
    masks = await read_masks({every[id].consultation_id for id in shown})
    return {
        issue.id: tuple(
            replace(point, text=masks.of(point.consultation_id, point.text))
            for point in issue.points
            if point.id in shown
        )
        for issue in issues
    }


async def public_point_ids(points: Collection[UUID]) -> set[UUID]:
    """Those of these points that may be shown, however many they are."""
    every = sorted(points, key=str)
    found: set[UUID] = set()
    for start in range(0, len(every), AT_A_TIME):
        found |= await public_points(every[start : start + AT_A_TIME])
    return found


async def is_public_theme(themes: Collection[UUID]) -> bool:
    """Whether a public issue has a point about one of these themes that may be shown."""
    asked = QueryString(
        "SELECT 1 AS found FROM ({}) raised JOIN issue i ON i.id = raised.issue "
        "WHERE i.published_at IS NOT NULL AND i.merged_into IS NULL AND {} LIMIT 1",
        coded(await hidden_points()),
        among("raised.theme", themes),
    )
    return bool(await execute(asked.template, *asked.args))


async def issues_raised_by(points: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """For each of these points the public issues that it raises."""
    if not points:
        return {}
    rows = await IssuePoint.select(IssuePoint.point, IssuePoint.issue).where(IssuePoint.point.is_in(list(points)))
    public = await public_issues({row["issue"] for row in rows})
    found: dict[UUID, list[UUID]] = {}
    for row in rows:
        if row["issue"] in public:
            found.setdefault(row["point"], []).append(row["issue"])
    return found


async def list_public_commitments() -> list[Undertaking]:
    """Every public commitment, by due date. Its evidence goes through `public_evidence`, its decision and issues are filtered."""
    return await undertakings(sorted(await public_commitments(), key=str))


async def get_public_commitment(commitment: UUID) -> Undertaking:
    """One public commitment. Raises `NotFound`."""
    if not await public_commitments([commitment]):
        raise NotFound(_("There is no such commitment."))
    return (await undertakings([commitment]))[0]


async def named_commitments(ids: Collection[UUID]) -> dict[UUID, NamedCommitment]:
    """Those of these commitments that are public."""
    public = await public_commitments(ids)
    if not public:
        return {}
    rows = await Commitment.select(Commitment.id, Commitment.text, Commitment.consultation.language).where(
        Commitment.id.is_in(sorted(public, key=str))
    )
    return {
        row["id"]: NamedCommitment(row["id"], row["text"], row["consultation.language"] or DEFAULT_LANGUAGE)
        for row in rows
    }


def public_evidence(commitment: Undertaking) -> tuple[KeptSupport, ...]:
    """The evidence of a public commitment that is public itself, with what was taken back, in the order it was added. Pure."""
    every = (*commitment.evidence, *commitment.retracted_evidence)
    return tuple(sorted((each for each in every if each.is_public), key=lambda each: (each.added_at, str(each.id))))


def public_address(support: KeptSupport | Evidence) -> str:
    """Where a piece of public evidence can be read; empty where that is one of the department's own pages. Pure."""
    return "" if support.url.startswith(f"{settings().base_url}/") else support.url


async def public_verdicts(issues: Sequence[KeptUnder]) -> dict[UUID, list[IssueVerdict]]:
    """For each of these issues the participants' verdicts that may be shown, the newest first.

    Of closed surveys of public consultations alone: of an open one, two readings with one response between them would tell
    what it says. Once a published report has told of the survey, its numbers stand here too until the next edition.
    """
    kept_under = {key: issue.id for issue in issues for key in (issue.id, *issue.former_ids)}
    asked = await verdicts_of(sorted(kept_under, key=str), threshold=settings().threshold)
    public = await _public_surveys({verdict.survey_id for each in asked.values() for verdict in each})
    told = await last_told(public)
    found: dict[UUID, list[IssueVerdict]] = {}
    for key, verdicts in asked.items():
        shown = [_as_published(verdict, told) for verdict in verdicts if verdict.survey_id in public]
        if shown:
            found.setdefault(kept_under[key], []).extend(shown)
    return {issue: sorted(each, key=lambda it: -it.year) for issue, each in found.items()}


def _as_published(verdict: IssueVerdict, told: Mapping[UUID, ToldSurvey]) -> IssueVerdict:
    published = told.get(verdict.survey_id)
    if published is None:
        return verdict
    return as_told(verdict, published.survey, threshold=max(published.threshold, settings().threshold))


async def _public_surveys(surveys: set[UUID]) -> set[UUID]:
    if not surveys:
        return set()
    closed = Survey.id.is_in(sorted(surveys, key=str)) & (Survey.state == SurveyState.CLOSED.value)
    rows = await Survey.select(Survey.id, Survey.consultation).where(closed)
    public = await public_consultations({row["consultation"] for row in rows})
    return {row["id"] for row in rows if row["consultation"] in public}
