"""A survey as it is asked on paper: its questions numbered, and every place where an answer is given. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from feedback.translation import gettext as _
from feedback.translation import ngettext, number_text
from surveys.conditions import named_answers
from surveys.definition import Image, Option, Question, SurveyDefinition, Texts, Wording, text_in
from surveys.questions import TYPES
from surveys.questions.answer import LONGEST_LINE, OTHER, PaperField
from surveys.questions.consent import AGREED
from surveys.questions.date import PARTS
from surveys.questions.free_text import MAX_CHARACTERS
from surveys.questions.ranking import last_place
from surveys.recall import RECALLED

#: The field for the organisation that answers, where the survey names organisations.
ORGANISATION = "organisation"
#: The field that tells which survey, version and language a filled file is of.
IDENTITY = "gensvar"


@dataclass(frozen=True, slots=True)
class PaperSurvey:
    """One version of a survey, to be printed in any of its languages.

    `images` holds the pictures by their digests, `published` the numbers of all the survey's versions.
    """

    survey_id: UUID
    number: int
    definition: SurveyDefinition
    closes_on: date | None = None
    answers_kept: int | None = None
    images: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    published: tuple[int, ...] = ()

    @property
    def mark(self) -> str:
        """What stands at the foot of each page: eight characters of the survey's id, and the version."""
        text = self.survey_id.hex[:8].upper()
        return f"{text[:4]}-{text[4:]}/{self.number}"


class Mark(StrEnum):
    """What is put in a place on the paper."""

    ONE = "one"  # a mark in one of several circles
    TICK = "tick"  # a cross in a square
    DIGITS = "digits"
    LINE = "line"
    LINES = "lines"


