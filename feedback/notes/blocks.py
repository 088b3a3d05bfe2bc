"""Lines become blocks: an item of a list, a numbered line, or a stretch of text, whole over line and page breaks."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from feedback.notes.draft import Source
from feedback.notes.grammar.words import Grammar
from feedback.notes.lines import Row, ends_sentence, is_open, joined, starts_lower, vocabulary

#: Lines this short tell nothing of a page's width; lines this long are whole paragraphs, not lines of a page.
_NARROWEST_LINE = 40
_WIDEST_LINE = 130
#: A line is full when the next word would have come past this share of the width.
_FULL = 0.92
_AHEAD = 12
#: What stands under a title and does not belong to it: a day, or a word with its colon.
_HEAD_LINE = re.compile(r"\d{1,2}\.? \w+ \d{4}\b|\d{4}-\d\d-\d\d|[A-ZÅÄÖÆØ]\w+: ")
_DOUBLE_SPACED = 0.2
#: What a footnote begins with.
_NOTE_MARK = re.compile(r"(?:\d{1,2}|[*†])[.)]?\s*\D")


@dataclass(frozen=True)
class Block:
    """A text put together from its lines; `starts` tells where in the text each of `lines` begins."""

    mark: str
    ordinal: int | None
    text: str
    page: int
    lines: tuple[int, ...]
    starts: tuple[int, ...]
    is_heading: bool = False
    is_note: bool = False

    @property
    def source(self) -> Source:
        """From its first line to its last."""
        return Source(self.page, self.lines[0], self.lines[-1])

    def lines_between(self, start: int, end: int) -> tuple[int, ...]:
        """The lines that hold the characters `start` to `end` of the text."""
        stops = (*self.starts[1:], len(self.text) + 1)
        return tuple(
            line
            for line, begin, stop in zip(self.lines, self.starts, stops, strict=True)
            if begin < end and stop > start
        )


@dataclass(frozen=True)
class Setting:
    """How a document is set: the width of its items and of its text, and where its blank lines are.

    Double-spaced text has one under every line; in parted text they stand between items or paragraphs only.
    """

    grammar: Grammar
    known: frozenset[str]
    item_width: int
    text_width: int
    is_double_spaced: bool
    is_parted: bool


def blocks_of(rows: Iterable[Row], grammar: Grammar, *, without: Collection[int] = ()) -> tuple[Block, ...]:
    """The blocks of the rows in order; those of lines numbered in `without` are passed over.

    A footnote is a block of its own, and the text that it stands in goes on beneath it.
    """
    written = [row for row in rows if row.width and row.number not in without]
    rows = [row for row in written if not row.is_note]
    setting = _setting(rows, grammar)
    more = _bullets_ahead(rows, grammar)
    groups: list[list[Row]] = []
    for row, has_bullet_ahead in zip(rows, more, strict=True):
        if groups and _continues(groups[-1], row, setting, has_bullet_ahead=has_bullet_ahead):
            groups[-1].append(row)
        else:
            groups.append([row])
    groups += _footnotes(replace(row, mark="") for row in written if row.is_note)
    blocks = (_block(group, setting) for group in groups if any(row.text for row in group))
    return tuple(sorted(blocks, key=lambda block: block.lines[0]))


def _footnotes(rows: Iterable[Row]) -> list[list[Row]]:
    """Each note from its mark to the next."""
    notes: list[list[Row]] = []
    for row in rows:
        if notes and notes[-1][-1].page == row.page and not _NOTE_MARK.match(row.text):
            notes[-1].append(row)
        else:
            notes.append([row])
    return notes


def _setting(rows: Sequence[Row], grammar: Grammar) -> Setting:
    widths = sorted(row.width for row in rows) or [0]
    items = sorted(row.width for row in rows if row.mark == "bullet")
    followers = [row.gap for row in rows if not row.mark and starts_lower(row.text)]
    is_double_spaced = bool(followers) and sum(1 for gap in followers if gap == 1) >= _DOUBLE_SPACED * len(followers)
    return Setting(
        grammar=grammar,
        known=vocabulary(rows),
        item_width=items[-1] if items else widths[-1],
        text_width=widths[int(0.98 * (len(widths) - 1))],
        is_double_spaced=is_double_spaced,
        is_parted=not is_double_spaced and any(row.gap for row in rows[1:]),
    )


def opens_block(text: str, grammar: Grammar) -> bool:
    """Whether a line with these words never continues the one before it."""
    if grammar.question.match(text) or grammar.date_label.match(text) or _begins_turn(text, grammar):
        return True
    short = len(text.split()) <= 9 and text.endswith(":")
    return short and bool(grammar.said.search(text) or any(label.search(text) for label, _ in grammar.labels))


def _begins_turn(text: str, grammar: Grammar) -> bool:
    words = grammar.reporting
    return any(pattern.match(text) for pattern in (words.heard, words.answered, words.asked))


def _bullets_ahead(rows: Sequence[Row], grammar: Grammar) -> list[bool]:
    """For each row, whether an item follows soon, with no break in between."""
    ahead: list[bool] = []
    distance = _AHEAD + 1
    for row in reversed(rows):
        ahead.append(distance <= _AHEAD)
        if row.mark == "bullet":
            distance = 1
        elif row.gap > 1 or opens_block(row.text, grammar):
            distance = _AHEAD + 1
        else:
            distance += 1
    return ahead[::-1]


def _continues(group: Sequence[Row], row: Row, setting: Setting, *, has_bullet_ahead: bool) -> bool:
    last, grammar = group[-1], setting.grammar
    if row.mark in {"bullet", "row"} or last.mark == "row" or row.is_heading or last.is_heading:
        return False
    if not last.text:
        return True
    if row.mark == "number" or opens_block(row.text, grammar) or (row.text[0] == "(" and row.text[-1] == ")"):
        return False
    if grammar.title.match(group[0].text) and _HEAD_LINE.match(row.text):
        return False
    sentence_ended = ends_sentence(last.text, grammar)
    full = _is_full(group, row, setting)
    if starts_lower(row.text):
        return full or not sentence_ended or last.text.endswith(":")
    if last.text.endswith(":"):
        return False
    if (is_open(last.text, grammar) or last.text.endswith("-")) and row.gap <= 2:
        return True
    if row.gap > (1 if setting.is_double_spaced else 0) or not full or _ends_title(group, grammar):
        return False
    return has_bullet_ahead or setting.is_parted or not (sentence_ended and group[0].mark)


def _is_full(group: Sequence[Row], row: Row, setting: Setting) -> bool:
    width = setting.item_width if group[0].mark == "bullet" else setting.text_width
    if not _NARROWEST_LINE <= width <= _WIDEST_LINE:
        return False
    return group[-1].width + 1 + len(row.text.split(" ", 1)[0]) > _FULL * width


def _ends_title(group: Sequence[Row], grammar: Grammar) -> bool:
    """A title is over at its year, however long its line."""
    return bool(grammar.title.match(group[0].text)) and group[-1].text.rstrip(".")[-4:].isdigit()


def _block(group: Sequence[Row], setting: Setting) -> Block:
    # Where a PDF gives a bullet a line of its own, that line belongs to the item too.
    alone = [row for row in group if not row.text]
    filled = [row for row in group if row.text]
    text, starts = joined([row.text for row in filled], grammar=setting.grammar, known=setting.known)
    return Block(
        mark=group[0].mark,
        ordinal=group[0].ordinal,
        text=text,
        page=group[0].page,
        lines=tuple(row.number for row in (*alone, *filled)),
        starts=(*(0 for _ in alone), *starts),
        is_heading=group[0].is_heading,
        is_note=group[0].is_note,
    )
