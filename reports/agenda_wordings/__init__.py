"""What a drafted agenda says and asks, in each language: one TOML file per language beside this one, all with the same names.

As with surveys, wording that participants read is data: an officer rewords it, and it is not in the catalogs.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec


class AgendaWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language's file. `questions` go by the value of `reports.agenda.Ground`."""

    title: str
    opening: str
    opening_about: str
    pause: str
    open_floor: str
    open_floor_question: str
    closing: str
    closing_about: str
    questions: Mapping[str, str]


@cache
def wording_of(language: str) -> AgendaWords:
    """The file of one language; `msgspec.ValidationError` where it lacks a text or has one too many."""
    return msgspec.toml.decode((files(__name__) / f"{language}.toml").read_bytes(), type=AgendaWords)
