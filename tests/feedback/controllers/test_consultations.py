"""The pages of a consultation: list, show, review, facts, confirmation, deletion."""

import msgspec
import pytest

from feedback.consultations import delete_consultation, get_consultation
from tests.factories import (
    NOW,
    make_consultation,
    make_flag,
    make_point,
    make_reviewed_consultation,
    make_task,
    source_json,
)
from tests.web import Page, Visitor, words

PAGES = ("", "/review", "/edit", "/delete")


def rows_of(page: Page) -> list[list[str]]:
    return [[words(cell) for cell in row.xpath("./th|./td")] for row in page.tree.xpath("//tbody/tr")]


async def test_index_lists_the_newest_first(officer: Visitor) -> None:
    await make_consultation(title="Old", date="2019", points=["One."], state="under review")
    await make_consultation(title="New", date="2024-06-04", questions=["Why?"], points=["One.", "Two."])

    page = await officer.get("/consultations")

    assert rows_of(page) == [
        ["New", "4 June 2024", "Sakråd (consultation on one matter)", "Confirmed", "1", "2"],
        ["Old", "2019", "Sakråd (consultation on one matter)", "Under review", "0", "1"],
    ]


async def test_index_empty_says_what_to_do(officer: Visitor) -> None:
    page = await officer.get("/consultations")

    assert "Import the notes of a meeting to begin." in page.text
    assert page.links()["Import notes"].endswith("/documents/new")


async def test_index_for_strangers_leads_to_sign_in(visitor: Visitor) -> None:
    page = await visitor.get("/consultations")

    assert (page.path, page.h1) == ("/sign-in", "Sign in")


async def test_show_groups_points_and_lists_tasks_and_flags(officer: Visitor) -> None:
    consultation, _question, _points = await make_reviewed_consultation()
    await make_point(consultation, text="A loose one.", heading="Other matters", position=3)
    await make_task(consultation, source=source_json(8))
    await make_flag(consultation, source=source_json(8))

    page = await officer.get(f"/consultations/{consultation}")

    assert page.h1 == "Consultation on meeting places"
    assert [words(each) for each in page.tree.xpath("//main//*[self::h3 or self::h4]")] == [
        "1. How can more people find a meeting place?",
        "Points outside the questions",
        "Other matters",
    ]
    assert [words(each) for each in page.tree.xpath("//ol[@class='points']/li")] == [
        "Associations need premises that they can afford. Statement lines 4–5",
        "Funding for one year at a time makes planning hard. Obstacle line 6",
        "A loose one. Statement written by hand",
    ]
    assert rows_of(page) == [
        [
            "Map the premises of all municipalities.",
            "The inquiry chair",
            "31 December 2024",
            "line 8",
            "Record a commitment – task 1",
        ]
    ]
    assert "Name: Maja Exempelsson line 8" in page.text


async def test_review_accounts_for_every_line(officer: Visitor) -> None:
    consultation, _question, points = await make_reviewed_consultation()
    await make_flag(consultation, source=source_json(1))

    page = await officer.get(f"/consultations/{consultation}/review")

    lines = page.tree.xpath("//*[@class='source']//li")
    assert [(line.get("id"), line.get("class")) for line in lines] == [
        ("line-1", "facts personal"),
        ("line-2", "blank"),
        ("line-3", "extracted"),
        ("line-4", "extracted"),
        ("line-5", "extracted"),
        ("line-6", "extracted"),
        ("line-7", "furniture"),
        ("line-8", "left-over"),
    ]
    assert lines[3].xpath(".//a/@href") == [f"#point-{points[0]}"]
    assert "1 line went into no question or point." in page.text
    assert page.tree.xpath("//*[@class='item']/@data-last-line") == ["5", "6"]


async def test_review_of_a_consultation_without_source(officer: Visitor) -> None:
    consultation = await make_consultation(points=["One."])

    page = await officer.get(f"/consultations/{consultation}/review")

    assert "There is no source to compare with." in page.text
    assert "written by hand" in page.text


async def test_review_in_arabic_keeps_the_language_of_the_notes(officer: Visitor) -> None:
    consultation, _question, _points = await make_reviewed_consultation()

    page = await officer.get(f"/consultations/{consultation}/review?lang=ar")

    assert page.tree.get("dir") == "rtl"
    marked = page.tree.xpath("//*[@lang='en' and @dir='ltr']")
    assert "Associations need premises that they can afford." in [words(each) for each in marked]


async def test_notes_can_be_in_a_language_that_the_interface_does_not_speak(officer: Visitor) -> None:
    consultation = await make_consultation(language="no")
    page = await officer.get(f"/consultations/{consultation}/edit")

    page = await page.submit({"title": "Nytt møte"}, action="/edit")

    assert page.notice == "The facts were saved."
    assert (await get_consultation(consultation)).language == "no"
    assert "Norsk" in page.text


