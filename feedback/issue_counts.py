"""How many issues each filter of the list would show, counted in one statement."""

from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias
from uuid import UUID

from piccolo.querystring import QueryString

from feedback.database import database, execute
from feedback.enums import Answer
from feedback.issue_conditions import FOLLOWED, among, coded, where
from feedback.themes import current_themes

#: How many issues each value of a filter would show, by the filter's name; "found" and "total" count all.
Counts: TypeAlias = Mapping[str, Mapping[str, int]]
NAMES = (
    *("total", "found", "answered", "delivery", "recurring", "overdue"),
    *("owner_unit", "policy_area", "year", "theme"),
)


async def count_issues(
    conditions: Mapping[str, QueryString], *, overdue: Iterable[UUID], hidden: Collection[UUID] | None = None
) -> Counts:
    """All counts in one statement. What a value of a filter would show does not depend on the filter's present value.

    `hidden` is as for `feedback.issue_conditions.coded`.
    """
    is_postgres = database().engine_type == "postgres"
    years = "json_array_elements_text(s.years) AS y (value)" if is_postgres else "json_each(s.years) AS y"
    parts = [
        QueryString("SELECT 'total' AS name, 'all' AS value, COUNT(*) AS n FROM issue WHERE merged_into IS NULL"),
        _counted("found", QueryString("'all'"), conditions),
        _counted(
            "answered",
            QueryString("CASE s.answer WHEN {} THEN 'no' ELSE 'yes' END", Answer.NOT_ANSWERED.value),
            conditions,
        ),
        _counted("delivery", QueryString("s.delivery"), conditions),
        _counted(
            "recurring", QueryString("CASE WHEN json_array_length(s.years) > 1 THEN 'yes' ELSE 'no' END"), conditions
        ),
        _counted("overdue", QueryString("CASE WHEN {} THEN 'yes' ELSE 'no' END", among("i.id", overdue)), conditions),
        _counted("owner_unit", QueryString("i.owner_unit"), conditions),
        _counted("policy_area", QueryString("i.policy_area"), conditions),
        _counted("year", QueryString("CAST(y.value AS TEXT)"), conditions, joined=f"CROSS JOIN {years}"),
        _themes(conditions, merged=await current_themes(), raised=coded(hidden)),
    ]
    query = QueryString(" UNION ALL ".join(["{}"] * len(parts)), *parts)
    found: dict[str, dict[str, int]] = {name: {} for name in NAMES}
    for row in await execute(query.template, *query.args):
        found[row["name"]][str(row["value"])] = row["n"]
    return found


def _counted(name: str, value: QueryString, conditions: Mapping[str, QueryString], *, joined: str = "") -> QueryString:
    """How many issues have each value, of those that all other filters admit."""
    return QueryString(
        f"SELECT '{name}', {{}}, COUNT(*) FROM {FOLLOWED} {joined} WHERE {{}} GROUP BY 2",  # noqa: S608  (our own words)
        value,
        where(_others(conditions, name)),
    )


def _others(conditions: Mapping[str, QueryString], name: str) -> list[QueryString]:
    return [each for filter_name, each in conditions.items() if filter_name != name]


def _themes(conditions: Mapping[str, QueryString], *, merged: Mapping[UUID, UUID], raised: QueryString) -> QueryString:
    """As `_counted`, by the theme that each counts for now. Issues that were merged into another have no points."""
    changed = [each for theme, current in merged.items() if theme != current for each in (theme, current)]
    whens = "WHEN raised.theme = {} THEN {} " * (len(changed) // 2)
    theme = QueryString(f"CASE {whens}ELSE raised.theme END" if changed else "raised.theme", *changed)
    others = _others(conditions, "theme")
    admitted = QueryString(f"raised.issue IN (SELECT i.id FROM {FOLLOWED} WHERE {{}})", where(others))  # noqa: S608
    return QueryString(
        "SELECT 'theme', CAST({} AS TEXT), COUNT(DISTINCT raised.issue) FROM ({}) raised WHERE {} GROUP BY 2",
        theme,
        raised,
        admitted if others else QueryString("1 = 1"),
    )
