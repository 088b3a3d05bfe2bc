"""The action plan: how each commitment stands, which ones a filter shows, and the same in an Excel file."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from feedback.action_plan import PlanFilter, action_plan, matching, owners, policy_areas
from feedback.action_plan_workbook import action_plan_workbook
from feedback.commitments import move_commitment
from feedback.issue_heads import set_policy_area
from feedback.milestones import make_milestone, reach_milestone
from feedback.plan_states import Ending, PlanState, plan_state
from feedback.translation import speaking
from tests.factories import NOW, make_commitment, make_issue

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("due", "ending", "state"),
    [
        (date(2026, 11, 20), None, PlanState.OVERDUE),
        (date(2026, 11, 21), None, PlanState.DUE_SOON),
        (date(2026, 12, 21), None, PlanState.DUE_SOON),
        (date(2026, 12, 22), None, PlanState.LATER),
        (None, None, PlanState.NO_DAY),
        (date(2026, 11, 20), Ending.DONE, PlanState.DELIVERED),
        (None, Ending.DONE, PlanState.DELIVERED),
        (date(2026, 11, 20), Ending.WITHDRAWN, PlanState.WITHDRAWN),
    ],
)
def test_plan_state(due: date | None, ending: Ending | None, state: PlanState) -> None:
    assert plan_state(due, ending=ending, today=TODAY) is state


async def make_plan() -> None:
    culture, transport = await make_issue(title="Premises"), await make_issue(title="Buses")
    await set_policy_area(culture, "Culture", officer=None, now=NOW)
    await set_policy_area(transport, "Transport", officer=None, now=NOW)
    late = await make_commitment(text="Open.", responsible="Schools", due=date(2026, 1, 31), issues=[culture])
    await move_commitment(late, "due", "2026-06-30", reason="=Budget", officer=None, now=NOW)
    asked = await make_milestone(late, "Ask.", due=date(2026, 2, 1), officer=None, now=NOW)
    await reach_milestone(asked, NOW.date(), note="Done.", officer=None, now=NOW)
    await make_milestone(late, "Build.", due=date(2026, 3, 1), officer=None, now=NOW)
    await make_commitment(text="Count.", responsible="Roads", due=date(2026, 12, 1), issues=[culture, transport])
    await make_commitment(text="Think.", responsible="Roads", due=None)


@pytest.mark.parametrize(
    ("asked", "texts"),
    [
        ({}, ["Open.", "Count.", "Think."]),
        ({"show": "open"}, ["Open.", "Count.", "Think."]),
        ({"show": "overdue"}, ["Open."]),
        ({"show": "soon"}, ["Count."]),
        ({"show": "undated"}, ["Think."]),
        ({"show": "delivered"}, []),
        ({"owner": "Roads"}, ["Count.", "Think."]),
        ({"area": "Culture", "owner": "Roads"}, ["Count."]),
        ({"area": "Nothing"}, []),
        ({"show": "nonsense"}, ["Open.", "Count.", "Think."]),
    ],
)
async def test_plan_shows_what_is_asked_for(sqlite_database: str, asked: dict[str, str], texts: list[str]) -> None:
    await make_plan()

    wanted = PlanFilter.read(asked)

    assert [line.commitment.text for line in matching(await action_plan(TODAY), wanted)] == texts
    assert PlanFilter.read(wanted.query) == wanted


async def test_plan_counts_owners_areas_and_milestones(database: str) -> None:
    await make_plan()

    plan = await action_plan(TODAY)

    assert (owners(plan), policy_areas(plan)) == ({"Roads": 2, "Schools": 1}, {"Culture": 2, "Transport": 1})
    late = plan[0]
    assert (late.reached, len(late.counted_milestones), late.next_milestone and late.next_milestone.text) == (
        1,
        2,
        "Build.",
    )


def rows(sheet: Worksheet) -> list[tuple[object, ...]]:
    """Its rows; what is shown as a day is a day."""
    return [
        tuple(cell.date() if isinstance(cell, datetime) else cell for cell in row)
        for row in sheet.iter_rows(values_only=True)
    ]


async def test_workbook_has_dates_as_dates_and_runs_no_formula(sqlite_database: str) -> None:
    await make_plan()

    with speaking("ar"):
        right_to_left = action_plan_workbook(await action_plan(TODAY))
    workbook = openpyxl.load_workbook(io.BytesIO(action_plan_workbook(await action_plan(TODAY))))

    plan, milestones, slips = (rows(sheet) for sheet in workbook.worksheets)
    assert plan[1][:6] == ("Open.", "Schools", date(2026, 6, 30), date(2026, 1, 31), "Overdue", 1)
    assert plan[2][8:10] == ("Buses\nPremises", "Culture\nTransport")
    assert [row[1:6] for row in milestones[1:]] == [
        ("Ask.", date(2026, 2, 1), date(2026, 2, 1), "Reached", NOW.date()),
        ("Build.", date(2026, 3, 1), date(2026, 3, 1), "Open", None),
    ]
    assert slips[1][3:7] == ("Due date", "2026-01-31", "2026-06-30", "=Budget")
    assert workbook.worksheets[2]["G2"].data_type == "s"
    assert [sheet.sheet_view.rightToLeft for sheet in openpyxl.load_workbook(io.BytesIO(right_to_left))] == [True] * 3
