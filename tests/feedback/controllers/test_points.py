"""Correcting points and questions on their pages, by the real forms."""

from uuid import UUID

from feedback.notes.draft import Source
from feedback.points import list_points
from feedback.questions import list_questions
from tests.factories import make_consultation, make_question, make_reviewed_consultation
from tests.web import Visitor, words

PREMISES = "Associations need premises that they can afford."
FUNDING = "Funding for one year at a time makes planning hard."


async def texts_of(consultation: UUID) -> list[str]:
    return [point.text for point in await list_points(consultation) if not point.is_dropped]


async def test_update_saves_a_point(officer: Visitor) -> None:
    consultation, _question, (premises, _funding) = await make_reviewed_consultation()
    page = await officer.get(f"/points/{premises}/edit")
    assert page.form("/edit").fields["text"].strip() == PREMISES

    page = await page.submit(
        {"text": "Rents are\nhigh.", "kind": "concern", "question": "", "heading": "Premises"}, action="/edit"
    )

    assert (page.path, page.notice) == (f"/consultations/{consultation}/review", "The point was saved.")
    point = (await list_points(consultation))[0]
    assert (point.text, point.kind, point.question_id, point.heading) == (
        "Rents are high.",
        "concern",
        None,
        "Premises",
    )


async def test_update_with_every_field_wrong(officer: Visitor) -> None:
    consultation, _question, (premises, _funding) = await make_reviewed_consultation()
    page = await officer.get(f"/points/{premises}/edit")

    page = await page.submit({"text": " ", "kind": "joke", "question": "none", "heading": "Kept"}, action="/edit")

    assert page.status == 422
    assert page.errors == [
        "Write the point, or drop it on the page before.",
        "Choose a question of the list.",
        "Choose what kind of point it is.",
    ]
    assert page.form("/edit").fields["heading"] == "Kept"
    assert await texts_of(consultation) == [PREMISES, FUNDING]


async def test_split_at_an_empty_line(officer: Visitor) -> None:
    consultation, _question, (premises, _funding) = await make_reviewed_consultation()
    page = await officer.get(f"/points/{premises}/split")

    page = await page.submit({"division": "Associations need premises\r\n\r\nthat they can afford."}, action="/split")

    assert page.notice == "The point was divided."
    assert await texts_of(consultation) == ["Associations need premises", "that they can afford.", FUNDING]


async def test_split_without_an_empty_line(officer: Visitor) -> None:
    consultation, _question, (premises, _funding) = await make_reviewed_consultation()
    page = await officer.get(f"/points/{premises}/split")

    page = await page.submit({"division": "All in\none."}, action="/split")

    assert (page.status, page.errors) == (422, ["Put an empty line where the point should be divided."])
    assert await texts_of(consultation) == [PREMISES, FUNDING]


async def test_merge_then_restore_from_the_review(officer: Visitor) -> None:
    consultation, _question, (premises, funding) = await make_reviewed_consultation()
    page = await officer.get(f"/consultations/{consultation}/review")

    page = await page.submit(action=f"/points/{premises}/merge")

    assert page.notice == "The points were merged. The second one is kept among the dropped points."
    assert await texts_of(consultation) == [f"{PREMISES} {FUNDING}"]
    page = await page.submit(action=f"/points/{funding}/restore")
    assert page.notice == "The point was restored."
    assert await texts_of(consultation) == [f"{PREMISES} {FUNDING}", FUNDING]


async def test_merge_twice_says_why_not(officer: Visitor) -> None:
    consultation, _question, (premises, _funding) = await make_reviewed_consultation()
    page = await officer.get(f"/consultations/{consultation}/review")
    await page.submit(action=f"/points/{premises}/merge")

    page = await page.submit(action=f"/points/{premises}/merge")

    assert (page.status, page.h1) == (409, "This could not be done")
    assert await texts_of(consultation) == [f"{PREMISES} {FUNDING}"]


async def test_drop_marks_the_lines_of_the_point(officer: Visitor) -> None:
    consultation, _question, (premises, _funding) = await make_reviewed_consultation()
    page = await officer.get(f"/consultations/{consultation}/review")

    page = await page.submit(action=f"/points/{premises}/drop")

    assert page.notice == "The point was dropped. You find it at the end of the page and can restore it."
    assert page.tree.xpath("//*[@class='dropped']/@id") == ["line-4", "line-5"]
    assert await texts_of(consultation) == [FUNDING]


async def test_create_makes_a_point_of_a_left_over_line(officer: Visitor) -> None:
    consultation, question, _points = await make_reviewed_consultation()
    page = await officer.get(f"/consultations/{consultation}/review")
    page = await officer.get(page.links()["Make it a point – line 8"])
    assert page.form("/points/new").fields["text"].strip() == "Something that fits nowhere."

    page = await page.submit({"question": str(question), "kind": "proposal"}, action="/points/new")

    assert page.notice == "The point was added."
    assert page.tree.xpath("//*[@id='line-8']/@class") == ["extracted"]
    assert await texts_of(consultation) == [PREMISES, FUNDING, "Something that fits nowhere."]


