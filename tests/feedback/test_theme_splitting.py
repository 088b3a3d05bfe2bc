"""Splitting a theme: chosen texts go over, all decisions stay readable, and figures follow."""

from uuid import UUID

import pytest

from feedback.codebook_versions import list_changes
from feedback.coding_log import list_decisions
from feedback.codings import decide, list_codings
from feedback.confirmed_texts import POINT_SOURCE, confirmed_texts, use_as_example
from feedback.enums import CodebookChange, CodedKind, CodingDecision, CodingState
from feedback.errors import Conflict, NotFound
from feedback.tables import Coding
from feedback.theme_splitting import nearer_to, split_theme
from feedback.theme_usage import ThemeUsage, read_usage
from feedback.themes import ThemeWording, get_theme, list_themes, merge_themes
from tests.factories import NOW, make_coding, make_consultation, make_flag, make_officer, make_point, make_theme

CONFIRMED, SUGGESTED, REJECTED = CodingState.CONFIRMED, CodingState.SUGGESTED, CodingState.REJECTED
RENT = "The rent of the hall is far too high for us."
HOURS = "The hall closes at six in the evening, when people come from work."
RENTS = ThemeWording({"en": "Rent"}, "What premises cost.", ("rent", "cost"))


async def split(theme: UUID, texts: list[UUID], *, officer: UUID, code: str = "T9", reason: str = "") -> UUID:
    new, _moved = await split_theme(
        theme,
        code=code,
        wording=RENTS,
        texts=texts,
        sources=[POINT_SOURCE],
        reason=reason,
        officer_id=officer,
        now=NOW,
    )
    return new


async def states(consultation: UUID) -> list[list[tuple[str, CodingState]]]:
    return [[(each.theme.code, each.state) for each in coded.codings] for coded in await list_codings(consultation)]


async def test_chosen_points_go_over_and_the_others_stay(database: str) -> None:
    officer = await make_officer()
    meeting = await make_consultation(date="2024")
    rent, hours, waiting = [
        await make_point(meeting, text=text, position=n) for n, text in enumerate((RENT, HOURS, ""))
    ]
    theme, folded = await make_theme(code="T1"), await make_theme(code="T2")
    await make_coding(rent, folded)
    await make_coding(hours, theme)
    await make_coding(waiting, theme, state=SUGGESTED, score=0.7)
    await merge_themes(theme, fold=[folded], now=NOW)

    new = await split(theme, [rent, waiting], officer=officer)

    assert await states(meeting) == [
        [("T9", CONFIRMED), ("T1", REJECTED)],
        [("T1", CONFIRMED)],
        [("T1", SUGGESTED)],
    ]
    assert await read_usage() == {new: ThemeUsage({2024: 1}), theme: ThemeUsage({2024: 1}, {2024: 1})}
    assert [(each.code, each.split_from) for each in await list_themes()] == [("T1", None), ("T2", None), ("T9", theme)]


async def test_a_split_is_logged_for_the_code_book_and_for_each_text(database: str) -> None:
    officer = await make_officer(name="Olga Officer")
    point = await make_point(await make_consultation(), text=RENT)
    theme = await make_theme(code="T1")
    await decide(point, theme_id=theme, state=CONFIRMED, officer_id=officer, now=NOW.replace(hour=1))

    await split(theme, [point], officer=officer)

    change = (await list_changes())[0]
    other = change.other
    assert (change.kind, change.theme.code, other and other.code) == (CodebookChange.SPLIT, "T9", "T1")
    decisions = await list_decisions(CodedKind.POINT, point)
    logged = {(each.theme and each.theme.code, each.decision, each.reason, each.codebook) for each in decisions}
    assert logged == {
        ("T1", CodingDecision.CONFIRMED, "", 0),
        ("T1", CodingDecision.REJECTED, "Split from the theme T1.", change.number),
        ("T9", CodingDecision.CONFIRMED, "Split from the theme T1.", change.number),
    }


async def test_merging_the_new_theme_back_undoes_a_split(database: str) -> None:
    officer = await make_officer()
    meeting = await make_consultation()
    points = [await make_point(meeting, text=text, position=n) for n, text in enumerate((RENT, HOURS))]
    theme = await make_theme(code="T1")
    for point in points:
        await make_coding(point, theme)
    new = await split(theme, [points[0]], officer=officer, reason="Two matters")

    await merge_themes(theme, fold=[new], now=NOW)

    assert await states(meeting) == [[("T1", CONFIRMED)], [("T1", CONFIRMED)]]


async def test_a_split_under_a_code_in_use_changes_nothing(database: str) -> None:
    officer = await make_officer()
    point = await make_point(await make_consultation())
    theme = await make_theme(code="T1")
    await make_coding(point, theme)

    with pytest.raises(Conflict, match="Another theme has the code T1"):
        await split(theme, [point], officer=officer, code="T1")

    assert [(row["theme"], row["state"]) for row in await Coding.select()] == [(theme, "confirmed")]


async def test_a_merged_theme_is_not_split(database: str) -> None:
    officer = await make_officer()
    kept = await make_theme(code="T1")
    folded = await make_theme(code="T2", merged_into=kept)

    with pytest.raises(Conflict, match="The theme T2 is merged into another one already"):
        await split(folded, [], officer=officer)


async def test_texts_that_have_lost_the_theme_meanwhile_stay(database: str) -> None:
    officer = await make_officer()
    meeting = await make_consultation()
    dropped, rejected = await make_point(meeting, dropped_at=NOW), await make_point(meeting)
    theme = await make_theme(code="T1")
    await make_coding(dropped, theme)
    await make_coding(rejected, theme, state=REJECTED)

    await split(theme, [dropped, rejected], officer=officer)

    assert await states(meeting) == [[("T1", REJECTED)]]


async def test_nearer_to_names_the_texts_that_fit_the_new_theme_better(sqlite_database: str) -> None:
    meeting = await make_consultation()
    rent, hours = [await make_point(meeting, text=text, position=n) for n, text in enumerate((RENT, HOURS))]
    theme = await make_theme(code="T1", title="Premises", keywords=["hall", "evening", "closes"])
    for point in (rent, hours):
        await make_coding(point, theme)

    texts = await confirmed_texts(theme, [POINT_SOURCE])

    assert [text.text for text in texts] == [RENT, HOURS]
    assert await nearer_to(RENTS, texts, than=await get_theme(theme)) == (rent,)


async def test_a_confirmed_point_becomes_an_example_without_the_words_that_are_hidden(database: str) -> None:
    officer = await make_officer()
    meeting = await make_consultation()
    point = await make_point(meeting, text="Maja Exempelsson needs a hall.")
    other = await make_point(meeting, text="Not this one.", position=2)
    await make_flag(meeting, text="Maja Exempelsson")
    theme = await make_theme(code="T1")
    await make_coding(point, theme)
    await make_coding(other, theme, state=SUGGESTED)

    for _twice in range(2):
        await use_as_example(theme, point, officer_id=officer, now=NOW)
    with pytest.raises(NotFound, match="The theme is not confirmed for this point"):
        await use_as_example(theme, other, officer_id=officer, now=NOW)

    [example] = (await get_theme(theme)).wording.examples
    assert "Maja" not in example
    assert example.endswith("needs a hall.")
