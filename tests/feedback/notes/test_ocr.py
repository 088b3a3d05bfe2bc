"""Scanned PDFs: read where Tesseract is, refused in plain words where it is not."""

import io
from pathlib import Path

import pytest
from PIL import Image

from feedback.notes import ocr, sandbox
from feedback.notes.pdf_pages import render_page
from feedback.notes.sandbox import read_lines_apart
from feedback.notes.structure import draft_notes
from feedback.notes.unreadable import MAX_SCANNED_PAGES, Unreadable, UnreadableReason
from tests.conftest import do_without
from tests.feedback.notes.files import TITLE, pdf_file, point_texts

POINTS = ("Båthuset borde få stå öppet året runt.", "Unga i Sjövik vill ha en egen budget att besluta om.")


def scanned(pages: int = 1) -> bytes:
    """Notes as a scanner gives them: pages that are pictures."""
    picture = Image.open(io.BytesIO(render_page(pdf_file(POINTS), 1, 1700))).convert("L")
    file = io.BytesIO()
    picture.save(file, "PDF", resolution=200, save_all=True, append_images=[picture] * (pages - 1))
    return file.getvalue()


@pytest.fixture
def tesseract() -> None:
    if not ocr.recognised_languages():
        do_without("Tesseract is missing: install tesseract-ocr and tesseract-ocr-swe to read scanned pages.")


def test_a_scanned_pdf_is_read_page_by_page(tesseract: None) -> None:
    told: list[tuple[int, int]] = []

    lines = read_lines_apart(scanned(2), "", on_page=lambda page, pages: told.append((page, pages)))

    assert told == [(1, 2), (2, 2)]
    assert {line.page for line in lines} == {1, 2}
    draft = draft_notes([line for line in lines if line.page == 1])
    assert (draft.title, draft.date) == (TITLE, "2025-05-06")
    # Tesseract takes an accent away now and then; nothing else is lost.
    assert [text.translate(_PLAIN) for text in point_texts(draft)] == [text.translate(_PLAIN) for text in POINTS]


_PLAIN = str.maketrans("åäöÅÄÖ", "aaoAAO")


def test_a_scan_of_very_many_pages_is_refused_before_it_is_read(tesseract: None) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_lines_apart(scanned(MAX_SCANNED_PAGES + 1), "")

    assert refusal.value.reason is UnreadableReason.LONG_SCAN


def test_all_pages_of_a_scan_have_one_limit_together(tesseract: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "ALL_PICTURES", 0)

    with pytest.raises(Unreadable) as refusal:
        read_lines_apart(scanned(), "")

    assert refusal.value.reason is UnreadableReason.TOO_SLOW


def test_without_tesseract_a_scanned_pdf_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ocr.recognised_languages.cache_clear()
    try:
        with pytest.raises(Unreadable) as refusal:
            read_lines_apart(scanned(), "")
    finally:
        ocr.recognised_languages.cache_clear()

    assert refusal.value.reason is UnreadableReason.SCANNED
