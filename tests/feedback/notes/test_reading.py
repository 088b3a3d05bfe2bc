"""Bytes of every kind become lines, or a reason why not."""

import io
import re
import zipfile
from collections.abc import Callable

import docx
import pytest
from pypdf import PdfReader, PdfWriter

from feedback.notes.reading import MAX_BYTES, Line, Unreadable, UnreadableReason, read_lines
from feedback.notes.structure import draft_notes
from feedback.translation import speaking
from tests.feedback.notes.files import (
    POINTS,
    TITLE,
    odt_file,
    pdf_file,
    point_texts,
    saved,
    scanned_file,
    text_file,
    word_file,
    zip_file,
)

#: How an archive begins what it says of a part: at its end, and at the part.
DIRECTORY = b"PK\x01\x02"
HEADER = b"PK\x03\x04"
SWEDISH = "Åsa mötte Örjan på ön.\nDär sades ”ja”."


def refused(content: bytes) -> UnreadableReason:
    with pytest.raises(Unreadable) as refusal:
        read_lines(content, "notes")
    return refusal.value.reason


def texts(content: bytes) -> list[str]:
    return [line.text for line in read_lines(content, "notes")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_read_lines_any_encoding(encoding: str) -> None:
    assert texts(SWEDISH.encode(encoding)) == SWEDISH.split("\n")


def test_read_lines_latin_1_with_bytes_windows_lacks() -> None:
    assert texts("Åsa på ön\x81".encode("latin-1")) == ["Åsa på ön\x81"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_read_lines_any_line_end(end: str) -> None:
    assert texts(f"ett{end}två".encode()) == ["ett", "två"]


def test_read_lines_form_feed_begins_page() -> None:
    assert read_lines(b"one\ntwo\fthree", "notes") == (Line(1, 1, "one"), Line(2, 1, "two"), Line(3, 2, "three"))


def test_read_lines_space_under_full_line_begins_page() -> None:
    content = "\n".join([*["a line that is written"] * 30, " and goes on here", "to the end"]).encode()
    assert [line.number for line in read_lines(content, "notes") if line.page == 2] == [31, 32]


def test_read_lines_indented_text_is_one_page() -> None:
    content = b"heading\n indented\nheading\n indented\nheading\n indented"
    assert {line.page for line in read_lines(content, "notes")} == {1}


def test_read_lines_invisible_characters_are_gone() -> None:
    content = "mötes\u00adplats, e\ufb03ciency, bro\u00ad\nken, \ufeffend\x00".encode()
    assert texts(content) == ["mötesplats, efficiency, bro-", "ken, end"]


def test_read_lines_accents_apart_from_their_letters() -> None:
    assert texts("mo\u0308tes pla\u030ats".encode()) == ["mötes plåts"]


@pytest.mark.parametrize("content", [b"", b"  \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", "\u200b\n".encode()])
def test_read_lines_empty_file(content: bytes) -> None:
    assert refused(content) is UnreadableReason.EMPTY


def test_read_lines_larger_than_limit() -> None:
    assert refused(b"a" * (MAX_BYTES + 1)) is UnreadableReason.TOO_LARGE


def test_read_lines_more_text_than_any_notes() -> None:
    assert refused(b"many words\n" * 700_000) is UnreadableReason.TOO_LARGE


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n" + b"x" * 50,
        b"{\\rtf1 text}",
        b"\x01\x02\x03" * 100,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old",
    ],
)
def test_read_lines_other_type(content: bytes) -> None:
    assert refused(content) is UnreadableReason.UNKNOWN_TYPE


def test_read_lines_archive_that_is_no_word_document() -> None:
    assert refused(zip_file({"xl/workbook.xml": b"<workbook/>"})) is UnreadableReason.UNKNOWN_TYPE


def test_read_lines_scanned_pdf() -> None:
    assert refused(scanned_file()) is UnreadableReason.SCANNED


def test_read_lines_broken_pdf() -> None:
    assert refused(b"%PDF-1.7\nnothing more") is UnreadableReason.BROKEN


def test_read_lines_locked_pdf() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_file())))
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    assert refused(file.getvalue()) is UnreadableReason.ENCRYPTED


def test_read_lines_locked_word_document() -> None:
    assert (
        refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
        is UnreadableReason.ENCRYPTED
    )


@pytest.mark.parametrize("cut", [10, 1000, 20_000])
def test_read_lines_word_document_cut_off(cut: int) -> None:
    assert refused(word_file()[:cut]) is UnreadableReason.BROKEN


def test_read_lines_word_document_with_damaged_part() -> None:
    content = bytearray(word_file())
    at = content.index(b"word/document.xml") + 200
    content[at : at + 50] = b"\x00" * 50
    assert refused(bytes(content)) is UnreadableReason.BROKEN


def test_read_lines_word_document_with_foreign_xml() -> None:
    assert refused(zip_file({"word/document.xml": b"<a><b></a>"})) is UnreadableReason.BROKEN


@pytest.mark.parametrize("kind", [word_file, odt_file])
@pytest.mark.parametrize(
    ("signature", "place", "told"),
    [
        (DIRECTORY, 10, zipfile.ZIP_LZMA),
        (DIRECTORY, 10, 1),  # a way of packing that Python does not know
        (DIRECTORY, 8, 0x20),  # a patch to other data
        (DIRECTORY, 8, 0x40),  # strong encryption
        (HEADER, 28, 0xFF00),  # a field so long that the part stands past the end
    ],
)
def test_read_lines_archive_that_tells_wrongly_of_its_parts(
    kind: Callable[[], bytes], signature: bytes, place: int, told: int
) -> None:
    """Found by test_fuzz_long: `zipfile` raises NotImplementedError and EOFError for these."""
    content = bytearray(kind())
    for found in re.finditer(re.escape(signature), bytes(content)):
        content[found.start() + place : found.start() + place + 2] = told.to_bytes(2, "little")

    assert refused(bytes(content)) is UnreadableReason.BROKEN


def test_read_lines_zip_bomb() -> None:
    bomb = zip_file({"word/document.xml": b"<w:document/>", "word/media/a.xml": b"0" * 80_000_000})
    assert refused(bomb) is UnreadableReason.BOMB


def test_read_lines_archive_of_very_many_parts() -> None:
    assert refused(zip_file({f"word/{number}": b"" for number in range(5001)})) is UnreadableReason.BOMB


def test_read_lines_empty_word_document() -> None:
    assert refused(saved(docx.Document())) is UnreadableReason.EMPTY


@pytest.mark.parametrize("content", [text_file(), word_file(), pdf_file()], ids=["text", "word", "pdf"])
def test_read_lines_same_points_from_every_format(content: bytes) -> None:
    draft = draft_notes(read_lines(content, "notes"))
    assert (draft.title, draft.date, point_texts(draft)) == (TITLE, "2025-05-06", list(POINTS))


def test_read_lines_name_does_not_decide_type() -> None:
    assert read_lines(word_file(), "notes.txt") == read_lines(word_file(), "notes.pdf")


@pytest.mark.parametrize("reason", UnreadableReason)
def test_unreadable_says_what_is_wrong_and_what_to_do(reason: UnreadableReason) -> None:
    with speaking("en"):
        text = str(Unreadable(reason))
    assert (text[0].isupper(), text[-1], "%" in text) == (True, ".", False)


def test_unreadable_messages_differ() -> None:
    with speaking("en"):
        assert len({str(Unreadable(reason)) for reason in UnreadableReason}) == len(UnreadableReason)
