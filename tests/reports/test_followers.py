"""Following by mail, from the form through a real mail server on loopback to the one click that ends it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from uuid import UUID

import pytest

from feedback.enums import Answer, MailState
from feedback.issue_states import Entry, Field
from feedback.issues import record
from feedback.mail.addresses import NotAnAddress
from feedback.mail.sending import send_due
from feedback.mail_tables import Mail
from feedback.publishing import withdraw_issue
from feedback.settings import settings
from reports.controllers import following
from reports.follower_news import SETTLED, describe_follower_mails, follower_mail, queue_news, write_follower_mail
from reports.followers import (
    KIND,
    MOST_CONFIRMATIONS,
    ask_to_follow,
    confirm,
    confirm_token,
    drop_unconfirmed,
    stop,
    stop_token,
)
from reports.public.subjects import Subject, SubjectKind
from reports.tables import Follower, FollowerMail
from tests.factories import NOW, make_issue, make_officer
from tests.feedback.mail.server import Mailbox
from tests.reports.public.test_feeds import make_public
from tests.web import Visitor

WRITERS = {KIND: write_follower_mail}
EMAIL = "kim@example.org"
EVERYTHING = Subject()


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A mail server that the settings name."""
    with Mailbox() as box:
        monkeypatch.setenv("GENSVAR_SMTP", f"smtp://127.0.0.1:{box.port}")
        monkeypatch.setenv("GENSVAR_MAIL_FROM", "office@example.org")
        settings.cache_clear()
        following.asking.succeeded("127.0.0.1")
        yield box
    settings.cache_clear()


async def send(box: Mailbox) -> list[EmailMessage]:
    """What arrives now that did not before."""
    before = len(box.messages)
    await send_due(WRITERS, box.settings(), clock=lambda: datetime.now(UTC) + timedelta(days=30))
    return box.messages[before:]


