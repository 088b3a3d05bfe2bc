"""What an officer does to a draft: move, add, remove, reword, translate. Each edit gives a new definition.

Edits name questions by key, sections by key and texts by place (see `surveys.definition.change_texts`);
a name that the survey does not have is a `KeyError`.
"""

from collections.abc import Mapping
from dataclasses import replace

from surveys.definition import (
    Image,
    Option,
    Privacy,
    Question,
    Section,
    ShowIf,
    SurveyDefinition,
    Texts,
    change_texts,
    missing_translations,
    texts_by_place,
)


def add_question(definition: SurveyDefinition, section_key: str, question: Question) -> SurveyDefinition:
    """Put the question last in the section, under the next free key (whatever key it came with)."""
    if section_key not in [section.key for section in definition.sections]:
        raise KeyError(section_key)
    number = definition.keys_given + 1
    keyed = replace(question, key=f"q{number}")
    sections = tuple(
        replace(section, questions=(*section.questions, keyed)) if section.key == section_key else section
        for section in definition.sections
    )
    return replace(definition, sections=sections, keys_given=number)


def remove_question(definition: SurveyDefinition, key: str) -> SurveyDefinition:
    """Leave the question out. Its section stays, even empty; its key is not given to another."""
    definition.question(key)
    sections = tuple(
        replace(section, questions=tuple(q for q in section.questions if q.key != key))
        for section in definition.sections
    )
    return without_lost_marks(replace(definition, sections=sections))


def move_question(definition: SurveyDefinition, key: str, *, by: int) -> SurveyDefinition:
    """Move the question `by` places down (negative: up); past the edge of its section it enters the next one.

    At the first or last place of the survey it stays where it is.
    """
    for _ in range(abs(by)):
        definition = _move_one_step(definition, key, down=by > 0)
    return definition


def _move_one_step(definition: SurveyDefinition, key: str, *, down: bool) -> SurveyDefinition:
    question = definition.question(key)
    rows = [list(section.questions) for section in definition.sections]
    home = next(number for number, row in enumerate(rows) if question in row)
    place = rows[home].index(question)
    target = place + (1 if down else -1)
    if 0 <= target < len(rows[home]):
        rows[home][place], rows[home][target] = rows[home][target], rows[home][place]
    elif 0 <= home + (1 if down else -1) < len(rows):
        rows[home].remove(question)
        neighbour = rows[home + (1 if down else -1)]
        neighbour.insert(0 if down else len(neighbour), question)
    return replace(definition, sections=_with_questions(definition.sections, rows))


def _with_questions(sections: tuple[Section, ...], rows: list[list[Question]]) -> tuple[Section, ...]:
    return tuple(replace(section, questions=tuple(row)) for section, row in zip(sections, rows, strict=True))


def set_condition(definition: SurveyDefinition, key: str, condition: ShowIf | None) -> SurveyDefinition:
    """Ask the question only of those who meet the condition; without one, of everybody."""
    return replace_question(definition, replace(definition.question(key), show_if=condition))


def set_image(
    definition: SurveyDefinition, key: str, digest: str, alt: str, *, width: int = 0, height: int = 0
) -> SurveyDefinition:
    """Show this picture above the question, described in the survey's first language; without a digest, none.

    `width` and `height` are those of a new picture, in pixels. The same picture keeps its descriptions in other languages;
    another one loses them, since they tell of the old one.
    """
    question = definition.question(key)
    if not digest:
        return without_lost_marks(replace_question(definition, replace(question, image=None)))
    is_same = question.image is not None and question.image.digest == digest
    image = question.image if question.image is not None and is_same else Image(digest, width=width, height=height)
    definition = without_lost_marks(replace_question(definition, replace(question, image=image)))
    return change_wording(definition, f"question.{key}.image", alt)


def set_privacy(definition: SurveyDefinition, privacy: Privacy, *, may_quote: bool) -> SurveyDefinition:
    """What is kept of who answered, and whether participants are told that what they write may be quoted."""
    return replace(definition, privacy=privacy, may_quote=may_quote)


def change_options(definition: SurveyDefinition, key: str, options: tuple[Option, ...]) -> SurveyDefinition:
    """Give the question these options in this order; options keep their labels by being passed back unchanged."""
    return without_lost_marks(replace_question(definition, replace(definition.question(key), options=options)))


def change_wording(definition: SurveyDefinition, place: str, text: str) -> SurveyDefinition:
    """Reword the original at this place; its translations are kept, and noted as outdated until they are set again."""
    original = definition.languages[0]
    before = _texts_at(definition, place)
    if before.get(original, "") == text:
        return definition
    behind = {(place, language) for language in before if language != original and before[language].strip()}
    changed = _set_text(definition, place, original, text)
    return replace(changed, outdated=tuple(sorted({*changed.outdated, *behind})))


def set_translation(definition: SurveyDefinition, place: str, language: str, text: str) -> SurveyDefinition:
    """Set the text at this place in one language; an outdated translation is up to date again, also if unchanged."""
    _texts_at(definition, place)
    kept = tuple(entry for entry in definition.outdated if entry != (place, language))
    return replace(_set_text(definition, place, language, text), outdated=kept)


def fill_translations(definition: SurveyDefinition, language: str, known: Mapping[str, str]) -> SurveyDefinition:
    """Fill what is missing in this language from known translations (original text -> translation).

    A text of several lines is also filled when each of its lines is known. What is translated already is left alone.
    """
    for place, original in missing_translations(definition, language):
        lines = original.split("\n")
        if original in known:
            definition = set_translation(definition, place, language, known[original])
        elif all(line in known for line in lines):
            definition = set_translation(definition, place, language, "\n".join(known[line] for line in lines))
    return definition


def _texts_at(definition: SurveyDefinition, place: str) -> Texts:
    return texts_by_place(definition)[place]


def _set_text(definition: SurveyDefinition, place: str, language: str, text: str) -> SurveyDefinition:
    return change_texts(definition, lambda at, texts: {**texts, language: text} if at == place else texts)


def without_lost_marks(definition: SurveyDefinition) -> SurveyDefinition:
    """The definition without marks on translations of texts that are no longer there, which others could inherit."""
    places = texts_by_place(definition)
    return replace(definition, outdated=tuple(entry for entry in definition.outdated if entry[0] in places))


def replace_question(definition: SurveyDefinition, changed: Question) -> SurveyDefinition:
    """Put the question in the place of the one with its key."""
    sections = tuple(
        replace(section, questions=tuple(changed if q.key == changed.key else q for q in section.questions))
        for section in definition.sections
    )
    return replace(definition, sections=sections)
