"""Texts against entries (themes, earlier points): sparse vectors in three channels, words, glosses and characters.

Everything is a sum over single words, so a batch costs one pass over its distinct words, and each word's share in a
score is known: that is the reason shown to the officer.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from feedback.matching.features import CHANNELS, Features, Vocabulary
from feedback.matching.synonyms import Groups
from feedback.matching.text import Word, content_words

__all__ = ["CHANNELS", "Batch", "Floats", "Index", "Passage"]

#: Numbers that an index keeps of words met before, four bytes each: three for each word and entry.
REMEMBERED = 75_000_000

Floats: TypeAlias = NDArray[np.float64]
Evidence: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True)
class Passage:
    """One piece of an entry's text, with its language and how much it counts."""

    text: str
    language: str
    weight: float = 1.0


@dataclass(frozen=True)
class Batch:
    """Scores of a batch of texts: `channels` is channel x text x entry; `shares` tells what each word brought.

    `evidence` is word x channel x entry, `rows` are each text's words in it, `norms` is channel x text.
    """

    channels: Floats
    surfaces: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[int, ...], ...]
    evidence: Evidence
    norms: Floats

    def shares(self, text: int, entry: int, weights: Sequence[float]) -> list[tuple[str, float]]:
        """The text's words with what each added to its weighted score for an entry, greatest first."""
        totals = self._brought(text, [entry], weights)[:, 0]
        return sorted(zip(self.surfaces[text], totals.tolist(), strict=True), key=lambda pair: -pair[1])

    def reasons(
        self, text: int, entries: Sequence[int], weights: Sequence[float], *, most: int, least: float
    ) -> list[tuple[str, ...]]:
        """For each of some entries the words that brought it at least the share `least` of its score: at most `most`,
        greatest first."""
        surfaces = self.surfaces[text]
        if not surfaces:
            return [()] * len(entries)
        brought = self._brought(text, entries, weights)
        enough = np.maximum(least * brought.sum(axis=0), np.finfo(float).tiny)
        first = np.argsort(-brought, axis=0, kind="stable")[:most]
        counts = (np.take_along_axis(brought, first, axis=0) >= enough).sum(axis=0).tolist()
        return [
            tuple(surfaces[word] for word in words[:count])
            for words, count in zip(first.T.tolist(), counts, strict=True)
        ]

    def _brought(self, text: int, entries: Sequence[int], weights: Sequence[float]) -> Floats:
        """Word x entry: what each word of a text added to its weighted score for some entries."""
        scale = np.asarray(weights) / self.norms[:, text]
        # One channel after the other, so that the last decimals do not depend on how many entries are asked for.
        words = self.evidence[np.array(self.rows[text], dtype=int)][:, :, entries]
        return np.asarray(words[:, 0] * scale[0] + words[:, 1] * scale[1] + words[:, 2] * scale[2])