def plain(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link(message: EmailMessage, part: str) -> str:
    """The path of the one link of a mail that has this in it."""
    [found] = re.findall(rf"http://127\.0\.0\.1:8000(/public/follow/{part}/\S+)", plain(message))
    return str(found)


async def follow(subject: Subject = EVERYTHING, *, email: str = EMAIL, at: datetime = NOW) -> UUID:
    """Asked and confirmed."""
    await ask_to_follow(email, subject, language="en", now=at)
    row = await Follower.select().where((Follower.email == email) & (Follower.about == subject.id)).first()
    assert row is not None
    await confirm(confirm_token(row["id"]), now=at)
    id: UUID = row["id"]
    return id


async def the_news(box: Mailbox, *, now: datetime) -> list[EmailMessage]:
    await queue_news(now=now)
    return [each for each in await send(box) if "List-Unsubscribe" in each]


async def answer(issue: UUID, value: Answer, *, at: datetime) -> None:
    officer = await make_officer(email=f"{value.name.lower()}@example.org")
    await record(issue, Entry(Field.ANSWER, value, "Because.", officer, at))


async def test_from_the_form_to_the_news_and_out_again(visitor: Visitor, mailbox: Mailbox) -> None:
    _consultation, issue, _commitment = await make_public()
    form = await visitor.get(f"/public/follow?kind=issue&id={issue}")
    asked = await form.submit({"email": "Kim@Example.org", "language": "en"})
    [question] = await send(mailbox)
    opened = await visitor.get(link(question, "confirm"))
    unconfirmed = await Follower.select(Follower.confirmed_at).first()
    done = await opened.submit()
    now = datetime.now(UTC)
    await answer(issue, Answer.ACCEPTED, at=now)
    [news] = await the_news(mailbox, now=now + SETTLED + timedelta(minutes=1))
    no_more = news["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    looked = await visitor.get(no_more)
    still = await Follower.count()

    gone = await visitor.client.post(no_more, data={"List-Unsubscribe": "One-Click"})

    assert (asked.path, asked.h1) == ("/public/follow/asked", "Look in your mailbox")
    assert question["To"] == EMAIL
    assert "List-Unsubscribe" not in question
    assert unconfirmed == {"confirmed_at": None}
    assert done.h1 == "You are told of what is new"
    assert "Answer (Accepted): Premises are too expensive" in plain(news)
    assert "New issue" not in plain(news)
    assert news["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (looked.h1, still) == ("No more mails?", 1)
    assert (gone.status_code, "You get no more mails" in gone.text) == (200, True)
    assert (await Follower.count(), await FollowerMail.count()) == (0, 0)
    assert (await visitor.get(no_more)).h1 == "You get no more mails"


async def test_the_answer_does_not_tell_whether_an_address_is_known(visitor: Visitor, mailbox: Mailbox) -> None:
    await follow()
    seen = []
    for email in (EMAIL, "new@example.org", "new@example.org"):
        page = await (await visitor.get("/public/follow")).submit({"email": email, "language": "sv"})
        seen.append((page.status, page.path, page.text))

    assert len(set(seen)) == 1
    assert [str(each["To"]) for each in await send(mailbox)] == ["new@example.org"]


async def test_who_asks_too_often_has_to_wait(
    visitor: Visitor, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following.asking, "limit", 2)
    statuses = []
    for n in range(3):
        page = await (await visitor.get("/public/follow")).submit({"email": f"k{n}@example.org", "language": "sv"})
        statuses.append(page.status)

    assert statuses == [200, 200, 429]
    assert await Follower.count() == 2


async def test_others_cannot_fill_a_mailbox(database: str) -> None:
    _consultation, issue, _commitment = await make_public()
    issues = [await make_issue(title=f"Issue {n}", published_at=NOW) for n in range(MOST_CONFIRMATIONS + 3)]

    for subject in (issue, issue, *issues):
        await ask_to_follow(EMAIL, Subject(SubjectKind.ISSUE, subject), language="en", now=NOW)
    of_a_day = await FollowerMail.count()
    await ask_to_follow(EMAIL, Subject(SubjectKind.ISSUE, issue), language="en", now=NOW + timedelta(days=1, hours=1))

    assert of_a_day == MOST_CONFIRMATIONS
    assert await FollowerMail.count() == MOST_CONFIRMATIONS + 1


@pytest.mark.parametrize("late", [timedelta(days=7, seconds=1), timedelta(days=30)])
async def test_nothing_is_kept_of_who_did_not_confirm_within_a_week(visitor: Visitor, late: timedelta) -> None:
    await follow(email="confirmed@example.org")
    await ask_to_follow(EMAIL, EVERYTHING, language="en", now=NOW)
    row = await Follower.select().where(Follower.email == EMAIL).first()
    assert row is not None
    token = confirm_token(row["id"])
    in_time = await drop_unconfirmed(now=NOW + timedelta(days=7))

    too_late = await visitor.client.post(f"/public/follow/confirm/{token}")  # the clock of the site is years later
    dropped = await drop_unconfirmed(now=NOW + late)

    assert (in_time, too_late.status_code, dropped) == (0, 410, 1)
    assert [row["email"] for row in await Follower.select()] == ["confirmed@example.org"]
    assert (await visitor.get(f"/public/follow/confirm/{token}")).status == 410


async def test_asking_again_keeps_an_unconfirmed_address_no_longer(database: str) -> None:
    for day in range(8):
        await ask_to_follow(EMAIL, EVERYTHING, language="en", now=NOW + timedelta(days=day))
    [again] = await Follower.select(Follower.asked_at)

    dropped = [await drop_unconfirmed(now=NOW + timedelta(days=day, hours=1)) for day in (7, 8)]

    assert again["asked_at"] == NOW
    assert dropped == [1, 0]


async def test_who_asks_again_too_late_gets_a_link_that_works(database: str) -> None:
    late = NOW + timedelta(days=7, hours=1)
    await ask_to_follow(EMAIL, EVERYTHING, language="en", now=NOW)
    await ask_to_follow(EMAIL, EVERYTHING, language="en", now=late)
    [row] = await Follower.select()

    await confirm(confirm_token(row["id"]), now=late)

    assert (row["asked_at"], await FollowerMail.count()) == (late, 1)


async def test_news_come_once_a_day_with_all_that_is_followed(database: str, mailbox: Mailbox) -> None:
    _consultation, issue, _commitment = await make_public()
    await follow()
    await follow(Subject(SubjectKind.ISSUE, issue))
    hour = timedelta(hours=1)

    nothing = await the_news(mailbox, now=NOW + hour)
    await answer(issue, Answer.ACCEPTED, at=NOW + 2 * hour)
    first = await the_news(mailbox, now=NOW + 3 * hour)
    await answer(issue, Answer.DECLINED, at=NOW + 4 * hour)
    same_day = await the_news(mailbox, now=NOW + 5 * hour)
    next_day = await the_news(mailbox, now=NOW + 28 * hour)
    quiet_day = await the_news(mailbox, now=NOW + 60 * hour)

    assert (len(nothing), len(first), len(same_day), len(next_day), len(quiet_day)) == (0, 1, 0, 1, 0)
    assert (plain(first[0]).count("Answer (Accepted)"), first[0]["Subject"]) == (1, "1 thing is new")
    assert "Answer (Declined)" in plain(next_day[0])
    assert "Answer (Accepted)" not in plain(next_day[0])


async def test_what_just_happened_waits_and_is_not_lost(database: str, mailbox: Mailbox) -> None:
    _consultation, issue, _commitment = await make_public()
    await follow()
    await answer(issue, Answer.ACCEPTED, at=NOW + timedelta(hours=1))

    early = await the_news(mailbox, now=NOW + timedelta(hours=1, minutes=1))
    later = await the_news(mailbox, now=NOW + timedelta(hours=1) + SETTLED)

    assert (len(early), len(later)) == (0, 1)


async def test_nothing_is_told_of_what_was_withdrawn_meanwhile(database: str, mailbox: Mailbox) -> None:
    _consultation, issue, _commitment = await make_public()
    await follow(Subject(SubjectKind.ISSUE, issue))
    await answer(issue, Answer.ACCEPTED, at=NOW + timedelta(hours=1))
    assert await queue_news(now=NOW + timedelta(hours=2)) == 1

    await withdraw_issue(issue, reason="Wrong.", officer=None, now=NOW + timedelta(hours=3))

    assert await send(mailbox) == []
    assert [row["state"] for row in await Mail.select(Mail.state).where(Mail.kind == KIND)].count(
        MailState.SENT.value
    ) == 0
    assert await queue_news(now=NOW + timedelta(hours=30)) == 0


async def test_one_thing_less_leaves_the_rest_and_its_news(visitor: Visitor, mailbox: Mailbox) -> None:
    _consultation, issue, _commitment = await make_public()
    await follow(Subject(SubjectKind.ISSUE, issue))
    await follow()
    await send(mailbox)
    await answer(issue, Answer.ACCEPTED, at=NOW + timedelta(hours=1))
    await queue_news(now=NOW + timedelta(hours=2))
    mine = await visitor.get(f"/public/follow/stop/{stop_token(EMAIL)}")
    [of_issue] = [a for a in mine.tree.xpath("//main//form/@action") if a.endswith(str(await _first_follower()))]

    left = await visitor.post(of_issue, {})

    assert "everything that is published" in left.text
    assert "Premises" not in left.text
    [news] = await send(mailbox)
    assert "Answer (Accepted)" in plain(news)


async def _first_follower() -> UUID:
    row = (
        await Follower.select(Follower.id).order_by(Follower.confirmed_at).where(Follower.about_kind == "issue").first()
    )
    assert row is not None
    id: UUID = row["id"]
    return id


@pytest.mark.parametrize("path", ["confirm", "stop"])
async def test_links_that_were_not_made_here_do_nothing(visitor: Visitor, path: str) -> None:
    follower = await follow()
    tokens = {"confirm": stop_token(EMAIL), "stop": confirm_token(follower)}

    for token in (tokens[path], "x", "A" * 43):
        for answered in (
            await visitor.client.get(f"/public/follow/{path}/{token}"),
            await visitor.client.post(f"/public/follow/{path}/{token}"),
        ):
            assert answered.status_code == 404
    assert await Follower.count() == 1


@pytest.mark.parametrize("email", ["", "kim", "kim@", "kim@example.org\nBcc: x@example.org", "a@b@c d"])
async def test_what_is_no_address_is_refused(database: str, email: str) -> None:
    with pytest.raises(NotAnAddress):
        await ask_to_follow(email, EVERYTHING, language="en", now=NOW)
    assert await Follower.count() == 0


async def test_what_is_not_public_cannot_be_followed(visitor: Visitor) -> None:
    issue = await make_issue()

    assert (await visitor.get(f"/public/follow?kind=issue&id={issue}")).status == 404


async def test_officers_see_in_the_outbox_that_there_are_mails_and_not_to_whom(database: str) -> None:
    await ask_to_follow(EMAIL, EVERYTHING, language="en", now=NOW)
    row = await FollowerMail.select().first()
    assert row is not None

    described = await describe_follower_mails([row["id"]])
    written = await follower_mail(row["id"], now=NOW)

    assert written is not None
    assert written.secret in written.text
    assert (described[row["id"]].kind, described[row["id"]].to) == ("To a follower", "")


async def test_without_a_mail_server_the_page_offers_the_feed(visitor: Visitor) -> None:
    page = await visitor.get("/public/follow")

    assert "This service sends no mails." in page.text
    assert page.links()["What is new, as an Atom feed"] == "/public/feed.atom"


async def test_stopping_twice_and_again_is_the_same(database: str) -> None:
    await follow()
    token = stop_token(EMAIL)

    await stop(token)
    await stop(token)

    assert await Follower.count() == 0
