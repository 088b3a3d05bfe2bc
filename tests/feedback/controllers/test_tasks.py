"""A decision's page for following up, by its real forms: tasks to record, and deadlines that it moves."""

from datetime import date
from uuid import UUID

from feedback.commitments import get_commitment, undertakings
from feedback.consultations import confirm_consultation, import_document
from feedback.deadline_changes import list_deadline_changes
from feedback.tasks import list_tasks
from tests.factories import NOW, make_commitment, make_issue
from tests.feedback.notes.test_deadlines import SUPPLEMENT
from tests.feedback.test_deadline_changes import EARLIER, NOW_DUE, WAS, recorded
from tests.web import Visitor, words


async def imported(text: str) -> UUID:
    decision = (await import_document("decision.txt", content=text.encode(), officer_id=None, now=NOW)).id
    await confirm_consultation(decision)
    return decision


async def test_index_shows_tasks_with_passage_and_suggested_issues(officer: Visitor) -> None:
    issue = await make_issue(title="Båttrafiken är för gles")
    decision = await imported(EARLIER)
    first, _second = await list_tasks(decision)

    page = await officer.get(f"/consultations/{decision}")
    page = await officer.get(page.links()["Follow up its tasks"])

    assert page.h1 == "Follow up: Kommittédirektiv: Nationell kustsamordnare"
    item = page.tree.get_element_by_id(f"task-{first.id}")
    assert "• kartlägga båttrafiken på kvällar, och" in item.text_content()
    assert item.xpath(".//mark/text()") == ["båttrafiken"]
    (suggested,) = item.xpath(f".//input[@value='{issue}']/following-sibling::label")
    assert "matched: båttrafiken" in words(suggested)
    assert page.form("/tasks").fields[f"responsible-{first.id}"] == "Nationell kustsamordnare (särskild utredare)"
    assert page.form("/tasks").fields[f"due-{first.id}"] == "2024-12-31"
    assert page.links()["line 12"] == f"/consultations/{decision}/review#line-12"


async def test_record_several_tasks_in_one_go(officer: Visitor) -> None:
    issue = await make_issue(title="Båttrafiken är för gles")
    decision = await imported(EARLIER)
    first, second = await list_tasks(decision)
    page = await officer.get(f"/consultations/{decision}/tasks")

    page = await page.submit(
        {
            "task": [str(first.id), str(second.id)],
            f"issue-{first.id}": str(issue),
            f"responsible-{second.id}": "Kustverket",
            f"due-{second.id}": "2025-02-01",
        },
        action="/tasks",
    )

    assert page.notice == "2 commitments were recorded."
    found = {each.text: each for each in await undertakings()}
    one, two = found[first.text], found[second.text]
    assert (one.responsible, one.due, one.issue_ids) == (first.responsible, WAS, (issue,))
    assert (two.responsible, two.due, two.issue_ids) == ("Kustverket", date(2025, 2, 1), ())
    assert (one.consultation_id, one.source) == (decision, {"page": 1, "first_line": 12, "last_line": 12})
    assert "2 of 2 tasks are recorded as commitments" in page.text
    assert page.links()[first.text] == f"/commitments/{one.id}"
    assert page.tree.xpath("//main//button[contains(., 'Record')]") == []


async def test_record_with_errors_keeps_what_was_typed(officer: Visitor) -> None:
    decision = await imported(EARLIER)
    first, second = await list_tasks(decision)
    page = await officer.get(f"/consultations/{decision}/tasks")
    asked = {
        "task": str(first.id),
        f"responsible-{first.id}": " ",
        f"due-{first.id}": "soon",
        f"due-{second.id}": "2025-02-01",
    }

    page = await page.submit(dict(asked), action="/tasks")

    assert (page.status, page.errors) == (
        422,
        ["Say who undertakes it.", "Write the date as 2025-06-30, or leave it empty where none is promised."],
    )
    assert page.form("/tasks").fields[f"due-{second.id}"] == "2025-02-01"
    assert page.tree.xpath("//input[@name='task'][@checked]/@value") == [str(first.id)]
    nothing = await page.submit({"task": []}, action="/tasks")
    assert (nothing.status, nothing.errors) == (422, ["Choose the tasks to record."])
    assert await undertakings() == []


