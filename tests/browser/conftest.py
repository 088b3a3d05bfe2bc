"""A real browser on a real server: headless Chromium, granian, a database file."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from feedback.accounts import add_officer
from feedback.database import open_database
from tests.browser.participants import Asking, ask
from tests.conftest import do_without
from tests.database import run_apart
from tests.serving import Site, serving, site_at

# Nothing may leave the machine, and no update or telemetry may try to.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OFFICER = ("officer@example.org", "Olga Officer", "a long enough password")
COLLEAGUE = ("colleague@example.org", "Kim Colleague", "a long enough password")


def chromium_path() -> str:
    """Debian's Chromium, or the one that CHROMIUM names."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    return path or do_without("Chromium is missing: install it, or set CHROMIUM to its path.")


# For one module at a time: as long as it lives, Playwright holds the thread's event loop, which other tests need.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser without a window; where there is none, the test is done without."""
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def staffed_sqlite_file(migrated_sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with two officers and nothing else, to be copied."""
    file = tmp_path_factory.mktemp("staffed") / "staffed.sqlite"
    shutil.copy(migrated_sqlite_file, file)

    async def staff() -> None:
        async with open_database(f"sqlite:///{file}"):
            for email, name, password in (OFFICER, COLLEAGUE):
                await add_officer(email=email, name=name, password=password)

    run_apart(staff())
    return file


@pytest.fixture(scope="session")
def staffed_site(staffed_sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site that the officers' tests share, one after the other: to start it takes longer than most of them."""
    file = tmp_path_factory.mktemp("site") / "site.sqlite"
    shutil.copy(staffed_sqlite_file, file)
    site = site_at(f"sqlite:///{file}")
    with serving(site):
        yield site


@pytest.fixture
def site(staffed_site: Site, staffed_sqlite_file: Path) -> Site:
    """The site with two officers on an otherwise empty database."""
    file = staffed_site.environment["GENSVAR_DATABASE"].removeprefix("sqlite:///")
    with closing(sqlite3.connect(staffed_sqlite_file)) as empty, closing(sqlite3.connect(file)) as served:
        empty.backup(served)  # as a commit of another process, which the site sees like any other
    return staffed_site


@pytest.fixture(scope="session")
def participants_site(migrated_sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site without officers, which participants' tests share: each of them asks with a survey of its own."""
    file = tmp_path_factory.mktemp("participants") / "site.sqlite"
    shutil.copy(migrated_sqlite_file, file)
    site = site_at(f"sqlite:///{file}")
    with serving(site):
        yield site


@pytest.fixture
def asking(participants_site: Site) -> Asking:
    """An open survey with everything in it, which nobody has answered yet."""
    return ask(participants_site)


@pytest.fixture
def context(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browsers of their own: a participant's phone shares nothing with an officer's desk."""
    made = []

    def make(**options: object) -> BrowserContext:
        made.append(chromium.new_context(**options))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for each in made:
        each.close()


def complaints(page: Page) -> list[str]:
    """What axe finds on the page (WCAG 2.2 A and AA, best practices), and whether it scrolls sideways."""
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    found = [
        f"{page.url}: {violation['id']} {node['target']}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]
    too_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [*found, f"{page.url} scrolls sideways"] if too_wide else found
