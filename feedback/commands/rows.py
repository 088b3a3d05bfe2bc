"""Rows of JSON, one a line, in and out of the filter commands: read in batches, with one clear line on a bad one."""

import io
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeAlias, TypeVar

import click

from feedback.translation import gettext as _

if TYPE_CHECKING:
    from feedback.matching.matches import Match

#: Rows matched at a time: large enough to be quick, small enough to bound memory and to keep the output flowing.
AT_A_TIME = 500

Row: TypeAlias = dict[str, object]
Read = TypeVar("Read")


class BadInput(click.ClickException):
    """What was given cannot be read; exit code 2."""

    exit_code = 2


def read_rows(lines: TextIO, name: str) -> Iterator[tuple[int, Row]]:
    """Every row with its line number; blank lines are skipped. BadInput names the line that is no JSON object."""
    try:
        for number, line in enumerate(lines, start=1):
            if line.strip("\ufeff \t\r\n"):
                yield number, _row(line.removeprefix("\ufeff"), name, number)
    except UnicodeDecodeError as error:
        raise BadInput(_("%(name)s: not UTF-8 text.", name=name)) from error


def _row(line: str, name: str, number: int) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadInput(_("%(name)s, line %(n)s: not JSON.", name=name, n=number)) from error
    if not isinstance(row, dict):
        raise BadInput(_("%(name)s, line %(n)s: not a JSON object.", name=name, n=number))
    return row


def standard_input() -> Iterator[tuple[int, Row]]:
    """The rows given on standard input, in UTF-8 whatever the terminal speaks."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="strict")
    return read_rows(sys.stdin, _("standard input"))


def text_of(row: Row, key: str, name: str, number: int) -> str:
    """The text under a key; BadInput names the line where it is missing or no text."""
    value = row.get(key)
    if not isinstance(value, str):
        raise BadInput(_("%(name)s, line %(n)s: %(key)s is missing or not a text.", name=name, n=number, key=key))
    return value


def id_of(row: Row, name: str, number: int) -> str:
    """The row's id, a text that is not empty."""
    value = text_of(row, "id", name, number)
    if not value:
        raise BadInput(_("%(name)s, line %(n)s: %(key)s is empty.", name=name, n=number, key="id"))
    return value


def language_of(row: Row) -> str | None:
    """The language that the row gives, if any; "und" is none."""
    value = row.get("language", row.get("lang"))
    return value if isinstance(value, str) and value not in ("", "und") else None


def open_rows(path: str) -> Iterator[tuple[int, Row]]:
    """The rows of a file; BadInput where it cannot be opened."""
    try:
        with Path(path).open(encoding="utf-8") as lines:
            yield from read_rows(lines, Path(path).name)
    except OSError as error:
        raise BadInput(_("Cannot read %(name)s.", name=path)) from error


def batches(rows: Iterable[Read]) -> Iterator[list[Read]]:
    """The rows in lists of bounded length, as they come."""
    waiting = iter(rows)
    while batch := list(islice(waiting, AT_A_TIME)):
        yield batch


def few(rows: Iterator[Read], most: int) -> tuple[list[Read], bool]:
    """The first rows, and whether they are all there are: at most `most`."""
    first = list(islice(rows, most + 1))
    return first, len(first) <= most


def counted(rows: Iterable[Read], label: str) -> Iterator[Read]:
    """The same rows, with a progress bar on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield from rows
        return
    with click.progressbar(rows, label=label, file=sys.stderr) as bar:
        yield from bar


def match_rows(matches: "Iterable[Match]") -> list[Row]:
    """Matches as they are printed, probabilities with four decimals."""
    return [{"id": match.id, "score": round(match.score, 4), "because": list(match.because)} for match in matches]


def print_row(row: Row) -> None:
    """One line of JSON, in the letters of the language."""
    click.echo(json.dumps(row, ensure_ascii=False))
