"""The five real documents as LibreOffice writes them in other formats: the draft is the same, word for word."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from feedback.notes.draft import Draft
from feedback.notes.reading import read_lines
from feedback.notes.structure import draft_notes
from tests.conftest import do_without
from tests.feedback.notes.test_structure import SEEDS

FORMATS = ("pdf", "docx", "odt")


@pytest.fixture(scope="session")
def converted(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """A folder for each format, with every document in it."""
    program = shutil.which("soffice")
    if program is None:
        do_without("LibreOffice is missing: install libreoffice-writer-nogui to see the seeds in other formats.")
    folder = tmp_path_factory.mktemp("converted")
    seeds = [str(shared / "seeds" / seed) for seed in SEEDS]
    for name in FORMATS:
        subprocess.run(
            [
                program,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--infilter=Text (encoded):UTF8,LF,,,",
                "--convert-to",
                name,
                "--outdir",
                str(folder / name),
                *seeds,
            ],
            check=True,
            capture_output=True,
            timeout=240,
        )
    return {name: folder / name for name in FORMATS}


def said(draft: Draft) -> dict[str, object]:
    """All that the draft says; where it stands in the file differs."""
    return {
        "head": (draft.title, draft.date, draft.kind, draft.host, draft.participants, draft.language, draft.reference),
        "questions": [(question.number, question.text, question.subquestions) for question in draft.questions],
        "themes": draft.themes,
        "points": [(point.text, point.kind, point.question, point.theme, point.answer) for point in draft.points],
        "tasks": [(task.text, task.responsible, task.due) for task in draft.tasks],
    }


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", FORMATS)
def test_a_real_document_reads_the_same_in_every_format(
    shared: Path, converted: Mapping[str, Path], seed: str, name: str
) -> None:
    text = (shared / "seeds" / seed).read_bytes()

    other = (converted[name] / seed).with_suffix(f".{name}").read_bytes()

    assert said(draft_notes(read_lines(other, ""))) == said(draft_notes(read_lines(text, "")))
