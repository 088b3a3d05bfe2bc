"""The demo's first part: the sample documents are imported and confirmed, coded with themes, and gathered into issues."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from uuid import UUID

import msgspec

from feedback.codebooks import import_codebook
from feedback.codings import decide, list_codings, suggest_codings
from feedback.consultations import Facts, confirm_consultation, edit_facts, get_consultation, import_document
from feedback.enums import CodingState, ConsultationKind
from feedback.issues import attach_point, open_issue
from feedback.points import list_points
from reports.demo.documents import SampleDocument
from reports.demo.follow_through import IssueStory

#: The demo's officer confirms what is suggested with at least this probability, and leaves the rest to be decided.
CONFIRMED_FROM = 0.6
A_FORTNIGHT = timedelta(days=14)


def noon(day: date) -> datetime:
    """The demo's work is done at noon, so that its logs are the same each time."""
    return datetime.combine(day, time(12), tzinfo=UTC)


async def hear(document: SampleDocument, *, officer: UUID) -> UUID:
    """Import one document and confirm what was read from it; gives the consultation."""
    imported = await import_document(
        document.filename, content=document.content, officer_id=officer, now=noon(date.fromisoformat(document.date))
    )
    if document.region:
        await _was_for(imported.id, document.region)
    await confirm_consultation(imported.id)
    return imported.id


async def _was_for(consultation: UUID, region: str) -> None:
    read = await get_consultation(consultation)
    facts = Facts(**{each.name: getattr(read, each.name) for each in fields(Facts)})
    await edit_facts(consultation, replace(facts, kind=ConsultationKind(read.kind), region=region))


async def agree_on_themes(consultations: list[UUID], *, officer: UUID, now: datetime) -> None:
    """Import the code book, have themes suggested for every point, and confirm the likely ones."""
    codebook = (files("reports.demo") / "codebook.json").read_bytes()
    await import_codebook(msgspec.json.decode(codebook), now=now)
    for consultation in consultations:
        await suggest_codings(consultation)
        for coded in await list_codings(consultation):
            for coding in coded.suggested:
                if (coding.score or 0) >= CONFIRMED_FROM:
                    await decide(
                        coded.id,
                        theme_id=coding.theme.id,
                        state=CodingState.CONFIRMED,
                        officer_id=officer,
                        now=now,
                    )


async def open_issues(stories: tuple[IssueStory, ...], consultations: list[UUID], *, officer: UUID) -> dict[str, UUID]:
    """Follow each of these issues, and attach each point a fortnight after its meeting; gives the issues by key."""
    opened: dict[str, UUID] = {}
    for id in consultations:
        consultation = await get_consultation(id)
        now = noon(date.fromisoformat(consultation.date) + A_FORTNIGHT)
        points = await list_points(id)
        for story in stories:
            raising = [point.id for point in points if story.is_raised_by(point.text, consultation.year)]
            if raising and story.key not in opened:
                opened[story.key] = await open_issue(story.title, points=raising, officer=officer, now=now)
                continue
            for point in raising:
                await attach_point(opened[story.key], point, officer=officer, now=now)
    return opened
