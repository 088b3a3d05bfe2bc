"""What became different between two wordings of a survey, text by text; and every question over all its wordings. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from feedback.translation import gettext as _
from feedback.translation import language as spoken_language
from feedback.translation import list_text, number_text
from surveys.definition import Option, Question, SurveyDefinition, Texts, Wording, texts_by_place
from surveys.outline import condition_sentence


@dataclass(frozen=True, slots=True)
class Change:
    """One text that changed in one language, or one rule: where it stands, and how it was and is; either may be empty."""

    where: str
    before: Wording
    after: Wording


def changes(before: SurveyDefinition, after: SurveyDefinition) -> tuple[Change, ...]:
    """Every text that is new, gone or reworded, in the order of the later wording; then what is gone; then changed rules."""
    old, new = texts_by_place(before), texts_by_place(after)
    found = [change for place, texts in new.items() for change in _reworded(place, old.get(place, {}), texts, after)]
    gone = [place for place in old if place not in new]
    found += [change for place in gone for change in _reworded(place, old[place], {}, before)]
    return (*found, *_changed_rules(before, after))


def _changed_rules(before: SurveyDefinition, after: SurveyDefinition) -> Iterator[Change]:
    old, new = _rules(before), _rules(after)
    spoken = spoken_language()
    for place, rule in new.items():
        if place in old and old[place] != rule:
            yield Change(place_name(place, after), Wording(old[place], spoken), Wording(rule, spoken))
    keys, later = [each.key for each in before.questions], [each.key for each in after.questions]
    stayed = [key for key in later if key in keys]
    if stayed != [key for key in keys if key in later]:
        numbers = [[str(keys.index(key) + 1) for key in order] for order in (sorted(stayed, key=keys.index), stayed)]
        was, now = (Wording(list_text(each), spoken) for each in numbers)
        yield Change(_("The order of the questions"), was, now)


def _rules(definition: SurveyDefinition) -> dict[str, str]:
    """How each question may be answered, in words, by place."""
    found = {}
    for question in definition.questions:
        at = f"question.{question.key}"
        found[f"{at}.required"] = _("It must be answered.") if question.required else _("It may be skipped.")
        limits = (question.max_choices, question.minimum, question.maximum)
        found[f"{at}.limits"] = list_text(number_text(limit) for limit in limits if limit is not None)
        condition = condition_sentence(definition, question.show_if)
        found[f"{at}.asked"] = condition or _("Asked of everybody.")
    return found


def _reworded(place: str, before: Texts, after: Texts, definition: SurveyDefinition) -> Iterator[Change]:
    languages = dict.fromkeys([*definition.languages, *sorted(before), *sorted(after)])
    for language in languages:
        old, new = before.get(language, ""), after.get(language, "")
        if old != new:
            yield Change(place_name(place, definition), Wording(old, language), Wording(new, language))


def place_name(place: str, definition: SurveyDefinition) -> str:
    """Where a text stands, in words: "Question 3, help"."""
    kind, _dot, rest = place.partition(".")
    if kind == "question":
        key, _dot, part = rest.partition(".")
        number = next((n for n, each in enumerate(definition.questions, start=1) if each.key == key), 0)
        if part.startswith("option."):
            question = definition.question(key)
            values = [option.value for option in question.options]
            answer = values.index(part.removeprefix("option.")) + 1
            return _("Question %(number)s, answer %(answer)s", number=number, answer=answer)
        return {
            "text": _("Question %(number)s", number=number),
            "help": _("Question %(number)s, help", number=number),
            "reason": _("Question %(number)s, why it must be answered", number=number),
            "image": _("Question %(number)s, what the picture shows", number=number),
            "required": _("Question %(number)s, whether it must be answered", number=number),
            "limits": _("Question %(number)s, limits", number=number),
            "asked": _("Question %(number)s, whom it is asked of", number=number),
        }.get(part, place)
    if kind == "section":
        key, _dot, part = rest.rpartition(".")
        number = [section.key for section in definition.sections].index(key) + 1
        if part == "title":
            return _("Heading of section %(n)s", n=number)
        return _("Introduction to section %(n)s", n=number)
    return {"title": _("Title of the survey"), "intro": _("Introduction"), "purpose": _("Purpose")}.get(kind, place)


def all_questions(versions: Sequence[SurveyDefinition]) -> tuple[Question, ...]:
    """Every question that any version asked, worded as last, with every answer it has had.

    Those of the last version come in its order, and each that it left out after the one it followed.
    """
    found: list[Question] = []
    for version in versions:
        earlier = {question.key: question for question in found}
        merged = [_with_options_of(question, earlier.get(question.key)) for question in version.questions]
        asked = {question.key for question in merged}
        for place, question in enumerate(found):
            if question.key not in asked:
                before = [each.key for each in found[:place]]
                after = [each.key for each in merged]
                at = max((after.index(key) + 1 for key in before if key in after), default=0)
                merged.insert(at, question)
        found = merged
    return tuple(found)


def _with_options_of(question: Question, earlier: Question | None) -> Question:
    if earlier is None:
        return question
    values = {option.value for option in question.options}
    gone: tuple[Option, ...] = tuple(option for option in earlier.options if option.value not in values)
    return replace(question, options=(*question.options, *gone)) if gone else question
