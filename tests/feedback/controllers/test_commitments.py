"""The action plan and a commitment's page, by the real forms."""

import io
from datetime import date
from uuid import UUID, uuid4

import openpyxl
import pytest

from feedback.commitments import get_commitment, move_commitment, undertakings
from feedback.due_mails import queue_due_digests
from feedback.enums import ConsultationKind, EvidenceKind
from feedback.issue_commitments import By
from feedback.issue_merging import merge_issues
from feedback.milestones import make_milestone, move_milestone, reach_milestone
from feedback.tables import Evidence
from tests.factories import (
    NOW,
    make_commitment,
    make_consultation,
    make_issue,
    make_task,
    source_json,
)
from tests.web import Page, Visitor

LONG_AGO, FAR_OFF = date(2020, 1, 31), date(2999, 12, 31)


def form_of(page: Page, field: str) -> dict[str, str]:
    """The values of the form that moves the due date or the owner."""
    (form,) = page.tree.xpath(f"//form[.//input[@name='field'][@value='{field}']]")
    return dict(form.form_values())


async def move(page: Page, commitment: UUID, field: str, **values: str) -> Page:
    return await page.visitor.post(f"/commitments/{commitment}/moves", {**form_of(page, field), **values})


async def test_index_is_a_plan_with_slips_evidence_and_overdue(officer: Visitor) -> None:
    issue = await make_issue(title="Premises")
    late = await make_commitment(text="Open the schools.", due=LONG_AGO, issues=[issue])
    await move_commitment(late, "due", "2020-06-30", reason="Late.", officer=None, now=NOW)
    asked = await make_milestone(late, "Ask.", due=LONG_AGO, officer=None, now=NOW)
    await reach_milestone(asked, LONG_AGO, note="", officer=None, now=NOW)
    decided = await make_milestone(late, "Decide.", due=LONG_AGO, officer=None, now=NOW)
    await move_milestone(decided, date(2020, 5, 1), reason="Late.", officer=None, now=NOW)
    await Evidence(commitment=late, kind=EvidenceKind.FIGURE.value, text="Figure", is_public=True).save()
    await make_commitment(text="Map the premises.", due=FAR_OFF)

    page = await officer.get("/commitments")

    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in page.tree.xpath("//tbody/tr")]
    assert rows == [
        [
            "Open the schools.",
            "The property unit",
            "30 June 2020 Overdue",
            "1 of 2 reached next: 1 May 2020 overdue",
            "moved 2 times",
            "Premises",
            "1 public, 0 internal",
        ],
        [
            "Map the premises.",
            "The property unit",
            "31 December 2999 Due later",
            "None",
            "never moved",
            "None",
            "0 public, 0 internal",
        ],
    ]
    assert "moved 2 times in all" in page.text
    assert [link for link in page.links() if link.endswith(")")] == [
        *("All (2)", "Open (2)", "Overdue (1)", "Due within 30 days (0)", "Due later (1)"),
        *("No date promised (0)", "Delivered (0)", "Withdrawn (0)", "The property unit (2)"),
    ]
    overdue = await officer.get("/commitments" + page.links()["Overdue (1)"])
    assert overdue.tree.xpath("//tbody/tr/th/a/text()") == ["Open the schools."]
    file = await officer.get(overdue.links()["The plan as an Excel file"])
    sheet = openpyxl.load_workbook(io.BytesIO(file.response.content)).worksheets[0]
    assert [row[0] for row in sheet.iter_rows(values_only=True)][1:] == ["Open the schools."]


async def test_index_without_commitments(officer: Visitor) -> None:
    assert "No commitment is recorded yet." in (await officer.get("/commitments")).text


async def test_create_from_a_task_keeps_its_passage(officer: Visitor) -> None:
    decision = await make_consultation(title="The directive")
    task = await make_task(decision, source=source_json(7, 9, page=2))
    issue = await make_issue()
    page = await officer.get(f"/commitments/new?task={task}&issue={issue}")
    assert page.form("/new").fields["text"].strip() == "Map the premises of all municipalities."

    page = await page.submit(
        {"responsible": "The inquiry", "responsible_email": "Inquiry@example.org"}, action="/commitments/new"
    )

    assert page.notice == "The commitment was recorded."
    (made,) = await undertakings()
    assert (made.text, made.responsible, made.due, made.issue_ids) == (
        "Map the premises of all municipalities.",
        "The inquiry",
        date(2024, 12, 31),
        (issue,),
    )
    assert made.responsible_email == "inquiry@example.org"
    assert (made.consultation_id, made.source) == (decision, {"page": 2, "first_line": 7, "last_line": 9})
    assert page.links()["The directive"] == f"/consultations/{decision}/review#line-7"


