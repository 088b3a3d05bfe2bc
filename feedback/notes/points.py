"""What was said: every list of the notes is points, questions, themes or something else, by the words above it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from feedback.enums import PointKind
from feedback.notes.blocks import Block
from feedback.notes.characters import compact
from feedback.notes.conferences import Meetings
from feedback.notes.draft import DraftPoint, DraftQuestion
from feedback.notes.grammar.words import Grammar
from feedback.notes.parts import Part, PartKind, is_said_intro
from feedback.notes.questions import add_question, add_subquestions, asked_in, is_question, leading_questions

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")


@dataclass
class Said:
    """What was found so far, and where in the document the reader is."""

    grammar: Grammar
    questions: list[DraftQuestion] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    points: list[DraftPoint] = field(default_factory=list)
    extracted: set[int] = field(default_factory=set)
    repeated: set[int] = field(default_factory=set)

    above: Part | None = None
    heading: Part | None = None
    label: Part | None = None
    question: int | None = None
    in_appendix: bool = False
    section: list[Block] = field(default_factory=list)
    meetings: Meetings = field(default_factory=Meetings)
    heard: set[tuple[int | None, str | None, str]] = field(default_factory=set)

    def take(self, *blocks: Block) -> None:
        """Mark the lines of these blocks as extracted."""
        self.extracted.update(line for block in blocks for line in block.lines)


def said_in(parts: Sequence[Part], grammar: Grammar) -> Said:
    """Questions, themes and points of the parts, each with its lines; nothing is said twice in one group."""
    said = Said(grammar)
    for part in parts:
        _READERS[part.kind](said, part)
        said.above = part
    _free_points_of_all_questions(said)
    if not said.themes:
        said.themes = list(dict.fromkeys(point.theme for point in said.points if point.theme))
    return said


def _read_question(said: Said, part: Part) -> None:
    asked = DraftQuestion(
        part.number or 0, part.text, (), replace(part.blocks[0].source, last_line=part.blocks[-1].lines[-1])
    )
    said.question = add_question(said.questions, asked)
    said.heading = said.label = None
    said.section = []
    said.take(*part.blocks)


def _read_label(said: Said, part: Part) -> None:
    said.label = part


def _read_heading(said: Said, part: Part) -> None:
    grammar = said.grammar
    if grammar.appendix.match(part.text) or grammar.body.match(part.text):
        said.in_appendix = bool(grammar.appendix.match(part.text))
        said.meetings = said.meetings if said.in_appendix else Meetings()
    about = grammar.about_question.search(part.text)
    if about and int(about["number"]) in {question.number for question in said.questions}:
        said.question, said.heading, said.label = int(about["number"]), None, None
        said.take(*part.blocks)
        return
    if is_said_intro(part.text, grammar):
        return
    said.label, said.section = None, []
    if grammar.generic_heading.match(part.text):
        said.heading = None
        return
    said.heading, said.question = part, None


def _read_text(said: Said, part: Part) -> None:
    said.section.extend(part.blocks)
    said.meetings.note(part.text, said.grammar)
    if not said.points and not said.in_appendix and (found := said.grammar.theme_phrase.search(part.text)):
        said.themes.append(found["text"].strip())


def _read_list(said: Said, part: Part) -> None:
    items, grammar = part.blocks, said.grammar
    above = said.above
    intro = _SENTENCE.split(above.text)[-1] if above else ""
    all_asked = all(is_question(item.text) for item in items)
    is_labelled = above is not None and above.kind is PartKind.LABEL
    if above is not None and above.kind is PartKind.QUESTION:
        asked = leading_questions(items)
        add_subquestions(said.questions, said.question or 0, items[:asked])
        said.take(*items[:asked])
        _add_points(said, items[asked:])
    elif not is_labelled and _is_something_else(said, intro):
        said.heading = None
    elif grammar.themes_intro.search(intro) and not all_asked:
        said.themes.extend(item.text.rstrip(" .;,") for item in items)
        said.take(*items)
    elif all_asked and not said.points and not is_labelled and not is_said_intro(intro, grammar):
        _ask(said, items, intro)
    else:
        _add_points(said, items)


def _is_something_else(said: Said, intro: str) -> bool:
    """A programme, a list of those present, principles; in an appendix everything that is not said to be what was said."""
    if said.grammar.other_list.search(intro):
        return True
    return said.in_appendix and not is_said_intro(intro, said.grammar)


def _ask(said: Said, items: Sequence[Block], intro: str) -> None:
    """A list of questions: under a heading they are the sub-questions of what the heading names, else each is one itself."""
    heading = said.above
    is_named = (
        heading is not None and heading.kind is PartKind.HEADING and not said.grammar.questions_intro.search(intro)
    )
    if heading is None or not is_named or said.grammar.generic_heading.match(heading.text):
        for item in items:
            said.question = add_question(said.questions, DraftQuestion(item.ordinal or 0, item.text, (), item.source))
    else:
        block = heading.blocks[0]
        asked = DraftQuestion(block.ordinal or 0, heading.text.rstrip(" :"), (), block.source)
        said.question = add_question(said.questions, asked)
        add_subquestions(said.questions, said.question, items)
        said.themes.append(heading.text.rstrip(" :"))
        said.take(block)
    said.heading = None
    said.take(*items)


def _add_points(said: Said, items: Sequence[Block]) -> None:
    theme = None if said.question else _theme(said)
    if items:
        _read_section(said)
        said.take(*(block for part in (said.heading, said.label) if part for block in part.blocks))
    for item in items:
        words = (said.question, theme, compact(item.text))
        if words in said.heard:
            said.repeated.update(item.lines)
            continue
        said.heard.add(words)
        said.points.append(DraftPoint(item.text, _kind(item.text, said), said.question, theme, item.source))
        said.take(item)


def _read_section(said: Said) -> None:
    """The text that leads up to a list may name its questions and themes."""
    found = asked_in(said.section, said.grammar)
    for question in found.questions:
        add_question(said.questions, question)
    said.extracted |= found.lines
    for block in said.section:
        if named := said.grammar.themes_enumerated.search(block.text):
            names = (name.strip() for name in said.grammar.conjunction.split(named["text"]))
            said.themes.extend(name for name in names if name and name not in said.themes)
    said.section = []


def _theme(said: Said) -> str | None:
    heading = said.heading.text.rstrip(" :") if said.heading else ""
    if said.label is None:
        return heading or None
    base = said.meetings.meeting_of(heading, said.label.text, said.grammar)
    word = next(found[0] for pattern, _ in said.grammar.labels if (found := pattern.search(said.label.text)))
    return f"{base}: {word.casefold()}" if base else word.capitalize()


def _kind(text: str, said: Said) -> PointKind:
    if said.label and said.label.label:
        return said.label.label
    return next((kind for kind, cue in said.grammar.cues if cue.search(text)), PointKind.STATEMENT)


def _free_points_of_all_questions(said: Said) -> None:
    """Where all questions come first and one list after them, the list answers them all and not the last one."""
    answered = {point.question for point in said.points}
    if len(said.questions) > 1 and answered == {said.questions[-1].number}:
        said.points = [replace(point, question=None) for point in said.points]


_READERS = {
    PartKind.QUESTION: _read_question,
    PartKind.LABEL: _read_label,
    PartKind.HEADING: _read_heading,
    PartKind.TEXT: _read_text,
    PartKind.LIST: _read_list,
}
