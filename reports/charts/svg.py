"""Charts as SVG: the drawing of the PDF, with its text as text, so that the browser shapes it and a reader can find it.

Presentation attributes alone: the pages' security policy allows no styles of their own.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from itertools import pairwise

from reportlab.graphics.shapes import Circle, Drawing, Group, Line, Path, Polygon, PolyLine, Rect, Shape

from feedback.translation import direction as direction_of
from reports.charts.chart import Chart
from reports.charts.drawn_charts import draw
from reports.charts.surface import Words

NAMESPACE = "http://www.w3.org/2000/svg"
FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"
SCREEN_WIDTH = 560.0  # of the drawing, in its own units
_PATH = (("M", 2), ("L", 2), ("C", 6), ("Z", 0))  # ReportLab's operators, in its order, and how many numbers each takes


def chart_svg(chart: Chart, *, language: str, id: str, width: float = SCREEN_WIDTH) -> str:
    """The chart as an SVG element for a page; `id` is unique on it. Its title names it, its description tells what it shows."""
    direction = direction_of(language)
    drawing = draw(chart, width=width, direction=direction)
    return drawing_svg(drawing, title=chart.title, description=chart.alternative, language=language, id=id)


def drawing_svg(drawing: Drawing, *, title: str, description: str, language: str, id: str) -> str:
    """A drawing as an SVG element that a screen reader takes for one image."""
    direction = direction_of(language)
    root = ET.Element(
        "svg",
        {
            "xmlns": NAMESPACE,
            "viewBox": f"0 0 {_number(drawing.width)} {_number(drawing.height)}",
            "width": _number(drawing.width),
            "height": _number(drawing.height),
            "role": "img",
            "lang": language,
            "direction": direction,
            "font-family": FONT,
            "aria-labelledby": f"{id}-title",
            "aria-describedby": f"{id}-description",
        },
    )
    ET.SubElement(root, "title", {"id": f"{id}-title"}).text = title
    ET.SubElement(root, "desc", {"id": f"{id}-description"}).text = description
    # ReportLab counts upwards from the foot, SVG downwards from the head.
    root.extend(_elements(drawing.contents, 0.0, drawing.height))
    return ET.tostring(root, encoding="unicode")


def _elements(shapes: Iterable[Shape], left: float, foot: float) -> Iterator[ET.Element]:
    """Each shape, moved to the right by `left` and with its origin at `foot` from the top; groups move, and no more."""
    for shape in shapes:
        if isinstance(shape, Group):
            right, up = shape.transform[4:]
            yield from _elements(shape.contents, left + right, foot - up)
        else:
            yield _element(shape, left, foot)


def _element(shape: Shape, left: float, foot: float) -> ET.Element:
    match shape:
        case Words():
            return _text(shape, left, foot)
        case Rect():
            box = {
                "x": left + shape.x,
                "y": foot - shape.y - shape.height,
                "width": shape.width,
                "height": shape.height,
            }
            return _drawn("rect", box, shape)
        case Circle():
            return _drawn("circle", {"cx": left + shape.cx, "cy": foot - shape.cy, "r": shape.r}, shape)
        case Line():
            ends = {"x1": left + shape.x1, "y1": foot - shape.y1, "x2": left + shape.x2, "y2": foot - shape.y2}
            return _drawn("line", ends, shape)
        case Polygon() | PolyLine():
            tag = "polygon" if isinstance(shape, Polygon) else "polyline"
            return _drawn(tag, {}, shape, points=_points(shape.points, left, foot))
        case Path():
            return _drawn("path", {}, shape, d=_steps(shape, left, foot))
    raise TypeError(f"No SVG is written for {type(shape).__name__}.")


def _text(words: Words, left: float, foot: float) -> ET.Element:
    attributes = {
        "x": _number(left + words.at),
        "y": _number(foot - words.y),
        "font-size": _number(words.fontSize),
        "fill": _colour(words.fillColor),
    }
    if words.read_from != "start":
        attributes["text-anchor"] = words.read_from
    element = ET.Element("text", attributes)
    element.text = words.words
    return element


def _drawn(tag: str, numbers: dict[str, float], shape: Shape, **others: str) -> ET.Element:
    """An element with the numbers, and with what fills and outlines the shape."""
    look = {"fill": _colour(getattr(shape, "fillColor", None))} if tag not in {"line", "polyline"} else {}
    if tag == "polyline":
        look["fill"] = "none"
    if shape.strokeColor is not None:
        look |= {"stroke": _colour(shape.strokeColor), "stroke-width": _number(shape.strokeWidth)}
        if shape.strokeDashArray:
            look["stroke-dasharray"] = " ".join(map(_number, shape.strokeDashArray))
    return ET.Element(tag, {name: _number(value) for name, value in numbers.items()} | others | look)


def _points(flat: list[float], left: float, foot: float) -> str:
    return " ".join(f"{_number(left + x)},{_number(foot - y)}" for x, y in list(pairwise(flat))[::2])


def _steps(path: Path, left: float, foot: float) -> str:
    rest = list(path.points)
    steps = []
    for operator in path.operators:
        letter, count = _PATH[operator]
        steps.append(letter + _points(rest[:count], left, foot))
        rest = rest[count:]
    return "".join(steps)


def _colour(colour: object) -> str:
    return "none" if colour is None else f"#{colour.hexval()[2:]}"  # type: ignore[attr-defined]  # ReportLab's Color


def _number(value: float) -> str:
    """To a hundredth, without needless digits and without a negative zero."""
    return f"{round(value, 2) + 0.0:g}"
