"""The follow-up report of one consultation: its figures, and the chapters that tell them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from feedback.blocks import Heading
from feedback.translation import gettext as _
from feedback.translation import speaking
from reports.aggregation import SurveyFigures, survey_figures
from reports.background_figures import SurveyByKind, answers_by_kind
from reports.coder_agreement import CoderAgreement, coder_agreements
from reports.commitment_figures import CommitmentFigures, commitment_figures
from reports.comparisons import ComparedSurvey, compared_survey
from reports.document import Block, Document, shown_figures
from reports.facts import Consultation, Facts
from reports.figures import Basis, Figure, count_figure, counted_from
from reports.issue_figures import IssueFigures, gap_count, issue_count, issue_figures
from reports.measures import Measure, measure_name
from reports.outcome_figures import OutcomeFigures, outcome_of
from reports.parts import key_figures, whole_document
from reports.representativeness import Representativeness, representativeness
from reports.sections.background import by_kind_of_organisation
from reports.sections.coder_agreement import how_far_coders_agree
from reports.sections.comparison import compared_with_earlier
from reports.sections.consultation import consultation_date, every_point, what_was_asked
from reports.sections.issue import issues_raised
from reports.sections.method import definitions, documents_read, how_it_was_made
from reports.sections.open import what_is_open
from reports.sections.plan import action_plan
from reports.sections.quote import in_their_own_words
from reports.sections.representativeness import who_is_missing
from reports.sections.slips import what_was_moved
from reports.sections.statistics import how_it_was_counted
from reports.sections.summary import (
    answered_in_short,
    done_in_short,
    judged_in_short,
    open_in_short,
    said_in_short,
)
from reports.sections.survey import results, who_answered
from reports.sections.theme import themes_now
from reports.suggestions import SuggestionFigures, suggestion_figures
from reports.theme_figures import ThemeFigures, earlier_meetings, suggested_count, theme_figures, uncoded_counts
from surveys.definition import Wording
from surveys.disclosure import DEFAULT_THRESHOLD


@dataclass(frozen=True, slots=True)
class FollowUpFigures:
    """All figures of one consultation's report: its own surveys, and the issues and commitments that its points touch."""

    consultation: Consultation
    basis: Basis
    surveys: tuple[SurveyFigures, ...]
    represented: tuple[Representativeness, ...]
    by_kind: tuple[SurveyByKind, ...]
    compared: tuple[ComparedSurvey, ...]
    suggestions: SuggestionFigures
    agreements: tuple[CoderAgreement, ...]
    themes: tuple[ThemeFigures, ...]
    uncoded: tuple[Figure, Figure]  # points without a confirmed theme, now and earlier
    suggested: Figure
    issues: tuple[IssueFigures, ...]
    commitments: tuple[CommitmentFigures, ...]
    points: Figure
    untied: Figure
    raised: Figure
    recurring: Figure
    answered: Figure
    promised: Figure
    overdue: Figure
    gaps: Figure
    outcome: OutcomeFigures


def follow_up_figures(facts: Facts, *, consultation_id: str, today: date, threshold: int) -> FollowUpFigures:
    """The figures behind the report, in the language of the moment; `KeyError` where the facts hold no such consultation."""
    consultation = {it.id: it for it in facts.consultations}[consultation_id]
    basis = Basis(facts.cut, threshold)
    surveys = tuple(survey_figures(survey, basis) for survey in facts.surveys)
    issues = tuple(
        it
        for it in issue_figures(facts, surveys, basis, today=today)
        if any(point.consultation_id == consultation_id for point in it.issue.points)
    )
    promised = {it.commitment.id for issue in issues for it in issue.commitments}
    promises = tuple(it for it in commitment_figures(facts, basis, today=today) if it.commitment.id in promised)
    at = f"consultation.{consultation_id}"
    answered = [it for it in issues if it.is_answered]
    late = sum(1 for it in promises if it.is_overdue)
    points = counted_from("point", consultation=consultation_id)
    raised = f"issue raised by {counted_from('issue_point', point__consultation=consultation_id)}"
    own = tuple(it for it in surveys if it.survey.consultation_id == consultation_id)
    return FollowUpFigures(
        consultation=consultation,
        basis=basis,
        surveys=own,
        represented=tuple(representativeness(it, basis) for it in own),
        by_kind=tuple(answers_by_kind(it, basis) for it in own),
        compared=tuple(compared_survey(it, surveys, facts.issues) for it in own),
        suggestions=suggestion_figures(at, facts, [consultation], [it.survey for it in own], basis),
        agreements=coder_agreements(
            facts, consultations={consultation_id}, surveys={it.survey.id for it in own}, basis=basis
        ),
        themes=theme_figures(facts, consultation, basis),
        uncoded=uncoded_counts(facts, consultation, basis),
        suggested=suggested_count(at, facts, [consultation], basis),
        issues=issues,
        commitments=promises,
        points=count_figure(
            f"{at}.points", len(consultation.points), measure=Measure.POINTS, basis=basis, source=points
        ),
        untied=count_figure(
            f"{at}.untied",
            _untied_points(consultation, issues),
            measure=Measure.UNTIED,
            basis=basis,
            base=len(consultation.points),
            source=f"{points} and in no issue_point",
        ),
        raised=issue_count(f"{at}.issues", issues, Measure.ISSUES, basis, raised),
        recurring=issue_count(
            f"{at}.recurring",
            _recurring(issues, consultation),
            Measure.RECURRING_ISSUES,
            basis,
            f"{raised} and by a point of a year before {consultation.year}",
        ),
        answered=issue_count(
            f"{at}.answered",
            answered,
            Measure.ANSWERED_ISSUES,
            basis,
            f"{raised} whose last issue_entry of field 'answer' is not 'not answered'",
        ),
        promised=count_figure(
            f"{at}.commitments",
            len(promises),
            measure=Measure.COMMITMENTS,
            basis=basis,
            source=f"commitment that answers an {raised}",
        ),
        overdue=count_figure(
            f"{at}.overdue",
            late,
            measure=Measure.OVERDUE,
            basis=basis,
            base=len(promises),
            source=f"commitment due before {today} that answers an {raised}, one of these neither complete nor superseded",
        ),
        gaps=gap_count(f"{at}.gaps", issues, basis, f"{raised} with a gap / {raised} of which it can be told"),
        outcome=outcome_of(at, issues, promises, basis, source=raised),
    )


