"""What a survey's mails say: a subject and paragraphs with placeholders, the standard ones and those that officers write. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from feedback.mail.bodies import Block, Link, Paragraph
from feedback.translation import N_, list_text, speaking
from feedback.translation import gettext as _

LONGEST_SUBJECT = 150  # characters
LONGEST_BODY = 5_000


class MailKind(StrEnum):
    INVITATION = "invitation"
    REMINDER = "reminder"
    LAST_REMINDER = "last_reminder"  # what the last planned reminder says; it is queued as a reminder
    THANKS = "thanks"
    REPORT = "report"


#: What stands for something else in a text, and what for.
PLACEHOLDERS = {
    "name": N_("the invitee's name, or their organisation where it is not known"),
    "organisation": N_("the invitee's organisation, or their name where it has none"),
    "title": N_("the survey's title"),
    "link": N_("the invitee's own link"),
    "last_day": N_("the last day to answer; a paragraph that has it is left out where the survey has none"),
    "minutes": N_("how long it takes, such as “8 minutes”"),
    "department": N_("the department"),
}
#: The kinds whose text is of no use without the link.
NEED_LINK = (MailKind.INVITATION, MailKind.REMINDER, MailKind.LAST_REMINDER, MailKind.REPORT)

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_HELLO = N_("Hello {name},")
_FROM = "{department}"
_ABOUT_LINK = N_(
    "It takes about {minutes}. You can stop and go on later. The link is your own: please do not pass it on."
)
_UNTIL = N_("You can answer until {last_day}.")
_STANDARD: Mapping[MailKind, tuple[str, tuple[str, ...]]] = {
    MailKind.INVITATION: (
        N_("Invitation: {title}"),
        (
            _HELLO,
            N_(
                "{department} would like to know what you think. The survey is called “{title}”. Your answers show us what "
                "matters most, and how well we follow up what was said."
            ),
            "{link}",
            _ABOUT_LINK,
            _UNTIL,
            N_("Thank you for taking the time."),
            _FROM,
        ),
    ),
    MailKind.REMINDER: (
        N_("Reminder: {title}"),
        (
            _HELLO,
            N_("We have written to you about the survey “{title}”, and would still like to hear from you."),
            "{link}",
            _ABOUT_LINK,
            _UNTIL,
            _FROM,
        ),
    ),
    MailKind.LAST_REMINDER: (
        N_("Last reminder: {title}"),
        (
            _HELLO,
            N_("The survey “{title}” closes soon. This is our last reminder: your view is missing."),
            "{link}",
            _UNTIL,
            _ABOUT_LINK,
            _FROM,
        ),
    ),
    MailKind.THANKS: (
        N_("Thank you: {title}"),
        (
            _HELLO,
            N_("If you have answered the survey “{title}”: thank you. We read everything that was sent."),
            N_("When the results are put together, you will be told where to read them."),
            _FROM,
        ),
    ),
    MailKind.REPORT: (
        N_("The report is ready: {title}"),
        (
            _HELLO,
            N_("The report after the survey “{title}” is ready. It tells what was said, and what becomes of it."),
            "{link}",
            N_("Thank you for taking part."),
            _FROM,
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class MailText:
    """`body` has an empty line between its paragraphs."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Composed:
    """A text whose placeholders are filled in."""

    subject: str
    blocks: tuple[Block, ...]


def standard_text(kind: MailKind, language: str) -> MailText:
    """What a mail says in this language unless an officer has changed it."""
    subject, paragraphs = _STANDARD[kind]
    with speaking(language):
        return MailText(_(subject), "\n\n".join(each if each in ("{link}", _FROM) else _(each) for each in paragraphs))


def text_errors(kind: MailKind, text: MailText) -> dict[str, str]:
    """What is wrong with a text, a sentence for `subject` and one for `body`."""
    errors = {}
    if not text.subject:
        errors["subject"] = _("Write a subject.")
    elif len(text.subject) > LONGEST_SUBJECT or "\n" in text.subject:
        errors["subject"] = _("The subject may have at most %(n)s characters, on one line.", n=LONGEST_SUBJECT)
    elif "{link}" in text.subject:
        errors["subject"] = _("The link cannot stand in the subject. Put it into the text.")
    elif fault := _placeholder_fault(text.subject):
        errors["subject"] = fault
    if not text.body:
        errors["body"] = _("Write a text.")
    elif len(text.body) > LONGEST_BODY:
        errors["body"] = _("The text may have at most %(n)s characters.", n=LONGEST_BODY)
    elif fault := _placeholder_fault(text.body):
        errors["body"] = fault
    elif kind in NEED_LINK and not any("{link}" in each and "{last_day}" not in each for each in _paragraphs(text)):
        errors["body"] = _("The text needs {link}, in a paragraph without {last_day}: without it nobody finds the way.")
    return errors


def _placeholder_fault(text: str) -> str:
    unknown = [name for name in _PLACEHOLDER.findall(text) if name not in PLACEHOLDERS]
    known = list_text(f"{{{name}}}" for name in PLACEHOLDERS)
    if unknown:
        return _("Nothing is known by the name {%(name)s}. You can use %(known)s.", name=unknown[0], known=known)
    if set("{}") & set(_PLACEHOLDER.sub("", text)):
        return _("A curly bracket stands alone. They are for %(known)s.", known=known)
    return ""


def compose(text: MailText, values: Mapping[str, str], *, link_label: str) -> Composed:
    """Fill the placeholders in. A paragraph that is `{link}` alone becomes a link with this label."""
    said = [each for each in _paragraphs(text) if values["last_day"] or "{last_day}" not in each]
    return Composed(
        subject=_filled(text.subject, values),
        blocks=tuple(
            Link(link_label, values["link"]) if each == "{link}" else Paragraph(_filled(each, values)) for each in said
        ),
    )


def _paragraphs(text: MailText) -> list[str]:
    return [each.strip() for each in re.split(r"\n\s*\n", text.body) if each.strip()]


def _filled(text: str, values: Mapping[str, str]) -> str:
    # In one go: what is filled in can hold brackets of its own.
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)
