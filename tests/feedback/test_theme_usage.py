"""Counting how often themes are used."""

from uuid import UUID

from feedback.enums import CodingState
from feedback.theme_usage import PointCoding, ThemeUsage, count_usage, read_usage
from feedback.themes import merge_themes
from tests.factories import NOW, make_coding, make_consultation, make_point, make_theme

POINT, OTHER, THEME = UUID(int=1), UUID(int=2), UUID(int=3)
CONFIRMED, SUGGESTED, REJECTED = CodingState.CONFIRMED, CodingState.SUGGESTED, CodingState.REJECTED


def test_count_usage_counts_a_point_once_and_prefers_what_is_confirmed() -> None:
    for states in ((CONFIRMED, SUGGESTED, REJECTED), (SUGGESTED, REJECTED, CONFIRMED)):
        codings = [PointCoding(POINT, THEME, state, 2019) for state in states]
        codings.append(PointCoding(OTHER, THEME, SUGGESTED, 2023))

        assert count_usage(codings) == {THEME: ThemeUsage({2019: 1}, {2023: 1})}


def test_count_usage_leaves_rejected_out() -> None:
    assert count_usage([PointCoding(POINT, THEME, REJECTED, 2019)]) == {}


async def test_read_usage_by_the_year_in_which_points_were_made(database: str) -> None:
    report = await make_consultation(date="2014-05")
    meeting = await make_consultation(date="2024-06-04")
    deleted = await make_consultation(date="2023-06-04", deleted_at=NOW)
    kept, folded = await make_theme(code="T1"), await make_theme(code="T2")
    early = await make_point(report, heading="Storby 2012: obstacles")
    late = await make_point(meeting)
    for point, theme, state in (
        (early, kept, CONFIRMED),
        (late, folded, CONFIRMED),
        (late, kept, SUGGESTED),
        (await make_point(meeting), kept, SUGGESTED),
        (await make_point(meeting), kept, REJECTED),
        (await make_point(meeting, dropped_at=NOW), kept, CONFIRMED),
        (await make_point(deleted), kept, CONFIRMED),
    ):
        await make_coding(point, theme, state=state)
    await merge_themes(kept, fold=[folded], now=NOW)

    assert await read_usage() == {kept: ThemeUsage({2012: 1, 2024: 1}, {2024: 1})}
