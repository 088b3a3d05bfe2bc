"""Groups of texts that say alike things, each with a label from the words that set it apart. Pure, and the same every time.

Texts are compared by the stems of their words and of the parts of compounds, weighted by how rare they are (tf-idf), and joined
from the nearest on (average linkage, Sokal and Michener 1958). A group's words are ranked as in Grootendorst (2022),
"BERTopic: Neural topic modeling with a class-based TF-IDF procedure": often in the group, seldom in the others.
"""

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_array
from scipy.spatial.distance import squareform

from feedback.matching.matches import Text, with_language
from feedback.matching.text import compound_parts, content_words, lemma, stem

Floats: TypeAlias = NDArray[np.float64]

#: A group has at least so many texts.
FEWEST = 3
#: Texts and groups of texts are joined up to this distance: 0 for the same words, 1 for none in common.
FARTHEST = 0.87
#: So many texts of a language are compared with each other, drawn by lot; the others go to the nearest group.
COMPARED = 2_000
LABEL_WORDS = 3
WORDS = 10
#: How much words that no other text has make a text less like others.
ALONE_WEIGHT = 0.25
#: A word that more than this share of all texts has sets none apart, unless it is in few.
TOO_COMMON, FEW_ENOUGH = 0.5, 20


@dataclass(frozen=True, slots=True)
class Cluster:
    """Texts that say alike things, by their ids with the most typical first; `words` set them apart, the strongest first."""

    label: str
    language: str
    words: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """A text as it is compared: its stems, each with the words that it stands in the text as."""

    id: str
    stems: Mapping[str, str]


def find_clusters(texts: Iterable[Text], *, beside: Iterable[Text] = ()) -> tuple[Cluster, ...]:
    """The groups among these texts, the largest first; in whatever order they are given. Texts that are like no others are in none.

    What is said `beside` them tells how rare each word is. Languages are apart, for they share no words. Slow for thousands of
    texts: call in a thread.
    """
    spoken, usual = _by_language(texts), _by_language(beside)
    found = [
        cluster
        for language, said in spoken.items()
        for cluster in _clusters_of(language, [*said.values()], [*usual[language].values()])
    ]
    return tuple(sorted(found, key=lambda each: (-len(each.texts), each.language, each.label, each.texts)))


def _by_language(texts: Iterable[Text]) -> dict[str, dict[str, _Said]]:
    """For each language the texts with something to compare, by their ids."""
    spoken: dict[str, dict[str, _Said]] = defaultdict(dict)
    for each in texts:
        text, language = with_language(each.text, each.language)
        if stems := _stems(text, language):
            spoken[language][each.id] = _Said(each.id, stems)
    return spoken


def _stems(text: str, language: str) -> dict[str, str]:
    stems: dict[str, str] = {}
    for word in content_words(text, language):
        base = lemma(word.form, language)
        stems.setdefault(stem(base, language), base)
        for part in compound_parts(word.form) if language == "sv" else ():
            # A part is shown as the whole word: by itself it can be cut wrongly, and says less.
            stems.setdefault(stem(part, "sv"), base)
    return stems


def _clusters_of(language: str, said: list[_Said], beside: list[_Said]) -> list[Cluster]:
    if len(said) < FEWEST:
        return []
    said.sort(key=_lot)
    found = Counter(stem for each in (*said, *beside) for stem in each.stems)
    vectors = _vectors(said, found, len(said) + len(beside))
    groups = _groups(vectors)
    counts = [Counter(stem for n in group for stem in said[n].stems) for group in groups]
    usual = found.total() / (len(groups) + (len(beside) > 0) or 1)
    clusters = []
    for group, count in zip(groups, counts, strict=True):
        weight = {stem: n * math.log(1 + usual / found[stem]) for stem, n in count.items() if n > 1}
        strongest = sorted(weight, key=lambda stem: (-weight[stem], stem))
        words = _surfaces(strongest, [said[n] for n in group])
        if words:
            ids = tuple(said[n].id for n in _most_typical(group, vectors))
            clusters.append(Cluster(_label(words), language, words[:WORDS], ids))
    return clusters


def _lot(said: _Said) -> bytes:
    return hashlib.sha256(said.id.encode()).digest()


def _vectors(said: Sequence[_Said], found: Mapping[str, int], texts: int) -> csr_array:
    """Text x stem, each text of length 1 or, with words that no other text has, shorter; `found` counts the `texts` with a stem."""
    here = Counter(stem for each in said for stem in each.stems)
    common = max(TOO_COMMON * texts, FEW_ENOUGH)
    known = {stem: n for n, stem in enumerate(sorted(s for s, n in here.items() if n > 1 and found[s] <= common))}
    rows, columns, values = [], [], []
    for row, each in enumerate(said):
        weights = {known[s]: math.log(1 + texts / found[s]) for s in each.stems if s in known}
        alone = sum(math.log(1 + texts / found[s]) ** 2 for s in each.stems if here[s] == 1)
        norm = math.sqrt(sum(weight**2 for weight in weights.values()) + ALONE_WEIGHT * alone) or 1.0
        for column, weight in sorted(weights.items()):
            rows.append(row)
            columns.append(column)
            values.append(weight / norm)
    return csr_array((values, (rows, columns)), shape=(len(said), max(len(known), 1)))


def _groups(vectors: csr_array) -> list[list[int]]:
    """Groups of rows with at least `FEWEST` each."""
    compared = vectors[:COMPARED]
    distances = 1.0 - np.clip((compared @ compared.T).toarray(), 0.0, 1.0)
    np.fill_diagonal(distances, 0.0)
    joined = fcluster(linkage(squareform(distances, checks=False), "average"), FARTHEST, "distance")
    groups: dict[int, list[int]] = defaultdict(list)
    for row, group in enumerate(joined.tolist()):
        groups[group].append(row)
    kept = [group for group in groups.values() if len(group) >= FEWEST]
    if kept and vectors.shape[0] > COMPARED:
        middles = np.vstack([_middle(group, vectors) for group in kept])
        near = vectors[COMPARED:] @ middles.T
        for row, (best, likeness) in enumerate(zip(near.argmax(axis=1), near.max(axis=1), strict=True), COMPARED):
            if likeness > 1.0 - FARTHEST:
                kept[best].append(row)
    return kept


def _middle(group: Sequence[int], vectors: csr_array) -> Floats:
    """The mean of a group, not made length 1: its product with a text is the mean likeness to the group."""
    return np.asarray(vectors[list(group)].mean(axis=0)).ravel()


def _most_typical(group: Sequence[int], vectors: csr_array) -> list[int]:
    likeness = vectors[list(group)] @ _middle(group, vectors)
    return [row for _likeness, row in sorted(zip((-likeness).round(12).tolist(), group, strict=True))]


def _surfaces(stems: Sequence[str], group: Sequence[_Said]) -> tuple[str, ...]:
    """Each stem as the word that it stands in most texts as."""
    surfaces = []
    for each in stems:
        seen = Counter(said.stems[each] for said in group if each in said.stems)
        surfaces.append(min(seen, key=lambda word: (-seen[word], word)))
    return tuple(dict.fromkeys(surfaces))


def _label(words: Sequence[str]) -> str:
    """The strongest words; a part of a compound that is named already is left out."""
    named: list[str] = []
    for word in words:
        if not any(word in other or other in word for other in named):
            named.append(word)
    label = ", ".join(named[:LABEL_WORDS])
    return label[:1].upper() + label[1:]
