"""What a chart shows, in words, written from its data in the language of the moment: first what stands out, then every value."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from feedback.translation import gettext as _
from feedback.translation import list_text, ngettext, number_text, percent_text
from reports.charts.chart import Chart, Series, Shape, Side, is_share, on_side, value_text

MOST_NAMED = 3  # that share a place, before it is not worth naming


def described(chart: Chart) -> Chart:
    """The chart with its text alternative."""
    parts = [_sentence(chart.title), *_findings(chart), _all_values(chart)]
    return replace(chart, alternative=" ".join(part for part in parts if part))


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", "؟")) else f"{text}."


def _findings(chart: Chart) -> Iterable[str]:
    match chart.shape:
        case Shape.BARS | Shape.GROUPED_BARS:
            return [_extremes(chart.labels, one, several=len(chart.series) > 1) for one in chart.series]
        case Shape.LINES:
            return [_course(chart.labels, one) for one in chart.series]
        case Shape.DIVERGING_BARS:
            return [_sides(chart, row) for row in range(len(chart.labels))]
        case Shape.DOT_PLOT:
            return [_change(chart, row) for row in range(len(chart.labels))]
        case Shape.HEAT_MAP:
            return [_hottest(chart)]
        case Shape.TIMELINE:
            return [_most_often(chart)]
        case Shape.STATUS_FLOW:
            return [_moves(chart)]
        case Shape.DELIVERY_VERDICT:
            return [_least_agreed(chart)]
        case Shape.STACKED_BARS:
            return []


def _all_values(chart: Chart) -> str:
    """Every label with its values, as the reader sees them; what did not happen is left out where that says nothing."""
    several = len(chart.series) > 1
    skips = chart.shape in (Shape.STATUS_FLOW, Shape.TIMELINE)
    rows = []
    for place, name in enumerate(chart.labels):
        told = [it for it in chart.series if not skips or it.values[place] != 0]
        values = [f"{it.name} {text}" if several else text for it in told if (text := value_text(it, place))]
        if values:
            rows.append(f"{name}: {', '.join(values)}")
    return f"{'; '.join(rows)}." if rows else ""


def _extremes(labels: Sequence[str], series: Series, *, several: bool) -> str:
    """The highest and the lowest of what is shown; nothing where they are the same."""
    known = {place: value for place, value in enumerate(series.values) if value is not None}
    if not known or min(known.values()) == max(known.values()):
        return ""
    high = [place for place, value in known.items() if value == max(known.values())]
    low = [place for place, value in known.items() if value == min(known.values())]
    if len(high) > MOST_NAMED:
        return ""
    told = {"label": list_text(labels[it] for it in high), "value": value_text(series, high[0]), "name": series.name}
    highest = (
        _("%(name)s: highest is %(label)s, %(value)s.", **told)
        if several
        else _("Highest is %(label)s, %(value)s.", **told)
    )
    if None in series.values or len(low) > MOST_NAMED:  # what is not shown may be lower still
        return highest
    lowest = _(
        "Lowest is %(label)s, %(value)s.", label=list_text(labels[it] for it in low), value=value_text(series, low[0])
    )
    return f"{highest} {lowest}"


def _course(labels: Sequence[str], series: Series) -> str:
    """From the first to the last value that is shown."""
    known = [place for place, value in enumerate(series.values) if value is not None]
    if len(known) < 2:
        return ""
    first, last = known[0], known[-1]
    told = {
        "name": series.name,
        "from": value_text(series, first),
        "to": value_text(series, last),
        "first": labels[first],
        "last": labels[last],
    }
    before, after = series.values[first] or 0.0, series.values[last] or 0.0
    if after > before:
        return _("%(name)s rises from %(from)s (%(first)s) to %(to)s (%(last)s).", **told)
    if after < before:
        return _("%(name)s falls from %(from)s (%(first)s) to %(to)s (%(last)s).", **told)
    return _("%(name)s is %(to)s both in the beginning (%(first)s) and in the end (%(last)s).", **told)


def _sides(chart: Chart, row: int) -> str:
    """How much lies on either side of the middle, where all of it is shown."""
    if any(one.values[row] is None for one in chart.series):
        return ""
    sums = {side: sum(chart.series[it].values[row] or 0.0 for it in on_side(chart.series, side)) for side in Side}
    text = percent_text if is_share(chart) else number_text
    return _(
        "%(label)s: on the positive side %(positive)s, on the negative side %(negative)s.",
        label=chart.labels[row],
        positive=text(sums[Side.POSITIVE]),
        negative=text(sums[Side.NEGATIVE]),
    )


def _change(chart: Chart, row: int) -> str:
    return _course([one.name for one in chart.series], _across(chart, row))


def _across(chart: Chart, row: int) -> Series:
    """A row as a series of its own."""
    texts = tuple(value_text(one, row) for one in chart.series)
    return Series(chart.labels[row], tuple(one.values[row] for one in chart.series), texts)


def _hottest(chart: Chart) -> str:
    known = [(value, one, row) for one in chart.series for row, value in enumerate(one.values) if value]
    most = max((value for value, _one, _row in known), default=0)
    found = [(one, row) for value, one, row in known if value == most]
    if not found or len(found) > MOST_NAMED:
        return ""
    cells = list_text(f"{chart.labels[row]} ({one.name})" for one, row in found)
    return _("Highest is %(label)s, %(value)s.", label=cells, value=value_text(found[0][0], found[0][1]))


def _most_often(chart: Chart) -> str:
    raised = chart.series[0] if chart.series else Series("", ())
    most = int(max((value for value in raised.values if value), default=0))
    found = [chart.labels[row] for row, value in enumerate(raised.values) if value == most]
    if most < 2 or len(found) > MOST_NAMED:
        return ""
    return ngettext(
        "Raised most often: %(label)s, in %(n)s year.",
        "Raised most often: %(label)s, in %(n)s years.",
        most,
        label=list_text(found),
    )


def _moves(chart: Chart) -> str:
    """How many stayed where they were, where all is shown."""
    if any(value is None for one in chart.series for value in one.values):
        return ""
    cells = [
        (label == one.name, one.values[row] or 0.0) for one in chart.series for row, label in enumerate(chart.labels)
    ]
    stayed = int(sum(value for stays, value in cells if stays))
    total = int(sum(value for _stays, value in cells))
    return _(
        "Of %(total)s, %(stayed)s are where they were and %(moved)s have moved.",
        total=number_text(total),
        stayed=number_text(stayed),
        moved=number_text(total - stayed),
    )


def _least_agreed(chart: Chart) -> str:
    shares = chart.series[1]
    known = [(value, row) for row, value in enumerate(shares.values) if value is not None]
    if len(known) < 2 or min(known)[0] == max(known)[0]:
        return ""
    row = min(known)[1]
    return _("Fewest agree on %(label)s, %(value)s.", label=chart.labels[row], value=value_text(shares, row))
