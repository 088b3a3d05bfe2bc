"""Commitments: the promise as it was made, each slip with its reason, and what supports delivery."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from feedback.answered_issues import answer_issue
from feedback.commitments import (
    Slip,
    commitments_of_issue,
    get_commitment,
    is_day,
    make_commitment,
    move_commitment,
    undertakings,
)
from feedback.enums import Delivery, EvidenceKind
from feedback.errors import Conflict, NotFound
from feedback.evidence import Support, add_evidence
from feedback.issue_commitments import By
from feedback.issue_merging import merge_issues
from feedback.issue_states import Entry, Field
from feedback.issues import get_issue, record
from feedback.tables import Commitment, CommitmentEntry
from feedback.tasks import get_task
from tests import factories
from tests.factories import NOW, make_consultation, make_issue, make_officer, make_task, source_json, tried

DUE = date(2024, 12, 31)
LINK = Support(
    uuid4(), EvidenceKind.LINK, "The decision.", "https://example.org/d", None, {}, NOW.date(), is_public=True
)
BY = By("It opens the rooms.", None, NOW)


async def promise(**values: object) -> UUID:
    return await factories.make_commitment(due=DUE, **values)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("2024-02-29", True), ("2023-02-29", False), ("20240229", False), ("2024", False), ("", False), ("soon", False)],
)
def test_is_day(text: str, is_one: bool) -> None:
    assert is_day(text) is is_one


async def test_make_commitment_keeps_its_source_and_issues(database: str) -> None:
    officer = await make_officer()
    consultation = await make_consultation(title="Directive", language="sv")
    issue = await make_issue()
    source = {"page": 3, "first_line": 40, "last_line": 42}

    id = await make_commitment(
        " Map all premises. ",
        responsible=" The inquiry ",
        due=DUE,
        issues=[issue],
        consultation=consultation,
        source=source,
        officer=officer,
        now=NOW,
    )

    made = await get_commitment(id)
    assert (made.text, made.responsible, made.due, made.issue_ids) == (
        "Map all premises.",
        "The inquiry",
        DUE,
        (issue,),
    )
    assert (made.consultation_id, made.consultation_title, made.source, made.language) == (
        consultation,
        "Directive",
        source,
        "sv",
    )
    assert [each.id for each in await commitments_of_issue(issue)] == [id]


@pytest.mark.parametrize(("text", "responsible"), [(" ", "The unit"), ("Map premises.", "")])
async def test_make_commitment_without_its_words(sqlite_database: str, text: str, responsible: str) -> None:
    with pytest.raises(Conflict):
        await make_commitment(text, responsible=responsible, due=None, officer=None, now=NOW)

    assert await Commitment.count() == 0


async def test_make_commitment_for_an_unknown_issue_is_all_or_nothing(database: str) -> None:
    with pytest.raises(NotFound):
        await make_commitment("Map.", responsible="Unit", due=None, issues=[uuid4()], officer=None, now=NOW)

    assert await Commitment.count() == 0


async def test_move_commitment_keeps_the_first_promise_and_counts(database: str) -> None:
    commitment = await promise()

    await move_commitment(commitment, "due", "2025-06-30", reason=" Late. ", officer=None, now=NOW)
    await move_commitment(commitment, "responsible", "The school unit", reason="Moved.", officer=None, now=NOW)
    await move_commitment(commitment, "due", "2025-12-31", reason="Later.", officer=None, now=NOW)

    moved = await get_commitment(commitment)
    assert (moved.first_due, moved.due, moved.first_responsible, moved.responsible) == (
        DUE,
        date(2025, 12, 31),
        "The property unit",
        "The school unit",
    )
    assert moved.slips == (
        Slip("due", "2024-12-31", "2025-06-30", "Late.", NOW),
        Slip("responsible", "The property unit", "The school unit", "Moved.", NOW),
        Slip("due", "2025-06-30", "2025-12-31", "Later.", NOW),
    )


@pytest.mark.parametrize(
    ("value", "reason"),
    [("2025-06-30", ""), ("2025-06-30", " "), ("", "Late."), ("soon", "Late."), ("2024-12-31", "The same.")],
)
async def test_move_commitment_refused(database: str, value: str, reason: str) -> None:
    commitment = await promise()

    with pytest.raises(Conflict):
        await move_commitment(commitment, "due", value, reason=reason, officer=None, now=NOW)

    assert await CommitmentEntry.count() == 0


async def test_answer_issue_twice_is_once(database: str) -> None:
    commitment, issue = await promise(), await make_issue()

    await answer_issue(commitment, issue, BY)
    await answer_issue(commitment, issue, BY)

    assert (await get_commitment(commitment)).issue_ids == (issue,)
    assert [entry.field for entry in (await get_issue(issue)).log] == [Field.COMMITMENT]
    with pytest.raises(NotFound):
        await answer_issue(commitment, uuid4(), BY)
    with pytest.raises(NotFound):
        await answer_issue(uuid4(), issue, BY)


async def test_no_commitment_answers_an_issue_that_was_merged_into_another(database: str) -> None:
    commitment, gone, kept = await promise(), await make_issue(title="Rents"), await make_issue(title="Premises")
    await merge_issues(gone, into=kept, by=By("The same concern.", None, NOW))

    with pytest.raises(Conflict, match="merged into another one"):
        await answer_issue(commitment, gone, BY)
    with pytest.raises(Conflict, match="merged into another one"):
        await make_commitment("Map.", responsible="Unit", due=None, issues=[kept, gone], officer=None, now=NOW)

    assert await Commitment.count() == 1
    assert (await get_commitment(commitment)).issue_ids == ()


async def test_is_overdue_until_all_its_issues_are_delivered(database: str) -> None:
    first, second = await make_issue(title="First"), await make_issue(title="Second")
    commitment = await promise(issues=[first, second])
    await tried(await add_evidence(commitment, LINK, officer=None, now=NOW))
    after = date(2025, 1, 1)

    told = []
    for issue in (None, first, second):
        if issue:
            await record(issue, Entry(Field.DELIVERY, Delivery.COMPLETE, "", None, NOW))
        found = await get_commitment(commitment)
        told.append((found.is_delivered, found.is_overdue(DUE), found.is_overdue(after)))

    assert told == [(False, False, True), (False, False, True), (True, False, False)]


async def test_undertakings_by_due_date_with_undated_last(database: str) -> None:
    for text, due in (("Undated", None), ("Late", date(2026, 1, 1)), ("Early", DUE)):
        await factories.make_commitment(text=text, due=due)

    assert [each.text for each in await undertakings()] == ["Early", "Late", "Undated"]
    assert await undertakings([]) == []
    with pytest.raises(NotFound):
        await get_commitment(uuid4())


async def test_get_task(database: str) -> None:
    consultation = await make_consultation()
    await make_task(consultation, text="First.")
    second = await make_task(consultation, text="Second.", position=2, source=source_json(7))

    found, task = await get_task(second)

    assert (found, task.number, task.text, task.due) == (consultation, 2, "Second.", "2024-12-31")
    with pytest.raises(NotFound):
        await get_task(uuid4())
