"""`gensvar import`: files in order, one line each, and what cannot be read is named."""

import asyncio
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from feedback.commands.import_notes import import_notes
from feedback.consultations import ListedConsultation, list_consultations
from feedback.database import open_database
from feedback.tables import Document
from feedback.translation import speaking
from tests.feedback.notes.files import TITLE, scanned_file, text_file


def run(*files: Path) -> Result:
    with speaking("en"):
        return CliRunner().invoke(import_notes, [str(file) for file in files])


def stored() -> tuple[tuple[ListedConsultation, ...], list[str]]:
    async def read() -> tuple[tuple[ListedConsultation, ...], list[str]]:
        async with open_database():
            names = await Document.select(Document.filename).order_by(Document.filename).output(as_list=True)
            return await list_consultations(), names

    return asyncio.run(read())


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    file = tmp_path / "notes.txt"
    file.write_bytes(text_file())
    return file


def test_import_prints_id_and_title(database_url: str, notes: Path) -> None:
    result = run(notes)

    (consultation,), names = stored()
    assert (result.exit_code, result.stdout) == (0, f"{consultation.id}  {TITLE}\n")
    assert names == ["notes.txt"]


def test_import_again_says_so(sqlite_url: str, notes: Path) -> None:
    run(notes)

    result = run(notes, notes)

    (consultation,), _names = stored()
    assert (result.exit_code, result.stdout) == (0, f"{consultation.id}  {TITLE} (imported before)\n" * 2)


def test_import_names_what_failed_and_imports_the_rest(sqlite_url: str, notes: Path, tmp_path: Path) -> None:
    missing, scanned, large = tmp_path / "missing.txt", tmp_path / "scanned.pdf", tmp_path / "large.txt"
    scanned.write_bytes(scanned_file())
    large.write_bytes(b"x" * (60 * 1024 * 1024))

    result = run(missing, scanned, large, notes)

    (consultation,), names = stored()
    assert (result.exit_code, result.stdout) == (1, f"{consultation.id}  {TITLE}\n")
    lines = [line for line in result.stderr.splitlines() if line.startswith(str(tmp_path))]
    assert lines == [
        f"{missing}: the file cannot be opened (No such file or directory).",
        f"{scanned}: This PDF is pictures of pages, probably scanned, and this server cannot read text in pictures. "
        "Run text recognition on it, or paste the text into a text file, and try again.",
        f"{large}: The file is larger than 25 MB. Remove pictures or split it into parts, and try again.",
    ]
    assert names == ["notes.txt", "scanned.pdf"]
