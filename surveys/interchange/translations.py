"""The texts of a survey on their way to a translator and back, whatever the format of the file. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from feedback.translation import gettext as _
from feedback.translation import language_name
from surveys.definition import SurveyDefinition, Wording, outdated_translations, text_in, texts_by_place
from surveys.interchange.reading import UnusableFile
from surveys.wording_changes import place_name

MAX_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class TextToTranslate:
    """One text as a translator gets it. `context` says where it stands; an `is_outdated` translation is older than its original."""

    place: str
    original: str
    translation: str
    is_outdated: bool
    context: str


@dataclass(frozen=True, slots=True)
class TranslatedText:
    """One text as it came back. `original` is what was translated; `is_done` where the translator says that it is finished."""

    place: str
    original: str
    translation: str
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class TranslationFile:
    """What a file from a translator holds; `faults` are sentences about what in it could not be read."""

    survey_id: str
    original_language: str
    language: str
    texts: tuple[TranslatedText, ...]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a file would change, by place: new texts, those said to be still right, and those whose original changed meanwhile.

    `unchanged` and `untranslated` count the rest; `faults` name what belongs nowhere, with its words, so that nothing is lost.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    still_right: frozenset[str] = frozenset()
    older: frozenset[str] = frozenset()
    unchanged: int = 0
    untranslated: int = 0
    faults: tuple[str, ...] = ()


def to_translate(definition: SurveyDefinition, language: str) -> tuple[TextToTranslate, ...]:
    """Every text that exists in the language the survey is written in, in the order that participants meet them."""
    first = definition.languages[0]
    behind = {place for place, _original in outdated_translations(definition, language)}
    return tuple(
        TextToTranslate(place, texts[first], texts.get(language, ""), place in behind, context_of(place, definition))
        for place, texts in texts_by_place(definition).items()
        if texts.get(first, "").strip()
    )


def context_of(place: str, definition: SurveyDefinition) -> str:
    """Where a text stands, in the language of the moment, and the words it goes with, in those of the survey."""
    words = around(place, definition).text
    where = place_name(place, definition)
    return _("%(where)s (%(words)s)", where=where, words=words) if words else where


def around(place: str, definition: SurveyDefinition) -> Wording:
    """The words that a text goes with: the question of a help or an answer, the heading above a question or an introduction."""
    kind, _dot, rest = place.partition(".")
    language = definition.languages[0]
    for section in definition.sections:
        if kind == "section" and rest == f"{section.key}.intro":
            return text_in(section.title, language)
        for question in section.questions:
            if kind == "question" and rest.split(".")[0] == question.key:
                of_question = rest == f"{question.key}.text"
                return text_in(section.title if of_question else question.text, language)
    return Wording("", language)


def must_be_of(read: TranslationFile, definition: SurveyDefinition, language: str, *, survey_id: UUID) -> None:
    """Raises `UnusableFile` for the file of another survey or of other languages."""
    if read.survey_id != str(survey_id):
        raise UnusableFile(_("The file belongs to another survey, so nothing was read from it."))
    if read.language.lower() != language.lower():
        raise UnusableFile(
            _(
                "The file is translated into another language: %(other)s, not %(wanted)s.",
                other=language_name(read.language),
                wanted=language_name(language),
            )
        )
    if read.original_language.lower() != definition.languages[0].lower():
        raise UnusableFile(
            _("The survey is no longer written in the language that the file was translated from. Make a new file.")
        )


def incoming(definition: SurveyDefinition, language: str, read: TranslationFile) -> Incoming:
    """What the texts of a file would change in the survey as it is now."""
    now = {each.place: each for each in to_translate(definition, language)}
    once: dict[str, TranslatedText] = {}
    faults = list(read.faults)
    for sent in read.texts:
        if sent.translation.strip() and sent.place not in now:
            faults.append(_gone(sent))
        elif not same(once.setdefault(sent.place, sent).translation, sent.translation):
            faults.append(_twice(now[sent.place], sent))
    found: dict[str, str] = {}
    still_right, older = set(), set()
    unchanged = untranslated = 0
    for place, sent in once.items():
        text = now.get(place)
        if text is None or not sent.translation.strip():
            untranslated += 1
        elif not same(sent.translation, text.translation):
            found[place] = sent.translation
            if not same(sent.original, text.original):
                older.add(place)
        elif text.is_outdated and sent.is_done and same(sent.original, text.original):
            found[place] = text.translation
            still_right.add(place)
        else:
            unchanged += 1
    return Incoming(found, frozenset(still_right), frozenset(older), unchanged, untranslated, tuple(faults))


def _twice(text: TextToTranslate, sent: TranslatedText) -> str:
    return _(
        "%(place)s: it is in the file more than once, and the first was read. The other was “%(translation)s”.",
        place=text.context,
        translation=sent.translation,
    )


def _gone(sent: TranslatedText) -> str:
    return _(
        "The survey no longer has the text “%(original)s”. Its translation was “%(translation)s”.",
        original=sent.original or sent.place,
        translation=sent.translation,
    )


def same(one: str, other: str) -> bool:
    """Whether two texts are the same but for blanks, which translators' tools and Excel change; a line is a text of its own."""
    return _lines(one) == _lines(other)


def _lines(text: str) -> list[list[str]]:
    return [line.split() for line in text.strip().splitlines()]


def mark_outdated(definition: SurveyDefinition, language: str, places: Collection[str]) -> SurveyDefinition:
    """Note that what is written in this language at these places is older than its original."""
    written = {place for place, texts in texts_by_place(definition).items() if texts.get(language, "").strip()}
    behind = {(place, language) for place in places if place in written}
    return replace(definition, outdated=tuple(sorted({*definition.outdated, *behind})))
