"""The pages of all states as they came over the line, and what they need: HTML, accessibility and bytes are looked at from here."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from litestar import Litestar

from feedback.database import open_database
from feedback.web.attempts import Attempts
from surveys.controllers import participant_pages
from surveys.definition import Privacy
from surveys.images import keep_image
from surveys.publishing import close
from surveys.response_drafts import save_section, start
from surveys.responses import send
from surveys.survey_links import survey_by_invitation
from tests.database import migrated
from tests.participants.states import CLOSED, LINKS, STATES, TRIAL, Participant
from tests.participants.survey import EVERYTHING, PICTURE
from tests.surveys.open_surveys import invite, open_survey
from tests.web import Page, Visitor


@dataclass(frozen=True)
class Seen:
    """A page as it came over the line: its source, its size there and the addresses of what it needs."""

    path: str
    status: int
    language: str
    source: str
    bytes: int
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Resource:
    media_type: str
    content: bytes
    bytes: int


@dataclass(frozen=True)
class Collected:
    """Every state in every language that was asked for, as `(state, language)`, and what the pages need, by address."""

    pages: dict[tuple[str, str], Seen]
    resources: dict[str, Resource]


async def collect(site: Litestar, url: str, languages: tuple[str, ...], into: Collected) -> None:
    """Bring a database at this address, where nothing is yet, and go through all states."""
    await migrated(url)
    async with open_database(url):
        surveys, sent = await _prepared()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(participant_pages, "wrong_links", Attempts(limit=10_000, seconds=600))
            for language in languages:
                for name, find in STATES.items():
                    async with Visitor(site, language=language) as visitor:
                        page = await find(Participant(visitor, language, surveys, sent))
                        into.pages[name, language] = _seen(page)
        async with Visitor(site) as visitor:
            for address in sorted({need for page in into.pages.values() for need in page.needs}):
                response = (await visitor.get(address)).response
                kind = response.headers["content-type"]
                into.resources[address] = Resource(kind, response.content, _size(response.num_bytes_downloaded))


async def _prepared() -> tuple[dict[str, UUID], str]:
    """Surveys by their links, and the token of answers to one that is closed since."""
    surveys = {}
    soon = date.today() + timedelta(days=30)
    for privacy, link in LINKS.items():
        definition = replace(EVERYTHING, privacy=privacy)
        surveys[link] = await open_survey(definition, link=link, closes_on=soon)
    surveys[TRIAL] = await open_survey(EVERYTHING, link=TRIAL, state="trial", closes_on=None)
    for survey in surveys.values():
        await keep_image(survey, PICTURE)
    closing = await open_survey(replace(EVERYTHING, privacy=Privacy.CONFIDENTIAL), link=CLOSED, closes_on=soon)
    today, now = date.today(), datetime.now(UTC)
    asked = await survey_by_invitation(await invite(closing), today=today)
    token = await start(asked, language="sv", today=today, now=now)
    await save_section(token, {"q1": ["association"], "q8": ["12"], "q13": ["yes"]}, language="sv", today=today)
    await send(token, today=today, now=now)
    await close(closing, now=now)
    return surveys, token


def _seen(page: Page) -> Seen:
    needs = page.tree.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //script/@src | //img/@src")
    return Seen(
        page.path,
        page.status,
        page.tree.get("lang"),
        page.response.text,
        _size(page.response.num_bytes_downloaded),
        tuple(dict.fromkeys(str(each) for each in needs)),
    )


def _size(body: int) -> int:
    """With the headers, which are about so long."""
    return body + 700
