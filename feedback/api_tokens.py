"""Tokens: the keys by which other programs use the API. Only a hash is kept; what a token writes is its officer's word."""

import hmac
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from feedback.accounts import token_hash
from feedback.errors import Conflict, NotFound
from feedback.interface_tables import ApiToken
from feedback.translation import N_
from feedback.translation import gettext as _

LONGEST_NAME = 100
LONGEST_LIFE = timedelta(days=365)
PREFIX = "gensvar_"  # so that a token that has leaked is known for what it is


class TokenScope(StrEnum):
    """What a token is good for. Without `READ_ALL` it reads what the public reads, in the answers to what it writes too."""

    READ_ALL = "read:all"
    WRITE_CONSULTATIONS = "write:consultations"
    WRITE_ISSUES = "write:issues"
    WRITE_COMMITMENTS = "write:commitments"


SCOPES = {
    TokenScope.READ_ALL: N_("Read everything, published or not"),
    TokenScope.WRITE_CONSULTATIONS: N_("Import notes and decisions"),
    TokenScope.WRITE_ISSUES: N_("Open issues, attach points and record facts"),
    TokenScope.WRITE_COMMITMENTS: N_("Record commitments, move them and add evidence"),
}


@dataclass(frozen=True, slots=True)
class ListedToken:
    """A token as officers see it: `expires_on` is the last day on which it works, `last_used_on` None where it never was."""

    id: UUID
    name: str
    scopes: tuple[TokenScope, ...]
    officer_name: str
    created_at: datetime
    expires_on: date
    revoked_at: datetime | None
    last_used_on: date | None

    def works_on(self, day: date) -> bool:
        return self.revoked_at is None and day <= self.expires_on


@dataclass(frozen=True, slots=True)
class Caller:
    """The program behind a request: its token, and the officer in whose name it writes."""

    token: UUID
    officer: UUID
    scopes: frozenset[TokenScope]


async def make_token(
    name: str, *, scopes: Collection[TokenScope], officer: UUID, expires_on: date, now: datetime
) -> tuple[UUID, str]:
    """Make a token and give its id and the token itself, which is not kept. Raises `Conflict` with what is missing."""
    if not name.strip() or len(name.strip()) > LONGEST_NAME:
        raise Conflict(_("Write what the token is for, with at most %(n)s characters.", n=LONGEST_NAME))
    if not scopes:
        raise Conflict(_("Choose at least one thing that the token is good for."))
    if not now.date() <= expires_on <= now.date() + LONGEST_LIFE:
        raise Conflict(_("The last day must be a day from today on, and at most one year ahead."))
    token = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(
        name=name.strip(),
        token_hash=token_hash(token),
        scopes=msgspec.json.encode(sorted({scope.value for scope in scopes})).decode(),
        officer=officer,
        created_at=now,
        expires_on=expires_on,
    )
    await row.save()
    return row.id, token


async def list_tokens() -> list[ListedToken]:
    """Every officer's tokens, the newest first."""
    rows = await (
        ApiToken.select(*ApiToken.all_columns(), ApiToken.officer.name)
        .order_by(ApiToken.created_at, ascending=False)
        .order_by(ApiToken.id)
        .output(load_json=True)
    )
    return [_listed(row) for row in rows]


def _listed(row: dict[str, Any]) -> ListedToken:
    return ListedToken(
        id=row["id"],
        name=row["name"],
        scopes=_scopes(row["scopes"]),
        officer_name=row["officer.name"],
        created_at=row["created_at"],
        expires_on=row["expires_on"],
        revoked_at=row["revoked_at"],
        last_used_on=row["last_used_on"],
    )


def _scopes(stored: Collection[str]) -> tuple[TokenScope, ...]:
    return tuple(scope for scope in TokenScope if scope.value in stored)


async def revoke(token_id: UUID, *, now: datetime) -> None:
    """From now on it opens nothing. Twice changes nothing; raises `NotFound`."""
    if not await ApiToken.exists().where(ApiToken.id == token_id):
        raise NotFound(_("There is no such token."))
    await ApiToken.update({ApiToken.revoked_at: now}).where((ApiToken.id == token_id) & ApiToken.revoked_at.is_null())


async def caller_of(token: str, *, today: date) -> Caller | None:
    """Who holds this token, where it works today and its officer works here; the day of its use is kept."""
    hashed = token_hash(token)
    row = await (
        ApiToken.select(*ApiToken.all_columns(exclude=["token_hash"]), ApiToken.token_hash, ApiToken.officer.is_active)
        .where(ApiToken.token_hash == hashed)
        .first()
        .output(load_json=True)
    )
    # Found by its hash, so no comparison tells how much of a guess was right; this one takes equally long all the same.
    if row is None or not hmac.compare_digest(row["token_hash"], hashed):
        return None
    if row["revoked_at"] or row["expires_on"] < today or not row["officer.is_active"]:
        return None
    if row["last_used_on"] != today:
        await ApiToken.update({ApiToken.last_used_on: today}).where(ApiToken.id == row["id"])
    return Caller(token=row["id"], officer=row["officer"], scopes=frozenset(_scopes(row["scopes"])))
