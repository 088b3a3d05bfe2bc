"""A Word file to write the notes of a meeting in, with the questions of its agenda as an import reads them. Pure."""

from collections.abc import Iterator

from feedback.blocks import Block, BulletList, Heading
from feedback.translation import date_text, direction, speaking
from reports.agenda_items import Agenda

#: What notes and questions are called in the languages that notes are read in; others are written with the Swedish words.
_WORDS = {"sv": ("Minnesanteckningar från samråd", "Fråga"), "en": ("Notes from the consultation", "Question")}
_DAY = {"sv": "den", "en": "on"}
PLACES = 3  # for points under each question


def notes_language(agenda: Agenda) -> str:
    """The language of the words that an import knows the parts by."""
    return agenda.language if agenda.language in _WORDS else "sv"


def notes_title(agenda: Agenda) -> str:
    """The first line, which says that these are notes, and of which day."""
    spoken = notes_language(agenda)
    notes, _question = _WORDS[spoken]
    if agenda.day is None:
        return f"{notes}: {agenda.title}"
    with speaking(spoken):
        return f"{notes}: {agenda.title} {_DAY[spoken]} {date_text(agenda.day)}"


def notes_blocks(agenda: Agenda) -> tuple[Block, ...]:
    """Each question as a heading with room for points."""
    return tuple(_blocks(agenda))


def asked_in(agenda: Agenda) -> list[str]:
    """Each question that is asked, as it can be read by itself: one about an issue says which."""
    return [
        f"{item.title} – {question}" if item.issue else question
        for item in agenda.items
        if item.is_chosen
        for question in item.questions
    ]


def _blocks(agenda: Agenda) -> Iterator[Block]:
    spoken = notes_language(agenda)
    _notes, word = _WORDS[spoken]
    asked = asked_in(agenda)
    # A Swedish word before words from right to left takes their direction, so that both stand in order.
    written = agenda.language if direction(agenda.language) != direction(spoken) else None
    for number, question in enumerate(asked, start=1):
        yield Heading(f"{word} {number}: {question}", 2, written)
        yield BulletList(("",) * PLACES)
