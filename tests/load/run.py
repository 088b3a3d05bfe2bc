"""One run: surveys in a fresh database, a served site, a crowd that answers, and whether what was acknowledged is there."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from feedback.database import open_database
from surveys.answers import reference_of
from surveys.definition import Privacy
from surveys.digest import digest, live_tallies, recounted_tallies
from surveys.responses import read_document
from surveys.tables import Invitation, Response
from tests.load.participants import USUAL, Crowd, Habits, let_them_answer, stored, text_of
from tests.serving import serving, site_at
from tests.surveys.open_surveys import SURVEY, invite, open_survey


@dataclass(frozen=True)
class Asked:
    """Two surveys and one link for each participant: half by the open link, a quarter each by an anonymous and a personal one."""

    surveys: tuple[UUID, ...]
    links: tuple[str, ...]


async def ask(participants: int) -> Asked:
    anonymous = await open_survey(SURVEY, closes_on=None)
    personal = await open_survey(replace(SURVEY, privacy=Privacy.CONFIDENTIAL), link="another-link", closes_on=None)
    links = []
    for number in range(participants):
        if number % 4 == 0:
            links.append(f"/i/{await invite(anonymous)}")
        elif number % 4 == 1:
            links.append(f"/i/{await invite(personal)}")
        else:
            links.append("/s/the-open-link")
    return Asked((anonymous, personal), tuple(links))


async def run(
    database: str,
    participants: int,
    *,
    workers: int = 1,
    habits: Habits = USUAL,
    progress: Callable[[int], object] = lambda _: None,
) -> tuple[Crowd, list[str]]:
    """What came of it, and what is wrong; the database of this address is migrated and empty."""
    async with open_database(database):
        asked = await ask(participants)
        site = site_at(database)
        with serving(site, workers=workers):
            crowd = await let_them_answer(site.address, asked.links, habits=habits, progress=progress)
        return crowd, await faults(asked, crowd)


async def faults(asked: Asked, crowd: Crowd) -> list[str]:
    """Whether exactly what was acknowledged is stored, each once and as it was sent, and counted."""
    found = []
    rows = await Response.select(Response.id, Response.answers, Response.revision)
    kept = [(read_document(row["answers"]), reference_of(row["id"])) for row in rows]
    if len(kept) != len(crowd.acknowledged):
        found.append(f"{len(kept)} responses for {len(crowd.acknowledged)} receipts")
    if {str(answers["q3"]): reference for answers, reference in kept} != crowd.acknowledged:
        found.append("the references on the receipts are not those of the responses")
    sent = {text_of(number): stored(number) for number in range(len(asked.links))}
    found += [f"not as it was sent: {answers}" for answers, _ in kept if answers != sent.get(str(answers["q3"]))]
    invited = sum(text_of(n) in crowd.acknowledged for n, link in enumerate(asked.links) if link.startswith("/i/"))
    used = await Invitation.count().where(Invitation.is_used.eq(True))
    if used != invited:
        found.append(f"{used} used invitations for {invited} receipts by invitation")
    counted = 0
    for is_digested in (False, True):
        if is_digested:
            await digest()
        tallies = {survey: await live_tallies(survey) for survey in asked.surveys}
        counted = sum(each.responses for each in tallies.values())
        if tallies != {survey: await recounted_tallies(survey) for survey in asked.surveys}:
            found.append(f"the tallies are not the recount; digested: {is_digested}")
    if counted != len(kept):
        found.append(f"{counted} counted of {len(kept)} responses")
    return found
