"""What became different between two wordings of a survey, text by text; and every question over all its wordings. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from feedback.translation import gettext as _
from feedback.translation import language as spoken_language
from feedback.translation import language_name, list_text, ngettext, number_text
from surveys.definition import (
    Image,
    Option,
    Question,
    Section,
    SurveyDefinition,
    Texts,
    Wording,
    text_in,
    texts_by_place,
)
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
    spoken = spoken_language()
    old, new = _rules(before), _rules(after)
    pairs = [(place_name(place, after), old[place], rule) for place, rule in new.items() if place in old]
    for where, was, now in [*pairs, *_changes_of_questions(before, after)]:
        if was != now:
            yield Change(where, Wording(was, spoken), Wording(now, spoken))
    keys, later = [each.key for each in before.questions], [each.key for each in after.questions]
    was, now = _orders(keys, later, lambda key: str(keys.index(key) + 1))
    if was != now:
        yield Change(_("The order of the questions"), Wording(was, spoken), Wording(now, spoken))


def _rules(definition: SurveyDefinition) -> dict[str, str]:
    """The languages, and how each question may be answered, in words, by place."""
    found = {"languages": list_text(language_name(code) for code in definition.languages)}
    for question in definition.questions:
        at = f"question.{question.key}"
        found[f"{at}.required"] = _("It must be answered.") if question.required else _("It may be skipped.")
        found[f"{at}.limits"] = " ".join(_limits(question))
        condition = condition_sentence(definition, question.show_if)
        found[f"{at}.asked"] = condition or _("Asked of everybody.")
    return found


def _limits(question: Question) -> Iterator[str]:
    if question.max_choices is not None:
        yield ngettext("Choose up to %(n)s answer.", "Choose up to %(n)s answers.", question.max_choices)
    if question.minimum is not None:
        yield _("The number must be at least %(least)s.", least=number_text(question.minimum))
    if question.maximum is not None:
        yield _("The number may be at most %(most)s.", most=number_text(question.maximum))


def _changes_of_questions(before: SurveyDefinition, after: SurveyDefinition) -> Iterator[tuple[str, str, str]]:
    """Of each question that stayed: where in words, and how its section, picture and order of answers were and are."""
    earlier = {question.key: (section, question) for section in before.sections for question in section.questions}
    stayed = [(section, each) for section in after.sections for each in section.questions if each.key in earlier]
    for section, question in stayed:
        at, (home, old) = f"question.{question.key}", earlier[question.key]
        if home.key != section.key:
            yield place_name(f"{at}.section", after), _heading(home, before), _heading(section, after)
        yield place_name(f"{at}.picture", after), *_pictures(old.image, question.image)
        labels = {option.value: text_in(option.labels, after.languages[0]).text for option in question.options}
        values = [option.value for option in old.options]
        yield place_name(f"{at}.options", after), *_orders(values, list(labels), labels.__getitem__)


def _orders(before: Sequence[str], after: Sequence[str], name: Callable[[str], str]) -> tuple[str, str]:
    """What is in both, in the order it had and in the one it has."""
    was, now = ([each for each in one if each in other] for one, other in ((before, after), (after, before)))
    return list_text(map(name, was)), list_text(map(name, now))


def _heading(section: Section, definition: SurveyDefinition) -> str:
    number = definition.sections.index(section) + 1
    title = text_in(section.title, definition.languages[0]).text
    return _("Section %(n)s: %(title)s", n=number, title=title) if title else _("Section %(n)s", n=number)


def _pictures(before: Image | None, after: Image | None) -> tuple[str, str]:
    """In words, alike where it is the same picture: what it shows is a text of its own."""
    was, now = (_("A picture.") if image else _("No picture.") for image in (before, after))
    is_another = before is not None and after is not None and before.digest != after.digest
    return was, _("Another picture.") if is_another else now


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
            "section": _("Question %(number)s, section", number=number),
            "picture": _("Question %(number)s, picture", number=number),
            "options": _("Question %(number)s, order of the answers", number=number),
            "asked": _("Question %(number)s, whom it is asked of", number=number),
        }.get(part, place)
    if kind == "section":
        key, _dot, part = rest.rpartition(".")
        number = [section.key for section in definition.sections].index(key) + 1
        if part == "title":
            return _("Heading of section %(n)s", n=number)
        return _("Introduction to section %(n)s", n=number)
    whole = {
        "title": _("Title of the survey"),
        "intro": _("Introduction"),
        "purpose": _("Purpose"),
        "languages": _("Languages"),
    }
    return whole.get(kind, place)


def all_questions(versions: Sequence[SurveyDefinition]) -> tuple[Question, ...]:
    """Every question that any version asked, worded as last, with every answer it has had, "other, namely" too.

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
    return replace(question, options=(*question.options, *gone), other=question.other or earlier.other)
