"""What one word is made of in each channel: its stems and those of its parts, its meanings in English, its letters."""

import math
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

from feedback.matching.dictionary import glosses
from feedback.matching.spelling import Words, meant
from feedback.matching.synonyms import Groups, Synonyms
from feedback.matching.text import STOP_WORDS, compound_parts, lemma, stem

#: The channels, in the order of every array's first axis.
CHANNELS = ("words", "glosses", "characters")
NGRAMS = (3, 4, 5)

Features: TypeAlias = dict[str, float]


class Vocabulary:
    """How the words of some entries, and of the texts that they are compared with, are read.

    A word is read as the first of its `synonyms`; with `spelling`, a Swedish word in no lexicon as the near word that was meant,
    before others one of the entries' own. The letters stay as they stand: they bear a slip by themselves.
    """

    def __init__(self, forms: Iterable[tuple[str, str]], synonyms: Groups = (), *, spelling: bool = True) -> None:
        self._own = Words(form for form, language in forms if language == "sv")
        self._synonyms = Synonyms(synonyms)
        self._spelling = spelling

    def features(self, form: str, language: str) -> tuple[Features, Features, Features]:
        """What a word is in each channel."""
        right = meant(form, self._own) if self._spelling and language == "sv" else form
        first = self._synonyms.first_of(right, language)
        own = [first, *self._synonyms.parts(first, language)]
        return (
            dict.fromkeys([stem(lemma(word, language), language) for word in own], 1.0),
            _meanings(first, language),
            _ngrams(form if first == right else first),
        )


@lru_cache(maxsize=200_000)
def _meanings(form: str, language: str) -> Features:
    if language == "en":
        return {stem(form, "en"): 1.0, stem(lemma(form, "en"), "en"): 1.0}
    if language != "sv":
        return {}
    base = lemma(form, "sv")
    meanings = glosses(base) or [gloss for part in compound_parts(form) for gloss in glosses(part)]
    found: Features = {}
    for gloss in meanings:
        inner = [stem(word, "en") for word in gloss.split() if word.isalpha() and word not in STOP_WORDS["en"]]
        for word in inner:
            found[word] = max(found.get(word, 0.0), 1 / math.sqrt(len(inner)))
    # A word of many senses is no stronger evidence than a word of one.
    length = math.sqrt(sum(value * value for value in found.values()))
    return {word: value * max(found.values()) / length for word, value in found.items()}


def _ngrams(form: str) -> Features:
    padded = f"<{form}>"
    pieces = [padded[i : i + n] for n in NGRAMS for i in range(len(padded) - n + 1)]
    found = dict.fromkeys(pieces, 1.0)
    return found if len(found) == len(pieces) else dict(Counter(pieces))