async def test_create_with_every_field_wrong_keeps_what_was_typed(officer: Visitor) -> None:
    issue = await make_issue()
    page = await officer.get("/commitments/new")

    page = await page.submit(
        {"text": "", "responsible": " ", "responsible_email": "x", "due": "soon", "issue": str(issue)},
        action="/commitments/new",
    )

    assert (page.status, page.errors) == (
        422,
        [
            "Say what is undertaken.",
            "Say who undertakes it.",
            "This is not an e-mail address.",
            "Write the date as 2025-06-30, or leave it empty where none is promised.",
        ],
    )
    assert page.form("/new").fields["due"] == "soon"
    assert page.tree.xpath("//input[@name='issue'][@checked]/@value") == [str(issue)]
    assert await undertakings() == []


async def test_move_shows_before_after_and_reason_in_the_ledger(officer: Visitor) -> None:
    commitment = await make_commitment(due=LONG_AGO)
    page = await officer.get(f"/commitments/{commitment}")

    page = await move(page, commitment, "due", due="2020-06-30", due_reason="The budget came late.")
    page = await move(page, commitment, "responsible", responsible="The school unit", responsible_reason="New task.")

    rows = [[" ".join(cell.text_content().split()) for cell in row][1:] for row in page.tree.xpath("//tbody/tr")]
    assert rows == [
        ["Due date", "31 January 2020", "30 June 2020", "The budget came late.", "Olga Officer"],
        ["Owner", "The property unit", "The school unit", "New task.", "Olga Officer"],
    ]
    assert "first promised for 31 January 2020" in page.text


async def test_move_without_reason_keeps_the_new_date(officer: Visitor) -> None:
    commitment = await make_commitment(due=LONG_AGO)
    page = await officer.get(f"/commitments/{commitment}")

    page = await move(page, commitment, "due", due="2020-06-30", due_reason="")

    assert (page.status, page.errors) == (
        422,
        ["Give the reason for the change: it is shown beside the commitment."],
    )
    assert form_of(page, "due")["due"] == "2020-06-30"
    assert (await get_commitment(commitment)).slips == ()


@pytest.mark.parametrize(
    ("due", "error"),
    [("soon", "Write the new date as 2025-06-30."), ("2020-01-31", "This is what the commitment says already.")],
)
async def test_move_to_no_other_date_keeps_the_reason(officer: Visitor, due: str, error: str) -> None:
    commitment = await make_commitment(due=LONG_AGO)
    page = await officer.get(f"/commitments/{commitment}")

    page = await move(page, commitment, "due", due=due, due_reason="The budget.")

    assert (page.status, page.errors) == (422, [error])
    assert form_of(page, "due")["due_reason"].strip() == "The budget."


async def test_hand_over_changes_who_is_told(officer: Visitor) -> None:
    commitment = await make_commitment(due=LONG_AGO)
    page = await officer.get(f"/commitments/{commitment}")
    page = await page.submit({"responsible_email": "old@example.org"}, action="/told")
    assert page.notice == "This address is told what is due."
    assert form_of(page, "responsible")["new_email"] == "old@example.org"

    wrong = {"responsible": "The school unit", "responsible_reason": "Law.", "new_email": "x"}
    refused = await move(page, commitment, "responsible", **wrong)
    page = await move(refused, commitment, "responsible", **(wrong | {"new_email": "new@example.org"}))

    assert (refused.status, refused.errors) == (422, ["This is not an e-mail address."])
    assert form_of(refused, "responsible")["new_email"] == "x"
    assert (await get_commitment(commitment)).responsible_email == "new@example.org"


async def test_told_lists_the_mails_that_were_written(officer: Visitor) -> None:
    commitment = await make_commitment(due=LONG_AGO)
    page = await officer.get(f"/commitments/{commitment}")
    await page.submit({"responsible_email": "unit@example.org"}, action="/told")
    await queue_due_digests(today=date(2026, 11, 20), now=NOW)

    page = await officer.get(f"/commitments/{commitment}")

    mail = await officer.get(page.links()["20 November 2026"])
    assert "unit@example.org" in mail.text
    assert "31 januari 2020" in mail.text
    listed = await officer.get("/outbox?state=waiting")
    assert "What is due" in listed.text


