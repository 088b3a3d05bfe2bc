"""What a written document is made of: frozen blocks that say what is told, not how it looks. PDF, HTML and CSV read the same.

A block names the figures that it shows by their ids; what they are is known to whoever counted them. Blocks that say the
same are equal, whatever they name.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 starts a chapter, 2 and 3 are below it. `language` is given where it differs from the document's."""

    text: str
    level: int = 1
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text. `language` is given where it differs from the document's (a quoted point, a title)."""

    text: str
    language: str | None = None
    quiet: bool = False  # a note under a table or chart: smaller, same contrast
    mentions: tuple[str, ...] = field(default=(), compare=False)  # the figures that its words tell of


@dataclass(frozen=True, slots=True)
class BulletList:
    items: tuple[str, ...]
    language: str | None = None
    mentions: tuple[str, ...] = field(default=(), compare=False)  # the figures that its words tell of


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell; numbers are already written in the reader's language. `figure` is the one that the text is."""

    text: str
    language: str | None = None
    is_number: bool = False
    figure: str = field(default="", compare=False)
    mentions: tuple[str, ...] = field(
        default=(), compare=False
    )  # the figures that its words tell of, where it is no number alone


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption, one header row, and row headers in the first column."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...] = ()  # shares of the text width; empty: by content
    caption_language: str | None = None  # where it differs from the document's
    mentions: tuple[str, ...] = field(default=(), compare=False)  # the figures that its caption tells of


Block = Heading | Paragraph | BulletList | Table
