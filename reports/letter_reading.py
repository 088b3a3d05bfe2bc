"""What closure letters about a consultation tell, read for all of them at once; and one letter as it is told to its reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from feedback.attendance import points_made_at
from feedback.commitments import Undertaking, undertakings
from feedback.consultations import get_consultation
from feedback.issues import FollowedIssue, issues_of_consultation
from feedback.organisations import KnownOrganisation, get_organisation
from feedback.personal_data_flags import read_masks
from feedback.points import NotedPoint, list_points
from feedback.settings import settings
from feedback.tables import Consultation
from reports.letter_facts import LetterFacts, ToldCommitment, ToldIssue, ToldPoint


@dataclass(frozen=True, slots=True)
class Matter:
    """All that letters about a consultation are written from; `made` are the points of each organisation."""

    consultation: Consultation
    made: Mapping[UUID, Sequence[UUID]]
    points: Sequence[NotedPoint]
    issues: Sequence[FollowedIssue]
    promised: Sequence[Undertaking]

    def told_to(self, organisation: KnownOrganisation, *, on: date, address: str = "") -> LetterFacts:
        """What the letter to this organisation tells as of this day."""
        own = set(self.made.get(organisation.id, ()))
        raised: dict[UUID, list[str]] = {}
        for issue in self.issues:
            for point in issue.points:
                raised.setdefault(point.id, []).append(str(issue.id))
        told = tuple(
            ToldPoint(each.text, tuple(raised.get(each.id, ()))) for each in self.points if not own or each.id in own
        )
        wanted = {id for point in told for id in point.issues}
        return LetterFacts(
            department=settings().department,
            organisation=organisation.name,
            consultation=self.consultation.title,
            consultation_language=self.consultation.language,
            consultation_date=self.consultation.date,
            on=on,
            address=address,
            is_own=bool(own),
            points=told,
            issues=tuple(_told(issue, self.promised, on) for issue in self.issues if str(issue.id) in wanted),
            contact=settings().contact,
        )


async def read_matter(consultation: UUID) -> Matter:
    """Words that may identify somebody are masked unless they were decided to be shown. Raises `NotFound`, `Gone`."""
    issues = await issues_of_consultation(consultation)
    masks = await read_masks({consultation, *(point.consultation_id for issue in issues for point in issue.points)})
    return Matter(
        consultation=await get_consultation(consultation),
        made=await points_made_at(consultation),
        points=[
            replace(each, text=masks.of(consultation, each.text), heading=masks.of(consultation, each.heading))
            for each in await list_points(consultation)
            if not each.is_dropped
        ],
        issues=[
            replace(each, title=masks.of_all({point.consultation_id for point in each.points}, each.title))
            for each in issues
        ],
        promised=await undertakings(),
    )


async def read_letter_facts(consultation: UUID, organisation: UUID, *, address: str, today: date) -> LetterFacts:
    """What the letter to this organisation tells today. Raises `NotFound` and `Gone`."""
    matter = await read_matter(consultation)
    return matter.told_to(await get_organisation(organisation), on=today, address=address)


def _told(issue: FollowedIssue, promised: Sequence[Undertaking], today: date) -> ToldIssue:
    return ToldIssue(
        id=str(issue.id),
        title=issue.title,
        language=issue.language,
        state=issue.state,
        is_unsupported=issue.is_unsupported,
        is_unconfirmed=issue.is_unconfirmed(today),
        commitments=tuple(
            ToldCommitment(each.text, each.responsible, each.due, each.language, each.is_delivered)
            for each in promised
            if issue.id in each.issue_ids
        ),
    )
