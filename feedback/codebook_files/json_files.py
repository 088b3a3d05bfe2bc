"""The code book as JSON: a list of themes with id, a label per language, definition, keywords and examples."""

import json
from collections.abc import Sequence
from uuid import UUID

import msgspec

from feedback.codebook_files.file_themes import FileTheme, UnusableCodebook, checked, guid_in
from feedback.themes import NamedTheme, ThemeWording
from feedback.translation import gettext as _


def read_json_themes(content: bytes) -> tuple[FileTheme, ...]:
    """The themes of a JSON file. Raises `UnusableCodebook`."""
    try:
        data: object = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnusableCodebook(_("The file is not UTF-8 text. Save the code book as JSON in UTF-8.")) from error
    except (ValueError, RecursionError) as error:
        raise UnusableCodebook(_("The file is not JSON. A code book is a JSON list of themes.")) from error
    return themes_in(data)


def themes_in(data: object) -> tuple[FileTheme, ...]:
    """The themes of a list of objects, in their order. Raises `UnusableCodebook`, which names the entry."""
    # What `gensvar suggest` reads, too; matching loads numpy, and only when it is asked for.
    from feedback.matching.suggest import codebook_from_json

    try:
        entries = codebook_from_json(data)
    except ValueError as error:
        raise UnusableCodebook(str(error)) from error
    assert isinstance(data, list)
    return checked(
        [
            FileTheme(
                labels=entry.labels,
                code=entry.id,
                definition=entry.definition if "definition" in said else None,
                keywords=entry.keywords if "keywords" in said else None,
                examples=entry.examples if "examples" in said else None,
                id=guid_in(str(said.get("guid", ""))),
            )
            for entry, said in zip(entries, data, strict=True)
        ]
    )


def json_entries(themes: Sequence[NamedTheme]) -> list[dict[str, object]]:
    """The themes in the shape that `themes_in` and `gensvar suggest` read."""
    return [json_entry(theme.code, theme.wording) for theme in themes]


def json_entry(code: str, wording: ThemeWording, *, id: UUID | None = None) -> dict[str, object]:
    """One theme in that shape; `id` is that of another program, which its codes come back with."""
    return {
        "id": code,
        **({"guid": str(id)} if id else {}),
        **{f"label_{spoken}": label for spoken, label in wording.labels.items()},
        "definition": wording.definition,
        "keywords": list(wording.keywords),
        "examples": list(wording.examples),
    }


def write_json(themes: Sequence[NamedTheme]) -> bytes:
    """A JSON file of these themes."""
    return msgspec.json.format(msgspec.json.encode(json_entries(themes)), indent=1)
