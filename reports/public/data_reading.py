"""What rows of the open data are read by: the public issues and commitments, some at a time."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from feedback.api.published import public_commitments, public_issues
from feedback.commitments import Undertaking, undertakings
from feedback.issues import FollowedIssue, followed_issues

Value: TypeAlias = "str | int | float | bool | date | datetime | UUID | None"
#: In the order of the table's columns.
DataRow: TypeAlias = "tuple[Value, ...]"
AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What rows are made for: the day of the file, and where the site is."""

    today: date
    base_url: str


async def issues_by_id() -> AsyncIterator[list[FollowedIssue]]:
    """The public issues by id, some at a time."""
    for ids in _some_at_a_time(await public_issues()):
        yield sorted(await followed_issues(ids), key=lambda each: str(each.id))


async def commitments_by_id() -> AsyncIterator[list[Undertaking]]:
    """The public commitments by id, some at a time."""
    for ids in _some_at_a_time(await public_commitments()):
        yield sorted(await undertakings(ids), key=lambda each: str(each.id))


def _some_at_a_time(ids: set[UUID]) -> Iterator[list[UUID]]:
    every = sorted(ids, key=str)
    for start in range(0, len(every), AT_A_TIME):
        yield every[start : start + AT_A_TIME]
