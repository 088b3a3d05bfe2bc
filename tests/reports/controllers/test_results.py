"""The results page and its files: the same numbers on the page, in the CSV and in the PDF, and no small one anywhere."""

import csv
import io
import re
from datetime import date
from uuid import uuid4

import msgspec
import pytest

from feedback.consultations import delete_consultation
from feedback.tables import Consultation
from reports.charts.chart import Chart, Series, Shape
from reports.controllers.report_pages import chart_json, disposition
from reports.document import ChartBlock
from tests.factories import NOW, make_consultation
from tests.feedback.pdf.reading import joined, plain
from tests.reports.records import make_told_consultation
from tests.web import Page, Visitor, words


def tables_on(page: Page) -> list[list[list[str]]]:
    """Every table of the page but those of charts: its caption's row, its header, its rows."""
    return [
        [
            [words(table.xpath(".//caption")[0])],
            *([words(cell) for cell in row.xpath("./th|./td")] for row in table.xpath(".//tr")),
        ]
        for table in page.tree.xpath("//main//table[not(ancestor::figure)]")
    ]


def tables_in(content: str) -> list[list[list[str]]]:
    """The same of a CSV file, where an empty line stands between tables."""
    found: list[list[list[str]]] = [[]]
    for row in csv.reader(io.StringIO(content.removeprefix("\ufeff"))):
        if row:
            found[-1].append([" ".join(cell.removeprefix("'").split()) for cell in row])
        else:
            found.append([])
    return found


async def test_show_marks_titles_in_another_language(officer: Visitor) -> None:
    told = await make_told_consultation()

    page = await officer.get(f"/consultations/{told.consultation}/results")

    headings = {words(each): (each.get("lang"), each.get("dir")) for each in page.tree.xpath("//main//h3|//main//h4")}
    captions = page.tree.xpath("//main//table/caption|//main//figure/figcaption")
    assert headings["Premises are too expensive"] == ("sv", "ltr")
    assert headings["Small numbers are hidden"] == (None, None)
    assert page.tree.xpath("//main//div[@role='group']/@aria-labelledby") == [each.get("id") for each in captions]


async def test_show_page_csv_and_pdf_tell_the_same(officer: Visitor) -> None:
    told = await make_told_consultation()
    path = f"/consultations/{told.consultation}"

    page = await officer.get(f"{path}/results")
    file = await officer.get(f"{path}/report.csv?language=en")
    report = joined((await officer.get(f"{path}/report.pdf?language=en")).response.content)

    tables = tables_on(page)
    assert len(tables) >= 12
    assert tables_in(file.response.text) == tables
    numbers = {
        words(cell) for cell in page.tree.xpath("//main//td[@class='number']|//main//dl[@class='key-figures']//dd")
    }
    assert {number for number in numbers if "".join(plain(number).split()) not in report} == set()


async def test_show_suppresses_small_numbers_everywhere(officer: Visitor) -> None:
    told = await make_told_consultation()
    path = f"/consultations/{told.consultation}"

    page = await officer.get(f"{path}/results")
    file = (await officer.get(f"{path}/report.csv?language=en")).response.text

    for tables in (tables_on(page), tables_in(file)):
        rows = {table[0][0]: table[2:] for table in tables}
        assert "What kind of organisation?" not in rows
        assert rows["What matters most?"] == [
            ["Synpunkt p1", "17", "89%"],
            ["Synpunkt p2", "0", "0%"],
            ["Synpunkt p3", "fewer than 5", "not shown"],
        ]
    figures = [msgspec.json.decode(each.text) for each in page.tree.xpath("//script[@type='application/json']")]
    drawn = next(each["data"][0] for each in figures if "Synpunkt p3" in each["layout"]["yaxis"]["ticktext"])
    assert (drawn["x"], drawn["text"]) == ([17, 0, None], ["17", "0", "fewer than 5"])
    assert [each for each in figures if "Association" in each["layout"]["yaxis"].get("ticktext", [])] == []


async def test_show_draws_charts_beside_their_tables(officer: Visitor) -> None:
    told = await make_told_consultation()

    page = await officer.get(f"/consultations/{told.consultation}/results")

    charts = page.tree.xpath("//figure/div[@role='img' and @hidden and string-length(@aria-label) > 20]/@data-chart")
    assert charts == page.tree.xpath("//figure/script[@type='application/json']/@id")
    assert len(charts) >= 3
    assert [re.sub(r"\?.*", "", src) for src in page.tree.xpath("//script/@src")] == [
        "/assets/plotly-7.1.0.min.js",
        "/static/charts.js",
    ]


async def test_chart_can_be_downloaded_as_drawing_picture_and_numbers(officer: Visitor) -> None:
    told = await make_told_consultation()
    page = await officer.get(f"/consultations/{told.consultation}/results")
    figure = page.tree.xpath("//figure")[0]

    files = [(await officer.get(address)).response for address in figure.xpath(".//p/a/@href")]

    title = words(figure.xpath("./figcaption")[0])
    png, svg, table = (file.content for file in files)
    assert [file.headers["content-disposition"][:10] for file in files] == ["attachment"] * 3
    assert (png[:8], f'<title id="chart-title">{title}</title>' in svg.decode()) == (b"\x89PNG\r\n\x1a\n", True)
    rows = [[words(cell) for cell in row.xpath("./th|./td")] for row in figure.xpath(".//tr")]
    assert list(csv.reader(io.StringIO(table.decode("utf-8-sig")))) == rows


