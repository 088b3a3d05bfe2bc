"""The chapter that tells how each kind of organisation answered."""

from collections.abc import Sequence

from feedback.blocks import BulletList, Cell, Heading, Paragraph, Table
from feedback.translation import gettext as _
from feedback.translation import list_text
from reports.answers import by_importance
from reports.background_figures import AnswersByKind, KindFigures, SurveyByKind
from reports.document import Block
from reports.parts import figure_cell, marked, wording, wording_cell
from surveys.definition import QuestionType


def by_kind_of_organisation(surveys: Sequence[SurveyByKind]) -> list[Block]:
    """A table for each question of which something may be shown; nothing where no survey can be told so."""
    told = [each for each in surveys if any(question.shown for question in each.questions)]
    if not told:
        return []
    blocks: list[Block] = [
        Heading(_("Answers by kind of organisation")),
        Paragraph(
            _(
                "How the organisations of each kind answered, as they said themselves which kind they are. A number of few "
                "organisations is not shown, nor one from which such a number could be worked out."
            )
        ),
    ]
    for survey in told:
        if len(told) > 1:
            title = wording(survey.survey.title)
            blocks.append(Paragraph(title.text, marked(title.language)))
        shown = [each for each in survey.questions if each.shown]
        blocks += [block for question in shown for block in _question(question)]
        blocks += _not_shown([each for each in survey.questions if not each.shown])
    return blocks


def _not_shown(found: Sequence[AnswersByKind]) -> list[Block]:
    """The questions of which nothing can be told this way, under one heading, each in its own language."""
    if not found:
        return []
    texts = [wording(each.question.question.text) for each in found]
    languages = dict.fromkeys(it.language for it in texts)
    return [
        Heading(_("Questions that cannot be told by kind"), 2),
        Paragraph(_("Too few of each kind answered these for any number to be shown:")),
        *(BulletList(tuple(it.text for it in texts if it.language == each), marked(each)) for each in languages),
    ]


def _question(found: AnswersByKind) -> list[Block]:
    text = wording(found.question.question.text)
    blocks: list[Block] = [Heading(text.text, 2, marked(text.language))]
    places = list(range(len(found.options)))
    if found.question.question.type is QuestionType.SEVERAL_CHOICES:
        order = {option.option.value: place for place, option in enumerate(by_importance(found.question))}
        places.sort(key=lambda place: order[found.options[place].option.value])
    rows = [
        (
            wording_cell(found.options[place].option.labels),
            *(figure_cell(kind.counts[place]) for kind in found.shown),
            figure_cell(found.options[place].count),
        )
        for place in places
    ]
    whole = [kind.answered for kind in found.shown] + [found.question.answered]
    rows.append((Cell(_("All who answered the question")), *map(figure_cell, whole)))
    header = (_("Answer"), *(_name(kind) for kind in found.shown), _("All"))
    table = Table(text.text, header, tuple(rows), widths=_widths(len(header)), caption_language=marked(text.language))
    return [*blocks, table, *_left_out(found)]


def _left_out(found: AnswersByKind) -> list[Block]:
    """Which kinds have no column although somebody of them, or nobody, may have answered."""
    names = [_name(kind) for kind in found.kinds if kind.is_hidden and kind.answered.suppressed]
    if not names:
        return []
    return [
        Paragraph(
            _("Not shown, as too few answered or others would be given away: %(kinds)s.", kinds=list_text(names)),
            quiet=True,
        )
    ]


def _name(kind: KindFigures) -> str:
    return wording(kind.kind.labels).text if kind.kind else _("Not stated")


def _widths(columns: int) -> tuple[float, ...]:
    first = max(0.28, 0.8 - 0.1 * columns)
    return (first, *([(1 - first) / (columns - 1)] * (columns - 1)))
