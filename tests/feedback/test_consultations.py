"""A notes file becomes a consultation under review; its facts, state and end."""

import asyncio
from pathlib import Path

import pytest

from feedback.consultations import (
    Facts,
    ImportResult,
    ListedConsultation,
    confirm_consultation,
    delete_consultation,
    edit_facts,
    get_consultation,
    import_document,
    list_consultations,
    year_of,
)
from feedback.enums import ConsultationKind, ConsultationState, PointKind
from feedback.errors import Gone, NotFound
from feedback.notes.reading import read_lines
from feedback.notes.structure import draft_notes
from feedback.notes.unreadable import Unreadable, UnreadableReason
from feedback.points import list_points
from feedback.questions import list_questions
from feedback.reviews import read_review
from feedback.source_lines import LineFate
from feedback.tables import Consultation, Document, PersonalDataFlag, Point, Task
from tests.factories import NOW, make_consultation, make_point, make_reviewed_consultation

NOTES = """Minnesanteckningar från sakråd om mötesplatser den 4 juni 2024

Fråga 1: Hur kan fler hitta en mötesplats?
• Föreningarna behöver lokaler
som de har råd med.
• Finansiering för ett år i taget gör planeringen svår.
"""
TITLE = "Minnesanteckningar från sakråd om mötesplatser den 4 juni 2024"


async def imported(content: bytes, filename: str = "notes.txt") -> ImportResult:
    return await import_document(filename, content=content, officer_id=None, now=NOW)


async def test_import_document(database: str) -> None:
    result = await imported(NOTES.encode())

    consultation = await get_consultation(result.id)
    assert result == ImportResult(id=consultation.id, title=TITLE, is_new=True)
    assert (consultation.title, consultation.kind, consultation.state, consultation.date, consultation.year) == (
        TITLE,
        ConsultationKind.SAKRAD,
        ConsultationState.UNDER_REVIEW,
        "2024-06-04",
        2024,
    )
    (question,) = await list_questions(result.id)
    assert question.text == "Hur kan fler hitta en mötesplats?"
    assert [(p.number, p.text, p.question_id) for p in await list_points(result.id)] == [
        (1, "Föreningarna behöver lokaler som de har råd med.", question.id),
        (2, "Finansiering för ett år i taget gör planeringen svår.", question.id),
    ]


async def test_import_document_keeps_answers_and_how_sure_reading_is(database: str) -> None:
    notes = """Vad ni sa och vad vi gjorde

Ni sa:
• Bussarna slutar gå för tidigt.

Vi gjorde:
En nattlinje börjar gå i höst.
"""

    result = await imported(notes.encode())

    (point,) = await list_points(result.id)
    assert (point.text, point.answer) == ("Bussarna slutar gå för tidigt.", "En nattlinje börjar gå i höst.")
    assert point.confidence
    assert point.confidence > 0.5


async def test_import_document_again_leads_to_the_one_that_exists(database: str) -> None:
    first = await imported(NOTES.encode())

    again = await imported(NOTES.encode(), "copy of notes.txt")

    assert again == ImportResult(id=first.id, title=TITLE, is_new=False)
    assert await Consultation.count() == 1


async def test_import_document_twice_at_once(database: str) -> None:
    results = await asyncio.gather(*(imported(NOTES.encode()) for _ in range(3)))

    assert {result.id for result in results} == {results[0].id}
    assert sorted(result.is_new for result in results) == [False, False, True]
    assert (await Document.count(), await Consultation.count(), await Point.count()) == (1, 1, 2)


async def test_import_document_after_deletion_makes_a_new_one(database: str) -> None:
    first = await imported(NOTES.encode())
    await delete_consultation(first.id, now=NOW)

    again = await imported(NOTES.encode())

    assert again.is_new
    assert again.id != first.id
    assert await Document.count() == 1


async def test_import_document_without_a_title_takes_the_name_of_the_file(sqlite_database: str) -> None:
    content = b"\xe2\x80\xa2 one thing\n\xe2\x80\xa2 another thing\n"
    assert draft_notes(read_lines(content, "")).title == ""

    result = await imported(content, "Meeting in May.txt")

    assert result.title == "Meeting in May"


