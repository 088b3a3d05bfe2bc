"""What goes into a match and what comes out of it, whatever it is matched against."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from feedback.matching.calibration import Weights
from feedback.matching.index import Batch, Floats
from feedback.matching.text import language_of

#: At most so many words are given as the reason for a match.
REASONS = 5
#: A word is a reason if it brought at least this share of the score.
REASON_SHARE = 0.08


@dataclass(frozen=True)
class Text:
    """A point or an answer to be matched; the language is told from the words where it is not given."""

    id: str
    text: str
    language: str | None = None


@dataclass(frozen=True)
class Match:
    """A theme or an earlier point, with the probability that it fits and the words, as they stand in the text, that matched."""

    id: str
    score: float
    because: tuple[str, ...]


def with_language(text: str, language: str | None) -> tuple[str, str]:
    """The text with its language in its short form: as given ("sv-SE" is "sv"), or told from the words."""
    return text, (language or "").split("-")[0].casefold() or language_of(text)


def best_matches(
    ids: Sequence[str], fits: Floats, *, batch: Batch, text: int, weights: Weights, count: int
) -> tuple[Match, ...]:
    """The most probable entries of one text, best first; equals stand in the order of the entries."""
    order = np.argsort(-fits, kind="stable")[:count].tolist()
    because = reasons(batch, text, order, weights.channels[:3])
    return tuple(Match(ids[entry], float(fits[entry]), words) for entry, words in zip(order, because, strict=True))


def reasons(batch: Batch, text: int, entries: Sequence[int], weights: Sequence[float]) -> list[tuple[str, ...]]:
    """For each of some entries, the words of a text that brought most of its score, greatest first."""
    return batch.reasons(text, entries, weights, most=REASONS, least=REASON_SHARE)
