"""Issues followed over the years, and a log that is only ever added to."""

from datetime import timedelta
from uuid import uuid4

import pytest

from feedback.consultations import delete_consultation
from feedback.enums import Answer, Delivery, Effect, EvidenceKind
from feedback.errors import Conflict, NotFound
from feedback.issue_filters import IssueFilter, matching
from feedback.issue_logs import log_lines
from feedback.issue_states import Entry, Field, ReasonNeeded
from feedback.issues import (
    FollowedIssue,
    attach_point,
    detach_point,
    followed_issues,
    get_issue,
    has_public_evidence,
    issues_of_consultation,
    issues_of_points,
    open_issue,
    record,
    rename_issue,
    year_said,
)
from feedback.point_search import get_raised_points, search_points
from feedback.points import drop_point
from feedback.tables import Evidence, Issue, IssueEntry
from feedback.translation import speaking
from tests.factories import (
    NOW,
    make_commitment,
    make_consultation,
    make_issue,
    make_officer,
    make_point,
    make_reviewed_consultation,
    source_json,
)

PREMISES = "Associations need premises that they can afford."


@pytest.mark.parametrize(
    ("heading", "year"), [("", 2013), ("Storby 2012: hinder", 2012), ("2011 and 2012", 2012), ("Room 20134", 2013)]
)
def test_year_said(heading: str, year: int) -> None:
    assert year_said(heading, 2013) == year


async def test_open_issue_logs_each_point(database: str) -> None:
    officer = await make_officer()
    _consultation, _question, (premises, funding) = await make_reviewed_consultation()

    issue = await get_issue(await open_issue(" Money ", points=[premises, funding], officer=officer, now=NOW))

    assert (issue.title, [point.id for point in issue.points]) == ("Money", [premises, funding])
    assert issue.log == (
        Entry(Field.POINT_ADDED, str(premises), "", officer, NOW),
        Entry(Field.POINT_ADDED, str(funding), "", officer, NOW),
    )


async def test_open_issue_is_all_or_nothing(database: str) -> None:
    _consultation, _question, (premises, _funding) = await make_reviewed_consultation()

    with pytest.raises(NotFound):
        await open_issue("Money", points=[premises, uuid4()], officer=None, now=NOW)
    with pytest.raises(Conflict):
        await open_issue("  ", points=[premises], officer=None, now=NOW)

    assert (await Issue.count(), await IssueEntry.count()) == (0, 0)


async def test_get_issue_tells_its_years_and_sources(database: str) -> None:
    later = await make_point(await make_consultation(date="2024-06-04"), source=source_json(4, 5, page=2))
    report = await make_consultation(title="Report", date="2013-01-10", language="sv")
    earlier = await make_point(report, text="Hyrorna är höga.", heading="Storby 2012: hinder")
    issue = await get_issue(await make_issue(points=[later, earlier]))

    assert issue.years == (2012, 2024)
    assert [(point.text, point.year, point.consultation_title) for point in issue.points] == [
        ("Hyrorna är höga.", 2012, "Report"),
        (PREMISES, 2024, "Consultation on meeting places"),
    ]
    assert issue.points[1].source == {"page": 2, "first_line": 4, "last_line": 5}
    assert issue.language == "en"


async def test_get_issue_leaves_dropped_points_and_deleted_consultations_out(database: str) -> None:
    consultation, _question, (premises, funding) = await make_reviewed_consultation()
    issue = await make_issue(points=[premises, funding])
    await drop_point(premises, now=NOW)
    assert [point.id for point in (await get_issue(issue)).points] == [funding]

    await delete_consultation(consultation, now=NOW)

    assert (await get_issue(issue)).points == ()


async def test_get_issue_unknown(sqlite_database: str) -> None:
    with pytest.raises(NotFound):
        await get_issue(uuid4())


async def test_attach_point_twice_is_once(database: str) -> None:
    point = await make_point(await make_consultation())
    issue = await make_issue()

    await attach_point(issue, point, officer=None, now=NOW)
    await attach_point(issue, point, officer=None, now=NOW)

    followed = await get_issue(issue)
    assert ([each.id for each in followed.points], len(followed.log)) == ([point], 1)


async def test_detach_point_twice_is_once_and_the_log_keeps_it(database: str) -> None:
    point = await make_point(await make_consultation())
    issue = await open_issue("Money", points=[point], officer=None, now=NOW)

    await detach_point(issue, point, reason="Not this.", officer=None, now=NOW)
    await detach_point(issue, point, reason="Not this.", officer=None, now=NOW)

    followed = await get_issue(issue)
    assert (followed.points, [(entry.field, entry.reason) for entry in followed.log]) == (
        (),
        [(Field.POINT_ADDED, ""), (Field.POINT_REMOVED, "Not this.")],
    )


async def test_rename_issue_keeps_the_old_title(database: str) -> None:
    issue = await make_issue(title="Old")

    await rename_issue(issue, "New", officer=None, now=NOW)
    await rename_issue(issue, "New ", officer=None, now=NOW)
    with pytest.raises(Conflict):
        await rename_issue(issue, " ", officer=None, now=NOW)

    followed = await get_issue(issue)
    assert (followed.title, followed.log) == ("New", (Entry(Field.TITLE, "", "Old", None, NOW),))


async def test_record_only_adds_to_the_log(database: str) -> None:
    issue = await make_issue()
    entries = [
        Entry(Field.ANSWER, Answer.DECLINED, "No money.", None, NOW),
        Entry(Field.ANSWER, Answer.ACCEPTED, "", None, NOW + timedelta(days=1)),
        Entry(Field.EFFECT, Effect.MARGINAL, "", None, NOW + timedelta(days=2)),
    ]

    logs = []
    for entry in entries:
        await record(issue, entry)
        logs.append((await get_issue(issue)).log)

    assert logs == [tuple(entries[:1]), tuple(entries[:2]), tuple(entries)]
    assert await IssueEntry.select(IssueEntry.number).order_by(IssueEntry.number).output(as_list=True) == [1, 2, 3]


