"""What a document says, pulled apart for tests: its chapters, number cells, texts, and the figures behind it."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from feedback.blocks import BulletList, Heading, Paragraph, Table
from reports.document import Block, ChartBlock, Document, KeyFigures
from reports.figures import Figure


def chapters(document: Document) -> dict[str, list[Block]]:
    """The blocks below each heading of level 1, in order."""
    found: dict[str, list[Block]] = {}
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            found[block.text] = []
        else:
            found[next(reversed(found))].append(block)
    return found


def unbroken(day: str) -> str:
    """A date as reports write it, which no line end parts."""
    return day.replace(" ", "\N{NO-BREAK SPACE}")


def number_texts(blocks: list[Block]) -> list[str]:
    """Every number as the reader sees it: in table cells, key figures, and beside the bars and lines of charts."""
    found: list[str] = []
    for block in blocks:
        match block:
            case Table():
                found += [cell.text for row in block.rows for cell in row if cell.is_number]
            case ChartBlock():
                found += [text for series in block.chart.series if series.figures for text in series.texts]
            case KeyFigures():
                found += [value for value, _label in block.figures]
    return found


def chart_values(blocks: list[Block]) -> list[float | None]:
    """Of the series that show figures; others have marks and steps."""
    charts = [block.chart for block in blocks if isinstance(block, ChartBlock)]
    return [value for chart in charts for it in chart.series if it.figures for value in it.values]


def all_texts(blocks: list[Block]) -> Iterator[str]:
    """Every text of the blocks, alternatives and captions too."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield block.text
            case BulletList():
                yield from block.items
            case Table():
                yield block.caption
                yield from block.header
                yield from (cell.text for row in block.rows for cell in row)
            case ChartBlock():
                yield from (block.chart.title, block.chart.alternative, block.chart.value_label, *block.chart.labels)
                for series in block.chart.series:
                    yield from (series.name, *series.texts)
            case KeyFigures():
                yield from (text for pair in block.figures for text in pair)


def figures_in(value: object) -> Iterator[Figure]:
    """Every figure inside frozen dataclasses, tuples and mappings."""
    if isinstance(value, Figure):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from figures_in(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from figures_in(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from figures_in(item)
