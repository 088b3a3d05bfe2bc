"""What the officer's forms do to a draft, each as one edit: a question rewritten, a new one, the languages that are offered."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from feedback.translation import gettext as _
from feedback.translation import in_every_language
from surveys import wordings
from surveys.definition import (
    SCALES,
    Option,
    Question,
    QuestionType,
    SurveyDefinition,
    missing_translations,
    outdated_translations,
    text_in,
    texts_by_place,
)
from surveys.edits import (
    add_question,
    change_options,
    change_wording,
    replace_question,
    set_translation,
)
from surveys.question_library import other_namely, scale_options
from surveys.questions.answer import OTHER

#: The types whose answers an officer words and counts.
LISTED = (QuestionType.SINGLE_CHOICE, QuestionType.SEVERAL_CHOICES, QuestionType.RANKING)
#: Those of them with a limit to how many are chosen or ranked.
LIMITED = (QuestionType.SEVERAL_CHOICES, QuestionType.RANKING)
#: Those of them whose list may end with "other, namely".
OPEN_ENDED = (QuestionType.SINGLE_CHOICE, QuestionType.SEVERAL_CHOICES)


@dataclass(frozen=True, slots=True)
class QuestionWording:
    """A question as an officer words it in the survey's first language.

    `options` has new labels by value, empty for an option to leave out; the others stay. `places` has the wished place of
    options by value. `new_options` come after them, before "other, namely".
    """

    text: str
    help: str = ""
    required: bool = False
    reason: str = ""
    max_choices: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    other: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    new_options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IssueToAskAbout:
    """An issue that a verdict can be bound to."""

    id: str
    title: str
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question to add to a section. A verdict asks about `issue`, by its title where no text is given.

    `scale` names the labels of a scale's points, of `surveys.question_library.scales`.
    """

    section_key: str
    kind: QuestionType
    text: str = ""
    options: tuple[str, ...] = ()
    issue: IssueToAskAbout | None = None
    scale: str = ""
    other: bool = False


def rewrite_question(
    definition: SurveyDefinition, key: str, wording: QuestionWording, *, used: Collection[str] = ()
) -> SurveyDefinition:
    """Give a question this wording; `KeyError` where the survey has no such question.

    `used` are the values that its options have had in published versions: they are not given to new options.
    """
    question = definition.question(key)
    at = f"question.{key}"
    if question.type in LISTED:
        definition = _rewrite_options(definition, question, wording, used)
    elif question.type in SCALES:
        definition = reword(definition, _labels(question.options, wording, at))
    reason = wording.reason if wording.required else ""
    definition = reword(definition, {f"{at}.text": wording.text, f"{at}.help": wording.help, f"{at}.reason": reason})
    changed = replace(definition.question(key), required=wording.required)
    if question.type in LIMITED:
        changed = replace(changed, max_choices=wording.max_choices)
    if question.type is QuestionType.NUMBER:
        changed = replace(changed, minimum=wording.minimum, maximum=wording.maximum)
    return replace_question(definition, changed)


def _rewrite_options(
    definition: SurveyDefinition, question: Question, wording: QuestionWording, used: Collection[str]
) -> SurveyDefinition:
    kept = [option for option in question.options if wording.options.get(option.value, "kept")]
    places = {option.value: place for place, option in enumerate(kept, start=1)}
    kept.sort(key=lambda option: wording.places.get(option.value, places[option.value]))
    taken = {*(option.value for option in question.options), *used}
    added = _new_options(wording.new_options, taken=taken, language=definition.languages[0])
    is_open = wording.other and question.type in OPEN_ENDED
    if question.other and not is_open:
        kept = [option for option in kept if option.value != OTHER]
    last = [option for option in kept if option.value == OTHER and question.other]
    if is_open and not question.other and OTHER not in places:
        last = [other_namely()]
    options = (*(option for option in kept if option not in last), *added, *last)
    stays_open = is_open and any(option.value == OTHER for option in options)
    definition = replace_question(definition, replace(question, other=stays_open))
    definition = change_options(definition, question.key, options)
    return reword(definition, _labels(kept, wording, f"question.{question.key}"))


