"""One description of a chart: Plotly on screen, the drawing in the PDF and on pages, and the table beside read the same numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from feedback.translation import number_text


class Shape(StrEnum):
    BARS = "bars"  # one horizontal bar per label
    GROUPED_BARS = "grouped bars"  # one bar per label and series
    STACKED_BARS = "stacked bars"  # parts of a whole, per label
    LINES = "lines"  # labels are years, one line per series
    DIVERGING_BARS = "diverging bars"  # parts of a scale, per label, on either side of its middle
    DOT_PLOT = "dot plot"  # two series: before and after, per label
    HEAT_MAP = "heat map"  # labels are rows, series are columns
    TIMELINE = "timeline"  # labels are rows, one mark per series in the columns that it names
    STATUS_FLOW = "status flow"  # from each label to each series
    DELIVERY_VERDICT = "delivery and verdict"  # two series: the step reached of `columns`, and a share who agree


class Side(StrEnum):
    """Where a part of a scale stands."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"
    APART = "apart"  # no place on the scale: "cannot say"


@dataclass(frozen=True, slots=True)
class Series:
    """One value per label of the chart; None where the cell is suppressed or unknown."""

    name: str
    values: tuple[int | float | None, ...]  # whole numbers stay whole where a chart is stored
    texts: tuple[
        str, ...
    ] = ()  # what the reader sees for each value ("12", "fewer than 5"); empty: written from values
    figures: tuple[str, ...] = ()  # the id of the figure that each value shows
    side: Side | None = None  # in diverging bars
    places: tuple[tuple[int, ...], ...] = ()  # in a timeline: the columns with a mark, per label


@dataclass(frozen=True, slots=True)
class Chart:
    """`alternative` says in words what the chart shows, written from the data in the reader's language."""

    shape: Shape
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    value_label: str
    alternative: str
    language: str | None = None  # of the labels, where it differs from the report's
    columns: tuple[str, ...] = ()  # the years of a timeline; the steps of a delivery


def value_text(series: Series, place: int) -> str:
    """What the reader sees for one value: the text that came with it, else the number; empty where there is neither."""
    if series.texts:
        return series.texts[place]
    value = series.values[place]
    return "" if value is None else number_text(value)


def is_share(chart: Chart) -> bool:
    """Whether the values are shares of 0 to 1, which the reader sees as per cent."""
    texts = [
        text for one in chart.series for text, value in zip(one.texts, one.values, strict=False) if value is not None
    ]
    return bool(texts) and all("%" in text or "\N{ARABIC PERCENT SIGN}" in text for text in texts)


def are_counts(chart: Chart) -> bool:
    """Whether the values are whole numbers of something, between which there is nothing to read on an axis."""
    known = [value for one in chart.series for value in one.values if value is not None]
    return not is_share(chart) and all(float(value).is_integer() for value in known)


def on_side(series: Sequence[Series], side: Side) -> list[int]:
    """The places of the series on this side, in their order."""
    return [place for place, one in enumerate(series) if one.side is side]


def part(chart: Chart, rows: slice) -> Chart:
    """The chart with these of its labels alone."""
    series = tuple(
        replace(
            one,
            values=one.values[rows],
            texts=one.texts[rows],
            figures=one.figures[rows],
            places=one.places[rows],
        )
        for one in chart.series
    )
    return replace(chart, labels=chart.labels[rows], series=series)
