"""Participants on a line that breaks: as many responses as receipts, none twice, and the tallies are the recount."""

import pytest

from tests.load.participants import Habits
from tests.load.run import run

ROUGH = Habits(cuts=0.2, gone=0.1, twice=0.3)


@pytest.mark.long
async def test_three_hundred_on_a_bad_line_are_each_counted_once(database_url: str) -> None:
    crowd, faults = await run(database_url, 300, habits=ROUGH)

    assert faults == []
    assert len(crowd.acknowledged) + crowd.gone == 300
    assert len(crowd.acknowledged) > 240
    assert crowd.clock.cuts > 300
