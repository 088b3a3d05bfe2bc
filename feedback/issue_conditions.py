"""A filter of issues in SQL, the same on both engines; the values stand beside it, never in it."""

import json
from collections.abc import Collection, Iterable
from uuid import UUID

from piccolo.querystring import QueryString

from feedback.database import database
from feedback.enums import Answer, CodingState
from feedback.issue_filters import IssueFilter
from feedback.themes import current_themes

# Points with a theme that was confirmed; points that were dropped, or of a deleted consultation, raise nothing.
_CODED = f"""
SELECT ip.issue, cd.theme FROM coding cd
JOIN issue_point ip ON ip.point = cd.point
WHERE cd.state = '{CodingState.CONFIRMED.value}' AND cd.point NOT IN (
    SELECT p.id FROM point p JOIN consultation c ON c.id = p.consultation
    WHERE p.dropped_at IS NOT NULL OR c.deleted_at IS NOT NULL{{}}
)
"""  # noqa: S608  (our own word)
FOLLOWED = "issue i JOIN issue_summary s ON s.issue = i.id"


def coded(hidden: Collection[UUID] | None = None) -> QueryString:
    """The issues with the themes of their points, as `issue` and `theme`.

    For the public, of points in public consultations alone, without the `hidden` ones; None is for officers.
    """
    if hidden is None:
        return QueryString(_CODED, QueryString(""))
    query = QueryString(_CODED, QueryString(" OR c.published_at IS NULL"))
    return QueryString("{} AND NOT {}", query, among("cd.point", hidden)) if hidden else query


async def conditions_of(
    wanted: IssueFilter, *, overdue: Iterable[UUID], hidden: Collection[UUID] | None = None
) -> dict[str, QueryString]:
    """What each filter asks for that is set, in SQL over the issue `i` and its summary `s`, by the filter's name.

    `hidden` is as for `coded`.
    """
    found: dict[str, QueryString] = {}
    if wanted.is_answered is not None:
        sign = "<>" if wanted.is_answered else "="
        found["answered"] = QueryString(f"s.answer {sign} {{}}", Answer.NOT_ANSWERED.value)
    if wanted.delivery:
        found["delivery"] = QueryString("s.delivery = {}", wanted.delivery.value)
    if wanted.is_recurring:
        found["recurring"] = QueryString("json_array_length(s.years) > 1")
    if wanted.is_overdue:
        found["overdue"] = among("i.id", overdue)
    if wanted.owner_unit is not None:
        found["owner_unit"] = QueryString("i.owner_unit = {}", wanted.owner_unit)
    if wanted.policy_area is not None:
        found["policy_area"] = QueryString("i.policy_area = {}", wanted.policy_area)
    if wanted.year is not None:
        # A year of four digits is part of no other year.
        found["year"] = QueryString("CAST(s.years AS TEXT) LIKE {}", f"%{wanted.year:04}%")
    if wanted.theme:
        merged = [theme for theme, current in (await current_themes()).items() if current == wanted.theme]
        found["theme"] = QueryString(
            "i.id IN (SELECT raised.issue FROM ({}) raised WHERE {})", coded(hidden), among("raised.theme", merged)
        )
    return found


def among(column: str, ids: Iterable[UUID]) -> QueryString:
    """Whether a key is one of these, which can be more than a statement may have values."""
    listed = json.dumps([str(each) for each in ids])
    if database().engine_type == "postgres":
        return QueryString(f"{column} IN (SELECT CAST(value AS UUID) FROM json_array_elements_text({{}}))", listed)  # noqa: S608
    return QueryString(f"{column} IN (SELECT value FROM json_each({{}}))", listed)  # noqa: S608


def where(conditions: Iterable[QueryString]) -> QueryString:
    """All of these, of issues that were not merged into another."""
    every = [QueryString("i.merged_into IS NULL"), *conditions]
    return QueryString(" AND ".join(["{}"] * len(every)), *every)
