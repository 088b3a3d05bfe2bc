"""Which themes of the code book fit a text: suggestions for an officer to confirm, with probability and reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feedback.matching import calibration
from feedback.matching.calibration import Weights
from feedback.matching.index import CHANNELS, Batch, Floats, Index, Passage
from feedback.matching.matches import Match, Text, best_matches, with_language
from feedback.matching.meaning import AT_MOST, can_read, nearness, vectors
from feedback.matching.text import language_of
from feedback.translation import gettext as _

__all__ = [
    "Example",
    "Match",
    "Text",
    "ThemeEntry",
    "ThemeSuggestion",
    "Themes",
    "codebook_from_json",
    "suggest_themes",
]

#: Suggestions per text; an officer sees the first, the rest are for choosing another.
SUGGESTED = 5
#: Labels and keywords are chosen to tell themes apart; the definition is running text.
LABEL_WEIGHT, KEYWORD_WEIGHT, DEFINITION_WEIGHT = 1.0, 2.0, 1.0
#: A label in another language is often all that is said in it.
OTHER_LABEL_WEIGHT = 2.0
#: Confirmed codings are divided into so many parts to see whether they help; with fewer examples they are not used.
PARTS = 5
FEWEST_EXAMPLES = 10


@dataclass(frozen=True)
class ThemeEntry:
    """A theme as the code book has it; labels by language."""

    id: str
    labels: Mapping[str, str]
    definition: str
    keywords: tuple[str, ...]


@dataclass(frozen=True)
class Example:
    """A confirmed coding: a text and the ids of its themes."""

    text: str
    themes: tuple[str, ...]
    language: str | None = None


@dataclass(frozen=True)
class ThemeSuggestion:
    """The best themes for one text, best first, and the probability that none fits."""

    id: str
    themes: tuple[Match, ...]
    none: float


def suggest_themes(
    texts: Sequence[Text], codebook: Sequence[ThemeEntry], examples: Sequence[Example] = (), *, close: bool = False
) -> list[ThemeSuggestion]:
    """One suggestion per text, in order; the same input always gives the same answer.

    With `close`, texts are read closely, where that can be done here and there are no more than `meaning.AT_MOST` of them.
    """
    return Themes(codebook, examples, close=close and can_read() and len(texts) <= AT_MOST).suggest(texts)


class Themes:
    """A code book made ready for matching; learns from confirmed examples only where they prove to help.

    Read closely, a text is also matched by what it means as a whole, hundreds of times as slowly as by its words.
    """

    def __init__(
        self,
        codebook: Sequence[ThemeEntry],
        examples: Sequence[Example] = (),
        *,
        close: bool = False,
        plain: Weights | None = None,
        taught: Weights | None = None,
    ) -> None:
        # Nearness is told by comparison: of a single theme it says nothing.
        close = close and len(codebook) > 1
        plain = plain or (calibration.CLOSE_THEMES if close else calibration.THEMES)
        taught = taught or (calibration.CLOSE_THEMES_WITH_EXAMPLES if close else calibration.THEMES_WITH_EXAMPLES)
        self.ids = tuple(theme.id for theme in codebook)
        self._meanings = [vectors(_fields(theme)) for theme in codebook] if close else None
        self._index = Index([_passages(theme) for theme in codebook])
        known = [example for example in examples if set(example.themes) & set(self.ids)]
        # In whatever order a database gives them: what is learnt is the same.
        known.sort(key=lambda example: (example.text, example.themes))
        learns = len(known) >= FEWEST_EXAMPLES and self._learns_from(known, plain, taught)
        self._examples = self._examples_index(known) if learns else None
        self._weights = taught if learns else plain

    def suggest(self, texts: Sequence[Text]) -> list[ThemeSuggestion]:
        """One suggestion per text, in order."""
        said = [with_language(text.text, text.language) for text in texts]
        batch = self._index.batch(said)
        channels = self._with_examples(self._with_meaning(batch, said), said)
        fits = calibration.probabilities(calibration.weighted(channels, self._weights), self._weights)
        nothing = calibration.none_fits(fits, self._weights)
        return [
            ThemeSuggestion(
                text.id,
                best_matches(self.ids, fits[i], batch=batch, text=i, weights=self._weights, count=SUGGESTED),
                float(nothing[i]) if batch.surfaces[i] and self.ids else 1.0,
            )
            for i, text in enumerate(texts)
        ]

    def channels(self, said: Sequence[tuple[str, str]]) -> Floats:
        """Channel x text x theme: how much each text (with its language) is like each theme."""
        return self._with_examples(self._without_examples(said), said)

    def _without_examples(self, said: Sequence[tuple[str, str]]) -> Floats:
        return self._with_meaning(self._index.batch(said), said)

    def _with_meaning(self, batch: Batch, said: Sequence[tuple[str, str]]) -> Floats:
        """The channels of the words and, read closely, how near each text lies to what the code book says of each theme,
        beyond how near it lies to the code book as a whole."""
        if not self._meanings or not said:
            return batch.channels
        near = nearness(said, self._meanings)
        near -= near.mean(axis=1, keepdims=True)
        near[[not found for found in batch.surfaces]] = 0.0
        return np.concatenate([batch.channels, near[None]])

    def _with_examples(self, channels: Floats, said: Sequence[tuple[str, str]]) -> Floats:
        return channels if self._examples is None else np.concatenate([channels, _likeness(self._examples, said)])

    def _examples_index(self, examples: Sequence[Example]) -> Index:
        said = [with_language(example.text, example.language) for example in examples]
        return Index(
            [
                [Passage(*words) for words, example in zip(said, examples, strict=True) if theme in example.themes]
                for theme in self.ids
            ]
        )

    def held_out_examples(self, examples: Sequence[Example]) -> Floats:
        """The examples channel of each example, made without its own part of the examples."""
        said = [with_language(example.text, example.language) for example in examples]
        channel = np.zeros((1, len(examples), len(self.ids)))
        for part in range(PARTS):
            taught = self._examples_index([example for i, example in enumerate(examples) if i % PARTS != part])
            channel[:, part::PARTS] = _likeness(taught, said[part::PARTS])
        return channel

    def _learns_from(self, examples: Sequence[Example], plain: Weights, taught: Weights) -> bool:
        """Whether held-out examples become more probable when the others are learnt from."""
        without = self._without_examples([with_language(e.text, e.language) for e in examples])
        gold = np.array([[theme in example.themes for theme in self.ids] for example in examples])
        channels = np.concatenate([without, self.held_out_examples(examples)])
        return _loss(channels, gold, taught) < _loss(without, gold, plain)


def _likeness(taught: Index, said: Sequence[tuple[str, str]]) -> Floats:
    """How much each text means what the examples of each theme mean, as one channel.

    Of the three, the glosses generalise best from few examples (by cross-validation on the labelled rows).
    """
    return taught.batch(said).channels[[CHANNELS.index("glosses")]]


def _loss(channels: Floats, gold: NDArray[np.bool_], weights: Weights) -> float:
    fits = calibration.probabilities(calibration.weighted(channels, weights), weights)
    kept = np.clip(np.where(gold, fits, 1 - fits), 1e-4, 1.0)
    return float(-np.log(kept).sum(axis=1).mean())


def _passages(theme: ThemeEntry) -> list[Passage]:
    keywords = ", ".join(theme.keywords)
    language = language_of(f"{theme.definition} {keywords}")
    running = [Passage(theme.definition, language, DEFINITION_WEIGHT), Passage(keywords, language, KEYWORD_WEIGHT)]
    labels = [
        Passage(label, spoken, LABEL_WEIGHT if spoken == language else OTHER_LABEL_WEIGHT)
        for spoken, label in theme.labels.items()
    ]
    return running + labels


def _fields(theme: ThemeEntry) -> list[tuple[str, str]]:
    """What the code book says of a theme, piece by piece and all at once, each with its language."""
    keywords = ", ".join(theme.keywords)
    language = language_of(f"{theme.definition} {keywords}")
    label = theme.labels.get(language) or next(iter(theme.labels.values()))
    pieces = [(text, spoken) for spoken, text in theme.labels.items()]
    pieces += [(text, language) for text in (theme.definition, keywords) if text]
    return [*pieces, (f"{label}. {theme.definition} {keywords}", language)]


def codebook_from_json(data: object) -> tuple[ThemeEntry, ...]:
    """The code book from a list of objects with id, label_<language>, definition and keywords; ValueError names the entry."""
    if not isinstance(data, list) or not data:
        raise ValueError(_("A code book is a list of themes with at least one entry."))
    themes = tuple(_theme(entry, number) for number, entry in enumerate(data, start=1))
    seen: set[str] = set()
    for theme in themes:
        if theme.id in seen:
            raise ValueError(_("The code book has two themes with the id %(id)s.", id=theme.id))
        seen.add(theme.id)
    return themes


def _theme(entry: object, number: int) -> ThemeEntry:
    if not isinstance(entry, dict):
        raise ValueError(_("Entry %(n)s of the code book is not an object.", n=number))
    name = entry.get("id")
    if not isinstance(name, str) or not name:
        raise ValueError(_("Entry %(n)s of the code book has no id.", n=number))
    labels = {
        key[6:]: text for key, text in entry.items() if key.startswith("label_") and isinstance(text, str) and text
    }
    if not labels:
        raise ValueError(_("Theme %(id)s has no label, such as label_sv.", id=name))
    definition, keywords = entry.get("definition") or "", entry.get("keywords") or []
    if not isinstance(definition, str):
        raise ValueError(_("The definition of theme %(id)s is not a text.", id=name))
    if not isinstance(keywords, list) or not all(isinstance(word, str) for word in keywords):
        raise ValueError(_("The keywords of theme %(id)s are not a list of words.", id=name))
    return ThemeEntry(name, labels, definition, tuple(keywords))
