"""A report's blocks laid out on A4: cover, contents, chapters. Two passes, since the contents name pages that come later."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest
from typing import TypeGuard

from reportlab.platypus import BaseDocTemplate, CondPageBreak, Frame, NextPageTemplate, PageBreak, PageTemplate, Spacer
from reportlab.platypus.flowables import Flowable

from feedback.translation import direction as direction_of
from feedback.translation import gettext as _
from feedback.translation import speaking
from reports.charts import Chart
from reports.document import Block, BulletList, ChartBlock, Document, Heading, KeyFigures, Paragraph, Table
from reports.drawn_charts import drawings
from reports.pdf import styles
from reports.pdf.figures import Figure, key_figure_rows
from reports.pdf.headings import ContentsLine, HeadingText, Mark, Places, marks
from reports.pdf.pages import draw_cover, draw_page
from reports.pdf.tables import table_rows
from reports.pdf.text import Text

CHAPTER_ROOM = styles.TEXT_HEIGHT * 0.28  # a chapter that would begin lower starts on a new page
SMALL_SECTION = styles.TEXT_HEIGHT / 3  # what stands under one heading and is no taller is kept on one page
LEAD_IN_LETTERS = 200  # a longer paragraph may be parted from the chart or table after it
LONGEST_LEAD_IN = 600  # of one that ends in a colon
DEEPEST_CHART = styles.TEXT_HEIGHT - 60  # leaves room for the caption


@dataclass(frozen=True, slots=True)
class Laid:
    """The flowables of one block, and the height from its top that must not be parted by a page break."""

    flowables: list[Flowable]
    least: float


def pdf(document: Document) -> bytes:
    """The report as a PDF 1.4 file with embedded fonts, bookmarks, title and language; the same document gives the same bytes."""
    with speaking(document.language):
        places = Places()
        story = list(_story(document, places))
        _build(document, story, places)
        return _build(document, story, places)


def _build(document: Document, story: list[Flowable], places: Places) -> bytes:
    file = BytesIO()
    template = BaseDocTemplate(
        file,
        pagesize=(styles.PAGE_WIDTH, styles.PAGE_HEIGHT),
        title=document.title,
        author=document.author,
        subject=document.subtitle,
        creator="Gensvar",
        lang=document.language,
        displayDocTitle=True,
        direction="R2L" if direction_of(document.language) == "rtl" else "L2R",
        initialFontName=styles.BODY.face.font,
        invariant=1,
        pageTemplates=[
            PageTemplate("cover", [_frame()], onPageEnd=lambda canvas, _template: draw_cover(canvas, document)),
            PageTemplate("page", [_frame()], onPageEnd=lambda canvas, _template: draw_page(canvas, document, places)),
        ],
    )
    # Copies, since ReportLab leaves notes about one pass on the flowables; their texts stay broken for the second.
    template.build([copy(flowable) for flowable in story])
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


def _story(document: Document, places: Places) -> Iterator[Flowable]:
    direction = direction_of(document.language)
    yield NextPageTemplate("page")
    yield from _cover(document, direction)
    headings = marks([block for block in document.blocks if isinstance(block, Heading)], language=document.language)
    if headings:
        yield PageBreak()
        yield Text(_("Contents"), styles.CONTENTS_TITLE, direction=direction)
        listed = [mark for mark in headings if mark.level in styles.CONTENTS]
        yield from (ContentsLine(mark, side=direction, places=places) for mark in listed)
    yield PageBreak()
    yield from _chapters(document, iter(headings), places)


def _cover(document: Document, direction: str) -> Iterator[Flowable]:
    yield Text(document.author, styles.COVER_AUTHOR, direction=direction)
    yield Spacer(0, styles.TEXT_HEIGHT * 0.24)
    yield Text(document.title, styles.COVER_TITLE, direction=direction)
    words = direction_of(document.subtitle_language or document.language)
    yield Text(document.subtitle, styles.COVER_SUBTITLE, direction=words, side=direction)


def _chapters(document: Document, headings: Iterator[Mark], places: Places) -> Iterator[Flowable]:
    """Headings and lead-ins wait for what they introduce, so that none is left alone at the foot of a page."""
    waiting: list[Text] = []
    section: list[Laid] = []
    for block, note, following in _with_notes(document.blocks):
        if isinstance(block, Heading):
            mark = next(headings)
            yield from _section(section)
            section = []
            if mark.level == 1:
                yield from waiting
                waiting = []
                yield CondPageBreak(CHAPTER_ROOM)
            waiting.append(HeadingText(mark, side=direction_of(document.language), places=places))
        elif isinstance(block, Paragraph) and _leads_in(block, following, after_heading=bool(waiting)):
            waiting.append(_text(block, document.language))
        else:
            section.append(_introduced(waiting, _laid(block, document.language, note)))
            waiting = []
    yield from (*_section(section), *waiting)


def _with_notes(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, Paragraph | None, Block | None]]:
    """Each block with the note that belongs to it, and the block after it; a note under a table comes with its table alone."""
    previous: Block | None = None
    for block, following in zip_longest(blocks, blocks[1:]):
        if not (isinstance(previous, Table) and _is_note(block)):
            note = following if isinstance(block, Table) and _is_note(following) else None
            yield block, note, following
        previous = block


def _is_note(block: Block | None) -> TypeGuard[Paragraph]:
    return isinstance(block, Paragraph) and block.quiet


def _leads_in(block: Paragraph, following: Block | None, *, after_heading: bool) -> bool:
    """A paragraph that ends in a colon, or a short one that stands between a heading and its chart or table."""
    if following is None or isinstance(following, Heading):
        return False
    if block.text.rstrip().endswith(":"):
        return len(block.text) <= LONGEST_LEAD_IN
    return after_heading and isinstance(following, ChartBlock | Table) and len(block.text) <= LEAD_IN_LETTERS


def _introduced(waiting: list[Text], laid: Laid) -> Laid:
    return Laid([*waiting, *laid.flowables], laid.least + sum(_height(text) for text in waiting))


def _section(parts: list[Laid]) -> Iterator[Flowable]:
    """What stands under one heading: a small section on one page, a larger one broken between or inside its parts."""
    whole = sum(_height(flowable) for part in parts for flowable in part.flowables)
    if len(parts) > 1 and whole <= SMALL_SECTION:
        yield CondPageBreak(whole)
    for part in parts:
        yield CondPageBreak(min(part.least, styles.TEXT_HEIGHT))
        yield from part.flowables


def _laid(block: Block, language: str, note: Paragraph | None = None) -> Laid:
    match block:
        case Paragraph():
            return _paragraph(block, language)
        case BulletList():
            return _bullets(block, language)
        case Table():
            return _table(block, language, _text(note, language) if note else None)
        case ChartBlock():
            return _chart(block.chart, language)
        case KeyFigures():
            rows = key_figure_rows(block.figures, width=styles.TEXT_WIDTH, direction=direction_of(language))
            return Laid(list(rows), sum(row.wrap(styles.TEXT_WIDTH, 0)[1] for row in rows[:1]))
        case Heading():
            raise AssertionError("headings are laid out with the block that follows them")


def _paragraph(block: Paragraph, language: str) -> Laid:
    text = _text(block, language)
    return Laid([text], min(text.height_at(styles.TEXT_WIDTH), 3 * text.style.leading))


def _text(block: Paragraph, language: str) -> Text:
    style = styles.NOTE if block.quiet else styles.BODY
    return Text(block.text, style, direction=direction_of(block.language or language))


def _bullets(block: BulletList, language: str) -> Laid:
    direction = direction_of(block.language or language)
    items = [Text(item, styles.BULLET, direction=direction, bullet="•") for item in block.items]
    return Laid([*items, Spacer(0, 5)], sum(item.height_at(styles.TEXT_WIDTH) for item in items[:1]))


def _table(block: Table, language: str, note: Text | None) -> Laid:
    words = direction_of(block.caption_language or language)
    caption = Text(block.caption, styles.CAPTION, direction=words, side=direction_of(language))
    rows = table_rows(block, width=styles.TEXT_WIDTH, language=language, note=note)
    whole = rows.wrap(styles.TEXT_WIDTH, 0)[1]
    # A short table is not worth breaking; a long one needs only a beginning under its caption.
    least = whole if whole <= styles.TEXT_HEIGHT / 3 else rows.least_height()
    return Laid([caption, rows], _height(caption) + least)


def _chart(chart: Chart, language: str) -> Laid:
    direction = direction_of(language)
    caption = Text(chart.title, styles.CAPTION, direction=direction)
    parts = drawings(chart, width=styles.TEXT_WIDTH, height=DEEPEST_CHART, direction=direction)
    figures = [Figure(part, chart.alternative) for part in parts]
    return Laid([caption, *figures], _height(caption) + figures[0].wrap(0, 0)[1])


def _height(flowable: Flowable) -> float:
    height = flowable.wrap(styles.TEXT_WIDTH, styles.TEXT_HEIGHT)[1]
    return float(flowable.getSpaceBefore() + height + flowable.getSpaceAfter())
