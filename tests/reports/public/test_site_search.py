"""Searching the public site: every kind of thing, in every form of a word, and nothing that is not public."""

from datetime import date
from uuid import UUID

from feedback.enums import ConsultationKind
from feedback.publishing import withdraw_consultation
from feedback.tables import Consultation
from reports.public.published_reports import publish_report
from reports.public.site_search import Found, search_site
from tests.factories import NOW, make_commitment, make_consultation, make_flag, make_issue, make_point, make_question
from tests.web import Visitor


def ids(found: Found) -> dict[str, list[UUID]]:
    return {
        "consultations": [each.id for each in found.consultations],
        "issues": [each.id for each in found.issues],
        "commitments": [each.id for each in found.commitments],
        "reports": [each.id for each in found.reports],
    }


async def test_every_kind_of_thing_is_found_by_swedish_stems(database: str) -> None:
    consultation = await make_consultation(title="Samråd om föreningslokaler", language="sv", published_at=NOW)
    point = await make_point(consultation, text="Lokalerna är för dyra.")
    issue = await make_issue(title="Dyra lokaler", points=[point], published_at=NOW)
    commitment = await make_commitment(text="Sänka avgiften för lokaler", issues=[issue])
    report = await publish_report(consultation=consultation, officer=None, today=date(2024, 7, 1), now=NOW)
    hidden = await make_consultation(title="Dold om lokaler", language="sv")
    kept = await make_issue(title="Hemliga lokaler", points=[await make_point(hidden, text="Lokal")])
    await make_commitment(text="Hemlig lokal", issues=[kept])

    found = await search_site("lokalernas")

    assert ids(found) == {
        "consultations": [consultation],
        "issues": [issue],
        "commitments": [commitment],
        "reports": [report],
    }
    assert found.counts == {"consultations": 1, "issues": 1, "commitments": 1, "reports": 1}


async def test_all_of_the_words_are_looked_for(database: str) -> None:
    wanted = await make_consultation(title="Skolor och idrott", language="sv", published_at=NOW)
    await make_consultation(title="Skolor och bibliotek", language="sv", published_at=NOW)

    assert ids(await search_site("idrotten skola"))["consultations"] == [wanted]
    assert (await search_site("idrott orkidéer")).total == 0


async def test_a_report_of_a_year_is_found_by_the_year(database: str) -> None:
    report = await publish_report(year=2023, officer=None, today=date(2024, 7, 1), now=NOW)

    assert ids(await search_site("2023"))["reports"] == [report]
    assert (await search_site("2022")).total == 0


async def test_a_name_in_a_question_or_a_host_finds_nothing(database: str) -> None:
    consultation = await make_consultation(title="Möte", host="Maja Exempelsson", language="sv", published_at=NOW)
    await make_question(consultation, text="Vad vill Maja Exempelsson?")
    before = await search_site("Exempelsson")
    await make_flag(consultation)

    after = await search_site("Exempelsson")

    assert (before.total, after.total) == (1, 0)


async def test_what_is_withdrawn_is_found_no_more(database: str) -> None:
    consultation = await make_consultation(
        title="Budget för skolor", kind=ConsultationKind.DECISION, language="sv", published_at=NOW
    )
    before = await search_site("skola")

    await withdraw_consultation(consultation)

    assert (before.total, (await search_site("skola")).total) == (1, 0)


async def test_the_page_tells_how_much_of_each_kind_was_found(visitor: Visitor) -> None:
    consultation = await make_consultation(title="A meeting on premises", language="en", published_at=NOW)
    issue = await make_issue(
        title="Premises are dear", points=[await make_point(consultation, text="Premises")], published_at=NOW
    )
    start = await visitor.get("/public")

    found = await start.submit({"words": "premises"}, action="search")
    nothing = await visitor.get("/public/search?words=orchids")

    assert found.path == "/public/search"
    assert [each.text_content().strip() for each in found.tree.xpath("//h2")][:2] == ["Issues (1)", "Consultations (1)"]
    assert found.links()["Premises are dear"].startswith(f"/public/issues/{issue}/")
    assert "Nothing that is public holds all of these words." in nothing.text
    assert await Consultation.count() == 1
