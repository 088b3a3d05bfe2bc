"""The agenda edited on its page and taken along, and the year's steps, as officers meet them."""

import io

import docx
import pytest

from feedback.enums import ConsultationState
from feedback.tables import Consultation
from feedback.translation import LANGUAGES, direction
from reports.agenda_wordings import wording_of
from tests.factories import make_consultation, make_issue, make_point
from tests.web import Page, Visitor, words


async def make_open_issues() -> tuple[str, str]:
    """Two that were never answered, the first raised in two years; the titles."""
    earlier, later = await make_consultation(date="2019-05-02"), await make_consultation(date="2024-06-04")
    said = [await make_point(earlier), await make_point(later), await make_point(later, position=2)]
    await make_issue(title="Rents & <premises>", points=said[:2])
    await make_issue(title="One year at a time", points=said[2:])
    return "Rents & <premises>", "One year at a time"


def titles(page: Page) -> list[str]:
    return [each.get("value") for each in page.tree.xpath("//fieldset//input[contains(@name, '-title')]")]


async def test_draft_has_the_open_issues_with_why_and_what_to_ask(officer: Visitor) -> None:
    first, second = await make_open_issues()

    page = await officer.get("/agenda?minutes=90")

    fields = page.tree.xpath("//main//form[@method='post']")[0].fields
    assert titles(page) == ["Welcome", first, second, "What you want to raise", "What happens now", ""]
    assert fields["item-2-why"].startswith("It has no answer ")
    assert "days after the meeting of 2 May 2019." in fields["item-2-why"]
    assert fields["item-2-why"].endswith("Raised in 2019, 2024.")
    assert wording_of("en").questions["unanswered"] in fields["item-3-questions"]
    assert "The chosen items take 90 minutes." in page.text
    assert page.text.count("not public") == 2


async def test_officers_choose_order_and_word_the_items_and_take_them_along(officer: Visitor) -> None:
    first, second = await make_open_issues()
    page = await officer.get("/agenda?minutes=90")
    form = page.tree.xpath("//main//form[@method='post']")[0]
    sent = dict(form.form_values())
    del sent["item-2-chosen"]
    sent |= {"item-3-place": "1", "item-3-questions": "First?\n\nSecond?", "starts": "13:00", "make": "order"}
    sent |= {"item-6-title": "Our own", "item-6-minutes": "10", "item-6-chosen": "1"}

    ordered = await officer.post("/agenda", sent)
    values = dict(ordered.tree.xpath("//main//form")[0].form_values())
    refused = await officer.post("/agenda", values | {"make": "print"})
    shared = await officer.post("/agenda", values | {"make": "minutes"})
    values = dict(shared.tree.xpath("//main//form")[0].form_values())
    printed = await officer.post("/agenda", values | {"make": "print"})
    text = await officer.post("/agenda", values | {"make": "invitation"})
    word = await officer.client.post("/agenda", data=values | {"make": "word"})
    back = await printed.submit(button="make=order")

    assert titles(ordered)[:3] == ["Welcome", second, first]
    assert refused.errors == ["The chosen items take 70 minutes, and the meeting has 90. Share the minutes out again."]
    assert "The chosen items take 90 minutes." in shared.text
    assert printed.h1 == "Agenda of the consultation"
    assert [words(each) for each in printed.tree.xpath("//article//tbody/tr/th")] == [
        "1. Welcome",
        f"2. {second}",
        "3. What you want to raise",
        "4. What happens now",
        "5. Our own",
    ]
    assert "13:00–14:30" in printed.text
    assert "1. First?\n2. Second?" in text.tree.xpath("//textarea")[0].text
    assert word.headers["content-type"].startswith("application/vnd.openxmlformats")
    assert "attachment" in word.headers["content-disposition"]
    paragraphs = [each.text for each in docx.Document(io.BytesIO(word.content)).paragraphs]
    assert f"2. {second}" in paragraphs
    assert not any(first in each for each in paragraphs)
    assert titles(back) == titles(shared)


