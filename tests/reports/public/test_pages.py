"""What public pages weigh, what they ask for, and whether the HTML checker of the W3C finds anything."""

from pathlib import Path

from feedback.translation import LANGUAGES
from tests.html_checker import html_faults
from tests.public_pages import PublicSite

HEAVIEST = 60_000  # bytes over the wire, with everything that the page needs
MOST_REQUESTS = 3


def test_public_pages_speak_the_readers_language(public_site: PublicSite) -> None:
    assert {language for _name, language in public_site.pages} == set(LANGUAGES)
    wrong = {key for key, page in public_site.pages.items() if f'<html lang="{key[1]}"' not in page.source}
    assert wrong == set()


def test_public_pages_weigh_little_and_need_little(public_site: PublicSite) -> None:
    weights = {
        key: page.bytes + sum(public_site.resources[need][1] for need in page.needs)
        for key, page in public_site.pages.items()
    }

    assert {key: weight for key, weight in weights.items() if weight > HEAVIEST} == {}
    assert {key for key, page in public_site.pages.items() if 1 + len(page.needs) > MOST_REQUESTS} == set()


def test_public_pages_hold_nothing_of_the_department_alone(public_site: PublicSite) -> None:
    told = {
        text: [key for key, page in public_site.pages.items() if text in page.source]
        for text in ("Olga Officer", "olga@example.org", "info@example.org", "Funding for one year", "_csrf_token")
    }

    assert {text: keys for text, keys in told.items() if keys} == {}


def test_the_html_checker_finds_nothing_on_public_pages(public_site: PublicSite, tmp_path: Path) -> None:
    pages = {f"{name} ({language})": page.source for (name, language), page in public_site.pages.items()}

    assert html_faults(pages, tmp_path) == []
