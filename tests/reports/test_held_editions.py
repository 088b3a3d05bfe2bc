"""Editions of a report beside each other, as they are made: a few late answers wait for more."""

from uuid import UUID

import pytest

from feedback.errors import Conflict
from reports.editions import edition_facts, list_editions
from reports.public.published_reports import publish_again, publish_report
from reports.public.selection import get_public_issue, public_verdicts
from reports.survey_facts import Survey
from surveys.tables import SurveyVersion, Tally, VerdictQuestion
from tests.factories import NOW
from tests.reports.test_editions import DAY, LATER, make_public_told


async def told_survey(report: UUID) -> Survey:
    """The survey as the latest edition tells it."""
    latest, *_earlier = await list_editions(report)
    return (await edition_facts(latest.id)).facts.surveys[0]


async def came(survey: UUID, n: int) -> None:
    """So many more responses in Swedish, from associations."""
    for key, value in (("", ""), ("", "language:sv"), ("q1", ""), ("q1", "association")):
        same = (Tally.survey == survey) & (Tally.question_key == key) & (Tally.value == value)
        await Tally.update({Tally.n: Tally.n + n}).where(same)


async def test_a_later_edition_tells_the_earlier_numbers_until_enough_have_come(database: str) -> None:
    made = await make_public_told()
    report = await publish_report(consultation=made.consultation, officer=None, today=DAY, now=NOW)
    first = await told_survey(report)

    await came(made.survey, 2)
    with pytest.raises(Conflict, match="Nothing in the report has changed"):
        await publish_again(report, officer=None, today=DAY, now=LATER)
    await came(made.survey, 3)
    await publish_again(report, officer=None, today=DAY, now=LATER)
    second = await told_survey(report)

    assert (first.responses, second.responses) == (20, 25)
    assert second.languages == {**first.languages, "sv": first.languages["sv"] + 5}


async def test_public_pages_tell_a_verdict_as_the_latest_edition_does(database: str) -> None:
    made = await make_public_told()
    version = await SurveyVersion.select(SurveyVersion.id).where(SurveyVersion.survey == made.survey).first() or {}
    await VerdictQuestion(version=version["id"], survey=made.survey, question_key="q4", issue=made.issue).save()
    issue = await get_public_issue(made.issue)
    report = await publish_report(consultation=made.consultation, officer=None, today=DAY, now=NOW)
    [before] = (await public_verdicts([issue]))[made.issue]

    await agreed(made.survey, 2)
    [meanwhile] = (await public_verdicts([issue]))[made.issue]
    await agreed(made.survey, 3)
    await publish_again(report, officer=None, today=DAY, now=LATER)
    [after] = (await public_verdicts([issue]))[made.issue]

    assert before.n is not None
    assert meanwhile == before
    assert after.n == before.n + 5


async def agreed(survey: UUID, n: int) -> None:
    """So many more responses in Swedish that find the issue addressed."""
    for key, value in (("", ""), ("", "language:sv"), ("q4", ""), ("q4", "yes")):
        same = (Tally.survey == survey) & (Tally.question_key == key) & (Tally.value == value)
        await Tally.update({Tally.n: Tally.n + n}).where(same)
