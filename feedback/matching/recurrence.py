"""Which earlier points raise the same issue as a point, and whether the issue is new."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feedback.matching import calibration
from feedback.matching.calibration import Scores, Weights
from feedback.matching.index import Batch, Floats, Index, Passage
from feedback.matching.matches import Match, Text, best_matches, with_language
from feedback.matching.meaning import AT_MOST, can_read, nearness, vectors
from feedback.matching.suggest import Themes
from feedback.matching.synonyms import Groups
from feedback.matching.theme_entries import ThemeEntry

__all__ = ["EarlierPoints", "Match", "PriorPoint", "Recurrence", "Text", "find_recurrence"]

#: Earlier points shown for a point.
SHOWN = 5
#: How much it counts, beside the words, that two points are about the same themes.
THEME_WEIGHT, CLOSE_THEME_WEIGHT = 1.0, 2.0
#: Points are matched so many at a time, to bound memory.
AT_A_TIME = 256


@dataclass(frozen=True)
class PriorPoint:
    """A point raised before."""

    id: str
    text: str
    year: int | None = None
    language: str | None = None


@dataclass(frozen=True)
class Recurrence:
    """The earlier points most likely to raise the same issue, best first, and the probability that none does."""

    id: str
    matches: tuple[Match, ...]
    new: float


def find_recurrence(
    points: Sequence[Text],
    prior: Sequence[PriorPoint],
    codebook: Sequence[ThemeEntry] = (),
    *,
    close: bool = False,
    synonyms: Groups = (),
) -> list[Recurrence]:
    """One recurrence per point, in order; with no earlier points everything is new. With a code book, points about the same
    themes are taken to be more alike.

    With `close`, points are read closely, where that can be done here and there are no more than `meaning.AT_MOST` of either kind.
    """
    few = max(len(points), len(prior)) <= AT_MOST
    return EarlierPoints(prior, codebook, close=close and few and can_read(), synonyms=synonyms).find(points)


class EarlierPoints:
    """Earlier points made ready for matching; read closely, by what each says as a whole too."""

    def __init__(
        self,
        prior: Sequence[PriorPoint],
        codebook: Sequence[ThemeEntry] = (),
        weights: Weights | None = None,
        *,
        close: bool = False,
        synonyms: Groups = (),
        spelling: bool = True,
    ) -> None:
        self._weights = weights or _shipped(close=close, with_themes=bool(codebook))
        self.ids = tuple(point.id for point in prior)
        said = [with_language(point.text, point.language) for point in prior]
        self._index = Index([[Passage(*words)] for words in said], synonyms, spelling=spelling)
        self._meanings = vectors(said) if close else None
        self._theme_weight = CLOSE_THEME_WEIGHT if close else THEME_WEIGHT
        self._themes = Themes(codebook, close=close, by_clause=False, synonyms=synonyms) if codebook else None
        self._about = self._themes.fits(said) if self._themes else None

    def find(self, points: Sequence[Text]) -> list[Recurrence]:
        """One recurrence per point, in order."""
        return [
            found
            for start in range(0, len(points), AT_A_TIME)
            for found in self._find(points[start : start + AT_A_TIME])
        ]

    def scores(self, said: Sequence[tuple[str, str]]) -> Floats:
        """The weighted score of each point (with its language) and earlier point, before it is made a probability."""
        return self._weighted(self._index.batch(said), said)

    def _weighted(self, batch: Batch, said: Sequence[tuple[str, str]]) -> Floats:
        channels = batch.channels
        if self._meanings is not None and said and self.ids:
            near = nearness(said, list(self._meanings))
            near[[not found for found in batch.surfaces]] = 0.0
            channels = np.concatenate([channels, near[None]])
        scores = calibration.weighted(channels, self._weights)
        if self._themes is None or self._about is None:
            return scores
        agreed = np.sqrt(self._themes.fits(said)) @ np.sqrt(self._about).T
        return np.asarray(scores + self._theme_weight * agreed)

    def _find(self, points: Sequence[Text]) -> list[Recurrence]:
        weights = self._weights
        said = [with_language(point.text, point.language) for point in points]
        batch = self._index.batch(said)
        scores = self._weighted(batch, said)
        # A point is not its own earlier point, if it was given among them.
        scores[np.equal.outer(_names(point.id for point in points), _names(self.ids))] = 0.0
        fits = calibration.probabilities(Scores(scores), weights)
        new = calibration.none_fits(fits, weights)
        return [
            Recurrence(
                point.id,
                best_matches(self.ids, fits[i], batch=batch, text=i, weights=weights, count=SHOWN),
                float(new[i]) if batch.surfaces[i] and self.ids else 1.0,
            )
            for i, point in enumerate(points)
        ]


def _shipped(*, close: bool, with_themes: bool) -> Weights:
    if close:
        return calibration.CLOSE_RECURRENCE_WITH_THEMES if with_themes else calibration.CLOSE_RECURRENCE
    return calibration.RECURRENCE_WITH_THEMES if with_themes else calibration.RECURRENCE


def _names(ids: Iterable[str]) -> NDArray[np.object_]:
    return np.array(list(ids), dtype=object)
