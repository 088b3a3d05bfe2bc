"""The right of reply: who has it, what officers may do about a reply, and what everybody reads."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from feedback.attendance import set_attendance, set_points
from feedback.errors import Conflict, NotAllowed, NotFound, TooMany
from feedback.issue_commitments import By
from feedback.issue_merging import merge_issues
from feedback.issues import followed_issues, get_issue
from feedback.organisations import Details, add_organisation
from feedback.points import list_points
from feedback.translation import speaking
from reports.issuing import follow_up_document
from reports.replies import LONGEST_REPLY, MOST_REPLIES, ReplyState, may_reply_to, replies_of, send_reply, shown_replies
from reports.reply_decisions import count_waiting, list_replies, show_reply, withhold_reply
from reports.tables import ReplyEntry
from reports.withholding import LAWS, Law, LawNeeded, grounds_text, kept_grounds
from tests.factories import NOW, make_consultation, make_issue, make_officer, make_reviewed_consultation

LATER = NOW + timedelta(days=1)


async def make_attended() -> tuple[UUID, UUID, UUID]:
    """An organisation, the consultation that it attended, and an issue raised there."""
    consultation, _question, points = await make_reviewed_consultation()
    organisation = await add_organisation(Details("The Example Association", "info@example.org", "en"))
    await set_attendance(consultation, [organisation])
    return organisation, consultation, await make_issue(points=points[:1])


async def shown(issue: UUID) -> list[tuple[str, str]]:
    found = await shown_replies([await get_issue(issue)])
    return [(each.organisation, each.text) for each in found.get(issue, [])]


async def test_a_reply_is_shown_word_for_word_after_an_officer_has_seen_it(database: str) -> None:
    organisation, consultation, issue = await make_attended()
    words = "Två av tre skolor är stängda.\n\nتعليق"

    reply = await send_reply(organisation, issue, f" {words}\n", language="sv", now=NOW)
    before = await shown(issue)
    await show_reply(reply, officer=await make_officer(), now=LATER)

    assert (before, await shown(issue)) == ([], [("The Example Association", words)])
    document = await follow_up_document(consultation, language="en", today=NOW.date())
    texts = [getattr(block, "text", "") for block in document.blocks]
    place = texts.index("The Example Association:")
    assert (texts[place + 1], document.blocks[place + 1].language) == (words, "sv")  # type: ignore[union-attr]
    assert document.cut == "11\xa0June\xa02024 at 09:30 UTC"


async def test_a_later_reply_replaces_the_earlier_when_it_is_shown_and_both_are_kept(database: str) -> None:
    organisation, _consultation, issue = await make_attended()
    officer = await make_officer()
    first = await send_reply(organisation, issue, "First.", language="en", now=NOW)
    await show_reply(first, officer=officer, now=NOW)

    second = await send_reply(organisation, issue, "Second.", language="en", now=LATER)
    again = await send_reply(organisation, issue, "Second.", language="en", now=LATER)
    while_it_waits = await shown(issue)
    await show_reply(second, officer=officer, now=LATER)

    assert (again, while_it_waits) == (second, [("The Example Association", "First.")])
    assert await shown(issue) == [("The Example Association", "Second.")]
    kept = (await replies_of(organisation))[issue]
    assert [(each.text, each.is_replaced) for each in kept] == [("Second.", False), ("First.", True)]


async def test_a_reply_is_withheld_by_a_law_alone_and_its_organisation_reads_which(database: str) -> None:
    organisation, _consultation, issue = await make_attended()
    officer = await make_officer()
    reply = await send_reply(organisation, issue, "Kim Example is ill.", language="en", now=NOW)
    await show_reply(reply, officer=officer, now=NOW)

    for law in (None, Law.OTHER):
        with pytest.raises(LawNeeded):
            await withhold_reply(reply, law=law, detail=" ", officer=officer, now=LATER)
    still = await shown(issue)
    await withhold_reply(reply, law=Law.OTHER, detail="OSL 21:1", officer=officer, now=LATER)

    assert (len(still), await shown(issue)) == (1, [])
    [own] = (await replies_of(organisation))[issue]
    assert (own.state, own.reason) == (ReplyState.WITHHELD, "OSL 21:1")
    with pytest.raises(NotFound):
        await show_reply(uuid4(), officer=officer, now=LATER)
    with pytest.raises(Conflict, match="OSL 21:1"):  # a page that was opened before it was withheld
        await show_reply(reply, officer=officer, now=LATER, seen="waiting")
    assert await shown(issue) == []


@pytest.mark.parametrize("law", Law)
def test_a_law_is_said_in_the_language_of_the_reader(law: Law) -> None:
    kept = kept_grounds(law, "kap. 1: §")

    with speaking("en"):
        said = grounds_text(kept)

    assert said == ("kap. 1: §" if law is Law.OTHER else f"{LAWS[law]}. kap. 1: §")
    assert grounds_text("OSL: 21 kap.") == "OSL: 21 kap."


async def test_every_decision_is_a_line_that_stays(database: str) -> None:
    organisation, _consultation, issue = await make_attended()
    officer = await make_officer()
    reply = await send_reply(organisation, issue, "Kim Example is ill.", language="en", now=NOW)

    await show_reply(reply, officer=officer, now=NOW)
    await withhold_reply(reply, law=Law.SECRECY, officer=officer, now=LATER)
    await withhold_reply(reply, law=Law.SECRECY, officer=officer, now=LATER)
    await show_reply(reply, officer=officer, now=LATER)

    [listed] = await list_replies()
    assert [(each.state.value, each.officer) for each in listed.decisions] == [
        ("shown", "Olga Officer"),
        ("withheld", "Olga Officer"),
        ("shown", "Olga Officer"),
    ]
    assert [row["number"] for row in await ReplyEntry.select().order_by(ReplyEntry.number)] == [1, 2, 3]


async def test_replies_of_a_merged_issue_are_joined_to_where_it_goes_on(database: str) -> None:
    organisation, _consultation, issue = await make_attended()
    into = await make_issue(title="Goes on", points=[(await list_points(_consultation))[1].id])
    officer = await make_officer()
    for number, (about, text) in enumerate([(issue, "Earlier."), (into, "Later.")]):
        reply = await send_reply(organisation, about, text, language="en", now=NOW + timedelta(hours=number))
        await show_reply(reply, officer=officer, now=NOW)

    await merge_issues(issue, into=into, by=By("The same.", officer, LATER))
    again = await send_reply(organisation, issue, "Again.", language="en", now=LATER)

    listed = {each.reply.text: each for each in await list_replies()}
    assert {text: each.issue.id for text, each in listed.items()} == {"Again.": into, "Later.": into}
    assert listed["Again."].reply.id == again
    assert await shown(into) == [("The Example Association", "Later.")]
    assert [(each.text, each.is_replaced) for each in (await replies_of(organisation))[into]] == [
        ("Again.", False),
        ("Later.", True),
        ("Earlier.", True),
    ]


async def test_officers_see_what_waits_and_what_stands(database: str) -> None:
    organisation, _consultation, issue = await make_attended()
    officer = await make_officer()
    for number, text in enumerate(("One.", "Two.", "Three.")):
        reply = await send_reply(organisation, issue, text, language="en", now=NOW + timedelta(days=number))
        if text == "Two.":
            await show_reply(reply, officer=officer, now=NOW)

    listed = await list_replies()

    assert await count_waiting() == 1
    assert [(each.reply.text, each.reply.state.value, each.issue.id == issue) for each in listed] == [
        ("Three.", "waiting", True),
        ("Two.", "shown", True),
    ]


async def test_an_organisation_replies_to_what_it_raised_or_was_raised_where_it_attended(database: str) -> None:
    organisation, _consultation, raised_there = await make_attended()
    elsewhere = await make_consultation(title="Elsewhere", points=["Mine", "Not mine"])
    mine, not_mine = [each.id for each in await list_points(elsewhere)]
    own, other = await make_issue(title="Own", points=[mine]), await make_issue(title="Other", points=[not_mine])
    stranger = await add_organisation(Details("Stranger"))
    await set_points(organisation, elsewhere, [mine])
    await set_points(organisation, elsewhere, [])
    await set_attendance(elsewhere, [])

    assert await may_reply_to(organisation) == {raised_there}
    await set_points(organisation, elsewhere, [mine])
    assert await may_reply_to(organisation) == {raised_there, own, other}
    assert await may_reply_to(stranger) == set()
    with pytest.raises(NotAllowed):
        await send_reply(stranger, own, "Mine.", language="en", now=NOW)


@pytest.mark.parametrize(
    ("text", "language"), [("", "en"), (" \n", "en"), ("x" * (LONGEST_REPLY + 1), "en"), ("a\0b", "en"), ("a", "xx")]
)
async def test_what_is_no_reply(sqlite_database: str, text: str, language: str) -> None:
    organisation, _consultation, issue = await make_attended()

    with pytest.raises(Conflict):
        await send_reply(organisation, issue, text, language=language, now=NOW)

    assert await send_reply(organisation, issue, "å" * LONGEST_REPLY, language="sv", now=NOW)


async def test_replies_of_one_organisation_on_one_issue_come_to_an_end(sqlite_database: str) -> None:
    organisation, _consultation, issue = await make_attended()
    for number in range(MOST_REPLIES):
        await send_reply(organisation, issue, f"Reply {number}.", language="en", now=NOW + timedelta(seconds=number))

    with pytest.raises(TooMany):
        await send_reply(organisation, issue, "One more.", language="en", now=LATER)

    assert len((await replies_of(organisation))[issue]) == MOST_REPLIES
    assert await shown_replies(await followed_issues()) == {}
