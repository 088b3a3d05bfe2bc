"""Words that may identify somebody, taken out of a text before anybody but officers reads it. Pure."""

import re
from collections.abc import Iterable
from functools import lru_cache

#: What stands where words were taken out; the same in every language and on paper.
MASK = "[…]"
#: Shorter words are looked for as they are: with an ending they would be found inside other words.
_SHORT = 5


def mask(text: str, flagged: Iterable[str]) -> str:
    """The text with `MASK` for each of these words, in whatever case, with whatever ending and however they are spaced."""
    pattern = _pattern(tuple(flagged))
    return pattern.sub(MASK, text) if pattern else text


def names_somebody(text: str, flagged: Iterable[str]) -> bool:
    """Whether a text holds words that `mask` takes out."""
    pattern = _pattern(tuple(flagged))
    return pattern is not None and pattern.search(text) is not None


@lru_cache(maxsize=512)
def _pattern(flagged: tuple[str, ...]) -> re.Pattern[str] | None:
    # The longest first, so that an address goes as a whole where a name in it is flagged too.
    words = sorted({" ".join(each.split()) for each in flagged if each.strip()}, key=lambda each: (-len(each), each))
    return re.compile("|".join(map(_one, words)), re.IGNORECASE) if words else None


def _one(words: str) -> str:
    found = r"\s+".join(re.escape(word) for word in words.split(" "))
    before = r"(?<!\w)" if words[0].isalnum() else ""
    ending = r"(?!\w)" if len(words) < _SHORT else r"\w*"
    return f"{before}{found}{ending if words[-1].isalnum() else ''}"
