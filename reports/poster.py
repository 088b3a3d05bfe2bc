"""The report as a poster: three figures, what was said most, and what was said, answered and done, issue by issue. Pure.

`reports.pdf.poster` prints it on one page, and leaves out of it what has no room there.
"""

from collections.abc import Sequence

from feedback.blocks import Cell, Paragraph, Table
from feedback.translation import gettext as _
from feedback.translation import speaking
from reports.document import Block, Document
from reports.essentials import essentials
from reports.frozen_facts import FrozenFacts
from reports.issue_figures import IssueFigures
from reports.parts import bars, content_cell, key_figures, telling_cell, whole_document, wording
from reports.plain_words import agreement_sentence, answer_sentence, delivery_sentence
from surveys.definition import Wording

#: At most so many of each are told; those that say least are last.
MOST_THEMES, MOST_ISSUES = 5, 5


def poster(frozen: FrozenFacts, *, language: str) -> Document:
    """The facts as a poster tells them: key figures, a chart, a table. `KeyError` where they hold no such consultation.

    Of a draft the first block says so.
    """
    with speaking(language):
        told = essentials(frozen)
        blocks: list[Block] = []
        if told.is_draft:
            warning = _("This is a draft: an officer has not yet confirmed what was read from the notes.")
            blocks.append(Paragraph(warning))
        blocks.append(key_figures(told.key))
        if told.themes:
            themes = told.themes[:MOST_THEMES]
            labels = [wording(it.theme.labels) for it in themes]
            blocks.append(bars(_("What was said most"), labels, [it.points for it in themes], value_label=_("Points")))
        if told.issues:
            blocks.append(_what_became(told.issues[:MOST_ISSUES], frozen.facts.language))
        subtitle = told.subtitle or Wording(_("Yearly report"), language)
        return whole_document(told.title, subtitle, frozen.facts, blocks, counted=told, basis=told.basis)


def _what_became(issues: Sequence[IssueFigures], language: str) -> Table:
    header = (_("You said"), _("We answered"), _("This happened"))
    rows = tuple(
        (content_cell(it.issue.title, language), Cell(answer_sentence(it)), _what_happened(it)) for it in issues
    )
    return Table(_("What became of what you said"), header, rows, widths=(0.28, 0.33, 0.39))


def _what_happened(figures: IssueFigures) -> Cell:
    said = delivery_sentence(figures)
    if figures.agreement is None:
        return Cell(said)
    return telling_cell(f"{said} {agreement_sentence(figures.agreement)}", [figures.agreement])
