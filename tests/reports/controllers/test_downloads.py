"""A report in other forms, as officers and as everybody download it."""

import io

import docx
import openpyxl
import pypdf
import pytest

from reports.public.published_reports import publish_report
from tests.factories import NOW
from tests.feedback.pdf.reading import joined
from tests.reports.records import make_told_consultation
from tests.reports.test_editions import DAY, make_public_told
from tests.web import Page, Visitor

NAMES = {
    "easy-read.pdf": "application/pdf",
    "poster.pdf": "application/pdf",
    "report.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "report.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def told(page: Page) -> str:
    """All that the file says."""
    content = page.response.content
    match page.response.headers["content-type"]:
        case "application/pdf":
            return joined(content)
        case media_type if media_type == NAMES["report.docx"]:
            written = docx.Document(io.BytesIO(content))
            cells = [cell.text for table in written.tables for row in table.rows for cell in row.cells]
            return " ".join([*(paragraph.text for paragraph in written.paragraphs), *cells])
        case _:
            sheets = openpyxl.load_workbook(io.BytesIO(content))
            return " ".join(
                str(value) for sheet in sheets for row in sheet.iter_rows(values_only=True) for value in row
            )


def squeezed(text: str) -> str:
    # What is read from a PDF has this in the place of a hyphen at the end of a line.
    return "".join(text.replace("\x02", "-").split())


@pytest.mark.parametrize("file", NAMES)
async def test_officers_download_each_form_from_the_page_of_a_consultation(officer: Visitor, file: str) -> None:
    made = await make_told_consultation()
    page = await officer.get(f"/consultations/{made.consultation}/results")

    [address] = [link for link in page.links().values() if f"/{file}?" in link]
    found = await officer.get(address)

    assert found.response.headers["content-type"] == NAMES[file]
    assert found.response.headers["content-disposition"].startswith("attachment;")
    assert "Premises" in told(found)
    # What one participant wrote stays with the department.
    assert "Secret." not in told(found)


async def test_results_lead_to_the_responses_for_statistics_programs(officer: Visitor) -> None:
    made = await make_told_consultation()

    page = await officer.get(f"/consultations/{made.consultation}/results")

    assert f"/surveys/{made.survey}/files" in [str(link) for link in page.links().values()]


async def test_a_year_has_the_same_forms(officer: Visitor) -> None:
    await make_told_consultation()

    easy = await officer.get("/reports/2024/files/easy-read.pdf?language=sv-simple")
    missing = await officer.get("/reports/2024/files/report.exe")

    assert pypdf.PdfReader(io.BytesIO(easy.response.content)).trailer["/Root"]["/Lang"] == "sv-simple"
    assert missing.status == 404
    assert (await officer.get("/reports/1066/files/poster.pdf")).status == 404


async def test_officers_alone_may_have_those_that_are_not_published(visitor: Visitor) -> None:
    made = await make_told_consultation()

    answer = await visitor.get(f"/consultations/{made.consultation}/report/files/poster.pdf")

    assert answer.response.headers["content-type"] != "application/pdf"


@pytest.mark.parametrize("file", NAMES)
async def test_an_edition_stays_the_same_in_every_form(visitor: Visitor, file: str) -> None:
    made = await make_public_told()
    report = await publish_report(consultation=made.consultation, officer=None, today=DAY, now=NOW)
    page = await visitor.get(f"/public/reports/{report}?lang=en")

    [address] = [link for link in page.links().values() if f"/{file}?" in link]
    first = await visitor.get(address)
    again = await visitor.get(address)

    assert first.response.headers["content-type"] == NAMES[file]
    assert again.response.content == first.response.content
    assert (await visitor.get(address.replace("/editions/1/", "/editions/7/"))).status == 404
    if file == "poster.pdf":
        assert f"/public/reports/{report}" in squeezed(told(first))
