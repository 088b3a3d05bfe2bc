"""The follow-up report of one consultation: its figures, and the chapters that tell them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from feedback.blocks import BulletList, Heading, Paragraph
from feedback.translation import gettext as _
from feedback.translation import speaking
from reports.aggregation import SurveyFigures, survey_figures
from reports.commitment_figures import CommitmentFigures, commitment_figures
from reports.commitment_section import commitments
from reports.consultation_section import consultation_date, every_point, what_was_asked
from reports.definitions import Measure, measure_name
from reports.document import Block, Document
from reports.facts import Consultation, Facts
from reports.figures import Basis, Figure, count_figure, figure_text
from reports.gaps import Gap
from reports.issue_figures import IssueFigures, gap_count, issue_count, issue_figures
from reports.issue_section import issues_raised
from reports.issue_tables import gap_sentence, open_table, years_text
from reports.method_section import definitions, documents_read, how_it_was_made
from reports.parts import key_figures, marked, whole_document
from reports.survey_section import results, who_answered
from reports.theme_figures import ThemeFigures, earlier_meetings, suggested_count, theme_figures, uncoded_counts
from reports.theme_section import themes_now
from surveys.definition import Wording
from surveys.disclosure import DEFAULT_THRESHOLD

MOST_RECURRING = 5
MEASURES = (
    Measure.INVITED,
    Measure.RESPONSES,
    Measure.RESPONSE_RATE,
    Measure.LANGUAGES,
    Measure.ANSWERED,
    Measure.DISTRIBUTION,
    Measure.MEDIAN,
    Measure.IMPORTANCE,
    Measure.STATEMENTS,
    Measure.POINTS,
    Measure.THEME_POINTS,
    Measure.UNCODED,
    Measure.SUGGESTED,
    Measure.ISSUES,
    Measure.RECURRENCE,
    Measure.RECURRING_ISSUES,
    Measure.ANSWERED_ISSUES,
    Measure.VERDICT,
    Measure.GAP,
    Measure.AGREEMENT,
    Measure.COMMITMENTS,
    Measure.OVERDUE,
    Measure.SLIPS,
    Measure.INTERNAL_EVIDENCE,
)


@dataclass(frozen=True, slots=True)
class FollowUpFigures:
    """All figures of one consultation's report: its own surveys, and the issues and commitments that its points touch."""

    consultation: Consultation
    basis: Basis
    surveys: tuple[SurveyFigures, ...]
    themes: tuple[ThemeFigures, ...]
    uncoded: tuple[Figure, Figure]  # points without a confirmed theme, now and earlier
    suggested: Figure
    issues: tuple[IssueFigures, ...]
    commitments: tuple[CommitmentFigures, ...]
    points: Figure
    raised: Figure
    recurring: Figure
    answered: Figure
    overdue: Figure
    gaps: Figure


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
    return FollowUpFigures(
        consultation=consultation,
        basis=basis,
        surveys=tuple(it for it in surveys if it.survey.consultation_id == consultation_id),
        themes=theme_figures(facts, consultation, basis),
        uncoded=uncoded_counts(facts, consultation, basis),
        suggested=suggested_count(facts, [consultation], basis),
        issues=issues,
        commitments=promises,
        points=count_figure(f"{at}.points", len(consultation.points), measure=Measure.POINTS, basis=basis),
        raised=issue_count(f"{at}.issues", issues, Measure.ISSUES, basis),
        recurring=issue_count(f"{at}.recurring", _recurring(issues, consultation), Measure.RECURRING_ISSUES, basis),
        answered=issue_count(f"{at}.answered", answered, Measure.ANSWERED_ISSUES, basis),
        overdue=count_figure(f"{at}.overdue", late, measure=Measure.OVERDUE, basis=basis),
        gaps=gap_count(f"{at}.gaps", issues, basis),
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
            *_summary(figures, facts.language),
            *what_was_asked(consultation),
            *who_answered(figures.surveys),
            *results(figures.surveys, facts.themes),
            *themes_now(figures.themes, uncoded=figures.uncoded, has_earlier=bool(earlier)),
            *issues_raised(figures.issues, consultation=consultation, noted=noted, language=facts.language),
            *commitments(_("Commitments"), figures.commitments, language=facts.language, consultation=consultation),
            *_still_open(figures, facts.language),
            *how_it_was_made(
                [consultation],
                documents=documents_read(_told_of(figures, facts), figures.commitments),
                suggested=figures.suggested,
                basis=figures.basis,
            ),
            *definitions(MEASURES),
            *every_point(consultation, facts),
        ]
        title = _("Follow-up of a consultation")
        if consultation.date:
            title = _("Follow-up of the consultation of %(date)s", date=consultation_date(consultation))
        return whole_document(title, Wording(consultation.title, consultation.language), facts, blocks)


