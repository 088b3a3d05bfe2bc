"""Publishing: what stands in the way, what the logs keep, and what is told to other programs."""

from datetime import timedelta

import pytest

from feedback.api.published import (
    addressed_issues,
    public_commitments,
    public_consultations,
    public_issues,
    public_points,
)
from feedback.consultations import Facts, edit_facts
from feedback.enums import ConsultationKind
from feedback.errors import Conflict
from feedback.issue_heads import rename_issue
from feedback.issue_logs import public_lines
from feedback.issue_states import Field
from feedback.issue_summaries import wrong_summaries
from feedback.issues import attach_point, get_issue
from feedback.personal_data_flags import list_flags
from feedback.publishing import (
    issues_that_name_somebody,
    publish_consultation,
    publish_issue,
    withdraw_consultation,
    withdraw_issue,
)
from feedback.tables import Issue
from tests.factories import (
    NOW,
    make_commitment,
    make_consultation,
    make_flag,
    make_issue,
    make_officer,
    make_point,
    make_reviewed_consultation,
    source_json,
)


async def test_a_draft_is_not_published(database: str) -> None:
    consultation = await make_consultation(state="under review")

    with pytest.raises(Conflict, match="still a draft"):
        await publish_consultation(consultation, now=NOW)

    assert await public_consultations({consultation}) == set()


async def test_every_flag_of_personal_data_has_to_be_looked_at(database: str) -> None:
    consultation, _question, [first, second] = await make_reviewed_consultation()
    seen = await make_flag(consultation, source=source_json(4))
    await make_flag(consultation, text="maja@example.org", kind="email")

    with pytest.raises(Conflict, match="tick each"):
        await publish_consultation(consultation, acknowledged=[seen], now=NOW)
    await publish_consultation(consultation, acknowledged=[flag.id for flag in await list_flags(consultation)], now=NOW)

    assert await public_consultations({consultation}) == {consultation}
    # Looked at is not decided: until then what stands on a flagged line is not public.
    assert await public_points({first, second}) == {second}


async def test_a_consultation_that_is_withdrawn_is_nobodys_to_read(database: str) -> None:
    consultation, _question, points = await make_reviewed_consultation()
    await publish_consultation(consultation, now=NOW)
    before = await public_points(points)

    await withdraw_consultation(consultation)

    assert (before, await public_points(points)) == (set(points), set())


async def test_the_log_of_an_issue_keeps_when_it_was_public_and_why_not_any_more(database: str) -> None:
    issue, officer = await make_issue(), await make_officer()
    commitment = await make_commitment(issues=[issue])

    await publish_issue(issue, officer=officer, now=NOW)
    await publish_issue(issue, officer=officer, now=NOW + timedelta(days=1))
    public = await public_issues({issue}), await public_commitments({commitment})
    with pytest.raises(Conflict, match="reason"):
        await withdraw_issue(issue, reason=" ", officer=officer, now=NOW)
    await withdraw_issue(issue, reason="It names somebody.", officer=officer, now=NOW + timedelta(days=2))

    assert public == ({issue}, {commitment})
    assert (await public_issues({issue}), await public_commitments({commitment})) == (set(), set())
    log = (await get_issue(issue)).log
    assert [(entry.field, entry.value, entry.reason) for entry in log] == [
        (Field.PUBLISHED, "yes", ""),
        (Field.PUBLISHED, "no", "It names somebody."),
    ]
    assert [line.value for line in public_lines(log)] == ["No", "Yes"]
    assert [each async for each in wrong_summaries()] == []


async def test_a_point_of_a_later_flag_is_not_shown_any_more(database: str) -> None:
    consultation = await make_consultation()
    point = await make_point(consultation, text="Maja Exempelsson wants more premises.")
    await publish_consultation(consultation, now=NOW)
    before = await public_points([point])

    await make_flag(consultation)

    assert (before, await public_points([point])) == ({point}, set())


async def test_a_title_that_names_somebody_is_not_published(database: str) -> None:
    consultation, _question, points = await make_reviewed_consultation(title="Meeting with maja exempelsson")
    flag = await make_flag(consultation)
    issue, officer = await make_issue(title="What Maja Exempelsson wants", points=points), await make_officer()

    with pytest.raises(Conflict, match="identified by “Maja Exempelsson”"):
        await publish_consultation(consultation, acknowledged=[flag], now=NOW)
    with pytest.raises(Conflict, match="Change the title"):
        await publish_issue(issue, officer=officer, now=NOW)

    assert (await public_consultations({consultation}), await public_issues({issue})) == (set(), set())


async def test_a_public_title_is_not_changed_to_one_that_names_somebody(database: str) -> None:
    consultation, _question, _points = await make_reviewed_consultation()
    flag = await make_flag(consultation)
    await publish_consultation(consultation, acknowledged=[flag], now=NOW)
    facts = Facts(
        title="Meeting with Maja Exempelsson",
        kind=ConsultationKind.CONFERENCE,
        date="2024-06-04",
        host="",
        language="en",
        participants_count=None,
        participants_unit="",
        participants_text="",
    )

    with pytest.raises(Conflict, match="Maja Exempelsson"):
        await edit_facts(consultation, facts)


async def test_a_public_issue_is_not_renamed_to_name_somebody(database: str) -> None:
    consultation = await make_consultation()
    await make_flag(consultation)
    issue, private = [await make_issue(points=[await make_point(consultation, position=n)]) for n in (1, 2)]
    await publish_issue(issue, officer=None, now=NOW)

    with pytest.raises(Conflict, match="identified by “Maja Exempelsson”"):
        await rename_issue(issue, "What  maja  exempelsson wants", officer=None, now=NOW)
    await rename_issue(private, "What Maja Exempelsson wants", officer=None, now=NOW)

    assert [(await get_issue(each)).title for each in (issue, private)] == [
        "Premises are too expensive",
        "What Maja Exempelsson wants",
    ]


async def test_a_public_issue_that_is_raised_where_its_title_is_flagged_is_told_of(database: str) -> None:
    before, after = await make_consultation(), await make_consultation(title="A later meeting")
    issue = await make_issue(title="What Maja Exempelsson wants", points=[await make_point(before)])
    await publish_issue(issue, officer=None, now=NOW)
    await make_flag(after)
    told = await issues_that_name_somebody()

    await attach_point(issue, await make_point(after), officer=None, now=NOW)

    assert (told, await issues_that_name_somebody()) == ([], [issue])


async def test_an_issue_that_goes_on_in_a_public_one_has_an_address_and_is_none_of_its_own(database: str) -> None:
    kept, folded, officer = await make_issue(), await make_issue(title="The same"), await make_officer()
    for issue in (kept, folded):
        await publish_issue(issue, officer=officer, now=NOW)

    await Issue.update({Issue.merged_into: kept}).where(Issue.id == folded)

    assert await public_issues({kept, folded}) == {kept}
    assert await public_issues() == {kept}
    assert await addressed_issues({kept, folded}) == {kept, folded}
