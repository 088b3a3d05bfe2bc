"""The table that holds those who answered against those who were invited."""

from collections.abc import Sequence

from feedback.blocks import Cell, Heading, Paragraph, Table
from feedback.translation import gettext as _
from reports.document import Block
from reports.parts import figure_cell, marked, wording, wording_cell
from reports.representativeness import Group, Representativeness


def who_is_missing(found: Sequence[Representativeness]) -> list[Block]:
    """The part of the chapter on who answered that tells who was invited and did not; nothing of a hidden survey."""
    told = [each for each in found if not each.is_hidden]
    blocks: list[Block] = [Heading(_("Who was invited, and who answered"), 2)] if told else []
    for each in told:
        title = wording(each.title)
        if len(told) > 1:
            blocks.append(Paragraph(title.text, marked(title.language)))
        blocks += _by_type(each)
        blocks += _by_language(each)
    return blocks


def _by_type(found: Representativeness) -> list[Block]:
    if not found.types:
        return [
            Paragraph(
                _(
                    "How the types of organisation answered cannot be told: the invitations do not say which type was "
                    "invited, or the survey did not ask for it."
                )
            )
        ]
    note = _(
        "The invited are counted from the invitations that name a type of organisation, and those who answered by what they "
        "say of themselves."
    )
    caption = _("Invited and answered, by type of organisation")
    return [_table(caption, _("Type of organisation"), found.types), Paragraph(note, quiet=True)]


def _by_language(found: Representativeness) -> list[Block]:
    if found.languages:
        return [_table(_("Invited and answered, by language"), _("Language"), found.languages)]
    if not found.has_invitations:
        return []
    return [Paragraph(_("In which languages invitations went out is no longer kept, so that nobody can be traced."))]


def _table(caption: str, name: str, groups: Sequence[Group]) -> Table:
    header = (
        name,
        _("Invited"),
        _("Share of the invited"),
        _("Responses"),
        _("Share of those who answered"),
        _("Difference, percentage points"),
    )
    return Table(caption, header, tuple(_row(it) for it in groups), widths=(0.3, 0.12, 0.14, 0.13, 0.15, 0.16))


def _row(it: Group) -> tuple[Cell, ...]:
    figures = (it.invited, it.invited_share, it.answered, it.answered_share, it.difference)
    label = Cell(it.label["und"]) if "und" in it.label else wording_cell(it.label)
    return (label, *(figure_cell(figure) for figure in figures))
