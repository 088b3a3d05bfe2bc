"""What has been found so far of what was said, and how a point, a sentence or a passage is added to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from feedback.enums import PointKind
from feedback.notes.blocks import Block
from feedback.notes.characters import compact
from feedback.notes.conferences import Meetings
from feedback.notes.confidence import Basis
from feedback.notes.draft import DraftPoint, DraftQuestion, Reason, Rule, Source
from feedback.notes.grammar.words import Grammar
from feedback.notes.parts import Part
from feedback.notes.questions import add_question, asked_in
from feedback.notes.reported import reported_in
from feedback.notes.sentences import Sentence, sentences_in
from feedback.notes.turns import Turn


@dataclass
class Said:
    """What was found so far, and where in the document the reader is."""

    grammar: Grammar
    hosts: frozenset[str] = frozenset()
    has_turns: bool = False
    hears: bool = True  # whether running text is read, or lists only
    kinds: dict[str, PointKind] = field(default_factory=dict)  # by the words of a point, for a second reading too
    questions: list[DraftQuestion] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    points: list[DraftPoint] = field(default_factory=list)
    extracted: set[int] = field(default_factory=set)
    repeated: set[int] = field(default_factory=set)
    reasons: dict[int, Reason] = field(default_factory=dict)

    above: Part | None = None
    heading: Part | None = None
    under: str = ""  # the words of the last heading, also of one that names no theme
    label: Part | None = None
    question: int | None = None
    in_appendix: bool = False
    section: list[Block] = field(default_factory=list)
    unheard: list[Block] = field(default_factory=list)
    turn: Turn | None = None
    heard_from: int = 0
    tells_of_several: bool = False
    meetings: Meetings = field(default_factory=Meetings)
    heard: set[tuple[int | None, str | None, str]] = field(default_factory=set)

    def take(self, rule: Rule, *blocks: Block, words: str = "") -> None:
        """Mark the lines of these blocks as extracted, by this rule."""
        self.take_lines(rule, (line for block in blocks for line in block.lines), words)

    def take_lines(self, rule: Rule, lines: Iterable[int], words: str = "") -> None:
        """Mark these lines as extracted; the first rule that took a line stays its reason."""
        reason = Reason(rule, words)
        for line in lines:
            self.extracted.add(line)
            self.reasons.setdefault(line, reason)


def add_points(said: Said, items: Sequence[Block], *, rule: Rule = Rule.LIST, basis: Basis = Basis.INTRODUCED) -> None:
    theme = None if said.question else theme_of(said)
    if items:
        _read_section(said)
        said.take(Rule.THEME, *(block for part in (said.heading, said.label) if part for block in part.blocks))
        words = said.above.text if said.above and rule is Rule.LIST else ""
    for item in items:
        group = (said.question, theme, compact(item.text))
        if group in said.heard:
            said.repeated.update(item.lines)
            continue
        said.heard.add(group)
        said.points.append(point_of(said, item.text, theme, item.source, basis=basis))
        said.take(rule, item, words=words)


def add_sentence(
    said: Said, sentence: Sentence, theme: str | None, rule: Rule, *, basis: Basis, words: str = ""
) -> None:
    said.points.append(point_of(said, sentence.text, theme, sentence.source, basis=basis))
    said.take_lines(rule, sentence.lines, words)
    if theme and said.heading:
        said.take(Rule.THEME, *said.heading.blocks)


def point_of(said: Said, text: str, theme: str | None, source: Source, answer: str = "", *, basis: Basis) -> DraftPoint:
    return DraftPoint(text, _kind(text, said), said.question, theme, source, answer, basis)


def hear(said: Said) -> None:
    """What the running text since the last list or heading reports."""
    blocks, said.unheard = said.unheard, []
    if said.in_appendix or not blocks or not said.hears:
        return
    among_hosts = bool(said.heading and said.grammar.reporting.hosts_heading.search(said.heading.text))
    led_over = said.heading is not None and said.heading.text.endswith(":")
    theme = None if said.question or led_over else theme_of(said)
    told = sentences_in(blocks, said.grammar)
    reported = tuple(reported_in(told, said.grammar, hosts=said.hosts, among_hosts=among_hosts))
    if reported:
        _read_section(said)
    for found in reported:
        rule = Rule.CARRIED if found.basis is Basis.CARRIED else Rule.REPORTED
        add_sentence(said, found.sentence, theme, rule, basis=found.basis, words=found.words)


def _read_section(said: Said) -> None:
    """The text that leads up to a list may name its questions and themes."""
    found = asked_in(said.section, said.grammar)
    for question in found.questions:
        add_question(said.questions, question)
    said.take_lines(Rule.QUESTION, found.lines)
    for block in said.section:
        if named := said.grammar.themes_enumerated.search(block.text):
            names = (name.strip() for name in said.grammar.conjunction.split(named["text"]))
            said.themes.extend(name for name in names if name and name not in said.themes)
    said.section = []


def theme_of(said: Said) -> str | None:
    heading = said.heading.text.rstrip(" :") if said.heading else ""
    if said.label is None:
        return heading or None
    base = said.meetings.meeting_of(heading, said.label.text, said.grammar)
    word = next(found[0] for pattern, _ in said.grammar.labels if (found := pattern.search(said.label.text)))
    return f"{base}: {word.casefold()}" if base else word.capitalize()


def _kind(text: str, said: Said) -> PointKind:
    if said.label and said.label.label:
        return said.label.label
    if text not in said.kinds:
        said.kinds[text] = next((kind for kind, cue in said.grammar.cues if cue.search(text)), PointKind.STATEMENT)
    return said.kinds[text]
