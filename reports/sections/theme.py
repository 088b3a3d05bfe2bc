"""The chapters about themes: those of one consultation against the earlier ones, and themes over the years."""

from collections.abc import Sequence

from feedback.blocks import Heading, Paragraph, Table
from feedback.translation import gettext as _
from feedback.translation import number_text
from reports.charts.chart import Chart, Shape
from reports.charts.parts import heat_map
from reports.charts.words import described
from reports.document import Block, ChartBlock
from reports.figures import Figure, figure_text
from reports.parts import figure_cell, grouped_bars, marked, series_of, telling, wording, wording_cell
from reports.theme_figures import ThemeFigures, ThemeYears

LINES = 6  # more lines than this cannot be told apart
BARS = 12


def themes_now(themes: Sequence[ThemeFigures], *, uncoded: tuple[Figure, Figure], has_earlier: bool) -> list[Block]:
    """The chapter that compares the consultation's themes with the earlier ones; confirmed and suggested never mixed.

    `uncoded` are the points without a confirmed theme, now and earlier.
    """
    title = _("Themes now and at earlier consultations")
    blocks: list[Block] = [Heading(title)]
    if not themes:
        return [*blocks, Paragraph(_("No theme has been confirmed or suggested for the points of the notes."))]
    if not any(it.now.value for it in themes):
        blocks.append(Paragraph(_("No theme has been confirmed for this consultation's points yet.")))
    elif has_earlier:
        blocks.append(_shares_chart(themes[:BARS]))
    header = (
        _("Theme"),
        _("Points now"),
        _("Share now"),
        _("Points earlier"),
        _("Share earlier"),
        _("Suggested themes"),
    )
    rows = tuple((wording_cell(it.theme.labels), *(figure_cell(figure) for figure in _columns(it))) for it in themes)
    blocks.append(
        Table(_("Points with each theme, now and earlier"), header, rows, widths=(0.35, 0.13, 0.13, 0.13, 0.13, 0.13))
    )
    note = _(
        "Points and shares count confirmed themes only. Suggested themes wait for an officer and are counted apart."
    )
    return [*blocks, Paragraph(note, quiet=True), *_uncoded_paragraph(*uncoded)]


def themes_over_years(themes: Sequence[ThemeYears], years: Sequence[int]) -> list[Block]:
    """The chapter with every theme's confirmed points year by year, and a line for each of the most raised."""
    title = _("Themes over the years")
    blocks: list[Block] = [Heading(title)]
    if not themes:
        return [*blocks, Paragraph(_("No theme has been confirmed for the points of these years."))]
    if len(years) > 1:
        blocks.append(_lines_chart(_("Points with the most raised themes"), themes[:LINES], years))
        if len(themes) > LINES:
            shown = number_text(LINES)
            note = _(
                "The chart shows the %(shown)s themes most raised in the last year; the table has all.", shown=shown
            )
            blocks.append(Paragraph(note, quiet=True))
        blocks.append(_heat_map(themes, years))
    header = (_("Theme"), *(str(year) for year in years))
    rows = tuple((wording_cell(it.theme.labels), *(figure_cell(count) for count in it.counts)) for it in themes)
    blocks.append(Table(_("Points with each theme, by year"), header, rows))
    return [*blocks, Paragraph(_("Confirmed themes only; a point can have several."), quiet=True)]


def _uncoded_paragraph(now: Figure, earlier: Figure) -> list[Block]:
    if not now.base:
        return []
    told = {"now": figure_text(now), "points": number_text(now.base)}
    if not earlier.base:
        return [telling(_("Of the %(points)s points, %(now)s have no confirmed theme.", **told), now)]
    text = _(
        "Of the %(points)s points now, %(now)s have no confirmed theme; of the %(all)s points earlier, %(earlier)s. "
        "They are part of all points, from which the shares are counted.",
        **told,
        all=number_text(earlier.base),
        earlier=figure_text(earlier),
    )
    return [telling(text, now, earlier)]


def _columns(it: ThemeFigures) -> tuple[Figure, ...]:
    return (it.now, it.now_share, it.earlier, it.earlier_share, it.suggested)


def _shares_chart(themes: Sequence[ThemeFigures]) -> Block:
    return grouped_bars(
        _("Share of the points with each theme"),
        [wording(it.theme.labels) for it in themes],
        {
            _("This consultation"): [it.now_share for it in themes],
            _("Earlier consultations"): [it.earlier_share for it in themes],
        },
        value_label=_("Share of the points"),
    )


def _heat_map(themes: Sequence[ThemeYears], years: Sequence[int]) -> Block:
    columns = {str(year): [it.counts[place] for it in themes] for place, year in enumerate(years)}
    labels = [wording(it.theme.labels) for it in themes]
    return heat_map(_("Points with each theme in each year"), labels, columns, value_label=_("Points"))


def _lines_chart(title: str, themes: Sequence[ThemeYears], years: Sequence[int]) -> ChartBlock:
    labels = tuple(str(year) for year in years)
    names = [wording(it.theme.labels) for it in themes]
    series = tuple(series_of(name.text, theme.counts) for name, theme in zip(names, themes, strict=True))
    foreign = sorted({name.language for name in names if marked(name.language)})
    chart = Chart(Shape.LINES, title, labels, series, _("Points"), "", foreign[0] if foreign else None)
    return ChartBlock(described(chart))
