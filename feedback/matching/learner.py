"""What a department's confirmed codings teach: how much examples count, what is usual for a theme, how sure to be.

Little is learnt from little: the numbers are drawn towards those of `feedback.matching.calibration`, which stand where
nothing is learnt. What does not do better on codings held back is not learnt.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from feedback.matching import calibration
from feedback.matching.calibration import Channels, Scores, Weights
from feedback.matching.index import Floats
from feedback.matching.limits import MOST_SUGGESTED, SUGGESTED_FROM

#: Codings are held back in so many parts.
PARTS = 5
#: With fewer codings nothing is learnt; of more than so many, some, evenly spread.
FEWEST, MOST = 10, 2_000
#: What is tried: how much the examples count, and which share of what is usual for a theme is taken off.
EXAMPLE_WEIGHTS = (0.0, 0.3, 1.0)
USUAL_SHARES = (0.0, 0.5)
#: How hard the numbers are drawn towards those that stand where nothing is learnt, in texts.
PULL = 5.0


@dataclass(frozen=True)
class Example:
    """A confirmed coding: a text and the ids of its themes."""

    text: str
    themes: tuple[str, ...]
    language: str | None = None


@dataclass(frozen=True)
class Learnt:
    """What codings taught: weights, and for each theme by its id how much above others texts score that are not about it."""

    weights: Weights
    usual: Mapping[str, float]

    def usual_of(self, ids: Sequence[str]) -> Floats:
        """What is usual for each theme; nothing for one that was not known then."""
        return np.array([self.usual.get(id, 0.0) for id in ids])


@dataclass(frozen=True)
class TaughtMatcher:
    """What codings taught for matching by words alone and for reading closely; None where they taught nothing."""

    words: Learnt | None = None
    close: Learnt | None = None

    def way(self, *, close: bool) -> Learnt | None:
        """What was learnt for one of the two ways."""
        return self.close if close else self.words


@dataclass(frozen=True)
class Held:
    """How texts that were held back did: the mean log loss over all themes, the best theme right, recall in three, micro-F1."""

    loss: float
    hit_at_1: float
    recall_at_3: float
    micro_f1: float

    def is_no_worse_than(self, other: "Held") -> bool:
        """Whether it did as well or better by each measure."""
        return (
            self.loss <= other.loss
            and self.hit_at_1 >= other.hit_at_1
            and self.recall_at_3 >= other.recall_at_3
            and self.micro_f1 >= other.micro_f1
        )


@dataclass(frozen=True)
class Figures:
    """How many codings were learnt from, and how those held back did without and with what was learnt."""

    codings: int
    without: Held
    learnt: Held


def learn(
    channels: Channels, gold: NDArray[np.bool_], ids: Sequence[str], *, plain: Weights, taught: Weights
) -> tuple[Learnt | None, Figures]:
    """What coded texts teach, or None where it did not do better on those held back, beyond what chance would do.

    `channels` are those of the texts, the last of examples without the text's own part; `gold` is text x theme.
    `plain` and `taught` are the weights to start from, without and with examples.
    """
    shipped = calibration.probabilities(channels.weighted(plain), plain)
    without, held_without = _losses(shipped, gold), _held(shipped, gold)
    part = np.arange(len(gold)) % PARTS
    best, best_fits = None, shipped
    for example_weight, share in product(EXAMPLE_WEIGHTS, USUAL_SHARES):
        start = replace(taught, channels=(*plain.channels, example_weight)) if example_weight else plain
        scores = channels.weighted(start)
        fits = np.zeros(gold.shape)
        for own in range(PARTS):
            others, held = np.flatnonzero(part != own), np.flatnonzero(part == own)
            weights, usual = _learn(scores.of(others), gold[others], start, share)
            fits[held] = calibration.probabilities(scores.of(held).less(usual), weights)
        if not _held(fits, gold).is_no_worse_than(held_without):
            continue
        if _losses(fits, gold).mean() < _losses(best_fits, gold).mean():
            best, best_fits = (start, share), fits
    figures = Figures(len(gold), held_without, _held(best_fits, gold))
    better = without - _losses(best_fits, gold)
    if best is None or better.mean() <= better.std() / np.sqrt(len(better)):
        return None, figures
    start, share = best
    weights, usual = _learn(channels.weighted(start), gold, start, share)
    return Learnt(weights, dict(zip(ids, usual.round(4).tolist(), strict=True))), figures


def _learn(scores: Scores, gold: NDArray[np.bool_], start: Weights, share: float) -> tuple[Weights, Floats]:
    """Slopes and intercept for these texts, and what is usual for each theme."""
    others = np.where(gold, 0.0, scores.whole).sum(axis=0) / np.maximum((~gold).sum(axis=0), 1)
    usual = share * (others - others.mean())
    return _drawn(scores.less(usual).signals().reshape(-1, 3), gold.ravel(), start), usual


def _drawn(signals: Floats, gold: NDArray[np.bool_], start: Weights) -> Weights:
    """A logistic regression whose slopes and intercept are drawn towards those of `start`."""
    # Slow to import, and needed by nobody who only matches.
    from scipy.optimize import minimize

    inputs = np.column_stack([signals, np.ones(len(signals))])
    spread = np.append(np.maximum(signals.std(axis=0), calibration.EDGE), 1.0)
    begun = np.array([*start.slopes, start.intercept])

    def loss(moved: Floats) -> tuple[float, Floats]:
        odds = inputs @ (begun + moved / spread)
        fits = 1 / (1 + np.exp(-odds))
        total = np.logaddexp(0, odds).sum() - odds[gold].sum() + PULL / 2 * (moved @ moved)
        return float(total), (inputs.T @ (fits - gold)) / spread + PULL * moved

    found = begun + minimize(loss, np.zeros(4), jac=True, method="L-BFGS-B").x / spread
    score, lead, share, intercept = (round(float(number), 4) for number in found)
    return replace(start, slopes=(score, lead, share), intercept=intercept)


def _losses(fits: Floats, gold: NDArray[np.bool_]) -> Floats:
    """The log loss of each text over all themes."""
    kept = np.clip(np.where(gold, fits, 1 - fits), 1e-4, 1.0)
    return np.asarray(-np.log(kept).sum(axis=1))


def _held(fits: Floats, gold: NDArray[np.bool_]) -> Held:
    order = np.argsort(-fits, axis=1, kind="stable")[:, :MOST_SUGGESTED]
    rows = np.arange(len(fits))
    suggested = np.zeros(gold.shape, dtype=bool)
    suggested[rows[:, None], order] = np.take_along_axis(fits, order, axis=1) >= SUGGESTED_FROM
    right = (suggested & gold).sum()
    coded = gold.any(axis=1)
    found = np.take_along_axis(gold, order[:, :3], axis=1).sum(axis=1)[coded] / gold.sum(axis=1)[coded]
    return Held(
        round(float(_losses(fits, gold).mean()), 4),
        round(float(gold[rows, order[:, 0]].mean()), 4),
        round(float(found.mean()) if coded.any() else 0.0, 4),
        round(float(2 * right / max(suggested.sum() + gold.sum(), 1)), 4),
    )
