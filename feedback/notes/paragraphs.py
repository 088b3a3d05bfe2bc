"""Paragraphs of a document that are the lines of a page: a text that was pasted, or opened from a plain file."""

import re
from collections.abc import Iterable
from itertools import pairwise

_SENTENCE_END = re.compile(r"[.!?:;,…][”\"')\]]*\s*$")
_SHARE = 0.25
_FEWEST = 6


def are_lines(paragraphs: Iterable[str]) -> bool:
    """Whether so many paragraphs go on in the next, with a small letter and no full stop between, that they are lines."""
    told = [text.strip() for text in paragraphs if text.strip()]
    going_on = sum(1 for before, after in pairwise(told) if after[0].islower() and not _SENTENCE_END.search(before))
    return going_on >= max(_FEWEST, _SHARE * len(told))
