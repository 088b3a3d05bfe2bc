"""The small parts that reports are written with: figures in cells, bars of figures, and texts marked with their language."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from feedback.blocks import Cell, Paragraph, Table
from feedback.translation import date_text, language, list_text, number_text
from feedback.translation import gettext as _
from reports.charts.chart import Chart, Series, Shape
from reports.charts.words import described
from reports.document import Block, ChartBlock, Document, KeyFigures, shown_figures
from reports.facts import Facts, NotedPoint, Passage
from reports.figures import Basis, Figure, figure_text
from surveys.definition import Option, Texts, Wording, text_in
from surveys.questions.seven_point_scale import POINTS

NOTHING = "–"  # in a cell


def marked(content_language: str) -> str | None:
    """The language to mark a text with: nothing where it is the one the report is written in."""
    return None if content_language == language() else content_language


def wording(texts: Texts) -> Wording:
    """The text in the report's language, else in Swedish, else in any."""
    return text_in(texts, language())


def wording_cell(texts: Texts) -> Cell:
    """A text of the code book or the survey, marked where it is not in the report's language."""
    found = wording(texts)
    return Cell(found.text, marked(found.language))


def answer_wording(option: Option) -> Wording:
    """What an answer is called. A point of a scale is its number too, since those between the ends may have no words."""
    found = wording(option.labels)
    if option.value not in POINTS:
        return found
    number = number_text(int(option.value))
    return found.map(lambda text: f"{number}: {text}") if found.text else Wording(number, language())


def answer_cell(option: Option) -> Cell:
    """An answer to choose from, marked where it is not in the report's language."""
    found = answer_wording(option)
    return Cell(found.text, marked(found.language))


def content_cell(text: str, content_language: str) -> Cell:
    """A text as officers or notes have it."""
    return Cell(text, marked(content_language) if text else None)


def figure_cell(figure: Figure) -> Cell:
    """A figure as the reader sees it."""
    return Cell(figure_text(figure), is_number=True, figure=figure.id)


def telling_cell(text: str, figures: Iterable[Figure | None]) -> Cell:
    """A text that tells of several figures, or of one among words."""
    return Cell(text, mentions=ids_of(figures))


def telling(text: str, *figures: Figure, quiet: bool = False) -> Paragraph:
    """A sentence that tells of figures."""
    return Paragraph(text, quiet=quiet, mentions=ids_of(figures))


def ids_of(figures: Iterable[Figure | None]) -> tuple[str, ...]:
    """The ids of the figures that there are."""
    return tuple(figure.id for figure in figures if figure is not None)


def series_of(name: str, figures: Sequence[Figure]) -> Series:
    """One series of a chart: the figures' values, as the reader sees them."""
    return Series(name, tuple(it.value for it in figures), tuple(figure_text(it) for it in figures), ids_of(figures))


def key_figures(figures: Iterable[tuple[Figure, str]]) -> KeyFigures:
    """Figures with what they are called; what is not known is left out, what is hidden says so."""
    told = [(it, name) for it, name in figures if it.suppressed or it.value is not None]
    return KeyFigures(tuple((figure_text(it), name) for it, name in told), ids_of(it for it, _name in told))


def day_text(day: date | str | None) -> str:
    """A date in words, as far as it is known; its parts stay on one line."""
    return date_text(day).replace(" ", "\N{NO-BREAK SPACE}") if day else _("not known")


def cut_text(cut: datetime) -> str:
    """The data-cut time in words, in UTC: the same wherever the report is read."""
    return _("%(date)s at %(time)s", date=day_text(cut.date()), time=f"{cut.astimezone(UTC):%H:%M} UTC")


def place_text(at: NotedPoint | Passage) -> str:
    """Document, page and lines; empty where it stands in no line of any document."""
    if not at.first_line:
        return ""
    if at.first_line == at.last_line:
        where = _("page %(page)s, line %(line)s", page=at.page, line=at.first_line)
    else:
        where = _("page %(page)s, lines %(a)s–%(b)s", page=at.page, a=at.first_line, b=at.last_line)
    return f"{at.document}, {where}" if at.document else where


def source_text(point: NotedPoint) -> str:
    """Where the point stands: document, page and lines."""
    return place_text(point) or _("added by an officer")


def passage_text(passage: Passage) -> str:
    """The title of what was decided, and its place in the document."""
    return list_text(part for part in (passage.title, place_text(passage)) if part)


def bars(title: str, labels: Sequence[Wording], figures: Sequence[Figure], *, value_label: str) -> Block:
    """A bar per label; a sentence instead where there is no number to draw."""
    return grouped_bars(title, labels, {value_label: figures}, value_label=value_label)


def grouped_bars(
    title: str, labels: Sequence[Wording], figures: dict[str, Sequence[Figure]], *, value_label: str
) -> Block:
    """A bar per label and series; a sentence instead where there is no number to draw."""
    if not any(figure.value for series in figures.values() for figure in series):
        return no_chart([figure for row in figures.values() for figure in row])
    series = tuple(series_of(name, row) for name, row in figures.items())
    foreign = sorted({it.language for it in labels if marked(it.language)})
    chart = Chart(
        shape=Shape.BARS if len(series) == 1 else Shape.GROUPED_BARS,
        title=title,
        labels=tuple(it.text for it in labels),
        series=series,
        value_label=value_label,
        alternative="",
        language=foreign[0] if foreign else None,
    )
    return ChartBlock(described(chart))


def no_chart(figures: Sequence[Figure]) -> Paragraph:
    """The sentence that stands where a chart would be empty."""
    if any(figure.suppressed for figure in figures):
        text = _("There is no chart: every number in it is too small to be shown, or would give such one away.")
    else:
        text = _("There is no chart: every number in it is zero.")
    return telling(text, *figures)


def facts_table(caption: str, rows: Sequence[tuple[str, Cell]]) -> Table:
    """A table of two columns: what is told, and what it is. Rows without a text are left out."""
    return Table(
        caption,
        (_("What"), _("State")),
        tuple((Cell(name), cell) for name, cell in rows if cell.text),
        widths=(0.3, 0.7),
    )


def whole_document(
    title: str,
    subtitle: Wording,
    facts: Facts,
    blocks: Sequence[Block],
    *,
    counted: object = (),
    basis: Basis | None = None,
) -> Document:
    """The report of these blocks, in the language of the moment, by the department, with its data-cut time in words.

    `counted` is the frozen data in which the figures stand that the blocks show; see `shown_figures`.
    """
    return Document(
        title,
        subtitle.text,
        language(),
        facts.department,
        cut_text(facts.cut),
        tuple(blocks),
        marked(subtitle.language),
        shown_figures(blocks, counted),
        basis,
        has_summary=True,
    )
