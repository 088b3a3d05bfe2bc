"""What was said: in lists, by the words above them; in running text that reports it; on pages that ask and answer; in tables."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from feedback.notes.answers import takes_turn
from feedback.notes.blocks import Block
from feedback.notes.conferences import Meetings
from feedback.notes.confidence import Basis
from feedback.notes.draft import DraftQuestion, Rule
from feedback.notes.grammar.reporting import Column
from feedback.notes.grammar.words import Grammar
from feedback.notes.parts import Part, PartKind, is_said_intro
from feedback.notes.questions import add_question, add_subquestions, is_question, leading_questions
from feedback.notes.reported import Voice, host_names, speaker_of_quote
from feedback.notes.said import Said, add_points, hear, point_of, theme_of
from feedback.notes.tables import table_of
from feedback.notes.turns import takes_turns

#: This many points in lists for each in running text, and the lists are where they stand.
_MOSTLY = 4

_REPORTED = frozenset({Basis.NAMED, Basis.QUOTED, Basis.UNNAMED, Basis.SOMEBODY})

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")


def said_in(parts: Sequence[Part], grammar: Grammar, *, hosts: Iterable[str] = ()) -> Said:
    """Questions, themes and points of the parts, each with its lines; nothing is said twice in one group.

    `hosts` are names of those who invited: what they say themselves is no point.
    """
    names = host_names((part.text for part in parts), grammar) | frozenset(hosts)
    said = _read(parts, Said(grammar, names, takes_turns(parts, grammar)))
    if _lists_carry(said):
        said = _read(parts, Said(grammar, names, said.has_turns, hears=False, kinds=said.kinds))
    _free_points_of_all_questions(said)
    if not said.themes:
        said.themes = list(dict.fromkeys(point.theme for point in said.points if point.theme))
    return said


def _lists_carry(said: Said) -> bool:
    """Whether what was said stands in the lists, and running text beside them retells it or leads over to them."""
    reported = sum(1 for point in said.points if point.basis in _REPORTED)
    listed = sum(1 for point in said.points if point.basis not in {*_REPORTED, Basis.CARRIED})
    return bool(reported and listed) and (said.tells_of_several or listed > _MOSTLY * reported)


def _read(parts: Sequence[Part], said: Said) -> Said:
    for part in parts:
        if not takes_turn(said, part):
            if part.kind is not PartKind.TEXT:
                hear(said)
            _READERS[part.kind](said, part)
        said.above = part
    hear(said)
    return said


def _read_question(said: Said, part: Part) -> None:
    asked = DraftQuestion(
        part.number or 0, part.text, (), replace(part.blocks[0].source, last_line=part.blocks[-1].lines[-1])
    )
    said.question = add_question(said.questions, asked)
    said.heading = said.label = None
    said.section = []
    said.take(Rule.QUESTION, *part.blocks)


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
        said.take(Rule.QUESTION, *part.blocks)
        return
    if is_said_intro(part.text, grammar):
        return
    said.label, said.section, said.under = None, [], part.text
    if grammar.generic_heading.match(part.text):
        said.heading = None
        return
    said.heading, said.question = part, None


def _read_text(said: Said, part: Part) -> None:
    said.section.extend(part.blocks)
    said.unheard.extend(part.blocks)
    said.meetings.note(part.text, said.grammar)
    said.tells_of_several |= len(said.meetings.held) > 1
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
        said.take(Rule.QUESTION, *items[:asked])
        add_points(said, items[asked:])
    elif (quoted := _quoted(said, items)) is not None:
        add_points(said, quoted, rule=Rule.REPORTED, basis=Basis.QUOTED)
    elif not is_labelled and _is_something_else(said, intro):
        said.heading = None
    elif grammar.themes_intro.search(intro) and not all_asked:
        said.themes.extend(item.text.rstrip(" .;,") for item in items)
        said.take(Rule.THEME, *items)
    elif all_asked and not said.points and not is_labelled and not is_said_intro(intro, grammar):
        _ask(said, items, intro)
    else:
        add_points(said, items, basis=_basis(said, intro))


def _basis(said: Said, intro: str) -> Basis:
    """What tells that this list is what was said."""
    if said.question or said.label or is_said_intro(intro, said.grammar):
        return Basis.INTRODUCED
    return Basis.LISTED if said.heading else Basis.ALONE


def _is_something_else(said: Said, intro: str) -> bool:
    """A programme, a list of those present, principles; in an appendix everything that is not said to be what was said."""
    words = said.grammar.reporting
    is_intro = is_said_intro(intro, said.grammar)
    says = bool(words.verbs.search(intro))
    is_told = says and bool(words.speakers.search(intro))
    if said.grammar.other_list.search(intro) and not (is_told or (is_intro and says)):
        return True
    if is_intro:
        return False
    if not is_told and words.hosts_list.search(intro) and not said.grammar.themes_intro.search(intro):
        return True
    return said.in_appendix or bool(words.hosts_heading.search(said.under))


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
        said.take(Rule.THEME, block)
    said.heading = None
    said.take(Rule.QUESTION, *items)


def _quoted(said: Said, items: Sequence[Block]) -> list[Block] | None:
    """Of dashes that begin quotations and no list, those whose speaker is a participant; none where they begin a list."""
    speakers = [speaker_of_quote(item.text, said.grammar, said.hosts) for item in items]
    if not any(speakers):
        return None
    return [item for item, speaker in zip(items, speakers, strict=True) if speaker is Voice.PARTICIPANT]


def _read_table(said: Said, part: Part) -> None:
    table = table_of(part.blocks, said.grammar)
    if table is None or Column.SAID not in table.columns:
        return
    said.take(Rule.TABLE, table.head)
    theme = None if said.question else theme_of(said)
    for row in table.rows:
        if text := row.cells.get(Column.SAID):
            answer = row.cells.get(Column.ANSWER, "")
            said.points.append(point_of(said, text, theme, row.block.source, answer, basis=Basis.TABLED))
            said.take(Rule.TABLE, row.block)


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
    PartKind.TABLE: _read_table,
}
