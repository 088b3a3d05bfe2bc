"""Every line of the source has one fate, and items give and take."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.notes.draft import Source
from feedback.notes.reading import Line
from feedback.source_lines import (
    Item,
    LineFate,
    count_fates,
    join_sources,
    lay_out_source,
    read_source,
    write_source,
)

spans = st.tuples(st.integers(1, 40), st.integers(0, 5)).map(lambda s: Source(1, s[0], s[0] + s[1]))
items = st.builds(Item, key=st.text("abc", min_size=1), label=st.just("x"), source=spans, is_dropped=st.booleans())


def lines(count: int) -> tuple[Line, ...]:
    return tuple(Line(number, 1, f"Line {number}") for number in range(1, count + 1))


@pytest.mark.parametrize(
    ("read", "dropped", "fate"),
    [
        ("left over", [], LineFate.LEFT_OVER),
        ("left over", [False], LineFate.EXTRACTED),
        ("left over", [True], LineFate.LEFT_OVER),
        ("extracted", [], LineFate.EXTRACTED),
        ("extracted", [True], LineFate.DROPPED),
        ("extracted", [True, False], LineFate.EXTRACTED),
        ("furniture", [False], LineFate.FURNITURE),
        ("blank", [True], LineFate.BLANK),
    ],
)
def test_lay_out_source_gives_the_fate_now(read: str, dropped: list[bool], fate: LineFate) -> None:
    standing = [Item(str(n), "x", Source(1, 1, 1), is_dropped=each) for n, each in enumerate(dropped)]

    (line,) = lay_out_source(lines(1), fates={"1": read}, items=standing, personal_data=())

    assert line.fate is fate


def test_lay_out_source_names_items_where_they_begin_and_all_their_lines() -> None:
    item = Item("point-1", "Point 1", Source(1, 2, 3))

    laid = lay_out_source(lines(3), fates={}, items=[item], personal_data=[Source(1, 3, 3)])

    assert [(line.items, line.keys, line.has_personal_data) for line in laid] == [
        ((), (), False),
        ((item,), ("point-1",), False),
        ((), ("point-1",), True),
    ]


def test_lay_out_source_joins_left_over_lines_to_passages() -> None:
    texts = ("One sentence", "", "goes on.", "Another", "Furniture", "alone", "on the next page")
    pages = (1, 1, 1, 1, 1, 1, 2)
    read = tuple(Line(n, page, text) for n, (page, text) in enumerate(zip(pages, texts, strict=True), start=1))

    laid = lay_out_source(read, fates={"2": "blank", "5": "furniture"}, items=(), personal_data=())

    assert {line.number: line.passage_end for line in laid if line.passage_end} == {1: 3, 4: 4, 6: 6, 7: 7}


@given(
    st.integers(0, 40),
    st.dictionaries(st.integers(1, 40).map(str), st.sampled_from([f.value for f in LineFate if f != "dropped"])),
    st.lists(items, max_size=8),
)
def test_lay_out_source_accounts_for_every_line(count: int, fates: dict[str, str], standing: list[Item]) -> None:
    laid = lay_out_source(lines(count), fates=fates, items=standing, personal_data=())

    assert [line.number for line in laid] == list(range(1, count + 1))
    assert sum(count_fates(laid).values()) == count


def test_read_source_of_nothing() -> None:
    assert (read_source("{}"), read_source(""), write_source(None)) == (None, None, "{}")


@given(spans)
def test_write_source_read_again(source: Source) -> None:
    assert read_source(write_source(source)) == source


@given(spans, spans)
def test_join_sources_covers_both(one: Source, other: Source) -> None:
    joined = join_sources(one, other)

    assert joined == join_sources(other, one)
    assert joined == Source(1, min(one.first_line, other.first_line), max(one.last_line, other.last_line))
    assert join_sources(one, None) == one
