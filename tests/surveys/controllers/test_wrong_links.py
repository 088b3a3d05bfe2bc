"""Behind a proxy, one who guesses links is told from all others by the address that the trusted proxy names."""

import pytest

from feedback.app import create_app
from feedback.settings import settings
from feedback.web.attempts import Attempts
from surveys.controllers import participant_pages
from tests.web import Visitor


@pytest.mark.parametrize(
    ("trusted", "others"),
    [("127.0.0.1", 404), ("192.0.2.99", 429)],
)
async def test_guesses_count_for_the_visitor_that_a_trusted_proxy_names(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch, trusted: str, others: int
) -> None:
    monkeypatch.setattr(participant_pages, "wrong_links", Attempts(limit=30, seconds=600))
    monkeypatch.setenv("GENSVAR_TRUSTED_PROXIES", trusted)
    settings.cache_clear()
    guesser, other = (f"198.51.100.{n}" for n in (1, 2))

    async with Visitor(create_app()) as visitor:
        answers = [await visitor.get("/i/guess", headers={"x-forwarded-for": guesser}) for _ in range(31)]
        answer = await visitor.get("/i/guess", headers={"x-forwarded-for": other})

    assert (answers[0].status, answers[-1].status) == (404, 429)
    assert answer.status == others
