"""The pages about editions and ordered reports, for officers and for everybody."""

import io
import json
import zipfile
from datetime import date, timedelta
from uuid import UUID

from feedback.tables import Consultation
from reports.edition_checks import check_file
from reports.order_making import make_next
from reports.public.published_reports import publish_again, publish_report
from reports.tables import ReportFile
from surveys.invitation_tokens import report_token
from surveys.invitations import Invitee, invite
from surveys.publishing import close
from surveys.tables import Survey
from tests.factories import NOW, make_point
from tests.reports.records import make_told_consultation
from tests.reports.test_editions import DAY, make_public_told
from tests.reports.test_verdicts import ask_about
from tests.web import Page, Visitor, words


async def two_editions() -> tuple[UUID, UUID]:
    """The consultation and its report, which counts one more point in its second edition."""
    made = await make_public_told()
    report = await publish_report(consultation=made.consultation, officer=None, today=DAY, now=NOW)
    await make_point(made.consultation, text="One more thing.", position=9)
    await publish_again(report, officer=None, today=DAY, now=NOW + timedelta(days=40))
    return made.consultation, report


def value(page: Page, figure: str) -> list[str]:
    """What a page of changes tells of a figure: before, and after."""
    return [words(each) for each in page.tree.xpath("//tr[th/code = $figure]/td", figure=figure)]


async def test_each_edition_has_an_address_that_stays(visitor: Visitor) -> None:
    _consultation, report = await two_editions()

    latest = await visitor.get(f"/public/reports/{report}")
    first = await visitor.get(f"/public/reports/{report}/editions/1")

    assert "Edition 2, published on 20 July 2024." in latest.text
    assert "One more thing." in latest.text
    assert "This is an earlier edition of the report." in first.text
    assert "One more thing." not in first.text
    assert first.links()["Read the latest edition"] == latest.path
    assert (await visitor.get(f"/public/reports/{report}/editions/3")).status == 404


async def test_a_file_that_somebody_downloaded_is_kept_to_the_byte(visitor: Visitor) -> None:
    _consultation, report = await two_editions()
    names = {"figures.json": "json", "report.csv": "csv", "files/report.xlsx": "xlsx"}

    read = {
        kind: (await visitor.client.get(f"/public/reports/{report}/editions/2/{name}?language=en")).content
        for name, kind in names.items()
    }

    kept = await ReportFile.select(ReportFile.kind, ReportFile.content).where(ReportFile.kind.is_in(list(read)))
    assert {row["kind"]: bytes(row["content"]) for row in kept} == read
    assert (await check_file(read["json"])).is_published


async def test_the_files_of_an_edition_are_its_own(visitor: Visitor) -> None:
    consultation, report = await two_editions()
    address = f"/public/reports/{report}"
    points = f"consultation.{consultation}.points"

    values = {}
    for path in ("/figures.json", "/editions/1/figures.json", "/editions/2/figures.json"):
        file = (await visitor.client.get(f"{address}{path}?language=sv")).json()
        values[path] = {it["id"]: it["value"] for it in file["content"]["figures"]}[points]
    tables = [(await visitor.client.get(f"{address}{path}report.csv?language=en")) for path in ("/", "/editions/1/")]
    first_pdf = [await visitor.client.get(f"{address}/editions/1/report.pdf?language=en") for _ in range(2)]

    assert list(values.values()) == [3, 2, 3]
    assert ["One more thing." in file.text for file in tables] == [True, False]
    assert first_pdf[0].content == first_pdf[1].content
    assert first_pdf[0].content.startswith(b"%PDF-")


async def test_what_differs_is_told_to_everybody_and_to_officers(officer: Visitor) -> None:
    consultation, report = await two_editions()

    public = await officer.get(f"/public/reports/{report}/editions/2/changes?from=1")
    own = await officer.get(f"/publishing/reports/{report}/editions/2/changes?from=1")
    back = await officer.get(f"/public/reports/{report}/editions/1/changes?from=2")

    row = f"consultation.{consultation}.points"
    assert [value(page, row) for page in (public, own, back)] == [["2", "3"], ["2", "3"], ["3", "2"]]
    listed = await officer.get(f"/public/reports/{report}")
    assert f"/public/reports/{report}/editions/2/changes?from=1" in listed.links().values()


