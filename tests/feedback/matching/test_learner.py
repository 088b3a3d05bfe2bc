"""What codings teach: only what does better on codings held back, and nothing that a store would lose."""

import msgspec
import numpy as np
import pytest

from feedback.matching.calibration import THEMES, THEMES_WITH_EXAMPLES, Channels, Scores, Weights, probabilities
from feedback.matching.learner import Learnt, TaughtMatcher, learn

IDS = ("a", "b", "c")


def drawn(texts: int, *, hub: float, seed: int = 5) -> tuple[Channels, np.ndarray]:
    """Texts about one theme each, whose scores tell which, and a theme that everything is like by `hub`."""
    chance = np.random.default_rng(seed)
    gold = np.eye(3, dtype=bool)[chance.integers(0, 3, texts)]
    words = 0.25 * gold + chance.uniform(0, 0.1, gold.shape) + np.array([hub, 0.0, 0.0])
    return Channels(np.stack([words, words, words, np.zeros_like(words)])), gold


def test_a_theme_that_every_text_is_like_is_told_from_codings() -> None:
    channels, gold = drawn(100, hub=0.2)

    learnt, figures = learn(channels, gold, IDS, plain=THEMES, taught=THEMES_WITH_EXAMPLES)

    assert learnt is not None
    assert learnt.usual["a"] > max(learnt.usual["b"], learnt.usual["c"])
    assert figures.learnt.hit_at_1 >= figures.without.hit_at_1
    assert figures.learnt.loss < figures.without.loss
    assert figures.codings == 100


@pytest.mark.parametrize("seed", range(3))
def test_codings_without_a_pattern_teach_no_theme_from_another(seed: int) -> None:
    channels, gold = drawn(60, hub=0.0)
    shuffled = np.random.default_rng(seed).permutation(gold)

    learnt, figures = learn(channels, shuffled, IDS, plain=THEMES, taught=THEMES_WITH_EXAMPLES)

    assert figures.learnt.is_no_worse_than(figures.without)
    scores = channels.weighted(THEMES)
    if learnt is not None:
        fits = probabilities(scores.less(learnt.usual_of(IDS)), learnt.weights)
        assert float(np.abs(fits.mean(axis=0) - shuffled.mean(axis=0)).max()) < 0.2


def test_what_was_learnt_comes_back_from_the_store() -> None:
    learnt = Learnt(Weights((0.5, 0.7, 1.0, 0.3), (6.0, 2.0, 1.5), -4.0, (-2.0, -0.5)), {"a": 0.25, "b": -0.25})
    matcher = TaughtMatcher(words=learnt)

    back = msgspec.json.decode(msgspec.json.encode(matcher), type=TaughtMatcher)

    assert back == matcher
    assert (back.way(close=False), back.way(close=True)) == (learnt, None)
    assert learnt.usual_of(("b", "new", "a")).tolist() == [-0.25, 0.0, 0.25]


def test_the_best_clause_of_a_text_counts_as_much_as_the_whole() -> None:
    whole, clauses = np.array([[0.4, 0.4], [0.3, 0.1]]), np.array([[0.8, 0.0], [0.0, 0.8]])
    divided = Scores(whole, clauses, np.array([0, 0])).signals()

    plain, parts = Scores(whole).signals(), Scores(clauses).signals()

    assert divided[1] == pytest.approx(plain[1])
    assert divided[0] == pytest.approx((plain[0] + parts.max(axis=0)) / 2)
