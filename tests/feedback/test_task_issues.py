"""From a decision's tasks to commitments: suggestions, passages, what is recorded, many in one go."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from feedback.commitments import make_commitment, undertakings
from feedback.enums import ConsultationKind, ConsultationState
from feedback.errors import Conflict, NotFound
from feedback.task_issues import TaskRecord, follow_tasks, record_tasks
from feedback.translation import speaking
from tests.factories import (
    NOW,
    make_consultation,
    make_document,
    make_issue,
    make_officer,
    make_point,
    make_task,
    make_theme,
    source_json,
)

DUE = date(2025, 6, 30)
LINES = ("Decision", "", "Map the premises of", "all municipalities.", "Find mentors.")


async def make_decision() -> tuple[UUID, UUID, UUID]:
    """A decision with a document and two tasks; gives their ids."""
    decision = await make_consultation(
        title="Directive", kind=ConsultationKind.DECISION, document=await make_document(LINES)
    )
    first = await make_task(decision, source=source_json(3, 4))
    second = await make_task(decision, text="Find mentors.", position=2, source=source_json(5))
    return decision, first, second


async def test_follow_tasks_suggests_issues_with_their_reasons(database: str) -> None:
    await make_theme(title="Premises", keywords=["premises", "rooms"])
    meeting = await make_consultation(points=["Schools could lend rooms in the evenings."])
    premises = await make_issue(
        title="Premises are too expensive", points=[await make_point(meeting, text="We need rooms.", position=2)]
    )
    await make_issue(title="Funding for one year at a time")
    decision, first, second = await make_decision()

    mapped, mentors = await follow_tasks(decision)

    assert (mapped.task.id, mentors.task.id) == (first, second)
    assert mapped.passage == "Map the premises of\nall municipalities."
    ((best),) = [each for each in mapped.suggestions if each.issue.id == premises]
    assert (best.because, [theme.label for theme in best.themes]) == (("premises",), ["Premises"])
    assert mapped.suggestions[0] == best
    assert [passage.text for passage in mapped.marked_text if passage.is_matched] == ["premises"]
    assert mentors.suggestions == ()


async def test_record_tasks_many_in_one_go_each_with_its_passage(database: str) -> None:
    officer = await make_officer()
    issue = await make_issue()
    decision, first, second = await make_decision()

    made = await record_tasks(
        decision,
        [TaskRecord(first, "The inquiry chair", DUE, (issue,)), TaskRecord(second, "The agency", None)],
        officer=officer,
        now=NOW,
    )

    recorded = {each.id: each for each in await undertakings(made)}
    shown = [(recorded[key].text, recorded[key].due, recorded[key].issue_ids) for key in made]
    assert shown == [("Map the premises of all municipalities.", DUE, (issue,)), ("Find mentors.", None, ())]
    assert recorded[made[0]].source == {"page": 1, "first_line": 3, "last_line": 4}
    assert {each.consultation_id for each in recorded.values()} == {decision}
    followed = await follow_tasks(decision)
    assert [[each.id for each in task.commitments] for task in followed] == [[made[0]], [made[1]]]


async def test_record_tasks_all_or_none(database: str) -> None:
    decision, first, second = await make_decision()
    await record_tasks(decision, [TaskRecord(first, "The inquiry chair", DUE)], officer=None, now=NOW)
    open_task = TaskRecord(second, "The agency", None)
    other, stranger, _ = await _another_decision()

    for records in (
        [],
        [open_task, TaskRecord(first, "The inquiry chair", DUE)],
        [open_task, TaskRecord(stranger, "The agency", None)],
        [open_task, TaskRecord(uuid4(), "The agency", None)],
        [TaskRecord(second, " ", None)],
        [open_task, open_task],
    ):
        with pytest.raises(Conflict):
            await record_tasks(decision, records, officer=None, now=NOW)

    assert len(await undertakings()) == 1
    with pytest.raises(NotFound):
        await follow_tasks(uuid4())
    assert len(await follow_tasks(other)) == 1


async def _another_decision() -> tuple[UUID, UUID, None]:
    decision = await make_consultation(title="Another", kind=ConsultationKind.DECISION)
    return decision, await make_task(decision), None


async def test_tasks_on_the_same_line_are_told_apart_by_their_words(sqlite_database: str) -> None:
    decision = await make_consultation(kind=ConsultationKind.DECISION)
    first = await make_task(decision, text="Map the premises.", source=source_json(1))
    second = await make_task(decision, text="Find mentors.", position=2, source=source_json(1))

    await record_tasks(decision, [TaskRecord(second, "The agency", None)], officer=None, now=NOW)

    followed = {each.task.id: len(each.commitments) for each in await follow_tasks(decision)}
    assert followed == {first: 0, second: 1}


async def test_two_tasks_in_one_passage_are_told_apart_whatever_their_commitments_are_called(database: str) -> None:
    decision = await make_consultation(kind=ConsultationKind.DECISION)
    first = await make_task(decision, text="Map the premises.", source=source_json(1))
    second = await make_task(decision, text="Find mentors.", position=2, source=source_json(1))

    made = await make_commitment(
        "Find a hundred mentors.", responsible="The agency", due=None, task=second, officer=None, now=NOW
    )

    followed = {each.task.id: [it.id for it in each.commitments] for each in await follow_tasks(decision)}
    assert followed == {first: [], second: [made]}
    with pytest.raises(Conflict):
        await record_tasks(decision, [TaskRecord(second, "The agency", None)], officer=None, now=NOW)
    with pytest.raises(Conflict):
        await make_commitment("Again.", responsible="Us", due=None, task=second, officer=None, now=NOW)


async def test_nothing_is_recorded_from_a_decision_that_nobody_confirmed(database: str) -> None:
    decision = await make_consultation(state=ConsultationState.UNDER_REVIEW.value)
    task = await make_task(decision)

    for attempt in (
        record_tasks(decision, [TaskRecord(task, "The agency", None)], officer=None, now=NOW),
        make_commitment("Map.", responsible="Us", due=None, task=task, officer=None, now=NOW),
        make_commitment("Map.", responsible="Us", due=None, consultation=decision, officer=None, now=NOW),
    ):
        with speaking("en"), pytest.raises(Conflict, match="not confirmed yet"):
            await attempt

    assert await undertakings() == []
