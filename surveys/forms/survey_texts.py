"""What the forms for many texts at once accept, by place: a translation, or the words of the title and the sections."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from surveys.building import BuiltSurvey
from surveys.definition import Wording, outdated_translations, text_in, texts_by_place
from surveys.interchange.translations import MAX_BYTES, Incoming, around
from surveys.recall import RECALLED
from surveys.rewriting import shown_original
from surveys.wording_changes import place_name


@dataclass(frozen=True, slots=True)
class TextField:
    """One field: `place` is its name, `id` its id, `original` what is to be translated.

    `where` says in words where the text stands, and `around` are the survey's words that it goes with.
    """

    id: str
    place: str
    where: str
    around: Wording
    original: str
    original_language: str
    value: str
    rows: int
    before: str = ""
    is_outdated: bool = False

    @property
    def lost(self) -> tuple[str, ...]:
        """The recalled answers, such as `{q3}`, that the original has and a translation lacks."""
        if not self.value:
            return ()
        return tuple(sorted(set(RECALLED.findall(self.original)) - set(RECALLED.findall(self.value))))


@dataclass(frozen=True, slots=True)
class TextsForm:
    """`texts` are as typed, by place; `seen` is the fingerprint of the draft that the officer looked at.

    `older` names the translations from a file that was made before their original was changed.
    """

    texts: Mapping[str, str]
    still_right: frozenset[str] = frozenset()
    older: frozenset[str] = frozenset()
    seen: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, survey: BuiltSurvey) -> Self:
        """Nothing typed yet."""
        return cls(texts={}, seen=survey.fingerprint)

    @classmethod
    def read(cls, data: Submitted, places: Iterable[str]) -> Self:
        """Only these places are read."""
        texts = {place: data.text(place) for place in places if place in data.values}
        still_right, older = (frozenset(data.all(name)) for name in ("still_right", "older"))
        return cls(texts=texts, still_right=still_right, older=older - still_right, seen=data.text("seen"))

    @classmethod
    def of_file(cls, found: Incoming, *, seen: str) -> Self:
        """What a translator's file would change, for an officer to look through and change before it is saved."""
        return cls(texts=found.texts, still_right=found.still_right, older=found.older, seen=seen)

    def with_title(self) -> Self:
        """The same form with an error where the survey would have no title."""
        errors = {} if self.texts.get("title", "title") else {"text-1": _("Give the survey a title.")}
        return replace(self, errors=errors)

    def refused(self, reason: str, *, seen: str) -> Self:
        """The same form after somebody else was first; sent again, it stands."""
        return replace(self, errors={"text-1": reason}, seen=seen)


def translation_fields(survey: BuiltSurvey, language: str, form: TextsForm) -> list[TextField]:
    """A field for every text of the survey, with what was typed or stored in this language."""
    definition = survey.definition
    outdated = {place for place, _original in outdated_translations(definition, language)}
    stored = {place: texts.get(language, "") for place, texts in texts_by_place(definition).items()}
    places = [place for place in stored if shown_original(definition, place) or stored[place]]
    fields = _fields(survey, {place: form.texts.get(place, stored[place]) for place in places})
    return [replace(each, before=stored[each.place], is_outdated=each.place in outdated) for each in fields]


def by_need(fields: Iterable[TextField]) -> dict[str, list[TextField]]:
    """The fields by what there is to do: `missing` first, then `outdated`, then `done`; each in the survey's order."""
    needs: dict[str, list[TextField]] = {"missing": [], "outdated": [], "done": []}
    for each in fields:
        needs["missing" if not each.value else "outdated" if each.is_outdated or each.lost else "done"].append(each)
    return needs


def heading_places(survey: BuiltSurvey) -> list[str]:
    """The texts that belong to no question: title and introduction, and those of each section."""
    return [place for place in texts_by_place(survey.definition) if not place.startswith("question.")]


def heading_fields(survey: BuiltSurvey, form: TextsForm) -> list[TextField]:
    """A field for every text that belongs to no question, in the survey's first language."""
    values = {place: shown_original(survey.definition, place) for place in heading_places(survey)}
    return _fields(survey, {place: form.texts.get(place, value) for place, value in values.items()})


def _fields(survey: BuiltSurvey, values: Mapping[str, str]) -> list[TextField]:
    definition = survey.definition
    texts = texts_by_place(definition)
    originals = {place: text_in(texts[place], definition.languages[0]) for place in values}
    return [
        TextField(
            id=f"text-{number}",
            place=place,
            where=place_name(place, definition),
            around=around(place, definition),
            original=originals[place].text,
            original_language=originals[place].language,
            value=value,
            rows=_rows(originals[place].text),
        )
        for number, (place, value) in enumerate(values.items(), start=1)
    ]


def _rows(text: str) -> int:
    """About as many lines as the original takes in a narrow field."""
    return max(2, min(10, sum(1 + len(line) // 60 for line in text.splitlines())))


@dataclass(frozen=True, slots=True)
class TranslationFileForm:
    """A translator's file; `content` is empty where there are errors."""

    content: bytes = field(default=b"", repr=False)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    async def read(cls, data: Submitted) -> Self:
        sent = await data.file("file")
        if sent is None or not sent[1]:
            return cls(errors={"file": _("Choose the file that the translator sent back.")})
        if len(sent[1]) > MAX_BYTES:
            return cls(errors={"file": _("The file is larger than %(n)s MB.", n=MAX_BYTES // (1024 * 1024))})
        return cls(content=sent[1])

    def refused(self, reason: str) -> Self:
        """The same form, saying why the file could not be read."""
        return replace(self, content=b"", errors={"file": reason})
