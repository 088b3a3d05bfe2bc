"""How long what was collected is kept, and the job that sees to it."""

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from feedback.enums import MailState
from feedback.errors import Conflict
from feedback.mail import outbox
from feedback.mail_tables import Mail
from feedback.settings import settings
from surveys import retention
from surveys.building import get_survey
from surveys.definition import Privacy
from surveys.digest import live_tallies
from surveys.publishing import close
from surveys.responses import send
from surveys.retention import Retained, Retention, months_after, retain, retention_of, set_retention
from surveys.survey_links import WrongLink, survey_by_invitation
from surveys.tables import DigestedResponse, Invitation, InvitationMail, Response, ResponseDraft, Statement, Survey
from surveys.worker import keep_promises
from tests.surveys.open_surveys import LAST_DAY, SURVEY, TODAY, answer, begin, begin_by_invitation, invite, open_survey

CLOSED = datetime(2025, 12, 1, 12, tzinfo=UTC)
CONFIDENTIAL = replace(SURVEY, privacy=Privacy.CONFIDENTIAL)


async def answered_survey(rule: Retention) -> tuple[UUID, str]:
    """A closed survey with this rule that one who was invited and one by the open link have answered."""
    survey = await open_survey(CONFIDENTIAL)
    await set_rule(survey, rule)
    invitation = await invite(survey, organisation="Exempelföreningen")
    await Invitation.update({Invitation.email: "a@example.org", Invitation.name: "A"}, force=True)
    await send(await begin_by_invitation(invitation), today=TODAY)
    await answer()
    await close(survey, now=CLOSED)
    return survey, invitation


