"""How hard a text is to read: LIX, for Swedish, and the length of sentences in any language. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

#: Above this, a question for everybody is hinted to be hard to read: LIX 40 to 50 is newspapers and fiction.
HARD_LIX = 45
#: Words in a sentence above which it is hinted to be long.
LONG_SENTENCE = 20

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…؟。]+(?=\s|$)|\n+")


class Band(StrEnum):
    """How hard a text of this LIX is."""

    VERY_EASY = "very easy"
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"
    VERY_HARD = "very hard"


@dataclass(frozen=True, slots=True)
class ReadingLevel:
    """Words, sentences and long words (over six letters) of a text, and its longest sentence in words."""

    words: int
    sentences: int
    long_words: int
    longest: int

    @property
    def lix(self) -> int:
        """Words per sentence, plus long words per hundred words (C.-H. Björnsson, Läsbarhet, 1968). 0 without words.

        It was made for texts of pages: of a single question it is a rough sign.
        """
        if not self.words:
            return 0
        return round(self.words / self.sentences + 100 * self.long_words / self.words)

    @property
    def band(self) -> Band:
        """Below 30, 40, 50 and 60, and above."""
        limits = ((30, Band.VERY_EASY), (40, Band.EASY), (50, Band.MEDIUM), (60, Band.HARD))
        return next((band for limit, band in limits if self.lix < limit), Band.VERY_HARD)


def reading_level(text: str) -> ReadingLevel:
    """The reading level of a text; a line is a sentence of its own, whether it ends with a full stop or not."""
    sentences = [words for part in _SENTENCE_END.split(text) if (words := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    return ReadingLevel(
        words=len(words),
        sentences=len(sentences),
        long_words=sum(len(word) > 6 for word in words),
        longest=max((len(sentence) for sentence in sentences), default=0),
    )
