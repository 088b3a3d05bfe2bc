"""`make load`: thousands of participants against a served site on each engine; the figures go into docs/measured.md."""

import argparse
import asyncio
import os
import platform
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from tests.database import PostgresServer, migrated
from tests.load.participants import USUAL, Crowd
from tests.load.run import run

MEASURED = Path(__file__).parents[2] / "docs" / "measured.md"
HEADING = "## Participants"
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--participants", type=int, default=10_000)
    parser.add_argument("--engine", choices=NAMES, action="append", help="default: both")
    parser.add_argument("--workers", type=int, default=1, help="processes of the site on PostgreSQL")
    parser.add_argument("--write", action="store_true", help="write the figures into docs/measured.md")
    asked = parser.parse_args()
    os.environ.setdefault("GENSVAR_SECRET", "the secret of the load, the same for all of it")
    rows, failed = [], False
    for engine in asked.engine or NAMES:
        with database_of(engine) as url:
            workers = asked.workers if engine == "postgresql" else 1
            crowd, faults = asyncio.run(measured(url, asked.participants, workers))
        print(*faults, sep="\n", file=sys.stderr)
        failed = failed or bool(faults)
        rows.append(row(engine, workers, crowd))
        print(*rows[-1], sep=" | ")
    if asked.write and not failed:
        write("\n".join(section(asked.participants, rows)))
    return int(failed)


async def measured(url: str, participants: int, workers: int) -> tuple[Crowd, list[str]]:
    await migrated(url)
    shown = time.monotonic()

    def progress(done: int) -> None:
        nonlocal shown
        if time.monotonic() - shown > 10:
            shown = time.monotonic()
            print(f"{done:,} of {participants:,}", file=sys.stderr)

    return await run(url, participants, workers=workers, progress=progress)


@contextmanager
def database_of(engine: str) -> Iterator[str]:
    """The address of an empty database that waits for the disk, as an operator's does."""
    if engine == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/load.sqlite"
        return
    server = PostgresServer()
    try:
        server.execute("ALTER SYSTEM RESET ALL")
        server.execute("SELECT pg_reload_conf()")
        yield server.create("load")
    finally:
        server.stop()


def row(engine: str, workers: int, crowd: Crowd) -> list[str]:
    clock = crowd.clock
    return [
        NAMES[engine] + (f", {workers} processes" if workers > 1 else ""),
        f"{len(crowd.acknowledged):,}",
        f"{clock.requests:,}",
        f"{clock.cuts:,}",
        f"{crowd.seconds:.0f} s",
        f"{clock.requests / crowd.seconds:.0f}",
        f"{60 * len(crowd.acknowledged) / crowd.seconds:.0f}",
        f"{clock.percentile(0.5):.0f} / {clock.percentile(0.95):.0f} ms",
        f"{clock.percentile(0.5, 'send'):.0f} / {clock.percentile(0.95, 'send'):.0f} ms",
    ]


def section(participants: int, rows: list[list[str]]) -> list[str]:
    columns = [
        "engine", "receipts", "requests", "broken", "took", "requests/s", "responses/min", "p50 / p95 of all",
        "p50 / p95 of sending",
    ]  # fmt: skip
    return [
        HEADING,
        "",
        f"`make load`, {date.today().isoformat()}, {os.cpu_count()} cores shared by site, database and participants, Python "
        f"{platform.python_version()}. {participants:,} simulated participants, 200 at a time without a pause for "
        f"thought, each from the link to the receipt in three pages. {USUAL.cuts:.0%} of the requests break in the middle or "
        f"before their answer is heard and are said again; {USUAL.gone:.0%} of the participants never send; "
        f"{USUAL.twice:.0%} press the last button twice at once.",
        "",
        "As many responses as receipts, none twice, each as it was sent, and the tallies are the recount, or nothing is "
        "written here.",
        "",
        f"| {' | '.join(columns)} |",
        f"|{'---|' * len(columns)}",
        *(f"| {' | '.join(each)} |" for each in rows),
        "",
    ]


def write(text: str) -> None:
    """Put the section in the place of the one that was there, or last."""
    before = MEASURED.read_text(encoding="utf-8") if MEASURED.exists() else "# Measured\n"
    others = re.sub(rf"^{HEADING}\n.*?(?=^## |\Z)", "", before, flags=re.MULTILINE | re.DOTALL).rstrip()
    MEASURED.write_text(f"{others}\n\n{text}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
