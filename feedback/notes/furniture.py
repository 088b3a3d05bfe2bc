"""Page furniture: page numbers, running heads and feet, and the letterhead's fixed words."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from feedback.notes.grammar.words import Grammar
from feedback.notes.lines import Row

_PAGE_NUMBER = re.compile(r"^[|\[(–—-]?\s*\d{1,3}\s*(?:\(\d{1,3}\)|/\s*\d{1,3})?\s*[|\])–—-]?$")
#: What is left of `- 15 -` or `* * *` when its first sign is taken for a bullet.
_FRAMED_NUMBER = re.compile(r"^(?:\d{1,3} ?)?[ *_|–—-]+$")
_RULE = re.compile(r"^[_=~*.–—|: -]{3,}$")
_DIARY_NUMBER = re.compile(
    r"^(?:[A-ZÅÄÖ][A-Za-zåäö]{1,4}\.? (?:19|20)\d\d:\d{1,4}|[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{0,3}(?:19|20)\d\d/[\w/-]*|[Dd]nr:?\s+\S+)$"
)
_DIGITS = re.compile(r"\d+")

#: A running head or foot stands on this many pages, or on both of two, and on this share of them.
_PAGES = 3
_SHARE = 0.3
_EDGE = 2
_LONGEST = 90


def furniture_lines(rows: Sequence[Row], grammar: Grammar) -> frozenset[int]:
    """The numbers of the lines that belong to the page and not to what is said on it."""
    alone = {row.number for row in rows if row.mark in {"", "row"} and _stands_alone(row, grammar)}
    alone |= {row.number for row in rows if row.mark and row.text and _FRAMED_NUMBER.match(row.text)}
    return frozenset(alone | _running(row for row in rows if row.number not in alone))


def _stands_alone(row: Row, grammar: Grammar) -> bool:
    text = row.text
    if _PAGE_NUMBER.match(text) or _RULE.match(text) or _DIARY_NUMBER.match(text):
        return True
    if len(text) > _LONGEST:
        return False
    numbered = grammar.page_mark.search(text)
    own_number = numbered is not None and int(numbered["page"]) == row.page
    return own_number or bool(grammar.page_number.match(text) or grammar.letterhead.match(text))


def _running(rows: Iterable[Row]) -> set[int]:
    """Lines that stand at the edge of several pages. The first one at the top of page one stays: it may be the title."""
    pages: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        pages[row.page].append(row)
    least = max(2, min(_PAGES, len(pages)), _SHARE * len(pages))
    found: set[int] = set()
    for edge in (slice(None, _EDGE), slice(-_EDGE, None)):
        rows_there = [row for page in pages.values() for row in page[edge] if not row.mark]
        count = Counter(_DIGITS.sub("#", row.text) for row in rows_there)
        found |= {row.number for row in rows_there if count[_DIGITS.sub("#", row.text)] >= least}
    top = {row.number for row in pages[min(pages)][:_EDGE]} if pages else set()
    return found - top