def _told_of(figures: FollowUpFigures, facts: Facts) -> list[Consultation]:
    """The consultation, those that its themes are compared with, and those that raised its issues too."""
    compared = {it.id for it in earlier_meetings(facts, figures.consultation)}
    raised = {point.consultation_id for it in figures.issues for point in it.issue.points}
    return [it for it in facts.consultations if it.id in compared | raised | {figures.consultation.id}]


def _recurring(issues: Sequence[IssueFigures], consultation: Consultation) -> list[IssueFigures]:
    return [it for it in issues if it.years and it.years[0] < consultation.year]


def _summary(figures: FollowUpFigures, language: str) -> list[Block]:
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
    blocks: list[Block] = [
        Heading(_("Summary")),
        key_figures((figure, measure_name(measure)) for figure, measure in key),
        *_summary_sentences(figures),
    ]
    if not figures.surveys:
        blocks.append(Paragraph(_("There has been no survey about this consultation.")))
    return [*blocks, *_most_recurring(figures, language)]


def _summary_sentences(figures: FollowUpFigures) -> list[Block]:
    if not figures.raised.value:
        return [Paragraph(_("No point of this consultation has been tied to an issue yet."))]
    told = {"raised": figure_text(figures.raised), "recurring": figure_text(figures.recurring)}
    if figures.answered.value:
        text = _(
            "Of the issues raised (%(raised)s), %(recurring)s had been raised in an earlier year too. The department "
            "has answered %(answered)s.",
            **told,
            answered=figure_text(figures.answered),
        )
    else:
        text = _(
            "Of the issues raised (%(raised)s), %(recurring)s had been raised in an earlier year too. The department "
            "has answered none of them.",
            **told,
        )
    blocks: list[Block] = [Paragraph(text)]
    if figures.gaps.value is None:
        return [*blocks, Paragraph(_("It cannot be told yet whether participants agree with the department."))]
    return [*blocks, Paragraph(gap_sentence(figures.gaps))]


def _most_recurring(figures: FollowUpFigures, language: str) -> list[Block]:
    often = _recurring(figures.issues, figures.consultation)[:MOST_RECURRING]
    if not often:
        return []
    items = tuple(f"{it.issue.title} ({years_text(it)})" for it in often)
    return [Paragraph(_("Raised in most years:")), BulletList(items, marked(language))]


def _still_open(figures: FollowUpFigures, language: str) -> list[Block]:
    blocks: list[Block] = [Heading(_("Still open"))]
    still = [it for it in figures.issues if it.is_open or it.gap is Gap.YES]
    late = [it for it in figures.commitments if it.is_overdue]
    if still:
        blocks.append(open_table(_("Issues that are not settled"), still, language))
    if late:
        texts = tuple(it.commitment.text for it in late)
        blocks += [Paragraph(_("Overdue commitments:")), BulletList(texts, marked(language))]
    if not (still or late):
        blocks.append(Paragraph(_("Nothing that was raised is open.")))
    return [*blocks, *_untied(figures)]


def _untied(figures: FollowUpFigures) -> list[Block]:
    tied = {point.point_id for it in figures.issues for point in it.issue.points}
    untied = sum(1 for point in figures.consultation.points if point.id not in tied)
    at = f"consultation.{figures.consultation.id}.untied"
    figure = count_figure(at, untied, measure=Measure.POINTS, basis=figures.basis)
    if not untied:
        return []
    text = _("Points of the notes that are not tied to any issue: %(number)s.", number=figure_text(figure))
    return [Paragraph(text)]