async def set_rule(survey: UUID, rule: Retention) -> None:
    values = {Survey.addresses_kept: rule.addresses, Survey.answers_kept: rule.answers}
    await Survey.update(values).where(Survey.id == survey)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2025, 12, 1), 0, date(2025, 12, 1)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2023, 2, 28), 12, date(2024, 2, 28)),
        (date(2025, 12, 31), 120, date(2035, 12, 31)),
    ],
)
def test_months_after(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


async def test_retain_takes_names_and_addresses_when_their_time_is_over(database: str) -> None:
    survey, invitation = await answered_survey(Retention(addresses=6))

    early = await retain(today=date(2026, 5, 31))
    due = await retain(today=date(2026, 6, 1))
    again = await retain(today=date(2026, 6, 2))

    (row,) = await Invitation.select()
    assert (early, due, again) == (Retained(0, 0), Retained(1, 0), Retained(0, 0))
    assert (row["name"], row["email"], row["organisation"], row["is_used"]) == ("", "", "Exempelföreningen", True)
    assert (await get_survey(survey)).responses == 2
    with pytest.raises(WrongLink):
        await survey_by_invitation(invitation, today=TODAY)


async def test_retain_takes_the_answers_and_leaves_what_they_add_up_to(database: str) -> None:
    survey, _ = await answered_survey(Retention(addresses=6, answers=24))
    before = await live_tallies(survey)

    early = await retain(today=date(2027, 11, 30))
    due = await retain(today=date(2027, 12, 1))
    again = await retain(today=date(2027, 12, 2))

    assert (early.answers, due.answers, again.answers) == (0, 1, 0)
    assert [await table.count() for table in (Response, DigestedResponse, Statement)] == [0, 0, 0]
    assert await live_tallies(survey) == before
    assert (await get_survey(survey)).responses == before.responses == 2


@pytest.fixture
def mail_server(monkeypatch: pytest.MonkeyPatch, database: str) -> None:
    monkeypatch.setenv("GENSVAR_SMTP", "smtp://127.0.0.1")
    monkeypatch.setenv("GENSVAR_MAIL_FROM", "office@example.org")
    settings.cache_clear()


async def test_address_is_kept_until_the_thanks_are_sent_and_a_week_at_most(database: str, mail_server: None) -> None:
    await answered_survey(Retention(addresses=0))
    thanked = InvitationMail(
        survey=(await Survey.select().first())["id"],  # type: ignore[index]
        invitation=(await Invitation.select().first())["id"],  # type: ignore[index]
        kind="thanks",
        queued_on=TODAY,
    )
    await thanked.save()
    await outbox.queue("survey", [thanked.id], not_before=CLOSED)
    day = CLOSED.date()

    waiting = await retain(today=day)
    stuck = await retain(today=day + timedelta(days=7))
    await Invitation.update({Invitation.email: "a@example.org"}, force=True)
    await Mail.update({Mail.state: MailState.SENT.value}, force=True)
    sent = await retain(today=day)

    assert [each.addresses for each in (waiting, stuck, sent)] == [0, 1, 1]
    assert (await Invitation.select(Invitation.email).output(as_list=True)) == [""]


async def test_retain_tries_again_to_clear_the_files(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await answered_survey(Retention(addresses=0))
    scrubbed: list[object] = []

    async def busy(_tables: object) -> None:
        raise sqlite3.OperationalError("database is locked")

    async def done(tables: object) -> None:
        scrubbed.append(tables)

    monkeypatch.setattr(retention, "scrub", busy)
    with pytest.raises(sqlite3.OperationalError):
        await retain(today=CLOSED.date())
    monkeypatch.setattr(retention, "scrub", done)
    again = [await retain(today=CLOSED.date()) for _ in range(2)]

    assert (again, len(scrubbed)) == ([Retained(0, 0)] * 2, 1)


async def test_retain_leaves_open_surveys(database: str) -> None:
    survey = await open_survey()
    await set_rule(survey, Retention(0, 0))
    await answer()

    assert await retain(today=date(2040, 1, 1)) == Retained(0, 0)

    assert await Response.count() == 1


@pytest.mark.parametrize(
    ("promised", "rule", "is_within"),
    [
        (Retention(6, None), Retention(6, None), True),
        (Retention(6, None), Retention(3, 24), True),
        (Retention(6, None), Retention(7, None), False),
        (Retention(6, 24), Retention(6, None), False),
        (Retention(6, 24), Retention(6, 25), False),
        (Retention(6, 24), Retention(0, 0), True),
    ],
)
async def test_retention_of_an_open_survey_can_only_be_shortened(
    sqlite_database: str, promised: Retention, rule: Retention, is_within: bool
) -> None:
    survey = await open_survey()
    await set_rule(survey, promised)

    if is_within:
        await set_retention(survey, rule)
    else:
        with pytest.raises(Conflict):
            await set_retention(survey, rule)

    assert await retention_of(survey) == (rule if is_within else promised)


async def test_retention_of_a_draft_is_free(sqlite_database: str) -> None:
    survey = await open_survey(state="draft")

    await set_retention(survey, Retention(12, 60))
    await set_retention(survey, Retention(24, None))

    assert await retention_of(survey) == Retention(24, None)


async def test_keep_promises_closes_what_is_over_the_day_after_and_seals_it(database: str) -> None:
    survey = await open_survey()
    await begin()
    await answer()
    now = datetime(2025, 12, 1, 1, tzinfo=UTC)

    on_the_last_day = await keep_promises(today=LAST_DAY, now=now)
    the_day_after = await keep_promises(today=LAST_DAY + timedelta(days=1), now=now)
    again = await keep_promises(today=LAST_DAY + timedelta(days=1), now=now)

    (row,) = await Survey.select().where(Survey.id == survey)
    assert [(each.closed, each.sealed) for each in (on_the_last_day, the_day_after, again)] == [(0, 0), (1, 1), (0, 0)]
    assert (row["state"], row["closed_at"], row["sealed_at"]) == ("closed", now, now)
    assert (await ResponseDraft.count(), (await live_tallies(survey)).responses) == (0, 1)


async def test_keep_promises_drops_what_was_not_sent_whatever_the_privacy(database: str) -> None:
    survey = await open_survey(CONFIDENTIAL)
    await begin()
    still_open = await open_survey(link="another-link")
    await begin(link="another-link")
    await close(survey, now=CLOSED)

    await keep_promises(today=TODAY, now=CLOSED)

    assert [row["survey"] for row in await ResponseDraft.select()] == [still_open]
