"""Publishing freezes a draft's wording as a version and opens the survey; closing ends it. Neither is ever undone."""

from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from feedback.database import transaction
from feedback.errors import Conflict
from feedback.tables import Issue
from feedback.translation import gettext as _
from feedback.webhook_events import WebhookEvent, emit
from surveys import reminders
from surveys.building import InvitedAre, SurveyState, get_draft, hold_survey
from surveys.definition import SurveyDefinition, to_json
from surveys.publishing_checks import blocking, problems_before_publishing
from surveys.tables import ResponseDraft, Survey, SurveyVersion, VerdictQuestion
from surveys.trials import throw_away, throw_away_ended


class Openable(Protocol):
    """A survey as its row or as `BuiltSurvey` tells of it."""

    @property
    def state(self) -> str: ...
    @property
    def closes_on(self) -> date | None: ...


def is_open(survey: Openable, today: date) -> bool:
    """Whether it takes answers on this day; the last day counts. A trial does until the survey it tries out is closed."""
    is_begun = survey.state in (SurveyState.OPEN, SurveyState.TRIAL)
    return is_begun and (survey.closes_on is None or survey.closes_on >= today)


async def publish(
    survey_id: UUID,
    *,
    officer: UUID | None,
    now: datetime,
    invited: int | None = None,
    closes_on: date | None = None,
    invited_are: InvitedAre = InvitedAre.EVERYONE,
) -> UUID:
    """Freeze the draft's wording, open the survey, and give the version's id.

    `invited` says how many were asked to answer, where it is not the number of invitations alone; `closes_on` is the last
    day. Raises `Conflict` with everything that blocks, or where the survey is published already.
    """
    async with transaction():
        await hold_survey(survey_id)
        survey = await get_draft(survey_id)
        if not survey.is_draft:
            raise Conflict(_("The survey has been published already."))
        blocked = await what_blocks(survey.definition)
        blocked += _wrong_terms(now.date(), closes_on=closes_on, invited=invited, invitations=survey.invitations)
        if blocked:
            raise Conflict(" ".join([_("The survey cannot be published yet."), *blocked]))
        version_id = await freeze(survey_id, survey.definition, number=1, officer=officer, now=now)
        await Survey.update(
            {
                Survey.state: SurveyState.OPEN.value,
                Survey.opened_at: now,
                Survey.closes_on: closes_on,
                Survey.reminders: reminders.to_json(reminders.proposed_days(now.date(), closes_on)),
                Survey.invited: survey.invited if invited is None else invited,
                Survey.invited_are: invited_are.value,
            }
        ).where(Survey.id == survey_id)
    return version_id


async def say_who_was_invited(survey_id: UUID, invited_are: InvitedAre) -> None:
    """Keep whether everyone concerned was invited or a sample of them, also after the survey is closed. Raises `NotFound`."""
    async with transaction():
        await hold_survey(survey_id)
        await Survey.update({Survey.invited_are: invited_are.value}).where(Survey.id == survey_id)


async def what_blocks(definition: SurveyDefinition) -> list[str]:
    """What must be put right before this wording is published, one sentence each."""
    return [*blocking(problems_before_publishing(definition)), *await _lost_issues(definition)]


async def freeze(
    survey_id: UUID, definition: SurveyDefinition, *, number: int, officer: UUID | None, now: datetime, note: str = ""
) -> UUID:
    """Keep this wording as the survey's version with this number, bind its verdicts, and throw its trial away."""
    version = SurveyVersion(
        survey=survey_id,
        number=number,
        definition=to_json(definition),
        published_by=officer,
        published_at=now,
        note=note,
    )
    await version.save()
    await _bind_verdicts(survey_id, version.id, definition)
    await throw_away(survey_id)
    return version.id


async def _lost_issues(definition: SurveyDefinition) -> list[str]:
    """A sentence for each verdict whose issue is no longer there to be bound to."""
    asked = {UUID(question.issue_id) for question in definition.questions if question.issue_id}
    rows = await Issue.select(Issue.id).where(Issue.id.is_in(list(asked))) if asked else []
    known = {row["id"] for row in rows}
    return [
        _("Question %(number)s: the issue it asks about is no longer there.", number=number)
        for number, question in enumerate(definition.questions, start=1)
        if question.issue_id and UUID(question.issue_id) not in known
    ]


def _wrong_terms(today: date, *, closes_on: date | None, invited: int | None, invitations: int) -> list[str]:
    wrong = []
    if closes_on is not None and closes_on < today:
        wrong.append(_("The last day to answer has passed."))
    if invited is not None and invited < invitations:
        wrong.append(_("There are more invitations, %(n)s, than people who were asked.", n=invitations))
    return wrong


async def _bind_verdicts(survey_id: UUID, version_id: UUID, definition: SurveyDefinition) -> None:
    verdicts = [
        VerdictQuestion(version=version_id, survey=survey_id, question_key=each.key, issue=UUID(each.issue_id))
        for each in definition.questions
        if each.issue_id
    ]
    if verdicts:
        await VerdictQuestion.insert(*verdicts)


async def close(survey_id: UUID, *, now: datetime) -> None:
    """End the survey: no more answers are taken, and its trial is thrown away. Raises `Conflict` unless it is open."""
    async with transaction():
        survey = await hold_survey(survey_id)
        if survey.state is not SurveyState.OPEN:
            raise Conflict(_("Only an open survey can be closed."))
        await Survey.update({Survey.state: SurveyState.CLOSED.value, Survey.closed_at: now}).where(
            Survey.id == survey_id
        )
        await throw_away(survey_id)
        await emit(WebhookEvent.SURVEY_CLOSED, survey=survey_id, consultation=survey.consultation_id)


async def close_overdue(*, today: date, now: datetime) -> int:
    """End the surveys whose last day to answer has passed, and throw their trials away; gives how many."""
    overdue = (Survey.state == SurveyState.OPEN.value) & (Survey.closes_on < today)
    async with transaction():
        closed = (
            await Survey.update({Survey.state: SurveyState.CLOSED.value, Survey.closed_at: now})
            .where(overdue)
            .returning(Survey.id, Survey.consultation)
        )
        for row in closed:
            await emit(WebhookEvent.SURVEY_CLOSED, survey=row["id"], consultation=row["consultation"])
    await throw_away_ended()
    return len(closed)


async def drop_unsent() -> None:
    """Take away what was begun and not sent before a survey was closed."""
    closed = await Survey.select(Survey.id).where(Survey.state == SurveyState.CLOSED.value).output(as_list=True)
    if closed:
        await ResponseDraft.delete().where(ResponseDraft.survey.is_in(closed))
