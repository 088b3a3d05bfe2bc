"""Surveys being built: drafted from a consultation, listed, and edited until they are closed.

What officers edit is the draft. A survey that is open is answered as it was published last, whatever its draft says meanwhile.
"""

import hashlib
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

import msgspec
from piccolo.query.functions.aggregate import Count

from feedback.consultations import get_consultation
from feedback.database import transaction
from feedback.errors import Conflict, NotFound
from feedback.translation import gettext as _
from surveys import wordings
from surveys.asked_about import consultation_to_ask_about
from surveys.definition import SurveyDefinition, from_json, to_json
from surveys.drafting import MOST_QUESTIONS, LeftOut, draft_survey
from surveys.images import digests, drop_unused_images
from surveys.question_library import definition_of_set, library_set
from surveys.section_edits import add_section
from surveys.tables import Invitation, Response, Survey, SurveyVersion, Tally


class SurveyState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    TRIAL = "trial"  # a copy that officers try out: see `surveys.trials`


class InvitedAre(StrEnum):
    """Whom the survey's answers stand for: only a sample leaves chance in who was asked, and so intervals round shares."""

    EVERYONE = "everyone"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class BuiltSurvey:
    """A survey as its officers see it; once it is published, `definition` is the wording published last.

    `draft` is what is being edited: the same, or what the next version will say. `is_under_change` where an open survey's
    draft says something else than its participants are asked.
    """

    id: UUID
    consultation_id: UUID
    consultation_title: str
    consultation_language: str
    participants: int | None
    state: SurveyState
    definition: SurveyDefinition
    draft: SurveyDefinition
    left_out: tuple[LeftOut, ...]
    link: str
    invited: int
    invitations: int
    responses: int
    closes_on: date | None
    opened_at: datetime | None
    closed_at: datetime | None
    is_under_change: bool = False
    invited_are: InvitedAre = InvitedAre.EVERYONE

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


async def draft_for(
    consultation_id: UUID, *, now: datetime, max_questions: int = MOST_QUESTIONS, id: UUID | None = None
) -> UUID:
    """Draft a survey from what the consultation asked, heard and left open, and keep it. Raises `NotFound` or `Gone`.

    With an `id` that a survey has already, nothing is drafted: the form was sent twice.
    """
    drafted = draft_survey(await consultation_to_ask_about(consultation_id), max_questions=max_questions)
    return await keep_new_draft(consultation_id, drafted.definition, drafted.left_out, now=now, id=id)


async def begin_survey(consultation_id: UUID, *, now: datetime, template: str = "", id: UUID | None = None) -> UUID:
    """Keep a draft with the questions of a set of the library, or with none; raises as `draft_for`, which tells of `id`."""
    consultation = await get_consultation(consultation_id)
    languages = tuple(dict.fromkeys((consultation.language, *wordings.DRAFT_LANGUAGES)))
    title = wordings.survey_title(consultation.kind, consultation.date)
    if template:
        try:
            begun = definition_of_set(library_set(template), languages=languages)
        except KeyError as error:
            raise NotFound(_("There is no such template.")) from error
    else:
        begun = add_section(SurveyDefinition({}, languages=languages), wordings.POINTS)
    return await keep_new_draft(consultation_id, replace(begun, title=title), (), now=now, id=id)


async def keep_new_draft(
    consultation_id: UUID,
    definition: SurveyDefinition,
    left_out: tuple[LeftOut, ...],
    *,
    now: datetime,
    id: UUID | None,
) -> UUID:
    """Keep a definition as a new draft about the consultation; `id` as `draft_for` tells."""
    survey = Survey(
        id=id or uuid4(),
        consultation=consultation_id,
        state=SurveyState.DRAFT.value,
        draft=to_json(definition),
        left_out=msgspec.json.encode(left_out).decode(),
        link=secrets.token_urlsafe(32),
        created_at=now,
    )
    await Survey.insert(survey).on_conflict(action="DO NOTHING")
    return survey.id


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
    """A survey that can be edited, with its draft as its `definition`. Raises `NotFound`, and `Conflict` where it is closed."""
    survey = await get_survey(survey_id)
    if survey.state is SurveyState.CLOSED:
        raise Conflict(_("The survey is closed, and its wording is frozen. It can no longer be changed."))
    return replace(survey, definition=survey.draft)