async def test_officers_publish_again_and_are_refused_where_nothing_is_new(officer: Visitor) -> None:
    made = await make_public_told()
    report = await publish_report(consultation=made.consultation, officer=None, today=date.today(), now=NOW)
    page = await officer.get(f"/publishing/reports/{report}/editions")

    refused = await page.submit(action="/editions")
    await make_point(made.consultation, text="One more thing.", position=9)
    published = await refused.submit(action="/editions")

    assert (refused.status, refused.errors) == (
        422, ["Nothing in the report has changed since the latest edition, so there is no new one."],
    )  # fmt: skip
    assert published.notice == "Edition 2 is published."
    assert "Edition 2" in published.text


async def test_officers_order_reports_watch_them_and_fetch_them(officer: Visitor) -> None:
    await make_told_consultation()
    page = await officer.get("/reports/orders")

    none = await page.submit({"what": "batch-2024", "language": []}, action="/reports/orders")
    placed = await none.submit({"language": ["en"]}, action="/reports/orders")
    await make_next(lambda: NOW)
    done = await officer.get(placed.path)
    archive = await officer.client.get(done.links()["All files (ZIP)"])
    files = [name for name in done.links() if name.endswith(".pdf")]
    one = await officer.client.get(done.links()["year-2024-en.pdf"])

    assert none.errors == ["Choose at least one language."]
    assert "waiting" in placed.text
    assert "done 2 of 2 files" in done.text
    with zipfile.ZipFile(io.BytesIO(archive.content)) as found:
        assert sorted(found.namelist()) == sorted(files)
        assert found.read("year-2024-en.pdf") == one.content


async def test_officers_have_reports_made_every_year_and_end_it(officer: Visitor) -> None:
    page = await officer.get("/reports/schedules")

    refused = await page.submit({"month": "2", "day": "30", "language": ["sv"]})
    made = await refused.submit({"day": "15", "month": "1"})
    ended = await made.submit(action="/end")

    assert refused.errors == ["There is no such day in the year."]
    row = [words(each) for each in made.tree.xpath("//tbody/tr[1]/*")]
    assert row[:3] == ["15 January", "All reports of a year", "Svenska"]
    assert row[3].startswith("15 January")
    assert f"ended on {date.today().day}" in ended.text


async def test_the_invited_are_told_once_and_led_to_the_public_report(officer: Visitor) -> None:
    made = await make_public_told()
    survey = await ask_about(made.issue, answers=("yes",) * 6, invited=7)
    await Survey.update({Survey.consultation: made.consultation}).where(Survey.id == survey)
    await invite(survey, [Invitee("Byarådet", "byaradet@example.org", "sv")])
    await close(survey, now=NOW)
    report = await publish_report(consultation=made.consultation, officer=None, today=DAY, now=NOW)
    await Survey.update({Survey.sealed_at: NOW}).where(Survey.consultation == made.consultation)
    page = await officer.get(f"/consultations/{made.consultation}/publishing")

    told = await page.submit(action="/tell-invited")
    link = await officer.get(f"/r/{report_token(survey)}?lang=en")

    assert told.notice == "1 mail is on its way."
    assert "The invited were told of the report by mail on" in told.text
    assert not [it for it in told.tree.xpath("//form/@action") if "tell-invited" in it]
    assert link.path == f"/public/reports/{report}"
    await Consultation.update({Consultation.published_at: None}).where(Consultation.id == made.consultation)
    assert (await officer.client.get(f"/r/{report_token(survey)}?lang=en")).content.startswith(b"%PDF-")


async def test_other_programs_read_the_tables_of_the_latest_edition(visitor: Visitor) -> None:
    _consultation, report = await two_editions()
    before = await visitor.client.get(f"/public/reports/{report}/report.csv?language=en")

    await make_point(_consultation, text="Too late.", position=10)

    after = await visitor.client.get(f"/public/reports/{report}/report.csv?language=en")
    assert before.text == after.text
    assert json.dumps("Too late.") not in after.text
