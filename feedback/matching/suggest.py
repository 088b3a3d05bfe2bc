"""Which themes of the code book fit a text: suggestions for an officer to confirm, with probability and reason."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from feedback.matching import calibration
from feedback.matching.calibration import Channels, Weights
from feedback.matching.clauses import clauses
from feedback.matching.features import CHANNELS
from feedback.matching.index import Batch, Floats, Index, Passage
from feedback.matching.learner import FEWEST, MOST, PARTS, Example, Figures, Learnt, TaughtMatcher, learn
from feedback.matching.matches import Match, Text, best_matches, with_language
from feedback.matching.meaning import AT_MOST, can_read, nearness, vectors
from feedback.matching.synonyms import Groups
from feedback.matching.theme_entries import ThemeEntry, codebook_from_json

__all__ = [
    "Example",
    "Match",
    "Text",
    "ThemeEntry",
    "ThemeSuggestion",
    "Themes",
    "codebook_from_json",
    "learn_matcher",
    "suggest_themes",
]

#: Suggestions per text; an officer sees the first, the rest are for choosing another.
SUGGESTED = 5


@dataclass(frozen=True)
class ThemeSuggestion:
    """The best themes for one text, best first, and the probability that none fits."""

    id: str
    themes: tuple[Match, ...]
    none: float


def suggest_themes(
    texts: Sequence[Text],
    codebook: Sequence[ThemeEntry],
    examples: Sequence[Example] = (),
    *,
    close: bool = False,
    matcher: TaughtMatcher | None = None,
    synonyms: Groups = (),
) -> list[ThemeSuggestion]:
    """One suggestion per text, in order; the same input always gives the same answer.

    With `close`, texts are read closely, where that can be done here and there are no more than `meaning.AT_MOST` of them.
    `matcher` is what was learnt from codings before; without it the examples themselves are learnt from. Words of one group of
    `synonyms` count as each other.
    """
    close = close and can_read() and len(texts) <= AT_MOST
    learnt = matcher.way(close=close) if matcher else None
    return Themes(codebook, examples, close=close, learnt=learnt, synonyms=synonyms).suggest(texts)


def learn_matcher(
    examples: Sequence[Example], codebook: Sequence[ThemeEntry], *, close: bool = False, synonyms: Groups = ()
) -> tuple[Learnt | None, Figures | None]:
    """What confirmed codings teach, with figures from codings held back; None for what did not do better there.

    With fewer than `learner.FEWEST` codings of the code book's themes there is nothing to learn from, and no figures either.
    """
    themes = Themes(codebook, close=close, synonyms=synonyms)
    known = themes.known(examples)
    return themes.learn(known) if len(known) >= FEWEST else (None, None)


class Themes:
    """A code book made ready for matching; learns from confirmed examples only where they prove to help.

    Read closely, a text is also matched by what it means, as a whole and clause by clause: hundreds of times as slowly as
    by its words, which gain nothing from clauses.
    """

    def __init__(
        self,
        codebook: Sequence[ThemeEntry],
        examples: Sequence[Example] = (),
        *,
        close: bool = False,
        plain: Weights | None = None,
        taught: Weights | None = None,
        learnt: Learnt | None = None,
        by_clause: bool = True,
        synonyms: Groups = (),
        spelling: bool = True,
    ) -> None:
        # Nearness is told by comparison: of a single theme it says nothing.
        close = close and len(codebook) > 1
        self._plain = plain or (calibration.CLOSE_THEMES if close else calibration.THEMES)
        self._taught = taught or (calibration.CLOSE_THEMES_WITH_EXAMPLES if close else calibration.THEMES_WITH_EXAMPLES)
        self._by_clause = by_clause and close
        self.ids = tuple(theme.id for theme in codebook)
        self._meanings = [vectors(theme.fields()) for theme in codebook] if close else None
        self._synonyms, self._spelling = synonyms, spelling
        self._index = Index([theme.passages() for theme in codebook], synonyms, spelling=spelling)
        self._examples: Index | None = None
        known = self.known([*examples, *_own_examples(codebook)])
        if learnt is None and len(known) >= FEWEST:
            learnt, _ = self.learn(known)
        self._weights = learnt.weights if learnt else self._plain
        self._usual = learnt.usual_of(self.ids) if learnt else np.zeros(len(self.ids))
        if len(self._weights.channels) > len(self._plain.channels):
            self._examples = self._examples_index(known)

    def known(self, examples: Sequence[Example]) -> list[Example]:
        """The examples of these themes, in an order of their own: in whatever order a database gives them, what is learnt
        is the same."""
        found = [example for example in examples if set(example.themes) & set(self.ids)]
        return sorted(found, key=lambda example: (example.text, example.themes))

    def suggest(self, texts: Sequence[Text]) -> list[ThemeSuggestion]:
        """One suggestion per text, in order."""
        said = [with_language(text.text, text.language) for text in texts]
        batch = self._index.batch(said)
        scores = self._channels(said, batch).weighted(self._weights).less(self._usual)
        fits = calibration.probabilities(scores, self._weights)
        fits[[not found for found in batch.surfaces]] = 0.0
        nothing = calibration.none_fits(fits, self._weights)
        return [
            ThemeSuggestion(
                text.id,
                best_matches(self.ids, fits[i], batch=batch, text=i, weights=self._weights, count=SUGGESTED),
                float(nothing[i]) if batch.surfaces[i] and self.ids else 1.0,
            )
            for i, text in enumerate(texts)
        ]

    def channels(self, said: Sequence[tuple[str, str]]) -> Channels:
        """How much each text (with its language), and each clause of it, is like each theme, signal by signal."""
        return self._channels(said, self._index.batch(said))

    def fits(self, said: Sequence[tuple[str, str]]) -> Floats:
        """How probable it is that each theme fits each text (with its language)."""
        scores = self.channels(said).weighted(self._weights).less(self._usual)
        return calibration.probabilities(scores, self._weights)

    def likeness(self, said: Sequence[tuple[str, str]]) -> Floats:
        """The weighted score of each text as a whole for each theme, before it is made a probability."""
        return calibration.weighted(self._of_wholes(said, self._index.batch(said)), self._weights)

    def _channels(self, said: Sequence[tuple[str, str]], batch: Batch) -> Channels:
        whole = self._of_wholes(said, batch)
        if not self._by_clause:
            return Channels(whole)
        own, spoken = _told_apart(said)
        return Channels(whole, self._of_wholes(spoken, self._index.batch(spoken)), np.array(own, dtype=int))

    def _of_wholes(self, said: Sequence[tuple[str, str]], batch: Batch) -> Floats:
        channels = self._with_meaning(batch, said)
        return channels if self._examples is None else np.concatenate([channels, _likeness(self._examples, said)])

    def _with_meaning(self, batch: Batch, said: Sequence[tuple[str, str]]) -> Floats:
        """The channels of the words and, read closely, how near each text lies to what the code book says of each theme,
        beyond how near it lies to the code book as a whole."""
        if not self._meanings:
            return batch.channels
        near = nearness(said, self._meanings) if said else np.zeros((0, len(self.ids)))
        near -= near.mean(axis=1, keepdims=True)
        near[[not found for found in batch.surfaces]] = 0.0
        return np.concatenate([batch.channels, near[None]])

    def _examples_index(self, examples: Sequence[Example]) -> Index:
        said = [with_language(example.text, example.language) for example in examples]
        return Index(
            [
                [Passage(*words) for words, example in zip(said, examples, strict=True) if theme in example.themes]
                for theme in self.ids
            ],
            self._synonyms,
            spelling=self._spelling,
        )

    def held_out_channels(self, examples: Sequence[Example]) -> Channels:
        """The channels of each example, the last one of examples made without its own part of them."""
        said = [with_language(example.text, example.language) for example in examples]
        found = self.channels(said)
        whole = np.zeros((1, len(said), len(self.ids)))
        parts = None if found.clauses is None else np.zeros((1, *found.clauses.shape[1:]))
        _, spoken = _told_apart(said)
        for own in range(PARTS):
            taught = self._examples_index([example for i, example in enumerate(examples) if i % PARTS != own])
            whole[:, own::PARTS] = _likeness(taught, said[own::PARTS])
            if parts is not None and found.owners is not None:
                held = np.flatnonzero(found.owners % PARTS == own)
                parts[:, held] = _likeness(taught, [spoken[i] for i in held])
        joined = None if parts is None or found.clauses is None else np.concatenate([found.clauses, parts])
        return Channels(np.concatenate([found.whole, whole]), joined, found.owners)

    def learn(self, known: Sequence[Example]) -> tuple[Learnt | None, Figures]:
        """What examples teach about these themes; of very many, some evenly spread are learnt from."""
        known = known[:: -(-len(known) // (AT_MOST if self._meanings else MOST))]
        gold = np.array([[theme in example.themes for theme in self.ids] for example in known])
        return learn(self.held_out_channels(known), gold, self.ids, plain=self._plain, taught=self._taught)


def _own_examples(codebook: Sequence[ThemeEntry]) -> list[Example]:
    """The examples that the code book itself gives."""
    return [Example(text, (theme.id,)) for theme in codebook for text in theme.examples]


def _told_apart(said: Sequence[tuple[str, str]]) -> tuple[list[int], list[tuple[str, str]]]:
    """The clauses of the texts that have several, each with its language, and before them which text each is of."""
    parts = [(i, clauses(text, language), language) for i, (text, language) in enumerate(said)]
    several = [(i, clause, language) for i, found, language in parts if len(found) > 1 for clause in found]
    return [i for i, _clause, _language in several], [(clause, language) for _i, clause, language in several]


def _likeness(taught: Index, said: Sequence[tuple[str, str]]) -> Floats:
    """How much each text means what the examples of each theme mean, as one channel.

    Of the three, the glosses generalise best from few examples (by cross-validation on the labelled rows).
    """
    return taught.batch(said).channels[[CHANNELS.index("glosses")]]
