"""The source of a consultation, line by line: what became of each line, and which items stand on it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import msgspec

from feedback.notes.draft import Source
from feedback.notes.reading import Line


class LineFate(StrEnum):
    """What became of a line. *Dropped* is decided in the review; the others come from reading."""

    EXTRACTED = "extracted"
    FACTS = "facts"
    FURNITURE = "furniture"
    REPEATED = "repeated"
    LEFT_OVER = "left over"
    DROPPED = "dropped"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Item:
    """A question, point, task or flag that stands on lines of the source; `key` is its id on the page."""

    key: str
    label: str
    source: Source
    is_dropped: bool = False


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line with its fate; `items` are those that begin on it, `keys` all that stand on it.

    `passage_end` is the last line of the left-over passage that begins here, or 0.
    """

    number: int
    page: int
    text: str
    fate: LineFate
    items: tuple[Item, ...] = ()
    keys: tuple[str, ...] = ()
    has_personal_data: bool = False
    passage_end: int = 0


def read_source(stored: str) -> Source | None:
    """A stored `{page, first_line, last_line}`; None where an item was written by hand and stands nowhere."""
    return None if stored in ("", "{}", "null") else msgspec.json.decode(stored, type=Source)


def write_source(source: Source | None) -> str:
    """The JSON that `read_source` reads."""
    return msgspec.json.encode(source).decode() if source else "{}"


def join_sources(first: Source | None, second: Source | None) -> Source | None:
    """The lines from the first of both to the last of both."""
    if first is None or second is None:
        return first or second
    return Source(
        page=min(first.page, second.page),
        first_line=min(first.first_line, second.first_line),
        last_line=max(first.last_line, second.last_line),
    )


def lay_out_source(
    lines: Sequence[Line], *, fates: Mapping[str, str], items: Iterable[Item], personal_data: Iterable[Source]
) -> tuple[SourceLine, ...]:
    """Every line of the document with its fate now: an item takes up a left-over line, a dropped one gives its lines back."""
    standing: dict[int, list[Item]] = {}
    for item in items:
        for number in range(item.source.first_line, item.source.last_line + 1):
            standing.setdefault(number, []).append(item)
    personal = {n for source in personal_data for n in range(source.first_line, source.last_line + 1)}
    laid = tuple(
        SourceLine(
            number=line.number,
            page=line.page,
            text=line.text,
            fate=_fate(fates.get(str(line.number), LineFate.LEFT_OVER), standing.get(line.number, [])),
            items=tuple(i for i in standing.get(line.number, []) if i.source.first_line == line.number),
            keys=tuple(item.key for item in standing.get(line.number, [])),
            has_personal_data=line.number in personal,
        )
        for line in lines
    )
    ends = left_over_passages(laid)
    return tuple(replace(line, passage_end=ends.get(line.number, 0)) for line in laid)


def left_over_passages(lines: Iterable[SourceLine]) -> dict[int, int]:
    """First and last line of each passage of left-over lines: up to the end of a sentence, over blank lines, within a page."""
    passages: dict[int, int] = {}
    first, page = 0, 0
    for line in lines:
        if line.fate is LineFate.BLANK:
            continue
        if line.fate is not LineFate.LEFT_OVER or line.page != page:
            first, page = 0, line.page
        if line.fate is LineFate.LEFT_OVER:
            first = first or line.number
            passages[first] = line.number
            if line.text.rstrip().endswith((".", "!", "?", ":")):
                first = 0
    return passages


def _fate(read: str, standing: Sequence[Item]) -> LineFate:
    fate = LineFate(read)
    is_live = any(not item.is_dropped for item in standing)
    if fate is LineFate.LEFT_OVER and is_live:
        return LineFate.EXTRACTED
    if fate is LineFate.EXTRACTED and standing and not is_live:
        return LineFate.DROPPED
    return fate


def count_fates(lines: Iterable[SourceLine]) -> dict[LineFate, int]:
    """How many lines have each fate, in the order of `LineFate`; they add up to all lines."""
    counts = Counter(line.fate for line in lines)
    return {fate: counts[fate] for fate in LineFate}
