"""How well matching does on labelled data: with numbers learnt from other rows than those they are measured on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from feedback.matching import calibration
from feedback.matching.calibration import Channels, Scores, Weights
from feedback.matching.gold import CodedText, Gold, Query
from feedback.matching.matches import Text, with_language
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
from feedback.matching.theme_entries import ThemeEntry

FOLDS = 5
#: What two answers are joined with, by language.
AND_BUT = {"sv": (" och ", ", men "), "en": (" and ", ", but ")}
#: How many answers in practice say something that no theme covers, and how many points raise a new issue.
NONE_SHARE = 0.1
NEW_SHARE = 0.5


@dataclass(frozen=True)
class Parts:
    """What matching is made of: all but one channel, by its place, with or without clauses and misspelt words."""

    without: int | None = None
    clauses: bool = True
    spelling: bool = True


ALL = Parts()


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
    recurrence_with_themes: Weights


def learn(gold: Gold, *, close: bool) -> Learnt:
    """All weights from all rows: what stands in `feedback.matching.calibration`."""
    return Learnt(
        learn_themes(gold, gold.coded, close=close),
        learn_themes_with_examples(gold, gold.coded, close=close),
        learn_recurrence(gold.queries, (), close=close),
        learn_recurrence(gold.queries, gold.codebook, close=close),
    )


def learn_themes(gold: Gold, rows: Sequence[CodedText], *, close: bool, parts: Parts = ALL) -> Weights:
    """Slopes and intercepts for a code book without examples; a channel that is left out weighs nothing."""
    themes = Themes(gold.codebook, close=close, by_clause=parts.clauses, spelling=parts.spelling)
    channels = themes.channels([_said(row) for row in rows])
    weights = _in_use(close=close).themes
    kept = tuple(0.0 if place == parts.without else weight for place, weight in enumerate(weights.channels))
    return _learnt(channels, _gold_table(gold, rows), replace(weights, channels=kept))


def learn_themes_with_examples(gold: Gold, rows: Sequence[CodedText], *, close: bool) -> Weights:
    """Slopes and intercepts for a code book with examples: each row is scored with the examples of other parts."""
    themes = Themes(gold.codebook, close=close)
    channels = themes.held_out_channels(_examples(rows))
    return _learnt(channels, _gold_table(gold, rows), _in_use(close=close).themes_with_examples)


def learn_recurrence(queries: Sequence[Query], codebook: Sequence[ThemeEntry], *, close: bool) -> Weights:
    """Slopes and intercepts for earlier points, with the themes of a code book where one is given."""
    tables = [_recurrence_table(query, codebook, close=close) for query in queries]
    return calibration.learn(tables, _recurrence_in_use(codebook, close=close), NEW_SHARE)


def _in_use(*, close: bool) -> Learnt:
    if close:
        return Learnt(
            calibration.CLOSE_THEMES,
            calibration.CLOSE_THEMES_WITH_EXAMPLES,
            calibration.CLOSE_RECURRENCE,
            calibration.CLOSE_RECURRENCE_WITH_THEMES,
        )
    return Learnt(
        calibration.THEMES,
        calibration.THEMES_WITH_EXAMPLES,
        calibration.RECURRENCE,
        calibration.RECURRENCE_WITH_THEMES,
    )


def _recurrence_in_use(codebook: Sequence[ThemeEntry], *, close: bool) -> Weights:
    weights = _in_use(close=close)
    return weights.recurrence_with_themes if codebook else weights.recurrence


def _recurrence_table(query: Query, codebook: Sequence[ThemeEntry], *, close: bool) -> tuple[Scores, NDArray[np.bool_]]:
    """The query's scores and its gold, one row each, over its earlier points."""
    earlier = EarlierPoints(query.prior, codebook, close=close)
    scores = earlier.scores([with_language(query.point.text, query.point.language)])
    return Scores(scores), np.array([[name in query.same for name in earlier.ids]])


def _learnt(channels: Channels, fitting: NDArray[np.bool_], weights: Weights) -> Weights:
    return calibration.learn([(channels.weighted(weights), fitting)], weights, NONE_SHARE)


