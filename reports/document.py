"""A report as content: the blocks that every document is made of, with charts and key figures. PDF, HTML and CSV read the same."""

from dataclasses import dataclass, field

from feedback import blocks
from reports.charts import Chart


@dataclass(frozen=True, slots=True)
class ChartBlock:
    chart: Chart


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A row of (value, label) pairs: the few numbers that a head of unit reads first."""

    figures: tuple[tuple[str, str], ...]


Block = blocks.Block | ChartBlock | KeyFigures


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. `cut` is the data-cut time in words; it is on the cover, never the clock's."""

    title: str
    subtitle: str
    language: str
    author: str
    cut: str
    blocks: tuple[Block, ...] = field(default=())
    subtitle_language: str | None = None  # where it differs from the report's
