"""A draft as its officers look it through: each question's time, how hard it is to read, and whom it is asked of. Pure."""

from dataclasses import dataclass

from feedback.translation import gettext as _
from surveys.conditions import named_answers
from surveys.definition import Question, ShowIf, SurveyDefinition, text_in
from surveys.drafting import estimated_seconds
from surveys.reading_level import ReadingLevel, reading_level
from surveys.wording_checks import LIX_LANGUAGES, hints_in_every_language


@dataclass(frozen=True, slots=True)
class OutlinedQuestion:
    """A question in the builder. `seconds` to read and answer it, to the nearest five; `condition` is whom it is asked of."""

    number: int
    question: Question
    seconds: int
    level: ReadingLevel
    has_lix: bool
    hints: tuple[str, ...]
    condition: str


def outline(definition: SurveyDefinition) -> dict[str, OutlinedQuestion]:
    """Every question by its key, in the language that the survey is written in."""
    language = definition.languages[0]
    return {
        question.key: OutlinedQuestion(
            number=number,
            question=question,
            seconds=max(5, 5 * round(estimated_seconds(question, language) / 5)),
            level=reading_level(f"{text_in(question.text, language)}\n{text_in(question.help, language)}"),
            has_lix=language in LIX_LANGUAGES,
            hints=tuple(hints_in_every_language(question, definition.languages)),
            condition=condition_sentence(definition, question.show_if),
        )
        for number, question in enumerate(definition.questions, start=1)
    }


def earlier_questions(definition: SurveyDefinition, key: str) -> tuple[tuple[int, Question], ...]:
    """The questions asked before this one, with their numbers; all of them where there is no such question."""
    found = []
    for number, question in enumerate(definition.questions, start=1):
        if question.key == key:
            break
        found.append((number, question))
    return tuple(found)


def condition_sentence(definition: SurveyDefinition, condition: ShowIf | None) -> str:
    """Whom a question is asked of, to its officers; nothing where it is everybody."""
    if condition is None:
        return ""
    numbered = {question.key: (n, question) for n, question in enumerate(definition.questions, start=1)}
    if condition.question not in numbered:
        return _("Asked only after a question that is no longer in the survey.")
    number, earlier = numbered[condition.question]
    if not condition.values:
        return _("Asked only of those who have answered question %(number)s.", number=number)
    answers = named_answers(condition, earlier, lambda texts: text_in(texts, definition.languages[0]))
    return _("Asked only if the answer to question %(number)s is %(answers)s.", number=number, answers=answers)
