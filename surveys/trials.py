"""Trying a survey out: a copy of the draft under a link of its own, answered as any survey is, and thrown away with its answers.

A trial is a row of `Survey` in the state `trial`, one per survey. Officers' lists, reports, exports and mails leave it out.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from feedback.database import transaction
from feedback.errors import Conflict
from feedback.translation import gettext as _
from surveys.building import SurveyState, get_draft, hold_survey
from surveys.coding_traces import forget_traces
from surveys.definition import from_json, to_json
from surveys.tables import Response, ResponseDraft, Statement, Survey, SurveyVersion


@dataclass(frozen=True, slots=True)
class Trial:
    """A survey being tried out: its open link, and how many have begun and sent answers."""

    link: str
    begun: int
    sent: int


async def try_out(survey_id: UUID, *, now: datetime) -> Trial:
    """Let officers answer the draft as it is now; what was answered before stays until it is thrown away.

    Its first page promises what the survey's does. Raises `NotFound`, and `Conflict` where the survey is closed, its last
    day has passed, or it asks nothing yet.
    """
    async with transaction():
        await hold_survey(survey_id)
        survey = await get_draft(survey_id)
        if not survey.definition.questions:
            raise Conflict(_("The survey has no questions."))
        if survey.closes_on is not None and survey.closes_on < now.date():
            raise Conflict(_("The survey is closed and takes no more answers."))
        trial = await Survey.objects().get(Survey.trial_of == survey_id)
        if trial is None:
            trial = Survey(
                consultation=survey.consultation_id,
                state=SurveyState.TRIAL.value,
                trial_of=survey_id,
                link=secrets.token_urlsafe(32),
                created_at=now,
            )
            await trial.save()
        await _promise_the_same(survey_id, trial.id)
        versions = (
            await SurveyVersion.select(SurveyVersion.definition)
            .where(SurveyVersion.survey == trial.id)
            .order_by(SurveyVersion.number)
        )
        if not versions or from_json(versions[-1]["definition"]) != survey.definition:
            document = to_json(survey.definition)
            number = len(versions) + 1
            await SurveyVersion(survey=trial.id, number=number, definition=document, published_at=now).save()
    found = await trial_of(survey_id)
    if found is None:
        raise Conflict(_("The trial was thrown away meanwhile. Begin it again."))
    return found


async def _promise_the_same(survey_id: UUID, trial_id: UUID) -> None:
    promised = (Survey.addresses_kept, Survey.answers_kept, Survey.closes_on)
    row = await Survey.select(*promised).where(Survey.id == survey_id).first()
    if row:
        await Survey.update({column: row[column._meta.name] for column in promised}).where(Survey.id == trial_id)


async def trial_of(survey_id: UUID) -> Trial | None:
    """The trial of this survey; None where there is none."""
    trial = await Survey.objects().get(Survey.trial_of == survey_id)
    if trial is None:
        return None
    return Trial(
        link=trial.link,
        begun=await ResponseDraft.count().where(ResponseDraft.survey == trial.id),
        sent=await Response.count().where((Response.survey == trial.id) & (Response.revision == 1)),
    )


async def throw_away_ended() -> None:
    """End the trials of surveys that are closed."""
    ended = (Survey.state == SurveyState.TRIAL.value) & (Survey.trial_of.state == SurveyState.CLOSED.value)
    for row in await Survey.select(Survey.trial_of).where(ended):
        await throw_away(row["trial_of"])


async def throw_away(survey_id: UUID) -> None:
    """End the trial of this survey and remove every answer that was given to it; nothing where there is none."""
    async with transaction():
        trial = await Survey.objects().get(Survey.trial_of == survey_id)
        if trial is None:
            return
        # Nobody begins or sends from here on, so that no answer comes between its removal and that of what it refers to.
        await Survey.update({Survey.state: SurveyState.CLOSED.value}).where(Survey.id == trial.id)
        await ResponseDraft.delete().where(ResponseDraft.survey == trial.id)
        await forget_traces(Statement.survey == trial.id)
        await Response.delete().where(Response.survey == trial.id)
        await SurveyVersion.delete().where(SurveyVersion.survey == trial.id)
        await Survey.delete().where(Survey.id == trial.id)
