"""Calls that a program gave a key of its own: sent again within a day, they are answered the same and nothing is done twice.

As in the IETF draft *The Idempotency-Key HTTP Header Field* (draft-ietf-httpapi-idempotency-key-header), section 2.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from piccolo.columns import Column

from feedback.database import is_unique_violation, transaction
from feedback.errors import Conflict
from feedback.interface_tables import ApiCall
from feedback.translation import gettext as _

#: A key can be used for something else after this.
KEPT = timedelta(hours=24)
#: What is not answered after this has ended without an answer, and nothing of it was kept.
LONGEST = timedelta(minutes=10)


class KeyUsed(Conflict):
    """The key came with another request."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What was answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """A call with its key. `sent` is the SHA-256 of what was asked."""

    token: UUID
    key: str
    sent: str
    at: datetime


class Answering:
    """A call that is being answered for the first time; `answered` keeps the answer."""

    def __init__(self, id: UUID) -> None:
        self._id = id

    async def answered(self, answer: KeptAnswer) -> None:
        """Keep it, in the transaction of what was done. Raises `Conflict` where somebody else does the same meanwhile."""
        kept: dict[Column | str, Any] = {
            ApiCall.status: answer.status,
            ApiCall.headers: msgspec.json.encode(answer.headers).decode(),
            ApiCall.answer: answer.body,
        }
        if not await ApiCall.update(kept).where(ApiCall.id == self._id).returning(ApiCall.id):
            raise _running()


async def answer_before(call: Call) -> KeptAnswer | None:
    """What this call was answered, where it was. Raises `KeyUsed`, and `Conflict` while it is being answered."""
    row = await ApiCall.select().where(_is_same(call) & (ApiCall.at > call.at - KEPT)).first()
    if row is None:
        return None
    if row["sent"] != call.sent:
        raise KeyUsed(_("This Idempotency-Key was used for another request. Use a new one."))
    if row["status"] is None:
        if row["at"] < call.at - LONGEST:
            return None
        raise _running()
    return KeptAnswer(row["status"], msgspec.json.decode(row["headers"], type=dict[str, str]), bytes(row["answer"]))


@asynccontextmanager
async def answering(call: Call, *, is_repeatable: bool = False) -> AsyncIterator[Answering]:
    """Answer it inside, for the first time, in one transaction with what is done. What fails can be sent again.

    `is_repeatable` is what can be done twice without harm and takes long: no transaction is held around that.

    Raises `Conflict` where the same call is being answered already.
    """
    await ApiCall.delete().where((ApiCall.token == call.token) & (ApiCall.at <= call.at - KEPT))
    await ApiCall.delete().where(_is_same(call) & ApiCall.status.is_null() & (ApiCall.at < call.at - LONGEST))
    row = ApiCall(token=call.token, key=call.key, sent=call.sent, at=call.at)
    try:
        await row.save()
    except Exception as error:
        if is_unique_violation(error):
            raise _running() from error
        raise
    try:
        async with nullcontext() if is_repeatable else transaction():
            yield Answering(row.id)
    except BaseException:
        await ApiCall.delete().where((ApiCall.id == row.id) & ApiCall.status.is_null())
        raise


def _is_same(call: Call) -> Any:
    return (ApiCall.token == call.token) & (ApiCall.key == call.key)


def _running() -> Conflict:
    return Conflict(_("The same request is being answered. Wait a moment and send it again."))
