"""`gensvar retrain`, as it is run in a terminal."""

import asyncio

from click.testing import CliRunner

from feedback.database import open_database
from feedback.matchers import list_matchers
from feedback.translation import speaking
from surveys.commands.retrain import retrain
from tests.factories import make_coding, make_consultation, make_point, make_theme

ROOMS = (
    "Lokalen är stängd",
    "Vi saknar lokal",
    "Lokalen kostar",
    "Ingen lokal på kvällen",
    "Källaren är lokal nog",
    "Lokal",
)
MONEY = ("Bidraget är slut", "Vi saknar bidrag", "Bidraget dröjer", "Inget bidrag i år", "Korta bidrag", "Bidrag")


async def make_codings() -> None:
    async with open_database():
        consultation = await make_consultation()
        for code, title, said in (("T1", "Lokal", ROOMS), ("T2", "Bidrag", MONEY)):
            theme = await make_theme(code=code, title=title)
            for text in said:
                await make_coding(await make_point(consultation, text=text), theme)


async def versions() -> list[tuple[int, int]]:
    async with open_database():
        return [(version.number, version.codings) for version in await list_matchers()]


def test_retrain_says_what_was_learnt_and_how_it_did(database_url: str) -> None:
    asyncio.run(make_codings())

    with speaking("en"):
        first = CliRunner().invoke(retrain)
        again = CliRunner().invoke(retrain)

    lines = first.output.splitlines()
    assert (first.exit_code, lines[0]) == (0, "Version 1 was learnt from 12 coded texts.")
    assert lines[1].startswith("By words alone: micro-F1 ")
    assert again.output == first.output
    assert asyncio.run(versions()) == [(1, 12)]
