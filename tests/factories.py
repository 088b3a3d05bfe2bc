"""Rows for tests, with fixed values: plain functions, each value open to be said otherwise."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from feedback.enums import CodingState, ConsultationKind, ConsultationState, PointKind
from feedback.evidence_looks import note_look
from feedback.issue_upkeep import refresh_issues
from feedback.tables import (
    Coding,
    Commitment,
    Consultation,
    Document,
    Issue,
    IssueCommitment,
    IssuePoint,
    Officer,
    PersonalDataFlag,
    Point,
    Question,
    Task,
    Theme,
)

NOW = datetime(2024, 6, 10, 9, 30, tzinfo=UTC)
LINES = (
    "Notes from the consultation with civil society on 4 June 2024",
    "",
    "Question 1: How can more people find a meeting place?",
    "• Associations need premises",
    "that they can afford.",
    "• Funding for one year at a time makes planning hard.",
    "Page 1",
    "Something that fits nowhere.",
)
FATES = ("facts", "blank", "extracted", "extracted", "extracted", "extracted", "furniture", "left over")


async def make_officer(*, email: str = "olga@example.org", name: str = "Olga Officer", **values: Any) -> UUID:
    """An officer who cannot sign in: for those who only need somebody to have done something."""
    return await _saved(Officer(email=email, name=name, password_hash="none", **values))


async def make_document(
    lines: Sequence[str] = LINES, *, filename: str = "notes.txt", unreadable: str = "", **values: Any
) -> UUID:
    """A kept text file of one page, with these lines."""
    content = values.pop("content", "\n".join(lines).encode())
    stored = [[number, 1, text] for number, text in enumerate(lines, start=1)]
    return await _saved(
        Document(
            filename=filename,
            sha256=hashlib.sha256(content).hexdigest(),
            content=content,
            size=len(content),
            lines=_json(stored),
            unreadable=unreadable,
            uploaded_at=NOW,
            **values,
        )
    )


async def make_consultation(
    *,
    title: str = "Consultation on meeting places",
    date: str = "2024-06-04",
    kind: ConsultationKind = ConsultationKind.SAKRAD,
    questions: Sequence[str] = (),
    points: Sequence[str] = (),
    **values: Any,
) -> UUID:
    """A confirmed consultation in English; `points` stand under the first question where there is one."""
    values = {"state": ConsultationState.CONFIRMED.value, "language": "en", "host": "Ministry of Meetings", **values}
    consultation = await _saved(
        Consultation(title=title, date=date, year=int(date[:4] or 0), kind=kind.value, created_at=NOW, **values)
    )
    asked = [await make_question(consultation, text=text, position=n) for n, text in enumerate(questions, start=1)]
    for position, text in enumerate(points, start=1):
        await make_point(consultation, text=text, position=position, question=asked[0] if asked else None)
    return consultation


async def make_reviewed_consultation(**values: Any) -> tuple[UUID, UUID, list[UUID]]:
    """A consultation with a source: `LINES` as its document, one question and two points on them; gives their ids."""
    fates = {str(number): fate for number, fate in enumerate(FATES, start=1)}
    consultation = await make_consultation(document=await make_document(), fates=_json(fates), **values)
    question = await make_question(consultation, source=source_json(3))
    points = [
        await make_point(
            consultation,
            text="Associations need premises that they can afford.",
            question=question,
            source=source_json(4, 5),
        ),
        await make_point(
            consultation,
            text="Funding for one year at a time makes planning hard.",
            kind=PointKind.OBSTACLE,
            question=question,
            position=2,
            source=source_json(6),
        ),
    ]
    return consultation, question, points


async def make_question(
    consultation: UUID, *, text: str = "How can more people find a meeting place?", position: int = 1, **values: Any
) -> UUID:
    subquestions = values.pop("subquestions", ())
    return await _saved(
        Question(
            consultation=consultation, text=text, position=position, subquestions=_json(list(subquestions)), **values
        )
    )


async def make_point(
    consultation: UUID,
    *,
    text: str = "Associations need premises that they can afford.",
    kind: PointKind = PointKind.STATEMENT,
    position: int = 1,
    **values: Any,
) -> UUID:
    return await _saved(Point(consultation=consultation, text=text, kind=kind.value, position=position, **values))


async def make_task(
    consultation: UUID, *, text: str = "Map the premises of all municipalities.", position: int = 1, **values: Any
) -> UUID:
    values = {"responsible": "The inquiry chair", "due": "2024-12-31", **values}
    return await _saved(Task(consultation=consultation, text=text, position=position, **values))


async def make_flag(consultation: UUID, *, text: str = "Maja Exempelsson", kind: str = "name", **values: Any) -> UUID:
    return await _saved(PersonalDataFlag(consultation=consultation, text=text, kind=kind, **values))


async def make_theme(*, code: str = "T1", title: str = "Premises", keywords: Sequence[str] = (), **values: Any) -> UUID:
    """A theme with the same label in Swedish and English."""
    labels = {"sv": title, "en": title}
    return await _saved(
        Theme(code=code, labels=_json(labels), keywords=_json(list(keywords)), created_at=NOW, **values)
    )


async def make_coding(point: UUID, theme: UUID, *, state: CodingState = CodingState.CONFIRMED, **values: Any) -> UUID:
    return await _saved(Coding(point=point, theme=theme, state=state.value, **values))


async def make_issue(*, title: str = "Premises are too expensive", points: Sequence[UUID] = (), **values: Any) -> UUID:
    """An issue that these points raise."""
    issue = await _saved(Issue(title=title, created_at=NOW, **values))
    for point in points:
        await _saved(IssuePoint(issue=issue, point=point, added_at=NOW))
    await refresh_issues(issue)
    return issue


async def make_commitment(
    *, text: str = "Open school premises in the evenings.", issues: Sequence[UUID] = (), **values: Any
) -> UUID:
    """A commitment that answers these issues."""
    values = {"responsible": "The property unit", "created_at": NOW, **values}
    commitment = await _saved(Commitment(text=text, **values))
    for issue in issues:
        await _saved(IssueCommitment(issue=issue, commitment=commitment))
    return commitment


async def tried(evidence: UUID) -> UUID:
    """A link that was found to work, as it must be to count."""
    await note_look(evidence, at=NOW, is_reachable=True, status=200)
    return evidence


def source_json(first_line: int, last_line: int = 0, *, page: int = 1) -> str:
    """A stored source."""
    return _json({"page": page, "first_line": first_line, "last_line": last_line or first_line})


async def _saved(row: Any) -> UUID:
    await row.save()
    key: UUID = row.id
    return key


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
