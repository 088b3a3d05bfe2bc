"""Figures that surveys offer as evidence: what participants said of the issues that a commitment answers."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from feedback.commitments import Undertaking, get_commitment
from feedback.enums import EvidenceKind
from feedback.errors import Conflict
from feedback.evidence import Support, add_evidence
from feedback.issues import followed_issues
from feedback.labels import label
from feedback.settings import settings
from feedback.translation import DEFAULT_LANGUAGE, LANGUAGES, list_text, number_text, speaking
from feedback.translation import gettext as _
from reports.public.selection import public_verdicts
from reports.verdicts import IssueVerdict, verdicts_of


@dataclass(frozen=True, slots=True)
class OfferedFigure:
    """The verdict on an issue in a closed survey, as one sentence in the commitment's language.

    `key` is its id, kept with the evidence; `closed_on` is the day that it is from, `is_public` whether everybody may
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
            for number, verdict in _numbered(verdicts.get(issue.id, []))
            if verdict.n is not None and verdict.closed_at is not None and not verdict.is_open
        ]
    return sorted(found, key=lambda each: (each.closed_on, each.key), reverse=True)


def _numbered(verdicts: Iterable[IssueVerdict]) -> Iterator[tuple[int, IssueVerdict]]:
    """Each with its place among those of its own survey, which later surveys do not change."""
    asked: Counter[UUID] = Counter()
    for verdict in verdicts:
        yield asked[verdict.survey_id], verdict
        asked[verdict.survey_id] += 1


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
        figure=figure.key,
    )


async def take_figure(
    commitment_id: UUID, key: str, *, survey_path: Callable[[UUID], str], officer: UUID | None, now: datetime
) -> UUID:
    """Add a figure that is offered as evidence; gives the evidence's id. `survey_path` is that of a survey's page here.

    Raises `NotFound`, and `Conflict` where the figure is not offered any more.
    """
    every = await offered_figures(await get_commitment(commitment_id), threshold=settings().threshold)
    chosen = next((figure for figure in every if figure.key == key), None)
    if chosen is None:
        raise Conflict(_("This figure is no longer offered. Choose another one."))
    support = support_of(chosen, address=settings().base_url + survey_path(chosen.survey_id))
    return await add_evidence(commitment_id, support, officer=officer, now=now)
