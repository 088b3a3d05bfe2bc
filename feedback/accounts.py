"""Officers and how they sign in: argon2id for passwords, a random token for a session, of which only the hash is kept."""

import asyncio
import hashlib
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from feedback.errors import Conflict
from feedback.tables import Officer, SignIn
from feedback.translation import gettext as _

SESSION_LENGTH = timedelta(hours=10)
LONGEST_ADDRESS = 254  # characters; RFC 5321
LONGEST_NAME = 200
MINIMUM_PASSWORD = 12  # characters; NIST SP 800-63B asks for at least 8, and no rules of composition

_hasher = PasswordHasher()
# Two at a time: one verification takes 64 MiB and a core for a fifth of a second.
_hashing = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")


@cache
def _nobodys_hash() -> str:
    """Verified when the address is unknown, so that the answer takes as long and tells nothing."""
    return _hasher.hash(secrets.token_hex())


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The officer behind a request."""

    id: UUID
    name: str
    email: str


def token_hash(token: str) -> str:
    """What is kept of a token: SHA-256 is enough for a random value of 256 bits."""
    return hashlib.sha256(token.encode()).hexdigest()


async def add_officer(*, email: str, name: str, password: str) -> UUID:
    """Add somebody who may sign in. Raises `Conflict` when the address is taken, or the password too short."""
    email, name = email.strip().lower(), name.strip()
    if not is_address(email):
        raise Conflict(_("%(email)s is no e-mail address.", email=email or "“”"))
    if not name or not name.isprintable() or len(name) > LONGEST_NAME:
        raise Conflict(_("Write the officer's name, with at most %(n)s characters.", n=LONGEST_NAME))
    if len(password) < MINIMUM_PASSWORD:
        raise Conflict(_("The password must have at least %(n)s characters.", n=MINIMUM_PASSWORD))
    if await Officer.exists().where(Officer.email == email):
        raise Conflict(_("There is already an officer with the address %(email)s.", email=email))
    password_hash = await asyncio.get_running_loop().run_in_executor(_hashing, _hasher.hash, password)
    officer = Officer(email=email, name=name, password_hash=password_hash)
    await officer.save()
    return officer.id


def is_address(email: str) -> bool:
    """Whether this can be an e-mail address: enough to catch a slip, and what the column can hold."""
    local, at, domain = email.partition("@")
    return bool(local and at and domain) and email.isprintable() and " " not in email and len(email) <= LONGEST_ADDRESS


async def sign_in(*, email: str, password: str, now: datetime) -> str | None:
    """Open a session and return its token, or None where address and password do not belong together."""
    officer = await Officer.objects().get((Officer.email == email.strip().lower()) & Officer.is_active.eq(True))
    password_hash = officer.password_hash if officer else None
    fits = await asyncio.get_running_loop().run_in_executor(_hashing, _verify, password_hash, password)
    if officer is None or not fits:
        return None
    token = secrets.token_urlsafe(32)
    await SignIn(officer=officer.id, token_hash=token_hash(token), expires_at=now + SESSION_LENGTH).save()
    await SignIn.delete().where(SignIn.expires_at < now)
    return token


def _verify(password_hash: str | None, password: str) -> bool:
    try:
        return _hasher.verify(password_hash or _nobodys_hash(), password)
    except (VerificationError, InvalidHashError):
        return False


async def signed_in(token: str, *, now: datetime) -> SignedIn | None:
    """Who holds this session, if it is open still."""
    is_active: Any = SignIn.officer.is_active.eq(True)  # type: ignore[union-attr]  # Piccolo types no joined column
    row = (
        await SignIn.select(SignIn.officer.id, SignIn.officer.name, SignIn.officer.email)
        .where((SignIn.token_hash == token_hash(token)) & (SignIn.expires_at > now) & is_active)
        .first()
    )
    return SignedIn(id=row["officer.id"], name=row["officer.name"], email=row["officer.email"]) if row else None


async def sign_out(token: str) -> None:
    """Close the session; the token opens nothing any more."""
    await SignIn.delete().where(SignIn.token_hash == token_hash(token))
