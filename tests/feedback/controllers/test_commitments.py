"""The action plan and a commitment's page, by the real forms."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from feedback.commitments import get_commitment, move_commitment, undertakings
from feedback.enums import EvidenceKind
from feedback.tables import Evidence
from tests.factories import (
    NOW,
    make_commitment,
    make_consultation,
    make_document,
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
    await Evidence(commitment=late, kind=EvidenceKind.FIGURE.value, text="Figure", is_public=True).save()
    await make_commitment(text="Map the premises.", due=FAR_OFF)

    page = await officer.get("/commitments")

    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in page.tree.xpath("//tbody/tr")]
    assert rows == [
        [
            "Open the schools.",
            "The property unit",
            "30 June 2020 overdue",
            "moved 1 time",
            "Premises",
            "1 public, 0 internal",
        ],
        [
            "Map the premises.",
            "The property unit",
            "31 December 2999",
            "never moved",
            "None",
            "0 public, 0 internal",
        ],
    ]
    overdue = await officer.get("/commitments?show=overdue")
    assert overdue.tree.xpath("//tbody/tr/th/a/text()") == ["Open the schools."]


async def test_index_without_commitments(officer: Visitor) -> None:
    assert "No commitment is recorded yet." in (await officer.get("/commitments")).text


async def test_create_from_a_task_keeps_its_passage(officer: Visitor) -> None:
    decision = await make_consultation(title="The directive")
    task = await make_task(decision, source=source_json(7, 9, page=2))
    issue = await make_issue()
    page = await officer.get(f"/commitments/new?task={task}&issue={issue}")
    assert page.form("/new").fields["text"].strip() == "Map the premises of all municipalities."

    page = await page.submit({"responsible": "The inquiry"}, action="/commitments/new")

    assert page.notice == "The commitment was recorded."
    (made,) = await undertakings()
    assert (made.text, made.responsible, made.due, made.issue_ids) == (
        "Map the premises of all municipalities.",
        "The inquiry",
        date(2024, 12, 31),
        (issue,),
    )
    assert (made.consultation_id, made.source) == (decision, {"page": 2, "first_line": 7, "last_line": 9})
    assert page.links()["The directive"] == f"/consultations/{decision}/review#line-7"


async def test_create_with_every_field_wrong_keeps_what_was_typed(officer: Visitor) -> None:
    issue = await make_issue()
    page = await officer.get("/commitments/new")

    page = await page.submit(
        {"text": "", "responsible": " ", "due": "soon", "issue": str(issue)}, action="/commitments/new"
    )

    assert (page.status, page.errors) == (
        422,
        [
            "Say what is undertaken.",
            "Say who undertakes it.",
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
        ["Due date", "31 January 2020", "30 June 2020", "The budget came late."],
        ["Owner", "The property unit", "The school unit", "New task."],
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


async def test_answer_issue_by_its_form(officer: Visitor) -> None:
    commitment, issue = await make_commitment(), await make_issue(title="Premises")
    page = await officer.get(f"/commitments/{commitment}")

    page = await page.submit({"issue": str(issue)}, action="/issues")

    assert page.notice == "The commitment answers the issue from now on."
    assert (await get_commitment(commitment)).issue_ids == (issue,)


async def test_add_evidence_from_a_document(officer: Visitor) -> None:
    commitment, document = await make_commitment(), await make_document()
    page = await officer.get(f"/commitments/{commitment}")

    page = await page.submit(
        {
            "text": "The decision.",
            "kind": "passage",
            "document": str(document),
            "first_line": "4",
            "last_line": "5",
            "date": "2024-05-01",
            "is_public": "1",
        },
        action="/evidence",
    )

    assert page.notice == "The evidence was added."
    (support,) = (await get_commitment(commitment)).evidence
    assert (support.kind, support.document_id, support.source, support.date, support.is_public) == (
        EvidenceKind.PASSAGE,
        document,
        {"page": 1, "first_line": 4, "last_line": 5},
        date(2024, 5, 1),
        True,
    )
    assert "public Passage in a document: The decision. notes.txt (page 1, lines 4–5)" in page.text


async def test_add_evidence_with_every_field_wrong_keeps_what_was_typed(officer: Visitor) -> None:
    commitment = await make_commitment()
    page = await officer.get(f"/commitments/{commitment}")

    page = await page.submit(
        {"text": "", "kind": "link", "url": "javascript:alert(1)", "first_line": "x", "date": "May", "is_public": "1"},
        action="/evidence",
    )

    assert (page.status, page.errors) == (
        422,
        [
            "Say in a sentence what the evidence shows.",
            "Write the whole address of the link, with https:// first.",
            "Write the date as 2025-06-30, or leave it empty.",
            "Write the number of the first line in digits, or leave both empty.",
        ],
    )
    form = page.form("/evidence")
    assert (form.fields["url"], form.fields["date"], form.fields["is_public"]) == ("javascript:alert(1)", "May", "1")
    assert (await get_commitment(commitment)).evidence == ()


async def test_add_evidence_on_lines_that_are_not_there(officer: Visitor) -> None:
    commitment, document = await make_commitment(), await make_document()
    page = await officer.get(f"/commitments/{commitment}")

    page = await page.submit(
        {"text": "It.", "kind": "passage", "document": str(document), "first_line": "900"}, action="/evidence"
    )

    assert (page.status, page.errors) == (
        422,
        ["The document has 8 lines: choose a first and a last line among them."],
    )
    assert page.form("/evidence").fields["text"].strip() == "It."


async def test_show_of_a_commitment_that_is_not_there(officer: Visitor) -> None:
    page = await officer.get(f"/commitments/{uuid4()}")

    assert page.status == 404
    assert "There is no such commitment." in page.text
