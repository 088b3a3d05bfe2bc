"""How the series of a chart are told apart on screen and on paper: a tone, a hatch and a marker each, never the colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reports.charts.chart import Series, Side, on_side


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
HIDDEN = Tone("#ffffff", DARK, "#5b6670", Hatch.FALLING, "#b9c3cd", Marker.CIRCLE, ())  # a value that is not shown
NEUTRAL = Tone("#e9edf1", DARK, "#5b6670", Hatch.NONE, "#8a96a3", Marker.CIRCLE, ())
APART = Tone("#ffffff", DARK, "#5b6670", Hatch.DOTS, "#8a96a3", Marker.CIRCLE, ())
# From the middle of a scale outwards. No fill has a lightness on which neither ink has 4.5:1.
_POSITIVE = ("#c6dcee", "#9dc3e0", "#6fa0c8", "#3b6d9e", "#1d3f66")
_NEGATIVE = ("#f6dcc0", "#eab887", "#d9893f", "#a6540f", "#74360a")
_HEAT = ("#ffffff", "#e3ecf5", "#bfd6ea", "#94bbdc", "#3f74a8", "#1d3f66")


def tone(place: int) -> Tone:
    """The tone of the series at this place; after the sixth the colours come again with other hatches, markers and dashes."""
    round_number, colour = divmod(place, len(TONES))
    look = TONES[(colour + round_number) % len(TONES)]
    return replace(TONES[colour], hatch=look.hatch, marker=look.marker, dash=look.dash)


def heat(share: float) -> Tone:
    """The tone of a cell by its share of the largest: white for nothing, then the more the darker."""
    step = 0 if share <= 0 else 1 + min(int(share * (len(_HEAT) - 1)), len(_HEAT) - 2)
    return _plain(_HEAT[step], is_dark=step >= 4)


def scale_tones(series: Sequence[Series]) -> list[Tone]:
    """The tones of the parts of a scale: darker outwards, and hatched on the negative side, so that the sides differ in grey."""
    negative = on_side(series, Side.NEGATIVE)
    positive = on_side(series, Side.POSITIVE)
    found = {place: _outwards(_NEGATIVE, nth, len(negative)) for nth, place in enumerate(reversed(negative))}
    found = {place: replace(it, hatch=Hatch.RISING) for place, it in found.items()}
    found |= {place: _outwards(_POSITIVE, nth, len(positive)) for nth, place in enumerate(positive)}
    return [found.get(place, APART if one.side is Side.APART else NEUTRAL) for place, one in enumerate(series)]


def _outwards(ramp: Sequence[str], nth: int, count: int) -> Tone:
    """The nth of `count` from the middle outwards, spread over the ramp; one alone is as dark as an outermost of two."""
    last = len(ramp) - 1
    step = last - 1 if count == 1 else round(nth * last / (count - 1)) if count > 2 else (1, 3)[nth]
    return _plain(ramp[min(step, last)], is_dark=step >= 3)


def _plain(fill: str, *, is_dark: bool) -> Tone:
    hatch = "#d9a878" if is_dark else "#8a6a4a"
    return Tone(fill, LIGHT if is_dark else DARK, DARK, Hatch.NONE, hatch, Marker.CIRCLE, ())
