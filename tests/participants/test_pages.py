"""What participants' pages weigh, what they ask for, and whether the HTML checker of the W3C finds anything."""

from pathlib import Path
from urllib.parse import urlsplit

from litestar import Litestar

from tests.html_checker import html_faults
from tests.participants.collecting import Collected
from tests.test_pages import route_of, routes

#: GET routes of participants that answer with no page of their own.
NO_PAGES = {
    "participants.image",
    "participants.resume",
    "participants.receipt_pdf",
    "participants.report",
    "participants.letter_pdf",
}
HEAVIEST = 60_000  # bytes over the wire, with everything that the page needs


def test_every_page_of_participants_is_looked_at(site: Litestar, collected: Collected) -> None:
    known = {name: pattern for name, pattern in routes(site, "GET").items() if name.startswith("participants.")}

    seen = {route_of(page.path, known) for page in collected.pages.values()}

    assert known.keys() - NO_PAGES - seen == set()


def test_pages_speak_the_language_that_was_asked_for(collected: Collected) -> None:
    assert {key: page.language for key, page in collected.pages.items() if page.language != key[1]} == {}


def test_pages_weigh_little_and_need_little(collected: Collected) -> None:
    weights, needs = {}, {}
    for key, page in collected.pages.items():
        resources = [each for each in page.needs if not each.startswith("/s/images/")]
        weights[key] = page.bytes + sum(collected.resources[each].bytes for each in page.needs)
        needs[key] = resources

    assert {key: weight for key, weight in weights.items() if weight > HEAVIEST} == {}
    # The style sheet and the icon; a script only where a question depends on an answer on the same page.
    assert {key: each for key, each in needs.items() if len(each) > (3 if key[0].startswith("part") else 2)} == {}
    assert {each for page in collected.pages.values() for each in page.needs if urlsplit(each).netloc} == set()


def test_the_html_checker_finds_nothing(collected: Collected, tmp_path: Path) -> None:
    pages = {f"{name} ({language})": page.source for (name, language), page in collected.pages.items()}

    assert html_faults(pages, tmp_path) == []
