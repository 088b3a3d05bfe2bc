"""Watching on real databases: only latest revisions count, and what has been removed is not made up."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from feedback.errors import Conflict, NotFound
from surveys.definition import Privacy, SurveyDefinition, to_json
from surveys.digest import digest
from surveys.tables import Response, Survey, SurveyVersion
from surveys.watch_figures import LanguageUse, WatchFigures, watch_figures
from surveys.watching import watch
from tests.surveys.open_surveys import SURVEY, TODAY, open_survey
from tests.surveys.watched import invited, sent, unsent, version_of


async def figures(survey_id: UUID, *, today: date = TODAY) -> WatchFigures:
    return watch_figures(await watch(survey_id), threshold=5, today=today)


async def publish_again(survey_id: UUID, definition: SurveyDefinition) -> UUID:
    version = SurveyVersion(survey=survey_id, number=2, definition=to_json(definition), note="A section first.")
    await version.save()
    return version.id


async def test_a_changed_response_counts_once_as_it_is_now(database: str) -> None:
    survey = await open_survey()
    token = await sent(survey, day=date(2025, 11, 1), language="sv", minutes=9)
    await sent(survey, day=TODAY, language="ar", token_hash=token, revision=2, minutes=1)
    await sent(survey, day=TODAY, source="paper")

    seen = await figures(survey)

    assert (seen.responses, seen.changed) == (2, 1)
    assert [(each.day, each.n) for each in seen.days if each.n] == [(TODAY, 2)]
    assert {each.language: each.responses for each in seen.languages} == {"sv": 1, "en": 0, "ar": 1}
    assert seen.sources == {"": 1, "paper": 1}


async def test_the_minutes_are_those_of_the_first_sending(database: str) -> None:
    survey = await open_survey()
    for minutes in (4, 6, 8, 10, 30):
        token = await sent(survey, minutes=minutes)
    await sent(survey, token_hash=token, revision=2, minutes=1)
    await sent(survey, source="paper")

    seen = (await figures(survey)).duration

    assert seen is not None
    assert (seen.n, seen.lower, seen.median, seen.upper) == (5, 6, 8, 10)


async def test_where_people_stopped(database: str) -> None:
    survey = await open_survey()
    await unsent(survey, page=0)
    await unsent(survey, page=2)
    await unsent(survey, page=3, revision=2)
    await sent(survey)
    await sent(survey, source="paper")

    seen = await figures(survey)

    assert (seen.begun, seen.unsent, seen.opened_only, seen.changing) == (3, 2, 1, 1)
    assert [(each.number, each.saved, each.stopped) for each in seen.stops] == [(1, 2, 0), (2, 2, 1), (3, 1, 0)]


async def test_drafts_of_an_older_version_stop_where_their_section_stands_now(database: str) -> None:
    survey = await open_survey()
    await unsent(survey, page=1)
    background, said, since = SURVEY.sections
    second = await publish_again(survey, replace(SURVEY, sections=(said, background, since)))
    await sent(survey)
    await sent(survey, version=second)

    seen = await figures(survey)

    assert [(each.section.key, each.stopped) for each in seen.stops] == [("said", 0), ("background", 1), ("since", 0)]
    assert seen.versions == {1: 1, 2: 1}


@pytest.mark.parametrize("privacy", [Privacy.ANONYMOUS, Privacy.CONFIDENTIAL])
async def test_small_types_are_withheld_where_the_survey_is_anonymous(database: str, privacy: Privacy) -> None:
    survey = await open_survey(replace(SURVEY, privacy=privacy))
    await invited(survey, organisation_type="association", used=12, unused=8)
    await invited(survey, organisation_type="faith", used=2, unused=6)
    await invited(survey, organisation_type="study", used=6, unused=2)

    kinds = (await figures(survey)).by_invitation.kinds

    shown = [(each.value, each.invited, each.answered) for each in kinds]
    if privacy is Privacy.ANONYMOUS:
        assert shown == [("association", 20, 12), ("faith", 8, None), ("study", 8, None)]
    else:
        assert shown == [("association", 20, 12), ("faith", 8, 2), ("study", 8, 6)]


async def test_what_they_say_of_themselves_is_held_against_the_invited(database: str) -> None:
    survey = await open_survey()
    await invited(survey, organisation_type="association", unused=5)
    await invited(survey, organisation_type="other", unused=15)
    for number in range(12):
        await sent(survey, answers='{"q1": "association"}' if number % 2 else '{"q1": "other"}')
    await digest(survey)

    said = (await figures(survey)).says_themselves

    assert said is not None
    assert [(each.value, each.answered, each.difference) for each in said.kinds] == [
        ("association", 6, 0.25),
        ("other", 6, -0.25),
    ]


async def test_after_the_responses_are_removed_what_was_counted_is_left(database: str) -> None:
    survey = await open_survey(state="closed")
    await invited(survey, organisation_type="association", used=2, unused=1)
    for language in ("sv", "ar"):
        await sent(survey, language=language)
    await digest(survey)
    await Response.delete().where(Response.survey == survey)
    await Survey.update({Survey.purged_on: TODAY, Survey.sealed_at: datetime(2025, 11, 2, tzinfo=UTC)}).where(
        Survey.id == survey
    )

    seen = await figures(survey)

    assert seen.responses == 2
    assert seen.languages == (LanguageUse("sv", 1, None), LanguageUse("en", 0, None), LanguageUse("ar", 1, None))
    assert seen.by_invitation.answered == 2


async def test_rate_days_left_and_the_next_reminder(database: str) -> None:
    survey = await open_survey()
    reminders = '["2025-11-02", "2025-11-10", "2025-11-28"]'
    await Survey.update({Survey.invited: 8, Survey.reminders: reminders}).where(Survey.id == survey)
    await sent(survey)
    await sent(survey)

    seen = await figures(survey)

    assert (seen.rate, seen.days_left, seen.next_reminder) == (0.25, 27, date(2025, 11, 10))


async def test_another_surveys_rows_are_not_counted(database: str) -> None:
    """As those of a trial, which is a survey of its own."""
    survey, other = await open_survey(), await open_survey(link="another-link")
    await sent(other, minutes=3)
    await unsent(other, page=1)
    await invited(other, organisation_type="faith", used=1)
    await digest(other)

    seen = await figures(survey)

    assert (seen.responses, seen.begun, seen.by_invitation.invited, seen.says_themselves) == (0, 0, 0, None)


async def test_a_draft_cannot_be_watched(sqlite_database: str) -> None:
    survey = await open_survey(state="draft")

    with pytest.raises(Conflict, match="has not been opened"):
        await watch(survey)


async def test_a_trial_cannot_be_watched(sqlite_database: str) -> None:
    survey = await open_survey(state="trial")

    with pytest.raises(NotFound):
        await watch(survey)


async def test_days_long_past_are_counted_together(sqlite_database: str) -> None:
    survey = await open_survey()
    await sent(survey, day=date(2025, 9, 1), version=await version_of(survey))
    await sent(survey, day=TODAY)

    seen = await figures(survey)

    assert (len(seen.days), seen.earlier, seen.days[-1].so_far) == (31, 1, 2)


async def test_a_survey_opened_after_midnight_here_begins_on_that_day(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey = await open_survey()
    opened = {Survey.opened_at: datetime(2025, 11, 2, 23, 30, tzinfo=UTC)}
    await Survey.update(opened).where(Survey.id == survey)
    monkeypatch.setenv("TZ", "Europe/Stockholm")
    time.tzset()
    try:
        days = (await figures(survey, today=date(2025, 11, 4))).days
    finally:
        monkeypatch.undo()
        time.tzset()

    assert [each.day for each in days] == [date(2025, 11, 3), date(2025, 11, 4)]
