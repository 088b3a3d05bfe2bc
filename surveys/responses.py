"""Responses: sent once, never changed. One transaction appends the answers, takes the draft away and uses the invitation.

Changed answers are sent as a further revision with the same token; only the latest counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import msgspec

from feedback.accounts import token_hash
from feedback.database import transaction
from feedback.errors import Conflict
from feedback.translation import gettext as _
from surveys.answers import Answers, reference_of
from surveys.definition import Privacy, SurveyDefinition, from_json
from surveys.questions.answer import Value
from surveys.response_drafts import DraftedAnswers, find_draft, must_take_answers, no_answers
from surveys.survey_links import LinkUsed
from surveys.tables import Invitation, Response, ResponseDraft

LONGEST_TIME = 240  # minutes; who took longer was away meanwhile


class NotComplete(Conflict):
    """The answers cannot be sent as they are; `errors` says what to do, by question key."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(_("Some answers need fixing before you can send them."))
        self.errors = dict(errors)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was received: the latest revision, with the wording it answers and a reference to quote.

    `response_id` is the first revision's, so that the reference stays the same when answers are changed. `state` and
    `closes_on` are the survey's, for `is_open`. `is_changing` where a change was begun and not sent, `has_own_link` where
    the invitation leads here.
    """

    response_id: UUID
    definition: SurveyDefinition
    language: str
    answers: Answers
    day: date
    state: str
    closes_on: date | None = None
    revision: int = 1
    organisation: str = ""
    is_changing: bool = False
    has_own_link: bool = False

    @property
    def reference(self) -> str:
        """Eight characters of a random id, which tell nothing of who sent it or when."""
        return reference_of(self.response_id)


@dataclass(frozen=True, slots=True)
class _Before:
    """What a revision takes over from the one before it, or the first from the invitation."""

    revision: int = 0
    minutes: int | None = None
    invitation: UUID | None = None
    organisation: str = ""


async def send(token: str, *, today: date, now: datetime | None = None) -> Receipt:
    """Send the answers of a draft, once: every further call with the same token, at the same time or later, gives the same receipt.

    Raises `NotComplete`, `WrongLink`, and `Gone` where the survey is closed or the invitation used; the draft is then kept.
    """
    async with transaction():
        draft = await _hold(token)
        if draft is not None:
            await _append(token, draft, today=today, now=now)
    return await receipt(token)


async def _hold(token: str) -> DraftedAnswers | None:
    """The draft, its row held until the transaction ends; None where it was sent already, or by another call just now."""
    of_token = ResponseDraft.token_hash == token_hash(token)
    await ResponseDraft.update({ResponseDraft.updated_on: ResponseDraft.updated_on}).where(of_token)
    return await find_draft(token)


async def _append(token: str, draft: DraftedAnswers, *, today: date, now: datetime | None) -> None:
    await must_take_answers(draft, today=today, is_held=True)
    read = draft.read
    if read.errors:
        raise NotComplete(read.errors)
    before = await _sent_before(token) if draft.is_change else await _use_invitation(draft)
    await ResponseDraft.delete().where(ResponseDraft.token_hash == token_hash(token))
    is_named = draft.definition.privacy is Privacy.ORGANISATION_NAMED
    await Response(
        survey=draft.survey_id,
        version=draft.version_id,
        language=draft.language,
        token_hash=token_hash(token),
        revision=before.revision + 1,
        answers=msgspec.json.encode(read.answers).decode(),
        day=today,
        # How long the survey takes is what the first revision took; a change later is much shorter.
        minutes=before.minutes if before.revision else _minutes(draft.started_at, now),
        invitation=before.invitation,
        organisation=before.organisation or draft.organisation if is_named else "",
    ).save()


async def _sent_before(token: str) -> _Before:
    row = (
        await Response.select(Response.revision, Response.minutes, Response.invitation, Response.organisation)
        .where(Response.token_hash == token_hash(token))
        .order_by(Response.revision, ascending=False)
        .first()
    )
    return _Before(**row) if row else _Before()


async def _use_invitation(draft: DraftedAnswers) -> _Before:
    """Mark the invitation as used. What an anonymous response takes over from it is nothing."""
    if draft.invitation_id is None:
        return _Before()
    used = (
        await Invitation.update({Invitation.is_used: True})
        .where((Invitation.id == draft.invitation_id) & Invitation.is_used.eq(False))
        .returning(Invitation.organisation)
    )
    if not used:
        raise LinkUsed
    if draft.definition.privacy is Privacy.ANONYMOUS:
        return _Before()
    return _Before(invitation=draft.invitation_id, organisation=used[0]["organisation"])


def _minutes(started_at: datetime | None, now: datetime | None) -> int | None:
    if started_at is None or now is None or now < started_at:
        return None
    return min(int((now - started_at).total_seconds() // 60), LONGEST_TIME)


async def receipt(token: str) -> Receipt:
    """What was sent with this token. Raises `WrongLink` where nothing was."""
    of_token = Response.token_hash == token_hash(token)
    row = (
        await Response.select(
            Response.id,
            Response.language,
            Response.answers,
            Response.day,
            Response.revision,
            Response.organisation,
            Response.invitation,
            Response.version.definition,
            Response.survey.state,
            Response.survey.closes_on,
        )
        .where(of_token)
        .order_by(Response.revision, ascending=False)
        .first()
    )
    if row is None:
        raise no_answers()
    is_changed = row["revision"] > 1
    first = await Response.select(Response.id).where(of_token & (Response.revision == 1)).first() if is_changed else row
    return Receipt(
        response_id=(first or row)["id"],
        definition=from_json(row["version.definition"]),
        language=row["language"],
        answers=read_document(row["answers"]),
        day=row["day"],
        state=row["survey.state"],
        closes_on=row["survey.closes_on"],
        revision=row["revision"],
        organisation=row["organisation"],
        has_own_link=row["invitation"] is not None,
        is_changing=await ResponseDraft.exists().where(ResponseDraft.token_hash == token_hash(token)),
    )


def read_document(document: str) -> dict[str, Value]:
    """A response's JSON document: question key -> value."""
    return msgspec.json.decode(document, type=dict[str, Value])
