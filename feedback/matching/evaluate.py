"""How well matching does on labelled data: with numbers learnt from other rows than those they are measured on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from feedback.matching import calibration
from feedback.matching.calibration import Weights
from feedback.matching.gold import CodedText, Gold, Query
from feedback.matching.index import Floats
from feedback.matching.matches import with_language
from feedback.matching.recurrence import EarlierPoints, Recurrence
from feedback.matching.scores import (
    calibration_error,
    hit_at_1,
    mean,
    micro_f1,
    recall_at,
    reciprocal_rank,
    suggested,
)
from feedback.matching.suggest import Example, Themes, ThemeSuggestion

FOLDS = 5
#: How many answers in practice say something that no theme covers, and how many points raise a new issue.
NONE_SHARE = 0.1
NEW_SHARE = 0.5


@dataclass(frozen=True)
class ThemeFigures:
    """Measures of theme suggestions over one group of rows; `n` counts the rows."""

    group: str
    n: int
    hit_at_1: float
    recall_at_3: float
    micro_f1: float
    calibration_error: float
    noise_given_a_theme: float


@dataclass(frozen=True)
class RecurrenceFigures:
    """Measures of recurrence: ranking over the `n` queries with an earlier point on the same issue, `new` over all."""

    n: int
    mrr: float
    recall_at_5: float
    new_told_right: float
    calibration_error: float


@dataclass(frozen=True)
class Learnt:
    """The numbers of `feedback.matching.calibration`, learnt again."""

    themes: Weights
    themes_with_examples: Weights
    recurrence: Weights


def learn(gold: Gold, *, close: bool) -> Learnt:
    """All weights from all rows: what stands in `feedback.matching.calibration`."""
    return Learnt(
        learn_themes(gold, gold.coded, close=close),
        learn_themes_with_examples(gold, gold.coded, close=close),
        learn_recurrence(gold.queries, close=close),
    )


def learn_themes(gold: Gold, rows: Sequence[CodedText], *, close: bool, without: int | None = None) -> Weights:
    """Slopes and intercepts for a code book without examples; a channel left `without` weighs nothing."""
    channels = Themes(gold.codebook, close=close).channels([_said(row) for row in rows])
    weights = _in_use(close=close).themes
    kept = tuple(0.0 if place == without else weight for place, weight in enumerate(weights.channels))
    return _learnt(channels, _gold_table(gold, rows), replace(weights, channels=kept))


def learn_themes_with_examples(gold: Gold, rows: Sequence[CodedText], *, close: bool) -> Weights:
    """Slopes and intercepts for a code book with examples: each row is scored with the examples of other parts."""
    themes = Themes(gold.codebook, close=close)
    plain = themes.channels([_said(row) for row in rows])
    channels = np.concatenate([plain, themes.held_out_examples(_examples(rows))])
    return _learnt(channels, _gold_table(gold, rows), _in_use(close=close).themes_with_examples)


def learn_recurrence(queries: Sequence[Query], *, close: bool) -> Weights:
    """Slopes and intercepts for earlier points."""
    tables = [_recurrence_table(query, close=close) for query in queries]
    return calibration.learn(tables, _in_use(close=close).recurrence, NEW_SHARE)


def _in_use(*, close: bool) -> Learnt:
    if close:
        return Learnt(calibration.CLOSE_THEMES, calibration.CLOSE_THEMES_WITH_EXAMPLES, calibration.CLOSE_RECURRENCE)
    return Learnt(calibration.THEMES, calibration.THEMES_WITH_EXAMPLES, calibration.RECURRENCE)


def _recurrence_table(query: Query, *, close: bool) -> tuple[Floats, NDArray[np.bool_]]:
    """The query's scores and its gold, one row each, over its earlier points."""
    earlier = EarlierPoints(query.prior, close=close)
    scores = earlier.scores([with_language(query.point.text, query.point.language)])
    return scores, np.array([[name in query.same for name in earlier.ids]])


