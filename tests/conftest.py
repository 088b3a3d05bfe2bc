"""What the tests stand on: fixed settings, the shared material, and a fresh database on either engine."""

import fcntl
import os
import pickle
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import hypothesis
import pytest
from argon2 import PasswordHasher
from litestar import Litestar

# Before any import of the service. Whoever forgets the fixture gets an error, not the developer's own database.
for name in (
    "DATABASE_URL",
    "GENSVAR_DEMO",
    "GENSVAR_BASE_URL",
    "GENSVAR_THRESHOLD",
    "GENSVAR_DEPARTMENT",
    "GENSVAR_CONTROLLER",
    "GENSVAR_CONTACT",
    "GENSVAR_DATA",
    "GENSVAR_SMTP",
    "GENSVAR_LOGO",
    "GENSVAR_COLOUR",
    "GENSVAR_FONT",
):
    os.environ.pop(name, None)
os.environ["GENSVAR_DATABASE"] = "sqlite:////dev/null/ask-for-the-fixture-database"
os.environ["GENSVAR_SECRET"] = "the secret of the tests, the same every time"

from feedback.accounts import SESSION_LENGTH, token_hash  # noqa: E402
from feedback.database import open_database  # noqa: E402
from feedback.settings import settings  # noqa: E402
from feedback.tables import Officer, SignIn  # noqa: E402
from feedback.translation import LANGUAGES, speak  # noqa: E402
from feedback.web.authentication import COOKIE  # noqa: E402
from tests.database import PostgresServer, migrated, run_apart  # noqa: E402
from tests.web import Visitor  # noqa: E402

if TYPE_CHECKING:
    from tests.participants.collecting import Collected
    from tests.public_pages import PublicSite

# Tests read English, which is what the code says before it is translated.
speak("en")

hypothesis.settings.register_profile("tests", deadline=None, derandomize=True)
hypothesis.settings.load_profile("tests")

T = TypeVar("T")

#: The files that take longest, longest first: a minute of one worker at the end is a minute of `make test`.
SLOWEST = (
    "tests/test_pages.py",
    "tests/participants/test_pages.py",
    "tests/reports/commands/test_demo.py",
    "tests/browser/test_whole_chain.py",
    "tests/test_seeds.py",
    "tests/reports/public/test_pages.py",
)
ENGINES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the slowest files. The order within a file stays, and so does that of the others."""
    places = {path: place for place, path in enumerate(SLOWEST)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(places)))


def do_without(reason: str) -> NoReturn:
    if os.environ.get("GENSVAR_NO_SKIP") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents and labelled data, which is not part of the repository."""
    beside = Path(__file__).parent.parent.parent / "shared"
    folder = Path(os.environ.get("GENSVAR_SHARED", beside))
    if not (folder / "seeds").is_dir():
        do_without("The shared material is missing: set GENSVAR_SHARED to its folder.")
    return folder


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresServer]:
    """A real PostgreSQL server, the same for all tests of the session."""
    try:
        server = PostgresServer()
    except Exception as error:
        do_without(f"PostgreSQL could not be started: {error}")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def migrated_sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with all tables and no rows, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "migrated.sqlite"
    run_apart(migrated(f"sqlite:///{file}"))
    return file


@pytest.fixture
def sqlite_url(migrated_sqlite_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a migrated and empty SQLite database, which the settings name too; not open yet."""
    file = tmp_path / "gensvar.sqlite"
    shutil.copy(migrated_sqlite_file, file)
    yield from _in_settings(f"sqlite:///{file}", monkeypatch)


@pytest.fixture
def postgresql_url(postgresql_server: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a migrated and empty PostgreSQL database, which the settings name too; not open yet."""
    yield from _in_settings(postgresql_server.empty(), monkeypatch)


def _in_settings(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("GENSVAR_DATABASE", url)
    settings.cache_clear()
    yield url
    settings.cache_clear()


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest) -> str:
    """As `sqlite_url` and `postgresql_url`: the test runs once on each. For commands, which open the database themselves."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[str]:
    """A fresh database, open for the time of the test, which runs once on each engine; gives its address."""
    async with open_database(database_url):
        yield database_url


@pytest.fixture
async def sqlite_database(sqlite_url: str) -> AsyncIterator[str]:
    """A fresh SQLite database, open for the time of the test, where one engine is enough; gives its address."""
    async with open_database(sqlite_url):
        yield sqlite_url


@pytest.fixture
async def postgresql_database(postgresql_url: str) -> AsyncIterator[str]:
    """A fresh PostgreSQL database, open for the time of the test, where only that engine will do; gives its address."""
    async with open_database(postgresql_url):
        yield postgresql_url


@pytest.fixture(scope="session")
def site() -> Litestar:
    """The whole application, made once; each test brings its own database."""
    # Imported late: the domain's tests do not need the whole site to be importable.
    from feedback.app import create_app

    return create_app()


def made_once(name: str, make: Callable[[], T], tmp_path_factory: pytest.TempPathFactory) -> T:
    """What `make` gives: made by the first of pytest's workers that asks, and read by the others, who wait for it."""
    own = tmp_path_factory.getbasetemp()
    folder = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    file = folder / f"{name}.pickle"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            file.write_bytes(pickle.dumps(make()))
    made: T = pickle.loads(file.read_bytes())
    return made


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory) -> "Collected":
    """Every page of participants in every state and language, collected once for all tests that look at them."""
    from feedback.app import create_app
    from tests.participants.collecting import Collected, collect

    def collect_them() -> Collected:
        found = Collected({}, {})
        folder = tmp_path_factory.mktemp("participants")
        run_apart(collect(create_app(), f"sqlite:///{folder}/participants.sqlite", tuple(LANGUAGES), found))
        return found

    return made_once("participants", collect_them, tmp_path_factory)


@pytest.fixture(scope="session")
def public_site(tmp_path_factory: pytest.TempPathFactory) -> "PublicSite":
    """Every public page in every language, collected once for all tests that look at them."""
    from feedback.app import create_app
    from tests.public_pages import PublicSite, collect_public

    def collect_them() -> PublicSite:
        found = PublicSite()
        folder = tmp_path_factory.mktemp("public")
        run_apart(collect_public(create_app(), f"sqlite:///{folder}/public.sqlite", tuple(LANGUAGES), found))
        return found

    return made_once("public", collect_them, tmp_path_factory)


@pytest.fixture
async def visitor(database: str, site: Litestar) -> AsyncIterator[Visitor]:
    """A stranger at the site, which speaks English to them."""
    async with Visitor(site) as stranger:
        yield stranger


@pytest.fixture(scope="session")
def password_hash() -> str:
    """The hash of the password that `Visitor.sign_in` sends, made once since it is slow on purpose."""
    return PasswordHasher().hash("a long enough password")


@pytest.fixture
async def officer(visitor: Visitor, password_hash: str) -> Visitor:
    """A visitor who is signed in as an officer."""
    olga = Officer(email="officer@example.org", name="Olga Officer", password_hash=password_hash)
    await olga.save()
    await SignIn(officer=olga.id, token_hash=token_hash("olga"), expires_at=datetime.now(UTC) + SESSION_LENGTH).save()
    visitor.client.cookies.set(COOKIE, "olga")
    return visitor
