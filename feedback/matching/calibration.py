"""From channel scores to probabilities: how much each signal counts, and how sure a score makes us.

The channel weights were chosen on a plateau (for words, any of 0.3 to 1.0 does as well within the noise of the labelled
rows; for the meaning of a text read closely, any from 8 up). The rest was learnt on all labelled development rows by
logistic regression and is made again by `gensvar evaluate --gold DIR --fit`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from feedback.matching.index import Floats

#: Added to the best score before a score is compared with it, so that a faint best is not taken for a strong one.
FAINT = 0.1
#: Probabilities are kept this far from 0 and 1 before their logarithm is taken.
EDGE = 1e-6


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


THEMES = Weights((0.5, 0.7, 1.0), (6.429, 1.93, 1.662), -4.133, (-2.208, -0.653))
THEMES_WITH_EXAMPLES = Weights((0.5, 0.7, 1.0, 0.3), (6.036, 1.939, 1.677), -4.167, (-2.197, -0.651))
CLOSE_THEMES = Weights((0.5, 0.7, 1.0, 8.0), (1.903, 0.846, 1.138), -4.1, (-2.049, -0.858))
CLOSE_THEMES_WITH_EXAMPLES = Weights((0.5, 0.7, 1.0, 8.0, 0.3), (1.865, 0.822, 1.235), -4.16, (-2.041, -0.867))
RECURRENCE = Weights((0.5, 0.3, 1.0), (3.617, 1.524, 2.103), -5.273, (-0.556, -0.371))
CLOSE_RECURRENCE = Weights((0.5, 0.3, 1.0, 16.0), (0.844, 0.482, -0.528), -8.037, (-1.016, -0.82))


def weighted(channels: Floats, weights: Weights) -> Floats:
    """One score per text and entry from the channels (first axis), as many of them as there are."""
    return np.tensordot(np.array(weights.channels[: len(channels)]), channels, axes=1)


def probabilities(scores: Floats, weights: Weights) -> Floats:
    """The probability that each entry (column) fits each text (row); 0 where nothing matched."""
    odds = _signals(scores) @ np.array(weights.slopes) + weights.intercept
    return np.where(scores > EDGE, 1 / (1 + np.exp(-odds)), 0.0)


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


def learn(tables: Sequence[tuple[Floats, NDArray[np.bool_]]], weights: Weights, none_share: float) -> Weights:
    """The same channel weights with slopes and intercepts learnt from tables of scores and gold, text x entry.

    "None fits" is learnt from every text twice: as it is, and against the entries without those that fit it;
    `none_share` is how many texts in practice have no entry that fits.
    """
    signals = np.concatenate([_signals(scores).reshape(-1, 3) for scores, _ in tables])
    gold = np.concatenate([fit.ravel() for _, fit in tables])
    slopes, intercept = _regress(signals, gold, np.ones(len(gold)))
    learnt = replace(weights, slopes=(slopes[0], slopes[1], slopes[2]), intercept=intercept)
    best, empty = _with_and_without(tables, learnt)
    balance = np.where(empty, none_share / max(empty.mean(), EDGE), (1 - none_share) / max(1 - empty.mean(), EDGE))
    (slope,), level = _regress(_log_odds(best)[:, None], empty, balance)
    return replace(learnt, nothing=(level, slope))


def _with_and_without(
    tables: Sequence[tuple[Floats, NDArray[np.bool_]]], weights: Weights
) -> tuple[Floats, NDArray[np.bool_]]:
    """The best probability of each text, and whether nothing fits it, with all entries and with the fitting ones gone."""
    best: list[float] = []
    empty: list[bool] = []
    for scores, gold in tables:
        for row, fitting in zip(scores, gold, strict=True):
            if not row.any():
                continue
            for kept in [row, row[~fitting]] if fitting.any() else [row]:
                best.append(float(_best(probabilities(kept[None, :], weights))[0]))
                empty.append(kept is not row or not fitting.any())
    return np.array(best), np.array(empty)


def _regress(signals: Floats, gold: NDArray[np.bool_], balance: Floats) -> tuple[list[float], float]:
    # Slow to import, and needed by nobody who only matches.
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=10.0, max_iter=2000).fit(signals, gold, sample_weight=balance)
    return [round(float(slope), 3) for slope in model.coef_[0]], round(float(model.intercept_[0]), 3)
