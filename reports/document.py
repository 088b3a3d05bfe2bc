"""A report as content: the blocks that every document is made of, with charts and key figures. PDF, HTML and CSV read the same."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass

from feedback import blocks
from feedback.blocks import BulletList, Heading, Paragraph, Table
from reports.charts.chart import Chart
from reports.figures import Basis, Figure


@dataclass(frozen=True, slots=True)
class ChartBlock:
    chart: Chart


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A row of (value, label) pairs: the few numbers that a head of unit reads first. `shown` has the figure of each."""

    figures: tuple[tuple[str, str], ...]
    shown: tuple[str, ...] = field(default=(), compare=False)


Block = blocks.Block | ChartBlock | KeyFigures


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. `cut` is the data-cut time in words; it is on the cover, never the clock's.

    `figures` are those that its blocks show, each once, by their ids; `basis` is what holds for all of them. Where it
    `has_summary`, that is its first chapter.
    """

    title: str
    subtitle: str
    language: str
    author: str
    cut: str
    blocks: tuple[Block, ...] = field(default=())
    subtitle_language: str | None = None  # where it differs from the report's
    figures: tuple[Figure, ...] = ()
    basis: Basis | None = None
    has_summary: bool = False

    @property
    def summary(self) -> tuple[Block, ...]:
        """The chapter that comes before all others; empty where it has none."""
        chapters = [place for place, it in enumerate(self.blocks) if isinstance(it, Heading) and it.level == 1]
        end = chapters[1] if len(chapters) > 1 else len(self.blocks)
        return self.blocks[:end] if self.has_summary else ()


def shown_figures(told: Iterable[Block], counted: object) -> tuple[Figure, ...]:
    """The figures that the blocks show, found in what was counted (frozen data, however deep), each once, by their ids.

    ValueError where one id has two contents, and where a block shows a figure that is not in what was counted.
    """
    known: dict[str, Figure] = {}
    for figure in _figures_in(counted, set()):
        if known.setdefault(figure.id, figure) != figure:
            raise ValueError(f"Two figures have the id {figure.id}.")
    ids = sorted({id for block in told for id in figure_ids(block)})
    missing = [id for id in ids if id not in known]
    if missing:
        raise ValueError(f"A block shows figures that were not handed over: {', '.join(missing)}.")
    return tuple(known[id] for id in ids)


def figure_ids(block: Block) -> Iterator[str]:
    """The id of every figure that a block shows; of one that it shows twice, twice."""
    match block:
        case Paragraph() | BulletList():
            yield from block.mentions
        case Table():
            yield from block.mentions
            for row in block.rows:
                for cell in row:
                    yield from filter(None, (cell.figure, *cell.mentions))
        case ChartBlock():
            yield from (id for series in block.chart.series for id in series.figures)
        case KeyFigures():
            yield from block.shown
        case Heading():
            pass


def _figures_in(value: object, met: set[int]) -> Iterator[Figure]:
    """Every figure in it; `met` are the objects that have been looked into, since issues share their surveys."""
    match value:
        case Figure():
            yield value
        case Mapping():
            for item in value.values():
                yield from _figures_in(item, met)
        case tuple() | list():
            for item in value:
                yield from _figures_in(item, met)
        case _ if is_dataclass(value) and id(value) not in met:
            met.add(id(value))
            for each in fields(value):
                yield from _figures_in(getattr(value, each.name), met)