async def test_confirm_a_moved_deadline_ticks_the_likely_and_writes_the_ledger(officer: Visitor) -> None:
    first, second = await recorded(await imported(EARLIER))
    other = await make_commitment(due=WAS)
    later = await imported(SUPPLEMENT)
    page = await officer.get(f"/consultations/{later}/tasks")
    assert "From 31 December 2024 to 30 June 2025 – changes dir. 2024:38" in page.text
    assert set(page.tree.xpath("//input[@name='moved'][@checked]/@value")) == {str(first), str(second)}
    assert len(page.tree.xpath("//input[@name='moved']")) == 3

    page = await page.submit(action="/confirm")

    assert page.notice == "2 deadlines were moved, with this decision as the reason."
    dues = [(await get_commitment(each)).due for each in (first, second, other)]
    assert dues == [NOW_DUE, NOW_DUE, WAS]
    assert "Utredningstiden förlängs." in (await officer.get(f"/commitments/{first}")).text
    assert page.tree.xpath("//input[@name='moved']/@value") == [str(other)]  # it could be moved too


async def test_confirm_with_errors_moves_nothing(officer: Visitor) -> None:
    first, _second = await recorded(await imported(EARLIER))
    page = await officer.get(f"/consultations/{await imported(SUPPLEMENT)}/tasks")

    page = await page.submit({"moved": [], "reason": ""}, action="/confirm")

    assert (page.status, page.errors) == (
        422,
        [
            "Choose the commitments that are moved, or reject the change.",
            "Give the reason for the change: it is shown beside the commitment.",
        ],
    )
    assert (await get_commitment(first)).slips == ()


async def test_reject_a_moved_deadline(officer: Visitor) -> None:
    await recorded(await imported(EARLIER))
    later = await imported(SUPPLEMENT)
    page = await officer.get(f"/consultations/{later}/tasks")

    page = await page.submit(action="/reject")

    assert page.notice == "The change was rejected. No commitment is moved by it."
    ((found),) = await list_deadline_changes(later)
    assert found.change.state == "rejected"
    assert {each.due for each in await undertakings()} == {WAS}


async def test_index_of_a_decision_without_tasks_or_changes(officer: Visitor) -> None:
    decision = await imported("Regeringsbeslut\n\nOm bryggor\n\nBryggor är bra.")

    assert "No tasks were read from this document." in (await officer.get(f"/consultations/{decision}/tasks")).text


async def test_edit_what_a_decision_is_called(officer: Visitor) -> None:
    decision = await imported(EARLIER)
    page = await officer.get(f"/consultations/{decision}/edit")
    assert page.form("/edit").fields["reference"] == "dir. 2024:38"

    refused = await page.submit({"reference": "x" * 61}, action="/edit")
    page = await page.submit({"reference": " dir.  2024:40 "}, action="/edit")

    assert (refused.status, refused.errors) == (422, ["Write at most 60 characters."])
    assert page.tree.xpath("//dt[.='Called']/following-sibling::dd[1]//text()") == ["dir. 2024:40"]


async def test_import_as_a_decision_what_does_not_say_so(officer: Visitor) -> None:
    page = await officer.get("/documents/new")
    text = "Politikens inriktning\n\nRegeringen avser att rusta upp bryggorna."

    page = await page.submit({"is_decision": "1"}, action="/documents", files={"file": ("bill.txt", text.encode())})

    assert "rusta upp bryggorna (Regeringen)" in page.text
    assert page.tree.xpath("//dt[.='Kind']/following-sibling::dd[1]/text()") == ["Decision"]


async def test_the_earlier_decision_tells_both_days_and_fills_in_the_new_one(officer: Visitor) -> None:
    earlier = await imported(EARLIER)
    one, two = await list_tasks(earlier)
    page = await officer.get(f"/consultations/{earlier}/tasks")
    await page.submit({"task": str(one.id), f"email-{one.id}": "Coast@example.org"}, action="/tasks")
    later = await officer.get(f"/consultations/{await imported(SUPPLEMENT)}/tasks")
    await later.submit(action="/confirm")

    page = await officer.get(f"/consultations/{earlier}/tasks")

    assert page.form("/tasks").fields[f"due-{two.id}"] == "2025-06-30"
    told = words(page.tree.get_element_by_id(f"task-{two.id}"))
    assert "due 31 December 2024" in told
    assert "A later decision moved this day to 30 June 2025:" in told
    assert [each.responsible_email for each in await undertakings()] == ["coast@example.org"]
