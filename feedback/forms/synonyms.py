"""What the forms of the synonyms accept: a group of words, and a file of groups."""

from dataclasses import dataclass, field, replace
from typing import Self

from feedback.synonyms import WordGroup, group_of
from feedback.themes import words_in
from feedback.translation import DEFAULT_LANGUAGE
from feedback.web.forms import Submitted


@dataclass(frozen=True, slots=True)
class GroupForm:
    """A group of words as typed, one a line or between commas."""

    language: str = DEFAULT_LANGUAGE
    words: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, group: WordGroup) -> Self:
        return cls(group.language, "\n".join(group.words))

    @classmethod
    def read(cls, data: Submitted) -> Self:
        return cls(data.text("language"), data.text("words"))

    @property
    def group(self) -> WordGroup:
        """The group typed. Raises `UnusableSynonyms`."""
        return group_of(self.language, words_in(self.words))

    def refused(self, why: str) -> Self:
        return replace(self, errors={"words": why})
