"""A drawing surface measured from the starting side and from the top, so that right-to-left charts are mirrored in one place."""

from math import pi

from reportlab.graphics.shapes import Circle, Drawing, Group, Line, Path, Polygon, PolyLine, Rect, Shape, String
from reportlab.lib.attrmap import AttrMap, AttrMapValue
from reportlab.lib.colors import HexColor

from feedback.pdf.fonts import embedded_fonts
from feedback.pdf.shaping import Face, clamped, drawn, lines
from reports.charts.tones import Hatch, Marker, Tone

HATCH_STEP = 4.0
OUTLINE = "#6b7783"
PAPER = "#ffffff"


class Words(String):  # type: ignore[misc]  # ReportLab comes without types
    """A line of text that also keeps how it is read, for renderers that shape and order letters themselves.

    `words` stand with their `read_from` ("start", "middle" or "end" in reading direction) at `at`, from the left.
    """

    _attrMap = AttrMap(  # noqa: N815  # ReportLab's name
        BASE=String,
        words=AttrMapValue(None, desc="as it is read"),
        at=AttrMapValue(None, desc="where it is anchored, from the left"),
        read_from=AttrMapValue(None, desc="the part of it that stands there"),
    )

    def __init__(
        self, x: float, y: float, glyphs: str, *, words: str, at: float, read_from: str, **look: object
    ) -> None:
        super().__init__(x, y, glyphs, **look)
        self.words = words
        self.at = at
        self.read_from = read_from


class Surface:
    """`start` is the distance from the side where reading starts, `top` the distance from the upper edge; both in points."""

    def __init__(self, width: float, direction: str) -> None:
        self.width = width
        self.direction = direction
        self.shapes: list[Shape] = []

    def finished(self, height: float) -> Drawing:
        drawing = Drawing(self.width, height, Group(*self.shapes, transform=(1, 0, 0, 1, 0, height)))
        # Every other face is ReportLab's default, which is not embedded.
        drawing.initialFontName = embedded_fonts().regular
        return drawing

    def across(self, start: float, width: float = 0) -> float:
        return self.width - start - width if self.direction == "rtl" else start

    def text(self, start: float, baseline: float, text: str, face: Face, *, colour: str, anchor: str = "start") -> None:
        """One line; `anchor` says which part of it stands at `start`: its start, middle or end in reading direction."""
        glyphs = drawn(text, direction=self.direction)
        width = face.width(glyphs)
        begin = start - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        self.shapes.append(
            Words(
                self.across(begin, width),
                -baseline,
                glyphs,
                words=text,
                at=self.across(start),
                read_from=anchor,
                fontName=face.font,
                fontSize=face.size,
                fillColor=HexColor(colour),
            )
        )

    def line(self, start: tuple[float, float], end: tuple[float, float], *, colour: str, thick: float = 0.6) -> None:
        self.shapes.append(
            Line(
                self.across(start[0]),
                -start[1],
                self.across(end[0]),
                -end[1],
                strokeColor=HexColor(colour),
                strokeWidth=thick,
            )
        )

    def path(self, points: list[tuple[float, float]], tone: Tone) -> None:
        flat = [value for start, top in points for value in (self.across(start), -top)]
        stroke = {"strokeColor": HexColor(tone.line), "strokeWidth": 1.6, "strokeDashArray": list(tone.dash) or None}
        self.shapes.append(PolyLine(flat, **stroke))

    def bar(self, start: float, top: float, width: float, height: float, tone: Tone) -> None:
        left, bottom = self.across(start, width), -top - height
        self.shapes.append(Rect(left, bottom, width, height, fillColor=HexColor(tone.fill), strokeColor=None))
        self.shapes.extend(_hatching(left, bottom, width, height, tone))
        self.shapes.append(
            Rect(left, bottom, width, height, fillColor=None, strokeColor=HexColor(OUTLINE), strokeWidth=0.4)
        )

    def cell(self, start: float, top: float, width: float, height: float, tone: Tone) -> None:
        """A bar without an outline of its own, set off from its neighbours by the paper between them."""
        left, bottom = self.across(start, width), -top - height
        self.shapes.append(
            Rect(
                left,
                bottom,
                width,
                height,
                fillColor=HexColor(tone.fill),
                strokeColor=HexColor("#b9c3cd"),
                strokeWidth=0.5,
            )
        )
        self.shapes.extend(_hatching(left, bottom, width, height, tone))

    def band(self, starts: tuple[float, float], tops: tuple[float, float], height: float, colour: str) -> None:
        """A band of this height that bends from the first place to the second."""
        (left, right), (first, second) = (self.across(starts[0]), self.across(starts[1])), tops
        middle = (left + right) / 2
        path = Path(fillColor=HexColor(colour), strokeColor=HexColor(OUTLINE), strokeWidth=0.5)
        path.moveTo(left, -first)
        path.curveTo(middle, -first, middle, -second, right, -second)
        path.lineTo(right, -second - height)
        path.curveTo(middle, -second - height, middle, -first - height, left, -first - height)
        path.closePath()
        self.shapes.append(path)

    def arrow_head(self, start: float, top: float, *, forward: bool, colour: str, size: float = 3.4) -> None:
        """A point at this place, in reading direction or against it."""
        x, y = self.across(start), -top
        back = -size * 1.5 if forward != (self.direction == "rtl") else size * 1.5
        self.shapes.append(
            Polygon([x, y, x + back, y + size, x + back, y - size], fillColor=HexColor(colour), strokeColor=None)
        )

    def patch(self, start: float, top: float, width: float, height: float, colour: str) -> None:
        """Plain ground under a text."""
        left = self.across(start, width)
        self.shapes.append(Rect(left, -top - height, width, height, fillColor=HexColor(colour), strokeColor=None))

    def marker(self, start: float, top: float, tone: Tone, size: float = 2.8, *, hollow: bool = False) -> None:
        x, y = self.across(start), -top
        inner, outer = (PAPER, tone.line) if hollow else (tone.line, PAPER)
        fill = {"fillColor": HexColor(inner), "strokeColor": HexColor(outer), "strokeWidth": 1.2 if hollow else 0.6}
        match tone.marker:
            case Marker.CIRCLE:
                self.shapes.append(Circle(x, y, size, **fill))
            case Marker.SQUARE:
                self.shapes.append(Rect(x - size, y - size, 2 * size, 2 * size, **fill))
            case Marker.DIAMOND:
                reach = size * pi / 2.4
                self.shapes.append(Polygon([x, y + reach, x + reach, y, x, y - reach, x - reach, y], **fill))
            case Marker.TRIANGLE:
                self.shapes.append(
                    Polygon([x, y + size * 1.3, x + size * 1.2, y - size, x - size * 1.2, y - size], **fill)
                )


