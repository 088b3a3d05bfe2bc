"""Issues that become one, or several: nothing is lost, and both logs tell it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from feedback.enums import Answer
from feedback.errors import Conflict, NotFound
from feedback.issue_commitments import By
from feedback.issue_heads import edit_issue, rename_issue
from feedback.issue_merging import merge_issues, move_points, split_issue
from feedback.issue_search import find_issues
from feedback.issue_states import Entry, Field, ReasonNeeded
from feedback.issue_summaries import wrong_summaries
from feedback.issues import attach_point, followed_issues, get_issue, open_issue, record
from feedback.tables import IssueCommitment
from feedback.translation import gettext as _
from feedback.translation import speaking
from tests.factories import NOW, make_commitment, make_consultation, make_issue, make_officer, make_point


async def _points() -> tuple[UUID, UUID, UUID]:
    """Points of 2012, 2019 and 2024."""
    rents = await make_point(await make_consultation(date="2012"), text="Rents are high.")
    halls = await make_point(await make_consultation(date="2019"), text="Sports halls stay closed.")
    money = await make_point(await make_consultation(date="2024"), text="Grants end after a year.")
    return rents, halls, money


async def _log(issue: UUID, *, after: int) -> list[tuple[Field, str, str]]:
    return [(entry.field, entry.value, entry.reason) for entry in (await get_issue(issue)).log[after:]]


async def test_merge_moves_points_and_commitments_and_tells_both_logs(database: str) -> None:
    officer, (rents, halls, money) = await make_officer(), await _points()
    gone = await open_issue("Rents", points=[rents], officer=officer, now=NOW)
    await attach_point(gone, halls, officer=officer, now=NOW + timedelta(days=1))
    kept = await open_issue("Premises", points=[halls, money], officer=officer, now=NOW)
    both, own = await make_commitment(issues=[gone, kept]), await make_commitment(text="Map them.", issues=[gone])

    await merge_issues(gone, into=kept, by=By("The same concern.", officer, NOW))

    one, other = await get_issue(kept), await get_issue(gone)
    assert ([point.id for point in one.points], one.years, other.points) == (
        [rents, halls, money],
        (2012, 2019, 2024),
        (),
    )
    assert (one.former_ids, other.merged_into) == ((gone,), kept)
    links = await IssueCommitment.select(IssueCommitment.issue, IssueCommitment.commitment)
    assert {(row["issue"], row["commitment"]) for row in links} == {(kept, both), (kept, own)}
    told = await _log(gone, after=2)
    unlinked = {(Field.COMMITMENT_REMOVED, str(each), "The same concern.") for each in (both, own)}
    assert set(told[2:4]) == unlinked
    assert [*told[:2], *told[4:]] == [
        (Field.POINT_REMOVED, str(rents), "Moved to “Premises”. The same concern."),
        (Field.POINT_REMOVED, str(halls), "Moved to “Premises”. The same concern."),
        (Field.MERGED, str(kept), "It goes on in the other issue. The same concern."),
    ]
    assert await _log(kept, after=2) == [
        (Field.POINT_ADDED, str(rents), "Moved from “Rents”. The same concern."),
        (Field.COMMITMENT, str(own), "The same concern."),
        (Field.MERGED, str(gone), "The other issue goes on here. The same concern."),
    ]


async def test_merged_issues_leave_lists_and_searches_but_not_their_address(database: str) -> None:
    rents, halls, _money = await _points()
    gone, kept = await make_issue(title="Rents", points=[rents]), await make_issue(title="Halls", points=[halls])

    await merge_issues(gone, into=kept, by=By("The same.", None, NOW))

    assert [issue.title for issue in await followed_issues()] == ["Halls"]
    assert (await get_issue(gone)).title == "Rents"
    assert list(await find_issues("rents")) == [kept]  # by the point that it took over
    assert [issue async for issue in wrong_summaries()] == []


async def test_nothing_is_written_any_more_about_an_issue_that_was_merged(database: str) -> None:
    rents, halls, money = await _points()
    gone, kept = await make_issue(title="Rents", points=[rents]), await make_issue(title="Halls", points=[halls])
    await merge_issues(gone, into=kept, by=By("The same.", None, NOW))
    before, by = (await get_issue(gone)).log, By("Why.", None, NOW)

    for attempt in (
        record(gone, Entry(Field.ANSWER, Answer.ACCEPTED, "", None, NOW)),
        rename_issue(gone, "Again", officer=None, now=NOW),
        edit_issue(gone, title="Rents", owner_unit="Unit", policy_area="", officer=None, now=NOW),
        attach_point(gone, money, officer=None, now=NOW),
        merge_issues(gone, into=kept, by=by),
        merge_issues(await make_issue(title="Third"), into=gone, by=by),
        move_points(kept, [halls], to=gone, by=by),
        split_issue(gone, "New", points=[rents], by=by),
    ):
        with speaking("en"), pytest.raises(Conflict, match="was merged into another one"):
            await attempt

    assert (await get_issue(gone)).log == before


async def test_merging_back_undoes_a_merge(database: str) -> None:
    rents, halls, money = await _points()
    first, second = await make_issue(title="Rents", points=[rents]), await make_issue(title="Halls", points=[halls])
    third = await make_issue(title="Money", points=[money])
    await merge_issues(first, into=second, by=By("The same.", None, NOW))
    await merge_issues(second, into=third, by=By("The same too.", None, NOW))

    await merge_issues(third, into=first, by=By("They were not.", None, NOW))
    await move_points(first, [halls], to=await make_issue(title="Halls again"), by=By("Its own.", None, NOW))

    one = await get_issue(first)
    assert ([point.id for point in one.points], one.merged_into) == ([rents, money], None)
    assert [(await get_issue(each)).merged_into for each in (second, third)] == [first, first]
    assert one.former_ids == tuple(sorted((second, third), key=str))


async def test_split_takes_points_and_commitments_along(database: str) -> None:
    rents, halls, money = await _points()
    issue = await make_issue(title="Premises", points=[rents, halls, money], owner_unit="Unit K", policy_area="Area 17")
    answering, other = await make_commitment(issues=[issue]), await make_commitment(text="Other", issues=[issue])

    new = await split_issue(
        issue, " Money ", points=[money], commitments=[answering], by=By("Another matter.", None, NOW)
    )

    old, split = await get_issue(issue), await get_issue(new)
    assert ([point.id for point in old.points], [point.id for point in split.points]) == ([rents, halls], [money])
    assert (split.title, split.owner_unit, split.policy_area) == ("Money", "Unit K", "Area 17")
    links = await IssueCommitment.select(IssueCommitment.issue, IssueCommitment.commitment)
    assert {(row["issue"], row["commitment"]) for row in links} == {
        (issue, answering),
        (issue, other),
        (new, answering),
    }
    assert await _log(issue, after=0) == [
        (Field.SPLIT, str(new), "A part of it goes on in the other issue. Another matter."),
        (Field.POINT_REMOVED, str(money), "Moved to “Money”. Another matter."),
    ]
    assert [field for field, _value, _reason in await _log(new, after=0)] == [
        Field.SPLIT,
        Field.OWNER_UNIT,
        Field.POLICY_AREA,
        Field.POINT_ADDED,
        Field.COMMITMENT,
    ]
    assert [issue async for issue in wrong_summaries()] == []


async def test_move_points_tells_both_logs_in_the_language_of_the_notes(database: str) -> None:
    swedish = await make_consultation(language="sv")
    rents, halls = await make_point(swedish, text="Hyrorna."), await make_point(swedish, text="Hallarna.", position=2)
    one = await make_issue(title="Lokaler", points=[rents, halls])
    other = await make_issue(title="Rents", points=[await make_point(await make_consultation())])

    with speaking("en"):
        await move_points(one, [rents], to=other, by=By("Hör dit.", None, NOW))

    with speaking("sv"):
        moved = f"{_('Moved to “%(title)s”.', title='Rents')} Hör dit."
    assert await _log(one, after=0) == [(Field.POINT_REMOVED, str(rents), moved)]
    assert await _log(other, after=0) == [(Field.POINT_ADDED, str(rents), "Moved from “Lokaler”. Hör dit.")]


async def test_move_points_that_are_there_already_leaves_one(database: str) -> None:
    rents, halls, _money = await _points()
    one, other = await make_issue(points=[rents, halls]), await make_issue(title="Other", points=[rents])

    await move_points(one, [rents], to=other, by=By("There.", None, NOW))

    assert [point.id for point in (await get_issue(other)).points] == [rents]
    assert (await get_issue(other)).log == ()


async def test_what_is_refused_changes_nothing(database: str) -> None:
    rents, halls, _money = await _points()
    one, other = await make_issue(points=[rents]), await make_issue(title="Other", points=[halls])
    foreign, by = await make_commitment(issues=[other]), By("Why.", None, NOW)

    for attempt, error in (
        (merge_issues(one, into=other, by=By("  ", None, NOW)), ReasonNeeded),
        (merge_issues(one, into=one, by=by), Conflict),
        (merge_issues(one, into=uuid4(), by=by), NotFound),
        (move_points(one, [], to=other, by=by), Conflict),
        (move_points(one, [halls], to=other, by=by), Conflict),
        (move_points(one, [rents], to=one, by=by), Conflict),
        (split_issue(one, " ", points=[rents], by=by), Conflict),
        (split_issue(one, "New", points=[rents], commitments=[foreign], by=by), Conflict),
    ):
        with pytest.raises(error):
            await attempt

    assert [(issue.log, len(issue.points)) for issue in await followed_issues()] == [((), 1), ((), 1)]


async def test_what_the_public_follows_is_not_merged_into_what_it_may_not_read(database: str) -> None:
    public, hidden = await make_issue(title="Rents", published_at=NOW), await make_issue(title="Halls")

    with speaking("en"), pytest.raises(Conflict, match="Publish the other one first"):
        await merge_issues(public, into=hidden, by=By("The same.", None, NOW))
    await merge_issues(hidden, into=public, by=By("The same.", None, NOW))
    with speaking("en"), pytest.raises(Conflict, match="Split this one"):
        await merge_issues(public, into=hidden, by=By("It was not.", None, NOW))

    assert ((await get_issue(public)).merged_into, (await get_issue(hidden)).merged_into) == (None, public)
