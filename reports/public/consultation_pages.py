"""What the public pages about consultations tell: what was asked, what was said, and the issues that it became."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from feedback.api.published import public_commitments, public_question
from feedback.commitments import Undertaking, undertakings
from feedback.flagged_words import MASK, mask
from feedback.issue_lists import ListedIssue, listed_issues
from feedback.notes_replies import CheckFigures, check_figures
from feedback.personal_data_flags import read_masks
from feedback.points import Section, group_points, list_points
from feedback.questions import AskedQuestion, list_questions
from feedback.tables import Commitment
from reports.public.published_reports import PublicReport, public_report_of
from reports.public.selection import (
    PublicConsultation,
    get_public_consultation,
    issues_raised_by,
    public_point_ids,
)


@dataclass(frozen=True, slots=True)
class PublicContents:
    """One consultation as everybody may read it: `sections` has the points that may be shown, `hidden` counts the others.

    `issues` are the public ones that its points raise, `raised` their ids by point; `commitments` those that a decision makes.
    `checked` is what participants said of the notes.
    """

    consultation: PublicConsultation
    sections: tuple[Section, ...]
    shown: int
    hidden: int
    issues: Mapping[UUID, ListedIssue]
    raised: Mapping[UUID, list[UUID]]
    commitments: tuple[Undertaking, ...]
    report: PublicReport | None
    checked: CheckFigures

    @property
    def is_masked(self) -> bool:
        """Whether words were taken out of what is shown."""
        shown = (
            text
            for section in self.sections
            for text in (
                *((section.question.text, *section.question.subquestions) if section.question else ()),
                *(
                    text
                    for part in section.parts
                    for point in part.points
                    for text in (part.heading, point.text, point.answer)
                ),
            )
        )
        return any(MASK in text for text in shown)


async def read_consultation_page(consultation_id: UUID) -> PublicContents:
    """One public consultation. Raises `NotFound`."""
    consultation = await get_public_consultation(consultation_id)
    points = [each for each in await list_points(consultation_id) if not each.is_dropped]
    shown = await public_point_ids({each.id for each in points})
    raised = await issues_raised_by(shown)
    issues = await listed_issues(sorted({issue for each in raised.values() for issue in each}, key=str))
    flagged = (await read_masks([consultation_id])).words.get(consultation_id, ())
    said = [
        replace(
            each, heading=mask(each.heading, flagged), text=mask(each.text, flagged), answer=mask(each.answer, flagged)
        )
        for each in points
        if each.id in shown
    ]
    return PublicContents(
        consultation=consultation,
        sections=group_points(await _questions(consultation_id, flagged), said),
        shown=len(said),
        hidden=len(points) - len(said),
        issues={each.id: each for each in sorted(issues, key=lambda it: (it.title, str(it.id)))},
        raised=raised,
        commitments=tuple(await _made_in(consultation_id)),
        report=await public_report_of(consultation_id),
        checked=await check_figures(consultation_id),
    )


async def _questions(consultation_id: UUID, flagged: Sequence[str]) -> list[AskedQuestion]:
    """What was asked, without words by which somebody could be identified."""
    found = []
    for each in await list_questions(consultation_id):
        text, subquestions = public_question(each.text, each.subquestions, flagged)
        found.append(replace(each, text=text, subquestions=subquestions))
    return found


async def _made_in(consultation_id: UUID) -> list[Undertaking]:
    rows = await Commitment.select(Commitment.id).where(Commitment.consultation == consultation_id)
    return await undertakings(sorted(await public_commitments([row["id"] for row in rows]), key=str))
