"""The themes of a code book as matching reads them."""

from collections.abc import Mapping
from dataclasses import dataclass

from feedback.matching.index import Passage
from feedback.matching.text import language_of
from feedback.translation import gettext as _

#: Labels and keywords are chosen to tell themes apart; the definition is running text.
LABEL_WEIGHT, KEYWORD_WEIGHT, DEFINITION_WEIGHT = 1.0, 2.0, 1.0
#: A label in another language is often all that is said in it.
OTHER_LABEL_WEIGHT = 2.0


@dataclass(frozen=True)
class ThemeEntry:
    """A theme as the code book has it; labels by language, and texts that officers chose as examples of it."""

    id: str
    labels: Mapping[str, str]
    definition: str
    keywords: tuple[str, ...]
    examples: tuple[str, ...] = ()

    @property
    def language(self) -> str:
        """The language that the definition and the keywords are in."""
        return language_of(f"{self.definition} {', '.join(self.keywords)}")

    def passages(self) -> list[Passage]:
        """What the code book says of the theme, for its words."""
        language = self.language
        running = [
            Passage(self.definition, language, DEFINITION_WEIGHT),
            Passage(", ".join(self.keywords), language, KEYWORD_WEIGHT),
        ]
        labels = [
            Passage(label, spoken, LABEL_WEIGHT if spoken == language else OTHER_LABEL_WEIGHT)
            for spoken, label in self.labels.items()
        ]
        return running + labels

    def fields(self) -> list[tuple[str, str]]:
        """What the code book says of the theme, piece by piece and all at once, each with its language."""
        keywords, language = ", ".join(self.keywords), self.language
        label = self.labels.get(language) or next(iter(self.labels.values()))
        pieces = [(text, spoken) for spoken, text in self.labels.items()]
        pieces += [(text, language) for text in (self.definition, keywords) if text]
        return [*pieces, (f"{label}. {self.definition} {keywords}", language)]


def codebook_from_json(data: object) -> tuple[ThemeEntry, ...]:
    """The code book from a list of objects with id, label_<language>, definition, keywords and examples; ValueError names
    the entry."""
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
    definition, keywords, examples = entry.get("definition") or "", entry.get("keywords") or [], entry.get("examples")
    if not isinstance(definition, str):
        raise ValueError(_("The definition of theme %(id)s is not a text.", id=name))
    if not isinstance(keywords, list) or not all(isinstance(word, str) for word in keywords):
        raise ValueError(_("The keywords of theme %(id)s are not a list of words.", id=name))
    if examples is not None and (not isinstance(examples, list) or not all(isinstance(text, str) for text in examples)):
        raise ValueError(_("The examples of theme %(id)s are not a list of texts.", id=name))
    return ThemeEntry(name, labels, definition, tuple(keywords), tuple(examples or ()))
