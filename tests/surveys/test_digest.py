"""The digest on both engines: the tallies and the rest are always the full recount, wherever it stops and whoever joins in."""

import asyncio
import contextlib
import random
import secrets
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from uuid import UUID

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.definition import Privacy
from surveys.digest import digest, live_tallies, recounted_tallies, undigested
from surveys.questions.answer import Value
from surveys.tables import BackgroundTally, DigestedResponse, Response, Statement, SurveyVersion, Tally
from surveys.tallies import Tallies
from surveys.worker import keep_digesting
from tests.surveys.open_surveys import SURVEY, TODAY, open_survey


def some_answers(number: int) -> dict[str, Value]:
    """Answers that differ from number to number; every third response leaves the text blank."""
    chance = random.Random(number)
    answers: dict[str, Value] = {
        "q1": chance.choice(["association", "other"]),
        "q2": sorted(chance.sample(["p1", "p2", "p3"], 2)),
        "q4": chance.choice(["yes", "partly", "no", "cannot say"]),
        "q5": chance.randint(1, 5),
    }
    return {**answers, "q3": f"Text nummer {number}"} if number % 3 else answers


async def respond(survey: UUID, numbers: Sequence[int], *, revision: int = 1, language: str = "sv") -> None:
    """Rows as `send` appends them; the same number is the same response, and its answers differ by revision."""
    version = await SurveyVersion.select(SurveyVersion.id).where(SurveyVersion.survey == survey).first()
    assert version is not None
    await Response.insert(
        *(
            Response(
                survey=survey,
                version=version["id"],
                language=language,
                token_hash=f"{survey} {number}"[-64:],
                revision=revision,
                answers=msgspec.json.encode(some_answers(number + 1000 * (revision - 1))).decode(),
                day=TODAY,
            )
            for number in numbers
        )
    )


async def stored(survey: UUID) -> Tallies:
    rows = await Tally.select().where((Tally.survey == survey) & (Tally.n != 0))
    crossed = await BackgroundTally.select().where((BackgroundTally.survey == survey) & (BackgroundTally.n != 0))
    return Tallies(
        {(row["question_key"], row["value"]): row["n"] for row in rows},
        {(row["background_key"], row["background"], row["question_key"], row["value"]): row["n"] for row in crossed},
    )


class Stop(Exception):
    """What a test stops the digest with."""


