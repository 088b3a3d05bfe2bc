"""How far two coders agree who did not see each other's codings, with the method: it says how clear the code book is."""

from collections.abc import Sequence

from feedback.blocks import Cell, Heading, Paragraph, Table
from feedback.translation import coefficient_text, date_text, ngettext, number_text, percent_text
from feedback.translation import gettext as _
from reports.coder_agreement import AgreementOn, CoderAgreement
from reports.document import Block
from reports.figures import Figure
from reports.parts import figure_cell, ids_of, telling, wording_cell
from reports.statistics import CONFIDENCE


def how_far_coders_agree(found: Sequence[CoderAgreement]) -> list[Block]:
    """Nothing where no sample was coded by two."""
    if not found:
        return []
    blocks: list[Block] = [
        Heading(_("How far two coders agree"), 2),
        Paragraph(
            _(
                "Officers coded the same texts, drawn by lot, without seeing each other's codings or any suggestion. "
                "Krippendorff's alpha is 1 where all agree and 0 where they agree as often as by chance; by his custom, "
                "conclusions rest on 0.800 and more, tentative ones on 0.667 and more. F1 is how often coders agree on a "
                "theme where at least one of them gave it. The intervals are of %(confidence)s; with few texts they are wide.",
                confidence=percent_text(CONFIDENCE),
            )
        ),
    ]
    for each in found:
        blocks += [_what(each), _table(each)]
    return blocks


def _what(found: CoderAgreement) -> Paragraph:
    sample = found.sample
    text = ngettext(
        "%(what)s: %(coders)s officers coded %(n)s text blind, until %(day)s, by version %(version)s of the code book.",
        "%(what)s: %(coders)s officers coded %(n)s texts blind, until %(day)s, by version %(version)s of the code book.",
        sample.texts,
        what=_of(found),
        coders=number_text(sample.coders),
        day=date_text(sample.closed_on),
        version=number_text(sample.codebook),
    )
    return telling(text, found.texts)


def _of(found: CoderAgreement) -> str:
    if found.sample.is_of_all:
        return _("All points and free-text answers")
    return _("Free-text answers") if found.sample.survey_id else _("Points of the notes")


def _table(found: CoderAgreement) -> Table:
    header = (_("Theme"), _("Alpha"), _("Interval of alpha"), "F1", _("Interval of F1"))
    rows = tuple(_row(each) for each in found.on)
    caption = _("How far two coders agree: %(what)s", what=_of(found))
    return Table(caption, header, rows, widths=(0.36, 0.13, 0.19, 0.13, 0.19))


def _row(each: AgreementOn) -> tuple[Cell, ...]:
    name = wording_cell(each.theme.labels) if each.theme else Cell(_("All themes"))
    return (name, figure_cell(each.alpha), _interval(each.alpha), figure_cell(each.f1), _interval(each.f1))


def _interval(figure: Figure) -> Cell:
    """Hidden, or not known, with its figure."""
    if figure.low is None or figure.high is None:
        return figure_cell(figure)
    text = _("%(low)s to %(high)s", low=coefficient_text(figure.low), high=coefficient_text(figure.high))
    return Cell(text, is_number=True, mentions=ids_of([figure]))
