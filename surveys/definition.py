"""What a survey is: frozen sections, questions and options, worded in every language, kept as one JSON document."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

import msgspec

from feedback.translation import DEFAULT_LANGUAGE, direction

#: One text in several languages: language code -> wording.
Texts = Mapping[str, str]


class QuestionType(StrEnum):
    """The types of `surveys.questions`, one module each."""

    SINGLE_CHOICE = "single_choice"
    SEVERAL_CHOICES = "several_choices"
    RANKING = "ranking"
    FIVE_POINT_SCALE = "five_point_scale"
    SEVEN_POINT_SCALE = "seven_point_scale"
    VERDICT = "verdict"
    NUMBER = "number"
    DATE = "date"
    SHORT_TEXT = "short_text"
    FREE_TEXT = "free_text"
    INFORMATION = "information"
    CONSENT = "consent"


SCALES = (QuestionType.FIVE_POINT_SCALE, QuestionType.SEVEN_POINT_SCALE)
#: Answered in the participant's own words, whole: each answer is a statement to be coded.
WRITTEN = (QuestionType.SHORT_TEXT, QuestionType.FREE_TEXT)


class Privacy(StrEnum):
    """What is kept of who answered. Promised on the first page, so it never changes once a survey is open."""

    ORGANISATION_NAMED = "organisation_named"  # each response carries its organisation, which is shown with its answers
    CONFIDENTIAL = (
        "confidential"  # the invitation knows its response, so that it can be changed; no officer is shown which
    )
    ANONYMOUS = "anonymous"  # nothing joins the two, and closing seals it


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose. `value` is what is stored and counted; `point_id` leads back to the point it quotes."""

    value: str
    labels: Texts = field(default_factory=dict)
    point_id: str | None = None


@dataclass(frozen=True, slots=True)
class ShowIf:
    """Ask only those who gave one of `values` to the earlier question with the key `question`; without values, who answered it."""

    question: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Image:
    """A picture above a question: the SHA-256 of its bytes, what it shows, in words, for those who do not see it, and its size.

    `width` and `height` are in pixels, 0 where they are not known.
    """

    digest: str
    alt: Texts = field(default_factory=dict)
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `key` never changes and is never given to another question of the same survey.

    Each line of `help` is a help text of its own (a sub-question). A verdict is bound to the issue `issue_id`;
    `asks` is the consultation question it asks again; `why` tells the officer why it is in the draft.
    `reason` tells participants why a required answer is needed. With `other`, a choice can be "other, namely …".
    `minimum` and `maximum` bound a number. `{q3}` in a text recalls the answer to the earlier question q3.
    """

    key: str
    type: QuestionType
    text: Texts
    help: Texts = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    required: bool = False
    max_choices: int | None = None
    issue_id: str | None = None
    asks: str | None = None
    why: Texts | str = ""
    reason: Texts = field(default_factory=dict)
    other: bool = False
    minimum: int | None = None
    maximum: int | None = None
    show_if: ShowIf | None = None
    image: Image | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together: one page for the participant."""

    key: str
    title: Texts
    questions: tuple[Question, ...] = ()
    intro: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SurveyDefinition:
    """A whole survey. The first of `languages` is the one it is written in; the others are translations of it.

    `outdated` names the translations (place, language) whose original was reworded after they were written.
    `purpose` says what the answers are used for, where that is not what every survey says. With `may_quote` participants
    are told that what they write may be quoted; without, it never is.
    `keys_given` counts the question keys ever given, so that a removed question's key is not used again.
    """

    title: Texts
    intro: Texts = field(default_factory=dict)
    languages: tuple[str, ...] = (DEFAULT_LANGUAGE,)
    sections: tuple[Section, ...] = ()
    outdated: tuple[tuple[str, str], ...] = ()
    keys_given: int = 0
    privacy: Privacy = Privacy.ANONYMOUS
    purpose: Texts = field(default_factory=dict)
    may_quote: bool = False

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions in the order they are asked."""
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, key: str) -> Question:
        """The question with this key; `KeyError` where there is none."""
        for question in self.questions:
            if question.key == key:
                return question
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as it can be shown, and the language it is in, which may not be the one that was asked for."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`, for the `dir` attribute of a text in another language than its page."""
        return direction(self.language)

    def map(self, change: Callable[[str], str]) -> Self:
        """The same wording with its text changed."""
        return replace(self, text=change(self.text))


