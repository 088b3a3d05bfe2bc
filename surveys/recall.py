"""Answers recalled in texts: `{q3}` in a later question stands for what was answered to q3."""

import re
from collections.abc import Mapping

from feedback.translation import list_text
from surveys.definition import Question, SurveyDefinition, Texts, change_texts, texts_by_place
from surveys.questions import TYPES
from surveys.questions.answer import Value

#: A recalled answer: the key of an earlier question in curly brackets.
RECALLED = re.compile(r"\{(q\d+)\}")
NOT_ANSWERED = "…"
# Around an answer, which may be written from the other side than the text: neither puts the other's words in another order.
ISOLATE, END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


def recall(text: str, questions: Mapping[str, Question], answers: Mapping[str, Value], language: str) -> str:
    """The text with the answers in words in place of their keys; keys of no question of the survey stay as they are."""

    def words(found: re.Match[str]) -> str:
        question = questions.get(found[1])
        if question is None:
            return found[0]
        value = answers.get(question.key)
        shown = [] if value is None else TYPES[question.type].shown(question, value, language)
        return list_text(f"{ISOLATE}{each.text}{END}" for each in shown) or NOT_ANSWERED

    return RECALLED.sub(words, text) if "{" in text else text


def without_answers(definition: SurveyDefinition) -> SurveyDefinition:
    """The definition as it reads where no answer is known that its texts could recall."""
    questions = {question.key: question for question in definition.questions}

    def unanswered(_place: str, texts: Texts) -> Texts:
        return {language: recall(text, questions, {}, language) for language, text in texts.items()}

    return change_texts(definition, unanswered)


def recall_faults(definition: SurveyDefinition) -> dict[str, tuple[str, ...]]:
    """By place, the keys that its text recalls although no question with that key is asked before it."""
    before = _asked_before(definition)
    found = {}
    for place, texts in texts_by_place(definition).items():
        recalled = {key for text in texts.values() for key in RECALLED.findall(text)}
        unknown = recalled - before.get(_owner(place), set())
        if unknown:
            found[place] = tuple(sorted(unknown))
    return found


def _owner(place: str) -> str:
    return ".".join(place.split(".")[:2])


def _asked_before(definition: SurveyDefinition) -> dict[str, set[str]]:
    """The keys of the questions before each question and each section."""
    keys: set[str] = set()
    before = {}
    for section in definition.sections:
        before[f"section.{section.key}"] = set(keys)
        for question in section.questions:
            before[f"question.{question.key}"] = set(keys)
            keys.add(question.key)
    return before
