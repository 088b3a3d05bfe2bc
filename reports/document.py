"""A report as content: frozen blocks that say what is to be told, not how it looks. PDF, HTML and the rest read the same blocks."""

from dataclasses import dataclass, field

from reports.charts import Chart


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 starts a chapter, 2 and 3 are below it. `language` is given where it differs from the report's."""

    text: str
    level: int = 1
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text. `language` is given where it differs from the report's (a quoted point, a title)."""

    text: str
    language: str | None = None
    quiet: bool = False  # a note under a table or chart: smaller, same contrast


@dataclass(frozen=True, slots=True)
class BulletList:
    items: tuple[str, ...]
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell; numbers are already written in the reader's language."""

    text: str
    language: str | None = None
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption, one header row, and row headers in the first column."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...] = ()  # shares of the text width; empty: by content
    caption_language: str | None = None  # where it differs from the report's


@dataclass(frozen=True, slots=True)
class ChartBlock:
    chart: Chart


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A row of (value, label) pairs: the few numbers that a head of unit reads first."""

    figures: tuple[tuple[str, str], ...]


Block = Heading | Paragraph | BulletList | Table | ChartBlock | KeyFigures


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