def follow_up_report(
    facts: Facts, *, consultation_id: str, language: str, today: date, threshold: int = DEFAULT_THRESHOLD
) -> Document:
    """The whole report in one language. Texts of officers and notes stay as written, marked with their language.

    `KeyError` where the facts hold no such consultation, ValueError for a threshold outside 3 to 10.
    """
    with speaking(language):
        figures = follow_up_figures(facts, consultation_id=consultation_id, today=today, threshold=threshold)
        consultation = figures.consultation
        noted = {point.id: point for it in facts.consultations for point in it.points}
        earlier = earlier_meetings(facts, consultation)
        blocks = [
            *_summary(figures, facts),
            *what_was_asked(consultation),
            *who_answered(figures.surveys),
            *who_is_missing(figures.represented),
            *results(figures.surveys, facts.themes),
            *by_kind_of_organisation(figures.by_kind),
            *in_their_own_words(figures.surveys, threshold=figures.basis.threshold),
            *compared_with_earlier(figures.compared),
            *themes_now(figures.themes, uncoded=figures.uncoded, has_earlier=bool(earlier)),
            *issues_raised(figures.issues, consultation=consultation, noted=noted, language=facts.language),
            *action_plan(_("Action plan"), figures.commitments, language=facts.language, consultation=consultation),
            *what_was_moved(figures.commitments, figures.outcome, language=facts.language),
            *what_is_open(
                figures.outcome, figures.commitments, figures.overdue, figures.untied, language=facts.language
            ),
            *how_it_was_made(
                [consultation],
                documents=documents_read(_told_of(figures, facts), figures.commitments),
                suggested=figures.suggested,
                basis=figures.basis,
            ),
            *how_it_was_counted(figures.surveys, figures.compared, figures.suggestions),
            *how_far_coders_agree(figures.agreements),
        ]
        blocks += [*definitions(shown_figures(blocks, figures)), *every_point(consultation, facts)]
        title = _("Follow-up of a consultation")
        if consultation.date:
            title = _("Follow-up of the consultation of %(date)s", date=consultation_date(consultation))
        subtitle = Wording(consultation.title, consultation.language)
        return whole_document(title, subtitle, facts, blocks, counted=figures, basis=figures.basis)


def _untied_points(consultation: Consultation, issues: Sequence[IssueFigures]) -> int:
    tied = {point.point_id for it in issues for point in it.issue.points}
    return sum(1 for point in consultation.points if point.id not in tied)


def _told_of(figures: FollowUpFigures, facts: Facts) -> list[Consultation]:
    """The consultation, those that its themes are compared with, and those that raised its issues too."""
    compared = {it.id for it in earlier_meetings(facts, figures.consultation)}
    raised = {point.consultation_id for it in figures.issues for point in it.issue.points}
    return [it for it in facts.consultations if it.id in compared | raised | {figures.consultation.id}]


def _recurring(issues: Sequence[IssueFigures], consultation: Consultation) -> list[IssueFigures]:
    return [it for it in issues if it.years and it.years[0] < consultation.year]


def _summary(figures: FollowUpFigures, facts: Facts) -> list[Block]:
    survey = figures.surveys[-1] if figures.surveys else None
    key = [
        *([(survey.responses, Measure.RESPONSES), (survey.response_rate, Measure.RESPONSE_RATE)] if survey else []),
        (figures.points, Measure.POINTS),
        (figures.raised, Measure.ISSUES),
        (figures.recurring, Measure.RECURRING_ISSUES),
        (figures.answered, Measure.ANSWERED_ISSUES),
        (figures.overdue, Measure.OVERDUE),
        (figures.gaps, Measure.GAP),
    ]
    often = _recurring(figures.issues, figures.consultation)
    return [
        Heading(_("Summary")),
        key_figures((figure, measure_name(measure)) for figure, measure in key),
        *said_in_short(figures.points, figures.raised, figures.recurring, often, language=facts.language),
        *answered_in_short(figures.answered, figures.outcome, department=facts.department),
        *done_in_short(
            figures.outcome, promised=figures.promised, overdue=figures.overdue, slips=figures.outcome.slips
        ),
        *judged_in_short(survey, figures.gaps),
        *open_in_short(figures.outcome, figures.overdue, language=facts.language),
    ]
