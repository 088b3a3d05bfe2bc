"""The chapters about a survey: who answered, and how each question was answered, with chart and table."""

from collections.abc import Sequence

from feedback.blocks import Cell, Heading, Paragraph, Table
from feedback.translation import gettext as _
from feedback.translation import language_name, list_text, ngettext, number_text
from reports.aggregation import (
    ONLY_ANSWERED,
    SEVERAL_ANSWERS,
    OptionFigures,
    QuestionFigures,
    SurveyFigures,
    by_importance,
)
from reports.document import Block
from reports.facts import Theme
from reports.figures import figure_text
from reports.parts import bars, day_text, facts_table, figure_cell, marked, no_chart, wording, wording_cell
from surveys.definition import WRITTEN, Wording


def who_answered(surveys: Sequence[SurveyFigures]) -> list[Block]:
    """The chapter on responses, response rate and languages; nothing where there was no survey."""
    blocks: list[Block] = [Heading(_("Who answered"))] if surveys else []
    for figures in surveys:
        title = wording(figures.survey.title)
        blocks.append(Paragraph(title.text, marked(title.language)))
        blocks += _responses(figures)
    return blocks


def results(surveys: Sequence[SurveyFigures], themes: Sequence[Theme]) -> list[Block]:
    """The chapter with each question's answers; a sentence where none may be shown, nothing where there was no survey."""
    if not surveys:
        return []
    blocks: list[Block] = [Heading(_("Answers, question by question"))]
    if not any(figures.questions for figures in surveys):
        return [*blocks, Paragraph(_("There are no answers that can be shown."))]
    for figures in surveys:
        for question in figures.questions:
            blocks += _question(question, themes)
    return blocks


def _responses(figures: SurveyFigures) -> list[Block]:
    survey = figures.survey
    blocks: list[Block] = [
        facts_table(
            _("The survey and its responses"),
            [
                (_("Opened"), Cell(day_text(survey.opened))),
                (_("Closed"), Cell(day_text(survey.closed))) if survey.closed else (_("State"), Cell(_("still open"))),
                (_("Invited"), figure_cell(figures.invited)),
                (_("Responses"), figure_cell(figures.responses)),
                (_("Response rate"), figure_cell(figures.response_rate)),
            ],
        )
    ]
    if figures.responses.value == 0:
        return [*blocks, Paragraph(_("Nobody has answered yet."))]
    if figures.responses.suppressed:
        return [*blocks, Paragraph(_("So few have answered that no answer can be shown without telling whose it is."))]
    rows = tuple((Cell(language_name(code)), figure_cell(figure)) for code, figure in figures.languages)
    table = Table(_("Responses by language"), (_("Language"), _("Responses")), rows, widths=(0.7, 0.3))
    return [*blocks, table] if rows else blocks


def _question(figures: QuestionFigures, themes: Sequence[Theme]) -> list[Block]:
    text = wording(figures.question.text)
    blocks: list[Block] = [Heading(text.text, 2, marked(text.language)), *_wordings(figures)]
    if figures.answered.suppressed:
        number = figure_text(figures.answered)
        return [*blocks, Paragraph(_("The answers are not shown: %(number)s answered the question.", number=number))]
    answered = int(figures.answered.value or 0)
    blocks.append(Paragraph(ngettext("%(n)s answered the question.", "%(n)s answered the question.", answered)))
    if figures.question.type in WRITTEN:
        return [*blocks, *_themes(figures, themes, text)]
    if figures.question.type in ONLY_ANSWERED:
        return blocks
    if figures.firsts:
        blocks += [Heading(_("Put first"), 3), *_distribution(figures, figures.firsts, text)]
        blocks.append(Heading(_("Given any place"), 3))
    is_ranked = figures.question.type in SEVERAL_ANSWERS
    return [*blocks, *_distribution(figures, by_importance(figures) if is_ranked else figures.options, text)]


def _wordings(figures: QuestionFigures) -> list[Block]:
    """Every wording that the question has had, where the survey was changed while it was open."""
    if not figures.wordings:
        return []
    rows = tuple(
        (
            Cell(list_text(number_text(number) for number in each.versions)),
            wording_cell(each.text),
            Cell(day_text(each.since)),
            figure_cell(each.responses),
        )
        for each in figures.wordings
    )
    header = (_("Version"), _("Wording"), _("Asked from"), _("Responses"))
    return [
        Paragraph(_("The question was reworded while the survey was open. The answers are counted together.")),
        Table(_("The wordings of the question"), header, rows, widths=(0.12, 0.48, 0.22, 0.18)),
    ]


def _distribution(figures: QuestionFigures, options: Sequence[OptionFigures], title: Wording) -> list[Block]:
    is_ranked = figures.question.type in SEVERAL_ANSWERS and options is not figures.firsts
    counts = [option.count for option in options]
    if counts and all(count.suppressed for count in counts):
        return [no_chart(counts)]
    labels = [wording(option.option.labels) for option in options]
    table = Table(
        title.text,
        (_("Answer"), _("Number"), _("Share")),
        tuple(_option_row(option) for option in options),
        widths=(0.6, 0.2, 0.2),
        caption_language=marked(title.language),
    )
    blocks: list[Block] = [bars(_("How many gave each answer"), labels, counts, value_label=_("Number")), table]
    if figures.median is not None:
        blocks.append(Paragraph(_("Median: %(median)s.", median=figure_text(figures.median))))
    if is_ranked:
        blocks.append(
            Paragraph(_("Each could choose several, so the shares do not add up to 100 per cent."), quiet=True)
        )
    return blocks


def _option_row(option: OptionFigures) -> tuple[Cell, ...]:
    return (wording_cell(option.option.labels), figure_cell(option.count), figure_cell(option.share))


def _themes(figures: QuestionFigures, themes: Sequence[Theme], title: Wording) -> list[Block]:
    labels = {theme.id: wording(theme.labels) for theme in themes}
    # Equal and hidden counts in the order of the code book, which tells nothing and is the same in every database.
    codes = {theme.id: theme.code for theme in themes}
    found = sorted(
        (it for it in figures.themes if it.theme_id in labels),
        key=lambda it: (-(it.confirmed.value or 0), -(it.suggested.value or 0), codes[it.theme_id]),
    )
    if not found:
        return [Paragraph(_("The answers have not been coded with themes."))]
    rows = tuple(
        (_theme_cell(labels[it.theme_id]), figure_cell(it.confirmed), figure_cell(it.suggested)) for it in found
    )
    blocks: list[Block] = []
    confirmed = [it for it in found if it.confirmed.value != 0]
    if confirmed:
        names = [labels[it.theme_id] for it in confirmed]
        counts = [it.confirmed for it in confirmed]
        blocks.append(bars(_("How many answers are about each theme"), names, counts, value_label=_("Answers")))
    header = (_("Theme"), _("Confirmed"), _("Suggested, not decided"))
    blocks.append(
        Table(title.text, header, rows, widths=(0.5, 0.2, 0.3), caption_language=marked(title.language)),
    )
    blocks.append(Paragraph(_("An answer can have several themes or none."), quiet=True))
    return blocks


def _theme_cell(label: Wording) -> Cell:
    return Cell(label.text, marked(label.language))
