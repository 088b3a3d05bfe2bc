"""A chart in print: one figure with its caption and the words that stand in for it; taller than a page, it goes on over pages."""

from bisect import bisect_right

from feedback.pdf import styles
from feedback.pdf.document import Laid, height_of
from feedback.pdf.figures import Figure
from feedback.pdf.printed import Printed
from feedback.pdf.tags import Tag
from feedback.pdf.text import Text
from feedback.translation import direction as direction_of
from reports.charts.chart import Chart, part
from reports.charts.drawn_charts import Painter, is_divisible, painter

FEWEST_ROWS = 4  # on either side of a page break
WHOLE_PAGE = styles.TEXT_HEIGHT - 60  # leaves room for the caption


class ChartRows(Printed):
    """A chart of more rows than a page holds: as many as fit, to one scale, and the others on the pages after it."""

    def __init__(self, chart: Chart, paint: Painter, tag: Tag) -> None:
        super().__init__()
        self.chart = chart
        self.paint = paint
        self.tag = tag
        self.figure = Figure(paint(chart), tag)
        self.spaceAfter = self.figure.spaceAfter

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        # Its whole height: it is broken where it does not fit, not made smaller.
        self.figure.wrap(width, height)
        return self.figure.drawing.width, self.figure.drawing.height

    def split(self, width: float, height: float) -> list[Printed]:
        rows = len(self.chart.labels)
        fitting = min(self._fitting(height), max(rows - FEWEST_ROWS, 1))
        # The next page has more room, and makes a row that is taller than a page smaller.
        if height < (styles.TEXT_HEIGHT / 2 if fitting else styles.TEXT_HEIGHT - 1) and fitting < FEWEST_ROWS:
            return []
        fitting = max(fitting, 1)
        if fitting == rows:
            return [self.figure]
        above, below = part(self.chart, slice(fitting)), part(self.chart, slice(fitting, None))
        return [Figure(self.paint(above), self.tag), ChartRows(below, self.paint, self.tag)]

    def _fitting(self, height: float) -> int:
        """How many rows are no taller; asked of the drawing itself, since every part has a legend of its own."""
        return bisect_right(range(1, len(self.chart.labels) + 1), height, key=self._height)

    def _height(self, rows: int) -> float:
        return float(self.paint(part(self.chart, slice(rows))).height)

    def draw(self) -> None:
        self.figure.canv = self.canv
        self.figure.draw()


def chart_laid(chart: Chart, language: str) -> Laid:
    """The chart under its title, which is its caption and the beginning of its alternative text too."""
    paint = painter(chart, width=styles.TEXT_WIDTH, direction=direction_of(language))
    tag = Tag("Figure", alternative=chart.alternative)
    caption = Text(chart.title, styles.CAPTION, language=language, tag="Caption", parent=tag)
    whole = Figure(paint(chart), tag)
    if whole.drawing.height <= WHOLE_PAGE or not is_divisible(chart):
        return Laid([caption, whole], height_of(caption) + whole.wrap(0, 0)[1])
    beginning = float(paint(part(chart, slice(FEWEST_ROWS))).height)
    return Laid([caption, ChartRows(chart, paint, tag)], height_of(caption) + min(beginning, WHOLE_PAGE))
