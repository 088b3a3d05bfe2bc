"""The calendar feeds as a calendar program fetches them: without signing in."""

from datetime import date

import httpx
from litestar import Litestar

from feedback.tables import Issue
from tests.factories import NOW, make_commitment, make_issue
from tests.web import BASE, Visitor


async def test_own_calendar_is_read_by_its_address_alone(officer: Visitor, site: Litestar) -> None:
    await make_commitment(text="Open the schools.", due=date(2999, 12, 31))
    page = await officer.get("/commitments/calendar")
    (own,) = [link for link in page.links() if "key=" in link]

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=site), base_url=BASE) as program:
        feed = await program.get(own.removeprefix("http://127.0.0.1:8000"))
        guessed = await program.get("/commitments.ics?key=guessed")

    assert (feed.status_code, feed.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert "SUMMARY:Open the schools." in feed.text
    assert feed.headers["cache-control"] == "no-store"
    assert guessed.status_code == 404


async def test_public_calendar_has_what_is_published(visitor: Visitor) -> None:
    issue = await make_issue()
    await Issue.update({Issue.published_at: NOW}).where(Issue.id == issue)
    await make_commitment(text="Known.", due=date(2999, 12, 31), issues=[issue])
    await make_commitment(text="Hidden.", due=date(2999, 12, 31))

    feed = (await visitor.get("/public/commitments.ics")).response

    assert feed.headers["cache-control"] == "public, no-cache"
    assert feed.headers["etag"]
    assert "SUMMARY:Known." in feed.text
    assert "Hidden." not in feed.text
