"""Texts against entries (themes, earlier points): sparse vectors in three channels, words, glosses and characters.

Everything is a sum over single words, so a batch costs one pass over its distinct words, and each word's share in a
score is known: that is the reason shown to the officer.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from feedback.matching.dictionary import glosses
from feedback.matching.text import STOP_WORDS, compound_parts, content_words, lemma, stem, stems

#: The channels, in the order of every array's first axis.
CHANNELS = ("words", "glosses", "characters")
NGRAMS = (3, 4, 5)
#: Words whose vectors an index keeps; half a kilobyte each.
REMEMBERED = 200_000

Floats: TypeAlias = NDArray[np.float64]
Features: TypeAlias = dict[str, float]
Number = TypeVar("Number", np.int_, np.float64)


@dataclass(frozen=True)
class Passage:
    """One piece of an entry's text, with its language and how much it counts."""

    text: str
    language: str
    weight: float = 1.0


@dataclass(frozen=True)
class Batch:
    """Scores of a batch of texts: `channels` is channel x text x entry; `shares` tells what each word brought."""

    channels: Floats
    surfaces: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[int, ...], ...]
    evidence: Floats
    norms: Floats

    def shares(self, text: int, entry: int, weights: Sequence[float]) -> list[tuple[str, float]]:
        """The text's words with what each added to its weighted score for an entry, greatest first."""
        scale = [weight / norm for weight, norm in zip(weights, self.norms[:, text], strict=True)]
        rows = self.rows[text]
        totals = sum(part * self.evidence[channel, rows, entry] for channel, part in enumerate(scale))
        pairs = zip(self.surfaces[text], np.atleast_1d(totals).tolist(), strict=True)
        return sorted(pairs, key=lambda pair: -pair[1])


@lru_cache(maxsize=200_000)
def word_features(form: str, language: str) -> tuple[Features, Features, Features]:
    """What one word is in each channel: stems of itself and its parts, stems of its English glosses, character n-grams."""
    return dict.fromkeys(stems(form, language), 1.0), _meanings(form, language), _ngrams(form)


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
    return dict(Counter(padded[i : i + n] for n in NGRAMS for i in range(len(padded) - n + 1)))


class Index:
    """Entries' vectors of unit length per channel, weighted by how few entries share a feature (as scikit-learn's TF-IDF)."""

    def __init__(self, entries: Sequence[Sequence[Passage]]) -> None:
        self.size = len(entries)
        self._words: dict[tuple[str, str], _WordVector] = {}
        bags = [_bags(entry) for entry in entries]
        self._vocabularies = [_idf([bag[channel] for bag in bags]) for channel in range(len(CHANNELS))]
        self._positions = [{feature: i for i, feature in enumerate(idf)} for idf in self._vocabularies]
        self._vectors = [self._entries([bag[channel] for bag in bags], channel) for channel in range(len(CHANNELS))]

    def _entries(self, bags: Sequence[Features], channel: int) -> csr_array:
        idf, positions = self._vocabularies[channel], self._positions[channel]
        triples: list[tuple[int, int, float]] = []
        for row, bag in enumerate(bags):
            vector = {feature: math.log1p(value) * idf[feature] for feature, value in bag.items()}
            length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
            triples.extend((positions[feature], row, value / length) for feature, value in vector.items())
        return _sparse(triples, (len(idf), self.size))

    def batch(self, texts: Sequence[tuple[str, str]]) -> Batch:
        """Score texts, given with their languages, against every entry; a text without content words scores nothing."""
        contents = [(content_words(text, language), language) for text, language in texts]
        distinct: dict[tuple[str, str], int] = {}
        rows = tuple(
            tuple(distinct.setdefault((word.form, language), len(distinct)) for word in found)
            for found, language in contents
        )
        evidence, masses = self._evidence(list(distinct))
        member = _sparse([(i, row, 1.0) for i, own in enumerate(rows) for row in own], (len(texts), len(distinct)))
        norms = np.sqrt(np.stack([member @ mass for mass in masses]) + 1e-6)
        channels = np.stack([member @ part for part in evidence]) / norms[:, :, None]
        surfaces = tuple(tuple(word.surface for word in found) for found, _ in contents)
        return Batch(channels, surfaces, rows, evidence, norms)

    def _evidence(self, distinct: Sequence[tuple[str, str]]) -> tuple[Floats, Floats]:
        """Per channel: what each word brings to each entry, and the word's own squared length."""
        known = [self._vector(form, language) for form, language in distinct]
        parts = []
        for channel, vectors in enumerate(self._vectors):
            columns = [word.columns[channel] for word in known]
            starts = np.cumsum([0, *(len(found) for found in columns)])
            values = _joined([word.values[channel] for word in known], float)
            matrix = csr_array((values, _joined(columns, int), starts), shape=(len(known), vectors.shape[0]))
            parts.append((matrix @ vectors).toarray())
        masses = np.array([word.masses for word in known], dtype=float).reshape(len(known), len(CHANNELS))
        return np.stack(parts), masses.T

    def _vector(self, form: str, language: str) -> "_WordVector":
        found = self._words.get((form, language))
        if found is None:
            if len(self._words) >= REMEMBERED:
                self._words.clear()
            found = self._words[form, language] = self._weigh(word_features(form, language))
        return found

    def _weigh(self, features: tuple[Features, Features, Features]) -> "_WordVector":
        columns, values, masses = [], [], []
        for own, idf, positions in zip(features, self._vocabularies, self._positions, strict=True):
            known = [feature for feature in own if feature in idf]
            columns.append(np.array([positions[feature] for feature in known], dtype=int))
            values.append(np.array([own[feature] * idf[feature] for feature in known], dtype=float))
            # A feature that no entry has still makes the text longer: it was said, and nothing answers it.
            masses.append(sum((value * idf.get(feature, 1.0)) ** 2 for feature, value in own.items()))
        return _WordVector(tuple(columns), tuple(values), tuple(masses))


@dataclass(frozen=True)
class _WordVector:
    """A word in an index's columns, per channel, and its own squared length."""

    columns: tuple[NDArray[np.int_], ...]
    values: tuple[Floats, ...]
    masses: tuple[float, ...]


def _joined(arrays: Sequence[NDArray[Number]], kind: type) -> NDArray[Number]:
    return np.concatenate(arrays) if arrays else np.array([], dtype=kind)


def _bags(entry: Sequence[Passage]) -> tuple[Features, Features, Features]:
    bags: tuple[Features, Features, Features] = ({}, {}, {})
    for passage in entry:
        for word in content_words(passage.text, passage.language):
            for bag, features in zip(bags, word_features(word.form, passage.language), strict=True):
                for feature, value in features.items():
                    bag[feature] = bag.get(feature, 0.0) + passage.weight * value
    return bags


def _idf(bags: Sequence[Features]) -> dict[str, float]:
    frequency = Counter(feature for bag in bags for feature in bag)
    return {feature: math.log((len(bags) + 1) / (count + 0.5)) for feature, count in sorted(frequency.items())}


def _sparse(triples: Iterable[tuple[int, int, float]], shape: tuple[int, int]) -> csr_array:
    listed = list(triples)
    rows, columns, values = zip(*listed, strict=True) if listed else ((), (), ())
    return csr_array((np.array(values, dtype=float), (np.array(rows, int), np.array(columns, int))), shape=shape)
