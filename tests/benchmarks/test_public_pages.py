"""A thousand public issues over twenty years: how long public pages take beside the SQL that they need, in the same run.

Bare SQL is as in `test_issue_pages`. *Cold* is a page made anew, as after any change; *warm* is one that is kept.
"""

import pytest

from feedback.database import database as engine
from feedback.database import execute
from feedback.tables import Consultation, Issue
from feedback.web.page_cache import pages
from tests.benchmarks.many_issues import START, make_many_issues
from tests.benchmarks.test_issue_pages import bare, statements_of, took
from tests.web import Visitor


@pytest.fixture
async def many_public(visitor: Visitor, database: str) -> str:
    """The address of a public page of an issue that was raised in every year."""
    issues = await make_many_issues()
    await Consultation.update({Consultation.published_at: START}, force=True)
    await Issue.update({Issue.published_at: START}, force=True)
    if engine().engine_type == "postgres":
        await execute("ANALYZE")
    return f"/public/issues/{issues[0]}/x"


@pytest.mark.long
async def test_public_pages_beside_their_bare_sql(
    many_public: str, visitor: Visitor, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    measured = {
        "list": "/public/issues",
        "filtered list": "/public/issues?answered=yes&year=2012",
        "issue": many_public,
        "start": "/public",
        "commitments": "/public/commitments",
        "feed": "/public/feed.atom",
        "issue feed": many_public.removesuffix("/x") + "/feed.atom",
    }
    cold_ratios, warm_ratios = {}, {}
    for name, address in measured.items():

        async def cold(address: str = address) -> None:
            pages.clear()
            assert (await visitor.client.get(address)).status_code == 200

        async def warm(address: str = address) -> None:
            await visitor.client.get(address)

        sql = await bare(database, await statements_of(cold))
        made, kept = await took(cold), await took(warm)
        cold_ratios[name], warm_ratios[name] = made / sql, kept / sql
        with capsys.disabled():
            print(  # noqa: T201
                f"\n{engine().engine_type} public {name}: bare SQL {sql * 1000:.1f} ms, cold {made * 1000:.1f} ms "
                f"({made / sql:.2f}), warm {kept * 1000:.1f} ms ({kept / sql:.2f})"
            )

    assert {name: ratio for name, ratio in cold_ratios.items() if ratio > 2 and name.endswith("list")} == {}
    assert {name: ratio for name, ratio in warm_ratios.items() if ratio > 2} == {}
