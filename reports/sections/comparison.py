"""The chapter that shows what has changed since earlier surveys, and what cannot be compared, with both wordings."""

from collections.abc import Sequence

from feedback.blocks import Cell, Heading, Paragraph, Table
from feedback.translation import gettext as _
from reports.charts.parts import dots
from reports.comparisons import Asked, Break, ComparedSurvey, Comparison, NotComparable
from reports.document import Block
from reports.parts import answer_cell, answer_wording, figure_cell, marked, wording, wording_cell
from surveys.definition import QuestionType


def compared_with_earlier(surveys: Sequence[ComparedSurvey]) -> list[Block]:
    """Every question that was asked before; nothing where none was."""
    told = [it for it in surveys if it.comparisons or it.breaks]
    if not told:
        return []
    note = _(
        "Shares of those who answered each time. Others may have answered then than now: a difference need not mean that "
        "anybody has changed their mind."
    )
    blocks: list[Block] = [Heading(_("Compared with earlier surveys")), Paragraph(note)]
    for survey in told:
        if len(told) > 1:
            title = wording(survey.title)
            blocks.append(Heading(title.text, 2, marked(title.language)))
        level = 3 if len(told) > 1 else 2
        for comparison in survey.comparisons:
            blocks += _comparison(comparison, level)
        blocks += _breaks(survey.breaks, level)
    return blocks


def _comparison(found: Comparison, level: int) -> list[Block]:
    text = wording(found.question.text)
    names = _names(found.asked)
    header = (_("Answer"), *names)
    rows = [
        *((answer_cell(it.option), *map(figure_cell, it.shares)) for it in found.answers),
        (Cell(_("How many answered the question")), *(figure_cell(it.answered) for it in found.asked)),
        (Cell(_("Response rate of the survey")), *(figure_cell(it.response_rate) for it in found.asked)),
    ]
    blocks: list[Block] = [
        Heading(text.text, level, marked(text.language)),
        dots(
            _("Share of those who answered, last time and now"),
            [answer_wording(it.option) for it in found.answers],
            before=(names[-2], [it.shares[-2] for it in found.answers]),
            after=(names[-1], [it.shares[-1] for it in found.answers]),
            value_label=_("Share of the answers"),
        ),
        Table(_("Shares then and now"), header, tuple(rows)),
    ]
    if found.question.type in (QuestionType.SEVERAL_CHOICES, QuestionType.RANKING):
        several = _("Each could choose several, so the shares do not add up to 100 per cent.")
        blocks.append(Paragraph(several, quiet=True))
    return blocks


def _names(asked: Sequence[Asked]) -> list[str]:
    """Each survey's year, with its month where two are of the same year."""
    years = [str(it.year) for it in asked]
    days = [str(it.opened)[:7] for it in asked]
    return years if len(set(years)) == len(years) else days


def _breaks(breaks: Sequence[NotComparable], level: int) -> list[Block]:
    if not breaks:
        return []
    why = {
        Break.WORDING: _("The wording was changed: not comparable."),
        Break.ANSWERS: _("The answers to choose from were changed: not comparable."),
        Break.ASKED_OF: _("It was asked only of those who answered another question in a certain way: not comparable."),
        Break.MEANWHILE: _("It was reworded while one of the surveys was open: not comparable."),
    }
    header = (_("Question now"), _("Question before"), _("Year"), _("Why they are not compared"))
    rows = tuple(
        (
            wording_cell(it.now.question.text),
            wording_cell(it.before.question.text),
            Cell(str(it.before.year), is_number=True),
            Cell(why[it.why]),
        )
        for it in breaks
    )
    return [
        Heading(_("Not comparable"), level),
        Table(_("Questions that were changed since an earlier survey"), header, rows, widths=(0.31, 0.31, 0.1, 0.28)),
    ]
