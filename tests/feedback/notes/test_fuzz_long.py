"""Damaged files of every kind, read and drafted for minutes on end: lines or a reason, never an accident.

`GENSVAR_FUZZ_SECONDS=660 make test-long`, or this file alone with `pytest -m long -s`, prints how many were tried.
"""

import faulthandler
import os
import random
import resource
import sys
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator

import pytest

from feedback.notes.reading import Unreadable, read_lines
from feedback.notes.structure import draft_notes
from tests.feedback.notes.mutations import damaged, files

SECONDS = float(os.environ.get("GENSVAR_FUZZ_SECONDS", "60"))
#: Files of some kilobytes take milliseconds; this long means that something is not linear.
SLOW = 10.0
MEMORY = 4 * 1024**3


@pytest.fixture
def little_memory() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


@pytest.mark.long
def test_damaged_files_become_lines_or_a_reason(little_memory: None) -> None:
    warnings.simplefilter("ignore")
    seed = int(os.environ.get("GENSVAR_FUZZ_SEED", str(random.randrange(10**9))))
    chance, sound, ends = random.Random(seed), files(), Counter[str]()
    accidents: list[str] = []
    faulthandler.enable()
    stop = time.monotonic() + SECONDS
    while time.monotonic() < stop:
        kind = chance.choice(list(sound))
        content = damaged(sound[kind], chance)
        begun = time.monotonic()
        try:
            lines = read_lines(content, kind)
            draft = draft_notes(lines)
        except Unreadable as refusal:
            ends[f"{kind}: {refusal.reason}"] += 1
        except Exception as error:
            accidents.append(
                f"{kind}: {error!r} in {traceback.format_tb(error.__traceback__)[-1]} from {content[:8000]!r}"
            )
        else:
            ends[f"{kind}: read"] += 1
            written = {line.number for line in lines if line.text.strip()}
            if {number for number, fate in draft.fates.items() if fate != "blank"} != written:
                accidents.append(f"{kind}: lines unaccounted for, from {content[:8000]!r}")
        if time.monotonic() - begun > SLOW:
            accidents.append(f"{kind}: {time.monotonic() - begun:.0f} s for {content[:8000]!r}")

    sys.stdout.write(f"\nseed {seed}, {SECONDS:.0f} s, {sum(ends.values())} files: {dict(sorted(ends.items()))}\n")
    assert accidents == [], "\n".join(accidents[:20])
    assert sum(ends.values()) > SECONDS
