"""The report in easy words in print: large type, on two pages at most, whatever there is to tell."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reportlab.platypus.flowables import Flowable

from feedback.blocks import BulletList, Heading, Paragraph
from feedback.pdf import styles
from feedback.pdf.building import write_pdf
from feedback.pdf.document import Laid, PrintedDocument, height_of
from feedback.pdf.styles import TextStyle
from feedback.pdf.tags import BULLETS, Tag
from feedback.pdf.text import Text
from feedback.translation import direction, speaking
from feedback.translation import gettext as _
from reports.document import Document

PAGES = 2
BODY = TextStyle(size=13, leading=19.5, after=6)
ITEM = TextStyle(size=13, leading=19.5, after=4, indent=18)
PART = TextStyle(size=17, leading=23, bold=True, colour=styles.ACCENT, before=14, after=6)
NAME = TextStyle(size=13, leading=18, bold=True, before=4, after=1)


class Shortened(Text):
    """A text that ends where it would have more than three lines: the whole report has all of it."""

    most_lines = 3


@dataclass(slots=True)
class _Part:
    """A chapter that stands on one page. `pieces` in their order, each with whether it may be left out."""

    pieces: list[tuple[bool, list[Flowable]]] = field(default_factory=list)

    @property
    def flowables(self) -> list[Flowable]:
        return [flowable for _may_go, piece in self.pieces for flowable in piece]

    @property
    def height(self) -> float:
        return sum(height_of(flowable) for flowable in self.flowables)

    @property
    def spare(self) -> int:
        """How many pieces may be left out."""
        return sum(may_go for may_go, _piece in self.pieces)

    def leave_out(self) -> None:
        """The last piece that may be left out, or, where none may, the last one."""
        last = max((place for place, (may_go, _p) in enumerate(self.pieces) if may_go), default=len(self.pieces) - 1)
        del self.pieces[last]


def easy_read_pdf(document: Document) -> bytes:
    """What `reports.easy_read` tells as a tagged PDF of two A4 pages at most; the same document gives the same bytes."""
    with speaking(document.language):
        return write_pdf(
            PrintedDocument(
                title=document.title,
                language=document.language,
                author=document.author,
                blocks=tuple(Laid(part.flowables, part.height) for part in _fitted(document)),
                subject=document.subtitle,
                mark=document.author,
                made=document.basis.cut if document.basis else None,
            )
        )


def _fitted(document: Document) -> list[_Part]:
    """The parts with as much in them as two pages hold: of the part with most, the last piece goes first."""
    parts = list(_parts(document))
    above = height_of(Text(document.title, styles.TITLE, language=document.language))
    while not _fits([part.height for part in parts], above):
        fullest = max(reversed(parts), key=lambda part: (part.spare > 1, part.spare, part.height))
        fullest.leave_out()
        parts = [part for part in parts if part.pieces]
    return parts


def _fits(heights: Sequence[float], above: float) -> bool:
    """Whether so tall parts, none of them broken, stand on the pages, below what is above them on the first."""
    page, used = 1, above
    for height in heights:
        if used + height > styles.TEXT_HEIGHT:
            page, used = page + 1, 0.0
        used += height
        if page > PAGES or used > styles.TEXT_HEIGHT:
            return False
    return True


def _parts(document: Document) -> Iterator[_Part]:
    part = _Part()
    below: list[Flowable] | None = None  # the piece that a heading of level 2 began
    for block in document.blocks:
        match block:
            case Heading(level=1):
                if part.pieces:
                    yield part
                part, below = _Part([(False, [_text(block, PART, document.language, "H2")])]), None
            case Heading():
                below = [_text(block, NAME, document.language, "H3")]
                part.pieces.append((True, below))
            case Paragraph():
                text = _text(block, BODY, document.language, "P")
                if below is None:
                    part.pieces.append((False, [text]))
                else:
                    below.append(text)
            case BulletList():
                below = None
                part.pieces += [(True, [item]) for item in _items(block, document.language)]
            case _:
                raise ValueError("An easy report has headings, paragraphs and lists alone.")
    last = Text(_("The figures are from %(cut)s.", cut=document.cut), styles.NOTE, language=document.language)
    part.pieces.append((False, [last]))
    yield part


def _text(block: Heading | Paragraph, style: TextStyle, language: str, tag: str) -> Text:
    own = block.language or language
    return Shortened(block.text, style, language=own, side=direction(language), tag=tag)


def _items(block: BulletList, language: str) -> Iterable[Text]:
    tag = Tag("L", attributes=BULLETS)
    for item in block.items:
        body = Tag("LI", parent=tag)
        own = block.language or language
        yield Shortened(item, ITEM, language=own, side=direction(language), bullet="•", tag="LBody", parent=body)
