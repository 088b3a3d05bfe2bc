"""The yearly report's chapters, numbers and silences."""

from dataclasses import replace

import pytest

from feedback.blocks import Cell, Heading, Paragraph, Table
from feedback.enums import ConsultationKind
from feedback.translation import speaking
from reports.charts.chart import Shape
from reports.document import ChartBlock, Document, KeyFigures
from reports.facts import Facts
from reports.figures import figure_text
from reports.labels import label
from reports.year_figures import MOST_YEARS, year_figures
from reports.yearly import yearly_report
from tests.reports.blocks import all_texts, chapters, chart_values, figures_in, number_texts, unbroken
from tests.reports.sample_facts import TODAY, make_facts, make_survey

CHAPTERS = [
    "Summary",
    "The year's consultations",
    "What is new since 2023",
    "Themes over the years",
    "Issues",
    "The gap between delivery and verdict",
    "Open promises",
    "What was moved in 2024, and why",
    "How this report was made",
    "Definitions",
]


def english(facts: Facts, year: int = 2024) -> Document:
    return yearly_report(facts, year=year, language="en", today=TODAY)


def tables(document: Document, chapter: str) -> list[Table]:
    return [block for block in chapters(document)[chapter] if isinstance(block, Table)]


def test_yearly_report_has_its_chapters_in_order() -> None:
    document = english(make_facts())
    assert list(chapters(document)) == CHAPTERS
    assert (document.title, document.subtitle) == ("Consultations in 2024, and what became of them", "Yearly report")


def test_yearly_report_key_figures() -> None:
    assert chapters(english(make_facts()))["Summary"][0] == KeyFigures(
        (
            ("1", "Consultations"),
            ("1", "New issues"),
            ("2", "Recurring issues"),
            ("2", "Answered issues"),
            ("2", "Issues without an answer"),
            ("2", "Open promises"),
            ("1", "Overdue commitments"),
            ("1", "Gap between delivery and verdict"),
        )
    )


def test_yearly_report_numbers_are_its_figures() -> None:
    facts = make_facts()
    with speaking("en"):
        figures = list(figures_in(year_figures(facts, year=2024, today=TODAY, threshold=5)))
        told = {figure_text(figure) for figure in figures}
    blocks = list(english(facts).blocks)
    assert [text for text in number_texts(blocks) if text not in told] == []
    assert [value for value in chart_values(blocks) if value not in {figure.value for figure in figures}] == []


def test_yearly_report_lists_the_years_consultations_and_surveys() -> None:
    with speaking("en"):
        kind = label(ConsultationKind.SAKRAD)
    held, asked = tables(english(make_facts()), "The year's consultations")
    assert held.rows == (
        (
            Cell("Sakråd om bygdegårdar", "sv"),
            Cell(unbroken("4 June 2024")),
            Cell(kind),
            Cell("ett 30-tal organisationer", "sv"),
            Cell("6", is_number=True),
        ),
    )
    assert [[cell.text for cell in row] for row in asked.rows] == [["Survey about the consultation", "55", "40", "73%"]]


def test_yearly_report_shows_themes_over_the_years_as_lines_heat_map_and_table() -> None:
    blocks = chapters(english(make_facts()))["Themes over the years"]
    chart, heat_map, table = blocks[0], blocks[1], blocks[2]
    assert isinstance(chart, ChartBlock)
    assert isinstance(heat_map, ChartBlock)
    assert (heat_map.chart.shape, heat_map.chart.labels) == (Shape.HEAT_MAP, ("Long-term funding", "Lokaler"))
    assert (chart.chart.shape, chart.chart.labels) == (Shape.LINES, ("2023", "2024"))
    assert [(series.name, series.values) for series in chart.chart.series] == [
        ("Long-term funding", (1, 3)),
        ("Lokaler", (2, 1)),
    ]
    assert chart.chart.language == "sv"
    assert isinstance(table, Table)
    assert table.header == ("Theme", "2023", "2024")
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Long-term funding", "1", "3"],
        ["Lokaler", "2", "1"],
    ]


def test_yearly_report_leaves_out_years_in_which_no_point_was_said() -> None:
    facts = make_facts()
    said = tuple(replace(point, year=2022) for point in facts.consultations[1].points)
    printed = (facts.consultations[0], replace(facts.consultations[1], points=said))
    table = tables(english(replace(facts, consultations=printed)), "Themes over the years")[0]
    assert table.header == ("Theme", "2022", "2024")


def test_yearly_report_names_the_documents_of_earlier_years_and_of_open_promises() -> None:
    facts = make_facts()
    points = tuple(replace(it, document="samrad.docx") for it in facts.consultations[1].points)
    held = (facts.consultations[0], replace(facts.consultations[1], points=points))
    told = all_texts(chapters(english(replace(facts, consultations=held)))["How this report was made"])
    assert [text for text in told if text.startswith("Documents")] == [
        "Documents read: anteckningar.txt, samrad.docx, uppdrag.pdf."
    ]