class Index:
    """Entries' vectors of unit length per channel, weighted by how few entries share a feature (as scikit-learn's TF-IDF).

    Words of one of the groups of `synonyms` count as each other; with `spelling`, misspelt Swedish is read as it was meant.
    """

    def __init__(self, entries: Sequence[Sequence[Passage]], synonyms: Groups = (), *, spelling: bool = True) -> None:
        self.size = len(entries)
        said = [[(passage, content_words(passage.text, passage.language)) for passage in entry] for entry in entries]
        forms = {(word.form, passage.language) for entry in said for passage, found in entry for word in found}
        self._vocabulary = Vocabulary(forms, synonyms, spelling=spelling)
        bags = [self._bags(entry) for entry in said]
        self._idfs = [_idf([bag[channel] for bag in bags]) for channel in range(len(CHANNELS))]
        self._positions = [{feature: i for i, feature in enumerate(idf)} for idf in self._idfs]
        self._weights = [np.array([*idf.values(), 1.0]) for idf in self._idfs]
        self._vectors = [self._entries([bag[channel] for bag in bags], channel) for channel in range(len(CHANNELS))]
        self._forget()

    def _bags(self, entry: Iterable[tuple[Passage, Sequence[Word]]]) -> tuple[Features, Features, Features]:
        bags: tuple[Features, Features, Features] = ({}, {}, {})
        for passage, found in entry:
            for word in found:
                channels = self._vocabulary.features(word.form, passage.language)
                for bag, features in zip(bags, channels, strict=True):
                    for feature, value in features.items():
                        bag[feature] = bag.get(feature, 0.0) + passage.weight * value
        return bags

    def _entries(self, bags: Sequence[Features], channel: int) -> csr_array:
        idf, positions = self._idfs[channel], self._positions[channel]
        triples: list[tuple[int, int, float]] = []
        for row, bag in enumerate(bags):
            vector = {feature: math.log1p(value) * idf[feature] for feature, value in bag.items()}
            length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
            triples.extend((positions[feature], row, value / length) for feature, value in vector.items())
        return _sparse(triples, (len(idf), self.size))

    def batch(self, texts: Sequence[tuple[str, str]]) -> Batch:
        """Score texts, given with their languages, against every entry; a text without content words scores nothing."""
        if self._kept * len(CHANNELS) * self.size > REMEMBERED:
            self._forget()
        contents = [(content_words(text, language), language) for text, language in texts]
        rows = tuple(self._places(found, language) for found, language in contents)
        self._read()
        starts = np.cumsum([0, *(len(own) for own in rows)])
        places = np.fromiter(chain.from_iterable(rows), dtype=int, count=int(starts[-1]))
        # In the order of the text: its sums are the same to the last bit in any company.
        member = csr_array((np.ones(len(places), np.float32), places, starts), shape=(len(texts), self._kept))
        evidence = self._evidence[: self._kept]
        totals = member @ evidence.reshape(self._kept, len(CHANNELS) * self.size)
        norms = np.sqrt((member @ self._masses[: self._kept]).T + 1e-6)
        channels = totals.reshape(len(texts), len(CHANNELS), self.size).transpose(1, 0, 2) / norms[:, :, None]
        surfaces = tuple(tuple([word.surface for word in found]) for found, _ in contents)
        return Batch(channels, surfaces, rows, evidence, norms)

    def _forget(self) -> None:
        """Begin anew with what is kept of words met before."""
        self._kept = 0
        self._known: dict[str, dict[str, int]] = {}
        self._new: list[tuple[str, str]] = []
        self._evidence: Evidence = np.zeros((0, len(CHANNELS), self.size), np.float32)
        self._masses: Floats = np.zeros((0, len(CHANNELS)))

    def _places(self, found: Sequence[Word], language: str) -> tuple[int, ...]:
        """Where the evidence of each word stands, or will stand once it is read."""
        known = self._known.setdefault(language, {})
        for word in found:
            if word.form not in known:
                known[word.form] = self._kept + len(self._new)
                self._new.append((word.form, language))
        return tuple([known[word.form] for word in found])

    def _read(self) -> None:
        """Add what each new word brings to each entry, per channel, and the word's own squared length."""
        if not self._new:
            return
        kept = self._kept + len(self._new)
        self._make_room(kept)
        features = [self._vocabulary.features(form, language) for form, language in self._new]
        for channel in range(len(CHANNELS)):
            own = [each[channel] for each in features]
            self._read_channel(channel, own, slice(self._kept, kept))
        self._kept, self._new = kept, []

    def _read_channel(self, channel: int, words: Sequence[Features], place: slice) -> None:
        positions, vectors = self._positions[channel], self._vectors[channel]
        unknown = len(positions)
        starts = np.cumsum([0, *(len(own) for own in words)])
        columns = np.array([positions.get(feature, unknown) for own in words for feature in own], dtype=int)
        values = np.fromiter(chain.from_iterable(own.values() for own in words), float, count=int(starts[-1]))
        # A feature that no entry has still makes the text longer: it was said, and nothing answers it.
        values *= self._weights[channel][columns]
        heads = np.repeat(np.arange(len(words)), np.diff(starts))
        self._masses[place, channel] = np.bincount(heads, values * values, minlength=len(words))
        known = columns < unknown
        matrix = csr_array((values[known], (heads[known], columns[known])), shape=(len(words), unknown))
        self._evidence[place, channel] = (matrix @ vectors).toarray()

    def _make_room(self, kept: int) -> None:
        """The first words get the room that they need; once there are more, all that may be kept."""
        if kept > len(self._evidence):
            most = REMEMBERED // (len(CHANNELS) * max(self.size, 1)) if self._kept else 0
            room = max(kept, most)
            evidence = np.empty((room, len(CHANNELS), self.size), np.float32)
            masses = np.empty((room, len(CHANNELS)))
            evidence[: self._kept], masses[: self._kept] = self._evidence[: self._kept], self._masses[: self._kept]
            self._evidence, self._masses = evidence, masses


def _idf(bags: Sequence[Features]) -> dict[str, float]:
    frequency = Counter(feature for bag in bags for feature in bag)
    return {feature: math.log((len(bags) + 1) / (count + 0.5)) for feature, count in sorted(frequency.items())}


def _sparse(triples: Iterable[tuple[int, int, float]], shape: tuple[int, int]) -> csr_array:
    listed = list(triples)
    rows, columns, values = zip(*listed, strict=True) if listed else ((), (), ())
    return csr_array((np.array(values, dtype=float), (np.array(rows, int), np.array(columns, int))), shape=shape)