@pytest.mark.parametrize("file", ["part-1.svg", "part-0.svg", "part-99999.png", "part-x.csv", "part-9.exe"])
async def test_chart_that_there_is_not(officer: Visitor, file: str) -> None:
    told = await make_told_consultation()

    answer = await officer.get(f"/consultations/{told.consultation}/report/charts/{file}")

    assert answer.status == 404


async def test_show_marks_the_language_of_the_notes(officer: Visitor) -> None:
    told = await make_told_consultation(language="sv")

    page = await officer.get(f"/consultations/{told.consultation}/results")

    assert page.h1 == "Follow-up of the consultation of 4 June 2024"
    lead = page.tree.xpath("//p[@class='lead']")[0]
    assert (words(lead), lead.get("lang")) == ("Consultation on meeting places", "sv")


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
async def test_report_pdf_is_in_the_language_asked_for(officer: Visitor, language: str) -> None:
    told = await make_told_consultation()

    answer = (await officer.get(f"/consultations/{told.consultation}/report.pdf?language={language}")).response

    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-language"] == language
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert f"/Lang ({language})".encode() in answer.content
    # Reading a report in Arabic does not turn the officer's own pages Arabic.
    assert (await officer.get("/reports")).tree.get("lang") == "en"


async def test_show_of_a_consultation_without_anything(officer: Visitor) -> None:
    consultation = await make_consultation()

    page = await officer.get(f"/consultations/{consultation}/results")

    assert (page.status, "There has been no survey about this consultation." in page.text) == (200, True)


async def test_pages_of_what_is_not_there(officer: Visitor) -> None:
    deleted = await make_consultation()
    await delete_consultation(deleted, now=NOW)

    paths = [f"/consultations/{uuid4()}/results", f"/consultations/{deleted}/report.pdf", "/reports/1899"]

    assert [(await officer.get(path)).status for path in [*paths, f"/reports/{date.today().year + 1}"]] == [
        404,
        410,
        404,
        404,
    ]


async def test_index_lists_years_and_consultations(officer: Visitor) -> None:
    nothing = await officer.get("/reports")
    told = await make_told_consultation()

    page = await officer.get("/reports")

    links = {name: href for name, href in page.links().items() if href.startswith(("/reports/", "/consultations/"))}
    assert "There is nothing to report on yet." in nothing.text
    assert links == {
        "Make many reports": "/reports/orders",
        "The year 2024": "/reports/2024",
        "The year 2021": "/reports/2021",
        "Consultation on meeting places": f"/consultations/{told.consultation}/results",
        "Conferences of three years": f"/consultations/{told.earlier}/results",
    }


async def test_yearly_page_csv_and_pdf_tell_the_same(officer: Visitor) -> None:
    await make_told_consultation()

    page = await officer.get("/reports/2024")
    file = await officer.get("/reports/2024/report.csv?language=en")
    report = joined((await officer.get("/reports/2024/report.pdf?language=en")).response.content)

    assert page.h1 == "Consultations in 2024, and what became of them"
    assert tables_in(file.response.text) == tables_on(page)
    key = [words(each) for each in page.tree.xpath("//dl[@class='key-figures']//dt")]
    assert len(key) >= 6
    assert {name for name in key if "".join(name.split()) not in report} == set()


async def test_plotly_script_is_compressed_once_and_kept(officer: Visitor) -> None:
    path = "/assets/plotly-7.1.0.min.js"

    packed = await officer.client.get(path, headers={"accept-encoding": "gzip"})
    plain_answer = await officer.client.get(path, headers={"accept-encoding": "identity"})

    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert int(packed.headers["content-length"]) < 2_000_000 < len(packed.content)
    assert "content-encoding" not in plain_answer.headers
    assert packed.content == plain_answer.content


def test_chart_json_cannot_end_its_script_element() -> None:
    label = "</script><script>alert(1)</script>&amp;"
    chart = Chart(Shape.BARS, label, (label,), (Series(label, (1.0,), (label,)),), label, label)

    written = str(chart_json(ChartBlock(chart), "en"))

    assert re.findall("[<>&]", written) == []


@pytest.mark.parametrize(
    ("title", "plain_name", "name"),
    [
        ("Uppföljning: år/2024", "Uppfoljning ar 2024", "Uppf%C3%B6ljning%20%C3%A5r%202024"),
        ("تقرير 2024", "report", "%D8%AA%D9%82%D8%B1%D9%8A%D8%B1%202024"),
        ('"\r\n', "report", "report"),
    ],
)
def test_disposition(title: str, plain_name: str, name: str) -> None:
    assert disposition(title, "pdf") == f"attachment; filename=\"{plain_name}.pdf\"; filename*=UTF-8''{name}.pdf"


async def test_show_of_an_unconfirmed_consultation_says_so(officer: Visitor) -> None:
    consultation = await make_consultation()
    await Consultation.update({Consultation.state: "under review"}).where(Consultation.id == consultation)

    page = await officer.get(f"/consultations/{consultation}/results")

    assert "This is a draft: an officer has not yet confirmed what was read from the notes." in page.text