WRITTEN = {
    PaperField.NUMBER: (Mark.DIGITS, 20),
    PaperField.LINE: (Mark.LINE, LONGEST_LINE),
    PaperField.LINES: (Mark.LINES, MAX_CHARACTERS),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is marked or written. `field` names it in a PDF to fill in; circles of one question share theirs.

    A marked place gives the string `typed`; what is written gives that string with the writing after it. `most` is the
    number of characters that fit. `is_required` where a PDF must not leave it empty: not where one of several will do.
    """

    mark: Mark
    field: str
    label: Wording
    typed: str = ""
    state: str = ""  # of the circle, in a PDF
    most: int = 0
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class AskedOnPaper:
    """One question; `number` is 0 for a text that is only read. Each of `notes` is a paragraph."""

    key: str
    number: int
    text: Wording
    notes: tuple[Wording, ...]
    places: tuple[Place, ...]
    is_required: bool = False
    image: Image | None = None


@dataclass(frozen=True, slots=True)
class PaperSection:
    title: Wording
    intro: Wording
    questions: tuple[AskedOnPaper, ...]


@dataclass(frozen=True, slots=True)
class _Wording:
    """The texts of a survey on a paper, where no answer can be recalled but by its number."""

    definition: SurveyDefinition
    numbers: Mapping[str, int]
    language: str

    def text(self, texts: Texts) -> Wording:
        def recalled(text: str) -> str:
            return RECALLED.sub(lambda found: self._answer(found[1], found[0]), text)

        return text_in(texts, self.language).map(recalled)

    def _answer(self, key: str, otherwise: str) -> str:
        if key not in self.numbers:
            return otherwise
        return _("your answer to question %(number)s", number=number_text(self.numbers[key]))

    def own(self, text: str) -> Wording:
        return Wording(text, self.language)


def sections_on_paper(definition: SurveyDefinition, language: str) -> tuple[PaperSection, ...]:
    """The sections that have questions. Texts to read are not numbered."""
    wording = _Wording(definition, numbers(definition), language)
    return tuple(
        PaperSection(
            wording.text(section.title),
            wording.text(section.intro),
            tuple(_asked(question, wording) for question in section.questions),
        )
        for section in definition.sections
        if section.questions
    )


def numbers(definition: SurveyDefinition) -> dict[str, int]:
    """The number on paper of each question that is answered, by key."""
    answered = [each for each in definition.questions if _field(each) is not PaperField.NOTHING]
    return {question.key: number for number, question in enumerate(answered, start=1)}


def numbered(definition: SurveyDefinition) -> SurveyDefinition:
    """The survey with the number on paper before each question's text, so that a page can be compared with the paper."""
    known = numbers(definition)

    def counted(question: Question) -> Question:
        if question.key not in known:
            return question
        texts = {code: f"{known[question.key]}. {text}" for code, text in question.text.items() if text.strip()}
        return replace(question, text=texts)

    return replace(
        definition,
        sections=tuple(
            replace(section, questions=tuple(counted(question) for question in section.questions))
            for section in definition.sections
        ),
    )


def places_of(question: Question, language: str) -> tuple[Place, ...]:
    """Where the question is answered."""
    return tuple(_places(question, language))


def _field(question: Question) -> PaperField:
    return TYPES[question.type].paper(question)


def _asked(question: Question, wording: _Wording) -> AskedOnPaper:
    helping = wording.text(question.help)
    notes = (
        wording.own(_whom_for(question, wording)),
        wording.text(question.reason) if question.required else wording.own(""),
        *(helping.map(lambda _whole, line=line: line) for line in helping.text.split("\n")),  # type: ignore[misc]  # mypy cannot infer a lambda with a default
        wording.own(_rule(question)),
    )
    return AskedOnPaper(
        key=question.key,
        number=wording.numbers.get(question.key, 0),
        text=wording.text(question.text),
        notes=tuple(note for note in notes if note.text.strip()),
        places=places_of(question, wording.language),
        is_required=question.required,
        image=question.image,
    )


def _whom_for(question: Question, wording: _Wording) -> str:
    """As `surveys.conditions.condition_text`, with the number of the earlier question in place of its text."""
    condition = question.show_if
    if condition is None or condition.question not in wording.numbers:
        return ""
    number = number_text(wording.numbers[condition.question])
    if not condition.values:
        return _("Answer this only if you have answered question %(number)s.", number=number)
    earlier = wording.definition.question(condition.question)
    answers = named_answers(condition, earlier, lambda texts: text_in(texts, wording.language))
    return _("Answer this only if your answer to question %(number)s is %(answers)s.", number=number, answers=answers)


def _rule(question: Question) -> str:
    match _field(question):
        case PaperField.CHOOSE_ONE:
            return _("Choose one answer.")
        case PaperField.CHOOSE_SEVERAL if question.max_choices:
            return ngettext("Choose up to %(n)s answer.", "Choose up to %(n)s answers.", question.max_choices)
        case PaperField.CHOOSE_SEVERAL:
            return _("Choose as many as you like.")
        case PaperField.NUMBER_EACH:
            return _(
                "Write 1 beside the most important, then 2, and so on up to %(last)s. You do not have to use all the "
                "numbers.",
                last=number_text(last_place(question)),
            )
        case PaperField.NUMBER:
            return _number_rule(question.minimum, question.maximum)
        case PaperField.DAY:
            return _("Write day, month and year in digits, such as 31 1 2026.")
        case _:
            return ""


def _number_rule(least: int | None, most: int | None) -> str:
    if least is not None and most is not None:
        return _("A whole number from %(least)s to %(most)s.", least=number_text(least), most=number_text(most))
    if least is not None:
        return _("A whole number, at least %(least)s.", least=number_text(least))
    if most is not None:
        return _("A whole number, at most %(most)s.", most=number_text(most))
    return _("A whole number.")


def _places(question: Question, language: str) -> Iterator[Place]:
    key, nothing, must = question.key, Wording("", language), question.required
    match _field(question):
        case PaperField.CHOOSE_ONE:
            yield from _choices(question, language, Mark.ONE)
        case PaperField.CHOOSE_SEVERAL:
            yield from _choices(question, language, Mark.TICK)
        case PaperField.NUMBER_EACH:
            for number, option in enumerate(question.options, start=1):
                label = text_in(option.labels, language)
                yield Place(Mark.DIGITS, f"{key}-{number}", label, f"{option.value}=", most=3)
        case PaperField.DAY:
            for name, words in zip(PARTS, (_("Day"), _("Month"), _("Year")), strict=True):
                label = Wording(words, language)
                yield Place(Mark.DIGITS, f"{key}-{name}", label, f"{name}=", most=4, is_required=must)
        case PaperField.TICK:
            yield Place(Mark.TICK, key, Wording(_("Yes, I agree"), language), AGREED, is_required=must)
        case PaperField.NUMBER | PaperField.LINE | PaperField.LINES as field:
            mark, most = WRITTEN[field]
            yield Place(mark, key, nothing, most=most, is_required=must)


def _choices(question: Question, language: str, mark: Mark) -> Iterator[Place]:
    key = question.key
    for place, option in enumerate(question.options, start=1):
        label = _label(option, language)
        if mark is Mark.ONE:
            yield Place(mark, key, label, option.value, state=f"v{place}", is_required=question.required)
        else:
            yield Place(mark, f"{key}-{place}", label, option.value)
        if question.other and option.value == OTHER:
            namely = Wording(_("Namely"), language)
            yield Place(Mark.LINE, f"{key}-{OTHER}", namely, f"{OTHER}=", most=LONGEST_LINE)


def _label(option: Option, language: str) -> Wording:
    """The text of an answer; a point of a scale has its number, which is all that the points between the ends may have."""
    label = text_in(option.labels, language)
    if not option.value.isdecimal():
        return label if label.text else Wording(option.value, language)
    return label.map(lambda text: f"{option.value} – {text}" if text else option.value)
