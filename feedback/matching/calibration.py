"""From channel scores to probabilities: how much each signal counts, and how sure a score makes us.

The channel weights were chosen on a plateau (for words, any of 0.3 to 1.0 does as well within the noise of the labelled
rows; for the meaning of a text read closely, any from 8 up). The rest was learnt on all labelled development rows by
logistic regression and is made again by `gensvar evaluate --gold DIR --fit`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from feedback.matching.index import Floats
from feedback.matching.limits import SUGGESTED_FROM

#: Added to the best score before a score is compared with it, so that a faint best is not taken for a strong one.
FAINT = 0.1
#: Probabilities are kept this far from 0 and 1 before their logarithm is taken.
EDGE = 1e-6
#: How much the best clause of a text counts beside the text as a whole.
CLAUSE_SHARE = 0.5


@dataclass(frozen=True)
class Weights:
    """What one kind of match has learnt.

    `channels` weigh words, glosses, characters, what the whole text means (read closely) and, for themes with confirmed
    examples, the examples. `slopes` are for
    the weighted score, its lead over the best other entry and its share of the best. `nothing` is the intercept and
    slope of "none fits" on the log-odds of the best entry.
    """

    channels: tuple[float, ...]
    slopes: tuple[float, float, float]
    intercept: float
    nothing: tuple[float, float]


THEMES = Weights((0.5, 0.7, 1.0), (6.687, 2.065, 1.447), -4.08, (-2.21, -0.652))
THEMES_WITH_EXAMPLES = Weights((0.5, 0.7, 1.0, 0.3), (6.461, 2.026, 1.429), -4.147, (-2.189, -0.637))
CLOSE_THEMES = Weights((0.5, 0.7, 1.0, 8.0), (1.726, 1.025, 1.31), -4.169, (-2.014, -0.807))
CLOSE_THEMES_WITH_EXAMPLES = Weights((0.5, 0.7, 1.0, 8.0, 0.3), (1.7, 1.004, 1.379), -4.218, (-2.005, -0.806))
RECURRENCE = Weights((0.5, 0.3, 1.0), (3.617, 1.483, 2.118), -5.284, (-0.548, -0.365))
RECURRENCE_WITH_THEMES = Weights((0.5, 0.3, 1.0), (2.228, 0.828, 2.526), -7.513, (-0.927, -0.66))
CLOSE_RECURRENCE = Weights((0.5, 0.3, 1.0, 16.0), (0.839, 0.479, -0.471), -8.043, (-1.014, -0.823))
CLOSE_RECURRENCE_WITH_THEMES = Weights((0.5, 0.3, 1.0, 16.0), (0.609, 0.332, 0.456), -7.955, (-0.975, -0.838))


@dataclass(frozen=True)
class Scores:
    """The weighted scores of texts (rows) for entries (columns), and of the clauses of those that have several.

    `owners` tells for each clause the row of its text; a text's clauses follow each other.
    """

    whole: Floats
    clauses: Floats | None = None
    owners: NDArray[np.int_] | None = None

    def signals(self) -> Floats:
        """Text x entry x signal: of a text with several clauses, the mean of its own and those of its best clause."""
        found = _signals(self.whole)
        if self.clauses is not None and self.owners is not None and len(self.owners):
            texts, starts = np.unique(self.owners, return_index=True)
            best = np.maximum.reduceat(_signals(self.clauses), starts, axis=0)
            found[texts] = (1 - CLAUSE_SHARE) * found[texts] + CLAUSE_SHARE * best
        return found

    def matched(self) -> NDArray[np.bool_]:
        """Text x entry: whether anything of the text, or of one of its clauses, is like the entry."""
        found = self.whole > EDGE
        if self.clauses is not None and self.owners is not None:
            np.logical_or.at(found, self.owners, self.clauses > EDGE)
        return found

    def less(self, usual: Floats) -> "Scores":
        """The scores beyond what is usual for each entry."""
        return Scores(self.whole - usual, None if self.clauses is None else self.clauses - usual, self.owners)

    def of(self, texts: NDArray[np.int_] | Sequence[int]) -> "Scores":
        """The scores of some of the texts, given by their rows in rising order."""
        wanted = np.asarray(texts, dtype=int)
        if self.clauses is None or self.owners is None:
            return Scores(self.whole[wanted])
        kept = np.isin(self.owners, wanted)
        return Scores(self.whole[wanted], self.clauses[kept], np.searchsorted(wanted, self.owners[kept]))

    def without(self, entries: NDArray[np.bool_]) -> "Scores":
        """The scores for the other entries."""
        clauses = None if self.clauses is None else self.clauses[:, ~entries]
        return Scores(self.whole[:, ~entries], clauses, self.owners)


@dataclass(frozen=True)
class Channels:
    """Channel x text x entry, before it is weighted, of texts and of the clauses of those that have several."""

    whole: Floats
    clauses: Floats | None = None
    owners: NDArray[np.int_] | None = None

    def weighted(self, weights: Weights) -> Scores:
        """One score per text, or clause, and entry."""
        clauses = None if self.clauses is None else weighted(self.clauses, weights)
        return Scores(weighted(self.whole, weights), clauses, self.owners)


def weighted(channels: Floats, weights: Weights) -> Floats:
    """One score per text and entry from the channels (first axis), as many of them as there are and have a weight."""
    used = min(len(weights.channels), len(channels))
    return np.tensordot(np.array(weights.channels[:used]), channels[:used], axes=1)


def probabilities(scores: Scores, weights: Weights) -> Floats:
    """The probability that each entry (column) fits each text (row); 0 where nothing matched.

    A clause may bring in an entry beside the one that the text as a whole is most like, but not before it, where both are
    suggested: the two then change places.
    """
    odds = scores.signals() @ np.array(weights.slopes) + weights.intercept
    fits = np.where(scores.matched(), 1 / (1 + np.exp(-odds)), 0.0)
    if scores.clauses is None or not fits.size:
        return fits
    texts, own, first = np.arange(len(fits)), scores.whole.argmax(axis=1), fits.argmax(axis=1)
    change = fits[texts, own] >= SUGGESTED_FROM
    texts, own, first = texts[change], own[change], first[change]
    fits[texts, own], fits[texts, first] = fits[texts, first], fits[texts, own]
    return fits


def none_fits(fits: Floats, weights: Weights) -> Floats:
    """The probability that no entry fits, per text."""
    intercept, slope = weights.nothing
    return 1 / (1 + np.exp(-(intercept + slope * _log_odds(_best(fits)))))


def _signals(scores: Floats) -> Floats:
    ordered = np.sort(np.concatenate([np.zeros((len(scores), 2)), scores], axis=1), axis=1)
    first, second = ordered[:, -1:], ordered[:, -2:-1]
    rival = np.where(scores == first, second, first)
    return np.stack([scores, scores - rival, scores / (first + FAINT)], axis=-1)


def _best(fits: Floats) -> Floats:
    return np.asarray(fits.max(axis=1, initial=0.0))


def _log_odds(fits: Floats) -> Floats:
    kept = np.clip(fits, EDGE, 1 - EDGE)
    return np.asarray(np.log(kept / (1 - kept)))


def learn(tables: Sequence[tuple[Scores, NDArray[np.bool_]]], weights: Weights, none_share: float) -> Weights:
    """The same channel weights with slopes and intercepts learnt from tables of scores and gold, text x entry.

    "None fits" is learnt from every text twice: as it is, and against the entries without those that fit it;
    `none_share` is how many texts in practice have no entry that fits.
    """
    signals = np.concatenate([scores.signals().reshape(-1, 3) for scores, _ in tables])
    gold = np.concatenate([fit.ravel() for _, fit in tables])
    slopes, intercept = _regress(signals, gold, np.ones(len(gold)))
    learnt = replace(weights, slopes=(slopes[0], slopes[1], slopes[2]), intercept=intercept)
    best, empty = _with_and_without(tables, learnt)
    balance = np.where(empty, none_share / max(empty.mean(), EDGE), (1 - none_share) / max(1 - empty.mean(), EDGE))
    (slope,), level = _regress(_log_odds(best)[:, None], empty, balance)
    return replace(learnt, nothing=(level, slope))


def _with_and_without(
    tables: Sequence[tuple[Scores, NDArray[np.bool_]]], weights: Weights
) -> tuple[Floats, NDArray[np.bool_]]:
    """The best probability of each text, and whether nothing fits it, with all entries and with the fitting ones gone."""
    best: list[float] = []
    empty: list[bool] = []
    for table, gold in tables:
        for row, scores in enumerate(_one_by_one(table)):
            if not scores.whole.any():
                continue
            fitting = gold[row]
            for kept in [scores, scores.without(fitting)] if fitting.any() else [scores]:
                best.append(float(_best(probabilities(kept, weights))[0]))
                empty.append(kept is not scores or not fitting.any())
    return np.array(best), np.array(empty)


def _one_by_one(scores: Scores) -> Iterator[Scores]:
    return (scores.of([row]) for row in range(len(scores.whole)))


def _regress(signals: Floats, gold: NDArray[np.bool_], balance: Floats) -> tuple[list[float], float]:
    # Slow to import, and needed by nobody who only matches.
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=10.0, max_iter=2000).fit(signals, gold, sample_weight=balance)
    return [round(float(slope), 3) for slope in model.coef_[0]], round(float(model.intercept_[0]), 3)
