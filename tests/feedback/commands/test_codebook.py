"""`gensvar codebook import` on a real database."""

import asyncio
import json
from pathlib import Path

from click.testing import CliRunner, Result

from feedback.commands.codebook import codebook
from feedback.database import open_database
from feedback.themes import list_themes

THEMES = [{"id": "T1", "label_sv": "Lokaler"}, {"id": "T2", "label_sv": "Medel"}]


def run(file: Path) -> Result:
    return CliRunner().invoke(codebook, ["import", str(file)])


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
