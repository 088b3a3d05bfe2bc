"""How a page of a kept file looks, as a picture, with lines marked on it; for officers beside the lines that were read."""

import asyncio
from uuid import UUID

from feedback.database import execute
from feedback.documents import lines_of, open_document
from feedback.errors import NotFound
from feedback.notes.sandbox import render_page_apart
from feedback.notes.unreadable import Unreadable
from feedback.translation import gettext as _

WIDTH = 900  # pixels
MOST_MARKED = 200  # lines
_PDF = b"%PDF-"
_HEAD = 1024  # bytes in which a PDF says what it is


async def has_pictures(document_id: UUID | None) -> bool:
    """Whether the pages of a kept file can be looked at: it is a PDF by what it holds, whatever it is called."""
    if document_id is None:
        return False
    rows = await execute("SELECT substr(content, 1, {}) AS head FROM document WHERE id = {}", _HEAD, document_id)
    return bool(rows) and _PDF in bytes(rows[0]["head"])


async def picture_of_page(document_id: UUID, number: int, *, marked: tuple[int, int] | None = None) -> bytes:
    """A page, counted from 1, as PNG, with the lines from the first to the last of `marked` marked where they are found.

    Painted in a process of its own. Raises `NotFound` where the file has no such page that can be looked at.
    """
    if not await has_pictures(document_id):
        raise NotFound(_("This page cannot be shown as a picture."))
    _filename, content = await open_document(document_id)
    texts = []
    if marked:
        first, last = marked
        last = min(last, first + MOST_MARKED)
        texts = [
            line.text
            for line in await lines_of(document_id)
            if line.page == number and first <= line.number <= last and line.text.strip()
        ]
    try:
        return await asyncio.to_thread(render_page_apart, content, number, WIDTH, marked=texts)
    except Unreadable as error:
        raise NotFound(_("This page cannot be shown as a picture.")) from error