async def test_import_document_unreadable_keeps_the_file(database: str) -> None:
    with pytest.raises(Unreadable) as refused:
        await imported(b"PK\x03\x04 no zip", "notes.docx")

    assert refused.value.reason is UnreadableReason.BROKEN
    assert await Document.select(Document.filename, Document.content, Document.unreadable) == [
        {"filename": "notes.docx", "content": b"PK\x03\x04 no zip", "unreadable": "broken"}
    ]
    assert await Consultation.count() == 0


@pytest.mark.parametrize(
    "seed",
    [
        "kommittedirektiv_2024-04-11",
        "overenskommelsen_konferenser_2011-2013",
        "sakrad_2024-06-04",
        "samrad_2019-10-22",
        "samrad_2023-11-07",
    ],
)
async def test_import_document_stores_the_whole_draft_of_a_seed(database: str, shared: Path, seed: str) -> None:
    content = (shared / "seeds" / f"{seed}.txt").read_bytes()
    draft = draft_notes(read_lines(content, seed))

    result = await imported(content)

    review = await read_review(result.id)
    numbers = {question.id: question.number for question in review.contents.questions}
    assert [
        (p.text, p.kind, numbers.get(p.question_id) if p.question_id else None, p.heading, p.source)
        for p in review.contents.points
    ] == [(p.text, p.kind, p.question, p.theme or "", p.source) for p in draft.points]
    assert [(q.text, q.subquestions, q.source) for q in review.contents.questions] == [
        (q.text, q.subquestions, q.source) for q in draft.questions
    ]
    assert [(t.text, t.responsible, t.due, t.source) for t in review.contents.tasks] == [
        (t.text, t.responsible, t.due, t.source) for t in draft.tasks
    ]
    assert await PersonalDataFlag.count() == len(draft.personal_data)
    assert await Task.count() == len(draft.tasks)
    assert sum(review.counts.values()) == len(review.lines) == len(draft.fates)
    assert review.counts[LineFate.DROPPED] == 0


async def test_list_consultations(database: str) -> None:
    newer = await make_consultation(title="Newer", date="2024-06-04", questions=["Why?"], points=["One.", "Two."])
    older = await make_consultation(title="Older", date="2012", kind=ConsultationKind.CONFERENCE, language="sv")
    await make_point(newer, text="Dropped.", position=3, dropped_at=NOW)
    await delete_consultation(await make_consultation(title="Deleted"), now=NOW)

    assert await list_consultations() == (
        ListedConsultation(
            id=newer,
            title="Newer",
            kind=ConsultationKind.SAKRAD,
            state=ConsultationState.CONFIRMED,
            date="2024-06-04",
            year=2024,
            language="en",
            questions=1,
            points=2,
        ),
        ListedConsultation(
            id=older,
            title="Older",
            kind=ConsultationKind.CONFERENCE,
            state=ConsultationState.CONFIRMED,
            date="2012",
            year=2012,
            language="sv",
            questions=0,
            points=0,
        ),
    )


@pytest.mark.parametrize(("date", "year"), [("2024-06-04", 2024), ("2012-05", 2012), ("2019", 2019), ("", 0)])
def test_year_of(date: str, year: int) -> None:
    assert year_of(date) == year


async def test_confirm_consultation_leaves_the_points_as_they_are(database: str) -> None:
    consultation, _question, points = await make_reviewed_consultation(state="under review")

    await confirm_consultation(consultation)
    await confirm_consultation(consultation)

    assert (await get_consultation(consultation)).state == ConsultationState.CONFIRMED
    assert [(p.id, p.kind) for p in await list_points(consultation)] == [
        (points[0], PointKind.STATEMENT),
        (points[1], PointKind.OBSTACLE),
    ]


async def test_deleted_consultation_is_gone_for_everything(database: str) -> None:
    consultation = await make_consultation()
    facts = Facts("New", ConsultationKind.OTHER, "", "", "sv", None, "", "")

    await delete_consultation(consultation, now=NOW)

    for act in (
        get_consultation(consultation),
        edit_facts(consultation, facts),
        confirm_consultation(consultation),
        delete_consultation(consultation, now=NOW),
        read_review(consultation),
    ):
        with pytest.raises(Gone, match="Consultation on meeting places"):
            await act
    row = await Consultation.select(Consultation.title, Consultation.deleted_at).first()
    assert row == {"title": "Consultation on meeting places", "deleted_at": NOW}


async def test_get_consultation_unknown(sqlite_database: str) -> None:
    with pytest.raises(NotFound):
        await get_consultation((await make_reviewed_consultation())[1])