async def test_create_on_lines_that_are_not_there(officer: Visitor) -> None:
    consultation, _question, _points = await make_reviewed_consultation()
    page = await officer.get(f"/consultations/{consultation}/points/new?first=77&last=77")

    page = await page.submit({"text": "Mine."}, action="/points/new")

    assert page.status == 422
    assert page.errors == ["The document has 8 lines: choose a first and a last line among them."]
    assert page.form("/points/new").fields["text"].strip() == "Mine."
    assert await texts_of(consultation) == [PREMISES, FUNDING]


async def test_questions_are_edited_added_and_removed(officer: Visitor) -> None:
    consultation, question, _points = await make_reviewed_consultation()
    page = await officer.get(f"/questions/{question}/edit")

    page = await page.submit({"text": "Where?", "subquestions": "When?\r\n\r\nHow?"}, action="/edit")
    assert page.notice == "The question was saved."
    page = await officer.get(f"/consultations/{consultation}/questions/new?first=8&last=8")
    page = await page.submit(action="/questions/new")
    assert page.notice == "The question was added."

    assert [(each.text, each.subquestions) for each in await list_questions(consultation)] == [
        ("Where?", ("When?", "How?")),
        ("Something that fits nowhere.", ()),
    ]
    page = await page.submit(action=f"/questions/{question}/drop")
    assert page.notice == "The question was removed. Its points are kept, outside the questions."
    assert page.tree.xpath("//*[@id='line-3']/@class") == ["left-over"]
    assert await texts_of(consultation) == [PREMISES, FUNDING]


async def test_question_with_every_field_wrong(officer: Visitor) -> None:
    consultation, _question, _points = await make_reviewed_consultation()
    page = await officer.get(f"/consultations/{consultation}/questions/new")

    page = await page.submit(
        {"text": "", "subquestions": "Kept?", "first_line": "5", "last_line": "4"}, action="/questions/new"
    )

    assert page.status == 422
    assert page.errors == [
        "Write the question, or remove it on the page before.",
        "Write the number of the last line in digits; it comes after the first.",
    ]
    assert page.form("/questions/new").fields["subquestions"].strip() == "Kept?"


async def test_update_keeps_and_changes_the_answer(officer: Visitor) -> None:
    consultation = await make_consultation(points=["Rents are high."])
    (point,) = await list_points(consultation)
    page = await officer.get(f"/points/{point.id}/edit")

    page = await page.submit({"answer": "A grant for rents\nbegins in 2025."}, action="/edit")

    assert words(page.tree.xpath("//p[@class='answer']")[0]) == "Answer: A grant for rents begins in 2025."
    shown = await officer.get(f"/consultations/{consultation}")
    assert "Answer: A grant for rents begins in 2025." in shown.text


async def test_move_to_the_next_question_and_undo(officer: Visitor) -> None:
    consultation, question, (premises, _funding) = await make_reviewed_consultation()
    second = await make_question(consultation, text="What else?", position=2)
    page = await officer.get(f"/consultations/{consultation}/review")

    page = await page.submit(action=f"/points/{premises}/move")

    assert page.notice == "The point was moved."
    assert [each.question_id for each in await list_points(consultation)] == [second, question]
    assert "Latest change: A point was moved, Olga Officer" in page.text
    page = await page.submit(action="/undo")
    assert page.notice == "The change was undone."
    assert [each.question_id for each in await list_points(consultation)] == [question, question]
    assert "Latest change" not in page.text


async def test_a_point_becomes_a_question_and_a_point_again(officer: Visitor) -> None:
    consultation, question, (premises, funding) = await make_reviewed_consultation()
    page = await officer.get(f"/consultations/{consultation}/review")

    page = await page.submit(action=f"/points/{premises}/question")

    assert page.notice == "The point is a question now. The points that followed it stand under it."
    first, made = await list_questions(consultation)
    assert (first.id, made.text, made.source) == (question, PREMISES, Source(1, 4, 5))
    assert [(each.id, each.question_id) for each in await list_points(consultation) if not each.is_dropped] == [
        (funding, made.id)
    ]
    page = await page.submit(action=f"/questions/{made.id}/point")
    assert page.notice == "The question is a point now. It and the points under it stand under the question before."
    assert await texts_of(consultation) == [PREMISES, FUNDING]
    live = [each for each in await list_points(consultation) if not each.is_dropped]
    assert [each.question_id for each in live] == [question, question]
    assert live[0].source == Source(1, 4, 5)


async def test_points_are_for_officers(visitor: Visitor) -> None:
    _consultation, _question, (premises, _funding) = await make_reviewed_consultation()

    page = await visitor.get(f"/points/{premises}/edit")

    assert (page.path, page.h1) == ("/sign-in", "Sign in")
