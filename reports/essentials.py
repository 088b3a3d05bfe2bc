"""What a short telling of a report picks out of its figures, the same for one consultation and for a year. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.translation import gettext as _
from reports.aggregation import SurveyFigures
from reports.commitment_figures import CommitmentFigures
from reports.facts import Consultation, Theme
from reports.figures import Basis, Figure
from reports.follow_up import FollowUpFigures, follow_up_figures
from reports.frozen_facts import FrozenFacts
from reports.issue_figures import IssueFigures
from reports.measures import Measure, measure_name
from reports.sections.consultation import consultation_date
from reports.year_figures import YearFigures, year_figures
from surveys.definition import Wording


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """A theme, and of how many points it is."""

    theme: Theme
    points: Figure


@dataclass(frozen=True, slots=True)
class Essentials:
    """What is told of: `consultations` in order of date, `year` 0 where it is one of them alone.

    Themes are in order of their points, those without any left out. Issues are those raised then, the one raised in most
    years first; `promises` are the commitments that have not ended, by date. `key` are the three figures that say most.
    """

    consultations: tuple[Consultation, ...]
    year: int
    basis: Basis
    survey: SurveyFigures | None
    themes: tuple[ThemeCount, ...]
    issues: tuple[IssueFigures, ...]
    answered: Figure
    overdue: Figure
    promises: tuple[CommitmentFigures, ...]
    key: tuple[tuple[Figure, str], ...]

    @property
    def is_draft(self) -> bool:
        """Whether it tells of notes of which no officer has confirmed what was read from them."""
        return not self.year and not self.consultations[0].is_confirmed

    @property
    def title(self) -> str:
        """What it tells of, in the language of the moment."""
        if self.year:
            return _("The consultations of %(year)s", year=self.year)
        date = consultation_date(self.consultations[0])
        if self.consultations[0].date:
            return _("Follow-up of the consultation of %(date)s", date=date)
        return _("Follow-up of a consultation")

    @property
    def subtitle(self) -> Wording | None:
        """What the consultation was called."""
        return None if self.year else Wording(self.consultations[0].title, self.consultations[0].language)


def essentials(frozen: FrozenFacts) -> Essentials:
    """What the facts tell in short, in the language of the moment; `KeyError` where they hold no such consultation."""
    about = frozen.subject
    day, threshold = frozen.as_of, frozen.threshold
    if about.consultation is not None:
        of = about.consultation
        return _of_consultation(follow_up_figures(frozen.facts, consultation_id=of, today=day, threshold=threshold))
    return _of_year(year_figures(frozen.facts, year=about.year or day.year, today=day, threshold=threshold))


def _of_consultation(figures: FollowUpFigures) -> Essentials:
    return Essentials(
        consultations=(figures.consultation,),
        year=0,
        basis=figures.basis,
        survey=figures.surveys[-1] if figures.surveys else None,
        themes=_most_raised([ThemeCount(it.theme, it.now) for it in figures.themes]),
        issues=figures.issues,
        answered=figures.answered,
        overdue=figures.overdue,
        promises=tuple(it for it in figures.commitments if not it.is_settled),
        key=_named([figures.raised, figures.answered, figures.overdue]),
    )


def _of_year(figures: YearFigures) -> Essentials:
    place = figures.years.index(figures.year) if figures.year in figures.years else None
    raised = {Measure.NEW_ISSUES, Measure.RECURRING_ISSUES}
    issues = [it for measure, found in figures.issues.items() if measure in raised for it in found]
    counts = figures.counts
    return Essentials(
        consultations=figures.consultations,
        year=figures.year,
        basis=figures.basis,
        survey=None,
        themes=_most_raised(
            [ThemeCount(it.theme, it.counts[place]) for it in figures.themes] if place is not None else []
        ),
        issues=tuple(sorted(issues, key=lambda it: (-len(it.years), it.issue.title, it.issue.id))),
        answered=counts[Measure.ANSWERED_ISSUES],
        overdue=counts[Measure.OVERDUE],
        promises=figures.commitments,
        key=_named([counts[it] for it in (Measure.RECURRING_ISSUES, Measure.ANSWERED_ISSUES, Measure.OVERDUE)]),
    )


def _most_raised(themes: Sequence[ThemeCount]) -> tuple[ThemeCount, ...]:
    found = [it for it in themes if it.points.value]
    return tuple(sorted(found, key=lambda it: (-(it.points.value or 0), it.theme.code)))


def _named(figures: Sequence[Figure]) -> tuple[tuple[Figure, str], ...]:
    return tuple((it, measure_name(it.measure)) for it in figures)
