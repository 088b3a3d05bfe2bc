"""The demo's part for everybody: organisations, what is published, a closure letter with replies to it, and the next agenda."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from feedback.attendance import set_attendance, set_points
from feedback.consultations import get_consultation
from feedback.organisations import Details, add_missing
from feedback.personal_data_flags import list_flags
from feedback.points import list_points
from feedback.publishing import publish_consultation, publish_issue
from feedback.settings import settings
from feedback.translation import speaking
from reports.agenda import open_matters
from reports.agenda_items import Agenda, draft_items
from reports.agenda_wordings import wording_of
from reports.demo.follow_through import IssueStory
from reports.demo.hearing import noon
from reports.demo.participants import invitees, participants
from reports.issuing import read_facts
from reports.kept_agendas import keep_agenda
from reports.letters import make_letters
from reports.public.published_reports import publish_report
from reports.replies import send_reply
from reports.reply_decisions import show_reply

#: After the last line of the logs.
PUBLISHED = date(2026, 9, 21)
REPLIED = date(2026, 10, 5)
NEXT_MEETING = date(2026, 12, 8)
LANGUAGE = "sv"
MINUTES = 150
#: Who is known to have attended the last consultation, the issues that its points raised, and what it replies to two of them.
ATTENDED = "Granbyns bygdegårdsförening"
RAISED = ("funding", "premises", "accounts")
SHOWN = (
    "funding",
    "Avtalet på tre år gäller två av våra tre hus. Det tredje vet ännu inte om det har pengar efter nyår.",
)
WAITING = ("accounts", "Vi förstår att staten inte styr bankerna. Men någon måste tala om för oss vem som gör det.")


async def list_organisations() -> UUID:
    """Everybody who was asked, with an address and, where it is known, a type; gives the one that attended."""
    types = {person.organisation: person.type for person in participants()}
    found = [
        Details(each.organisation, f"forening-{number:02}@example.org", each.language, types.get(each.organisation, ""))
        for number, each in enumerate(invitees(), start=1)
    ]
    brought = await add_missing(found)
    return brought.ids[[each.name for each in found].index(ATTENDED)]


async def publish_all(consultations: Sequence[UUID], issues: Mapping[str, UUID], *, officer: UUID) -> None:
    """Everything for everybody to read, with the report of the last consultation and that of its year."""
    now = noon(PUBLISHED)
    for consultation in consultations:
        flags = [flag.id for flag in await list_flags(consultation)]
        await publish_consultation(consultation, acknowledged=flags, now=now)
    for issue in issues.values():
        await publish_issue(issue, officer=officer, now=now)
    last = await get_consultation(consultations[-1])
    await publish_report(consultation=last.id, officer=officer, today=PUBLISHED, now=now)
    await publish_report(year=last.year, officer=officer, today=PUBLISHED, now=now)


async def write_back(
    organisation: UUID, meeting: UUID, stories: Sequence[IssueStory], issues: Mapping[str, UUID], *, officer: UUID
) -> None:
    """One closure letter, one reply that is shown, and one that waits for an officer."""
    year = (await get_consultation(meeting)).year
    raising = [story for story in stories if story.key in RAISED]
    points = [
        point.id
        for point in await list_points(meeting)
        if any(story.is_raised_by(point.text, year) for story in raising)
    ]
    await set_attendance(meeting, [organisation])
    await set_points(organisation, meeting, points)
    await make_letters(meeting, number=1, officer=officer, now=noon(PUBLISHED))
    key, text = SHOWN
    shown = await send_reply(organisation, issues[key], text, language=LANGUAGE, now=noon(REPLIED))
    await show_reply(shown, officer=officer, now=noon(REPLIED))
    key, text = WAITING
    await send_reply(organisation, issues[key], text, language=LANGUAGE, now=noon(REPLIED))


async def draft_agenda(*, officer: UUID) -> None:
    """The next consultation, from what is open."""
    facts = await read_facts(today=REPLIED)
    with speaking(LANGUAGE):
        matters = await asyncio.to_thread(
            open_matters, facts, language=LANGUAGE, today=REPLIED, threshold=settings().threshold
        )
        items = draft_items(matters, language=LANGUAGE, minutes=MINUTES)
    agenda = Agenda(wording_of(LANGUAGE).title, LANGUAGE, MINUTES, items, day=NEXT_MEETING, place="Bygdens hus")
    await keep_agenda(agenda, officer=officer, today=REPLIED, now=noon(REPLIED))
