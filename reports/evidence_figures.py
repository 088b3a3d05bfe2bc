"""Figures that surveys offer as evidence: what participants said of the issues that a commitment answers."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from feedback.commitments import Undertaking
from feedback.enums import EvidenceKind
from feedback.evidence import Support
from feedback.issues import followed_issues
from feedback.labels import label
from feedback.translation import DEFAULT_LANGUAGE, LANGUAGES, list_text, number_text, speaking
from feedback.translation import gettext as _
from reports.public.selection import public_verdicts
from reports.verdicts import IssueVerdict, verdicts_of


@dataclass(frozen=True, slots=True)
class OfferedFigure:
    """The verdict on an issue in a closed survey, as one sentence in the commitment's language.

    `key` names it among those that are offered; `closed_on` is the day that it is from, `is_public` whether everybody may
    read it: the issue and the survey's consultation are published.
    """

    key: str
    survey_id: UUID
    issue_title: str
    text: str
    closed_on: date
    is_public: bool


async def offered_figures(commitment: Undertaking, *, threshold: int) -> list[OfferedFigure]:
    """The verdicts on the commitment's issues in closed surveys, the newest first; none of which is below the threshold.

    A survey that is open still counts, so what it says is not evidence yet.
    """
    issues = await followed_issues(commitment.issue_ids)
    verdicts = await verdicts_of([issue.id for issue in issues], threshold=threshold)
    public = {
        (issue, verdict.survey_id)
        for issue, shown in (await public_verdicts([each for each in issues if each.published_at])).items()
        for verdict in shown
    }
    with speaking(commitment.language if commitment.language in LANGUAGES else DEFAULT_LANGUAGE):
        found = [
            OfferedFigure(
                key=f"{issue.id}.{verdict.survey_id}.{number}",
                survey_id=verdict.survey_id,
                issue_title=issue.title,
                text=figure_text(issue.title, verdict),
                closed_on=verdict.closed_at.date(),
                is_public=(issue.id, verdict.survey_id) in public,
            )
            for issue in issues
            for number, verdict in enumerate(verdicts.get(issue.id, []))
            if verdict.n is not None and verdict.closed_at is not None and not verdict.is_open
        ]
    return sorted(found, key=lambda each: (each.closed_on, each.key), reverse=True)


def figure_text(title: str, verdict: IssueVerdict) -> str:
    """The value with n, of what may be shown; in the language of the moment. Pure."""
    shown = [f"{label(each.verdict)} {number_text(each.n)}" for each in verdict.counts if each.n is not None]
    return _(
        "“%(issue)s” – has it been addressed? %(counts)s; %(n)s answered. %(consultation)s, %(year)s.",
        issue=title,
        counts=list_text(shown),
        n=number_text(verdict.n or 0),
        consultation=verdict.consultation_title,
        year=verdict.year,
    )


def support_of(figure: OfferedFigure, *, address: str) -> Support:
    """The figure as evidence, internal where its survey or its issue is."""
    return Support(
        id=uuid4(),
        kind=EvidenceKind.FIGURE,
        text=figure.text,
        url=address,
        document_id=None,
        source={},
        date=figure.closed_on,
        is_public=figure.is_public,
    )