def test_yearly_report_of_the_first_year_has_no_lines() -> None:
    blocks = chapters(english(make_facts(), 2023))["Themes over the years"]
    assert [type(block) for block in blocks] == [Table, Paragraph]


def test_yearly_report_shows_the_last_years_only() -> None:
    facts = make_facts()
    many = tuple(replace(facts.consultations[0], id=f"c{year}", date="", year=year) for year in range(2010, 2025))
    themes = tables(english(replace(facts, consultations=many)), "Themes over the years")[0]
    assert themes.header == ("Theme", *(str(year) for year in range(2025 - MOST_YEARS, 2025)))


def test_yearly_report_groups_issues() -> None:
    blocks = [it for it in chapters(english(make_facts()))["Issues"] if not isinstance(it, ChartBlock)]
    found = {}
    for heading, block in zip(blocks[::2], blocks[1::2], strict=True):
        assert isinstance(heading, Heading)
        assert isinstance(block, Table)
        found[heading.text] = [row[0].text for row in block.rows]
    assert found == {
        "New issues": ["Kalla lokaler"],
        "Recurring issues": ["Kortsiktiga projektpengar", "Barnpassning vid möten"],
        "Answered issues": ["Kortsiktiga projektpengar", "Barnpassning vid möten"],
        "Issues without an answer": ["Bara tidigare", "Kalla lokaler"],
        "Overdue issues": ["Kortsiktiga projektpengar"],
    }


def test_yearly_report_of_an_earlier_year_leaves_out_what_came_later() -> None:
    texts = list(all_texts(chapters(english(make_facts(), 2023))["Issues"]))
    assert [text for text in texts if text == "Kalla lokaler"] == []


def test_yearly_report_tells_the_gap() -> None:
    document = english(make_facts())
    gap = tables(document, "The gap between delivery and verdict")[0]
    assert [[cell.text for cell in (row[0], row[1], *row[3:])] for row in gap.rows] == [
        [
            "Kortsiktiga projektpengar",
            "Substantial (unconfirmed)",
            "43% (13 of 30)",
            "Yes: fewer than half of the participants agree",
        ],
        ["Barnpassning vid möten", "Complete", "–", "Not known: participants have not been asked"],
    ]
    assert chapters(document)["The gap between delivery and verdict"][0] == Paragraph(
        "The department says that delivery is substantial or complete, and the participants' verdict can be shown, for 1 of "
        "the issues. Fewer than half of the participants agree on 1 of them."
    )


def test_yearly_report_lists_open_promises_only() -> None:
    promises = tables(english(make_facts()), "Open promises")[0]
    assert [[row[0].text, row[3].text] for row in promises.rows] == [
        ["Pröva fleråriga bidrag", "Overdue"],
        ["Kartlägga bussarna", "Open"],
    ]


def test_yearly_report_says_which_notes_are_not_confirmed() -> None:
    facts = make_facts()
    first = facts.consultations[0]
    held = (first, replace(first, id="c2024b", is_confirmed=False))
    told = chapters(english(replace(facts, consultations=held)))["How this report was made"]
    assert told[2] == Paragraph("An officer has not yet confirmed what was read from the notes of 1 consultation.")


def test_yearly_report_of_a_year_without_anything_says_so() -> None:
    facts = make_facts(consultations=(), codings=(), issues=(), commitments=(), surveys=(), themes=())
    found = chapters(english(facts, 1999))
    assert found["Summary"][2] == Paragraph("No notes of any consultation held in 1999 have been read in.")
    assert found["The year's consultations"] == [Paragraph("There is no consultation to tell about.")]
    assert found["Themes over the years"] == [Paragraph("No theme has been confirmed for the points of these years.")]
    assert found["Open promises"] == [Paragraph("There is no commitment to tell about.")]
    assert [block for block in found["Issues"] if isinstance(block, Table)] == []


def test_yearly_report_hides_small_surveys() -> None:
    document = english(make_facts(surveys=(make_survey(responses=3),)))
    asked = tables(document, "The year's consultations")[1]
    assert [[cell.text for cell in row] for row in asked.rows] == [
        ["Survey about the consultation", "55", "fewer than 5", "not shown"]
    ]
    gap = tables(document, "The gap between delivery and verdict")[0]
    assert gap.rows[0][2].text == "Not shown: fewer than 5 answered."


@pytest.mark.parametrize("threshold", [0, 2, 11])
def test_yearly_report_with_a_threshold_that_is_not_allowed(threshold: int) -> None:
    with pytest.raises(ValueError, match="must be 3 to 10"):
        yearly_report(make_facts(), year=2024, language="en", today=TODAY, threshold=threshold)
