"""Grammars written as data, a TOML file for each language beside this module: adding one touches no code.

`months` are the twelve in order, each with all its forms; other words stand in one text with spaces between them. Every
other value is a list of regular expressions, any of which matches, without regard to case unless it says `(?-i:…)`.
`{NAME}` stands for a person's name and `{TITLES}` for `reporting.host_titles`. What is not written is not known; with
`like` it is as in that other language.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import Field, fields, replace
from pathlib import Path
from typing import Any

from feedback.enums import ConsultationKind, PointKind
from feedback.notes.grammar.basic import BARE
from feedback.notes.grammar.reporting import Column, ReportingWords
from feedback.notes.grammar.words import NAME, Grammar, any_of, words

_FOLDER = Path(__file__).parent

# What a table of TOML holds is known only once it is looked at.
_Table = Mapping[str, Any]


def written_grammars(folder: Path = _FOLDER) -> tuple[Grammar, ...]:
    """A grammar for each TOML file of the folder; raises ValueError, KeyError or re.error for one that cannot be used."""
    files = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))}
    return tuple(_grammar(_whole(table, files)) for table in files.values())


def _whole(table: _Table, others: Mapping[str, _Table]) -> _Table:
    """The table with what it leaves to the language that it is like."""
    return _over(_whole(others[table["like"]], others), table) if "like" in table else table


def _over(under: _Table, over: _Table) -> _Table:
    return {
        **under,
        **{
            name: _over(under[name], value) if isinstance(value, dict) and name in under else value
            for name, value in over.items()
        },
    }


def _grammar(table: _Table) -> Grammar:
    reporting: _Table = table.get("reporting", {})
    titles = reporting.get("host_titles", r"(?!)")
    known = {"like", "reporting", *(each.name for each in fields(Grammar))}
    if unknown := sorted(set(table) - known):
        raise ValueError(f"{table['language']}: {', '.join(unknown)}")
    told: dict[str, Any] = {
        each.name: _value(each, table[each.name], titles) for each in fields(Grammar) if each.name in table
    }
    return replace(BARE, **{**told, "reporting": _reporting(reporting, titles)})


def _value(field: Field[Any], written: Any, titles: str) -> object:
    """What is written for one field of a grammar, as that field has it."""
    match field.name:
        case "language" | "numbers" | "meetings" | "about":
            return written
        case "months":
            return {form: number for number, forms in enumerate(written, start=1) for form in forms.split()}
        case "kinds":
            return tuple((_any(each["patterns"], titles), each["word"]) for each in written)
        case "meanings":
            return {word: ConsultationKind(kind) for word, kind in written.items()}
        case "labels":
            return tuple((_any(patterns, titles), PointKind(kind)) for kind, patterns in written.items())
        case "cues":
            return tuple((PointKind(kind), _any(patterns, titles)) for kind, patterns in written.items())
        case "host_person":
            return tuple(_any([pattern], titles) for pattern in written)
    return words(written) if isinstance(written, str) else _any(written, titles)


def _reporting(table: _Table, titles: str) -> ReportingWords:
    columns = {Column(name): _any(patterns, titles) for name, patterns in table.get("columns", {}).items()}
    told = {name: _any(value, titles) for name, value in table.items() if name not in {"columns", "host_titles"}}
    return ReportingWords(**told, host_titles=titles, columns=columns)


def _any(patterns: Iterable[str], titles: str) -> re.Pattern[str]:
    """A name is a name by its capitals, whatever the case of the words around it."""
    return any_of(*(each.replace("{TITLES}", titles).replace("{NAME}", f"(?-i:{NAME})") for each in patterns))
