"""Two officers at once: the later save is told of the earlier one, sees both, and loses nothing that was typed."""

from uuid import UUID

import pytest

from feedback.consultations import get_consultation
from feedback.points import list_points
from feedback.questions import list_questions
from tests.factories import make_consultation, make_question, make_reviewed_consultation
from tests.web import Visitor, words

PREMISES = "Associations need premises that they can afford."
FUNDING = "Funding for one year at a time makes planning hard."


async def texts_of(consultation: UUID) -> list[str]:
    return [point.text for point in await list_points(consultation) if not point.is_dropped]


async def test_update_changed_meanwhile_shows_both_texts_and_saves_when_sent_again(officer: Visitor) -> None:
    consultation, _question, (premises, _funding) = await make_reviewed_consultation()
    mine = await officer.get(f"/points/{premises}/edit")
    theirs = await officer.get(f"/points/{premises}/edit")
    await theirs.submit({"text": "Theirs."}, action="/edit")

    page = await mine.submit({"text": "Mine."}, action="/edit")

    assert (page.status, page.errors) == (422, ["Somebody else changed it meanwhile, to: “Theirs.”"])
    assert page.form("/edit").fields["text"].strip() == "Mine."
    await page.submit(action="/edit")
    assert await texts_of(consultation) == ["Mine.", FUNDING]


async def test_a_question_is_told_of_a_change_of_its_subquestions(officer: Visitor) -> None:
    consultation, question, _points = await make_reviewed_consultation()
    mine = await officer.get(f"/questions/{question}/edit")
    review = await officer.get(f"/consultations/{consultation}/review")
    theirs = await officer.get(f"/questions/{question}/edit")
    await theirs.submit({"subquestions": "When?"}, action="/edit")

    page = await mine.submit({"text": "Mine?"}, action="/edit")

    assert page.status == 422
    assert words(page.tree.xpath("//section[h2='As it is now']/dl/dd")[1]) == "When?"
    assert page.form("/edit").fields["text"].strip() == "Mine?"
    assert (await review.submit(action=f"/questions/{question}/drop")).status == 409
    await page.submit(action="/edit")
    assert [(each.text, each.subquestions) for each in await list_questions(consultation)] == [("Mine?", ())]


async def test_update_is_told_of_a_change_of_the_kind_alone_and_sees_both(officer: Visitor) -> None:
    consultation, _question, (premises, _funding) = await make_reviewed_consultation()
    mine = await officer.get(f"/points/{premises}/edit")
    theirs = await officer.get(f"/points/{premises}/edit")
    await theirs.submit({"kind": "concern", "heading": "Premises"}, action="/edit")

    page = await mine.submit({"text": "Mine."}, action="/edit")

    assert page.status == 422
    now = [words(each) for each in page.tree.xpath("//section[h2='As it is now']/dl/*")]
    assert now[:4] == ["The point", PREMISES, "Kind", "Concern"]
    assert now[4:] == ["Question", "How can more people find a meeting place?", "Heading", "Premises"]
    assert page.form("/edit").fields["text"].strip() == "Mine."
    assert await texts_of(consultation) == [PREMISES, FUNDING]


async def test_split_is_told_of_a_change_and_keeps_what_was_typed(officer: Visitor) -> None:
    consultation, _question, (premises, _funding) = await make_reviewed_consultation()
    mine = await officer.get(f"/points/{premises}/split")
    theirs = await officer.get(f"/points/{premises}/edit")
    await theirs.submit({"text": "Theirs."}, action="/edit")

    page = await mine.submit({"division": "One.\r\n\r\nTwo."}, action="/split")

    assert (page.status, page.errors) == (422, ["Somebody else changed it meanwhile, to: “Theirs.”"])
    assert page.form("/split").fields["division"].split() == ["One.", "Two."]
    assert "Theirs." in words(page.tree.xpath("//section[h2='As it is now']")[0])
    assert await texts_of(consultation) == ["Theirs.", FUNDING]


@pytest.mark.parametrize("action", ["merge", "drop", "question", "move"])
async def test_a_button_of_a_page_that_is_out_of_date_changes_nothing(officer: Visitor, action: str) -> None:
    consultation, _question, (premises, _funding) = await make_reviewed_consultation()
    await make_question(consultation, text="What else?", position=2)
    page = await officer.get(f"/consultations/{consultation}/review")
    theirs = await officer.get(f"/points/{premises}/edit")
    await theirs.submit({"text": "Theirs."}, action="/edit")

    page = await page.submit(action=f"/points/{premises}/{action}")

    assert page.status == 409
    assert "Somebody else changed it meanwhile, to: “Theirs.”" in page.text
    assert await texts_of(consultation) == ["Theirs.", FUNDING]
    assert [each.number for each in await list_questions(consultation)] == [1, 2]


async def test_update_is_told_of_facts_changed_meanwhile_and_sees_both(officer: Visitor) -> None:
    consultation = await make_consultation()
    mine = await officer.get(f"/consultations/{consultation}/edit")
    theirs = await officer.get(f"/consultations/{consultation}/edit")
    await theirs.submit({"host": "Ministry of Others"}, action="/edit")

    page = await mine.submit({"title": "My title"}, action="/edit")

    assert (page.status, page.errors) == (
        422,
        ["Somebody else changed the facts meanwhile. Compare them with yours, then save again."],
    )
    assert "Ministry of Others" in words(page.tree.xpath("//section[h2='As they are now']")[0])
    assert page.form("/edit").fields["title"].strip() == "My title"
    assert (await get_consultation(consultation)).title == "Consultation on meeting places"
    page = await page.submit(action="/edit")
    assert page.notice == "The facts were saved."
    assert (await get_consultation(consultation)).title == "My title"
