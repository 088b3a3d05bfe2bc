"""The outbox's pages, by their real buttons."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from litestar import Litestar

from feedback import app
from feedback.enums import MailState
from feedback.mail import claims, outbox
from feedback.mail.messages import WrittenMail
from feedback.mail_tables import Mail
from feedback.settings import settings
from tests.web import Visitor

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
SETTLED = UUID(int=1)


async def write(about: UUID) -> WrittenMail | None:
    if about == SETTLED:
        return None
    html = '<html lang="ar" dir="rtl"><h1>مرحبا</h1><script>alert(1)</script></html>'
    return WrittenMail("anna@example.org", "Anna & <Co>", "مرحبا & hej", "سطر\nسطر آخر & <b>", html, "ar")


@pytest.fixture(autouse=True)
def writers(site: Litestar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.WRITERS, "test", write)  # type: ignore[arg-type]


@pytest.fixture
def mail_server(monkeypatch: pytest.MonkeyPatch, database: str) -> None:
    monkeypatch.setenv("GENSVAR_SMTP", "smtp://127.0.0.1")
    monkeypatch.setenv("GENSVAR_MAIL_FROM", "office@example.org")
    settings.cache_clear()


async def make_mail(state: MailState = MailState.WAITING, **values: object) -> Mail:
    mail = Mail(**({"kind": "test", "about": uuid4(), "state": state.value, "not_before": NOW} | values))
    await mail.save()
    return mail


async def state_of(mail: Mail) -> MailState:
    return (await outbox.get_mail(mail.id)).state


async def test_index_counts_by_state_and_shows_what_failed_first(officer: Visitor, mail_server: None) -> None:
    await make_mail()
    failed = await make_mail(MailState.FAILED, error="550 100% full", attempts=8)

    page = await officer.get("/outbox")

    assert [name for name in page.links() if name.endswith(")")] == [
        *("Waiting (1)", "Being sent (0)", "Handed over, reply not seen (0)", "Sent (0)", "Failed (1)"),
        "Not to be sent (0)",
    ]
    assert "550 100% full" in page.text
    assert page.links()[f"Mail {str(failed.id)[:8]}"] == f"/outbox/{failed.id}"
    assert "No mail server is set up" not in page.text


async def test_index_says_that_there_is_no_mail_server(officer: Visitor) -> None:
    page = await officer.get("/outbox")

    assert "No mail server is set up, so no mail is sent from here." in page.text


async def test_index_says_why_the_mail_server_takes_nothing(officer: Visitor, mail_server: None) -> None:
    await claims.record_trouble("535 <b>wrong</b>", now=NOW)

    page = await officer.get("/outbox")

    assert "The mail server took no mail on 10 Mar 2026" in page.text
    assert "535 <b>wrong</b> All mails stay in the outbox, and it is tried again every minute." in page.text


async def test_index_shows_a_hundred_at_a_time(officer: Visitor) -> None:
    await outbox.queue("test", [uuid4() for _ in range(101)], not_before=NOW)

    first = await officer.get("/outbox?state=waiting")
    second = await officer.get(f"/outbox{first.links()['Next page']}")

    assert ["Page 1 of 2" in first.text, "Page 2 of 2" in second.text] == [True, True]
    rows = {
        name: address for page in (first, second) for name, address in page.links().items() if "/outbox/" in address
    }
    assert len(rows) == 101


@pytest.mark.parametrize("query", ["state=nosuch", "page=0", "page=x", "page=99999", "state=sent&page=-1"])
async def test_index_reads_a_wrong_address_as_the_nearest_page(officer: Visitor, query: str) -> None:
    page = await officer.get(f"/outbox?{query}")

    assert page.status == 200


async def test_show_gives_the_mail_as_it_would_be_written_now(officer: Visitor, mail_server: None) -> None:
    mail = await make_mail(error="450 busy")

    page = await officer.get(f"/outbox/{mail.id}")

    assert "ToAnna & <Co> <anna@example.org> Subjectمرحبا & hej" in page.text
    [text] = page.tree.xpath("//*[contains(@class, 'mail-text')]")
    assert (text.text, text.get("lang"), text.get("dir")) == ("سطر\nسطر آخر & <b>", "ar", "rtl")
    [frame] = page.tree.xpath("//iframe")
    assert (frame.get("sandbox"), "<h1>مرحبا</h1><script>" in frame.get("srcdoc")) == ("", True)
    assert "mailto:" not in page.response.text


async def test_show_without_a_mail_server_opens_the_officers_own_mail_program(officer: Visitor) -> None:
    mail = await make_mail()

    page = await officer.get(f"/outbox/{mail.id}")
    address = page.links()["Open in your mail program"]
    page = await page.submit(action="/sent")

    assert address.startswith("mailto:anna@example.org?subject=%D9%85")
    assert address.endswith("%0D%0A%D8%B3%D8%B7%D8%B1%20%D8%A2%D8%AE%D8%B1%20%26%20%3Cb%3E")
    assert (page.notice, await state_of(mail)) == ("The mail counts as sent. No other mail waits.", MailState.SENT)


@pytest.mark.parametrize("has_server", [False, True])
async def test_show_keeps_the_readers_own_link_from_officers_where_mail_is_sent_from_here(
    officer: Visitor, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, has_server: bool
) -> None:
    if has_server:
        request.getfixturevalue("mail_server")
    address = "http://127.0.0.1:8000/i/so-secret_1"
    written = replace(await write(uuid4()), text=address, html=f'<a href="{address}">…</a>', secret="so-secret_1")  # type: ignore[type-var]
    monkeypatch.setitem(app.WRITERS, "test", lambda _about: asyncio.sleep(0, written))  # type: ignore[arg-type]

    page = await officer.get(f"/outbox/{(await make_mail()).id}")

    assert ("so-secret_1" in page.response.text, "/i/…" in page.text) == (not has_server, has_server)


async def test_sending_by_hand_goes_through_all_that_wait(officer: Visitor) -> None:
    waiting = [await make_mail(queued_at=NOW + timedelta(minutes=n)) for n in range(3)]
    page = await officer.get(f"/outbox/{waiting[1].id}")
    skipped = await officer.get(page.links()["Next mail that waits"])

    seen = [page.path, skipped.path]
    for _ in range(3):
        page = await page.submit(action="/sent")
        seen.append(page.path)

    assert seen == [*(f"/outbox/{waiting[n].id}" for n in (1, 0, 0, 2)), "/outbox"]
    assert page.notice == "The mail counts as sent. No other mail waits."


@pytest.mark.parametrize("values", [{"about": SETTLED}, {"kind": "unknown"}])
async def test_show_says_that_there_is_nothing_to_send_any_more(officer: Visitor, values: dict[str, object]) -> None:
    mail = await make_mail(**values)  # type: ignore[arg-type]

    page = await officer.get(f"/outbox/{mail.id}")

    assert "It is no longer to be sent" in page.text


async def test_buttons_send_again_and_drop(officer: Visitor, mail_server: None) -> None:
    unseen, failed = await make_mail(MailState.HANDED_OVER, sent_at=NOW), await make_mail(MailState.FAILED)

    again = await (await officer.get(f"/outbox/{unseen.id}")).submit(action="/send-again")
    dropped = await (await officer.get(f"/outbox/{failed.id}")).submit(action="/drop")

    assert (again.notice, await state_of(unseen)) == ("The mail will be sent again.", MailState.WAITING)
    assert (dropped.notice, await state_of(failed)) == ("The mail will not be sent.", MailState.DROPPED)


async def test_button_of_a_page_that_has_grown_old_says_so_and_changes_nothing(officer: Visitor) -> None:
    mail = await make_mail(MailState.FAILED)
    page = await officer.get(f"/outbox/{mail.id}")
    await Mail.update({Mail.state: MailState.SENT.value}).where(Mail.id == mail.id)

    page = await page.submit(action="/drop")

    assert (page.status, await state_of(mail)) == (409, MailState.SENT)
    assert (await officer.get(f"/outbox/{uuid4()}")).status == 404
