"""Headings and the table of contents: both know the page a heading came to stand on."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.lib.colors import HexColor

from feedback.translation import direction as direction_of
from feedback.translation import number_text
from reports.document import Heading
from reports.pdf.styles import CONTENTS, HEADINGS, RULE
from reports.pdf.text import Text

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
    direction: str  # of its words, whichever way the report is read


def marks(headings: Sequence[Heading], *, language: str) -> list[Mark]:
    """Levels are held to 1-3; a depth is at most one more than that before it, as bookmarks require."""
    found: list[Mark] = []
    for number, heading in enumerate(headings):
        level = min(max(heading.level, 1), 3)
        depth = min(level - 1, found[-1].depth + 1) if found else 0
        direction = direction_of(heading.language or language)
        found.append(Mark(heading.text, level, f"heading-{number}", depth, direction))
    return found


class HeadingText(Text):
    """A heading that leaves a bookmark and tells on which page it stands."""

    def __init__(self, mark: Mark, *, side: str, places: Places) -> None:
        super().__init__(mark.title, HEADINGS[mark.level], direction=mark.direction, side=side)
        self.mark = mark
        self.places = places

    def split(self, width: float, height: float) -> list[Text]:
        """Only the first part, of a heading as long as a page, is the bookmark's place."""
        parts = super().split(width, height)
        for first in parts[:1]:
            kept = HeadingText(self.mark, side=self.side, places=self.places)
            kept.text = first.text
            return [kept, *parts[1:]]
        return []

    def draw(self) -> None:
        self.places.pages[self.mark.key] = self.canv.getPageNumber()
        self.canv.bookmarkHorizontal(self.mark.key, 0, self.height_at(self.width) + self.style.leading)
        self.canv.addOutlineEntry(" ".join(self.mark.title.split()), self.mark.key, self.mark.depth)
        super().draw()


class ContentsLine(Text):
    """One heading in the contents, with its page number on the far side; the whole line leads there."""

    most_lines = 4

    def __init__(self, mark: Mark, *, side: str, places: Places) -> None:
        super().__init__(mark.title, CONTENTS[mark.level], direction=mark.direction, side=side)
        self.key = mark.key
        self.places = places

    def split(self, width: float, height: float) -> list[Text]:
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
        self.canv.linkRect("", self.key, (0, 0, self.whole, self.height_at(self.width)), relative=1, Border="[0 0 0]")

    def _draw_page_number(self) -> None:
        page = number_text(self.places.pages.get(self.key, 0))
        style = self.style
        drop = (style.leading - style.size) / 2 + 0.21 * style.size
        left = 0 if self.side == "rtl" else self.whole - style.face.width(page)
        self.canv.setFont(style.face.font, style.size)
        self.canv.setFillColor(HexColor(style.colour))
        self.canv.drawString(left, drop, page)
        self.canv.setStrokeColor(HexColor(RULE))
        self.canv.setLineWidth(0.3)
        self.canv.line(0, -0.5, self.whole, -0.5)
