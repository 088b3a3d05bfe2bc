"""The chapters about a survey: who answered, and how each question was answered, with chart and table."""

from collections.abc import Sequence

from feedback.blocks import Cell, Heading, Paragraph, Table
from feedback.translation import gettext as _
from feedback.translation import language, language_name, list_text, ngettext, number_text, percent_text
from reports.aggregation import SurveyFigures
from reports.answers import SEVERAL_ANSWERS, OptionFigures, QuestionFigures, by_importance
from reports.charts.parts import diverging
from reports.document import Block
from reports.facts import Theme
from reports.figures import Figure, figure_text
from reports.parts import (
    answer_cell,
    answer_wording,
    bars,
    day_text,
    facts_table,
    figure_cell,
    marked,
    no_chart,
    telling,
    wording,
    wording_cell,
)
from reports.statistics import CONFIDENCE
from surveys.definition import SCALES, WRITTEN, QuestionType, Wording
from surveys.questions.seven_point_scale import POINTS


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
            blocks += _question(question, figures, themes)
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
        return [*blocks, telling(_("Nobody has answered yet."), figures.responses)]
    if figures.responses.suppressed:
        return [*blocks, Paragraph(_("So few have answered that no answer can be shown without telling whose it is."))]
    rows = tuple((Cell(language_name(code)), figure_cell(figure)) for code, figure in figures.languages)
    table = Table(_("Responses by language"), (_("Language"), _("Responses")), rows, widths=(0.7, 0.3))
    return [*blocks, table] if rows else blocks


def _question(figures: QuestionFigures, survey: SurveyFigures, themes: Sequence[Theme]) -> list[Block]:
    text = wording(figures.question.text)
    blocks: list[Block] = [Heading(text.text, 2, marked(text.language)), *_wordings(figures)]
    if figures.question.type is QuestionType.CONSENT:
        return [*blocks, *_consent(figures, text)]
    if figures.answered.suppressed:
        number = figure_text(figures.answered)
        hidden = _("The answers are not shown: %(number)s answered the question.", number=number)
        return [*blocks, telling(hidden, figures.answered)]
    blocks.append(_how_many_answered(figures, survey))
    if figures.question.type in WRITTEN:
        return [*blocks, *_themes(figures, themes, text)]
    if figures.question.type is QuestionType.NUMBER:
        return [*blocks, *_numbers(figures)]
    if figures.question.type is QuestionType.DATE:
        return [*blocks, *_periods(figures, text)]
    if figures.firsts:
        blocks += [Heading(_("Put first"), 3), *_distribution(figures, figures.firsts, text)]
        blocks.append(Heading(_("Given any place"), 3))
    is_ranked = figures.question.type in SEVERAL_ANSWERS
    return [*blocks, *_distribution(figures, by_importance(figures) if is_ranked else figures.options, text)]


def _how_many_answered(figures: QuestionFigures, survey: SurveyFigures) -> Paragraph:
    """With the response rate beside it, where it is known: a share of few is not one of all."""
    answered = int(figures.answered.value or 0)
    told = ngettext("%(n)s answered the question.", "%(n)s answered the question.", answered)
    if survey.response_rate.value is None:
        return telling(told, figures.answered)
    rate = _("Response rate of the survey: %(rate)s.", rate=figure_text(survey.response_rate))
    return telling(f"{told} {rate}", figures.answered, survey.response_rate)


def _consent(figures: QuestionFigures, title: Wording) -> list[Block]:
    counts = [option.count for option in figures.options]
    if all(count.suppressed for count in counts):
        return [telling(_("How many agreed is not shown: it would tell of a few who did not, or did."), *counts)]
    return [_options_table(figures.options, title)]


def _numbers(figures: QuestionFigures) -> list[Block]:
    found = figures.quartiles
    if found is None or found.median.suppressed:
        told = [found.median] if found else []
        return [telling(_("The numbers are not shown: one of them could be recognised."), *told)]
    sentence = _(
        "Median: %(median)s. The middle half of the answers lies from %(lower)s to %(upper)s.",
        median=figure_text(found.median),
        lower=figure_text(found.lower),
        upper=figure_text(found.upper),
    )
    blocks: list[Block] = [telling(sentence, found.median, found.lower, found.upper)]
    if found.step is not None and found.step > 1:
        blocks.append(Paragraph(_("Rounded to the nearest %(step)s.", step=number_text(found.step)), quiet=True))
    return blocks


def _periods(figures: QuestionFigures, title: Wording) -> list[Block]:
    if not figures.options:
        return [Paragraph(_("The days are not shown: too few answered with a day in the same month or year."))]
    return [_options_table(figures.options, title)]


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
    labels = [answer_wording(option.option) for option in options]
    blocks: list[Block] = [
        _scale_chart(options, labels)
        if figures.question.type in SCALES
        else bars(_("How many gave each answer"), labels, counts, value_label=_("Number")),
        _options_table(options, title),
        *_quartiles(figures),
    ]
    if is_ranked:
        blocks.append(
            Paragraph(_("Each could choose several, so the shares do not add up to 100 per cent."), quiet=True)
        )
    return blocks


def _scale_chart(options: Sequence[OptionFigures], labels: Sequence[Wording]) -> Block:
    """One bar on both sides of the scale's middle; who could not say stands apart."""
    apart = sum(1 for option in options if option.option.value not in POINTS)
    everybody = Wording(_("All who answered"), language())
    counts = [option.count for option in options]
    names = [it.text for it in labels]
    return diverging(_("How many gave each answer"), [everybody], [counts], names, apart=apart, value_label=_("Number"))


def _options_table(options: Sequence[OptionFigures], title: Wording) -> Table:
    has_intervals = any(option.share.low is not None for option in options)
    header: tuple[str, ...] = (_("Answer"), _("Number"), _("Share"))
    if has_intervals:
        header = (*header, _("Interval, %(confidence)s", confidence=percent_text(CONFIDENCE)))
    return Table(
        title.text,
        header,
        tuple(_option_row(option, has_intervals=has_intervals) for option in options),
        widths=(0.46, 0.16, 0.16, 0.22) if has_intervals else (0.6, 0.2, 0.2),
        caption_language=marked(title.language),
    )


def _option_row(option: OptionFigures, *, has_intervals: bool) -> tuple[Cell, ...]:
    cells = (answer_cell(option.option), figure_cell(option.count), figure_cell(option.share))
    return (*cells, _interval_cell(option.share)) if has_intervals else cells


def _interval_cell(share: Figure) -> Cell:
    """Hidden with its share."""
    if share.low is None or share.high is None:
        return figure_cell(share)
    text = _("%(low)s to %(high)s", low=percent_text(share.low), high=percent_text(share.high))
    return Cell(text, is_number=True, mentions=(share.id,))


def _quartiles(figures: QuestionFigures) -> list[Block]:
    found = figures.quartiles
    if found is None:
        return []
    told = [telling(_("Median: %(median)s.", median=figure_text(found.median)), found.median)]
    if found.lower.suppressed or found.upper.suppressed:
        return [*told]
    middle = _(
        "The middle half of the answers lies from %(lower)s to %(upper)s.",
        lower=figure_text(found.lower),
        upper=figure_text(found.upper),
    )
    return [*told, telling(middle, found.lower, found.upper)]


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
