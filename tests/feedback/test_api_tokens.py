"""Tokens: shown once, kept as a hash, and good for nothing after their last day, when revoked, or without their officer."""

from datetime import timedelta

import pytest

from feedback.api_tokens import SCOPES, TokenScope, caller_of, list_tokens, make_token, revoke
from feedback.errors import Conflict, NotFound
from feedback.interface_tables import ApiToken
from feedback.tables import Officer
from tests.factories import NOW, make_officer

TODAY = NOW.date()
ALL = list(SCOPES)


async def test_token_lets_its_holder_in_and_is_not_kept(database: str) -> None:
    officer = await make_officer()

    token_id, token = await make_token(
        " Diary ", scopes=[TokenScope.WRITE_ISSUES], officer=officer, expires_on=TODAY, now=NOW
    )

    caller = await caller_of(token, today=TODAY)
    assert caller
    assert (caller.token, caller.officer, caller.scopes) == (token_id, officer, {TokenScope.WRITE_ISSUES})
    row = await ApiToken.select().first()
    assert row
    assert token not in str(row)
    assert token.removeprefix("gensvar_") not in str(row)
    assert await caller_of(token[:-1], today=TODAY) is None
    assert await caller_of("", today=TODAY) is None


async def test_token_ends_with_its_last_day(database: str) -> None:
    _, token = await make_token("Diary", scopes=ALL, officer=await make_officer(), expires_on=TODAY, now=NOW)

    assert await caller_of(token, today=TODAY)
    assert await caller_of(token, today=TODAY + timedelta(days=1)) is None


async def test_token_ends_when_it_is_revoked(database: str) -> None:
    token_id, token = await make_token("Diary", scopes=ALL, officer=await make_officer(), expires_on=TODAY, now=NOW)

    await revoke(token_id, now=NOW)
    await revoke(token_id, now=NOW + timedelta(days=1))

    assert await caller_of(token, today=TODAY) is None
    assert [each.revoked_at for each in await list_tokens()] == [NOW]
    with pytest.raises(NotFound):
        await revoke(await make_officer(email="other@example.org"), now=NOW)


async def test_token_ends_with_its_officer(database: str) -> None:
    officer = await make_officer()
    _, token = await make_token("Diary", scopes=ALL, officer=officer, expires_on=TODAY, now=NOW)

    await Officer.update({Officer.is_active: False}).where(Officer.id == officer)

    assert await caller_of(token, today=TODAY) is None


async def test_list_says_when_a_token_was_last_used(database: str) -> None:
    _, token = await make_token(
        "Diary", scopes=ALL, officer=await make_officer(), expires_on=TODAY + timedelta(days=9), now=NOW
    )
    before = [each.last_used_on for each in await list_tokens()]

    await caller_of(token, today=TODAY)
    await caller_of(token, today=TODAY + timedelta(days=1))

    assert before == [None]
    [listed] = await list_tokens()
    assert (listed.last_used_on, listed.officer_name) == (TODAY + timedelta(days=1), "Olga Officer")
    assert listed.scopes == tuple(SCOPES)


@pytest.mark.parametrize(
    ("name", "scopes", "days"), [("", ALL, 1), ("x" * 101, ALL, 1), ("x", [], 1), ("x", ALL, -1), ("x", ALL, 366)]
)
async def test_token_needs_a_name_a_scope_and_an_end_within_a_year(
    sqlite_database: str, name: str, scopes: list[TokenScope], days: int
) -> None:
    with pytest.raises(Conflict):
        await make_token(
            name, scopes=scopes, officer=await make_officer(), expires_on=TODAY + timedelta(days=days), now=NOW
        )
