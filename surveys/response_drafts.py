"""Answers under way: begun by a link, kept section by section, and gone on with anywhere by a link of their own."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from feedback.accounts import token_hash
from feedback.database import transaction
from feedback.errors import Gone
from feedback.translation import gettext as _
from surveys.answers import ReadAnswers, read_answers
from surveys.building import SurveyState
from surveys.definition import SurveyDefinition, from_json
from surveys.questions.free_text import clean
from surveys.survey_links import AskedSurvey, LinkUsed, WrongLink, open_survey, refused_in
from surveys.tables import Invitation, Response, ResponseDraft

#: What was typed: question key -> the strings that its fields sent, right or wrong.
Typed = Mapping[str, Sequence[str]]
#: Stands among what was typed, for the organisation that a participant without an invitation answers for.
ORGANISATION = "organisation"


class AlreadySent(Gone):
    """The answers have been sent: the link now opens their receipt."""


@dataclass(frozen=True, slots=True)
class DraftedAnswers:
    """A participant's answers so far, as they were typed, and the survey they belong to.

    `revision` counts from 1; from 2 on it is a change of answers that were sent, which stand until the change is sent.
    """

    survey_id: UUID
    version_id: UUID
    invitation_id: UUID | None
    definition: SurveyDefinition
    language: str
    typed: Typed
    started_at: datetime | None = None
    revision: int = 1
    is_trial: bool = False

    @property
    def is_change(self) -> bool:
        return self.revision > 1

    @property
    def organisation(self) -> str:
        """The organisation that was written on the first page; empty where none was asked for."""
        return next(iter(self.typed.get(ORGANISATION, ())), "")

    @property
    def read(self) -> ReadAnswers:
        """The answers that hold, and what is wrong with the others."""
        return read_answers(self.definition.questions, self.typed)


async def start(
    asked: AskedSurvey, *, language: str, today: date, now: datetime | None = None, organisation: str = ""
) -> str:
    """Begin to answer; gives the token of the draft, of which only the hash is kept.

    An invitation to an anonymous survey may be begun several times, on several devices: it is used by the first that is
    sent. One that leads to its answers gives the same draft each time, with what was typed so far.
    """
    token = asked.own_token or secrets.token_urlsafe(32)
    typed = {ORGANISATION: [clean(organisation)]} if organisation else {}
    draft = ResponseDraft(
        version=asked.version_id,
        survey=asked.survey_id,
        invitation=asked.invitation_id,
        token_hash=token_hash(token),
        language=language if language in asked.definition.languages else asked.language,
        answers=_document(typed),
        updated_on=today,
        started_at=now,
    )
    query = ResponseDraft.insert(draft).on_conflict(target=ResponseDraft.token_hash, action="DO NOTHING")
    if not await query.returning(ResponseDraft.id) and typed:
        await _write_again(token, typed)
    return token


async def _write_again(token: str, typed: Typed) -> None:
    """The organisation is asked for each time that somebody comes by an invitation: the latest name holds."""
    of_token = ResponseDraft.token_hash == token_hash(token)
    async with transaction():
        await ResponseDraft.update({ResponseDraft.updated_on: ResponseDraft.updated_on}).where(of_token)
        draft = await find_draft(token)
        if draft is not None:
            await ResponseDraft.update({ResponseDraft.answers: _document({**draft.typed, **typed})}).where(of_token)


async def draft_by_token(token: str, *, today: date) -> DraftedAnswers:
    """The answers under way. Raises `AlreadySent`, `WrongLink`, and `Gone` where the survey is closed or the invitation used."""
    draft = await find_draft(token)
    if draft is None:
        if await Response.exists().where(Response.token_hash == token_hash(token)):
            raise AlreadySent(_("Your answers have been sent."))
        raise no_answers()
    await must_take_answers(draft, today=today)
    return draft


async def must_take_answers(draft: DraftedAnswers, *, today: date, is_held: bool = False) -> None:
    """Raises `Gone` where the survey is closed or the invitation used; when `is_held`, it stays open meanwhile."""
    with refused_in(draft.language):
        await open_survey(draft.survey_id, today=today, is_held=is_held)
        if draft.invitation_id is not None and not draft.is_change:
            row = await Invitation.select(Invitation.is_used).where(Invitation.id == draft.invitation_id).first()
            if row and row["is_used"]:
                raise LinkUsed


async def find_draft(token: str) -> DraftedAnswers | None:
    """The answers under way, whether they can still be sent or not; None where there are none."""
    row = (
        await ResponseDraft.select(
            ResponseDraft.survey,
            ResponseDraft.version,
            ResponseDraft.invitation,
            ResponseDraft.language,
            ResponseDraft.answers,
            ResponseDraft.started_at,
            ResponseDraft.revision,
            ResponseDraft.version.definition,
            ResponseDraft.survey.state,
        )
        .where(ResponseDraft.token_hash == token_hash(token))
        .first()
    )
    if row is None:
        return None
    return DraftedAnswers(
        survey_id=row["survey"],
        version_id=row["version"],
        invitation_id=row["invitation"],
        definition=from_json(row["version.definition"]),
        language=row["language"],
        typed=_typed(row["answers"]),
        started_at=row["started_at"],
        revision=row["revision"],
        is_trial=row["survey.state"] == SurveyState.TRIAL,
    )


async def save_section(
    token: str, typed: Typed, *, language: str, today: date, page: int | None = None
) -> DraftedAnswers:
    """Keep what was typed for these questions, wrong or unfinished as it may be; raises as `draft_by_token`.

    `page` is remembered as the last one that was saved. A question whose fields sent nothing is kept as unanswered; other
    sections, and another device's, stay as they are. Keys that are no question of the survey are not kept.
    """
    async with transaction():
        # Holds the row on both engines until the end, so that two devices do not undo each other's sections.
        await ResponseDraft.update({ResponseDraft.updated_on: today}).where(
            ResponseDraft.token_hash == token_hash(token)
        )
        draft = await draft_by_token(token, today=today)
        spoken = language if language in draft.definition.languages else draft.language
        keys = [question.key for question in draft.definition.questions]
        kept = {**draft.typed, **{key: [clean(text) for text in typed[key]] for key in keys if key in typed}}
        values: dict[Any, object] = {ResponseDraft.answers: _document(kept), ResponseDraft.language: spoken}
        if page is not None:
            values[ResponseDraft.page] = page
        await ResponseDraft.update(values).where(ResponseDraft.token_hash == token_hash(token))
    return replace(draft, typed=kept, language=spoken)


def no_answers() -> WrongLink:
    """The token leads to neither a draft nor a response, or no longer."""
    return WrongLink(
        _(
            "This link leads to no answers. Check that you have the whole address. Answers that were deleted, and those "
            "to an anonymous survey that has been closed, cannot be opened any more by anybody."
        )
    )


def _document(typed: Typed) -> str:
    return msgspec.json.encode(typed).decode()


def _typed(document: str) -> Typed:
    return msgspec.json.decode(document, type=dict[str, list[str]])
