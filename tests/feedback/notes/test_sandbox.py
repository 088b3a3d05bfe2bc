"""Reading apart gives what reading gives, and ends whatever the file does."""

import pytest

from feedback.notes.reading import MAX_BYTES, Unreadable, UnreadableReason, read_lines
from feedback.notes.sandbox import read_lines_apart
from tests.feedback.notes.files import pdf_file, scanned_file, text_file, word_file, zip_file


@pytest.mark.parametrize("content", [text_file(), word_file(), pdf_file()], ids=["text", "word", "pdf"])
def test_read_lines_apart_as_read_lines(content: bytes) -> None:
    assert read_lines_apart(content, "notes") == read_lines(content, "notes")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", UnreadableReason.EMPTY),
        (b"a" * (MAX_BYTES + 1), UnreadableReason.TOO_LARGE),
        (scanned_file(), UnreadableReason.SCANNED),
        (b"PK\x03\x04 and nothing", UnreadableReason.BROKEN),
        (zip_file({"word/document.xml": b" " * 80_000_000}), UnreadableReason.BOMB),
    ],
    ids=["empty", "large", "scanned", "broken", "bomb"],
)
def test_read_lines_apart_passes_reason_on(content: bytes, reason: UnreadableReason) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_lines_apart(content, "notes")
    assert refusal.value.reason is reason


def test_read_lines_apart_is_ended_after_its_time() -> None:
    with pytest.raises(Unreadable) as refusal:
        read_lines_apart(text_file(), "notes", seconds=0.001)
    assert refusal.value.reason is UnreadableReason.TOO_SLOW
