"""Calendar files of days (RFC 5545): an all-day event for each. Pure: the same events give the same bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event, vDuration, vText

from feedback.mail.messages import one_line

MEDIA_TYPE = "text/calendar"


@dataclass(frozen=True, slots=True)
class DayEvent:
    """What is on a day. `uid` stays the same when it moves; `sequence` counts how often it has; `address` is that of its page."""

    uid: str
    day: date
    summary: str
    description: str
    changed_at: datetime
    made_at: datetime | None = None
    sequence: int = 0
    address: str = ""


def calendar_of(events: Iterable[DayEvent], *, name: str, prodid: str) -> bytes:
    """The file, which calendar programs that follow it read again once a day."""
    calendar = Calendar()
    calendar.add("prodid", prodid)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", one_line(name))  # RFC 7986, and what was used before it
    calendar.add("x-wr-calname", one_line(name))
    calendar.add("refresh-interval", vDuration(timedelta(days=1), {"VALUE": "DURATION"}))
    calendar.add("x-published-ttl", vDuration(timedelta(days=1)))
    for each in events:
        calendar.add_component(_event(each))
    return bytes(calendar.to_ical())


def _event(each: DayEvent) -> Event:
    event = Event()
    event.add("uid", each.uid)
    event.add("dtstamp", each.changed_at)
    if each.made_at:
        event.add("created", each.made_at)
    event.add("last-modified", each.changed_at)
    event.add("sequence", each.sequence)
    event.add("dtstart", each.day)
    event.add("summary", vText(one_line(each.summary)))
    event.add("description", vText(each.description))
    event.add("transp", "TRANSPARENT")  # nobody is busy on that day because of it
    if each.address:
        event.add("url", each.address)
    return event
