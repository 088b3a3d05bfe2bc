"""A survey that is open can be changed: its draft is published as the next version, and every response keeps the one it answered.

Wording, help, translations, questions and answers may come and go. A question that stays keeps its type and what its
answers are stored as, so that its answers add up over all versions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from feedback.database import execute, transaction
from feedback.errors import Conflict
from feedback.tables import Officer
from feedback.translation import date_text
from feedback.translation import gettext as _
from surveys import reminders
from surveys.building import SurveyState, get_draft, get_survey, hold_survey, published_definitions
from surveys.definition import SurveyDefinition, from_json, to_json
from surveys.images import drop_unused_images
from surveys.publishing import freeze, is_open, what_blocks
from surveys.tables import Survey, SurveyVersion
from surveys.trials import throw_away


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """One wording of a survey: from when, by whom and why it was published, and how many responses answered it."""

    id: UUID
    number: int
    definition: SurveyDefinition
    published_at: datetime
    officer: str
    note: str
    responses: int


async def list_versions(survey_id: UUID) -> tuple[PublishedVersion, ...]:
    """The versions of a survey, the first first. Raises `NotFound` where there is no such survey."""
    await get_survey(survey_id)
    rows = await SurveyVersion.select().where(SurveyVersion.survey == survey_id).order_by(SurveyVersion.number)
    officers = {row["id"]: row["name"] for row in await Officer.select(Officer.id, Officer.name)}
    answered = (await responses_by_version([survey_id])) if rows else {}
    return tuple(
        PublishedVersion(
            id=row["id"],
            number=row["number"],
            definition=from_json(row["definition"]),
            published_at=row["published_at"],
            officer=officers.get(row["published_by"], ""),
            note=row["note"],
            responses=answered.get(row["id"], 0),
        )
        for row in rows
    )


async def responses_by_version(survey_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many responses answered each version of these surveys; of a response, its latest revision counts."""
    if not survey_ids:
        return {}
    places = ", ".join(["{}"] * len(survey_ids))
    rows = await execute(
        "SELECT r.version, COUNT(*) AS n FROM response r "  # noqa: S608  (only placeholders are put together)
        f"WHERE r.survey IN ({places}) AND NOT EXISTS "
        "(SELECT 1 FROM response l WHERE l.token_hash = r.token_hash AND l.revision > r.revision) GROUP BY r.version",
        *survey_ids,
    )
    return {UUID(str(row["version"])): row["n"] for row in rows}


async def publish_change(survey_id: UUID, *, officer: UUID | None, now: datetime, note: str) -> UUID:
    """Publish the draft of an open survey as its next version, and give that version's id.

    Answers that were begun on an older version are sent for that one. `note` tells what was changed and why.
    Raises `Conflict` with everything that blocks, and where the survey is not open or its draft says nothing new.
    """
    async with transaction():
        await hold_survey(survey_id)
        survey = await get_draft(survey_id)
        if survey.state is not SurveyState.OPEN or not is_open(survey, now.date()):
            raise Conflict(_("Only an open survey can be changed."))
        published = (await published_definitions([survey_id]))[survey_id]
        if survey.definition == published:
            raise Conflict(_("Nothing has been changed since the survey was published."))
        blocked = [*await what_blocks(survey.definition), *lost_meanings(published, survey.definition)]
        if blocked:
            raise Conflict(" ".join([_("The change cannot be published yet."), *blocked]))
        number = await SurveyVersion.count().where(SurveyVersion.survey == survey_id) + 1
        return await freeze(survey_id, survey.definition, number=number, officer=officer, now=now, note=note)


def lost_meanings(before: SurveyDefinition, after: SurveyDefinition) -> list[str]:
    """A sentence for each question that would no longer be the question its answers were given to."""
    kept = {question.key: question for question in before.questions}
    found = []
    for number, question in enumerate(after.questions, start=1):
        earlier = kept.get(question.key)
        if earlier is not None and (earlier.type, earlier.issue_id) != (question.type, question.issue_id):
            text = _("Question %(number)s: it was answered in another way before. Add a new question.", number=number)
            found.append(text)
    if before.privacy is not after.privacy:
        found.append(_("What is kept of who answered was promised when the survey opened. It cannot be changed."))
    return found


async def discard_change(survey_id: UUID) -> None:
    """Let the draft of an open survey say again what was published last. Raises `NotFound`, and `Conflict` for another state."""
    async with transaction():
        survey = await hold_survey(survey_id)
        if survey.state is not SurveyState.OPEN:
            raise Conflict(_("Only an open survey has a change that can be discarded."))
        await Survey.update({Survey.draft: to_json(survey.definition)}).where(Survey.id == survey_id)
        await throw_away(survey_id)
        await drop_unused_images(survey_id)


async def option_values_used(survey_id: UUID, question_key: str) -> frozenset[str]:
    """Every value that an answer to this question has had in a published version, so that none comes to mean something else."""
    rows = await SurveyVersion.select(SurveyVersion.definition).where(SurveyVersion.survey == survey_id)
    questions = (each for row in rows for each in from_json(row["definition"]).questions)
    return frozenset(option.value for each in questions if each.key == question_key for option in each.options)


async def move_last_day(survey_id: UUID, closes_on: date | None, *, today: date) -> None:
    """Move the last day to answer of an open survey; with None it is open until it is closed. Its reminders move with it.

    Raises `Conflict` where the day has passed or the survey takes no answers any more: what is closed stays closed.
    """
    async with transaction():
        survey = await hold_survey(survey_id)
        if survey.state is not SurveyState.OPEN:
            raise Conflict(_("Only an open survey has a last day that can be moved."))
        if not is_open(survey, today) and survey.closes_on is not None:
            day = date_text(survey.closes_on)
            raise Conflict(_("The last day to answer was %(day)s. A survey is not opened again.", day=day))
        if closes_on is not None and closes_on < today:
            raise Conflict(_("The last day to answer has passed. Choose today or later."))
        days = reminders.moved_days(
            await reminders.planned_days(survey_id),
            opened=survey.opened_at.date() if survey.opened_at else today,
            before=survey.closes_on,
            after=closes_on,
            today=today,
        )
        await Survey.update({Survey.closes_on: closes_on, Survey.reminders: reminders.to_json(days)}).where(
            Survey.id == survey_id
        )


async def delete_draft(survey_id: UUID) -> UUID:
    """Delete a survey that was never opened, with its invitations; gives the consultation it was about.

    Raises `NotFound`, and `Conflict` where the survey has been opened.
    """
    async with transaction():
        survey = await hold_survey(survey_id)
        if not survey.is_draft:
            raise Conflict(_("The survey has been opened, and is kept with its answers."))
        await throw_away(survey_id)
        await Survey.delete().where(Survey.id == survey_id)
    return survey.consultation_id
