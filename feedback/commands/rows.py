"""Rows of JSON, one a line, in and out of the filter commands: read in batches, with one clear line on a bad one."""

import io
import json
import os
import stat
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
#: Bytes of a file whose lines are counted at a time.
PIECE = 1024 * 1024

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
    with click.progressbar(rows, length=_lines_given(), label=label, show_pos=True, file=sys.stderr) as bar:
        yield from bar


def _lines_given() -> int | None:
    """How many lines standard input has where it is a file, which stays where it is read; None where it comes through a pipe."""
    try:
        file = sys.stdin.fileno()
        if not stat.S_ISREG(os.fstat(file).st_mode):
            return None
        pieces = (os.pread(file, PIECE, start) for start in range(0, os.fstat(file).st_size, PIECE))
        return sum(piece.count(b"\n") for piece in pieces)
    except OSError:
        return None


def continued(path: Path | None) -> frozenset[str]:
    """The ids that a file of answers holds already; a last line half written is taken away. BadInput names a line that is none."""
    if path is None or not path.exists():
        return frozenset()
    found, whole = set[str](), 0
    try:
        with path.open("r+b") as file:
            for number, line in enumerate(file, start=1):
                if not line.endswith(b"\n"):
                    break
                whole += len(line)
                found.add(id_of(_row(line.decode(errors="replace"), path.name, number), path.name, number))
            file.truncate(whole)
    except OSError as error:
        raise BadInput(_("Cannot read %(name)s.", name=path)) from error
    return frozenset(found)


def print_rows(rows: Iterable[Row], path: Path | None) -> None:
    """A line of JSON for each, at the end of the file or, without one, on standard output; all are there before the next batch."""
    if path is None:
        for row in rows:
            print_row(row)
        return
    try:
        with path.open("a", encoding="utf-8") as file:
            file.writelines(f"{_line(row)}\n" for row in rows)
    except OSError as error:
        raise BadInput(_("Cannot write %(name)s.", name=path)) from error


def match_rows(matches: "Iterable[Match]") -> list[Row]:
    """Matches as they are printed, probabilities with four decimals."""
    return [{"id": match.id, "score": round(match.score, 4), "because": list(match.because)} for match in matches]


def print_row(row: Row) -> None:
    """One line of JSON, in the letters of the language."""
    click.echo(_line(row))


def _line(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False)
