"""What mails say: standard texts are whole in every language, and what cannot be filled in is refused."""

from dataclasses import replace

import pytest

from feedback.mail.bodies import Link, Paragraph
from feedback.translation import LANGUAGES
from surveys.mail_texts import NEED_LINK, MailKind, MailText, compose, standard_text, text_errors

VALUES = {
    "name": "Kim {link}",
    "organisation": "The Association",
    "title": "Follow-up",
    "link": "https://gensvar.example/i/x",
    "last_day": "5 June 2024",
    "minutes": "8 minutes",
    "department": "The Department",
}


@pytest.mark.parametrize("kind", MailKind)
@pytest.mark.parametrize("language", LANGUAGES)
def test_standard_text_is_what_an_officer_could_have_written(kind: MailKind, language: str) -> None:
    text = standard_text(kind, language)
    said = compose(text, VALUES, link_label="Go")

    assert text_errors(kind, text) == {}
    assert [block for block in said.blocks if isinstance(block, Link)] == [Link("Go", VALUES["link"])] * (
        kind in NEED_LINK
    )
    assert not any("{" in block.text.replace("Kim {link}", "") for block in said.blocks if isinstance(block, Paragraph))


KNOWN = "{name}, {organisation}, {title}, {link}, {last_day}, {minutes}, {department}."
NO_WAY = "The text needs {link}, in a paragraph without {last_day}: without it nobody finds the way."
ALONE = f"A curly bracket stands alone. They are for {KNOWN}"


@pytest.mark.parametrize(
    ("subject", "body", "errors"),
    [
        ("", "", {"subject": "Write a subject.", "body": "Write a text."}),
        ("{titel}", "{link}", {"subject": f"Nothing is known by the name {{titel}}. You can use {KNOWN}"}),
        ("{link}", "{link}", {"subject": "The link cannot stand in the subject. Put it into the text."}),
        ("x" * 151, "{link}", {"subject": "The subject may have at most 150 characters, on one line."}),
        ("Hi", "Answer, please.", {"body": NO_WAY}),
        ("Hi", "Until {last_day}: {link}", {"body": NO_WAY}),
        ("Hi", "{link} }", {"body": ALONE}),
        ("Hi", "{{link}}", {"body": ALONE}),
        ("Hi", f"{{link}} {'x' * 5000}", {"body": "The text may have at most 5000 characters."}),
    ],
)
def test_text_that_cannot_be_filled_in_is_refused(subject: str, body: str, errors: dict[str, str]) -> None:
    assert text_errors(MailKind.INVITATION, MailText(subject, body)) == errors


def test_thanks_need_no_link() -> None:
    assert text_errors(MailKind.THANKS, MailText("Thanks", "Thank you, {name}.")) == {}


def test_compose_fills_in_once_and_leaves_out_a_day_that_is_not_set() -> None:
    text = MailText("{title} for {name}", "Hello {name}\n\n{link}\n\nUntil {last_day}.\n\nSee {link}.")

    said = compose(text, VALUES, link_label="Go")
    without = compose(text, {**VALUES, "last_day": ""}, link_label="Go")

    assert said.subject == "Follow-up for Kim {link}"
    assert said.blocks == (
        Paragraph("Hello Kim {link}"),
        Link("Go", VALUES["link"]),
        Paragraph("Until 5 June 2024."),
        Paragraph(f"See {VALUES['link']}."),
    )
    assert without == replace(said, blocks=(*said.blocks[:2], said.blocks[3]))