def _hatching(left: float, bottom: float, width: float, height: float, tone: Tone) -> list[Shape]:
    colour = HexColor(tone.hatch_colour)
    match tone.hatch:
        case Hatch.FALLING:
            return [_stroke(*ends, colour) for ends in _diagonals(left, bottom, width, height)]
        case Hatch.RISING:
            floor = 2 * bottom + height
            return [
                _stroke(x1, floor - y1, x2, floor - y2, colour)
                for x1, y1, x2, y2 in _diagonals(left, bottom, width, height)
            ]
        case Hatch.DOTS:
            return [
                Circle(left + x, bottom + y, 0.45, fillColor=colour, strokeColor=None)
                for x in _steps(width)
                for y in _steps(height)
            ]
        case Hatch.LEVEL:
            return [_stroke(left, bottom + y, left + width, bottom + y, colour) for y in _steps(height)]
        case Hatch.UPRIGHT:
            return [_stroke(left + x, bottom, left + x, bottom + height, colour) for x in _steps(width)]
        case Hatch.NONE:
            return []


def _stroke(x1: float, y1: float, x2: float, y2: float, colour: object) -> Line:
    return Line(x1, y1, x2, y2, strokeColor=colour, strokeWidth=0.7)


def _steps(length: float) -> list[float]:
    return [HATCH_STEP / 2 + HATCH_STEP * step for step in range(int((length - 0.5) / HATCH_STEP + 0.5))]


def _diagonals(left: float, bottom: float, width: float, height: float) -> list[tuple[float, float, float, float]]:
    """Lines at 45 degrees, cut to the bar by arithmetic: a clipping path would have to be undone for every bar."""
    reaches = [HATCH_STEP * step for step in range(1, int((width + height) / HATCH_STEP) + 1)]
    return [
        (
            left + max(reach - height, 0),
            bottom + min(reach, height),
            left + min(reach, width),
            bottom + max(reach - width, 0),
        )
        for reach in reaches
    ]


def wrapped(text: str, *, width: float, face: Face, direction: str, limit: int = 4) -> tuple[str, ...]:
    """The text as at most `limit` lines of this width, as they are read; none for an empty text."""
    if not text:
        return ()
    broken = lines(text, width=width, face=face, direction=direction)
    kept = clamped(broken, limit, width=width, face=face, direction=direction)
    return tuple(line.text for line in kept)
