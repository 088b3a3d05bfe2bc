"""What a consultation asked: its questions as read from the notes, and as officers correct them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec

from feedback.consultations import get_consultation, read_fates, write_fates
from feedback.documents import source_of_lines
from feedback.draft_changes import changing
from feedback.enums import DraftChangeKind
from feedback.errors import Conflict, NotFound
from feedback.notes.draft import Source
from feedback.source_lines import LineFate, read_source, write_source
from feedback.tables import Consultation, Point, Question
from feedback.translation import gettext as _
from feedback.versions import version_of


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of a consultation; `number` counts from 1, `source` is None where it was written by hand."""

    id: UUID
    number: int
    text: str
    subquestions: tuple[str, ...] = ()
    source: Source | None = None

    @property
    def version(self) -> str:
        """Another one whenever an officer changed the question."""
        return version_of(self.text, self.subquestions)


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
    consultation = await get_consultation(await consultation_of_question(question_id))
    questions = await list_questions(consultation.id)
    return consultation, next(each for each in questions if each.id == question_id)


async def consultation_of_question(question_id: UUID) -> UUID:
    """The consultation of a question. Raises `NotFound`."""
    row = await Question.select(Question.consultation).where(Question.id == question_id).first()
    if row is None:
        raise NotFound(_("There is no such question; it may have been removed."))
    consultation: UUID = row["consultation"]
    return consultation


def must_be_question(question: AskedQuestion, seen: str) -> None:
    """Raises `Conflict` where a question is not what was seen, by its version or text; nothing seen fits every question."""
    if seen not in ("", question.version, question.text):
        text = " ".join((question.text, *question.subquestions))
        raise Conflict(_("Somebody else changed it meanwhile, to: “%(text)s”", text=text))


async def edit_question(
    question_id: UUID, *, text: str, subquestions: Sequence[str], seen: str, officer_id: UUID | None = None
) -> UUID:
    """Correct a question and give its consultation.

    Raises `Conflict` where it is no longer what was `seen`: its version, or its text where only that matters.
    """
    async with changing(
        await consultation_of_question(question_id), DraftChangeKind.EDITED, officer_id=officer_id
    ) as consultation:
        must_be_question((await get_question(question_id))[1], seen)
        await Question.update(
            {Question.text: text, Question.subquestions: msgspec.json.encode(list(subquestions)).decode()}
        ).where(Question.id == question_id)
    return consultation.id


async def add_question(
    consultation_id: UUID,
    *,
    text: str,
    subquestions: Sequence[str] = (),
    lines: tuple[int, int] | None = None,
    officer_id: UUID | None = None,
) -> UUID:
    """Add a question after the others, with the lines it stands on if any. Raises `Conflict` for wrong lines."""
    async with changing(consultation_id, DraftChangeKind.ADDED, officer_id=officer_id) as consultation:
        source = await source_of_lines(consultation.document, lines) if lines else None
        questions = await list_questions(consultation_id)
        last = questions[-1].id if questions else None
        return await insert_question(consultation_id, text=text, subquestions=subquestions, source=source, after=last)


async def insert_question(
    consultation_id: UUID, *, text: str, subquestions: Sequence[str] = (), source: Source | None, after: UUID | None
) -> UUID:
    """Store a new question after one, `None` for the beginning, inside the caller's change."""
    row = await Question.select(Question.position).where(Question.id == after).first() if after else None
    position = row["position"] if row else 0
    await Question.update({Question.position: Question.position + 1}).where(
        (Question.consultation == consultation_id) & (Question.position > position)
    )
    question = Question(
        consultation=consultation_id,
        position=position + 1,
        text=text,
        subquestions=msgspec.json.encode(list(subquestions)).decode(),
        source=write_source(source),
    )
    await question.save()
    return question.id


async def drop_question(question_id: UUID, *, seen: str = "", officer_id: UUID | None = None) -> UUID:
    """Remove a question and give its consultation; its points stay, and its lines are listed as left over again.

    Raises `Conflict` where it was changed.
    """
    async with changing(
        await consultation_of_question(question_id), DraftChangeKind.DROPPED, officer_id=officer_id
    ) as consultation:
        _consultation, question = await get_question(question_id)
        must_be_question(question, seen)
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