def stop_after(batches: int) -> Iterator[None]:
    for _ in range(batches - 1):
        yield
    raise Stop


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Let the others work until this holds, ten seconds at most."""
    async with asyncio.timeout(10):
        while not await holds():  # noqa: ASYNC110  (the database is asked, and it has no events)
            await asyncio.sleep(0)


async def all_is_digested() -> bool:
    return not await undigested()


async def a_failure_is_logged(caplog: pytest.LogCaptureFixture) -> bool:
    return "digest: DecodeError" in caplog.messages


async def test_digest_counts_every_response_once(database: str) -> None:
    survey = await open_survey()
    await respond(survey, range(25))
    await respond(survey, range(25, 30), language="ar")
    sizes: list[int] = []

    done = await digest(survey, batch=8, progress=sizes.append)
    again = await digest(survey, batch=8, progress=sizes.append)

    assert (done, again, sizes) == (30, 0, [8, 8, 8, 6])
    assert await stored(survey) == await recounted_tallies(survey)
    assert ((await stored(survey)).responses, (await stored(survey)).languages) == (30, {"ar": 5, "sv": 25})
    assert await undigested() == {}


async def test_digest_makes_a_statement_of_each_text(database: str) -> None:
    survey = await open_survey()
    await respond(survey, [1, 3], language="en")

    await digest(survey)

    (row,) = await Statement.select()
    assert (row["survey"], row["question_key"], row["text"], row["language"]) == (survey, "q3", "Text nummer 1", "en")


async def test_digest_of_all_surveys_keeps_them_apart(database: str) -> None:
    first, second = await open_survey(), await open_survey(link="another-link")
    await respond(first, range(7))
    await respond(second, range(50, 55))

    done = await digest()

    assert done == 12
    assert [(await stored(each)).responses for each in (first, second)] == [7, 5]
    assert await stored(first) == await recounted_tallies(first)


async def test_digest_that_is_stopped_goes_on_where_it_was(database: str) -> None:
    survey = await open_survey()
    await respond(survey, range(30))
    stop = stop_after(2)
    with pytest.raises(Stop):
        await digest(survey, batch=8, progress=lambda _: next(stop))
    half = (await stored(survey)).responses

    rest = await digest(survey, batch=8)

    assert (half, rest) == (16, 14)
    assert await stored(survey) == await recounted_tallies(survey)
    assert await Statement.count() == 20


async def test_digest_that_is_cancelled_anywhere_loses_and_repeats_nothing(database: str) -> None:
    survey = await open_survey()
    await respond(survey, range(40))
    for patience in range(0, 60, 3):
        digesting = asyncio.ensure_future(digest(survey, batch=1))
        for _ in range(patience):
            await asyncio.sleep(0)
        digesting.cancel()
        await asyncio.gather(digesting, return_exceptions=True)
        assert await live_tallies(survey) == await recounted_tallies(survey)

    await digest(survey)

    assert await stored(survey) == await recounted_tallies(survey)


async def test_digest_by_six_workers_at_once(database: str) -> None:
    survey = await open_survey()
    await respond(survey, range(120))
    await respond(survey, range(0, 120, 2), revision=2)

    done = await asyncio.gather(*(digest(survey, batch=7) for _ in range(6)))
    left = await digest(survey)

    assert sum(done) + left == 180
    assert await stored(survey) == await recounted_tallies(survey)
    assert await Statement.count() == (await stored(survey)).answered["q3"]
    assert await DigestedResponse.count() == 180


async def test_digest_of_a_later_revision_replaces_the_earlier(database: str) -> None:
    survey = await open_survey()
    await respond(survey, [1])
    await digest(survey)
    await respond(survey, [1], revision=2)

    await digest(survey)

    (statement,) = await Statement.select()
    assert (await stored(survey)).responses == 1
    assert await stored(survey) == await recounted_tallies(survey)
    assert statement["text"] == "Text nummer 1001"


async def test_live_tallies_are_the_recount_before_amid_and_after(database: str) -> None:
    survey = await open_survey()
    await respond(survey, range(20))
    before = await live_tallies(survey)
    stop = stop_after(1)
    with pytest.raises(Stop):
        await digest(survey, batch=11, progress=lambda _: next(stop))
    await respond(survey, range(0, 20, 3), revision=2)
    await respond(survey, range(20, 24), language="en")
    amid, recounted = await live_tallies(survey), await recounted_tallies(survey)
    await digest(survey)

    after = await live_tallies(survey)

    assert (before.responses, amid.responses) == (20, 24)
    assert amid == after == recounted
    assert (await stored(survey)) == recounted


STEPS = st.lists(
    st.tuples(st.sets(st.integers(0, 9), min_size=1, max_size=6), st.integers(1, 4), st.integers(0, 3)),
    min_size=1,
    max_size=4,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
async def test_tallies_and_the_rest_are_the_recount_at_every_step(
    sqlite_database: str, steps: list[tuple[set[int], int, int]]
) -> None:
    survey = await open_survey(link=secrets.token_urlsafe())
    for revision, (numbers, batch, batches) in enumerate(steps, start=1):
        # A first revision of everybody who has none yet, and a further one of those drawn.
        await respond(survey, range(10) if revision == 1 else sorted(numbers), revision=revision)
        stop = stop_after(batches)
        with contextlib.suppress(Stop):
            await digest(survey, batch=batch, progress=lambda _, stop=stop: next(stop))

        assert await live_tallies(survey) == await recounted_tallies(survey)

    await digest(survey)
    assert await stored(survey) == await recounted_tallies(survey)


async def test_live_tallies_of_a_survey_without_responses(database: str) -> None:
    survey = await open_survey()

    tallies = await live_tallies(survey)

    assert (tallies.responses, tallies.languages, tallies.answered, tallies.values) == (0, {}, {}, {})


async def test_keep_digesting_until_cancelled(database: str) -> None:
    survey = await open_survey()
    await respond(survey, range(5))

    working = asyncio.ensure_future(keep_digesting(every=0.001))
    await until(all_is_digested)
    await respond(survey, range(5, 10))
    await until(all_is_digested)
    working.cancel()
    await asyncio.wait([working])

    assert working.cancelled()
    assert (await stored(survey)).responses == 10


async def test_an_open_anonymous_survey_is_counted_by_some_at_a_time(database: str) -> None:
    anonymous = await open_survey()
    confidential = await open_survey(replace(SURVEY, privacy=Privacy.CONFIDENTIAL), link="confidential")
    closed = await open_survey(link="closed", state="closed")
    for survey in (anonymous, confidential, closed):
        await respond(survey, range(4))

    await digest(at_least=5)
    few = [(await stored(each)).responses for each in (anonymous, confidential, closed)]
    await respond(anonymous, [4])
    await digest(at_least=5)

    assert few == [0, 4, 4]
    assert (await stored(anonymous)).responses == 5


async def test_keep_digesting_survives_a_failure(sqlite_database: str, caplog: pytest.LogCaptureFixture) -> None:
    survey = await open_survey(replace(SURVEY, privacy=Privacy.CONFIDENTIAL))
    await respond(survey, [1])
    broken = '{"q3": "a secret answer'
    await Response.update({Response.answers: broken}).where(Response.survey == survey)

    working = asyncio.ensure_future(keep_digesting(every=0.001))
    await until(lambda: a_failure_is_logged(caplog))
    await Response.update({Response.answers: "{}"}).where(Response.survey == survey)
    await until(all_is_digested)
    working.cancel()
    await asyncio.wait([working])

    assert (await stored(survey)).responses == 1
    assert "secret" not in caplog.text
