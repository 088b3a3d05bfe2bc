"""`gensvar codebook import` and `export` on a real database."""

import asyncio
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from feedback.commands.codebook import codebook
from feedback.database import open_database
from feedback.themes import list_themes

THEMES = [{"id": "T1", "label_sv": "Lokaler"}, {"id": "T2", "label_sv": "Medel"}]


def run(file: Path, *words: str, command: str = "import") -> Result:
    return CliRunner().invoke(codebook, [command, str(file), *words])


def codes() -> list[str]:
    async def read() -> list[str]:
        async with open_database():
            return [theme.code for theme in await list_themes()]

    return asyncio.run(read())


def test_import_file(database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "themes.json"
    file.write_text(json.dumps(THEMES), encoding="utf-8")

    results = [run(file), run(file)]

    assert [(result.exit_code, result.stdout) for result in results] == [
        (0, "Themes added: 2. Themes changed: 0.\n"),
        (0, "Themes added: 0. Themes changed: 0.\n"),
    ]
    assert codes() == ["T1", "T2"]


def test_import_file_that_is_no_code_book(sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "themes.json"
    file.write_text(json.dumps([*THEMES, {"id": "T3"}]), encoding="utf-8")

    result = run(file)

    assert (result.exit_code, result.stderr) == (1, "Error: themes.json: Theme T3 has no label, such as label_sv.\n")
    assert codes() == []


def test_import_file_that_is_missing(sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "none.json"

    result = run(file)

    assert result.exit_code == 1
    assert result.stderr == f"Error: {file}: the file cannot be opened (No such file or directory).\n"


@pytest.mark.parametrize("kind", ["json", "csv", "qdc"])
def test_export_file_can_be_imported_again(database_url: str, tmp_path: Path, kind: str) -> None:
    file, exported = tmp_path / "themes.json", tmp_path / f"out.{kind}"
    file.write_text(json.dumps(THEMES), encoding="utf-8")
    run(file)

    results = [run(exported, command="export"), run(exported, "--language", "en")]

    assert [(result.exit_code, result.stdout) for result in results] == [
        (0, ""),
        (0, "Themes added: 0. Themes changed: 0.\n"),
    ]
    assert b"Lokaler" in exported.read_bytes()


def test_export_file_of_another_kind(sqlite_url: str, tmp_path: Path) -> None:
    result = run(tmp_path / "themes.xlsx", command="export")

    assert result.exit_code == 1
    assert "the name must end in .json, .csv or .qdc." in result.stderr
    assert list(tmp_path.glob("themes.*")) == []
