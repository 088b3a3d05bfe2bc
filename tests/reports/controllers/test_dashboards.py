"""The dashboards' pages: one address for each choice, charts as files, and nothing unpublished for everybody."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from litestar import Litestar

from feedback.attendance import set_attendance
from feedback.organisations import Details, add_organisation
from feedback.tables import Consultation
from tests.factories import NOW, make_coding, make_consultation, make_flag, make_point, make_theme, source_json
from tests.reports.records import make_told_consultation
from tests.web import Page, Visitor, words


def held(page: Page) -> list[str]:
    """The titles in the table of what is told of."""
    return [words(each) for each in page.tree.xpath("//table[contains(caption, 'told of here')]/tbody/tr/th")]


async def two_meetings() -> None:
    """One in a region, with organisations of a type; one for the whole country."""
    north = await make_consultation(title="Up north", date="2023-05-02", region="Norrbotten")
    await make_point(north, text="It is far to everything.")
    south = await make_consultation(title="For all", date="2024-06-04")
    await make_point(south, text="Premises are dear.")
    organisation = await add_organisation(Details("The parish", organisation_type="faith", region="Norrbotten"))
    await set_attendance(north, [organisation])


async def test_a_form_that_is_sent_leads_to_the_one_address(officer: Visitor) -> None:
    await two_meetings()
    page = await officer.get("/dashboard")
    assert held(page) == ["For all", "Up north"]

    page = await page.submit({"region": "Norrbotten", "from": "2024", "to": "2023"}, action="/dashboard")

    assert page.response.url.query == b"from=2023&to=2024&region=Norrbotten"
    assert held(page) == ["Up north"]
    assert words(page.tree.xpath("//main//dt[.='Region']/following-sibling::dd[1]")[0]) == "Norrbotten"
    form = dict(page.form("/dashboard").form_values())
    assert (form["from"], form["to"], form["region"]) == ("2023", "2024", "Norrbotten")


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("region=&from=", ""),
        ("utm=1&to=2024", "to=2024"),
        ("to=2024&from=2019", "from=2019&to=2024"),
        ("region=V%C3%A4ster&region=Norrbotten", None),
        ("region=V%E4ster", None),
        ("from=2019&from=2019", "from=2019"),
        ("theme=T1&lang=en", "lang=en"),
        ("region=%00", ""),
    ],
)
async def test_every_address_leads_to_its_one_form(officer: Visitor, asked: str, known: str | None) -> None:
    page = await officer.get(f"/dashboard?{asked}")

    assert page.status == 200
    if known is not None:
        assert page.response.url.query.decode() == known


async def test_organisations_that_attended_choose_meetings_for_officers_alone(officer: Visitor) -> None:
    await two_meetings()
    await Consultation.update({Consultation.published_at: NOW}).where(Consultation.title != "")

    mine = await officer.get("/dashboard?organisation_type=faith")
    everybody = await officer.get("/public/dashboard?organisation_type=faith")

    assert held(mine) == ["Up north"]
    assert "Faith community" in mine.text
    assert everybody.response.url.query == b""
    assert held(everybody) == ["For all", "Up north"]
    assert "Faith community" not in everybody.response.text


async def test_charts_are_files_of_what_was_chosen(officer: Visitor) -> None:
    await make_told_consultation()
    page = await officer.get("/dashboard?from=2024&to=2024")
    links = [link for link in page.tree.xpath("//figure//a/@href") if "/charts/" in link]

    files = [await officer.get(link) for link in links]

    assert len(links) >= 9
    assert {dict(parse_qsl(urlsplit(link).query))["from"] for link in links} == {"2024"}
    kinds = {file.response.headers["content-type"].split(";")[0] for file in files}
    assert kinds == {"image/png", "image/svg+xml", "text/csv"}
    [table] = page.tree.xpath("//figure[contains(figcaption, 'held in each year')]//table")
    [numbers] = [
        file.response.text for file in files if "each%20year.csv" in file.response.headers["content-disposition"]
    ]
    rows = [",".join(words(cell) for cell in row.xpath("./th|./td")) for row in table.xpath(".//tr")]
    assert [row for row in rows if row not in numbers] == []
    assert (await officer.get("/dashboard/charts/part-1.png")).status == 404


async def test_a_consultation_has_a_dashboard_with_its_survey(officer: Visitor) -> None:
    told = await make_told_consultation()

    page = await officer.get(f"/consultations/{told.consultation}/dashboard")
    narrowed = await officer.get(f"/consultations/{told.consultation}/dashboard?theme={told.themes[0]}&region=x")

    assert "Answers, question by question" in page.text
    assert narrowed.response.url.query.decode() == f"theme={told.themes[0]}"
    assert (await officer.get(page.path.replace("dashboard", "dashboard/charts/part-99.svg"))).status == 404
    results = await officer.get(f"/consultations/{told.consultation}/results")
    shown = {each.get("data-figure"): words(each) for each in page.tree.xpath("//*[@data-figure]")}
    told_there = {each.get("data-figure"): words(each) for each in results.tree.xpath("//*[@data-figure]")}
    both = shown.keys() & told_there.keys()
    assert len(both) > 20
    assert {id: shown[id] for id in both} == {id: told_there[id] for id in both}


async def test_what_an_officer_changes_shows_at_once(officer: Visitor) -> None:
    await two_meetings()
    before = await officer.get("/dashboard")

    await make_consultation(title="A third", date="2025-01-02")

    assert held(before) == ["For all", "Up north"]
    assert held(await officer.get("/dashboard")) == ["A third", "For all", "Up north"]


async def test_everybody_sees_what_is_public_alone(site: Litestar, sqlite_database: str) -> None:
    told = await make_told_consultation()
    theme = await make_theme(code="X9", title="Secret theme")
    hidden = await make_consultation(title="Behind doors", date="2022-01-01", region="Maja Exempelsson")
    await make_coding(await make_point(hidden), theme)
    async with Visitor(site) as visitor:
        nothing = await visitor.get("/public/dashboard")
        await Consultation.update({Consultation.published_at: NOW, Consultation.region: "Maja Exempelsson"}).where(
            Consultation.id == told.consultation
        )
        await make_flag(told.consultation, source=source_json(6))

        page = await visitor.get("/public/dashboard")
        chart = await visitor.get("/public/dashboard/charts/part-4.csv?language=en")

    assert "Nothing is published yet." in nothing.text
    assert held(page) == ["Consultation on meeting places"]
    for secret in ("Behind doors", "Secret theme", "Exempelsson", "Premises are too expensive", "The property unit"):
        assert secret not in page.response.text
    assert page.tree.xpath("//script") == []
    assert "2024" in chart.response.text
    assert "2022" not in chart.response.text
