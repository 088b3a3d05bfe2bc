"""What a whole sentence means, as a vector: texts that say the same in other words, or in another language, lie close.

The vectors come from what the settings name (`feedback.matching.sentence_readers`), by itself from a model on this machine. Reading
so closely takes some hundredths of a second a text, hundreds of times as long as looking words up, so only what an officer waits
for is read closely: no more than `AT_MOST` texts at a time.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache
from threading import Lock

import numpy as np

from feedback.matching.backgrounds import BACKGROUNDS
from feedback.matching.index import Floats
from feedback.matching.sentence_readers import can_read, reader

__all__ = ["AT_MOST", "can_read", "nearness", "vectors"]

#: Texts that are read closely in one go; of more, each is matched by its words alone.
AT_MOST = 1_000
#: Letters of a text that are read: the model itself reads 512 pieces of words at a time.
LONGEST = 4_000
#: Vectors that are kept for texts that come again: one and a half kilobytes each.
REMEMBERED = 20_000
#: The only signs besides letters and digits that reach the model.
SIGNS = frozenset(" .,!?;:'\"()-%&/–—’“”„")

_one_at_a_time = Lock()


_kept: dict[str, Floats] = {}


def vectors(said: Sequence[tuple[str, str]]) -> Floats:
    """A vector of unit length for each text, given with its language: where it lies, seen from what is said in general.

    The same text has the same vector in any company. A text without letters has the vector 0.
    """
    if not said:
        return np.zeros((0, 1))
    read = [_readable(text) for text, _ in said]
    found = _read([text for text in read if text])
    middles = [_middle(language) for _, language in said]
    rows = np.array(
        [found[text] - middle if text else np.zeros_like(middle) for text, middle in zip(read, middles, strict=True)]
    )
    return np.asarray(rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9))


def nearness(said: Sequence[tuple[str, str]], entries: Sequence[Floats]) -> Floats:
    """How near each text (row) lies to each entry (column), from -1 to 1; an entry of several vectors by their mean."""
    if not said:
        return np.zeros((0, len(entries)))
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


def _read(texts: Sequence[str]) -> dict[str, Floats]:
    """Each text's vector, of unit length as the reader gives it; those read before are not read again."""
    with _one_at_a_time:
        found = {text: _kept[text] for text in texts if text in _kept}
        new = [text for text in dict.fromkeys(texts) if text not in found]
        if new:
            if len(_kept) + len(new) > REMEMBERED:
                _kept.clear()
            rows = reader().vectors(new)
            rows = rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9)
            read = dict(zip(new, rows, strict=True))
            _kept.update(read)
            found |= read
    return found


def forget() -> None:
    """Begin anew, with what the settings name now."""
    _kept.clear()
    _middle.cache_clear()
    reader.cache_clear()


@cache
def _middle(language: str) -> Floats:
    """The middle of what people say in a language; all texts in one language lie near each other."""
    known = [BACKGROUNDS[language]] if language in BACKGROUNDS else list(BACKGROUNDS.values())
    means = [np.mean(list(_read(lines).values()), axis=0) for lines in known]
    return np.asarray(np.mean(means, axis=0))
