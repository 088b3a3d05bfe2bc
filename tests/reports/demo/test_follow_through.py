"""The demo's follow-through: it fits the notes, obeys the rules of the log, and shows what the report has to show."""

from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest

from feedback.enums import EvidenceKind
from feedback.issue_states import Entry, IssueState, objection, state_of
from reports.demo.documents import sample_documents
from reports.demo.follow_through import IssueStory, follow_through
from reports.demo.markup import Style, sample

DAY_OF_THE_DEMO = date(2026, 11, 20)
POINTS = {
    year: [paragraph.text for paragraph in sample(name) if paragraph.style is Style.BULLET]
    for year, name in {2023: "samrad_2023", 2024: "sakrad_2024", 2025: "samrad_2025"}.items()
}


def entries(story: IssueStory) -> list[Entry]:
    return [
        Entry(line.field, line.value, line.reason, UUID(int=line.officer), datetime.combine(line.on, time(), UTC))
        for line in story.log
    ]


def public_evidence(story: IssueStory, by: date) -> bool:
    return any(
        item.public and item.on <= by
        for commitment in follow_through().commitments
        if story.key in commitment.issues
        for item in commitment.evidence
    )


@pytest.mark.parametrize("story", follow_through().issues, ids=lambda story: story.key)
def test_follow_through_names_points_of_the_notes(story: IssueStory) -> None:
    named = {start for starts in story.points.values() for start in starts}
    raised = [point for year, points in POINTS.items() for point in points if story.is_raised_by(point, year)]
    assert len(raised) == len(named)


def test_follow_through_issues_recur() -> None:
    years = {story.key: sorted(story.points) for story in follow_through().issues}
    assert years.pop("accounts") == [2024, 2025]
    assert list(years.values()) == [[2023, 2024, 2025]] * 9


@pytest.mark.parametrize("story", follow_through().issues, ids=lambda story: story.key)
def test_follow_through_log_obeys_the_rules(story: IssueStory) -> None:
    log = entries(story)
    objections = [
        objection(state_of(log[:place]), entry, has_public_evidence=public_evidence(story, entry.at.date()))
        for place, entry in enumerate(log)
    ]
    assert objections == [None] * len(log)
    assert log == sorted(log, key=lambda entry: entry.at)


def test_follow_through_leaves_an_issue_unanswered() -> None:
    states = {story.key: state_of(entries(story)) for story in follow_through().issues}
    assert [key for key, state in states.items() if state == IssueState()] == ["leaders"]


def test_follow_through_has_overdue_and_moved_commitments() -> None:
    due = {each.key: each.moves[-1].to if each.moves else each.due for each in follow_through().commitments}
    done = {story.key for story in follow_through().issues if state_of(entries(story)).is_done}
    late = {
        each.key
        for each in follow_through().commitments
        if due[each.key] < DAY_OF_THE_DEMO and not done.intersection(each.issues)
    }
    assert late == {"multi-year", "lending", "written-follow-up", "digital-support"}
    assert [each.key for each in follow_through().commitments if each.moves] == [
        "multi-year",
        "written-follow-up",
        "young-people",
    ]


def test_follow_through_commitments_name_issues_and_tasks() -> None:
    issues = {story.key for story in follow_through().issues}
    tasks = [paragraph.text for paragraph in sample("direktiv_2024") if paragraph.style is Style.BULLET][-6:]
    for commitment in follow_through().commitments:
        assert set(commitment.issues) <= issues
        assert sum(task.startswith(commitment.source) for task in tasks) == 1 or not commitment.source


def test_follow_through_passages_stand_in_their_document() -> None:
    decision = [paragraph.text for paragraph in sample("direktiv_2024")]
    filenames = [each.filename for each in sample_documents()]
    items = [item for commitment in follow_through().commitments for item in commitment.evidence]
    passages = [item for item in items if item.kind is EvidenceKind.PASSAGE]
    assert [any(item.text in text for text in decision) for item in passages] == [True] * 5
    assert {item.document for item in passages} == {filenames[2]}
    assert all("example.org/" in item.url for item in items if item.kind is EvidenceKind.LINK)
    assert {item.public for item in items} == {True, False}
