"""A line of the source, cleaned of its mark, and how two lines become one text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from feedback.notes.characters import spaced, tidy
from feedback.notes.grammar.words import MONTH_NAMES, Grammar
from feedback.notes.reading import Line

#: Signs that begin an item of a list, private-use signs of symbol fonts among them.
_BULLET = re.compile(r"^(?:[•·▪▫■□●○◦‣⁃➢➤►✓✔→\uf000-\uf0ff]\s*|[*–—-]\s+|o\s+(?=[A-ZÅÄÖÉ])|[a-h]\)\s+|[*–—-]$)")
#: A number that begins a list; *4. juni 2024* at the head of a line is a day.
_NUMBER = re.compile(rf"^\(?(\d{{1,2}})[.)]\s+(?=\S)(?!{MONTH_NAMES})")
_MARKDOWN = re.compile(r"\*\*|__|^#{1,6}\s+")
_MARKED_HEADING = re.compile(r"#{1,6}\s+\S")
_LINK = re.compile(r"!?\[([^\]\[]{0,300})\]\([^()\s]{0,1000}\)")
#: Cells of a table are apart by bars, as in Markdown.
_ROW = re.compile(r"^\|\s*\S.*\|$|\S \| \S")
_SENTENCE_END = re.compile(r"[.!?:…][”\"')\]]*$")
_LAST_WORD = re.compile(r"([^\s(]+?)\.$")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(frozen=True)
class Row:
    """A line that holds text: `mark` is "bullet", "number", "row" (of a table) or empty, `gap` the blank lines above it."""

    number: int
    page: int
    text: str
    mark: str = ""
    ordinal: int | None = None
    gap: int = 0
    width: int = 0
    is_heading: bool = False
    is_note: bool = False


def row_of(line: Line, *, gap: int) -> Row:
    """The line without its bullet or number, white space evened out."""
    told = tidy(line.text).strip()
    is_heading = line.is_heading or bool(_MARKED_HEADING.match(told))
    if _MARKDOWN.search(told) or "[" in told:
        told = _LINK.sub(r"\1", _MARKDOWN.sub("", told))
    text = spaced(told)
    if "|" in text and _ROW.search(text):
        return Row(line.number, line.page, text.strip("| "), "row", None, gap, len(text), is_note=line.is_note)
    mark, ordinal, start = "", None, 0
    if found := _BULLET.match(text):
        mark, start, is_heading = "bullet", found.end(), False
    elif found := _NUMBER.match(text):
        mark, start, ordinal = "number", found.end(), int(found[1])
    told = text[start:].strip()
    return Row(line.number, line.page, told, mark, ordinal, gap, len(text), is_heading, line.is_note)


def rows_of(lines: Iterable[Line]) -> list[Row]:
    """The lines that are not blank, each with how many blank ones stand above it."""
    rows: list[Row] = []
    gap = 0
    for line in lines:
        if line.text.strip():
            rows.append(row_of(line, gap=gap))
            gap = 0
        else:
            gap += 1
    return rows


def starts_lower(text: str) -> bool:
    """Whether the text goes on with what began before it: its first letter is a small one."""
    return text.lstrip("(”\"'“/[")[:1].islower()


def ends_sentence(text: str, grammar: Grammar) -> bool:
    """Whether the text ends as a sentence does; `t.ex.` and its like end none."""
    if not _SENTENCE_END.search(text):
        return False
    last = _LAST_WORD.search(text)
    return last is None or last[1].casefold() not in grammar.abbreviations


def is_open(text: str, grammar: Grammar) -> bool:
    """Whether the text cannot end here: it ends in a comma, or in a word that needs another."""
    last = text.rsplit(" ", 1)[-1].casefold()
    return text.endswith((",", "/")) or last in grammar.open_words


def vocabulary(rows: Iterable[Row]) -> frozenset[str]:
    """Every word of the document that stands inside a line, hyphenated ones whole, without case."""
    written = {word for row in rows for word in _WORD.findall(row.text)}
    return frozenset(map(str.casefold, written))


def glue(before: str, after: str, *, grammar: Grammar, known: frozenset[str]) -> tuple[str, str]:
    """How two lines of one text meet: the first as it now ends, and what stands between them.

    A hyphen at a line's end goes when a small letter follows, unless it stands for a word (*arbets- och*), follows an
    acronym (*sfi-*, *EU-*) or number, or the document knows the word with its hyphen and not without.
    """
    if before.endswith("/"):
        return before, ""
    if not before.endswith("-") or before.endswith(" -") or before == "-":
        return before, " "
    first = after.split(" ", 1)[0]
    if first.strip(",.").casefold() in grammar.conjunctions:
        return before, " "
    part = re.split(r"[\s(”\"/]", before[:-1])[-1]
    if not starts_lower(first) or _keeps_hyphen(part, first, grammar=grammar, known=known):
        return before, ""
    return before[:-1], ""


def _keeps_hyphen(part: str, first: str, *, grammar: Grammar, known: frozenset[str]) -> bool:
    last = part.rsplit("-", 1)[-1]
    if (last.isupper() and len(last) > 1) or last.isdigit() or last.casefold() in grammar.hyphenated or len(last) == 1:
        return True
    head = "".join(_WORD.findall(first)[:1]).casefold()
    return f"{part}-{head}".casefold() in known and f"{part}{head}".casefold() not in known


def joined(texts: Sequence[str], *, grammar: Grammar, known: frozenset[str]) -> tuple[str, tuple[int, ...]]:
    """Lines as one text, and where in it each line begins."""
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for index, text in enumerate(texts):
        starts.append(length)
        end = (text, "") if index + 1 == len(texts) else glue(text, texts[index + 1], grammar=grammar, known=known)
        pieces.extend(end)
        length += len(end[0]) + len(end[1])
    return "".join(pieces), tuple(starts)
