"""What pages that ask and answer say: points from where they tell what was heard, and the answers to them."""

from dataclasses import replace

from feedback.notes.confidence import Basis
from feedback.notes.draft import DraftQuestion, Rule
from feedback.notes.parts import Part, PartKind
from feedback.notes.questions import add_question, is_question
from feedback.notes.said import Said, add_points, add_sentence, hear, theme_of
from feedback.notes.sentences import Sentence, sentences_in
from feedback.notes.turns import Turn, opening_of


def takes_turn(said: Said, part: Part) -> bool:
    """On a page that asks and answers: read the part as one of these, if it is."""
    if not said.has_turns:
        return False
    opening = opening_of(part.text, said.grammar) if part.text else None
    is_asked = said.turn is Turn.ASKED and is_question(part.text)
    if opening is None and (said.turn is None or (part.kind in _ENDS_TURN and not is_asked)):
        said.turn = None
        return False
    if opening:
        hear(said)
        said.turn = opening.turn
        said.heard_from = len(said.points) if opening.turn is Turn.HEARD else said.heard_from
    if opening and opening.start >= len(part.text):
        said.take(_TURN_RULES[opening.turn], *part.blocks)
        return True
    _TURNS[said.turn or Turn.ASKED](said, part, opening.start if opening else 0)
    return True


def _read_asked(said: Said, part: Part, start: int) -> None:
    for sentence in _sentences(said, part, start):
        if is_question(sentence.text):
            add_question(said.questions, DraftQuestion(0, sentence.text, (), sentence.source))
            said.take_lines(Rule.QUESTION, sentence.lines)


def _read_heard(said: Said, part: Part, start: int) -> None:
    theme = theme_of(said)
    if part.kind is PartKind.LIST:
        add_points(said, part.blocks, rule=Rule.HEARD, basis=Basis.HEARD_LIST)
        return
    for sentence in _sentences(said, part, start):
        if not sentence.text.endswith(":") and not said.grammar.reporting.counted.search(sentence.text):
            add_sentence(said, sentence, theme, Rule.HEARD, basis=Basis.HEARD)


def _read_answered(said: Said, part: Part, start: int) -> None:
    text = " ".join(block.text for block in part.blocks)[start:].strip()
    for index in range(said.heard_from, len(said.points)):
        point = said.points[index]
        said.points[index] = replace(point, answer=f"{point.answer} {text}".strip())
    if said.heard_from < len(said.points):
        said.take(Rule.ANSWERED, *part.blocks)


def _sentences(said: Said, part: Part, start: int) -> list[Sentence]:
    """The sentences of a part from a place in its first block on."""
    found = sentences_in(part.blocks, said.grammar)
    first = part.blocks[0].text[:start].strip()
    if not first or not found:
        return list(found)
    rest = found[0].text[len(first) :].strip()
    return [*([replace(found[0], text=rest)] if rest else []), *found[1:]]


_ENDS_TURN = {PartKind.HEADING, PartKind.QUESTION}
_TURN_RULES = {Turn.ASKED: Rule.QUESTION, Turn.HEARD: Rule.HEARD, Turn.ANSWERED: Rule.ANSWERED}
_TURNS = {Turn.ASKED: _read_asked, Turn.HEARD: _read_heard, Turn.ANSWERED: _read_answered}