async def test_an_agenda_is_saved_gone_on_with_and_deleted(officer: Visitor) -> None:
    first, _second = await make_open_issues()
    page = await officer.get("/agenda?minutes=90")

    async def press(on: Page, make: str, **changes: str) -> Page:
        values = dict(on.tree.xpath("//main//form[@method='post']")[0].form_values())
        return await officer.post("/agenda", values | changes | {"make": make})

    saved = await press(page, "keep", title="Spring & <more>")
    again = await press(saved, "keep", place="Lillby")
    copied = await press(again, "keep as new", title="A copy")
    stale = await press(saved, "keep", place="Elsewhere")
    listed = await officer.get(copied.links()["Saved agendas"])
    opened = await officer.get(listed.links()["Spring & <more>"])
    notes = dict(opened.tree.xpath("//main//form[@method='post']")[0].form_values()) | {"make": "notes"}
    word = await officer.client.post("/agenda", data=notes)
    deleted = await listed.submit({}, action=f"{saved.path}/delete")

    assert saved.notice == "The agenda was saved."
    assert saved.path == again.path != copied.path
    assert stale.errors == ["Somebody else changed this agenda meanwhile. Open it again, or save yours as a new one."]
    assert len(listed.tree.xpath("//tbody/tr")) == 2
    assert opened.tree.xpath("//input[@name='place']/@value") == ["Lillby"]
    assert first in titles(opened)
    headings = [each.text for each in docx.Document(io.BytesIO(word.content)).paragraphs]
    assert headings[0].startswith("Notes from the consultation: Spring & <more>")
    assert any(each.startswith("Question 1: ") for each in headings)
    assert deleted.notice == "The agenda was deleted."
    assert len(deleted.tree.xpath("//tbody/tr")) == 1


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"title": ""}, "Give the agenda a title."),
        ({"minutes": "7"}, "Write how many minutes the meeting has, from 60 to 480."),
        ({"day": "tomorrow"}, "Write the day as year, month and day, or leave it empty."),
        ({"starts": "25:00"}, "Write the time as hours and minutes, for example 13:00, or leave it empty."),
        ({"item-1-minutes": "many"}, "Write how many minutes item 1 takes."),
        ({"item-1-title": " "}, "Give item 1 a title."),
    ],
)
async def test_what_cannot_be_printed_comes_back_as_typed(
    officer: Visitor, changes: dict[str, str], error: str
) -> None:
    page = await officer.get("/agenda")
    values = dict(page.tree.xpath("//main//form[@method='post']")[0].form_values())

    refused = await officer.post("/agenda", values | changes | {"make": "word"})

    assert (refused.status, refused.errors) == (422, [error])
    [field] = refused.tree.xpath("//*[@name=$name and not(@type='hidden')]", name=next(iter(changes)))
    assert field.get("value") == next(iter(changes.values())).strip()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_agenda_is_drafted_and_printed_in_every_language(officer: Visitor, language: str) -> None:
    await make_open_issues()

    page = await officer.get(f"/agenda?language={language}")
    values = dict(page.tree.xpath("//main//form[@method='post']")[0].form_values())
    printed = await officer.post("/agenda", values | {"make": "print"})

    assert printed.h1 == wording_of(language).title
    article = printed.tree.xpath("//article")[0]
    assert (article.get("lang"), article.get("dir")) == (language, direction(language))


async def test_year_says_what_is_next_and_officers_say_what_is_done(officer: Visitor) -> None:
    meeting = await make_consultation(date="2024-06-04", state=ConsultationState.UNDER_REVIEW.value)
    page = await officer.get("/year-cycle/2024")
    edit = await officer.get("/year-cycle/2024/1")
    refused = await edit.submit({"done_on": "2999-01-01"}, action="/year-cycle")
    saved = await refused.submit({"done_on": "2024-03-01", "note": "Room <booked>"}, action="/year-cycle")
    await Consultation.update({Consultation.state: "confirmed"}).where(Consultation.id == meeting)
    checked = await officer.get("/year-cycle/2024")
    calendar = await officer.client.get("/year-cycle/2024/year.ics")

    def row(of: Page, name: str) -> str:
        return next(words(each) for each in of.tree.xpath("//tbody/tr") if name in words(each))

    assert "late" in row(page, "Plan the meeting")
    assert "done 4 June 2024 Consultation on meeting places" in row(page, "Hold the meeting")
    assert "under way" in row(page, "Check the notes")
    assert "6 steps are late." in page.text
    assert "5 steps are late." in saved.text
    assert refused.errors == ["A step is done on a day that has been, today at the latest."]
    assert saved.notice == "The step was saved."
    assert "done 1 March 2024 Said by an officer Room <booked>" in row(saved, "Plan the meeting")
    assert "done" in row(checked, "Check the notes")
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert b"SUMMARY:Done: Plan the meeting" in calendar.content


async def test_each_meeting_of_a_year_has_its_own_steps(officer: Visitor) -> None:
    await make_consultation(title="Spring", date="2024-03", state=ConsultationState.UNDER_REVIEW.value)
    await make_consultation(title="Autumn", date="2024-10-01")

    page = await officer.get("/year-cycle/2024")
    calendar = await officer.client.get("/year-cycle/2024/year.ics")

    first, second = page.tree.xpath("//main//table")
    assert "1 October 2024" in words(first)
    assert words(second.xpath("./caption")[0]) == "Steps after the meeting of March 2024"
    assert "Check the notes 12 April 2024 counted from the meeting late under way Spring" in words(second)
    assert "Plan the meeting" not in words(second)
    assert "SUMMARY:Check the notes – Spring" in calendar.text


async def test_year_without_a_meeting_asks_for_its_day(officer: Visitor) -> None:
    page = await officer.get("/year-cycle")
    edit = await officer.get(page.links()["Choose the day of the meeting"])
    year = edit.path.split("/")[2]
    saved = await edit.submit({"due": f"{year}-12-15"}, action="/year-cycle")

    assert "Next: Plan the meeting" in page.text
    assert page.h1 == f"The year {year}"
    assert edit.h1 == "Hold the meeting"
    assert f"15 December {year}" in saved.text
    assert saved.links()["Start the next consultation"] == f"/agenda?day={year}-12-15"


@pytest.mark.parametrize(
    "path", ["/year-cycle/1", "/year-cycle/2024/8", "/year-cycle/2024/0", "/year-cycle/9999/year.ics"]
)
async def test_years_and_steps_that_are_none_are_not_found(officer: Visitor, path: str) -> None:
    assert (await officer.get(path)).status == 404
