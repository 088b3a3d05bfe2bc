"""Linking a commitment to an issue is an act in the issue's log; so is taking the link away, and neither can be forged."""

from uuid import UUID, uuid4

import pytest

from feedback.answered_issues import answer_issue, stop_answering
from feedback.commitments import get_commitment, make_commitment
from feedback.enums import Delivery, EvidenceKind
from feedback.errors import Conflict, NotFound
from feedback.evidence import Support, add_evidence
from feedback.issue_commitments import By, log_unlogged
from feedback.issue_logs import log_lines
from feedback.issue_search import find_issues
from feedback.issue_states import Entry, Field, ReasonNeeded
from feedback.issues import get_issue, open_issue, record
from feedback.migrations import migrate
from feedback.tables import IssueCommitment
from tests.factories import NOW, make_officer
from tests.feedback.written_logs import faults

FIGURE = Support(
    uuid4(), EvidenceKind.FIGURE, "Nine in ten.", "", None, {}, NOW.date(), is_public=True, figure="issue.survey.0"
)


async def promise(*issues: UUID, officer: UUID | None = None) -> UUID:
    return await make_commitment(
        "Open the gymnasium.", responsible="The property unit", due=None, issues=issues, officer=officer, now=NOW
    )


async def test_each_link_is_a_line_with_officer_and_reason(database: str) -> None:
    officer, issue, other = (
        await make_officer(),
        await open_issue("Rents", points=[], officer=None, now=NOW),
        await open_issue("Halls", points=[], officer=None, now=NOW),
    )

    commitment = await promise(issue, officer=officer)
    await answer_issue(commitment, other, By(" It opens halls. ", officer, NOW))
    await stop_answering(commitment, other, By("It does not.", officer, NOW))
    await stop_answering(commitment, other, By("It does not.", officer, NOW))

    assert (await get_issue(issue)).log == (Entry(Field.COMMITMENT, str(commitment), "", officer, NOW),)
    assert (await get_issue(other)).log == (
        Entry(Field.COMMITMENT, str(commitment), "It opens halls.", officer, NOW),
        Entry(Field.COMMITMENT_REMOVED, str(commitment), "It does not.", officer, NOW),
    )
    assert [line.quoted for line in await log_lines((await get_issue(other)).log)] == ["Open the gymnasium."] * 2
    assert ((await get_commitment(commitment)).issue_ids, await faults()) == ((issue,), [])


async def test_evidence_opens_complete_only_for_an_issue_that_was_linked_with_a_reason(database: str) -> None:
    officer, issue = await make_officer(), await open_issue("Rents", points=[], officer=None, now=NOW)
    commitment = await promise()
    await add_evidence(commitment, FIGURE, officer=officer, now=NOW)
    complete = Entry(Field.DELIVERY, Delivery.COMPLETE, "Done.", officer, NOW)

    with pytest.raises(ReasonNeeded):
        await answer_issue(commitment, issue, By(" ", officer, NOW))
    with pytest.raises(Conflict, match="public and counts"):
        await record(issue, complete)
    await answer_issue(commitment, issue, By("It opens rooms.", officer, NOW))
    await record(issue, complete)
    await stop_answering(commitment, issue, By("Another matter.", officer, NOW))

    assert (await get_issue(issue)).is_unsupported


async def test_verify_finds_a_link_that_no_line_tells_of_and_a_line_without_its_link(database: str) -> None:
    issue = await open_issue("Rents", points=[], officer=None, now=NOW)
    forged, linked = await promise(), await promise(issue)
    link = IssueCommitment(issue=issue, commitment=forged)
    await link.save()

    assert await faults() == [
        ("issue_commitment", str(link.id), "No line of the issue's log says that the commitment answers it.")
    ]

    await IssueCommitment.delete().where(IssueCommitment.issue == issue)

    ((log, _id, what),) = await faults()
    assert (log, what) == ("issue_entry", "The log says that a commitment answers the issue, but it is not linked.")
    assert (await get_commitment(linked)).issue_ids == ()


async def test_an_issue_is_found_by_its_answers_commitments_and_public_evidence(database: str) -> None:
    officer, issue = await make_officer(), await open_issue("Rents", points=[], officer=None, now=NOW)
    commitment = await promise()
    words = ("lokaltrafiken", "gymnasium", "nine", "secret")
    found = []

    async def note() -> None:
        found.append([word for word in words if await find_issues(word)])

    await record(issue, Entry(Field.ANSWER, "declined", "Det sköter lokaltrafiken.", officer, NOW))
    await note()
    await answer_issue(commitment, issue, By("It opens rooms.", officer, NOW))
    await note()
    await add_evidence(commitment, FIGURE, officer=officer, now=NOW)
    hidden = Support(uuid4(), EvidenceKind.FIGURE, "A secret.", "", None, {}, NOW.date(), False, figure="a.b.0")
    await add_evidence(commitment, hidden, officer=officer, now=NOW)
    await note()
    await stop_answering(commitment, issue, By("Another matter.", officer, NOW))
    await note()

    assert found == [["lokaltrafiken"], [*words[:2]], [*words[:3]], ["lokaltrafiken"]]


async def test_links_of_what_is_not_there(sqlite_database: str) -> None:
    with pytest.raises(NotFound):
        await stop_answering(await promise(), uuid4(), By("Why.", None, NOW))


async def test_links_from_before_the_log_kept_them_are_written_into_it_once(database: str) -> None:
    issue, commitment = await open_issue("Rents", points=[], officer=None, now=NOW), await promise()
    await IssueCommitment(issue=issue, commitment=commitment).save()
    before = await faults()

    await migrate()
    log = (await get_issue(issue)).log
    await migrate()

    [line] = log
    assert (line.field, line.value, line.officer) == (Field.COMMITMENT, str(commitment), None)
    assert line.reason
    assert (len(before), await faults(), (await get_issue(issue)).log) == (1, [], log)


async def test_a_link_without_a_line_is_found_once_the_logs_know_of_links(database: str) -> None:
    issue, other = [await open_issue(title, points=[], officer=None, now=NOW) for title in ("Rents", "Halls")]
    commitment = await promise(issue)
    await IssueCommitment(issue=other, commitment=commitment).save()

    await migrate()

    assert [log for log, _id, _what in await faults()] == ["issue_commitment"]
    assert (await log_unlogged(NOW), await log_unlogged(NOW), await faults()) == (1, 0, [])
