"""The figures of a report as a file, and the same figures on the pages that show them."""

import json
from datetime import datetime
from typing import Any

from feedback.translation import speaking
from reports.figures import Figure, Unit, figure_text
from reports.measures import Measure
from surveys.tables import Survey
from tests.factories import make_issue
from tests.reports.records import make_told_consultation
from tests.reports.test_verdicts import ask_about
from tests.web import Page, Visitor, words


def figures_of(file: Page) -> dict[str, Figure]:
    """The figures of a JSON file, by their ids."""
    return {each["id"]: _figure(each) for each in json.loads(file.response.content)["content"]["figures"]}


def _figure(said: dict[str, Any]) -> Figure:
    typed = {
        "cut": datetime.fromisoformat(said["cut"]),
        "measure": Measure(said["measure"]),
        "unit": Unit(said["unit"]),
    }
    figure = Figure(**{key: value for key, value in {**said, **typed}.items() if key != "hash"})
    assert figure.hash == said["hash"]
    return figure


def marked(page: Page) -> dict[str, str]:
    """What stands on the page for each figure."""
    return {each.get("data-figure"): words(each) for each in page.tree.xpath("//main//*[@data-figure]")}


def text(figure: Figure) -> str:
    with speaking("en"):
        return figure_text(figure)


async def test_json_has_the_figures_of_the_page(officer: Visitor) -> None:
    told = await make_told_consultation()
    at = f"/consultations/{told.consultation}"

    page = await officer.get(f"{at}/results")
    file = await officer.get(f"{at}/report.json?language=en")

    figures = figures_of(file)
    assert file.response.headers["content-type"] == "application/json"
    assert page.links()["All figures (JSON)"] == f"{at}/report.json?language=en"
    assert len(marked(page)) > 20
    assert marked(page) == {id: text(figures[id]) for id in marked(page)}


async def test_json_of_a_year_has_the_figures_of_its_page(officer: Visitor) -> None:
    await make_told_consultation()

    page = await officer.get("/reports/2024")
    file = await officer.get("/reports/2024/report.json?language=en")

    figures = figures_of(file)
    assert len(marked(page)) > 10
    assert marked(page) == {id: text(figures[id]) for id in marked(page)}


async def test_json_is_the_same_in_every_language_but_for_its_definitions(officer: Visitor) -> None:
    told = await make_told_consultation()
    at = f"/consultations/{told.consultation}/report.json"

    files = [json.loads((await officer.get(f"{at}?language={code}")).response.content) for code in ("en", "ar")]

    assert files[0]["content"] == files[1]["content"]
    assert files[0]["hash"] == files[1]["hash"]
    assert [each["definitions"]["language"] for each in files] == ["en", "ar"]


async def test_issue_page_shows_the_figures_of_the_report(officer: Visitor) -> None:
    issue = await make_issue()
    id = await ask_about(issue, answers=("yes",) * 6 + ("no",) * 7 + ("partly",) * 2 + ("cannot say",) * 5, invited=24)
    survey = await Survey.select(Survey.consultation).where(Survey.id == id).first()
    assert survey is not None

    page = await officer.get(f"/issues/{issue}")
    file = await officer.get(f"/consultations/{survey['consultation']}/report.json?language=en")

    figures = figures_of(file)
    shown = {id: on_page for id, on_page in marked(page).items() if on_page not in ("hidden", "–")}
    assert len(marked(page)) == 8
    assert [shown[f"survey.{id}.q4.{verdict}"] for verdict in ("yes", "no")] == ["6", "7"]
    assert shown == {id: text(figures[id]) for id in shown}
    assert [figures[id].suppressed for id in marked(page).keys() - shown.keys()] == [True] * 4
