import io
from collections.abc import Callable
from functools import partial
from itertools import pairwise

import pypdf
import pytest

from reports.document import ChartBlock, Document
from reports.exports import named_csvs
from reports.figures_json import figures_json
from reports.follow_up import follow_up_report
from reports.pdf.building import pdf
from reports.yearly import yearly_report
from tests.feedback.pdf.structure import Structure, broken_rules
from tests.reports.sample_facts import CUT, TODAY, make_facts
from tests.reports.samples import make_arabic, make_swedish


def make_follow_up(language: str) -> Document:
    return follow_up_report(make_facts(), consultation_id="c2024", language=language, today=TODAY)


def make_yearly(language: str) -> Document:
    return yearly_report(make_facts(), year=2024, language=language, today=TODAY)


REPORTS = {
    "sample in Swedish": make_swedish,
    "sample in Arabic": make_arabic,
    **{f"follow-up in {language}": partial(make_follow_up, language) for language in ("sv", "ar")},
    **{f"year in {language}": partial(make_yearly, language) for language in ("sv", "ar")},
}


def test_reports_keep_to_pdf_ua_and_pdf_a() -> None:
    found = broken_rules(*(pdf(make()) for make in REPORTS.values()))

    assert dict(zip(REPORTS, found, strict=True)) == {name: [] for name in REPORTS}


@pytest.mark.parametrize("make", REPORTS.values(), ids=list(REPORTS))
def test_everything_in_a_report_is_read_once_in_order(make: Callable[[], Document]) -> None:
    document = make()
    structure = Structure(pdf(document))
    reached = [content for node in structure.document.walk() for content in node.contents]
    levels = [int(name[1]) for name, _text in structure.outline()]

    assert sorted(reached) == sorted(structure.texts)
    assert len(reached) == len(set(reached))
    assert structure.document.language == document.language
    assert levels[0] == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1 or b == 1] == []


def test_charts_are_figures_with_their_words() -> None:
    document = make_swedish()
    structure = Structure(pdf(document))
    charts = [block.chart for block in document.blocks if isinstance(block, ChartBlock)]

    assert [node.alternative for node in structure.document.all("Figure")] == [it.alternative for it in charts]


def test_key_figures_are_a_list_of_values_with_their_labels() -> None:
    structure = Structure(pdf(make_swedish()))
    first = structure.document.all("L")[0]

    assert [[structure.text(node) for node in item.all("P")] for item in first.kids] == [
        ["44", "svar"],
        ["61 %", "svarsfrekvens"],
        ["12", "frågor att följa upp"],
        ["5", "försenade åtaganden"],
    ]


def test_contents_lead_to_each_chapter_and_say_its_page() -> None:
    structure = Structure(pdf(make_swedish()))
    (contents,) = structure.document.all("TOC")
    links = contents.all("Link")

    assert [structure.text(link) for link in links][:2] == ["Sammanfattning3", "Vem svarade3"]
    assert {link.annotations for link in links} == {("/Link",)}


def test_cover_says_title_subtitle_and_from_when_the_figures_are() -> None:
    structure = Structure(pdf(make_swedish()))
    cover = [(node.name, structure.text(node)) for node in structure.document.kids[:4]]

    assert cover == [
        ("P", "Samhällsdepartementet"),
        ("H1", "Uppföljning av samrådet om föreningars villkor"),
        ("P", "Vad som sades, vad som svarades och vad som blev gjort"),
        ("P", "Siffrorna är från den 14 november 2024 kl. 10.15."),
    ]


def test_data_of_every_table_and_all_figures_are_inside_the_file() -> None:
    document = make_follow_up("sv")
    reader = pypdf.PdfReader(io.BytesIO(pdf(document)))
    wanted = {name: [text.encode()] for name, text in named_csvs(document)}

    assert dict(reader.attachments) == {**wanted, "figures.json": [figures_json(document)]}
    assert reader.metadata is not None
    assert reader.metadata.creation_date == CUT


def test_the_data_of_a_table_is_associated_with_the_table_itself() -> None:
    document = make_follow_up("sv")
    structure = Structure(pdf(document))
    tables = structure.document.all("Table")

    assert [node.files for node in tables] == [(name,) for name, _text in named_csvs(document)]
    assert len(tables) > 10
    assert [node.name for node in structure.document.walk() if node.files and node.name != "Table"] == []