async def test_record_refuses_what_the_rules_forbid(database: str) -> None:
    issue = await make_issue()

    with speaking("en"), pytest.raises(Conflict, match="public"):
        await record(issue, Entry(Field.DELIVERY, Delivery.COMPLETE, "Done.", None, NOW))
    with pytest.raises(ReasonNeeded):
        await record(issue, Entry(Field.ANSWER, Answer.DECLINED, "", None, NOW))
    for entry in (Entry(Field.EFFECT, "splendid", "", None, NOW), Entry(Field.TITLE, "", "x", None, NOW)):
        with speaking("en"), pytest.raises(Conflict, match="Choose one of the values"):
            await record(issue, entry)

    assert (await get_issue(issue)).log == ()


async def test_record_on_a_log_that_has_grown(database: str) -> None:
    issue = await make_issue()
    accepted = Entry(Field.ANSWER, Answer.ACCEPTED, "", None, NOW)
    await record(issue, accepted, seen=0)

    await record(issue, Entry(Field.ANSWER, Answer.ACCEPTED, "", None, NOW + timedelta(seconds=1)), seen=0)
    with pytest.raises(Conflict):
        await record(issue, Entry(Field.ANSWER, Answer.DECLINED, "No.", None, NOW), seen=0)

    assert (await get_issue(issue)).log == (accepted,)


async def test_has_public_evidence_of_any_commitment(database: str) -> None:
    issue = await make_issue()
    commitment = await make_commitment(issues=[issue])
    await Evidence(commitment=commitment, kind=EvidenceKind.LINK.value, text="Internal", is_public=False).save()
    assert not await has_public_evidence(issue)

    other = await make_commitment(text="Another", issues=[issue])
    await Evidence(commitment=other, kind=EvidenceKind.LINK.value, text="Public", is_public=True).save()

    assert await has_public_evidence(issue)


async def test_followed_issues_by_recurrence_then_title(database: str) -> None:
    old = await make_point(await make_consultation(date="2012"))
    new = await make_point(await make_consultation(date="2024"))
    for title, points in (("Beta", [new]), ("Often", [old, new]), ("Alpha", [new]), ("None", [])):
        await make_issue(title=title, points=points)

    assert [issue.title for issue in await followed_issues()] == ["Often", "Alpha", "Beta", "None"]
    assert await followed_issues([]) == []


async def test_issues_of_points_and_of_a_consultation(database: str) -> None:
    consultation, _question, (premises, funding) = await make_reviewed_consultation()
    issue = await make_issue(points=[premises])

    assert await issues_of_points([premises, funding]) == {premises: [issue]}
    assert [each.id for each in await issues_of_consultation(consultation)] == [issue]
    await drop_point(premises, now=NOW)
    assert await issues_of_consultation(consultation) == []


async def test_search_points_in_any_case_of_letters(database: str) -> None:
    consultation = await make_consultation(title="Samråd", language="sv")
    upper = await make_point(consultation, text="Återkommande stöd behövs.", heading="2012")
    lower = await make_point(consultation, text="Stöd som återkommer till 100 %.", position=2)
    dropped = await make_point(consultation, text="Återigen.", position=3)
    await drop_point(dropped, now=NOW)
    issue = await make_issue(points=[lower])

    assert [point.id for point in await search_points("åter")] == [upper, lower]
    assert [point.id for point in await search_points("Åter", besides=issue)] == [upper]
    assert [point.id for point in await search_points("STÖD 100 %")] == [lower]
    assert await search_points("  ") == []
    assert [(point.text, point.year) for point in await get_raised_points([upper, dropped, uuid4()])] == [
        ("Återkommande stöd behövs.", 2012)
    ]


async def test_log_lines_name_officers_values_and_points(database: str) -> None:
    officer = await make_officer(name="Oskar Other")
    point = await make_point(await make_consultation())
    issue = await open_issue("Money", points=[point], officer=officer, now=NOW)
    await record(issue, Entry(Field.ANSWER, Answer.OUTSIDE_REMIT, "The region.", None, NOW))
    await rename_issue(issue, "Premises", officer=officer, now=NOW)

    with speaking("en"):
        lines = await log_lines((await get_issue(issue)).log)

    assert [(line.number, line.officer, line.field, line.value, line.quoted, line.reason) for line in lines] == [
        (3, "Oskar Other", Field.TITLE, "", "Money", ""),
        (2, "", Field.ANSWER, "Outside our remit", "", "The region."),
        (1, "Oskar Other", Field.POINT_ADDED, "", PREMISES, ""),
    ]


def test_issue_filter_reads_its_own_query() -> None:
    wanted = IssueFilter(is_answered=False, delivery=Delivery.LIMITED, is_recurring=True, title="rent")

    assert IssueFilter.read(wanted.query) == wanted
    assert IssueFilter.read({"answered": "maybe", "delivery": "joke", "recurring": "x"}) == IssueFilter()
    assert IssueFilter().query == {}


def test_matching_by_words_of_the_title() -> None:
    issues = [FollowedIssue(uuid4(), title, "", (), ()) for title in ("Högre hyror", "Hyror i skolan", "Bidrag")]

    found = matching(issues, IssueFilter(title="HYROR hög"))

    assert [issue.title for issue in found] == ["Högre hyror"]
