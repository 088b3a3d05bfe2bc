"""Answers under way: begun by a link, kept section by section, and gone on with anywhere by a link of their own."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import msgspec

from feedback.accounts import token_hash
from feedback.database import transaction
from feedback.errors import Gone
from feedback.translation import gettext as _
from surveys.answers import ReadAnswers, read_answers
from surveys.definition import SurveyDefinition, from_json
from surveys.questions.free_text import clean
from surveys.survey_links import AskedSurvey, WrongLink, must_be_open, used_invitation
from surveys.tables import Invitation, Response, ResponseDraft

#: What was typed: question key -> the strings that its fields sent, right or wrong.
Typed = Mapping[str, Sequence[str]]


class AlreadySent(Gone):
    """The answers have been sent: the link now opens their receipt."""


@dataclass(frozen=True, slots=True)
class DraftedAnswers:
    """A participant's answers so far, as they were typed, and the survey they belong to."""

    survey_id: UUID
    version_id: UUID
    invitation_id: UUID | None
    definition: SurveyDefinition
    language: str
    typed: Typed

    @property
    def read(self) -> ReadAnswers:
        """The answers that hold, and what is wrong with the others."""
        return read_answers(self.definition.questions, self.typed)


async def start(asked: AskedSurvey, *, language: str, today: date) -> str:
    """Begin to answer; gives the token of the draft, of which only the hash is kept.

    An invitation may be begun several times, on several devices: it is used by the first that is sent.
    """
    token = secrets.token_urlsafe(32)
    await ResponseDraft(
        version=asked.version_id,
        survey=asked.survey_id,
        invitation=asked.invitation_id,
        token_hash=token_hash(token),
        language=language if language in asked.definition.languages else asked.language,
        updated_on=today,
    ).save()
    return token


async def draft_by_token(token: str, *, today: date) -> DraftedAnswers:
    """The answers under way. Raises `AlreadySent`, `WrongLink`, and `Gone` where the survey is closed or the invitation used."""
    draft = await find_draft(token)
    if draft is None:
        if await Response.exists().where(Response.token_hash == token_hash(token)):
            raise AlreadySent(_("Your answers have been sent."))
        raise WrongLink(_("This link leads to no answers. Check that you have the whole address, or begin again."))
    await must_take_answers(draft, today=today)
    return draft


async def must_take_answers(draft: DraftedAnswers, *, today: date) -> None:
    """Raises `Gone` where the survey is closed or the invitation used."""
    await must_be_open(draft.survey_id, today=today)
    if draft.invitation_id is not None:
        row = await Invitation.select(Invitation.used_on).where(Invitation.id == draft.invitation_id).first()
        if row and row["used_on"] is not None:
            raise used_invitation(row["used_on"])


async def find_draft(token: str) -> DraftedAnswers | None:
    """The answers under way, whether they can still be sent or not; None where there are none."""
    row = (
        await ResponseDraft.select(
            ResponseDraft.survey,
            ResponseDraft.version,
            ResponseDraft.invitation,
            ResponseDraft.language,
            ResponseDraft.answers,
            ResponseDraft.version.definition,
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
    )


async def save_section(token: str, typed: Typed, *, language: str, today: date) -> DraftedAnswers:
    """Keep what was typed for these questions, wrong or unfinished as it may be; raises as `draft_by_token`.

    A question whose fields sent nothing is kept as unanswered; other sections, and another device's, stay as they are.
    Keys that are no question of the survey are not kept.
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
        await ResponseDraft.update(
            {ResponseDraft.answers: msgspec.json.encode(kept).decode(), ResponseDraft.language: spoken}
        ).where(ResponseDraft.token_hash == token_hash(token))
    return replace(draft, typed=kept, language=spoken)


def _typed(document: str) -> Typed:
    return msgspec.json.decode(document, type=dict[str, list[str]])
