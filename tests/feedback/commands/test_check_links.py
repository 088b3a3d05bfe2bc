"""`gensvar check-links`: what an operator reads."""

import asyncio
from uuid import uuid4

from click.testing import CliRunner

from feedback.commands.check_links import check_links
from feedback.database import open_database
from feedback.enums import EvidenceKind
from feedback.evidence import Support, add_evidence
from tests.factories import NOW, make_commitment


def test_check_links_tells_how_many_do_not_work(database_url: str) -> None:
    async def work() -> None:
        async with open_database():
            commitment = await make_commitment()
            # Refused before anything is sent: its port is none of the usual ones, its host is this machine.
            for url in ("http://127.0.0.1:1/", "http://127.0.0.1/"):
                support = Support(uuid4(), EvidenceKind.LINK, "News.", url, None, {}, NOW.date(), is_public=True)
                await add_evidence(commitment, support, officer=None, now=NOW)

    asyncio.run(work())

    done = [CliRunner().invoke(check_links) for _twice in range(2)]

    assert [each.output for each in done] == [
        "2 links were tried.\n2 links do not work.\n",
        "0 links were tried.\n",
    ]