async def test_update_saves_the_facts(officer: Visitor) -> None:
    consultation = await make_consultation()
    page = await officer.get(f"/consultations/{consultation}/edit")

    page = await page.submit(
        {
            "title": "New title",
            "kind": "conference",
            "date": "2012-05",
            "host": "Another ministry",
            "language": "sv",
            "participants_count": "0",
            "participants_unit": "persons",
            "participants_text": "Nobody came.",
            "region": " Väster  botten",
        },
        action="/edit",
    )

    assert page.notice == "The facts were saved."
    stored = await get_consultation(consultation)
    assert (stored.title, stored.kind, stored.date, stored.year, stored.host, stored.language) == (
        "New title",
        "conference",
        "2012-05",
        2012,
        "Another ministry",
        "sv",
    )
    assert (stored.participants_count, stored.participants_unit, stored.participants_text) == (
        0,
        "persons",
        "Nobody came.",
    )
    assert stored.region == "Väster botten"
    again = await officer.get(f"/consultations/{consultation}/edit")
    assert again.tree.xpath("//datalist/option/@value") == ["Väster botten"]


async def test_update_with_every_field_wrong_keeps_what_was_typed(officer: Visitor) -> None:
    consultation = await make_consultation()
    page = await officer.get(f"/consultations/{consultation}/edit")
    wrong = {
        "title": "",
        "kind": "party",
        "date": "4 June",
        "language": "xx",
        "participants_count": "many",
        "participants_unit": "x" * 41,
        "region": "x" * 61,
    }

    page = await page.submit(dict(wrong), action="/edit")

    assert page.status == 422
    assert page.errors == [
        "Write a title.",
        "Choose what kind of meeting it was.",
        "Write the date as 2024-06-04, or only 2024-06 or 2024 where no more is known.",
        "Choose the language that the notes are written in.",
        "Write the number of participants in digits, or leave it empty.",
        "Write at most 40 characters.",
        "Write at most 60 characters.",
    ]
    assert page.form("/edit").fields["date"] == "4 June"
    assert page.form("/edit").fields["participants_count"] == "many"
    assert (await get_consultation(consultation)).title == "Consultation on meeting places"


@pytest.mark.parametrize("date", ["2024-13", "2024-02-30", "24", "2024-6-4", "0000"])
async def test_update_with_a_date_that_is_none(officer: Visitor, date: str) -> None:
    consultation = await make_consultation()
    page = await officer.get(f"/consultations/{consultation}/edit")

    page = await page.submit({"date": date}, action="/edit")

    assert page.errors == ["Write the date as 2024-06-04, or only 2024-06 or 2024 where no more is known."]


async def test_confirm(officer: Visitor) -> None:
    consultation, _question, _points = await make_reviewed_consultation(state="under review")
    page = await officer.get(f"/consultations/{consultation}/review")

    page = await page.submit(action="/confirm")

    assert (page.path, page.notice) == (
        f"/consultations/{consultation}",
        "The consultation is confirmed. You can still correct it.",
    )
    assert (await get_consultation(consultation)).state == "confirmed"


async def test_delete_asks_first_and_then_the_page_says_so(officer: Visitor) -> None:
    consultation, _question, _points = await make_reviewed_consultation()
    page = await officer.get(f"/consultations/{consultation}")
    page = await officer.get(page.links()["Delete this consultation"])
    assert page.h1 == "Delete this consultation?"

    page = await page.submit(action="/delete")

    assert (page.path, page.notice) == ("/consultations", "The consultation was deleted. Its file is kept.")
    assert rows_of(page) == []
    page = await officer.get(f"/consultations/{consultation}")
    assert (page.status, page.h1) == (410, "This is no longer here")
    assert "“Consultation on meeting places” was deleted" in page.text


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_of_a_deleted_consultation_is_gone(officer: Visitor, path: str) -> None:
    consultation = await make_consultation()
    await delete_consultation(consultation, now=NOW)

    page = await officer.get(f"/consultations/{consultation}{path}")

    assert (page.status, page.h1) == (410, "This is no longer here")
    assert "was deleted on 10 June 2024. Its file is kept and can be imported again." in page.text


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_of_an_unknown_consultation(officer: Visitor, path: str) -> None:
    page = await officer.get(f"/consultations/00000000-0000-4000-8000-000000000000{path}")

    assert (page.status, page.h1) == (404, "The page was not found")


async def test_show_escapes_what_the_notes_say(officer: Visitor) -> None:
    hostile = "<script>alert(1)</script>"
    consultation = await make_consultation(title=hostile, points=[hostile], fates=msgspec.json.encode({}).decode())

    for path in PAGES:
        page = await officer.get(f"/consultations/{consultation}{path}")
        assert page.tree.xpath("//script[not(@src)]") == []
        assert hostile in page.tree.text_content()
