"""The demo's survey: drafted, translated, published, answered by some forty participants through their own links, counted."""

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from uuid import UUID

from feedback.enums import CodingState
from reports.demo.hearing import CONFIRMED_FROM, noon
from reports.demo.participants import invitees, responses
from reports.demo.translations import known_translations
from surveys.building import draft_for, get_survey, save_draft
from surveys.digest import digest
from surveys.edits import fill_translations
from surveys.invitations import Invitee, invite
from surveys.publishing import publish
from surveys.questions import typed_answer
from surveys.response_drafts import save_section, start
from surveys.responses import send
from surveys.statement_codings import decide_statement, suggest_statement_codings
from surveys.statements import answered_questions, list_statements
from surveys.survey_links import survey_by_invitation

OPENED = date(2025, 10, 21)
#: More than the usual twelve, so that the demo shows a verdict on each of its issues.
MOST_QUESTIONS = 18
ANSWERED_A_DAY = 3


async def ask(consultation: UUID, *, officer: UUID) -> UUID:
    """Draft a survey, fill in the English and Arabic wording, and publish it; gives the survey."""
    survey = await draft_for(consultation, now=noon(OPENED), max_questions=MOST_QUESTIONS)
    drafted = await get_survey(survey)
    definition = drafted.definition
    for language in ("en", "ar"):
        definition = fill_translations(definition, language, known_translations(language))
    await save_draft(survey, definition, seen=drafted.fingerprint)
    await publish(survey, officer=officer, now=noon(OPENED))
    return survey


async def answer(survey: UUID) -> AsyncIterator[str]:
    """Have each participant answer through an invitation of their own, section by section; gives each one's organisation."""
    asked = [Invitee(each.organisation, "", each.language) for each in invitees()]
    tokens = {each.organisation: each.token for each in await invite(survey, asked)}
    definition = (await get_survey(survey)).definition
    for number, answered in enumerate(responses(definition)):
        day = OPENED + timedelta(days=number // ANSWERED_A_DAY)
        invited = await survey_by_invitation(tokens[answered.organisation], today=day)
        # Most take five to ten minutes, some a quarter of an hour.
        took = timedelta(minutes=(5, 7, 8, 6, 15, 9, 10)[number % 7])
        draft = await start(invited, language=answered.language, today=day, now=noon(day) - took)
        for section in definition.sections:
            typed = {
                question.key: typed_answer(question, answered.answers.get(question.key))
                for question in section.questions
            }
            await save_section(draft, typed, language=answered.language, today=day)
        await send(draft, today=day, now=noon(day))
        yield answered.organisation


async def agree_on_statements(survey: UUID, *, officer: UUID, now: datetime) -> None:
    """Count the responses, have themes suggested for what was written, and confirm the likely ones."""
    await digest(survey)
    await suggest_statement_codings(survey)
    for question in await answered_questions(survey):
        for page in range(1, question.pages + 1):
            for coded in await list_statements(survey, question.question.key, page=page):
                for coding in coded.suggested:
                    if (coding.score or 0) >= CONFIRMED_FROM:
                        await decide_statement(
                            coded.id,
                            theme_id=coding.theme.id,
                            state=CodingState.CONFIRMED,
                            officer_id=officer,
                            now=now,
                        )
