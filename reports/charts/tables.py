"""The numbers of a chart as a table: beside it on the page, and in its file."""

from feedback.blocks import Cell, Table
from feedback.translation import gettext as _
from reports.charts.chart import Chart, Shape, value_text


def chart_table(chart: Chart) -> Table:
    """A row per label and a column per series, as the reader sees them."""
    first = _("Before") if chart.shape is Shape.STATUS_FLOW else _("What")
    is_number = chart.shape not in (Shape.TIMELINE, Shape.DELIVERY_VERDICT)
    rows = tuple(
        (
            Cell(label, chart.language),
            *(
                Cell(value_text(one, row), is_number=is_number, figure=one.figures[row] if one.figures else "")
                for one in chart.series
            ),
        )
        for row, label in enumerate(chart.labels)
    )
    return Table(chart.title, (first, *(one.name for one in chart.series)), rows)
