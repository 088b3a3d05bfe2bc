"""A document's blocks laid out on A4 and tagged. Two passes, since the contents name pages that come later."""

from collections.abc import Iterator
from copy import copy
from functools import partial
from io import BytesIO
from itertools import zip_longest
from typing import TypeGuard

from reportlab.platypus import BaseDocTemplate, CondPageBreak, Frame, NextPageTemplate, PageBreak, PageTemplate, Spacer
from reportlab.platypus.flowables import Flowable

from feedback.blocks import Block, BulletList, Heading, Paragraph, Table
from feedback.pdf import styles
from feedback.pdf.canvas import RehearsalCanvas, TaggedCanvas
from feedback.pdf.document import Laid, PrintedDocument, height_of
from feedback.pdf.headings import ContentsLine, HeadingText, Mark, Places, marks
from feedback.pdf.pages import draw_page
from feedback.pdf.printed import Printed
from feedback.pdf.tables import table_rows
from feedback.pdf.tags import BULLETS, Tag
from feedback.pdf.text import Text
from feedback.translation import direction as direction_of
from feedback.translation import gettext as _
from feedback.translation import speaking

CHAPTER_ROOM = styles.TEXT_HEIGHT * 0.28  # a chapter that would begin lower starts on a new page
SMALL_SECTION = styles.TEXT_HEIGHT / 3  # what stands under one heading and is no taller is kept on one page
LEAD_IN_LETTERS = 200  # a longer paragraph may be parted from the chart or table after it
LONGEST_LEAD_IN = 600  # of one that ends in a colon

Piece = Block | Laid | Printed


def write_pdf(document: PrintedDocument) -> bytes:
    """The document as PDF 1.7 that keeps to PDF/UA-1 and PDF/A-3a: tagged, with embedded fonts, bookmarks, title and language.

    One with form fields keeps to PDF/UA-1 alone. The same document gives the same bytes.
    """
    with speaking(document.language):
        places = Places()
        story = list(_story(document, places))
        _build(document, story, places, RehearsalCanvas)
        return _build(document, story, places, TaggedCanvas)


def _build(document: PrintedDocument, story: list[Flowable], places: Places, canvas: type[TaggedCanvas]) -> bytes:
    file = BytesIO()
    page = PageTemplate(
        "page",
        [_frame()],
        onPageEnd=lambda canvas, _template: draw_page(canvas, document.title, document.language, places, document.mark),
    )
    cover = document.cover
    first = [PageTemplate("cover", [_frame()], onPageEnd=lambda canvas, _template: cover.draw(canvas))] if cover else []
    template = BaseDocTemplate(
        file,
        pagesize=(styles.PAGE_WIDTH, styles.PAGE_HEIGHT),
        title=document.title,
        author=document.author,
        subject=document.subject,
        creator="Gensvar",
        lang=document.language,
        displayDocTitle=True,
        direction="R2L" if direction_of(document.language) == "rtl" else "L2R",
        initialFontName=styles.BODY.face.font,
        invariant=1,
        pageTemplates=[*first, page],
    )
    # Copies, since ReportLab leaves notes about one pass on the flowables; their texts stay broken for the second.
    maker = partial(canvas, made=document.made, attachments=document.attachments)
    template.build([copy(flowable) for flowable in story], canvasmaker=maker)
    places.total = template.page
    return file.getvalue()


def _frame() -> Frame:
    return Frame(
        styles.SIDE,
        styles.BOTTOM,
        styles.TEXT_WIDTH,
        styles.TEXT_HEIGHT,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )


def _story(document: PrintedDocument, places: Places) -> Iterator[Flowable]:
    headings = marks([block for block in document.blocks if isinstance(block, Heading)], language=document.language)
    waiting, place = iter(headings), document.before_contents if document.cover else 0
    if document.cover:
        yield NextPageTemplate("page")
        yield from document.cover.texts
        if place:
            yield PageBreak()
            yield from _chapters(document.blocks[:place], document, waiting, places)
        yield from _contents(headings, document.language, places)
        yield PageBreak()
    else:
        yield Text(document.title, styles.TITLE, language=document.language, tag="H1")
    yield from _chapters(document.blocks[place:], document, waiting, places)


def _contents(headings: list[Mark], language: str, places: Places) -> Iterator[Flowable]:
    if headings:
        yield PageBreak()
        yield Text(_("Contents"), styles.CONTENTS_TITLE, language=language, tag="H2")
        contents = Tag("TOC")
        listed = [mark for mark in headings if mark.level in styles.CONTENTS]
        side = direction_of(language)
        yield from (ContentsLine(mark, contents=contents, side=side, places=places) for mark in listed)


