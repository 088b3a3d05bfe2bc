"""`gensvar read`: a draft for people and for programs, and one clear line where a file cannot be read."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from feedback.commands.read import read
from feedback.notes.draft import as_json
from feedback.translation import speaking
from tests.feedback.notes.files import drafted

NOTES = """Anteckningar från samråd den 6 maj 2025

Fråga 1: Vad behövs?
- När?
- Det är svårt att hitta förare.

Nästa steg
- Departementet svarar senast den 1 juni 2025. Ansvarig: Kustenheten
"""


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


def run(*arguments: str) -> Result:
    return CliRunner().invoke(read, arguments)


def test_read_prints_draft(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text(NOTES, encoding="utf-8")
    result = run(str(file))
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            "Anteckningar från samråd den 6 maj 2025",
            "",
            "Date: 6 May 2025",
            "Kind: samråd",
            "",
            "Question 1: Vad behövs?",
            "  - När?",
            "",
            "1 point",
            "",
            "On question 1:",
            "  - Det är svårt att hitta förare. (Obstacle)",
            "",
            "1 task",
            "  - Departementet svarar senast den 1 juni 2025. Ansvarig: Kustenheten (Kustenheten, due 1 June 2025)",
            "",
            "0 pieces of personal data were found.",
            "1 passage was left over.",
        ],
    )


def test_read_prints_json(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text(NOTES, encoding="utf-8")
    result = run(str(file), "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, as_json(drafted(NOTES)))
    assert "När?" in result.stdout


def test_read_missing_file(tmp_path: Path) -> None:
    file = tmp_path / "missing.txt"
    result = run(str(file))
    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        f"{file}: The file cannot be opened: No such file or directory.\n",
    )


def test_read_empty_file(tmp_path: Path) -> None:
    file = tmp_path / "empty.pdf"
    file.touch()
    result = run(str(file), "--json")
    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        f"{file}: The file is empty. Check that you chose the right file, and try again.\n",
    )


def test_read_explains_every_line(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text(f"{NOTES}\nFlera deltagare betonade tiden.\n\nTack.\n", encoding="utf-8")
    result = run(str(file), "--explain")
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            "    1  a fact (title, day, host or who signs)  Anteckningar från samråd den 6 maj 2025",
            "    3  in the draft (asks something)  Fråga 1: Vad behövs?",
            "    4  in the draft (asks something)  - När?",
            "    5  in the draft (stands in a list under “Vad behövs?”)  - Det är svårt att hitta förare.",
            "    7  in the draft (heading or theme of what was said)  Nästa steg",
            "    8  in the draft (tells somebody to do something)  - Departementet svarar senast den 1 juni 2025."
            " Ansvarig: Kustenheten",
            "   10  in the draft (tells what a participant said: “Flera deltagare … betonade”)  Flera deltagare betonade tiden.",
            "   12  left over (no rule took it)  Tack.",
        ],
    )
