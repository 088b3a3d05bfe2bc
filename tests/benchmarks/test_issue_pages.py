"""A thousand issues over twenty years: how long the officers' pages take beside the SQL that they need, in the same run.

Bare SQL is the statements of the page, each sent once more, one after the other, through the driver alone (sqlite3 or
asyncpg), its rows fetched and thrown away. *Queries* is the domain function behind the page: the same statements through
Piccolo, and the dataclasses made of them. *Page* is the whole answer, rendered.
"""

import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from time import perf_counter
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from piccolo.querystring import QueryString

from feedback.commitments import commitments_of_issue
from feedback.database import database as engine
from feedback.database import execute
from feedback.issue_filters import IssueFilter
from feedback.issue_lists import list_issues
from feedback.issue_logs import log_lines
from feedback.issue_themes import themes_of_points
from feedback.issues import get_issue
from tests.benchmarks.many_issues import make_many_issues
from tests.web import Visitor

TODAY = date(2026, 1, 10)
ROUNDS = 15

#: Statements of the list, a search and an issue's page, with those that find the officer.
QUERIES = [12, 13, 24]

Statement = tuple[str, tuple[object, ...]]


@contextmanager
def statements() -> Iterator[list[Statement]]:
    """The statements that are sent inside, with their values."""
    sent: list[Statement] = []
    kind = type(engine())
    run = kind.run_querystring
    dialect: Any = engine().engine_type

    async def noted(self: Any, querystring: QueryString, in_pool: bool = True) -> Any:
        sql, values = querystring.compile_string(engine_type=dialect)
        sent.append((sql, tuple(values)))
        return await run(self, querystring, in_pool)

    kind.run_querystring = noted  # type: ignore[method-assign]
    try:
        yield sent
    finally:
        kind.run_querystring = run  # type: ignore[method-assign]


async def statements_of(work: Callable[[], Awaitable[object]]) -> list[Statement]:
    with statements() as sent:
        await work()
    return sent


async def took(work: Callable[[], Awaitable[object]], rounds: int = ROUNDS) -> float:
    """Seconds, the least of some rounds after one that warms up: what other programs take away is not ours to measure."""
    await work()
    times = []
    for _ in range(rounds):
        begun = perf_counter()
        await work()
        times.append(perf_counter() - begun)
    return min(times)


async def bare(url: str, sent: Sequence[Statement]) -> float:
    """Seconds that the statements take through the driver alone."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        connection.execute("PRAGMA cache_size = -32000")

        async def on_sqlite() -> None:
            for sql, values in sent:
                connection.execute(sql, values).fetchall()

        try:
            return await took(on_sqlite)
        finally:
            connection.close()
    postgres = await asyncpg.connect(url)

    async def on_postgresql() -> None:
        for sql, values in sent:
            await postgres.fetch(sql, *values)

    try:
        return await took(on_postgresql)
    finally:
        await postgres.close()


@pytest.fixture
async def many(officer: Visitor, database: str) -> str:
    """The address of a page of an issue that was raised in every year."""
    issues = await make_many_issues()
    if engine().engine_type == "postgres":
        await execute("ANALYZE")
    return str(issues[0])


@pytest.mark.long
async def test_pages_beside_their_bare_sql(
    many: str, officer: Visitor, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    issue_id = UUID(many)

    async def show() -> None:
        issue = await get_issue(issue_id)
        await commitments_of_issue(issue_id)
        await themes_of_points([point.id for point in issue.points])
        await log_lines(issue.log)

    measured = {
        "list": (lambda: list_issues(IssueFilter(), today=TODAY), "/issues"),
        "list with filters": (
            lambda: list_issues(IssueFilter(is_answered=True, year=2012), today=TODAY),
            "/issues?answered=yes&year=2012",
        ),
        "search": (
            lambda: list_issues(IssueFilter(words="föreningslokal bidrag"), today=TODAY),
            "/issues?words=föreningslokal+bidrag",
        ),
        "issue": (show, f"/issues/{many}"),
    }
    ratios = {}
    for name, (query, address) in measured.items():
        sql = await bare(database, await statements_of(query))
        queries = await took(query)
        whole = await took(lambda address=address: officer.client.get(address))  # type: ignore[misc]
        page_sql = await bare(database, await statements_of(lambda address=address: officer.client.get(address)))  # type: ignore[misc]
        ratios[name] = queries / sql
        with capsys.disabled():
            print(  # noqa: T201
                f"\n{engine().engine_type} {name}: bare SQL {sql * 1000:.1f} ms, queries {queries * 1000:.1f} ms "
                f"({queries / sql:.2f}), page {whole * 1000:.1f} ms beside {page_sql * 1000:.1f} ms ({whole / page_sql:.2f})"
            )

    # An issue's own page is twenty statements that take no time at all: there the ratio says nothing but how many they are.
    # And the words of these issues are so few that a search finds nearly all of them.
    assert {name: ratio for name, ratio in ratios.items() if ratio > 2 and name.startswith("list")} == {}


@pytest.mark.parametrize("n", [12, 40])
async def test_pages_take_the_same_queries_however_many_issues_there_are(officer: Visitor, n: int) -> None:
    ids = await make_many_issues(issues=n)
    addresses = ("/issues", "/issues?words=lokal", f"/issues/{ids[0]}")

    counts = [len(await statements_of(lambda address=address: officer.client.get(address))) for address in addresses]  # type: ignore[misc]

    assert counts == QUERIES