def _said(row: CodedText) -> tuple[str, str]:
    return with_language(row.text.text, row.text.language)


def _gold_table(gold: Gold, rows: Sequence[CodedText]) -> NDArray[np.bool_]:
    return np.array([[theme.id in row.themes for theme in gold.codebook] for row in rows])


def _examples(rows: Sequence[CodedText]) -> list[Example]:
    return [Example(row.text.text, tuple(sorted(row.themes)), row.text.language) for row in rows]


def measure_themes(
    gold: Gold, *, with_examples: bool = False, close: bool, parts: Parts = ALL
) -> tuple[ThemeFigures, ...]:
    """Figures per group under cross-validation: weights, and examples where asked for, come from the other rows.

    `parts` leaves something out, to see what it brings. The last group are answers joined two and two (`joined`), so that each
    raises two issues.
    """
    together = joined(gold.coded)
    found: dict[str, ThemeSuggestion] = {}
    for own, others in _folds(gold.coded):
        plain = learn_themes(gold, others, close=close, parts=parts)
        taught = learn_themes_with_examples(gold, others, close=close) if with_examples else None
        examples = _examples(others) if with_examples else []
        themes = Themes(
            gold.codebook,
            examples,
            close=close,
            plain=plain,
            taught=taught,
            by_clause=parts.clauses,
            spelling=parts.spelling,
        )
        held = {row.text.id for row in own}
        asked = [*own, *(row for row in together if held.issuperset(row.text.id.split("+")))]
        found |= {row.id: row for row in themes.suggest([row.text for row in asked])}
    rows = [row for row in (*gold.coded, *together) if row.text.id in found]
    groups = dict.fromkeys(group for row in rows for group in row.groups if group != "noise")
    return tuple(_theme_figures(group, [row for row in rows if group in row.groups], found) for group in groups)


def joined(rows: Sequence[CodedText]) -> tuple[CodedText, ...]:
    """Answers in one language and on one theme each, joined with the next such on another theme of the same fold:
    as two sentences, or as one with "and" or "but" between them, in turn."""
    found: list[CodedText] = []
    for own, _others in _folds(rows):
        for language, words in AND_BUT.items():
            single = [
                row for row in own if language in row.groups and len(row.themes) == 1 and "long" not in row.groups
            ]
            for n, (one, other) in enumerate(pairwise(single)):
                if one.themes != other.themes:
                    text = _joined_text(one.text.text, other.text.text, (". ", *words)[n % 3])
                    name = f"{one.text.id}+{other.text.id}"
                    found.append(CodedText(Text(name, text, language), one.themes | other.themes, ("two in one",)))
    return tuple(found)


def _joined_text(one: str, other: str, link: str) -> str:
    return one.rstrip(" .!?") + link + (other if link == ". " else other[:1].lower() + other[1:])


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


def measure_recurrence(
    queries: Sequence[Query], codebook: Sequence[ThemeEntry] = (), *, close: bool
) -> RecurrenceFigures:
    """Figures with weights learnt, for each query, from all the others; with the code book's themes where it is given."""
    found: list[tuple[Recurrence, frozenset[str]]] = []
    tables = [_recurrence_table(query, codebook, close=close) for query in queries]
    for i, query in enumerate(queries):
        start = _recurrence_in_use(codebook, close=close)
        weights = calibration.learn(tables[:i] + tables[i + 1 :], start, NEW_SHARE)
        earlier = EarlierPoints(query.prior, codebook, weights, close=close)
        found.extend((row, query.same) for row in earlier.find([query.point]))
    old = [([match.id for match in row.matches], same) for row, same in found if same]
    return RecurrenceFigures(
        len(old),
        mean([reciprocal_rank(names, same) for names, same in old]),
        mean([recall_at(5, names, same) for names, same in old]),
        mean([float((row.new >= 0.5) == (not same)) for row, same in found]),
        calibration_error([(match.score, match.id in same) for row, same in found for match in row.matches[:1]]),
    )
