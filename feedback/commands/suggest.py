"""`gensvar suggest`: themes for texts, as a filter without a database."""

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feedback.commands import rows
from feedback.errors import ServiceError
from feedback.translation import gettext as _

if TYPE_CHECKING:
    from feedback.matching.suggest import Example, Text, ThemeEntry, ThemeSuggestion


@click.command()
@click.option("--codebook", required=True, metavar="FILE", help="The code book: a JSON list of themes.")
@click.option("--examples", metavar="FILE", help="Confirmed codings: a line of JSON each, with text and themes.")
@click.option("--quick", is_flag=True, help="Match by words alone, as is done anyway with more than a thousand texts.")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write there; what is there is not done again."
)
def suggest(codebook: str, examples: str | None, quick: bool, out: Path | None) -> None:
    """Suggest themes for texts.

    Reads one JSON object a line with id and text from standard input, and prints for each one line: id, themes (best
    first, with score and the words that matched) and none, the probability that no theme fits. With --out, a run that was
    stopped goes on where the file ends.
    """
    # Matching loads numpy, scipy and the dictionaries: only when it is asked for.
    from feedback.matching.meaning import AT_MOST, can_read
    from feedback.matching.suggest import Themes

    given, known, done = read_codebook(codebook), _examples(examples) if examples else [], rows.continued(out)
    texts = _texts()
    try:
        first, few = ([], False) if quick or not can_read() else rows.few(texts, AT_MOST)
        themes = Themes(given, known, close=few and len(known) <= AT_MOST)
        every = rows.counted(chain(first, texts), _("Suggesting themes"))
        for batch in rows.batches(text for text in every if text.id not in done):
            rows.print_rows(map(_row, themes.suggest(batch)), out)
    except ServiceError as error:
        raise click.ClickException(str(error)) from error


def _row(suggestion: "ThemeSuggestion") -> rows.Row:
    found = rows.match_rows(suggestion.themes)
    return {"id": suggestion.id, "themes": found, "none": round(suggestion.none, 4)}


def read_codebook(path: str) -> "tuple[ThemeEntry, ...]":
    """The themes of a file; raises `rows.BadInput` where they cannot be read."""
    from feedback.matching.suggest import codebook_from_json

    try:
        return codebook_from_json(json.loads(Path(path).read_text(encoding="utf-8-sig")))
    except OSError as error:
        raise rows.BadInput(_("Cannot read %(name)s.", name=path)) from error
    except UnicodeDecodeError as error:
        raise rows.BadInput(_("%(name)s: not UTF-8 text.", name=Path(path).name)) from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise rows.BadInput(_("%(name)s: not JSON.", name=Path(path).name)) from error
    except ValueError as error:
        raise rows.BadInput(f"{Path(path).name}: {error}") from error


def _examples(path: str) -> "list[Example]":
    from feedback.matching.suggest import Example

    name = Path(path).name
    found = []
    for number, row in rows.open_rows(path):
        themes = row.get("themes")
        if not isinstance(themes, list) or not all(isinstance(theme, str) for theme in themes):
            raise rows.BadInput(_("%(name)s, line %(n)s: themes is missing or not a list of ids.", name=name, n=number))
        found.append(Example(rows.text_of(row, "text", name, number), tuple(themes), rows.language_of(row)))
    return found


def _texts() -> "Iterator[Text]":
    from feedback.matching.suggest import Text

    name = _("standard input")
    for number, row in rows.standard_input():
        yield Text(rows.id_of(row, name, number), rows.text_of(row, "text", name, number), rows.language_of(row))
