"""Learning how lines are read from what officers corrected, and keeping what was learnt as the next version."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from feedback.database import transaction
from feedback.documents import lines_of, open_document
from feedback.enums import ConsultationKind, LineLabelKind
from feedback.notes.learning import CorrectedNotes, HeldBack, learn_lines
from feedback.notes.reading import Line
from feedback.notes.sandbox import read_lines_apart
from feedback.notes.structure import draft_notes
from feedback.notes.unreadable import Unreadable
from feedback.notes_tables import LineLabel, LineReader
from feedback.tables import Consultation, Document


@dataclass(frozen=True, slots=True)
class LearntVersion:
    """A version of what was learnt, from how much, and how it did on documents held back; `languages` are those it is heard in."""

    number: int
    documents: int
    lines: int
    figures: tuple[HeldBack, ...]
    languages: tuple[str, ...]


async def learn_from_corrections(now: datetime) -> LearntVersion:
    """Learn from every document that officers have confirmed, and keep it as the next version, heard or not."""
    documents = await corrected_notes()
    learnt, figures = await asyncio.to_thread(learn_lines, documents)
    async with transaction():
        last = await LineReader.select(LineReader.number).order_by(LineReader.number, ascending=False).first()
        version = LearntVersion(
            number=(last["number"] if last else 0) + 1,
            documents=len(documents),
            lines=sum(1 for document in documents for line in document.lines if line.text.strip()),
            figures=figures,
            languages=learnt.languages,
        )
        await LineReader(
            number=version.number,
            documents=version.documents,
            lines=version.lines,
            learnt=msgspec.json.encode(learnt).decode(),
            figures=msgspec.json.encode(figures).decode(),
            is_used=bool(learnt.languages),
            made_at=now,
        ).save()
    return version


async def corrected_notes() -> tuple[CorrectedNotes, ...]:
    """Every document with labelled lines, the oldest first, read anew by the rules as they are now."""
    labels: dict[UUID, dict[int, LineLabelKind]] = defaultdict(dict)
    for row in await LineLabel.select(LineLabel.document, LineLabel.line, LineLabel.label):
        labels[row["document"]][row["line"]] = LineLabelKind(row["label"])
    decisions = {
        row["document"]
        for row in await Consultation.select(Consultation.document).where(
            Consultation.kind == ConsultationKind.DECISION.value
        )
    }
    rows = await Document.select(Document.id).order_by(Document.uploaded_at).order_by(Document.id)
    found = []
    for document_id in (row["id"] for row in rows if row["id"] in labels):
        lines = await _lines_with_headings(document_id)
        draft = await asyncio.to_thread(draft_notes, lines, is_decision=document_id in decisions)
        found.append(CorrectedNotes(lines, draft, labels[document_id]))
    return tuple(found)


async def _lines_with_headings(document_id: UUID) -> tuple[Line, ...]:
    """The lines as the file gives them, with its headings, where they are still the ones that were labelled; else as kept."""
    kept = await lines_of(document_id)
    filename, content = await open_document(document_id)
    try:
        anew = await asyncio.to_thread(read_lines_apart, content, filename)
    except Unreadable:
        return kept
    return anew if [line.text for line in anew] == [line.text for line in kept] else kept
