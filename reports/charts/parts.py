"""Charts of figures as blocks of a report: each with a text written from its data, or a sentence where it would be empty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from feedback.blocks import Paragraph
from feedback.translation import gettext as _
from reports.charts.chart import Chart, Series, Shape, Side
from reports.charts.words import described
from reports.document import Block, ChartBlock
from reports.figures import Figure, Unit, figure_text
from reports.parts import ids_of, marked, no_chart, series_of
from surveys.definition import Wording


@dataclass(frozen=True, slots=True)
class RecurringIssue:
    """An issue with the years in which something happened to it, for each kind of mark in the same order."""

    title: Wording
    years: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class DeliveredIssue:
    """What the department says of an issue, as a step of so many and in words, and how many participants agree.

    `step` is None where what it says is no step on the way; `agreement` where participants were not asked.
    """

    title: Wording
    step: int | None
    delivery: str
    agreement: Figure | None


def diverging(
    title: str,
    labels: Sequence[Wording],
    rows: Sequence[Sequence[Figure]],
    parts: Sequence[str],
    *,
    apart: int = 0,
    value_label: str = "",
) -> Block:
    """A row of a scale's parts per label, on either side of its middle.

    `parts` are named from the most negative to the most positive, then the last `apart` of them, which have no place on
    the scale ("cannot say"). Of an odd number the middle one is neutral. Each row has a figure per part.
    """
    shown = [figure for row in rows for figure in row]
    if not any(figure.value for figure in shown):
        return no_chart(shown)
    on_scale = len(parts) - apart
    series = tuple(
        replace(series_of(name, [row[place] for row in rows]), side=_side(place, on_scale))
        for place, name in enumerate(parts)
    )
    is_share = all(figure.unit is Unit.SHARE for figure in shown)
    words = value_label or (_("Share of the answers") if is_share else _("Answers"))
    return _block(Shape.DIVERGING_BARS, title, labels, series, words)


def _side(place: int, on_scale: int) -> Side:
    if place >= on_scale:
        return Side.APART
    if 2 * place + 1 == on_scale:
        return Side.NEUTRAL
    return Side.NEGATIVE if 2 * place + 1 < on_scale else Side.POSITIVE


def dots(
    title: str,
    labels: Sequence[Wording],
    *,
    before: tuple[str, Sequence[Figure]],
    after: tuple[str, Sequence[Figure]],
    value_label: str,
) -> Block:
    """The change of each label between two times, each named and with a figure per label."""
    series = (series_of(*before), series_of(*after))
    figures = [*before[1], *after[1]]
    if not any(figure.value for figure in figures):
        return no_chart(figures)
    return _block(Shape.DOT_PLOT, title, labels, series, value_label)


def heat_map(
    title: str, labels: Sequence[Wording], columns: Mapping[str, Sequence[Figure]], *, value_label: str
) -> Block:
    """A cell per label and column, darker the larger its number; each column has a figure per label."""
    shown = [figure for column in columns.values() for figure in column]
    if not any(figure.value for figure in shown):
        return no_chart(shown)
    series = tuple(series_of(name, column) for name, column in columns.items())
    return _block(Shape.HEAT_MAP, title, labels, series, value_label)


def recurrence_timeline(title: str, issues: Sequence[RecurringIssue], kinds: Sequence[str]) -> Block:
    """A row per issue with a mark of each kind in the years in which it happened; the first kind is being raised.

    Years in which nothing happened to any of them have no column.
    """
    years = sorted({year for issue in issues for found in issue.years for year in found})
    if not years:
        return Paragraph(_("There is no chart: nothing in it has a known year."))
    series = tuple(
        Series(
            name,
            tuple(float(len(issue.years[kind])) for issue in issues),
            tuple(", ".join(str(year) for year in issue.years[kind]) for issue in issues),
            places=tuple(tuple(years.index(year) for year in issue.years[kind]) for issue in issues),
        )
        for kind, name in enumerate(kinds)
    )
    labels = [issue.title for issue in issues]
    return _block(Shape.TIMELINE, title, labels, series, _("Year"), columns=tuple(str(year) for year in years))


def status_flow(title: str, before: Sequence[str], after: Mapping[str, Sequence[Figure]], *, value_label: str) -> Block:
    """How many went from each state before to each after; every state after has a figure per state before."""
    shown = [figure for column in after.values() for figure in column]
    if not any(figure.value for figure in shown):
        return no_chart(shown)
    series = tuple(series_of(name, column) for name, column in after.items())
    labels = tuple(before)
    return ChartBlock(described(Chart(Shape.STATUS_FLOW, title, labels, series, value_label, "")))


def delivery_and_verdict(
    title: str, issues: Sequence[DeliveredIssue], *, steps: Sequence[str], names: tuple[str, str]
) -> Block:
    """What the department says beside how many participants agree, never averaged; `names` are those of the two columns."""
    if not issues:
        return Paragraph(_("There is no chart: there is no issue to tell of."))
    agreements = [issue.agreement for issue in issues]
    series = (
        Series(
            names[0],
            tuple(None if issue.step is None else float(issue.step) for issue in issues),
            tuple(issue.delivery for issue in issues),
        ),
        Series(
            names[1],
            tuple(None if it is None else it.value for it in agreements),
            tuple(_("not asked") if it is None else figure_text(it) for it in agreements),
            ids_of(agreements) if None not in agreements else (),
        ),
    )
    labels = [issue.title for issue in issues]
    return _block(Shape.DELIVERY_VERDICT, title, labels, series, "", columns=tuple(steps))


def _block(
    shape: Shape,
    title: str,
    labels: Sequence[Wording],
    series: tuple[Series, ...],
    value_label: str,
    *,
    columns: tuple[str, ...] = (),
) -> ChartBlock:
    foreign = sorted({it.language for it in labels if marked(it.language)})
    chart = Chart(
        shape=shape,
        title=title,
        labels=tuple(it.text for it in labels),
        series=series,
        value_label=value_label,
        alternative="",
        language=foreign[0] if foreign else None,
        columns=columns,
    )
    return ChartBlock(described(chart))