async def test_slips_page_counts_and_names_first_and_last(officer: Visitor) -> None:
    commitment = await make_commitment(text="Open the schools.", due=LONG_AGO)
    page = await officer.get(f"/commitments/{commitment}")
    page = await move(page, commitment, "due", due="2020-03-01", due_reason="The budget came late.")
    await move(page, commitment, "due", due="2020-02-28", due_reason="It went faster.")

    page = await officer.get("/commitments/slips")

    assert "2 slips in all; 1 commitment has slipped" in page.text
    (row,) = page.tree.xpath("(//tbody)[1]/tr")
    cells = [" ".join(cell.text_content().split()) for cell in row]
    assert cells[:3] == ["Open the schools.", "2", "28"]
    assert all(cell.endswith(", Olga Officer") for cell in cells[3:])


async def test_answer_issue_by_its_form(officer: Visitor) -> None:
    commitment, issue = await make_commitment(), await make_issue(title="Premises")
    page = await officer.get(f"/commitments/{commitment}")

    refused = await page.submit({"issue": str(issue), "answer_reason": " "}, action="/issues")
    page = await refused.submit({"answer_reason": "It opens the rooms."}, action="/issues")

    assert (refused.status, refused.errors) == (
        422,
        ["Say why the commitment answers this issue: the issue's log keeps it."],
    )
    assert page.notice == "The commitment answers the issue from now on."
    assert (await get_commitment(commitment)).issue_ids == (issue,)


async def test_an_issue_that_was_merged_meanwhile_is_not_answered(officer: Visitor) -> None:
    commitment, issue, kept = await make_commitment(), await make_issue(title="Rents"), await make_issue()
    page = await officer.get(f"/commitments/{commitment}")
    await merge_issues(issue, into=kept, by=By("The same concern.", None, NOW))

    page = await page.submit({"issue": str(issue), "answer_reason": "It opens the rooms."}, action="/issues")

    assert (page.status, page.errors) == (422, ["This issue was merged into another one. Go on there."])
    assert (await get_commitment(commitment)).issue_ids == ()


async def test_show_of_a_commitment_that_is_not_there(officer: Visitor) -> None:
    page = await officer.get(f"/commitments/{uuid4()}")

    assert page.status == 404
    assert "There is no such commitment." in page.text


async def test_unlink_an_issue_by_its_page(officer: Visitor) -> None:
    issue = await make_issue(title="Premises")
    commitment = await make_commitment(issues=[issue])
    page = await officer.get(f"/commitments/{commitment}")
    page = await officer.get(page.links()["Unlink it – Premises"])

    refused = await page.submit({"reason": " "}, action="/remove")
    page = await refused.submit({"reason": "Another matter."}, action="/remove")

    assert (refused.status, refused.errors) == (
        422,
        ["Say why the commitment does not answer this issue: the issue's log keeps it."],
    )
    assert page.notice == "The commitment does not answer the issue any more. The issue's log keeps that it was linked."
    assert (await get_commitment(commitment)).issue_ids == ()
    assert "Another matter." in (await officer.get(f"/issues/{issue}")).text


async def test_end_a_commitment_and_open_it_again_by_its_page(officer: Visitor) -> None:
    commitment = await make_commitment(due=LONG_AGO)
    page = await officer.get(f"/commitments/{commitment}")

    refused = await page.submit({"ending": "done", "end_reason": "All open."}, action="/end")
    page = await refused.submit({"ending": "withdrawn", "end_reason": "The law changed."}, action="/end")

    assert (refused.status, refused.errors) == (
        422,
        ["It is done when at least one piece of evidence is public and counts. Add it first."],
    )
    assert page.notice == "The commitment has ended. Nobody is asked for it any more."
    assert "Withdrawn" in page.text
    assert "The law changed." in page.text
    page = await page.submit({"end_reason": "It did not."}, action="/reopen")
    assert page.notice == "The commitment is open again."
    assert (await get_commitment(commitment)).is_overdue(date.today())


async def test_a_task_is_recorded_once_by_this_page_too(officer: Visitor) -> None:
    decision = await make_consultation(kind=ConsultationKind.DECISION)
    task = await make_task(decision)
    page = await officer.get(f"/commitments/new?task={task}")

    first = await page.submit(action="/new")
    again = await page.submit(action="/new")

    assert (first.notice, again.status, again.errors) == (
        "The commitment was recorded.",
        422,
        ["Task 1 is recorded already."],
    )
