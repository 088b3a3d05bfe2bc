"""Files are kept as they came, whether they can be read or not."""

import hashlib
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.documents import (
    KeptFile,
    clean_filename,
    keep_document,
    lines_of,
    list_unreadable,
    open_document,
    read_document,
    text_of_lines,
)
from feedback.errors import NotFound
from feedback.notes.reading import Line
from feedback.notes.unreadable import MAX_BYTES, Unreadable, UnreadableReason
from feedback.tables import Document
from feedback.translation import speaking
from tests.factories import NOW, make_document, make_officer

EVERY_BYTE = bytes(range(256))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("notes.pdf", "notes.pdf"),
        ("C:\\temp\\möte 4 juni.docx", "möte 4 juni.docx"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nset-cookie: x.txt", "aset-cookie: x.txt"),
        ("", "notes"),
        ("..", "notes"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_clean_filename(sent: str, kept: str) -> None:
    assert clean_filename(sent) == kept


@given(st.text())
def test_clean_filename_is_always_a_name(sent: str) -> None:
    name = clean_filename(sent)

    assert 0 < len(name) <= 200
    assert name.isprintable()
    assert "/" not in name


async def test_keep_document_byte_for_byte(database: str) -> None:
    olga = await make_officer()

    document = await keep_document("notes.txt", content=EVERY_BYTE, officer_id=olga, now=NOW)

    assert await open_document(document) == ("notes.txt", EVERY_BYTE)
    row = await Document.select(Document.sha256, Document.size, Document.uploaded_by, Document.uploaded_at).first()
    assert row == {
        "sha256": hashlib.sha256(EVERY_BYTE).hexdigest(),
        "size": 256,
        "uploaded_by": olga,
        "uploaded_at": NOW,
    }


async def test_keep_document_once_for_the_same_bytes(database: str) -> None:
    first = await keep_document("notes.txt", content=EVERY_BYTE, officer_id=None, now=NOW)

    assert await keep_document("again.txt", content=EVERY_BYTE, officer_id=None, now=NOW) == first
    assert await Document.count() == 1


async def test_keep_document_too_large(sqlite_database: str) -> None:
    with pytest.raises(Unreadable) as refused:
        await keep_document("large.txt", content=b"x" * (MAX_BYTES + 1), officer_id=None, now=NOW)

    assert refused.value.reason is UnreadableReason.TOO_LARGE
    assert await Document.count() == 0


async def test_read_document_keeps_the_lines(database: str) -> None:
    document = await keep_document("notes.txt", content="Ett\nTvå".encode("latin-1"), officer_id=None, now=NOW)

    assert await read_document(document) == (Line(1, 1, "Ett"), Line(2, 1, "Två"))

    assert await lines_of(document) == (Line(1, 1, "Ett"), Line(2, 1, "Två"))
    assert await list_unreadable() == ()


async def test_read_document_unreadable_is_kept_with_its_reason(database: str) -> None:
    document = await keep_document("empty.txt", content=b"", officer_id=None, now=NOW)

    with pytest.raises(Unreadable):
        await read_document(document)

    with speaking("en"):
        kept = await list_unreadable()
    assert kept == (
        KeptFile(
            id=document,
            filename="empty.txt",
            size=0,
            uploaded_at=NOW,
            problem="The file is empty. Check that you chose the right file, and try again.",
        ),
    )


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [(1, 1, "Spring"), (2, 2, "Båt – hus"), (1, 2, "Spring - Båt – hus"), (2, 9, "Båt – hus"), (0, 0, ""), (2, 1, "")],
)
async def test_text_of_lines(sqlite_database: str, first: int, last: int, text: str) -> None:
    document = await make_document(("  • Spring ", "- Båt – hus"))

    assert await text_of_lines(document, first, last) == text


async def test_open_document_unknown(sqlite_database: str) -> None:
    with pytest.raises(NotFound):
        await open_document(uuid4())
