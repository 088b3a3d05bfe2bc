"""Texts with the same wording, or nearly: answers that many send alike. Pure, and the same in whatever order they are given.

Nearly the same are texts whose runs of two words are the same but for a fifth (Jaccard's index). Candidates are found by MinHash
(Broder 1997, "On the resemblance and containment of documents") in bands, so that not every text is compared with every other.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from feedback.matching.text import WORD, normalise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Hashes: TypeAlias = NDArray[np.uint64]

#: Texts are nearly the same from this share of their runs of words in common on.
NEAR_FROM = 0.8
#: A text with fewer words is only ever the same as one with the very same words: "more buses" is not "more trains".
FEWEST_WORDS = 8
#: Groups begin with so many texts; two that agree can be chance.
FEWEST = 3
#: Of the texts that may be nearly the same as one, at most so many are looked at.
MOST_COMPARED = 50
BANDS, ROWS = 16, 4
SEED = 2025
#: A prime above every hash, small enough for products of two to fit.
PRIME = (1 << 32) - 5


def same_texts(texts: Iterable[tuple[str, str]], *, fewest: int = FEWEST) -> tuple[tuple[str, ...], ...]:
    """Groups of ids of texts with the same wording or nearly, the largest first; `texts` are pairs of id and text.

    Case, punctuation and spaces do not count. A text without words is in no group.
    """
    by_wording: dict[str, list[str]] = defaultdict(list)
    for id, text in texts:
        if wording := worded(text):
            by_wording[wording].append(id)
    joined = _joined(sorted(by_wording))
    groups: dict[str, list[str]] = defaultdict(list)
    for wording, ids in by_wording.items():
        groups[joined[wording]] += ids
    found = [tuple(sorted(ids)) for ids in groups.values() if len(ids) >= fewest]
    return tuple(sorted(found, key=lambda ids: (-len(ids), ids)))


def worded(text: str) -> str:
    """A text as nothing but its words, case folded."""
    return " ".join(WORD.findall(normalise(text)))


def _joined(wordings: Sequence[str]) -> dict[str, str]:
    """For each of these wordings, which are sorted, the first one that it is nearly the same as."""
    first = {wording: wording for wording in wordings}
    long = [(wording, _runs(wording)) for wording in wordings if wording.count(" ") + 1 >= FEWEST_WORDS]
    if len(long) < 2:
        return first
    runs = dict(long)
    begun: dict[tuple[int, bytes], list[str]] = defaultdict(list)
    for (wording, own), bands in zip(long, _bands([own for _wording, own in long]), strict=True):
        keys = list(enumerate(bands))
        likely = dict.fromkeys(other for key in keys for other in begun[key])
        near = next((each for each in likely if _is_near(own, runs[each])), None)
        if near is not None:
            first[wording] = near
        else:
            for key in keys:
                if len(begun[key]) < MOST_COMPARED:
                    begun[key].append(wording)
    return first


def _runs(wording: str) -> frozenset[int]:
    words = wording.split(" ")
    return frozenset(zlib.crc32(" ".join(pair).encode()) for pair in pairwise(words))


def _is_near(one: frozenset[int], other: frozenset[int]) -> bool:
    shared = len(one & other)
    return shared >= NEAR_FROM * (len(one) + len(other) - shared)


def _bands(texts: Sequence[frozenset[int]]) -> list[list[bytes]]:
    """For each text its MinHash in bands: two texts that share a band may be nearly the same."""
    import numpy as np

    drawn = np.random.default_rng(SEED)
    times = drawn.integers(1, PRIME, BANDS * ROWS, dtype=np.uint64)
    plus = drawn.integers(0, PRIME, BANDS * ROWS, dtype=np.uint64)
    ends = np.cumsum([0, *(len(runs) for runs in texts)])
    every = np.fromiter((run for runs in texts for run in sorted(runs)), dtype=np.uint64, count=int(ends[-1]))
    hashes: Hashes = np.empty((BANDS * ROWS, len(texts)), dtype=np.uint64)
    for n in range(BANDS * ROWS):
        hashes[n] = np.minimum.reduceat((every % PRIME * times[n] + plus[n]) % PRIME, ends[:-1])
    of_text = np.ascontiguousarray(hashes.T.astype(np.uint32)).reshape(len(texts), BANDS, ROWS)
    return [[band.tobytes() for band in bands] for bands in of_text]
