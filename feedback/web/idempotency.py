"""`Idempotency-Key`: a write that is sent again, since its answer was lost, is answered the same and done once."""

import hashlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, Any, TypeAlias, TypeVar

import msgspec
from litestar import Response
from litestar.params import HeaderParameter

from feedback.api_calls import Call, KeptAnswer, answer_before, answering
from feedback.web.api import writer
from feedback.web.requests import Request

T = TypeVar("T", bound=msgspec.Struct)

IdempotencyKey: TypeAlias = Annotated[
    str | None,
    HeaderParameter(
        name="Idempotency-Key",
        pattern=r"^[\x21-\x7e]{1,255}$",
        description="a text of your own; the same request sent again with it within 24 hours is answered the same and done once",
    ),
]


async def once(
    request: Request, write: Callable[[], Awaitable[Response[T]]], *, is_repeatable: bool = False
) -> Response[T]:
    """Write, and answer; a request that came before with the same `Idempotency-Key` is only answered again.

    `is_repeatable` is as for `answering`. Raises `KeyUsed` where another request had the key, and `Conflict` while the same
    one is being answered.
    """
    key = request.headers.get("idempotency-key")
    if key is None:
        return await write()
    call = Call(writer(request).token, key, await _fingerprint(request), datetime.now(UTC))
    known = await answer_before(call)
    if known:
        headers = dict(known.headers)
        again: Response[Any] = Response(
            known.body, status_code=known.status, media_type="application/json", headers=headers
        )
        return again
    async with answering(call, is_repeatable=is_repeatable) as asked:
        answered = await write()
        body: Any = answered.content  # bytes already: see `answer_with`
        await asked.answered(KeptAnswer(answered.status_code or 200, answered.headers, body))
    return answered


async def _fingerprint(request: Request) -> str:
    """Of what was asked: the same request has the same."""
    asked = f"{request.method} {request.url.path}?{request.url.query} {request.headers.get('if-match', '')}\n"
    return hashlib.sha256(asked.encode() + await request.body()).hexdigest()