def _chapters(
    blocks: tuple[Piece, ...], document: PrintedDocument, headings: Iterator[Mark], places: Places
) -> Iterator[Flowable]:
    """Headings and lead-ins wait for what they introduce, so that none is left alone at the foot of a page."""
    language = document.language
    waiting: list[Text] = []
    section: list[Laid] = []
    for block, note, following in _with_notes(blocks):
        if isinstance(block, Heading):
            mark = next(headings)
            yield from _section(section)
            section = []
            if mark.level == 1:
                yield from waiting
                waiting = []
                yield CondPageBreak(CHAPTER_ROOM)
            waiting.append(HeadingText(mark, side=direction_of(language), places=places))
        elif isinstance(block, Paragraph) and _leads_in(block, following, after_heading=bool(waiting)):
            waiting.append(_text(block, language))
        else:
            section.append(_introduced(waiting, _laid(block, document, note)))
            waiting = []
    yield from (*_section(section), *waiting)


def _with_notes(blocks: tuple[Piece, ...]) -> Iterator[tuple[Piece, Paragraph | None, Piece | None]]:
    """Each block with the note that belongs to it, and the block after it; a note under a table comes with its table alone."""
    previous: Piece | None = None
    for block, following in zip_longest(blocks, blocks[1:]):
        if not (isinstance(previous, Table) and _is_note(block)):
            note = following if isinstance(block, Table) and _is_note(following) else None
            yield block, note, following
        previous = block


def _is_note(block: Piece | None) -> TypeGuard[Paragraph]:
    return isinstance(block, Paragraph) and block.quiet


def _leads_in(block: Paragraph, following: Piece | None, *, after_heading: bool) -> bool:
    """A paragraph that ends in a colon, or a short one that stands between a heading and its chart or table."""
    if following is None or isinstance(following, Heading):
        return False
    if block.text.rstrip().endswith(":"):
        return len(block.text) <= LONGEST_LEAD_IN
    return after_heading and isinstance(following, Laid | Printed | Table) and len(block.text) <= LEAD_IN_LETTERS


def _introduced(waiting: list[Text], laid: Laid) -> Laid:
    return Laid([*waiting, *laid.flowables], laid.least + sum(height_of(text) for text in waiting))


def _section(parts: list[Laid]) -> Iterator[Flowable]:
    """What stands under one heading: a small section on one page, a larger one broken between or inside its parts."""
    whole = sum(height_of(flowable) for part in parts for flowable in part.flowables)
    if len(parts) > 1 and whole <= SMALL_SECTION:
        yield CondPageBreak(whole)
    for part in parts:
        yield CondPageBreak(min(part.least, styles.TEXT_HEIGHT))
        yield from part.flowables


def _laid(block: Piece, document: PrintedDocument, note: Paragraph | None) -> Laid:
    language = document.language
    match block:
        case Laid():
            return block
        case Paragraph():
            return _paragraph(block, language)
        case BulletList():
            return _bullets(block, language)
        case Table():
            return _table(block, document, _text(note, language) if note else None)
        case Heading():
            raise AssertionError("headings are laid out with the block that follows them")
        case _:
            return Laid([block], height_of(block))


def _paragraph(block: Paragraph, language: str) -> Laid:
    text = _text(block, language)
    return Laid([text], min(text.height_at(styles.TEXT_WIDTH), 3 * text.style.leading))


def _text(block: Paragraph, language: str) -> Text:
    return Text(block.text, styles.NOTE if block.quiet else styles.BODY, language=block.language or language)


def _bullets(block: BulletList, language: str) -> Laid:
    tag = Tag("L", attributes=BULLETS)
    items = [
        Text(
            item,
            styles.BULLET,
            language=block.language or language,
            bullet="•",
            tag="LBody",
            parent=Tag("LI", parent=tag),
        )
        for item in block.items
    ]
    return Laid([*items, Spacer(0, 5)], sum(item.height_at(styles.TEXT_WIDTH) for item in items[:1]))


def _table(block: Table, document: PrintedDocument, note: Text | None) -> Laid:
    tag = Tag("Table", data=document.data_of(block))
    language = document.language
    words = block.caption_language or language
    caption = Text(
        block.caption, styles.CAPTION, language=words, side=direction_of(language), tag="Caption", parent=tag
    )
    rows = table_rows(block, width=styles.TEXT_WIDTH, language=language, note=note, tag=tag)
    whole = rows.wrap(styles.TEXT_WIDTH, 0)[1]
    # A short table is not worth breaking; a long one needs only a beginning under its caption.
    least = whole if whole <= styles.TEXT_HEIGHT / 3 else rows.least_height()
    return Laid([caption, rows], height_of(caption) + least)
