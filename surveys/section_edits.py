"""What an officer does to the sections of a draft: add, remove and move them. Each edit gives a new definition.

A section that the survey does not have is a `KeyError`. Headings are texts, and reworded as all others are.
"""

from dataclasses import replace
from itertools import count

from surveys.definition import Section, SurveyDefinition, Texts
from surveys.edits import without_lost_marks


def add_section(definition: SurveyDefinition, title: Texts, *, key: str = "") -> SurveyDefinition:
    """Put a section without questions last; under `key`, or a number after it where that is taken."""
    added = Section(free_section_key(definition, key or "section"), title)
    return replace(definition, sections=(*definition.sections, added))


def free_section_key(definition: SurveyDefinition, wanted: str) -> str:
    """This key, or the first of it with a number that no section of the survey has."""
    taken = {section.key for section in definition.sections}
    numbered = (f"{wanted}-{number}" for number in count(2))
    return wanted if wanted not in taken else next(each for each in numbered if each not in taken)


def remove_section(definition: SurveyDefinition, key: str) -> SurveyDefinition:
    """Take the section away. Its questions go last in the section before it, or first in the one after it.

    The only section stays where it has questions.
    """
    place = section_place(definition, key)
    sections = list(definition.sections)
    questions = sections[place].questions
    if questions and len(sections) == 1:
        return definition
    del sections[place]
    if questions and place:
        before = sections[place - 1]
        sections[place - 1] = replace(before, questions=(*before.questions, *questions))
    elif questions:
        sections[0] = replace(sections[0], questions=(*questions, *sections[0].questions))
    return without_lost_marks(replace(definition, sections=tuple(sections)))


def move_section(definition: SurveyDefinition, key: str, *, by: int) -> SurveyDefinition:
    """Move the section with its questions `by` places down (negative: up), at most to the survey's edge."""
    place = section_place(definition, key)
    sections = list(definition.sections)
    sections.insert(max(0, min(place + by, len(sections) - 1)), sections.pop(place))
    return replace(definition, sections=tuple(sections))


def section_place(definition: SurveyDefinition, key: str) -> int:
    """The section's place, from 0; `KeyError` where there is none."""
    for place, section in enumerate(definition.sections):
        if section.key == key:
            return place
    raise KeyError(key)
