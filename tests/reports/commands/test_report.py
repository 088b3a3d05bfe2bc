"""`gensvar report` and `gensvar export`: files for whoever asks by id, by its beginning or by date, and one line on failure."""

import asyncio
import csv
import io
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from feedback.app import gensvar
from feedback.database import open_database
from reports.report_forms import ReportForm
from tests.factories import make_consultation
from tests.reports.records import Told, make_told_consultation


def run(*arguments: str) -> Result:
    return CliRunner().invoke(gensvar, arguments, env={"LC_ALL": "en_GB.UTF-8"})


def make(work: Callable[[], Awaitable[Told]] = make_told_consultation) -> Told:
    async def opened() -> Told:
        async with open_database():
            return await work()

    return asyncio.run(opened())


@pytest.fixture
def told(database_url: str) -> Told:
    return make()


def test_report_by_id_beginning_and_date_are_the_same_bytes(told: Told, tmp_path: Path) -> None:
    given = (str(told.consultation), str(told.consultation)[:8], "2024-06-04")

    results = [run("report", each, "--as-of", "2025-11-10", "--out", str(tmp_path / f"{each}.pdf")) for each in given]

    assert [result.exit_code for result in results] == [0, 0, 0]
    assert results[0].stdout == f"{tmp_path / given[0]}.pdf\n"
    files = [(tmp_path / f"{each}.pdf").read_bytes() for each in given]
    assert files == [files[0]] * 3
    assert b"/Lang (sv)" in files[0]


@pytest.mark.parametrize("form", list(ReportForm))
def test_report_in_every_form(told: Told, tmp_path: Path, form: ReportForm) -> None:
    file = tmp_path / form
    begins = {ReportForm.DOCX: b"PK", ReportForm.XLSX: b"PK", ReportForm.CSV: b"\xef\xbb\xbf", ReportForm.JSON: b"{"}

    result = run("report", str(told.consultation), "--lang", "sv-simple", "--format", form.value, "--out", str(file))

    assert result.exit_code == 0, result.output
    assert file.read_bytes().startswith(begins.get(form, b"%PDF-1.7"))


def test_report_of_a_year(told: Told, tmp_path: Path) -> None:
    file = tmp_path / "new" / "2024.pdf"

    result = run("report", "--year", "2024", "--lang", "en", "--out", str(file))

    assert (result.exit_code, b"/Lang (en)" in file.read_bytes()) == (0, True)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["1999-01-01"], "Error: There is no consultation with the id or date 1999-01-01."),
        (["2024-06-04"], "Error: More than one consultation has the id or date 2024-06-04. Give the id."),
        ([], "Error: Give either a consultation or --year."),
        (["2024-06-04", "--year", "2024"], "Error: Give either a consultation or --year."),
    ],
)
def test_report_failures_are_one_line(sqlite_url: str, tmp_path: Path, given: list[str], message: str) -> None:
    async def twins() -> None:
        async with open_database():
            await make_consultation()
            await make_consultation()

    asyncio.run(twins())

    result = run("report", *given, "--out", str(tmp_path / "x.pdf"))

    assert result.exit_code != 0
    assert result.stderr.splitlines()[-1] == message
    assert not (tmp_path / "x.pdf").exists()


def test_report_into_a_folder_that_is_a_file(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    result = run("report", "--year", "2024", "--out", str(tmp_path / "file" / "x.pdf"))

    assert (result.exit_code, result.stderr.splitlines()[-1].startswith("Error: ")) == (1, True)
    assert "cannot be written" in result.stderr


def test_export_hides_what_reports_hide(told: Told, tmp_path: Path) -> None:
    result = run("export", "--out", str(tmp_path / "all.json"))

    tables = msgspec.json.decode((tmp_path / "all.json").read_bytes())
    counts = {(row["question"], row["value"]): (row["n"], row["suppressed"]) for row in tables["tallies"]}
    assert (result.exit_code, result.stdout) == (0, f"{tmp_path / 'all.json'}\n")
    assert counts[("q1", "association")] == counts[("q1", "other")] == (None, True)
    assert counts[("q4", "yes")] == (6, False)
    assert counts[("", "responses")] == (20, False)
    assert counts[("q3", "")] == (None, True)
    assert [row["text"] for row in tables["points"]] == [
        "Rents are too high.",
        "Associations need premises that they can afford.",
        "Funding for one year at a time makes planning hard.",
    ]
    assert [(row["field"], row["value"]) for row in tables["issue_entries"]] == [("answer", "accepted in part")]
    assert [row["text"] for row in tables["evidence"]] == ["Decided."]


def test_export_as_csv_holds_the_same_as_json(told: Told, tmp_path: Path) -> None:
    run("export", "--out", str(tmp_path / "all.json"))

    result = run("export", "--out", str(tmp_path / "folder"))

    tables = msgspec.json.decode((tmp_path / "all.json").read_bytes())
    assert result.stdout.splitlines() == [str(tmp_path / "folder" / f"{name}.csv") for name in tables]
    for name, rows in tables.items():
        text = (tmp_path / "folder" / f"{name}.csv").read_bytes().decode("utf-8-sig")
        expected = [{key: "" if value is None else str(value) for key, value in row.items()} for row in rows]
        assert list(csv.DictReader(io.StringIO(text))) == expected


def test_export_of_nothing(sqlite_url: str, tmp_path: Path) -> None:
    result = run("export", "--out", str(tmp_path / "all.json"))

    tables = msgspec.json.decode((tmp_path / "all.json").read_bytes())
    assert (result.exit_code, set(map(len, tables.values()))) == (0, {0})