def _labels(options: Iterable[Option], wording: QuestionWording, at: str) -> dict[str, str]:
    """The new labels by place."""
    return {
        f"{at}.option.{option.value}": wording.options[option.value]
        for option in options
        if option.value in wording.options
    }


def _new_options(labels: Sequence[str], *, taken: Collection[str], language: str) -> tuple[Option, ...]:
    """Options under values that the question has not; a value that a draft removed may come back, which it can bear."""
    free = (f"answer {number}" for number in range(1, len(taken) + len(labels) + 1))
    values = (value for value in free if value not in taken)
    return tuple(Option(value, {language: label}) for value, label in zip(values, labels, strict=False))


def reword(definition: SurveyDefinition, originals: Mapping[str, str]) -> SurveyDefinition:
    """Word these places anew in the survey's first language; a text that is taken away goes in every language."""
    for place, text in originals.items():
        if not text:
            for language in texts_by_place(definition)[place]:
                definition = set_translation(definition, place, language, "")
        elif text != shown_original(definition, place):
            definition = change_wording(definition, place, text)
    return definition


def shown_original(definition: SurveyDefinition, place: str) -> str:
    """The text at this place as the officer is shown it: the first language's, or the nearest there is."""
    return text_in(texts_by_place(definition)[place], definition.languages[0]).text


def add_new_question(definition: SurveyDefinition, new: NewQuestion) -> SurveyDefinition:
    """Add a question last in its section, with the answers that its type always has; `KeyError` without such a section."""
    language = definition.languages[0]
    question = Question(
        key="", type=new.kind, text={language: new.text}, why=in_every_language(lambda: _("Added by hand."))
    )
    if new.kind in LISTED:
        is_open = new.other and new.kind in OPEN_ENDED
        listed = _new_options(new.options, taken=(), language=language)
        question = replace(question, options=(*listed, other_namely()) if is_open else listed, other=is_open)
    if new.kind in SCALES:
        question = replace(question, options=scale_options(new.kind, new.scale))
    if new.kind is QuestionType.VERDICT and new.issue is not None:
        question = replace(
            question,
            text={language: new.text or new.issue.title},
            help=wordings.verdict_help(new.issue.years),
            options=wordings.VERDICTS,
            issue_id=new.issue.id,
        )
    return add_question(definition, new.section_key, question)


def offer_language(definition: SurveyDefinition, language: str) -> SurveyDefinition:
    """Let participants choose this language too; offering it again changes nothing."""
    return replace(definition, languages=tuple(dict.fromkeys((*definition.languages, language))))


def withdraw_language(definition: SurveyDefinition, language: str) -> SurveyDefinition:
    """Offer the language no longer; its translations are kept. The first language, which the survey is written in, stays."""
    original, *others = definition.languages
    return replace(definition, languages=(original, *(each for each in others if each != language)))


def offer_only(definition: SurveyDefinition, languages: Collection[str]) -> SurveyDefinition:
    """Offer these languages and the first one, which the survey is written in."""
    kept = definition
    for language in definition.languages:
        if language not in languages:
            kept = withdraw_language(kept, language)
    for language in languages:
        kept = offer_language(kept, language)
    return kept


def translate(
    definition: SurveyDefinition, language: str, texts: Mapping[str, str], *, still_right: Collection[str] = ()
) -> SurveyDefinition:
    """Set these texts, by place, in one language; `still_right` names outdated ones that the new original leaves true."""
    known = texts_by_place(definition)
    for place, text in texts.items():
        if place in known and (text != known[place].get(language, "") or place in still_right):
            definition = set_translation(definition, place, language, text)
    return definition


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the survey's texts one language has; `outdated` are older than their original."""

    language: str
    done: int
    total: int
    outdated: int

    @property
    def is_complete(self) -> bool:
        return self.done == self.total


def translation_progress(definition: SurveyDefinition, language: str) -> Progress:
    """Counts the places that have a text in any language."""
    total = sum(1 for texts in texts_by_place(definition).values() if any(text.strip() for text in texts.values()))
    missing = len(missing_translations(definition, language))
    return Progress(language, total - missing, total, len(outdated_translations(definition, language)))
