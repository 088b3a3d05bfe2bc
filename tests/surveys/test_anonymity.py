"""Attacks on the whole database of a closed survey: who answered what must be no easier to tell than by drawing lots.

A survey runs over several days with all that leaves traces, and is closed. The attackers get everything that the database
holds, system columns and raw files too; the test alone knows the true pairs.
"""

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from feedback.database import database as engine
from feedback.database import execute
from feedback.mail_tables import Mail
from feedback.tables import Officer, Theme
from surveys.answer_changes import begin_change
from surveys.definition import Privacy
from surveys.digest import digest, live_tallies, recounted_tallies
from surveys.invitations import Invitee, invite
from surveys.paper_entries import KeyedIn, enter
from surveys.publishing import close
from surveys.response_drafts import save_section, start
from surveys.responses import receipt, send
from surveys.sealing import SCRUBBED, seal
from surveys.survey_links import survey_by_invitation
from surveys.tables import (
    Invitation,
    InvitationMail,
    PaperEntry,
    Response,
    ResponseDraft,
    Statement,
    StatementCoding,
    Survey,
)
from surveys.withdrawing import withdraw
from tests.surveys.attackers import Dump, by_order, by_values, hits, most_by_chance
from tests.surveys.open_surveys import SURVEY, open_survey

INVITED, ANSWERING, DELETED, DAYS = 40, 30, 2, 6
PAPERS = 5  # every fifth answers on paper
OPENED = datetime(2025, 11, 3, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Happened:
    """A survey that has run: who wrote which text, and what stood in the database while it was open."""

    survey: UUID
    pairs: dict[str, str]  # an invitee's address -> the text of their answers
    secrets: frozenset[str]  # ids and hashes that were to be forgotten


async def run_survey(privacy: Privacy, *, seed: int) -> Happened:
    """Some forty are invited, reminded every day; thirty answer in any order, by halves, in three languages, and think again."""
    chance = random.Random(seed)
    survey = await open_survey(replace(SURVEY, privacy=privacy), closes_on=None)
    people = [
        Invitee(f"Förening {n}", f"{n}@example.org", chance.choice(["sv", "en", "ar"]), f"Namn {n}", "association")
        for n in range(INVITED)
    ]
    links = {each.email: each.token for each in await invite(survey, people)}
    waiting = [(each.email, each.language) for each in chance.sample(people, ANSWERING)]
    texts = [f"Text {n:04}" for n in chance.sample(range(10_000), ANSWERING)]
    pairs, tokens = {}, {}
    for number, (email, language) in enumerate(waiting):
        now = OPENED + timedelta(days=number * DAYS // ANSWERING, minutes=number)
        if number % (ANSWERING // DAYS) == 0:
            await remind(survey, number=number, now=now)
            await digest(survey)
            await code_statements(now=now)
        if number % PAPERS == 1:
            await key_in(survey, email, texts[number], number=number, now=now)
            pairs[email] = texts[number]
            continue
        asked = await survey_by_invitation(links[email], today=now.date())
        for _device in range(chance.choice([1, 1, 2])):
            tokens[email] = await start(asked, language=language, today=now.date(), now=now)
        answers = {"q1": [chance.choice(["association", "other"])], "q3": [texts[number]], "q5": ["3"]}
        await save_section(tokens[email], answers, language=language, today=now.date(), page=1)
        await save_section(tokens[email], {"q2": ["p1"]}, language=language, today=now.date(), page=2)
        await send(tokens[email], today=now.date(), now=now + timedelta(minutes=chance.randrange(3, 40)))
        pairs[email] = texts[number]
        if number % 4 == 3:
            again = chance.choice(sorted(tokens))
            await begin_change(tokens[again], today=now.date(), now=now)
            await save_section(tokens[again], {"q5": ["4"]}, language="sv", today=now.date())
            await send(tokens[again], today=now.date())
    for email in chance.sample(sorted(tokens), DELETED):
        sent = await receipt(tokens[email])
        await withdraw(tokens[email], sent.response_id, today=OPENED.date())
        del pairs[email]
    return Happened(survey, pairs, await what_stands_there())


async def key_in(survey: UUID, email: str, text: str, *, number: int, now: datetime) -> None:
    """Answers on paper, of which the officer knows whose they are."""
    row = await Invitation.select(Invitation.id, Invitation.language).where(Invitation.email == email).first()
    officer = await Officer.objects().get_or_create(
        Officer.email == "officer@example.org", defaults={Officer.name: "Ada", Officer.password_hash: ""}
    )
    assert row
    typed = {"q1": ["association"], "q3": [text], "q5": ["3"]}
    keyed = KeyedIn(1, row["language"], f"Kuvert {number:04}", typed, organisation="Förening", invitation=row["id"])
    await enter(survey, keyed, officer=officer.id, today=now.date(), now=now, drawn=0.5)


async def code_statements(*, now: datetime) -> None:
    """Every text that came in since is coded."""
    theme = await Theme.objects().get_or_create(Theme.code == "premises")
    coded = await StatementCoding.select(StatementCoding.statement).output(as_list=True)
    for statement in await Statement.select(Statement.id).output(as_list=True):
        if statement not in coded:
            await StatementCoding(statement=statement, theme=theme.id, state="confirmed", decided_at=now).save()


async def remind(survey: UUID, *, number: int, now: datetime) -> None:
    """A reminder to everybody who has not answered."""
    unused = (Invitation.survey == survey) & Invitation.is_used.eq(False)
    await mail(await Invitation.select(Invitation.id, Invitation.survey).where(unused), "reminder", number, now=now)


async def mail(invitations: list[dict[str, UUID]], kind: str, number: int, *, now: datetime) -> None:
    """Rows as mails leave them."""
    for row in sorted(invitations, key=lambda row: row["id"]):
        sent = InvitationMail(
            survey=row["survey"], invitation=row["id"], kind=kind, number=number, queued_on=now.date()
        )
        await sent.save()
        await Mail(kind="survey", about=sent.id, state="sent", queued_at=now, sent_at=now, not_before=now).save()


async def what_stands_there() -> frozenset[str]:
    """Ids, hashes and marks of invitations, responses, drafts, papers, texts and mails."""
    tables = (Invitation, InvitationMail, PaperEntry, Response, ResponseDraft, Statement)
    rows = [row for table in tables for row in await table.select()]
    return frozenset(str(row[name]) for row in rows for name in ("id", "token_hash", "mark") if name in row)


async def best(happened: Happened, *, reach: int) -> tuple[int, int]:
    """The hits of the best attacker, and what chance allows."""
    seen = await Dump.take()
    assert len(seen.responses) == ANSWERING - DELETED
    guesses = [*by_order(seen), by_values(seen)]
    # Invitations whose answers were deleted are used too, so the two sides differ by these.
    bound = most_by_chance(len(seen.responses), reach=reach, attackers=2 * len(guesses))
    return max(hits(guess, happened.pairs, seen, reach=reach) for guess in guesses), bound


async def raw_files(url: str) -> bytes:
    """The bytes of the database's files, or of those of its tables and indexes."""
    if engine().engine_type == "sqlite":
        path = Path(url.removeprefix("sqlite:///"))
        return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    await execute("CHECKPOINT")
    rows = await execute(
        "SELECT pg_read_binary_file(pg_relation_filepath(c.oid)) AS content FROM pg_class c "
        "WHERE c.relkind IN ('r', 'i', 't') AND (c.relnamespace = 'public'::regnamespace OR c.relkind = 't')"
    )
    return b"".join(row["content"] for row in rows)


def found_in(content: bytes, secrets: frozenset[str]) -> set[str]:
    """The secrets that stand in the files, as text or, for an id, as its bytes."""
    return {
        secret
        for secret in secrets
        if secret.encode() in content or (len(secret) == 36 and UUID(secret).bytes in content)
    }


@pytest.mark.parametrize("reach", [0, 1])
@pytest.mark.parametrize("seed", [1, 2])
async def test_a_sealed_anonymous_survey_tells_nobody_who_answered_what(database: str, seed: int, reach: int) -> None:
    happened = await run_survey(Privacy.ANONYMOUS, seed=seed)
    await close(happened.survey, now=OPENED + timedelta(days=30))

    assert await seal(happened.survey, now=OPENED + timedelta(days=30))
    later = OPENED + timedelta(days=60)
    await mail(await Invitation.select(Invitation.id, Invitation.survey), "report", 1, now=later)

    most, bound = await best(happened, reach=reach)
    assert most <= bound


async def test_the_attackers_do_succeed_where_a_survey_is_confidential(database: str) -> None:
    happened = await run_survey(Privacy.CONFIDENTIAL, seed=1)
    await close(happened.survey, now=OPENED + timedelta(days=30))

    assert not await seal(happened.survey, now=OPENED + timedelta(days=30))

    most, bound = await best(happened, reach=0)
    assert most == len(happened.pairs) > bound


async def test_the_attackers_do_succeed_before_an_anonymous_survey_is_sealed(postgresql_database: str) -> None:
    happened = await run_survey(Privacy.ANONYMOUS, seed=1)
    await close(happened.survey, now=OPENED + timedelta(days=30))

    most, bound = await best(happened, reach=0)

    assert most > bound


async def test_sealing_leaves_nothing_of_what_joined_them_in_the_files(database: str) -> None:
    happened = await run_survey(Privacy.ANONYMOUS, seed=3)
    await close(happened.survey, now=OPENED + timedelta(days=30))
    before = found_in(await raw_files(database), happened.secrets)

    await seal(happened.survey, now=OPENED + timedelta(days=30))

    assert len(before) == len(happened.secrets) > INVITED + ANSWERING
    assert found_in(await raw_files(database), happened.secrets) == set()


async def test_sealing_keeps_the_answers_the_counts_and_who_was_invited(database: str) -> None:
    happened = await run_survey(Privacy.ANONYMOUS, seed=4)
    await close(happened.survey, now=OPENED + timedelta(days=30))
    await digest(happened.survey)
    tallies = await live_tallies(happened.survey)
    people = sorted((row["email"], row["name"], row["is_used"]) for row in await Invitation.select())
    revisions = await Response.count()
    mails = await InvitationMail.count()

    await seal(happened.survey, now=OPENED + timedelta(days=30))

    assert await live_tallies(happened.survey) == await recounted_tallies(happened.survey) == tallies
    assert sorted((row["email"], row["name"], row["is_used"]) for row in await Invitation.select()) == people
    assert sorted((await Dump.take()).text_of.values()) == sorted(happened.pairs.values())
    assert (await Response.count(), await ResponseDraft.count(), await Mail.count()) == (revisions, 0, 0)
    (survey,) = await Survey.select(Survey.mailed, Survey.sealed_at).output(load_json=True)
    assert (survey["mailed"], survey["sealed_at"]) == ({"reminder": mails}, OPENED + timedelta(days=30))


def test_no_column_could_hold_an_address_or_a_device() -> None:
    columns = {table: {column._meta.name for column in table._meta.columns} for table in SCRUBBED}

    assert columns[Response] == {
        *("id", "survey", "version", "language", "token_hash", "revision", "answers", "day", "minutes"),
        *("invitation", "organisation", "source"),
    }
    assert columns[ResponseDraft] == {
        *("id", "version", "survey", "invitation", "token_hash", "language", "answers", "updated_on"),
        *("started_at", "page", "revision"),
    }
    words = {part for names in columns.values() for name in names for part in name.split("_")}
    assert (
        words & {"ip", "ips", "host", "client", "agent", "device", "browser", "fingerprint", "session", "cookie"}
        == set()
    )
