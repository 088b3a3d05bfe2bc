"""The whole chain on the sample documents, by the same functions as the pages: from hearing to the next agenda."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from feedback.accounts import add_officer
from reports.demo.answering_back import draft_agenda, list_organisations, publish_all, write_back
from reports.demo.asking import agree_on_statements, answer, ask
from reports.demo.documents import sample_documents
from reports.demo.follow_through import follow_through
from reports.demo.following import Stage, follow_through_day_by_day
from reports.demo.hearing import agree_on_themes, hear, noon, open_issues
from surveys.building import get_survey

#: Printed for everybody to read: these accounts exist in the demo only.
PASSWORD = "gensvar i demon"  # noqa: S105
AGREED = date(2025, 12, 1)

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Played:
    """What the demo made: the last consultation, and the open link of the survey about it."""

    consultation: UUID
    link: str


async def play(tell: Tell) -> Played:
    """Fill an empty, migrated database. `tell` is given a word on each step, a hundred or so in all."""
    story = follow_through()
    first, second = [await add_officer(email=each.email, name=each.name, password=PASSWORD) for each in story.officers]
    heard = {}
    for document in sample_documents():
        heard[document.filename] = await hear(document, officer=first)
        tell(document.filename)
    decision = next(id for name, id in heard.items() if name.startswith("direktiv"))
    meetings = [id for id in heard.values() if id != decision]
    await agree_on_themes(meetings, officer=first, now=noon(AGREED))
    tell("themes")
    issues = await open_issues(story.issues, meetings, officer=first)
    await follow_through_day_by_day(story, Stage((first, second), issues, decision))
    tell("issues")
    survey = await ask(meetings[-1], officer=first)
    async for organisation in answer(survey):
        tell(organisation)
    await agree_on_statements(survey, officer=first, now=noon(AGREED))
    tell("statements")
    attended = await list_organisations()
    await publish_all([decision, *meetings], issues, officer=first)
    tell("published")
    await write_back(attended, meetings[-1], story.issues, issues, officer=second)
    tell("letters")
    await draft_agenda(officer=first)
    tell("agenda")
    return Played(consultation=meetings[-1], link=(await get_survey(survey)).link)
