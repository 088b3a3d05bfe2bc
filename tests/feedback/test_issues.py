"""Issues followed over the years, and a log that is only ever added to."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from feedback.commitments import get_commitment
from feedback.consultations import delete_consultation
from feedback.enums import Answer, Delivery, Effect, EvidenceKind, Verification
from feedback.errors import Conflict, NotFound
from feedback.issue_heads import edit_issue, rename_issue
from feedback.issue_logs import PublicLine, log_lines, public_lines
from feedback.issue_states import Entry, Field, ReasonNeeded
from feedback.issues import (
    attach_point,
    detach_point,
    followed_issues,
    get_issue,
    issues_of_consultation,
    open_issue,
    record,
)
from feedback.point_search import get_raised_points, search_points
from feedback.points import drop_point
from feedback.raised_points import issues_of_points, year_said
from feedback.settings import settings
from feedback.tables import Evidence, Issue, IssueEntry, Officer
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


@pytest.mark.parametrize("reason", ["", " \n"])
async def test_detach_point_without_a_reason_is_refused(sqlite_database: str, reason: str) -> None:
    point = await make_point(await make_consultation())
    issue = await open_issue("Money", points=[point], officer=None, now=NOW)

    with pytest.raises(ReasonNeeded, match="Say why the point is not about this issue"):
        await detach_point(issue, point, reason=reason, officer=None, now=NOW)

    assert [each.id for each in (await get_issue(issue)).points] == [point]


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
        Entry(Field.EFFECT, Effect.TOO_EARLY, "", None, NOW + timedelta(days=2)),
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


async def test_get_issue_knows_public_evidence_of_any_commitment(database: str) -> None:
    issue, bare = await make_issue(), await make_issue(title="Bare")
    commitment = await make_commitment(issues=[issue, bare])
    await Evidence(commitment=commitment, kind=EvidenceKind.LINK.value, text="Internal", is_public=False).save()
    await Evidence(
        commitment=commitment, kind=EvidenceKind.LINK.value, text="Gone", is_public=True, retracted_at=NOW
    ).save()
    assert not (await get_issue(issue)).has_public_evidence

    other = await make_commitment(text="Another", issues=[issue])
    await Evidence(
        commitment=other, kind=EvidenceKind.FIGURE.value, text="Public", is_public=True, date=NOW.date(), figure="a.b.0"
    ).save()

    assert [each.has_public_evidence for each in await followed_issues([issue, bare])] == [False, True]


async def test_complete_without_its_evidence_is_unsupported_and_not_done(database: str) -> None:
    officer, issue = await make_officer(), await make_issue()
    commitment = await make_commitment(issues=[issue], due=NOW.date())
    figure = Evidence(
        commitment=commitment,
        kind=EvidenceKind.FIGURE.value,
        text="42 schools.",
        is_public=True,
        date=NOW.date(),
        figure="a.b.0",
    )
    await figure.save()
    await record(issue, Entry(Field.DELIVERY, Delivery.COMPLETE, "All is done.", officer, NOW))
    before = await get_issue(issue)
    assert ((before.is_unsupported, before.is_done), (await get_commitment(commitment)).is_delivered) == (
        (False, True),
        True,
    )

    await Evidence.update({Evidence.retracted_at: NOW}).where(Evidence.id == figure.id)

    after = await get_issue(issue)
    assert (after.state.delivery, after.is_unsupported, after.is_done) == (Delivery.COMPLETE, True, False)
    assert (await get_commitment(commitment)).is_overdue(NOW.date() + timedelta(days=1))


async def test_record_a_check_needs_another_officer_who_works_here(database: str) -> None:
    olga, oskar = await make_officer(), await make_officer(email="oskar@example.org", name="Oskar Other")
    issue = await make_issue()
    await record(issue, Entry(Field.DELIVERY, Delivery.LIMITED, "One school.", olga, NOW))
    refusals = []

    for officer in (olga, None, uuid4()):
        with speaking("en"), pytest.raises(Conflict) as refused:
            await record(issue, Entry(Field.VERIFICATION, Verification.CHECKED, "", officer, NOW))
        refusals.append(str(refused.value))
    await Officer.update({Officer.is_active: False}).where(Officer.id == oskar)
    with speaking("en"), pytest.raises(Conflict) as refused:
        await record(issue, Entry(Field.VERIFICATION, Verification.CHECKED, "", oskar, NOW))
    await Officer.update({Officer.is_active: True}).where(Officer.id == oskar)
    await record(issue, Entry(Field.VERIFICATION, Verification.CHECKED, "", oskar, NOW))

    another = "The check must be made by another officer than the one who reported the delivery."
    nobody = "The check must be made by an officer who works here now."
    assert ([*refusals, str(refused.value)], (await get_issue(issue)).state.verification) == (
        [another, another, nobody, nobody],
        Verification.CHECKED,
    )


@pytest.mark.parametrize(("reason", "message"), [("x" * 4001, "at most 4000"), ("No\0thing", "cannot be kept")])
async def test_record_refuses_a_reason_that_cannot_be_kept(sqlite_database: str, reason: str, message: str) -> None:
    issue = await make_issue()

    with speaking("en"), pytest.raises(Conflict, match=message):
        await record(issue, Entry(Field.ANSWER, Answer.DECLINED, reason, None, NOW))


async def test_record_what_was_seen_of_an_empty_log(sqlite_database: str) -> None:
    issue = await make_issue()

    with pytest.raises(Conflict):
        await record(issue, Entry(Field.ANSWER, Answer.ACCEPTED, "", None, NOW), seen=7)


@pytest.mark.parametrize(("months", "unconfirmed"), [("12", [False, True]), ("11", [True, True])])
async def test_is_unconfirmed_after_the_months_of_the_installation(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch, months: str, unconfirmed: list[bool]
) -> None:
    issue = await make_issue()
    await record(issue, Entry(Field.DELIVERY, Delivery.LIMITED, "One school.", None, NOW))
    monkeypatch.setenv("GENSVAR_UNCONFIRMED_MONTHS", months)
    settings.cache_clear()

    followed = await get_issue(issue)

    assert [followed.is_unconfirmed(date(2025, 6, day)) for day in (10, 11)] == unconfirmed


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


async def test_edit_issue_logs_only_what_changed(database: str) -> None:
    officer, issue = await make_officer(), await make_issue(title="Rents", owner_unit="Unit for culture")

    await edit_issue(
        issue, title="Rents", owner_unit="Unit for  civil society ", policy_area="Area 17", officer=officer, now=NOW
    )

    followed = await get_issue(issue)
    assert (followed.owner_unit, followed.policy_area) == ("Unit for civil society", "Area 17")
    assert followed.log == (
        Entry(Field.OWNER_UNIT, "", "Unit for culture", officer, NOW),
        Entry(Field.POLICY_AREA, "", "", officer, NOW),
    )


async def test_edit_issue_is_all_or_nothing(database: str) -> None:
    issue = await make_issue(title="Rents")

    with pytest.raises(Conflict, match="120"):
        await edit_issue(issue, title="Other", owner_unit="Unit", policy_area="x" * 121, officer=None, now=NOW)

    followed = await get_issue(issue)
    assert (followed.title, followed.owner_unit, followed.log) == ("Rents", "", ())


async def test_years_leave_out_those_not_known(sqlite_database: str) -> None:
    points = [await make_point(await make_consultation(date=date)) for date in ("", "2024-06-04")]

    assert (await get_issue(await make_issue(points=points))).years == (2024,)


def test_public_lines_tell_the_facts_and_nobodys_name() -> None:
    other, officer = uuid4(), uuid4()
    log = [
        Entry(Field.POINT_ADDED, str(uuid4()), "Internal.", officer, NOW),
        Entry(Field.ANSWER, Answer.DECLINED, "No money.", officer, NOW),
        Entry(Field.TITLE, "", "What Maja said", officer, NOW),
        Entry(Field.OWNER_UNIT, "", "The unit before", officer, NOW),
        Entry(Field.MERGED, str(other), "The same.", officer, NOW),
    ]

    with speaking("en"):
        lines = public_lines(log)

    assert lines == [
        PublicLine(5, NOW.date(), Field.MERGED, "", "The same.", other),
        PublicLine(2, NOW.date(), Field.ANSWER, "Declined", "No money.", None),
    ]


async def test_log_lines_quote_other_issues_and_what_stood_before(sqlite_database: str) -> None:
    other = await make_issue(title="Rents in schools")
    log = [
        Entry(Field.SPLIT, str(other), "Two concerns.", None, NOW),
        Entry(Field.POLICY_AREA, "", "Culture", None, NOW),
    ]

    lines = await log_lines(log)

    assert [(line.quoted, line.reason) for line in lines] == [("Culture", ""), ("Rents in schools", "Two concerns.")]
