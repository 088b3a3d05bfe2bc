"""What happened on the public site, in words: the line of a mail or the title of an entry in a feed. Pure."""

from feedback.enums import Answer, Delivery
from feedback.labels import label
from feedback.translation import N_, date_text, direction
from feedback.translation import gettext as _
from feedback.translation import language as spoken_language
from reports.public.events import EventKind, PublicEvent

#: What is between these is ordered by its own direction, whatever stands around it (UAX #9, 2.4).
_ISOLATE, _END = "\u2068", "\u2069"
#: What needs no value to be told.
_PLAIN = {
    EventKind.CONSULTATION: N_("New consultation or decision"),
    EventKind.ISSUE: N_("New issue"),
    EventKind.REPORT: N_("Report published"),
    EventKind.PROMISE: N_("Promised without a date"),
    EventKind.EVIDENCE: N_("Evidence added"),
    EventKind.RETRACTED: N_("Evidence taken back"),
}


def event_title(event: PublicEvent) -> str:
    """What happened, and to what, in the language of the moment; the name of what it happened to stays in its own."""
    if event.kind is EventKind.REPORT and not event.subject:
        return _("Report published: the year %(year)s", year=event.value)
    if event.kind is EventKind.EDITION and not event.subject:
        return _(
            "Edition %(number)s of the report published: the year %(year)s", number=event.edition, year=event.value
        )
    return f"{_what(event)}: {isolated(clean(event.subject), event.language)}"


def event_text(event: PublicEvent) -> str:
    """What was written about it, in its own language; empty where nothing was."""
    return clean(event.text)


def clean(text: str) -> str:
    """The text without the characters that XML and mails cannot hold."""
    return "".join(c for c in text if c.isprintable() or c in "\n\t").strip()


def isolated(text: str, language: str) -> str:
    """The text so that it is not mixed up with one that runs the other way around it."""
    return text if direction(language) == direction(spoken_language()) else f"{_ISOLATE}{text}{_END}"


def _what(event: PublicEvent) -> str:
    match event.kind:
        case EventKind.ANSWER:
            return _("Answer (%(answer)s)", answer=label(Answer(event.value)))
        case EventKind.DELIVERY:
            return _("Delivery (%(delivery)s)", delivery=label(Delivery(event.value)))
        case EventKind.EDITION:
            return _("Edition %(number)s of the report published", number=event.edition)
        case EventKind.PROMISE if event.value:
            return _("Promised for %(day)s", day=date_text(event.value))
        case EventKind.MOVED_DAY | EventKind.MOVED_OWNER:
            return _moved(event)
        case EventKind.VERDICT:
            return _("What participants say, %(year)s", year=event.value)
        case EventKind.REPLY:
            return _("Reply from %(organisation)s", organisation=isolated(clean(event.value), event.text_language))
        case _other:
            return _(_PLAIN[event.kind])


def _moved(event: PublicEvent) -> str:
    if event.kind is EventKind.MOVED_DAY:
        before, after = (date_text(each) if each else "" for each in (event.before, event.value))
    else:
        before, after = (isolated(clean(each), event.language) for each in (event.before, event.value))
    return (
        _("Moved from %(before)s to %(after)s", before=before, after=after)
        if before
        else _("Moved to %(after)s", after=after)
    )