def _learnt(channels: Floats, fitting: NDArray[np.bool_], weights: Weights) -> Weights:
    return calibration.learn([(calibration.weighted(channels, weights), fitting)], weights, NONE_SHARE)


def _said(row: CodedText) -> tuple[str, str]:
    return with_language(row.text.text, row.text.language)


def _gold_table(gold: Gold, rows: Sequence[CodedText]) -> NDArray[np.bool_]:
    return np.array([[theme.id in row.themes for theme in gold.codebook] for row in rows])


def _examples(rows: Sequence[CodedText]) -> list[Example]:
    return [Example(row.text.text, tuple(sorted(row.themes)), row.text.language) for row in rows]


def measure_themes(
    gold: Gold, *, with_examples: bool = False, close: bool, without: int | None = None
) -> tuple[ThemeFigures, ...]:
    """Figures per group under cross-validation: weights, and examples where asked for, come from the other rows.

    `without` leaves a channel out, by its place, to see what it brings.
    """
    found: dict[str, ThemeSuggestion] = {}
    for own, others in _folds(gold.coded):
        plain = learn_themes(gold, others, close=close, without=without)
        taught = learn_themes_with_examples(gold, others, close=close) if with_examples else None
        examples = _examples(others) if with_examples else []
        themes = Themes(gold.codebook, examples, close=close, plain=plain, taught=taught)
        found |= {row.id: row for row in themes.suggest([row.text for row in own])}
    groups = dict.fromkeys(group for row in gold.coded for group in row.groups if group != "noise")
    return tuple(_theme_figures(group, [row for row in gold.coded if group in row.groups], found) for group in groups)


def _folds(rows: Sequence[CodedText]) -> Iterator[tuple[list[CodedText], list[CodedText]]]:
    for fold in range(FOLDS):
        own = [row for i, row in enumerate(rows) if i % FOLDS == fold]
        yield own, [row for i, row in enumerate(rows) if i % FOLDS != fold]


def _theme_figures(group: str, rows: Sequence[CodedText], found: dict[str, ThemeSuggestion]) -> ThemeFigures:
    coded = [(found[row.text.id], row.themes) for row in rows if row.themes]
    ranked = [([match.id for match in suggestion.themes], themes) for suggestion, themes in coded]
    noise = [found[row.text.id] for row in rows if not row.themes]
    every = [(suggested(found[row.text.id].themes), row.themes) for row in rows]
    claims = [(match.score, match.id in row.themes) for row in rows for match in found[row.text.id].themes[:1]]
    return ThemeFigures(
        group,
        len(rows),
        mean([hit_at_1(names, themes) for names, themes in ranked]),
        mean([recall_at(3, names, themes) for names, themes in ranked]),
        micro_f1(every),
        calibration_error(claims),
        mean([float(bool(suggested(suggestion.themes))) for suggestion in noise]),
    )


def measure_recurrence(queries: Sequence[Query], *, close: bool) -> RecurrenceFigures:
    """Figures with weights learnt, for each query, from all the others."""
    found: list[tuple[Recurrence, frozenset[str]]] = []
    tables = [_recurrence_table(query, close=close) for query in queries]
    for i, query in enumerate(queries):
        weights = calibration.learn(tables[:i] + tables[i + 1 :], _in_use(close=close).recurrence, NEW_SHARE)
        earlier = EarlierPoints(query.prior, weights, close=close)
        found.extend((row, query.same) for row in earlier.find([query.point]))
    old = [([match.id for match in row.matches], same) for row, same in found if same]
    return RecurrenceFigures(
        len(old),
        mean([reciprocal_rank(names, same) for names, same in old]),
        mean([recall_at(5, names, same) for names, same in old]),
        mean([float((row.new >= 0.5) == (not same)) for row, same in found]),
        calibration_error([(match.score, match.id in same) for row, same in found for match in row.matches[:1]]),
    )
