"""The action plan as an Excel workbook: the plan, the milestones and the slip ledger, a sheet each."""

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from feedback.action_plan import PlanLine
from feedback.labels import label
from feedback.milestones import FollowedMilestone
from feedback.translation import gettext as _
from feedback.translation import language, pgettext
from feedback.workbooks import add_row, new_sheet, new_workbook

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def action_plan_workbook(lines: Iterable[PlanLine]) -> bytes:
    """The workbook in the language of the moment, its sheets in that language's direction. Dates are dates, to be sorted."""
    lines = tuple(lines)
    workbook = new_workbook()
    for title, fill in ((_("Action plan"), _plan), (_("Milestones"), _milestones), (_("Slip ledger"), _slips)):
        sheet = new_sheet(workbook, title, language=language())
        fill(sheet, lines)
        sheet.freeze_panes = "B2"
        sheet.auto_filter.ref = sheet.dimensions
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def milestone_state(milestone: FollowedMilestone) -> str:
    """Reached, dropped or open, in the language of the moment."""
    if milestone.reached_on:
        return pgettext("milestone", "Reached")
    return pgettext("milestone", "Dropped") if milestone.is_dropped else pgettext("milestone", "Open")


def _plan(sheet: "Worksheet", lines: Iterable[PlanLine]) -> None:
    _widths(sheet, 60, 30, 14, 14, 20, 8, 12, 12, 50, 30, 40)
    head = [_("What"), _("Who"), _("By when"), _("First promised for"), _("State"), _("Slips")]
    head += [_("Milestones"), _("Of them reached"), _("Issues"), _("Policy area"), _("Source")]
    add_row(sheet, head)
    for line in lines:
        it = line.commitment
        add_row(
            sheet,
            [
                it.text,
                it.responsible,
                it.due,
                it.first_due,
                label(line.state),
                len(it.all_slips),
                len(line.counted_milestones),
                line.reached,
                "\n".join(issue.title for issue in line.issues),
                "\n".join(line.areas),
                it.consultation_title,
            ],
        )


def _milestones(sheet: "Worksheet", lines: Iterable[PlanLine]) -> None:
    _widths(sheet, 60, 60, 14, 14, 12, 14, 50)
    head = [_("Commitment"), _("Milestone"), _("By when"), _("First promised for"), _("State"), _("Reached on")]
    add_row(sheet, [*head, _("Note")])
    for line in lines:
        for it in line.commitment.milestones:
            about = [line.commitment.text, it.text, it.due, it.first_due, milestone_state(it)]
            add_row(sheet, [*about, it.reached_on, it.note])


def _slips(sheet: "Worksheet", lines: Iterable[PlanLine]) -> None:
    _widths(sheet, 60, 40, 14, 14, 30, 30, 60, 40)
    head = [_("Commitment"), _("Milestone"), _("When"), _("What moved"), _("Before"), _("After")]
    add_row(sheet, [*head, _("Reason"), _("Later decision")])
    for line in lines:
        for milestone, slip in line.commitment.all_slips:
            add_row(
                sheet,
                [
                    line.commitment.text,
                    milestone.text if milestone else "",
                    slip.at.date(),
                    _("Due date") if slip.field == "due" else _("Owner"),
                    slip.before,
                    slip.after,
                    slip.reason,
                    slip.decision_title,
                ],
            )


def _widths(sheet: "Worksheet", *characters: int) -> None:
    for number, width in enumerate(characters):
        sheet.column_dimensions["ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number]].width = width
