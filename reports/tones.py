"""How the series of a chart are told apart on screen and on paper: a tone, a hatch and a marker each, never the colour alone."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Hatch(StrEnum):
    """The values are Plotly's names for the same patterns."""

    NONE = ""
    RISING = "/"
    FALLING = "\\"
    LEVEL = "-"
    UPRIGHT = "|"
    DOTS = "."


class Marker(StrEnum):
    CIRCLE = "circle"
    SQUARE = "square"
    DIAMOND = "diamond"
    TRIANGLE = "triangle-up"


@dataclass(frozen=True, slots=True)
class Tone:
    """`ink` is readable on `fill`; `line` is dark enough for a line on white; neighbours differ in grey as well."""

    fill: str
    ink: str
    line: str
    hatch: Hatch
    hatch_colour: str
    marker: Marker
    dash: tuple[float, ...]  # drawn and blank lengths in points; empty is a whole line


DARK, LIGHT = "#1c2228", "#ffffff"
TONES = (
    Tone("#1d3f66", LIGHT, "#1d3f66", Hatch.NONE, "#5f83ad", Marker.CIRCLE, ()),
    Tone("#9dc3e0", DARK, "#2f7fb5", Hatch.RISING, "#6fa3c9", Marker.SQUARE, (6, 2.5)),
    Tone("#d9893f", DARK, "#a34e12", Hatch.NONE, "#a8601c", Marker.DIAMOND, (2, 2)),
    Tone("#e9edf1", DARK, "#5b6670", Hatch.DOTS, "#8a96a3", Marker.TRIANGLE, (8, 2.5, 2, 2.5)),
    Tone("#3f7a55", LIGHT, "#2f6244", Hatch.UPRIGHT, "#7fb394", Marker.SQUARE, (4, 2)),
    Tone("#f0cf8e", DARK, "#8a6410", Hatch.FALLING, "#cfa24c", Marker.CIRCLE, (1.5, 2)),
)


def tone(place: int) -> Tone:
    """The tone of the series at this place; after the sixth the colours come again with other hatches, markers and dashes."""
    round_number, colour = divmod(place, len(TONES))
    look = TONES[(colour + round_number) % len(TONES)]
    return replace(TONES[colour], hatch=look.hatch, marker=look.marker, dash=look.dash)
