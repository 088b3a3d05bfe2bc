"""Uploaded files, kept byte for byte whether they could be read or not, and the lines read from them."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from uuid import UUID

import msgspec

from feedback.database import is_unique_violation
from feedback.errors import Conflict, NotFound
from feedback.line_readers import current_learnt_lines
from feedback.notes.draft import Draft, Source
from feedback.notes.reading import Line
from feedback.notes.rereading import read_again
from feedback.notes.sandbox import draft_notes_apart, read_lines_apart
from feedback.notes.unreadable import MAX_BYTES, Unreadable, UnreadableReason
from feedback.tables import Document
from feedback.translation import gettext as _

LONGEST_NAME = 200  # characters


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is kept but could not be read; `problem` says why, in the reader's language."""

    id: UUID
    filename: str
    size: int
    uploaded_at: datetime
    problem: str


def clean_filename(filename: str) -> str:
    """The last part of a name that somebody sent, without control characters, its end kept when it is too long."""
    name = PurePosixPath(filename.replace("\\", "/")).name
    name = "".join(c for c in name if c.isprintable()).strip()
    return name[-LONGEST_NAME:] if name.strip(".") else "notes"


async def keep_document(filename: str, *, content: bytes, officer_id: UUID | None, now: datetime) -> UUID:
    """Keep the file as it came; the same bytes are kept once, whatever their name. Raises `Unreadable` above `MAX_BYTES`."""
    if len(content) > MAX_BYTES:
        raise Unreadable(UnreadableReason.TOO_LARGE)
    sha256 = hashlib.sha256(content).hexdigest()
    if kept := await _with_hash(sha256):
        return kept
    document = Document(
        filename=clean_filename(filename),
        sha256=sha256,
        content=content,
        size=len(content),
        uploaded_by=officer_id,
        uploaded_at=now,
    )
    try:
        await document.save()
    except Exception as error:
        # Somebody sent the same file at the same moment.
        if is_unique_violation(error) and (kept := await _with_hash(sha256)):
            return kept
        raise
    return document.id


async def _with_hash(sha256: str) -> UUID | None:
    row = await Document.select(Document.id).where(Document.sha256 == sha256).first()
    return row["id"] if row else None


async def read_document(document_id: UUID) -> tuple[Line, ...]:
    """Read a kept file's lines, in a process of their own, and keep them beside it.

    Raises `Unreadable`, and notes the reason on the document, where that cannot be done.
    """
    filename, content = await open_document(document_id)
    try:
        lines = await asyncio.to_thread(read_lines_apart, content, filename)
    except Unreadable as error:
        await _update(document_id, lines=(), unreadable=error.reason.value)
        raise
    await _update(document_id, lines=lines, unreadable="")
    return lines


async def draft_document(document_id: UUID, *, is_decision: bool = False) -> Draft:
    """What a kept file seems to say, read and drafted in processes of their own. Raises `Unreadable` as `read_document`.

    What was learnt from corrections is heard, in the languages where it beats the rules.
    """
    lines = await read_document(document_id)
    try:
        draft = await asyncio.to_thread(draft_notes_apart, lines, is_decision=is_decision)
    except Unreadable as error:
        await _update(document_id, lines=lines, unreadable=error.reason.value)
        raise
    return await asyncio.to_thread(read_again, draft, lines, await current_learnt_lines())


async def _update(document_id: UUID, *, lines: Sequence[Line], unreadable: str) -> None:
    stored = msgspec.json.encode([[line.number, line.page, line.text] for line in lines]).decode()
    await Document.update({Document.lines: stored, Document.unreadable: unreadable}).where(Document.id == document_id)


async def open_document(document_id: UUID) -> tuple[str, bytes]:
    """A kept file's name and bytes. Raises `NotFound`."""
    row = await Document.select(Document.filename, Document.content).where(Document.id == document_id).first()
    if row is None:
        raise NotFound(_("There is no such document."))
    return row["filename"], bytes(row["content"])


async def lines_of(document_id: UUID | None) -> tuple[Line, ...]:
    """The lines read from a document; none where there is no document, or it could not be read."""
    if document_id is None:
        return ()
    row = await Document.select(Document.lines).where(Document.id == document_id).first()
    stored = msgspec.json.decode(row["lines"], type=list[tuple[int, int, str]]) if row else []
    return tuple(Line(number, page, text) for number, page, text in stored)


async def filename_of(document_id: UUID | None) -> str:
    """The name of a kept file; empty where there is none."""
    if document_id is None:
        return ""
    row = await Document.select(Document.filename).where(Document.id == document_id).first()
    return row["filename"] if row else ""


async def fingerprint_of(document_id: UUID | None) -> str:
    """The SHA-256 of a kept file's bytes, in hexadecimal; empty where there is none."""
    if document_id is None:
        return ""
    row = await Document.select(Document.sha256).where(Document.id == document_id).first()
    return row["sha256"] if row else ""


async def list_filenames() -> dict[UUID, str]:
    """Every kept file that could be read, by name."""
    rows = (
        await Document.select(Document.id, Document.filename)
        .where(Document.unreadable == "")
        .order_by(Document.filename)
        .order_by(Document.id)
    )
    return {row["id"]: row["filename"] for row in rows}


async def list_unreadable() -> tuple[KeptFile, ...]:
    """Files that are kept but could not be read, the newest first."""
    rows = (
        await Document.select(Document.id, Document.filename, Document.size, Document.uploaded_at, Document.unreadable)
        .where(Document.unreadable != "")
        .order_by(Document.uploaded_at, ascending=False)
        .order_by(Document.id)
    )
    return tuple(
        KeptFile(
            id=row["id"],
            filename=row["filename"],
            size=row["size"],
            uploaded_at=row["uploaded_at"],
            problem=str(Unreadable(UnreadableReason(row["unreadable"]))),
        )
        for row in rows
    )


async def source_of_lines(document_id: UUID | None, lines: tuple[int, int]) -> Source:
    """The source that a first and a last line number stand for. Raises `Conflict` where the document has no such lines."""
    first, last = lines
    pages = {line.number: line.page for line in await lines_of(document_id)}
    if first > last or first not in pages or last not in pages:
        raise Conflict(_("The document has %(n)s lines: choose a first and a last line among them.", n=len(pages)))
    return Source(page=pages[first], first_line=first, last_line=last)


async def hold_document(document_id: UUID) -> None:
    """Hold the document's row until the transaction around ends."""
    # Works on both engines, which SELECT … FOR UPDATE does not.
    await Document.update({Document.size: Document.size}).where(Document.id == document_id)


async def text_of_lines(document_id: UUID | None, first: int, last: int) -> str:
    """The words of these lines as one text, without the bullet that begins them; empty where there are no such lines."""
    texts = (line.text for line in await lines_of(document_id) if first <= line.number <= last)
    return " ".join(" ".join(texts).split()).lstrip("•·-–*\uf0b7").strip()
