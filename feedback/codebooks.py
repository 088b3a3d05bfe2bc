"""The code book as a whole: in from a file, out to one, and as the matching reads it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from feedback.database import is_unique_violation, transaction
from feedback.errors import Conflict, ServiceError
from feedback.tables import Theme
from feedback.themes import LONGEST_CODE, NamedTheme, ThemeWording, clean_words, list_themes, theme_row, word_theme
from feedback.translation import gettext as _

if TYPE_CHECKING:
    from feedback.matching.suggest import ThemeEntry

MAX_BYTES = 2 * 1024 * 1024
MOST_THEMES = 1000


class UnusableCodebook(ServiceError):
    """A file is no code book; the message names the entry and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class CodebookImport:
    """How many themes an import added, and how many it found with another wording and changed."""

    added: int
    changed: int


def read_codebook(content: bytes) -> object:
    """The JSON in a file. Raises `UnusableCodebook`."""
    if len(content) > MAX_BYTES:
        raise UnusableCodebook(_("The file is larger than 2 MB; a code book is much smaller."))
    try:
        data: object = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnusableCodebook(_("The file is not UTF-8 text. Save the code book as JSON in UTF-8.")) from error
    except (ValueError, RecursionError) as error:
        raise UnusableCodebook(_("The file is not JSON. A code book is a JSON list of themes.")) from error
    return data


def wordings_of(data: object) -> dict[str, ThemeWording]:
    """Wording by code, from a list of objects with id, label_<language>, definition and keywords, in their order.

    Raises `UnusableCodebook`, which names the entry.
    """
    from feedback.matching.suggest import codebook_from_json

    try:
        entries = codebook_from_json(data)
    except ValueError as error:
        raise UnusableCodebook(str(error)) from error
    if len(entries) > MOST_THEMES:
        raise UnusableCodebook(_("A code book can have at most %(n)s themes.", n=MOST_THEMES))
    return dict(_wording(entry) for entry in entries)


def _wording(entry: "ThemeEntry") -> tuple[str, ThemeWording]:
    code = clean_words(entry.id)
    if not code or len(code) > LONGEST_CODE or code != entry.id:
        raise UnusableCodebook(
            _("The id %(id)s must be one line of at most %(n)s characters.", id=code[:60], n=LONGEST_CODE)
        )
    labels = {spoken: clean_words(label) for spoken, label in entry.labels.items()}
    for spoken, label in labels.items():
        if not is_language(spoken):
            raise UnusableCodebook(
                _("Theme %(id)s has a label in an unknown language: %(name)s.", id=code, name=spoken[:20])
            )
        if not label:
            raise UnusableCodebook(_("Theme %(id)s has no label, such as label_sv.", id=code))
    keywords = tuple(dict.fromkeys(word for each in entry.keywords if (word := clean_words(each))))
    return code, ThemeWording(labels, clean_words(entry.definition), keywords)


def is_language(code: str) -> bool:
    """Whether this is the code of a language: `sv`, `ar`, `pt-BR`."""
    try:
        Locale.parse(code, sep="-")
    except (ValueError, UnknownLocaleError):
        return False
    return True


async def import_codebook(data: object, *, now: datetime) -> CodebookImport:
    """Add the themes of `themes.json`'s shape; a code that exists is worded anew, and others stay. All or nothing.

    Raises `UnusableCodebook`.
    """
    wordings = wordings_of(data)
    try:
        async with transaction():
            return await _keep(wordings, now)
    except Exception as error:
        if is_unique_violation(error):
            raise Conflict(_("Somebody else changed the code book at the same moment. Try again.")) from error
        raise


async def _keep(wordings: Mapping[str, ThemeWording], now: datetime) -> CodebookImport:
    known = {theme.code: theme for theme in await list_themes()}
    new = [theme_row(code, wording, now=now) for code, wording in wordings.items() if code not in known]
    if new:
        await Theme.insert(*new)
    changed = 0
    for code, wording in wordings.items():
        if code in known and known[code].wording != wording:
            await word_theme(known[code].id, wording)
            changed += 1
    return CodebookImport(added=len(new), changed=changed)


async def export_codebook() -> list[dict[str, object]]:
    """The themes in use, without merged ones, in the shape that `import_codebook` and `gensvar suggest` read."""
    return [
        {
            "id": theme.code,
            **{f"label_{spoken}": label for spoken, label in theme.wording.labels.items()},
            "definition": theme.wording.definition,
            "keywords": list(theme.wording.keywords),
        }
        for theme in await list_themes()
        if theme.merged_into is None
    ]


async def codebook() -> "tuple[ThemeEntry, ...]":
    """The themes in use as `feedback.matching` reads them; an entry's id is the theme's key as text."""
    return tuple(_entry(theme) for theme in await list_themes() if theme.merged_into is None)


def _entry(theme: NamedTheme) -> "ThemeEntry":
    # Matching loads numpy and dictionaries: only when it is asked for.
    from feedback.matching.suggest import ThemeEntry

    return ThemeEntry(str(theme.id), theme.wording.labels, theme.wording.definition, theme.wording.keywords)
