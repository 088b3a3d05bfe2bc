"""What a consultation asked: its questions as read from the notes, and as officers correct them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec

from feedback.consultations import get_consultation, hold_consultation, read_fates, write_fates
from feedback.database import transaction
from feedback.documents import source_of_lines
from feedback.errors import Conflict, NotFound
from feedback.notes.draft import Source
from feedback.source_lines import LineFate, read_source, write_source
from feedback.tables import Consultation, Point, Question
from feedback.translation import gettext as _


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of a consultation; `number` counts from 1, `source` is None where it was written by hand."""

    id: UUID
    number: int
    text: str
    subquestions: tuple[str, ...] = ()
    source: Source | None = None


async def list_questions(consultation_id: UUID) -> tuple[AskedQuestion, ...]:
    """A consultation's questions in their order."""
    rows = (
        await Question.select()
        .where(Question.consultation == consultation_id)
        .order_by(Question.position)
        .order_by(Question.id)
    )
    return tuple(
        AskedQuestion(
            id=row["id"],
            number=number,
            text=row["text"],
            subquestions=tuple(msgspec.json.decode(row["subquestions"], type=list[str])),
            source=read_source(row["source"]),
        )
        for number, row in enumerate(rows, start=1)
    )


async def get_question(question_id: UUID) -> tuple[Consultation, AskedQuestion]:
    """A question and its consultation. Raises `NotFound`, and `Gone` where the consultation was deleted."""
    row = await Question.select(Question.consultation).where(Question.id == question_id).first()
    if row is None:
        raise NotFound(_("There is no such question; it may have been removed."))
    consultation = await get_consultation(row["consultation"])
    questions = await list_questions(consultation.id)
    return consultation, next(each for each in questions if each.id == question_id)


async def _hold_question(question_id: UUID) -> tuple[Consultation, AskedQuestion]:
    consultation, _question = await get_question(question_id)
    await hold_consultation(consultation.id)
    return await get_question(question_id)


async def edit_question(question_id: UUID, *, text: str, subquestions: Sequence[str], seen: str) -> UUID:
    """Correct a question and give its consultation. Raises `Conflict` where its text is no longer the one that was `seen`."""
    async with transaction():
        consultation, question = await _hold_question(question_id)
        if question.text != seen:
            raise Conflict(_("Somebody else changed it meanwhile, to: “%(text)s”", text=question.text))
        await Question.update(
            {Question.text: text, Question.subquestions: msgspec.json.encode(list(subquestions)).decode()}
        ).where(Question.id == question_id)
    return consultation.id


async def add_question(
    consultation_id: UUID, *, text: str, subquestions: Sequence[str] = (), lines: tuple[int, int] | None = None
) -> UUID:
    """Add a question after the others, with the lines it stands on if any. Raises `Conflict` for wrong lines."""
    async with transaction():
        consultation = await hold_consultation(consultation_id)
        source = await source_of_lines(consultation.document, lines) if lines else None
        last = (
            await Question.select(Question.position)
            .where(Question.consultation == consultation_id)
            .order_by(Question.position, ascending=False)
            .first()
        )
        question = Question(
            consultation=consultation_id,
            position=last["position"] + 1 if last else 1,
            text=text,
            subquestions=msgspec.json.encode(list(subquestions)).decode(),
            source=write_source(source),
        )
        await question.save()
    return question.id


async def drop_question(question_id: UUID) -> UUID:
    """Remove a question and give its consultation; its points stay, and its lines are listed as left over again."""
    async with transaction():
        consultation, question = await _hold_question(question_id)
        if question.source:
            fates = await read_fates(consultation.id)
            for number in range(question.source.first_line, question.source.last_line + 1):
                if fates.get(str(number)) == LineFate.EXTRACTED:
                    fates[str(number)] = LineFate.LEFT_OVER.value
            await write_fates(consultation.id, fates)
        # Said here too, since rows that are only linked are the database's business.
        await Point.update({Point.question: None}).where(Point.question == question_id)
        await Question.delete().where(Question.id == question_id)
    return consultation.id