async def hold_survey(survey_id: UUID) -> BuiltSurvey:
    """The survey, its row held until the transaction around ends. Raises `NotFound`."""
    await Survey.update({Survey.state: Survey.state}).where(Survey.id == survey_id)
    return await get_survey(survey_id)


async def save_draft(survey_id: UUID, definition: SurveyDefinition, *, seen: str) -> None:
    """Keep this definition as the draft; raises as `edit_draft`."""
    await edit_draft(survey_id, lambda _draft: definition, seen=seen)


async def edit_draft(survey_id: UUID, edit: Callable[[SurveyDefinition], SurveyDefinition], *, seen: str) -> None:
    """Keep what the edit makes of the draft. `seen` is the `fingerprint` of the draft that the officer looked at.

    Raises `Conflict` where the survey is closed or its draft is another by now, or where the privacy that an open survey
    promised would change; `NotFound` where the edit names something (`KeyError`) that the draft does not have.
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
        if not survey.is_draft and edited.privacy is not survey.definition.privacy:
            raise Conflict(_("What is kept of who answered was promised when the survey opened. It cannot be changed."))
        await Survey.update({Survey.draft: to_json(edited)}).where(Survey.id == survey_id)
        if digests(survey.definition) - digests(edited):
            await drop_unused_images(survey_id)


async def _read_surveys(
    *, survey_id: UUID | None = None, consultation_id: UUID | None = None
) -> tuple[BuiltSurvey, ...]:
    about = Survey.consultation
    query = Survey.select(
        *Survey.all_columns(), about.title, about.language, about.participants_count, about.date
    ).order_by(Survey.created_at, ascending=False)
    query = query.where(Survey.state != SurveyState.TRIAL.value)
    if survey_id is not None:
        query = query.where(Survey.id == survey_id)
    if consultation_id is not None:
        query = query.where(about == consultation_id)
    rows = await query
    published = await published_definitions([row["id"] for row in rows if row["state"] != SurveyState.DRAFT.value])
    invitations = await _count(Invitation, survey_id)
    responses = await _count(Response, survey_id) | await _counted_before(
        [row["id"] for row in rows if row["purged_on"]]
    )
    return tuple(
        _built(row, published.get(row["id"]), invitations.get(row["id"], 0), responses.get(row["id"], 0))
        for row in rows
    )


def _built(row: dict[str, Any], published: SurveyDefinition | None, invitations: int, responses: int) -> BuiltSurvey:
    draft, state = from_json(row["draft"]), SurveyState(row["state"])
    return BuiltSurvey(
        id=row["id"],
        consultation_id=row["consultation"],
        consultation_title=row["consultation.title"],
        consultation_language=row["consultation.language"],
        participants=row["consultation.participants_count"],
        state=state,
        definition=published or draft,
        draft=draft,
        is_under_change=state is SurveyState.OPEN and draft != published,
        left_out=msgspec.json.decode(row["left_out"], type=tuple[LeftOut, ...]),
        invitations=invitations,
        responses=responses,
        invited_are=InvitedAre(row["invited_are"]),
        **{name: row[name] for name in ("link", "invited", "closes_on", "opened_at", "closed_at")},
    )


async def published_definitions(survey_ids: Collection[UUID]) -> dict[UUID, SurveyDefinition]:
    """What each of these surveys asks: the wording published last. Surveys that were never published are left out."""
    if not survey_ids:
        return {}
    rows = (
        await SurveyVersion.select(SurveyVersion.survey, SurveyVersion.definition)
        .where(SurveyVersion.survey.is_in(list(survey_ids)))
        .order_by(SurveyVersion.number)
    )
    latest = {row["survey"]: row["definition"] for row in rows}
    return {survey_id: from_json(definition) for survey_id, definition in latest.items()}


async def _counted_before(purged: list[UUID]) -> dict[UUID, int]:
    """How many responses each survey had that has been freed of them: the tally of all its responses tells."""
    if not purged:
        return {}
    all_responses = (Tally.question_key == "") & (Tally.value == "") & Tally.survey.is_in(purged)
    return {row["survey"]: row["n"] for row in await Tally.select(Tally.survey, Tally.n).where(all_responses)}


async def _count(table: type[Invitation] | type[Response], survey_id: UUID | None) -> dict[UUID, int]:
    query = table.select(table.survey, Count()).group_by(table.survey)
    if table is Response:
        query = query.where(Response.revision == 1)
    if survey_id is not None:
        query = query.where(table.survey == survey_id)
    return {row["survey"]: row["count"] for row in await query}
