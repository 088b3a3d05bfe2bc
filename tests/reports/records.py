"""A consultation in the database with all that a report tells of: earlier points, merged themes, an issue, promises, a survey."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID

from feedback.enums import CodingState, ConsultationKind, EvidenceKind
from feedback.tables import CommitmentEntry, Evidence, IssueEntry
from surveys.definition import to_json
from surveys.tables import DigestedResponse, Response, Statement, StatementCoding, Survey, SurveyVersion, Tally
from tests.factories import (
    NOW,
    make_coding,
    make_commitment,
    make_consultation,
    make_document,
    make_issue,
    make_point,
    make_reviewed_consultation,
    make_theme,
    source_json,
)
from tests.surveys.open_surveys import SURVEY

RESPONSE_DAY = date(2025, 11, 3)
#: Of q1 nothing can be shown: its answers add up, and one is below five. Of q2, where several can be ticked, the rest can.
COUNTS = {
    ("", ""): 20,
    ("", "language:sv"): 12,
    ("", "language:ar"): 8,
    ("q1", ""): 20,
    ("q1", "association"): 17,
    ("q1", "other"): 3,
    ("q2", ""): 19,
    ("q2", "p1"): 17,
    ("q2", "p3"): 4,
    ("q3", ""): 2,
    ("q4", ""): 20,
    ("q4", "yes"): 6,
    ("q4", "partly"): 7,
    ("q4", "no"): 7,
}


@dataclass(frozen=True)
class Told:
    """The ids of what was made."""

    consultation: UUID
    earlier: UUID
    decision: UUID
    points: list[UUID]
    themes: tuple[UUID, UUID]
    issue: UUID
    commitment: UUID
    survey: UUID


async def make_told_consultation(**values: str) -> Told:
    consultation, _question, points = await make_reviewed_consultation(participants_count=34, **values)
    earlier = await make_consultation(
        title="Conferences of three years", date="2021-03", kind=ConsultationKind.CONFERENCE
    )
    said = await make_point(earlier, text="Rents are too high.", heading="Lillby 2019: obstacles")
    decision = await make_consultation(title="Terms of reference", date="2024-09-01", kind=ConsultationKind.DECISION)
    themes = await _code(points, said)
    issue = await make_issue(points=[points[0], said])
    await IssueEntry(
        issue=issue, number=1, field="answer", value="accepted in part", reason="Two counties try it.", at=NOW
    ).save()
    return Told(
        consultation=consultation,
        earlier=earlier,
        decision=decision,
        points=points,
        themes=themes,
        issue=issue,
        commitment=await _promise(issue, decision),
        survey=await make_answered_survey(consultation, issue, themes),
    )


async def _code(points: list[UUID], said: UUID) -> tuple[UUID, UUID]:
    """The first point's suggestion for one theme is a confirmed one, since a theme merged into it is confirmed."""
    kept = await make_theme()
    merged = await make_theme(code="T2", title="Rents", merged_into=kept)
    await make_coding(points[0], kept, state=CodingState.SUGGESTED)
    await make_coding(points[0], merged, decided_at=NOW)
    await make_coding(points[1], kept, state=CodingState.REJECTED)
    await make_coding(said, merged)
    return kept, merged


async def _promise(issue: UUID, decision: UUID) -> UUID:
    commitment = await make_commitment(
        issues=[issue], due=date(2024, 12, 31), consultation=decision, source=source_json(7, page=2)
    )
    moved = {"field": "due", "value": "2025-12-31", "reason": "The review takes longer.", "at": NOW}
    await CommitmentEntry(commitment=commitment, number=1, **moved).save()
    evidence = {"commitment": commitment, "kind": EvidenceKind.PASSAGE.value}
    document = await make_document(["The decision was made."], filename="decision.txt")
    shown = {"document": document, "source": source_json(1), "is_public": True, "date": date(2025, 2, 1)}
    await Evidence(**evidence, text="Decided.", added_at=datetime(2025, 2, 1, tzinfo=UTC), **shown).save()
    await Evidence(**evidence, text="An internal memo.", added_at=NOW, is_public=False).save()
    return commitment


async def make_answered_survey(consultation: UUID, issue: UUID, themes: tuple[UUID, UUID]) -> UUID:
    """A survey with `COUNTS` as its tallies, and two statements about the first theme: confirmed, and suggested."""
    sections = tuple(
        replace(s, questions=tuple(replace(q, issue_id=str(issue) if q.issue_id else None) for q in s.questions))
        for s in SURVEY.sections
    )
    document = to_json(replace(SURVEY, sections=sections))
    opened = datetime(2024, 9, 1, 8, tzinfo=UTC)
    survey = Survey(
        consultation=consultation, state="open", draft=document, link="link", invited=40, opened_at=opened,
        closes_on=date(2025, 11, 30),
    )  # fmt: skip
    await survey.save()
    version = SurveyVersion(survey=survey.id, number=1, definition=document)
    await version.save()
    await Tally.insert(
        *(Tally(survey=survey.id, question_key=key, value=value, n=n) for (key, value), n in COUNTS.items())
    )
    kept, merged = themes
    for number, codings in enumerate(((kept, "suggested"), (merged, "confirmed")), start=1):
        response = Response(
            survey=survey.id, version=version.id, language="sv", token_hash=str(number), answers="{}", day=RESPONSE_DAY
        )
        await response.save()
        await DigestedResponse.insert(DigestedResponse(response=response.id, survey=survey.id))
        statement = Statement(survey=survey.id, response=response.id, question_key="q3", text="Secret.", language="sv")
        await statement.save()
        theme, state = codings
        await StatementCoding(statement=statement.id, theme=theme, state=state).save()
    return survey.id
