"""A second layer that learns from what officers correct: line by line, and heard only where it beats the rules.

Learning is logistic regression over the features of a line, the label that the rules gave it among them. What is learnt is
kept as plain numbers, so that reading with it needs no library.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from feedback.enums import LineLabelKind
from feedback.notes.draft import Draft
from feedback.notes.line_features import features_of, labels_of_draft
from feedback.notes.reading import Line

#: Below this probability the label of the rules stands.
SURE = 0.8
#: With fewer documents nothing can be held back; a feature of fewer is chance, or somebody's name.
FEWEST_DOCUMENTS = 5
_FEWEST_WITH_FEATURE = 2
_FOLDS = 5
#: How seldom chance alone may do as well as what was learnt did beside the rules.
_BY_CHANCE = 0.05
_DIGITS = 4
_FAINT = 0.01
_MOST_ROUNDS = 400


@dataclass(frozen=True, slots=True)
class CorrectedNotes:
    """A document with its draft by the rules, and what officers left of its lines; a line that is missing there is nothing."""

    lines: tuple[Line, ...]
    draft: Draft
    labels: Mapping[int, LineLabelKind]


@dataclass(frozen=True, slots=True)
class LearntLines:
    """What was learnt: for each feature a weight for each of the labels. It is heard in `languages` only."""

    labels: tuple[LineLabelKind, ...] = ()
    intercepts: tuple[float, ...] = ()
    weights: Mapping[str, tuple[float, ...]] | None = None
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldBack:
    """How lines of documents that were held back were read, in one language: how many wrong, and by how many documents better."""

    language: str
    documents: int
    lines: int
    wrong_by_rules: int
    wrong_by_learnt: int
    mended: int
    spoilt: int
    better_documents: int
    worse_documents: int

    @property
    def beats_rules(self) -> bool:
        """More mended than spoilt, in lines beyond what chance would do, and in documents."""
        return (
            self.documents >= FEWEST_DOCUMENTS
            and self.mended > self.spoilt
            and self.better_documents > self.worse_documents
            and _by_chance(self.mended, self.spoilt) < _BY_CHANCE
        )


def learn_lines(documents: Sequence[CorrectedNotes]) -> tuple[LearntLines, tuple[HeldBack, ...]]:
    """What the documents teach, with how it does beside the rules on those it did not see.

    Each is read by what was learnt from others. In a language where that does not beat the rules it is not heard.
    """
    figures = _measured(documents)
    learnt = _fitted(documents)
    return replace(learnt, languages=tuple(each.language for each in figures if each.beats_rules)), figures


def label_lines(lines: Sequence[Line], draft: Draft, learnt: LearntLines) -> dict[int, LineLabelKind]:
    """What each line that is not blank is: as learnt where that is sure enough, else by the rules."""
    by_rules = labels_of_draft(draft)
    labels = {}
    for number, features in features_of(lines, draft).items():
        label, probability = _likeliest(features, learnt)
        labels[number] = label if probability >= SURE else by_rules.get(number, LineLabelKind.NOTHING)
    return labels


def _likeliest(features: Iterable[str], learnt: LearntLines) -> tuple[LineLabelKind, float]:
    if not learnt.labels:
        return LineLabelKind.NOTHING, 0.0
    scores = list(learnt.intercepts)
    weights = learnt.weights or {}
    for feature in sorted(features):  # in one order, so that sums are the same each time
        for place, weight in enumerate(weights.get(feature, ())):
            scores[place] += weight
    top = max(scores)
    likelihood = [math.exp(score - top) for score in scores]
    best = scores.index(top)
    return learnt.labels[best], likelihood[best] / sum(likelihood)


def _measured(documents: Sequence[CorrectedNotes]) -> tuple[HeldBack, ...]:
    if len(documents) < FEWEST_DOCUMENTS:
        return ()
    found: dict[str, HeldBack] = {}
    for fold in range(_FOLDS):
        learnt = _fitted([each for place, each in enumerate(documents) if place % _FOLDS != fold])
        for document in documents[fold::_FOLDS]:
            told = _compared(document, label_lines(document.lines, document.draft, learnt))
            found[told.language] = _sum(found[told.language], told) if told.language in found else told
    return tuple(found[language] for language in sorted(found))


def _compared(document: CorrectedNotes, learnt: Mapping[int, LineLabelKind]) -> HeldBack:
    by_rules, nothing = labels_of_draft(document.draft), LineLabelKind.NOTHING
    right = {number: document.labels.get(number, nothing) for number in learnt}
    mended = sum(1 for n in learnt if learnt[n] == right[n] != by_rules.get(n, nothing))
    spoilt = sum(1 for n in learnt if by_rules.get(n, nothing) == right[n] != learnt[n])
    return HeldBack(
        language=document.draft.language,
        documents=1,
        lines=len(learnt),
        wrong_by_rules=sum(1 for n in learnt if by_rules.get(n, nothing) != right[n]),
        wrong_by_learnt=sum(1 for n in learnt if learnt[n] != right[n]),
        mended=mended,
        spoilt=spoilt,
        better_documents=int(mended > spoilt),
        worse_documents=int(spoilt > mended),
    )


def _sum(one: HeldBack, other: HeldBack) -> HeldBack:
    return HeldBack(
        one.language,
        one.documents + other.documents,
        one.lines + other.lines,
        one.wrong_by_rules + other.wrong_by_rules,
        one.wrong_by_learnt + other.wrong_by_learnt,
        one.mended + other.mended,
        one.spoilt + other.spoilt,
        one.better_documents + other.better_documents,
        one.worse_documents + other.worse_documents,
    )


def _by_chance(mended: int, spoilt: int) -> float:
    """How likely it is that so many or more of those that differ would be mended if it were the toss of a coin (sign test)."""
    differ = mended + spoilt
    return sum(math.comb(differ, n) for n in range(mended, differ + 1)) / (1 << differ)


def _fitted(documents: Sequence[CorrectedNotes]) -> LearntLines:
    """Learnt from every line of the documents; nothing where there are too few, or all lines are the same."""
    if len(documents) < _FEWEST_WITH_FEATURE:
        return LearntLines()
    seen = [(document, features_of(document.lines, document.draft)) for document in documents]
    spread = Counter(feature for _, lines in seen for feature in set().union(*lines.values()))
    rows, told = [], []
    for document, lines in seen:
        for number, features in lines.items():
            rows.append({each: 1.0 for each in sorted(features) if spread[each] >= _FEWEST_WITH_FEATURE})
            told.append(document.labels.get(number, LineLabelKind.NOTHING).value)
    if len(set(told)) < 2:
        return LearntLines()
    # Only who learns needs the library; reading with what was learnt does not.
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = DictVectorizer()
    model = LogisticRegression(max_iter=_MOST_ROUNDS).fit(vectorizer.fit_transform(rows), told)
    weights, intercepts = model.coef_.T.tolist(), model.intercept_.tolist()
    if len(model.classes_) == 2:  # of two labels the library keeps the weights of the second
        weights, intercepts = [[0.0, *each] for each in weights], [0.0, *intercepts]
    return LearntLines(
        labels=tuple(LineLabelKind(label) for label in model.classes_),
        intercepts=tuple(round(each, _DIGITS) for each in intercepts),
        weights={
            str(name): tuple(round(each, _DIGITS) for each in row)
            for name, row in zip(vectorizer.get_feature_names_out(), weights, strict=True)
            if max(map(abs, row)) >= _FAINT
        },
    )
