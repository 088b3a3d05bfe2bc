"""The daily mail about what is due: to whom, about what, once a day, and never on a weekend."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from feedback.commitments import move_commitment, tell
from feedback.due_mails import KIND, describe_due_mails, queue_due_digests, told_to, write_due_mail
from feedback.enums import Delivery, EvidenceKind, MailState
from feedback.errors import Conflict
from feedback.evidence import Support, add_evidence
from feedback.follow_up_tables import DueMail
from feedback.issue_states import Entry, Field
from feedback.issues import record
from feedback.mail import outbox
from feedback.mail_tables import Mail
from feedback.milestones import drop_milestone, make_milestone
from tests.factories import NOW, make_commitment, make_issue

FRIDAY = date(2026, 11, 20)
MORNING = datetime(2026, 11, 20, 6, tzinfo=UTC)
ADDRESS = "schools@example.org"


async def promise(due: date | None, *, text: str = "Open the schools.", address: str = ADDRESS) -> UUID:
    commitment = await make_commitment(text=text, due=due)
    await tell(commitment, address)
    return commitment


async def queue_on(day: date) -> int:
    return await queue_due_digests(today=day, now=MORNING + (day - FRIDAY))


async def texts() -> dict[str, str]:
    """What each mail says, by its address."""
    found = {}
    for row in await DueMail.select():
        written = await write_due_mail(row["id"])
        if written:
            found[written.to] = f"{written.subject}\n{written.text}"
    return found


async def test_queue_due_digests_tells_each_address_all_of_it_in_one_mail(database: str) -> None:
    late = await promise(date(2026, 6, 30))
    await move_commitment(late, "due", "2026-07-31", reason="Budget.", officer=None, now=NOW)
    await move_commitment(late, "responsible", "Roads", reason="Law.", officer=None, now=NOW, responsible_email=ADDRESS)
    await promise(FRIDAY + timedelta(30), text="Count the halls.", address=" Schools@Example.org ")
    await promise(FRIDAY + timedelta(31), text="Later.")
    await promise(None, text="Some day.")
    far = await promise(date(2027, 12, 31), text="Far off.", address="roads@example.org")
    await make_milestone(far, "Ask.", due=FRIDAY - timedelta(1), officer=None, now=NOW)
    await make_commitment(text="Nobody is told.", due=date(2026, 1, 1))

    queued = [await queue_on(FRIDAY), await queue_on(FRIDAY)]

    said = await texts()
    assert (queued, sorted(said)) == ([2, 0], ["roads@example.org", ADDRESS])
    schools, roads = said[ADDRESS], said["roads@example.org"]
    assert "– Open the schools.\n" in schools
    assert "– Count the halls.\n" in schools
    assert "31 juli 2026" in schools
    assert "Ändrat 1 gång.\n" in schools  # the handover is counted by itself
    assert "20 december 2026" in schools
    assert not any(text in schools for text in ("Later.", "Some day.", "Nobody", "Ask."))
    assert "– Ask.\n" in roads
    assert "Far off." in roads


@pytest.mark.parametrize("day", [FRIDAY + timedelta(1), FRIDAY + timedelta(2)])
async def test_queue_due_digests_writes_nothing_on_a_weekend(database: str, day: date) -> None:
    await promise(date(2026, 1, 1))

    assert (await queue_on(day), await DueMail.count()) == (0, 0)


async def test_queue_due_digests_writes_nothing_where_nothing_is_due(database: str) -> None:
    issue = await make_issue()
    done = await make_commitment(due=date(2026, 1, 1), issues=[issue])
    await tell(done, ADDRESS)
    await make_milestone(done, "Ask.", due=date(2026, 1, 1), officer=None, now=NOW)
    await record(issue, Entry(Field.DELIVERY, Delivery.SUPERSEDED, "Another law.", None, NOW))
    open_one = await promise(date(2027, 12, 31))
    milestone = await make_milestone(open_one, "Decide.", due=date(2026, 1, 1), officer=None, now=NOW)
    await drop_milestone(milestone, reason="Not needed.", officer=None, now=NOW)

    assert (await queue_on(FRIDAY), await Mail.count()) == (0, 0)


async def test_queue_due_digests_takes_back_what_still_waits_from_the_day_before(database: str) -> None:
    await promise(date(2026, 1, 1))
    await queue_on(FRIDAY)

    await queue_on(FRIDAY + timedelta(1))
    on_saturday = [each.state for each in await told_to(ADDRESS)]
    await queue_on(FRIDAY + timedelta(3))

    assert on_saturday == [MailState.DROPPED]
    assert [(each.day, each.state) for each in await told_to(ADDRESS)] == [
        (FRIDAY + timedelta(3), MailState.WAITING),
        (FRIDAY, MailState.DROPPED),
    ]


async def test_queue_due_digests_leaves_alone_what_was_sent(database: str) -> None:
    await promise(date(2026, 1, 1))
    await queue_on(FRIDAY)
    (told,) = await told_to(ADDRESS)
    await outbox.sent_by_hand(told.mail, now=MORNING)

    await queue_on(FRIDAY + timedelta(3))

    sent = (await told_to(ADDRESS))[1]
    assert (sent.state, sent.sent_at) == (MailState.SENT, MORNING)


async def test_write_due_mail_is_none_where_all_of_it_was_done_since(database: str) -> None:
    issue = await make_issue()
    commitment = await make_commitment(due=date(2026, 1, 1), issues=[issue])
    await tell(commitment, ADDRESS)
    await queue_on(FRIDAY)
    shown = Support(
        UUID(int=1), EvidenceKind.FIGURE, "All open.", "", None, {}, NOW.date(), is_public=True, figure="a.b.0"
    )
    await add_evidence(commitment, shown, officer=None, now=NOW)
    await record(issue, Entry(Field.DELIVERY, Delivery.SUPERSEDED, "Another law.", None, NOW))

    assert await texts() == {}


async def test_describe_due_mails_says_day_and_address(database: str) -> None:
    await promise(date(2026, 1, 1))
    await queue_on(FRIDAY)
    (mail,) = await outbox.list_mails(MailState.WAITING)

    described = await describe_due_mails([mail.about])

    assert mail.kind == KIND
    assert [(it.kind, it.about, it.to) for it in described.values()] == [("What is due", "20 November 2026", ADDRESS)]


async def test_tell_takes_addresses_alone_and_a_new_owner_brings_their_own(database: str) -> None:
    commitment = await promise(date(2026, 1, 1))

    with pytest.raises(Conflict):
        await tell(commitment, "no address")
    await move_commitment(commitment, "responsible", "Roads", reason="Law.", officer=None, now=NOW)
    after_the_handover = await queue_on(FRIDAY)
    await move_commitment(
        commitment, "responsible", "Halls", reason="Law.", officer=None, now=NOW, responsible_email="h@example.org"
    )
    await queue_on(FRIDAY)

    assert (after_the_handover, list(await texts())) == (0, ["h@example.org"])
