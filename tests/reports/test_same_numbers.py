"""A number is the same figure wherever it stands: on the page, in the CSV, in the PDF and in the JSON; for years of random data."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from hashlib import sha256

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar import Litestar
from litestar.plugins.jinja import JinjaTemplateEngine

from feedback.blocks import Cell, Paragraph, Table
from feedback.translation import percent_text, speaking
from reports.controllers.report_pages import parts_of
from reports.document import ChartBlock, Document, KeyFigures, shown_figures
from reports.exports import tables_csv
from reports.figures import Figure, figure_text
from reports.figures_json import figures_hash, figures_json
from reports.follow_up import follow_up_report
from reports.pdf.building import pdf
from reports.yearly import yearly_report
from tests.feedback.pdf.reading import joined, plain
from tests.reports.random_year import TODAY, YEAR, random_year
from tests.web import words

SEEDS = st.integers(0, 2**32)


def reports_of(seed: int, language: str) -> Iterator[Document]:
    facts = random_year(seed)
    meeting = facts.consultations[-1].id
    yield follow_up_report(facts, consultation_id=meeting, language=language, today=TODAY)
    yield yearly_report(facts, year=YEAR, language=language, today=TODAY)


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def cells(document: Document) -> list[Cell]:
    return [cell for table in tables(document) for row in table.rows for cell in row]


def interval_texts(cell: Cell, figures: Mapping[str, Figure]) -> Iterator[str]:
    """The ends of the interval that the cell mentions."""
    with speaking("en"):
        for figure in (figures[id] for id in cell.mentions):
            if figure.low is not None and figure.high is not None:
                yield f"{percent_text(figure.low)} to {percent_text(figure.high)}"


def json_of(document: Document) -> dict[str, dict[str, object]]:
    return {each["id"]: each for each in json.loads(figures_json(document))["content"]["figures"]}


@settings(max_examples=12, deadline=None)
@given(SEEDS)
def test_every_number_of_a_report_is_one_of_its_figures(seed: int) -> None:
    for document in reports_of(seed, "en"):
        figures = {figure.id: figure for figure in document.figures}

        with speaking("en"):
            texts = {id: figure_text(figure) for id, figure in figures.items()}
        for cell in cells(document):
            assert not cell.is_number or cell.text in {texts.get(cell.figure or ""), *interval_texts(cell, figures)}
        for block in document.blocks:
            match block:
                case KeyFigures():
                    assert [text for text, _label in block.figures] == [texts[id] for id in block.shown]
                case ChartBlock():
                    # A timeline shows years, and who says how much is delivered is no number.
                    for series in (it for it in block.chart.series if it.figures):
                        assert series.texts == tuple(texts[id] for id in series.figures)
                        assert series.values == tuple(figures[id].value for id in series.figures)
                case Paragraph():
                    assert all(texts[id] in block.text for id in block.mentions if figures[id].value)


@settings(max_examples=12, deadline=None)
@given(SEEDS)
def test_every_figure_says_where_it_was_counted_and_is_defined_in_the_appendix(seed: int) -> None:
    for document in reports_of(seed, "en"):
        [appendix] = [table for table in tables(document) if table.caption == "What each measure means"]

        with speaking("en"):
            defined = {figure.definition for figure in document.figures}
        assert defined <= {row[1].text for row in appendix.rows}
        assert [figure.id for figure in document.figures if not figure.source] == []
        shares = [figure for figure in document.figures if figure.unit == "share" and figure.value is not None]
        assert [it for it in shares if it.n is None or not it.base or it.value != it.n / it.base] == []


@settings(max_examples=3, deadline=None)
@given(SEEDS)
def test_json_holds_every_figure_and_is_the_same_in_every_language(seed: int) -> None:
    for english, arabic in zip(reports_of(seed, "en"), reports_of(seed, "ar"), strict=True):
        file = json.loads(figures_json(english))
        figures = json_of(english)

        assert figures == {it.id: {**it.content(), "hash": it.hash} for it in english.figures}
        assert set(file["definitions"]["measures"]) >= {it["measure"] for it in figures.values()}
        assert figures_hash(arabic) == figures_hash(english) == file["hash"]
        assert figures_json(arabic) != figures_json(english)
        written = json.dumps(file["content"], ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
        assert sha256(written.encode()).hexdigest() == file["hash"]


@settings(max_examples=6, deadline=None)
@given(SEEDS)
def test_csv_and_page_have_the_figures_in_their_places(site: Litestar, seed: int) -> None:
    engine = site.template_engine
    assert isinstance(engine, JinjaTemplateEngine)
    for document in reports_of(seed, "sv"):
        with speaking("sv"):
            texts = {figure.id: figure_text(figure) for figure in document.figures}
            shown = engine.engine.get_template("reports/_blocks.html").make_module({}).show(tuple(parts_of(document)))  # type: ignore[attr-defined]
        rows = [row for row in csv.reader(io.StringIO(tables_csv(document).removeprefix("\ufeff"))) if row]
        marked = [
            (each.get("data-figure"), words(each)) for each in lxml.html.fromstring(shown).xpath("//*[@data-figure]")
        ]

        wanted = [cell.figure for cell in cells(document) if cell.figure]
        keys = [id for block in document.blocks if isinstance(block, KeyFigures) for id in block.shown]
        assert {id for id, _text in marked} >= {*keys, *wanted}
        assert {(id, text) for id, text in marked if text != plain(texts[id])} == set()
        written = [
            row
            for table in tables(document)
            for row in ([table.caption], list(table.header), *([cell.text for cell in row] for row in table.rows))
        ]
        assert [[cell.removeprefix("'") for cell in row] for row in rows] == written


@settings(max_examples=2, deadline=None)
@given(SEEDS, st.sampled_from(["sv", "en"]))
def test_text_of_the_pdf_has_every_row_and_key_figure(seed: int, language: str) -> None:
    for document in reports_of(seed, language):
        text = joined(pdf(document))

        rows = ["".join(cell.text for cell in row) for table in tables(document) for row in table.rows]
        keys = [value for block in document.blocks if isinstance(block, KeyFigures) for value, _label in block.figures]
        told = [block.text for block in document.blocks if isinstance(block, Paragraph) and block.mentions]
        assert [it for it in [*rows, *keys, *told] if "".join(plain(it).split()) not in text] == []


def test_two_figures_with_one_id_are_refused() -> None:
    document = next(reports_of(1, "en"))
    figure = next(it for it in document.figures if it.n)
    other = Figure(figure.id, 1, 1, None, False, figure.measure, figure.cut)

    with pytest.raises(ValueError, match=f"Two figures have the id {figure.id}"):
        shown_figures(document.blocks, (document.figures, other))


def test_a_figure_that_was_not_handed_over_is_refused() -> None:
    document = next(reports_of(1, "en"))

    with pytest.raises(ValueError, match="were not handed over: commitment"):
        shown_figures(document.blocks, ())
