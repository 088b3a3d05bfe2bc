"""A theme as a file has it, and what any file of themes must keep to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from feedback.errors import ServiceError
from feedback.themes import LONGEST_CODE, ThemeWording, clean_words
from feedback.translation import gettext as _
from feedback.translation import is_language

MAX_BYTES = 2 * 1024 * 1024
MOST_THEMES = 1000


class UnusableCodebook(ServiceError):
    """A file is no code book; the message names the entry and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class FileTheme:
    """A theme as a file has it. What the file does not say is None, and stays as it is; so do labels in other languages.

    `code` is empty and `id` None where the file knows no codes, or was not made here.
    """

    labels: Mapping[str, str]
    code: str = ""
    definition: str | None = None
    keywords: tuple[str, ...] | None = None
    examples: tuple[str, ...] | None = None
    id: UUID | None = None

    def worded(self, known: ThemeWording | None) -> ThemeWording:
        """The wording that a theme gets which is worded as `known` now."""
        known = known or ThemeWording({})
        return ThemeWording(
            {**known.labels, **self.labels},
            known.definition if self.definition is None else self.definition,
            known.keywords if self.keywords is None else self.keywords,
            known.examples if self.examples is None else self.examples,
        )


def checked(themes: Sequence[FileTheme]) -> tuple[FileTheme, ...]:
    """The themes with clean texts. Raises `UnusableCodebook` for what cannot be a theme."""
    if len(themes) > MOST_THEMES:
        raise UnusableCodebook(_("A code book can have at most %(n)s themes.", n=MOST_THEMES))
    found = tuple(_checked(theme) for theme in themes)
    codes = [theme.code for theme in found if theme.code]
    for code in codes:
        if codes.count(code) > 1:
            raise UnusableCodebook(_("The code book has two themes with the id %(id)s.", id=code))
    return found


def _checked(theme: FileTheme) -> FileTheme:
    code = clean_words(theme.code)
    if len(code) > LONGEST_CODE or code != theme.code:
        raise UnusableCodebook(
            _("The id %(id)s must be one line of at most %(n)s characters.", id=code[:60], n=LONGEST_CODE)
        )
    labels = {spoken: clean_words(label) for spoken, label in theme.labels.items()}
    for spoken, label in labels.items():
        if not is_language(spoken):
            raise UnusableCodebook(
                _("Theme %(id)s has a label in an unknown language: %(name)s.", id=code, name=spoken[:20])
            )
        if not label:
            raise UnusableCodebook(_("Theme %(id)s has no label, such as label_sv.", id=code))
    return replace(
        theme,
        labels=labels,
        definition=None if theme.definition is None else clean_words(theme.definition),
        keywords=None if theme.keywords is None else clean_lines(theme.keywords),
        examples=None if theme.examples is None else clean_lines(theme.examples),
    )


def clean_lines(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text once, as one line; without empty ones."""
    return tuple(dict.fromkeys(line for text in texts if (line := clean_words(text))))


def guid_in(text: str) -> UUID | None:
    """The id that a program gave a code, with braces or without; None where it is none."""
    try:
        return UUID(text.strip("{} "))
    except ValueError:
        return None
