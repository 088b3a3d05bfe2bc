"""Surveys being built: drafted from a consultation, listed, and edited until they are published."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import msgspec
from piccolo.query.functions.aggregate import Count

from feedback.consultations import get_consultation
from feedback.database import transaction
from feedback.enums import Delivery
from feedback.errors import Conflict, NotFound
from feedback.issues import issues_of_consultation
from feedback.points import list_points
from feedback.questions import list_questions
from feedback.translation import gettext as _
from surveys.definition import SurveyDefinition, from_json, to_json
from surveys.drafting import MOST_QUESTIONS, LeftOut, draft_survey
from surveys.sources import AskedQuestion, ConsultationToAskAbout, OpenIssue, RaisedPoint
from surveys.tables import Invitation, Response, Survey


class SurveyState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class BuiltSurvey:
    """A survey as its officers see it; once it is published, `definition` is the published wording."""

    id: UUID
    consultation_id: UUID
    consultation_title: str
    consultation_language: str
    participants: int | None
    state: SurveyState
    definition: SurveyDefinition
    left_out: tuple[LeftOut, ...]
    link: str
    invited: int
    invitations: int
    responses: int
    closes_on: date | None
    opened_at: datetime | None
    closed_at: datetime | None

    @property
    def is_draft(self) -> bool:
        return self.state is SurveyState.DRAFT

    @property
    def fingerprint(self) -> str:
        """What a form carries to say which draft it edited."""
        return fingerprint(self.definition)


def fingerprint(definition: SurveyDefinition) -> str:
    """The same for equal definitions, and for no others."""
    return hashlib.sha256(to_json(definition).encode()).hexdigest()


async def draft_for(consultation_id: UUID, *, now: datetime, max_questions: int = MOST_QUESTIONS) -> UUID:
    """Draft a survey from what the consultation asked, heard and left open, and keep it. Raises `NotFound` or `Gone`."""
    drafted = draft_survey(await consultation_to_ask_about(consultation_id), max_questions=max_questions)
    survey = Survey(
        consultation=consultation_id,
        state=SurveyState.DRAFT.value,
        draft=to_json(drafted.definition),
        left_out=msgspec.json.encode(drafted.left_out).decode(),
        link=secrets.token_urlsafe(32),
        created_at=now,
    )
    await survey.save()
    return survey.id


async def consultation_to_ask_about(consultation_id: UUID) -> ConsultationToAskAbout:
    """What a survey about this consultation is drafted from, with the issues that its points raise.

    An issue that is called complete is raised again, so whether participants agree is worth asking; a superseded one is not.
    """
    consultation = await get_consultation(consultation_id)
    questions = await list_questions(consultation_id)
    numbers = {question.id: question.number for question in questions}
    issues = await issues_of_consultation(consultation_id)
    return ConsultationToAskAbout(
        kind=consultation.kind,
        date=consultation.date,
        language=consultation.language,
        questions=tuple(AskedQuestion(str(each.id), each.number, each.text, each.subquestions) for each in questions),
        points=tuple(
            RaisedPoint(
                id=str(point.id),
                text=point.text,
                kind=point.kind.value,
                question_number=numbers[point.question_id] if point.question_id else None,
                heading=point.heading,
            )
            for point in await list_points(consultation_id)
            if not point.is_dropped
        ),
        issues=tuple(
            OpenIssue(str(issue.id), issue.title, issue.years, tuple(str(point.id) for point in issue.points))
            for issue in issues
            if issue.state.delivery is not Delivery.SUPERSEDED
        ),
    )


async def list_surveys(consultation_id: UUID | None = None) -> tuple[BuiltSurvey, ...]:
    """The surveys, of one consultation or of all, the newest first."""
    return await _read_surveys(consultation_id=consultation_id)


async def get_survey(survey_id: UUID) -> BuiltSurvey:
    """A survey. Raises `NotFound`."""
    found = await _read_surveys(survey_id=survey_id)
    if not found:
        raise NotFound(_("There is no such survey."))
    return found[0]


async def get_draft(survey_id: UUID) -> BuiltSurvey:
    """A survey that can be edited. Raises `NotFound`, and `Conflict` where it is published."""
    survey = await get_survey(survey_id)
    if not survey.is_draft:
        raise Conflict(_("The survey has been published, and its wording is frozen. It can no longer be changed."))
    return survey


async def hold_survey(survey_id: UUID) -> BuiltSurvey:
    """The survey, its row held until the transaction around ends. Raises `NotFound`."""
    await Survey.update({Survey.state: Survey.state}).where(Survey.id == survey_id)
    return await get_survey(survey_id)


async def save_draft(survey_id: UUID, definition: SurveyDefinition, *, seen: str) -> None:
    """Keep this definition as the draft; raises as `edit_draft`."""
    await edit_draft(survey_id, lambda _draft: definition, seen=seen)


async def edit_draft(survey_id: UUID, edit: Callable[[SurveyDefinition], SurveyDefinition], *, seen: str) -> None:
    """Keep what the edit makes of the draft. `seen` is the `fingerprint` of the draft that the officer looked at.

    Raises `Conflict` where the survey is published or its draft is another by now, and `NotFound` where the edit names
    something (`KeyError`) that the draft does not have.
    """
    async with transaction():
        await hold_survey(survey_id)
        survey = await get_draft(survey_id)
        if survey.fingerprint != seen:
            raise Conflict(
                _("Somebody else changed the draft meanwhile. Look at it as it is now, and send your change again.")
            )
        try:
            edited = edit(survey.definition)
        except KeyError as error:
            raise NotFound(_("The survey has no such question or text; it may have been removed.")) from error
        await Survey.update({Survey.draft: to_json(edited)}).where(Survey.id == survey_id)


async def _read_surveys(
    *, survey_id: UUID | None = None, consultation_id: UUID | None = None
) -> tuple[BuiltSurvey, ...]:
    about = Survey.consultation
    query = Survey.select(
        *Survey.all_columns(), about.title, about.language, about.participants_count, about.date
    ).order_by(Survey.created_at, ascending=False)
    if survey_id is not None:
        query = query.where(Survey.id == survey_id)
    if consultation_id is not None:
        query = query.where(about == consultation_id)
    rows = await query
    invitations = await _count(Invitation, survey_id)
    responses = await _count(Response, survey_id)
    return tuple(
        BuiltSurvey(
            id=row["id"],
            consultation_id=row["consultation"],
            consultation_title=row["consultation.title"],
            consultation_language=row["consultation.language"],
            participants=row["consultation.participants_count"],
            state=SurveyState(row["state"]),
            definition=from_json(row["draft"]),
            left_out=msgspec.json.decode(row["left_out"], type=tuple[LeftOut, ...]),
            invitations=invitations.get(row["id"], 0),
            responses=responses.get(row["id"], 0),
            **{name: row[name] for name in ("link", "invited", "closes_on", "opened_at", "closed_at")},
        )
        for row in rows
    )


async def _count(table: type[Invitation] | type[Response], survey_id: UUID | None) -> dict[UUID, int]:
    query = table.select(table.survey, Count()).group_by(table.survey)
    if table is Response:
        query = query.where(Response.revision == 1)
    if survey_id is not None:
        query = query.where(table.survey == survey_id)
    return {row["survey"]: row["count"] for row in await query}
