"""What the forms for many texts at once accept, by place: a translation, or the words of the title and the sections."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from surveys.building import BuiltSurvey
from surveys.definition import outdated_translations, texts_by_place
from surveys.rewriting import shown_original


@dataclass(frozen=True, slots=True)
class TextField:
    """One field: `place` is its name, `id` its id, `original` what is to be translated."""

    id: str
    place: str
    original: str
    original_language: str
    value: str
    rows: int
    is_outdated: bool = False


@dataclass(frozen=True, slots=True)
class TextsForm:
    """`texts` are as typed, by place; `seen` is the fingerprint of the draft that the officer looked at."""

    texts: Mapping[str, str]
    still_right: frozenset[str] = frozenset()
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
        return cls(texts=texts, still_right=frozenset(data.all("still_right")), seen=data.text("seen"))

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
    return _fields(survey, {place: form.texts.get(place, stored[place]) for place in places}, outdated=outdated)


def heading_places(survey: BuiltSurvey) -> list[str]:
    """The texts that belong to no question: title and introduction, and those of each section."""
    return [place for place in texts_by_place(survey.definition) if not place.startswith("question.")]


def heading_fields(survey: BuiltSurvey, form: TextsForm) -> list[TextField]:
    """A field for every text that belongs to no question, in the survey's first language."""
    values = {place: shown_original(survey.definition, place) for place in heading_places(survey)}
    return _fields(survey, {place: form.texts.get(place, value) for place, value in values.items()})


def _fields(survey: BuiltSurvey, values: Mapping[str, str], *, outdated: Iterable[str] = ()) -> list[TextField]:
    behind = set(outdated)
    return [
        TextField(
            id=f"text-{number}",
            place=place,
            original=shown_original(survey.definition, place),
            original_language=survey.definition.languages[0],
            value=value,
            rows=_rows(shown_original(survey.definition, place)),
            is_outdated=place in behind,
        )
        for number, (place, value) in enumerate(values.items(), start=1)
    ]


def _rows(text: str) -> int:
    """About as many lines as the original takes in a narrow field."""
    return max(2, min(10, sum(1 + len(line) // 60 for line in text.splitlines())))
