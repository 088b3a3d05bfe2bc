"""Messages: what the reader's program is told, and names that cannot break it."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from feedback.mail.addresses import NotAnAddress, must_be_address
from feedback.mail.bodies import Link, Paragraph, as_html, as_text
from feedback.mail.messages import WrittenMail, as_message
from feedback.settings import MailServer, MailSettings

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
UNSUBSCRIBE = "https://gensvar.departementet.example/avsluta/" + "a" * 90
SETTINGS = MailSettings(MailServer("mail.example", 25, "none"), "office@example.org", "bounces@example.org", "", 60)


def sent(**values: str) -> EmailMessage:
    """A message as its reader's program reads it, after the way over the wire."""
    mail = {"to": "anna@example.org", "to_name": "Anna", "subject": "Hej", "text": "Hej", "html": "<p>Hej</p>"}
    written = WrittenMail(**({**mail, "language": "sv"} | values))
    message = as_message(
        written, settings=SETTINGS, department="Miljödepartementet", message_id="<1@gensvar.example>", now=NOW
    )
    content = message.as_bytes()
    assert content.isascii()
    assert max(len(line) for line in content.split(b"\r\n")) < 999
    return message_from_bytes(content, policy=default)  # type: ignore[return-value]


def test_message_says_who_when_and_that_no_machine_should_answer() -> None:
    message = sent(to_name="Ålidhems förening", subject="Återkoppling på samrådet", unsubscribe=UNSUBSCRIBE)

    assert {name: str(value) for name, value in message.items() if name not in ("Content-Type", "MIME-Version")} == {
        "From": "Miljödepartementet <office@example.org>",
        "To": "Ålidhems förening <anna@example.org>",
        "Subject": "Återkoppling på samrådet",
        "Date": "Tue, 10 Mar 2026 12:00:00 +0000",
        "Message-ID": "<1@gensvar.example>",
        "Content-Language": "sv",
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{UNSUBSCRIBE}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_message_keeps_a_long_unsubscribe_address_whole_on_the_wire() -> None:
    written = WrittenMail("a@example.org", "", "Hej", "Hej", "<p>Hej</p>", "sv", UNSUBSCRIBE)

    message = as_message(written, settings=SETTINGS, department="D", message_id="<1@gensvar.example>", now=NOW)

    assert f"<{UNSUBSCRIBE}>".encode() in message.as_bytes()


def test_message_has_text_first_and_html_after_it() -> None:
    text = "Rad ett\n.\n" + "lång " * 400 + "\nسلام"

    message = sent(text=text, html="<p>" + "å" * 3000 + "</p>")

    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    plain, rich = ["\n".join(part.get_content().splitlines()) for part in message.iter_parts()]  # type: ignore[attr-defined]
    assert (plain, rich) == (text, "<p>" + "å" * 3000 + "</p>")


@given(name=st.text(max_size=300), subject=st.text(max_size=300))
def test_message_has_no_header_that_a_name_or_subject_brought_along(name: str, subject: str) -> None:
    message = sent(to_name=f"{name}\r\nBcc: x@example.org", subject=f"{subject}\nBcc: y@example.org\n\nbody")

    assert list(message.keys()) == [
        *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"),
        *("MIME-Version", "Content-Type", "Content-Language"),
    ]
    assert [address.addr_spec for address in message["To"].addresses] == ["anna@example.org"]
    assert [part.get_content().strip() for part in message.iter_parts()] == ["Hej", "<p>Hej</p>"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "@example.org",
        "anna@",
        "a b@example.org",
        "a@b@c",
        "a@example.org\nBcc: b@c.se",
        "<a@b.se>",
        "a@-b.se",
        "a..b@x.se",
        "a@-å.se",
        "a@" + "å" * 250 + ".se",
    ],
)
def test_must_be_address_refuses_what_is_none(address: str) -> None:
    with pytest.raises(NotAnAddress, match=r"^This is not an e-mail address\.$"):
        must_be_address(address)


@pytest.mark.parametrize("address", ["åsa@example.org", "åsa@förening.se"])
def test_must_be_address_says_that_names_beyond_ascii_are_not_taken(address: str) -> None:
    with pytest.raises(NotAnAddress, match="only A to Z without accents"):
        must_be_address(address)


@pytest.mark.parametrize(
    ("address", "wired"),
    [
        ("info@förening.se", "info@xn--frening-90a.se"),
        ("info@FÖRENING.se", "info@xn--frening-90a.se"),
        ("info@مثال.إختبار", "info@xn--mgbh0fb.xn--kgbechtv"),
    ],
)
def test_must_be_address_gives_a_domain_as_the_wire_has_it(address: str, wired: str) -> None:
    assert must_be_address(address) == wired
    assert must_be_address(wired) == wired


@pytest.mark.parametrize(("language", "direction"), [("sv", "ltr"), ("ar", "rtl")])
def test_html_says_its_language_and_direction_where_mail_programs_leave_it(language: str, direction: str) -> None:
    blocks = [Paragraph("Hej <b>\nrad två"), Link("Svara & läs", "https://gensvar.example/i/a?b=1&c=2")]

    tree = html.fromstring(as_html(blocks, title="Vad <tycker> ni?", language=language))

    assert [(each.tag, each.get("lang"), each.get("dir")) for each in tree.xpath("//*[@lang]")] == [
        ("html", language, direction),
        ("div", language, direction),
    ]
    assert tree.xpath("//h1")[0].text == "Vad <tycker> ni?"
    assert tree.xpath("//a/@href") == ["https://gensvar.example/i/a?b=1&c=2"]
    assert tree.xpath("//b|//img|//*[@style]|//script") == []


def test_text_has_each_link_on_a_line_of_its_own() -> None:
    text = as_text([Paragraph("Hej"), Link("Svara", "https://gensvar.example/i/a")])

    assert text == "Hej\n\nSvara:\nhttps://gensvar.example/i/a"


def test_link_refuses_what_is_no_web_address() -> None:
    with pytest.raises(ValueError, match="https://"):
        Link("x", "javascript:alert(1)")