def text_in(texts: Texts, language: str) -> Wording:
    """The text in this language, else in Swedish, else in the first language that has it; blank counts as missing.

    A text that exists in no language is an empty wording in the language asked for.
    """
    for candidate in (language, DEFAULT_LANGUAGE, *sorted(texts)):
        if texts.get(candidate, "").strip():
            return Wording(texts[candidate], candidate)
    return Wording("", language)


def told(why: Texts | str, language: str) -> str:
    """A reason in this language or the nearest; one that was kept in a single language stands as it is."""
    return why if isinstance(why, str) else text_in(why, language).text


def to_json(definition: SurveyDefinition) -> str:
    """The definition as one JSON document; equal definitions give equal text."""
    return msgspec.json.encode(definition, order="deterministic").decode()


def from_json(document: str | bytes) -> SurveyDefinition:
    """The definition that `to_json` wrote; `ValueError` naming the place where the document is something else."""
    try:
        return msgspec.json.decode(document, type=SurveyDefinition)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise ValueError(f"not a survey definition: {error}") from error


def change_texts(definition: SurveyDefinition, change: Callable[[str, Texts], Texts]) -> SurveyDefinition:
    """The definition with every text replaced by `change(place, texts)`.

    A place is a stable name: `title`, `intro`, `purpose`, `section.<key>.title`, `section.<key>.intro`,
    `question.<key>.text`, `question.<key>.help`, `question.<key>.reason`, `question.<key>.image`,
    `question.<key>.option.<value>`.
    """

    def reword(question: Question) -> Question:
        at = f"question.{question.key}"
        return replace(
            question,
            text=change(f"{at}.text", question.text),
            help=change(f"{at}.help", question.help),
            reason=change(f"{at}.reason", question.reason),
            image=question.image and replace(question.image, alt=change(f"{at}.image", question.image.alt)),
            options=tuple(replace(o, labels=change(f"{at}.option.{o.value}", o.labels)) for o in question.options),
        )

    def retitle(section: Section) -> Section:
        at = f"section.{section.key}"
        return replace(
            section,
            title=change(f"{at}.title", section.title),
            intro=change(f"{at}.intro", section.intro),
            questions=tuple(reword(question) for question in section.questions),
        )

    return replace(
        definition,
        title=change("title", definition.title),
        intro=change("intro", definition.intro),
        purpose=change("purpose", definition.purpose),
        sections=tuple(retitle(section) for section in definition.sections),
    )


def texts_by_place(definition: SurveyDefinition) -> dict[str, Texts]:
    """Every text of the survey by its place (see `change_texts`), in the order a participant meets them."""
    found: dict[str, Texts] = {}

    def note(place: str, texts: Texts) -> Texts:
        found[place] = texts
        return texts

    change_texts(definition, note)
    return found


def missing_translations(definition: SurveyDefinition, language: str) -> list[tuple[str, str]]:
    """The places that have a text but none in this language, each with the text to translate."""
    return list(_untranslated(definition, language))


def outdated_translations(definition: SurveyDefinition, language: str) -> list[tuple[str, str]]:
    """The places whose text in this language is older than the original's last rewording, with the original."""
    texts = texts_by_place(definition)
    places = [place for place, behind in definition.outdated if behind == language and place in texts]
    return [(place, text_in(texts[place], definition.languages[0]).text) for place in places]


def _untranslated(definition: SurveyDefinition, language: str) -> Iterator[tuple[str, str]]:
    for place, texts in texts_by_place(definition).items():
        original = text_in(texts, definition.languages[0] if definition.languages else DEFAULT_LANGUAGE)
        if original.text and not texts.get(language, "").strip():
            yield place, original.text
