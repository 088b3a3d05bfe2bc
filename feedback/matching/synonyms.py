"""Words that mean the same in a department's papers: each is read as the first of its group, in whatever form it stands.

No general list of Swedish synonyms comes with this: no package with a licence that allows it was found. Words of general
Swedish meet through the dictionary's English glosses.
"""

from collections.abc import Sequence
from typing import TypeAlias

from feedback.matching.text import compound_parts, lemma, normalise, stem

Groups: TypeAlias = Sequence[Sequence[str]]


class Synonyms:
    """Groups of words, each for all; a word in two groups belongs to the first. What is several words is left out."""

    def __init__(self, groups: Groups = ()) -> None:
        single = [[normalise(word.strip()) for word in group] for group in groups]
        self._groups = [[word for word in group if word and not word.count(" ")] for group in single]
        self._by_language: dict[str, dict[str, str]] = {}

    def first_of(self, form: str, language: str) -> str:
        """The first word of the group that a word belongs to, by its dictionary form; the word itself outside of all."""
        return self._firsts(language).get(stem(lemma(form, language), language), form) if self._groups else form

    def parts(self, form: str, language: str) -> tuple[str, ...]:
        """The parts of a Swedish compound, each as the first of its group: "lokalanslag" is "lokalbidrag" where the parts are."""
        parts = compound_parts(form) if language == "sv" else ()
        return tuple(self.first_of(part, language) for part in parts) if self._groups else parts

    def _firsts(self, language: str) -> dict[str, str]:
        if language not in self._by_language:
            found: dict[str, str] = {}
            for group in self._groups:
                for word in group:
                    found.setdefault(stem(lemma(word, language), language), group[0])
            self._by_language[language] = found
        return self._by_language[language]
