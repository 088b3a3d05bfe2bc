"""Correcting what a consultation asked."""

from uuid import uuid4

import pytest

from feedback.consultations import delete_consultation, read_fates
from feedback.errors import Conflict, Gone, NotFound
from feedback.notes.draft import Source
from feedback.points import list_points
from feedback.questions import add_question, drop_question, edit_question, get_question, list_questions
from tests.factories import NOW, make_reviewed_consultation

ASKED = "How can more people find a meeting place?"


async def test_edit_question(database: str) -> None:
    consultation, question, _points = await make_reviewed_consultation()

    assert (
        await edit_question(question, text="Where do we meet?", subquestions=("When?", "How?"), seen=ASKED)
        == consultation
    )

    (edited,) = await list_questions(consultation)
    assert (edited.text, edited.subquestions, edited.source) == (
        "Where do we meet?",
        ("When?", "How?"),
        Source(page=1, first_line=3, last_line=3),
    )


async def test_edit_question_changed_by_somebody_else(database: str) -> None:
    consultation, question, _points = await make_reviewed_consultation()
    await edit_question(question, text="Theirs?", subquestions=(), seen=ASKED)

    with pytest.raises(Conflict, match="Theirs"):
        await edit_question(question, text="Ours?", subquestions=(), seen=ASKED)

    assert [each.text for each in await list_questions(consultation)] == ["Theirs?"]


async def test_add_question_comes_last(database: str) -> None:
    consultation, question, _points = await make_reviewed_consultation()

    added = await add_question(consultation, text="And what then?", lines=(8, 8))

    questions = await list_questions(consultation)
    assert [(each.id, each.number, each.source) for each in questions] == [
        (question, 1, Source(page=1, first_line=3, last_line=3)),
        (added, 2, Source(page=1, first_line=8, last_line=8)),
    ]


async def test_drop_question_keeps_its_points_and_leaves_its_lines_over(database: str) -> None:
    consultation, question, points = await make_reviewed_consultation()

    await drop_question(question)

    assert await list_questions(consultation) == ()
    assert [(each.id, each.question_id) for each in await list_points(consultation)] == [
        (each, None) for each in points
    ]
    fates = await read_fates(consultation)
    assert [fates[number] for number in ("2", "3", "4")] == ["blank", "left over", "extracted"]


async def test_questions_of_a_deleted_consultation(database: str) -> None:
    consultation, question, _points = await make_reviewed_consultation()
    await delete_consultation(consultation, now=NOW)

    for act in (
        edit_question(question, text="x", subquestions=(), seen=ASKED),
        add_question(consultation, text="x"),
        drop_question(question),
    ):
        with pytest.raises(Gone):
            await act
    assert [each.text for each in await list_questions(consultation)] == [ASKED]


async def test_get_question_unknown(sqlite_database: str) -> None:
    with pytest.raises(NotFound):
        await get_question(uuid4())
