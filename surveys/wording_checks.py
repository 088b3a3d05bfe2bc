"""How a question is worded: too hard, asking two things at once, or leading to an answer. Rules of thumb, to be thought over.

The words are data, a file per language in `surveys/plain_words/`; in a language without one only lengths are looked at. A word
with * at its end stands for every word that begins so. Pure.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import msgspec

from feedback.translation import gettext as _
from feedback.translation import language_name, number_text
from surveys.definition import Question, QuestionType, text_in
from surveys.reading_level import HARD_LIX, LONG_SENTENCE, reading_level

FOLDER = Path(__file__).parent / "plain_words"
#: Languages whose long words LIX counts as it was made to.
LIX_LANGUAGES = ("sv", "sv-simple")
#: Words below which LIX says nothing: one long word in a short question would make it very hard.
FEWEST_WORDS = 10


@dataclass(frozen=True, slots=True)
class _Double:
    joining: tuple[str, ...]
    one_thing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Leading:
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlainWords:
    """The words that one language's questions are checked for."""

    double: _Double
    leading: _Leading
    plainer: Mapping[str, str] = field(default_factory=dict)


@cache
def plain_words(language: str) -> PlainWords | None:
    """The words of this language, or of the one it is a plain form of; None where there are none."""
    file = FOLDER / f"{language.partition('-')[0]}.toml"
    return msgspec.toml.decode(file.read_bytes(), type=PlainWords) if file.exists() else None


def hints_in_every_language(question: Question, languages: Sequence[str]) -> list[str]:
    """What to think over in a question's wording in the languages it is written in; beyond the first, each is named."""
    hints = [] if not languages else wording_hints(question, languages[0])
    for language in languages[1:]:
        if question.text.get(language, "").strip():
            name = language_name(language)
            hints += [
                _("%(language)s: %(hint)s", language=name, hint=hint) for hint in wording_hints(question, language)
            ]
    return hints


def wording_hints(question: Question, language: str) -> list[str]:
    """What to think over in a question's wording in this language, one sentence each."""
    text = text_in(question.text, language).text
    words = plain_words(language)
    hints = [*_reading_hints(question, language)]
    if words is not None:
        hints += [*_plainer(f"{text}\n{text_in(question.help, language).text}", words)]
        if question.type is not QuestionType.INFORMATION:
            hints += [*_fairness(text, words)]
    return hints


def _reading_hints(question: Question, language: str) -> Iterator[str]:
    level = reading_level(f"{text_in(question.text, language).text}\n{text_in(question.help, language).text}")
    if level.longest > LONG_SENTENCE:
        yield _("A sentence has %(n)s words. Divide it.", n=number_text(level.longest))
    if language in LIX_LANGUAGES and level.words >= FEWEST_WORDS and level.lix > HARD_LIX:
        yield _("It is hard to read (LIX %(lix)s). Try shorter words and sentences.", lix=number_text(level.lix))


def _plainer(text: str, words: PlainWords) -> Iterator[str]:
    for word, instead in words.plainer.items():
        found = _found(text, word)
        if found:
            yield _("Instead of “%(word)s”, write “%(instead)s” or say it in another way.", word=found, instead=instead)


def _fairness(text: str, words: PlainWords) -> Iterator[str]:
    joined = joins_two(text, words)
    if joined:
        yield _("It may ask two things at once (“%(word)s”). Ask one thing in each question.", word=joined)
    for phrase in words.leading.phrases:
        found = _found(text, phrase)
        if found:
            yield _("“%(words)s” may lead to an answer. Ask without showing what you think.", words=found)
            return


def joins_two(text: str, words: PlainWords) -> str:
    """The word by which a question joins two things, where none of the known pairs that are one thing does; else nothing."""
    rest = text.lower()
    for pair in words.double.one_thing:
        rest = rest.replace(pair, " ")
    # Only in the question itself: what leads up to it may join what it likes.
    asked = [part for part in re.split(r"(?<=[.!?:؟])\s+", rest) if part.rstrip().endswith(("?", "؟"))]
    joined = (_found(part, word) for part in asked for word in words.double.joining)
    return next((found for found in joined if found), "")


def _found(text: str, words: str) -> str:
    """These words as they stand in the text, not as parts of longer ones but where * lets them; nothing where they do not."""
    # Persian joins the parts of one word by a sign that is no letter.
    rest = r"[\w\u200c]*" if words.endswith("*") else r"(?![\w\u200c])"
    found = re.search(rf"(?<![\w\u200c]){re.escape(words.rstrip('*'))}{rest}", text, re.IGNORECASE)
    return found.group() if found else ""
