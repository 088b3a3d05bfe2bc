"""How the numbers of a report are worked out: each method in a sentence, and how far suggested themes were agreed with."""

from collections.abc import Iterable, Sequence

from feedback.blocks import Cell, Heading, Paragraph, Table
from feedback.translation import gettext as _
from feedback.translation import percent_text
from reports.aggregation import SurveyFigures
from reports.comparisons import ComparedSurvey
from reports.document import Block
from reports.parts import figure_cell, wording_cell
from reports.statistics import CONFIDENCE
from reports.suggestions import DecidedSuggestions, SuggestionFigures
from surveys.definition import SCALES, QuestionType


def how_it_was_counted(
    surveys: Sequence[SurveyFigures], compared: Sequence[ComparedSurvey], suggestions: SuggestionFigures
) -> list[Block]:
    """The part of the chapter on method about numbers: only of what the report tells."""
    sentences = [*_of_samples(surveys), *_of_types(surveys), *_of_comparisons(compared)]
    blocks: list[Block] = [Heading(_("How the numbers are worked out"), 2)] if sentences else []
    return [*blocks, *map(Paragraph, sentences), *_agreement(suggestions)]


def _of_samples(surveys: Iterable[SurveyFigures]) -> list[str]:
    kinds = {it.survey.is_sample for it in surveys if it.questions}
    told = []
    if True in kinds:
        told.append(
            _(
                "Where a sample was invited, each share has an interval: if the survey were repeated with new samples, "
                "%(confidence)s of such intervals would hold the share of all (Wilson's score interval, 1927, without "
                "correction for the size of the population). It tells of chance alone, not of those who chose not to answer.",
                confidence=percent_text(CONFIDENCE),
            )
        )
    if False in kinds:
        told.append(
            _(
                "Where everyone whom the survey is about was invited, shares have no interval: there is no chance in who was "
                "asked. What those who did not answer think is not known."
            )
        )
    return told


def _of_types(surveys: Iterable[SurveyFigures]) -> list[str]:
    types = {it.question.type for survey in surveys for it in survey.questions}
    told = []
    if types & set(SCALES):
        told.append(
            _(
                "Answers on a scale are told by how many chose each point, the median and the quartiles (Hyndman and Fan's "
                "second definition, 1996), never by a mean: the points have an order, but no measured distance."
            )
        )
    if QuestionType.NUMBER in types:
        told.append(
            _(
                "Of questions about a number the median and the quartiles are told, rounded until enough answers lie at "
                "each; never the lowest or the highest, and nothing where few have answered."
            )
        )
    if QuestionType.DATE in types:
        told.append(_("Days are told by month, or by year where they lie far apart."))
    return told


def _of_comparisons(compared: Iterable[ComparedSurvey]) -> list[str]:
    if not any(it.comparisons or it.breaks for it in compared):
        return []
    return [
        _(
            "Answers are compared with earlier surveys only where the question was worded alike and had the same answers to "
            "choose from; verdicts where they are about the same issue."
        )
    ]


def _agreement(suggestions: SuggestionFigures) -> list[Block]:
    if not suggestions.points and not suggestions.answers:
        return []
    blocks: list[Block] = [
        Heading(_("Suggested themes, and what officers decided"), 2),
        Paragraph(
            _(
                "The share that officers confirmed says how far the system's suggestions can be trusted. Suggestions that "
                "nobody has decided on are not counted."
            )
        ),
    ]
    if suggestions.points:
        blocks.append(_agreement_table(_("Suggested themes of points"), suggestions.points))
    if suggestions.answers:
        blocks.append(_agreement_table(_("Suggested themes of answers"), suggestions.answers))
    return blocks


def _agreement_table(caption: str, found: Sequence[DecidedSuggestions]) -> Table:
    rows = tuple(
        (
            wording_cell(it.theme.labels) if it.theme else Cell(_("All themes")),
            figure_cell(it.decided),
            figure_cell(it.confirmed),
            figure_cell(it.share),
        )
        for it in found
    )
    header = (_("Theme"), _("Decided on"), _("Confirmed"), _("Share confirmed"))
    return Table(caption, header, rows, widths=(0.46, 0.18, 0.18, 0.18))
