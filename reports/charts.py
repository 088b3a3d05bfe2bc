"""One description of a chart: Plotly on screen, a vector drawing in the PDF and the table beside both read the same numbers."""

from dataclasses import dataclass
from enum import StrEnum

from feedback.translation import number_text


class Shape(StrEnum):
    BARS = "bars"  # one horizontal bar per label
    GROUPED_BARS = "grouped bars"  # one bar per label and series
    STACKED_BARS = "stacked bars"  # parts of a whole, per label
    LINES = "lines"  # labels are years, one line per series


@dataclass(frozen=True, slots=True)
class Series:
    """One value per label of the chart; None where the cell is suppressed or unknown."""

    name: str
    values: tuple[float | None, ...]
    texts: tuple[
        str, ...
    ] = ()  # what the reader sees for each value ("12", "fewer than 5"); empty: written from values


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
