"""How far the catalog of each interface language has come: how much of it is translated, and who has read it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from feedback.translation import babel_locale, catalog_file

#: All messages: the ids are English, so this catalog has them all.
TEMPLATE = catalog_file("en")
_REVIEWED = re.compile(r"^# Reviewed by (.+?)\.?$", re.MULTILINE)
_BY_AUTHORS = re.compile(r"^# Written by the authors", re.MULTILINE)


class ReviewState(StrEnum):
    """Who answers for the words of a catalog."""

    BY_AUTHORS = "by authors"  # who write the language as their own
    REVIEWED = "reviewed"  # by a native reader
    NOT_REVIEWED = "not reviewed"


@dataclass(frozen=True, slots=True)
class Review:
    """`by` is the reader's name and day as the catalog says them; empty where nobody has reviewed it."""

    state: ReviewState
    by: str = ""


@dataclass(frozen=True, slots=True)
class CatalogProgress:
    """How many of the messages have a text; a plural message counts when all its forms have."""

    done: int
    total: int


@cache
def review_of(language: str) -> Review:
    """What the head of the catalog says: "# Written by the authors …" or "# Reviewed by NAME, DAY." on a line of its own."""
    head = _messages(catalog_file(language), babel_locale(language)).header_comment
    if found := _REVIEWED.search(head):
        return Review(ReviewState.REVIEWED, found[1])
    return Review(ReviewState.BY_AUTHORS if _BY_AUTHORS.search(head) else ReviewState.NOT_REVIEWED)


@cache
def progress_of(language: str) -> CatalogProgress:
    """Of the messages of the template, those that the catalog of this language has."""
    wanted = {(message.context, message.id) for message in _messages(TEMPLATE, None) if message.id}
    texts = _messages(catalog_file(language), babel_locale(language))
    done = {(message.context, message.id) for message in texts if message.id and _is_done(message.string)}
    return CatalogProgress(len(wanted & done), len(wanted))


def _is_done(string: str | Sequence[str] | None) -> bool:
    return all(string) if string and not isinstance(string, str) else bool(string)


def _messages(file: Path, locale: str | None) -> Catalog:
    if not file.exists():
        return Catalog(locale=locale)
    with file.open("rb") as content:
        return read_po(content, locale=locale)
