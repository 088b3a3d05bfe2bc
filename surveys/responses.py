"""Responses: sent once, kept for good. One transaction appends the answers, takes the draft away and uses the invitation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import msgspec

from feedback.accounts import token_hash
from feedback.database import transaction
from feedback.errors import Conflict
from feedback.translation import gettext as _
from surveys.answers import Answers
from surveys.definition import SurveyDefinition, from_json
from surveys.questions.answer import Value
from surveys.response_drafts import DraftedAnswers, find_draft, must_take_answers
from surveys.survey_links import WrongLink, used_invitation
from surveys.tables import Invitation, Response, ResponseDraft


class NotComplete(Conflict):
    """The answers cannot be sent as they are; `errors` says what to do, by question key."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(_("Some answers need fixing before you can send them."))
        self.errors = dict(errors)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was received: the latest revision, with the wording it answers and a reference to quote."""

    response_id: UUID
    definition: SurveyDefinition
    language: str
    answers: Answers
    day: date

    @property
    def reference(self) -> str:
        """Eight characters of the response's random id, which tell nothing of who sent it or when."""
        text = self.response_id.hex[:8].upper()
        return f"{text[:4]}-{text[4:]}"


async def send(token: str, *, today: date) -> Receipt:
    """Send the answers of a draft, once: every further call with the same token, at the same time or later, gives the same receipt.

    Raises `NotComplete`, `WrongLink`, and `Gone` where the survey is closed or the invitation used; the draft is then kept.
    """
    async with transaction():
        draft = await _hold(token)
        if draft is not None:
            await _append(token, draft, today=today)
    return await receipt(token)


async def _hold(token: str) -> DraftedAnswers | None:
    """The draft, its row held until the transaction ends; None where it was sent already, or by another call just now."""
    of_token = ResponseDraft.token_hash == token_hash(token)
    await ResponseDraft.update({ResponseDraft.updated_on: ResponseDraft.updated_on}).where(of_token)
    return await find_draft(token)


async def _append(token: str, draft: DraftedAnswers, *, today: date) -> None:
    await must_take_answers(draft, today=today)
    read = draft.read
    if read.errors:
        raise NotComplete(read.errors)
    if draft.invitation_id is not None:
        await _use(draft.invitation_id, today=today)
    await ResponseDraft.delete().where(ResponseDraft.token_hash == token_hash(token))
    await Response(
        survey=draft.survey_id,
        version=draft.version_id,
        language=draft.language,
        token_hash=token_hash(token),
        answers=msgspec.json.encode(read.answers).decode(),
        day=today,
    ).save()


async def _use(invitation_id: UUID, *, today: date) -> None:
    used = (
        await Invitation.update({Invitation.used_on: today})
        .where((Invitation.id == invitation_id) & Invitation.used_on.is_null())
        .returning(Invitation.id)
    )
    if not used:
        row = await Invitation.select(Invitation.used_on).where(Invitation.id == invitation_id).first()
        raise used_invitation(row["used_on"] if row else today)


async def receipt(token: str) -> Receipt:
    """What was sent with this token. Raises `WrongLink` where nothing was."""
    row = (
        await Response.select(
            Response.id, Response.language, Response.answers, Response.day, Response.version.definition
        )
        .where(Response.token_hash == token_hash(token))
        .order_by(Response.revision, ascending=False)
        .first()
    )
    if row is None:
        raise WrongLink(_("This link leads to no answers. Check that you have the whole address, or begin again."))
    return Receipt(
        response_id=row["id"],
        definition=from_json(row["version.definition"]),
        language=row["language"],
        answers=read_document(row["answers"]),
        day=row["day"],
    )


def read_document(document: str) -> dict[str, Value]:
    """A response's JSON document: question key -> value."""
    return msgspec.json.decode(document, type=dict[str, Value])
