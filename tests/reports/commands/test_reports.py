"""`gensvar report --verify` and `--diff`, and `gensvar reports`: what they say, what they end with, and what is not made twice."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import pytest

from feedback.database import open_database
from reports.editions import edition_document, edition_pdf, list_editions
from reports.figures_json import figures_json
from reports.public.published_reports import publish_again, publish_report
from tests.factories import NOW, make_point
from tests.reports.commands.test_report import run
from tests.reports.records import make_told_consultation
from tests.reports.test_editions import DAY, make_public_told

T = TypeVar("T")


def opened(work: Callable[[], Awaitable[T]]) -> T:
    async def run_it() -> T:
        async with open_database():
            return await work()

    return asyncio.run(run_it())


@pytest.fixture
def published(database_url: str, tmp_path: Path) -> UUID:
    """A consultation whose report has been published; its PDF and figures are in the folder."""

    async def publish() -> UUID:
        made = await make_public_told()
        report = await publish_report(consultation=made.consultation, officer=None, today=DAY, now=NOW)
        [edition] = await list_editions(report)
        (tmp_path / "report.pdf").write_bytes(await edition_pdf(edition.id, "sv"))
        (tmp_path / "figures.json").write_bytes(figures_json(await edition_document(edition.id, "en")))
        return made.consultation

    return opened(publish)


@pytest.mark.parametrize("name", ["report.pdf", "figures.json"])
def test_a_published_file_is_equal_until_the_data_changes(published: UUID, tmp_path: Path, name: str) -> None:
    file = str(tmp_path / name)
    before = run("report", "--verify", file)
    opened(lambda: make_point(published, text="One more thing.", position=9))

    after = run("report", "--verify", file)

    assert (before.exit_code, before.stdout.splitlines()) == (
        0,
        [
            "Consultation on meeting places, edition 1",
            "The file that was published: equal",
            "Figures from the facts kept with the edition: equal",
            "Figures from the data of today: equal",
        ],
    )
    assert after.exit_code == 1
    assert after.stdout.splitlines()[:3] == before.stdout.splitlines()[:3]
    assert f"  consultation.{published}.points\tPoints\t2\t3" in after.stdout.splitlines()


def test_a_file_that_was_tampered_with_is_found_out(published: UUID, tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    told = json.loads(file.read_bytes())
    [points] = [it for it in told["content"]["figures"] if it["id"] == f"consultation.{published}.points"]
    points["value"] = points["n"] = 20
    file.write_text(json.dumps(told))

    result = run("report", "--verify", str(file))

    assert result.exit_code == 1
    assert "The file that was published: not byte for byte the same" in result.stdout
    assert result.stdout.count(f"  {points['id']}\tPoints\t20\t2\n") == 2


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"%PDF-1.7\n", b'{"content":{"figures":[]}}', b"\xff\xfe", b'{"content":1}']
)
def test_what_is_no_report_of_ours_ends_with_2(sqlite_url: str, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)

    result = run("report", "--verify", str(file))

    assert (result.exit_code, result.stderr.splitlines()) == (
        2, [f"{file} is no file of a report that was published here."],
    )  # fmt: skip


def test_two_files_are_compared_figure_by_figure(published: UUID, tmp_path: Path) -> None:
    async def again() -> None:
        await make_point(published, text="One more thing.", position=9)
        report = await publish_report(consultation=published, officer=None, today=DAY, now=NOW)
        await publish_again(report, officer=None, today=DAY, now=NOW + timedelta(days=1))
        (tmp_path / "later.json").write_bytes(
            figures_json(await edition_document((await list_editions(report))[0].id, "sv"))
        )

    opened(again)
    first, later = str(tmp_path / "report.pdf"), str(tmp_path / "later.json")

    same = run("report", "--diff", first, str(tmp_path / "figures.json"))
    other = run("report", "--diff", first, later)
    wrong = run("report", "--diff", first, __file__)

    assert (same.exit_code, same.stdout) == (0, "equal\n")
    assert other.exit_code == 1
    assert f"  consultation.{published}.points\tPoints\t2\t3" in other.stdout.splitlines()
    assert (wrong.exit_code, wrong.stderr) == (2, f"{__file__} holds no figures of a report.\n")


def test_a_report_needs_somewhere_to_be_written(sqlite_url: str) -> None:
    result = run("report", "2024-06-04")

    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == "Error: Say with --out where the report is to be written."


def test_the_reports_of_a_year_are_made_once(database_url: str, tmp_path: Path) -> None:
    told = opened(make_told_consultation)
    given = (
        "reports",
        "--year",
        "2024",
        "--lang",
        "en",
        "--lang",
        "ar",
        "--as-of",
        "2025-11-10",
        "--out",
        str(tmp_path),
    )
    first = run(*given)
    files = {path.name: path.read_bytes() for path in tmp_path.glob("*.pdf")}
    (tmp_path / "year-2024-en.pdf").write_bytes(b"half a fi")
    (tmp_path / "year-2024-ar.pdf").unlink()

    again = run(*given)
    same = {path.name: path.read_bytes() for path in tmp_path.glob("*.pdf")}
    opened(lambda: make_point(told.consultation, text="One more thing.", position=9))
    after = run(*given)

    assert len(files) == 4
    assert first.stdout == "Reports made: 4. There already: 0.\n"
    assert again.stdout == "Reports made: 2. There already: 2.\n"
    assert same == files
    assert after.stdout == "Reports made: 4. There already: 0.\n"
    assert (tmp_path / "year-2024-en.pdf").read_bytes() != files["year-2024-en.pdf"]
