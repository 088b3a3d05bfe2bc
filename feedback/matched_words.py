"""The words of a text that a suggestion goes by, marked where they stand, so that an officer sees why it was made."""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text, matched or not."""

    text: str
    is_matched: bool = False


def mark_words(text: str, words: Iterable[str]) -> tuple[Passage, ...]:
    """The text in stretches; every place where one of the words stands as a whole word is matched, in any case."""
    wanted = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    if not wanted:
        return (Passage(text),) if text else ()
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, wanted))})(?!\w)", re.IGNORECASE)
    # `split` on one group gives the unmatched stretches at even places, the matched ones at odd.
    return tuple(Passage(part, n % 2 == 1) for n, part in enumerate(pattern.split(text)) if part)
