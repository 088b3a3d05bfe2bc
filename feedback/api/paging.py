"""Cursors: opaque marks of how far a list was read. Lists stand in the order of their ids, which nothing changes."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from piccolo.columns import UUID as Key  # noqa: N811
from piccolo.custom_types import Combinable
from piccolo.table import Table

T = TypeVar("T")

CURSOR = "^[A-Za-z0-9_-]{22}$"  # every text like this is a cursor
MOST = 100
USUAL = 50


@dataclass(frozen=True, slots=True)
class PageWanted:
    """So many items after the cursor; an empty cursor is the beginning."""

    cursor: str = ""
    limit: int = USUAL


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """Some items of a list; `next` is the cursor after them, None where they are the last."""

    items: list[T]
    next: str | None


def cursor_after(id: UUID) -> str:
    return urlsafe_b64encode(id.bytes).decode().rstrip("=")


def id_of(cursor: str) -> UUID:
    """The id that a cursor stands after; of one that is not empty."""
    return UUID(bytes=urlsafe_b64decode(cursor + "=="))


async def ids_of(table: type[Table], wanted: PageWanted, *conditions: Combinable) -> Slice[UUID]:
    """The ids of the rows that are like this, from the cursor on."""
    key: Key = table._meta.primary_key  # type: ignore[assignment]
    query: Any = table.select(key).order_by(key).limit(wanted.limit + 1)
    if wanted.cursor:
        query = query.where(key > id_of(wanted.cursor))
    for condition in conditions:
        query = query.where(condition)
    return sliced([row["id"] for row in await query], wanted.limit)


def sliced(ids: Sequence[UUID], limit: int) -> Slice[UUID]:
    """The first so many of these; there is a cursor where more come after them."""
    kept = list(ids[:limit])
    return Slice(kept, cursor_after(kept[-1]) if len(ids) > limit else None)
