"""Those who were invited to answer the demo's survey, what they think, and their answers to any survey drafted for them."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from random import Random

import msgspec

from feedback.enums import Verdict
from reports.demo.follow_through import follow_through
from surveys.definition import Option, Question, QuestionType, SurveyDefinition, text_in
from surveys.questions.answer import Value

SEED = 2025
STEM = (
    6  # words that begin with the same six letters are taken as one when looking for points that somebody wrote about
)
SKIPS = 0.06  # the share of choices that a participant leaves unanswered


@dataclass(frozen=True, slots=True)
class Participant:
    """`type` is a value of the drafted organisation types, `answers` follow the questions of 2025, `score` is 1 to 5."""

    organisation: str
    type: str
    language: str
    score: int
    answers: tuple[str, str, str]
    comment: str
    manner: str = ""
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Invitee:
    organisation: str
    language: str


@dataclass(frozen=True, slots=True)
class Answered:
    """One response: the answers by question key, as `surveys.answers` would have read them from the form."""

    language: str
    organisation: str
    answers: dict[str, Value]


@dataclass(frozen=True, slots=True)
class _People:
    participants: tuple[Participant, ...]
    silent: tuple[str, ...]


@cache
def participants() -> tuple[Participant, ...]:
    """The 40 who answer, with their verdict on each issue by its key in `follow_through`."""
    verdicts = _verdicts()
    return tuple(replace(person, verdicts=verdicts[person.organisation]) for person in _people().participants)


def invitees() -> tuple[Invitee, ...]:
    """All 55 who are asked: those who answer, in their language, and 15 who never do."""
    answering = tuple(Invitee(person.organisation, person.language) for person in participants())
    return answering + tuple(Invitee(organisation, "sv") for organisation in _people().silent)


def responses(definition: SurveyDefinition, *, seed: int = SEED) -> list[Answered]:
    """What each participant answers to this survey; the same definition and seed give the same answers."""
    return [
        Answered(person.language, person.organisation, _answers(definition, person, seed)) for person in participants()
    ]


def _people() -> _People:
    return msgspec.json.decode((files("reports.demo") / "participants.json").read_bytes(), type=_People)


def _verdicts() -> dict[str, dict[str, Verdict]]:
    rows = csv.DictReader((files("reports.demo") / "verdicts.csv").read_text(encoding="utf-8").splitlines())
    return {row.pop("organisation"): {key: Verdict(value) for key, value in row.items()} for row in rows}


def _answers(definition: SurveyDefinition, person: Participant, seed: int) -> dict[str, Value]:
    chance = Random(f"{seed} {person.organisation}")  # noqa: S311  (play, not secrets)
    texts = _own_words(definition, person)
    given = {question.key: _answer(question, person, chance, texts) for question in definition.questions}
    return {key: value for key, value in given.items() if value is not None}


def _own_words(definition: SurveyDefinition, person: Participant) -> dict[str, str]:
    """Texts by question key: those that ask a consultation question again in its order, and the comment last."""
    open_questions = [question for question in definition.questions if question.type is QuestionType.FREE_TEXT]
    asked_again = [question.key for question in open_questions if question.asks]
    others = [question.key for question in open_questions if not question.asks]
    texts = dict(zip(asked_again, person.answers, strict=False))
    return {**texts, **dict.fromkeys(others[-1:], person.comment)}


def _answer(question: Question, person: Participant, chance: Random, texts: Mapping[str, str]) -> Value | None:
    match question.type:
        case QuestionType.FREE_TEXT:
            return texts.get(question.key) or None
        case QuestionType.FIVE_POINT_SCALE:
            return person.score
        case QuestionType.VERDICT:
            return _verdict(question, person, chance)
        case QuestionType.SEVERAL_CHOICES:
            return _choices(question, person, chance)
        case QuestionType.SINGLE_CHOICE:
            values = [option.value for option in question.options]
            return person.type if person.type in values else chance.choice(values)
        case _:
            return None  # the demo's survey is drafted from points, and asks nothing else


def _verdict(question: Question, person: Participant, chance: Random) -> str | None:
    if chance.random() < SKIPS:
        return None
    title = text_in(question.text, "sv").text
    key = next((issue.key for issue in follow_through().issues if issue.title == title), "")
    return (person.verdicts.get(key) or chance.choice(list(Verdict))).value


def _choices(question: Question, person: Participant, chance: Random) -> list[str] | None:
    """Up to the most that may be chosen, in the order of the options; what the participant wrote about is likelier."""
    if chance.random() < SKIPS:
        return None
    concerns = _stems(" ".join(person.answers))
    wanted = chance.randint(1, question.max_choices or len(question.options))
    drawn = sorted(question.options, key=lambda option: chance.random() * _pull(option, concerns), reverse=True)
    chosen = {option.value for option in drawn[:wanted]}
    return [option.value for option in question.options if option.value in chosen]


def _pull(option: Option, concerns: frozenset[str]) -> float:
    return 1 + 2 * len(_stems(text_in(option.labels, "sv").text) & concerns)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in text.lower().split() if len(word) >= STEM)
