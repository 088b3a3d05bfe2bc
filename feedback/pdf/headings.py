"""Headings and the table of contents: both know the page a heading came to stand on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from feedback.blocks import Heading
from feedback.pdf.canvas import TaggedCanvas
from feedback.pdf.styles import CONTENTS, HEADINGS, RULE, ink
from feedback.pdf.tags import Tag
from feedback.pdf.text import Text, drop
from feedback.translation import number_text

NUMBER_ROOM = 34  # for the page number at the end of a contents line


@dataclass(slots=True)
class Places:
    """What the first pass learns and the second writes: the page of each heading, and how many pages there are."""

    pages: dict[str, int] = field(default_factory=dict)
    total: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """One heading of the document: what it says, its look, and its name and depth among the bookmarks."""

    title: str
    level: int
    key: str
    depth: int
    language: str  # of its words, whichever way the document is read


def marks(headings: Sequence[Heading], *, language: str) -> list[Mark]:
    """Levels are held to 1-3; a depth is at most one more than that before it, as bookmarks require, and that of its siblings."""
    found: list[Mark] = []
    above: list[int] = []  # the levels of the headings that this one stands below
    for number, heading in enumerate(headings):
        level = min(max(heading.level, 1), 3)
        above = [each for each in above if each < level]
        found.append(Mark(heading.text, level, f"heading-{number}", len(above), heading.language or language))
        above.append(level)
    return found


class HeadingText(Text):
    """A heading that leaves a bookmark and tells on which page it stands; the document's title is the one heading above it."""

    def __init__(self, mark: Mark, *, side: str, places: Places) -> None:
        super().__init__(mark.title, HEADINGS[mark.level], language=mark.language, side=side, tag=f"H{mark.depth + 2}")
        self.mark = mark
        self.places = places

    def rehearse(self, canvas: TaggedCanvas) -> None:
        if not self.continues:
            self.places.pages[self.mark.key] = canvas.getPageNumber()

    def draw(self) -> None:
        if not self.continues:
            self.canv.bookmarkHorizontal(self.mark.key, 0, self.height_at(self.width) + self.style.leading)
            self.canv.addOutlineEntry(" ".join(self.mark.title.split()), self.mark.key, self.mark.depth)
        super().draw()


class ContentsLine(Text):
    """One heading in the contents, with its page number on the far side; the whole line leads there."""

    most_lines = 4

    def __init__(self, mark: Mark, *, contents: Tag, side: str, places: Places) -> None:
        item = Tag("Reference", parent=Tag("TOCI", parent=contents))
        super().__init__(mark.title, CONTENTS[mark.level], language=mark.language, side=side, tag="Link", parent=item)
        self.mark = mark
        self.places = places

    def split(self, width: float, height: float) -> list[Self]:
        return []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.whole = width
        self.width = width - NUMBER_ROOM
        return width, self.height_at(self.width)

    def draw(self) -> None:
        shift = NUMBER_ROOM if self.side == "rtl" else 0
        self.canv.saveState()
        self.canv.translate(shift, 0)
        super().draw()
        self.canv.restoreState()
        self._draw_page_number()
        box = (0, 0, self.whole, self.height_at(self.width))
        self.canv.link(self.tag, box, self.mark.title or self.mark.key, bookmark=self.mark.key)

    def _draw_page_number(self) -> None:
        page = number_text(self.places.pages.get(self.mark.key, 0))
        style = self.style
        left = 0 if self.side == "rtl" else self.whole - style.face.width(page)
        with self.canv.marked(self.tag):
            self.canv.setFont(style.face.font, style.size)
            self.canv.setFillColor(ink(style.colour))
            self.canv.drawString(left, drop(style), page)
        with self.canv.artifact():
            self.canv.setStrokeColor(ink(RULE))
            self.canv.setLineWidth(0.3)
            self.canv.line(0, -0.5, self.whole, -0.5)
