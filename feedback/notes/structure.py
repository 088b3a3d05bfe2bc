"""Lines become a draft: the one door to reading notes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from feedback.enums import ConsultationKind
from feedback.notes.blocks import Block, blocks_of
from feedback.notes.deadlines import deadline_changes_in
from feedback.notes.draft import Draft, DraftDeadlineChange, Fate, Leftover, Reason, Rule, Source
from feedback.notes.facts import Facts, facts_of
from feedback.notes.furniture import furniture_lines
from feedback.notes.grammar.words import Grammar
from feedback.notes.languages import grammar_of, kind_of
from feedback.notes.lines import Row, rows_of
from feedback.notes.parts import Part, parts_of
from feedback.notes.personal_data import personal_data_in
from feedback.notes.points import said_in
from feedback.notes.reading import Line
from feedback.notes.references import own_reference
from feedback.notes.repeats import repeated_lines
from feedback.notes.said import Said
from feedback.notes.sentences import sentences_of
from feedback.notes.tasks import Undertaken, undertaken_in


def draft_notes(lines: Sequence[Line], *, is_decision: bool = False) -> Draft:
    """What the lines say, as a draft to be confirmed. Fails on no text: what fits nowhere is left over.

    `is_decision` is for one that does not say so itself, as a section out of a budget bill.
    """
    grammar = grammar_of("\n".join(line.text for line in lines))
    rows = rows_of(lines)
    repeated = repeated_lines(lines)
    blocks = _blocks(rows, repeated, grammar)
    facts = facts_of(blocks, grammar)
    says_so = kind_of(facts.kind) is ConsultationKind.DECISION
    is_decision = is_decision or says_so
    if is_decision:
        # Its tasks stand in the summary and again in the body, which is the fuller one: here a repetition is no accident.
        repeated = frozenset()
        blocks = _blocks(rows, repeated, grammar)
        facts = facts_of(blocks, grammar)
    parts = parts_of(_without(blocks, facts), grammar)
    undertaken = undertaken_in(parts, grammar, is_decision=is_decision)
    said = Said(grammar) if is_decision else said_in(_but_tasks(parts, undertaken), grammar, hosts=_hosts(facts))
    reference = own_reference(lines, grammar) if is_decision else ""
    sentences = sentences_of(parts, grammar) if is_decision else ()
    changes = deadline_changes_in(sentences, grammar, reference=reference, title=facts.title)
    told = _told(facts, undertaken, said, repeated)
    moved = {line: Fate.EXTRACTED for change in changes for line in _lines_of(change.source)}
    fates = _fates(lines, blocks, {**told, **moved})
    return Draft(
        title=facts.title,
        date=facts.date,
        kind=facts.kind if says_so or not is_decision else "decision",
        host=facts.host,
        place=facts.place,
        participants=facts.participants,
        language=grammar.language,
        questions=tuple(said.questions),
        themes=tuple(said.themes),
        points=tuple(said.points),
        tasks=undertaken.tasks,
        reference=reference,
        deadline_changes=changes,
        personal_data=personal_data_in(lines, blocks, grammar),
        leftovers=tuple(_leftovers(blocks, fates)),
        fates=fates,
        reasons=_reasons(fates, blocks, undertaken, changes, said, facts),
    )


def _hosts(facts: Facts) -> tuple[str, ...]:
    """The host and who stands in brackets behind it, each a name to know again."""
    return tuple(name for part in facts.host.rstrip(")").split(" (") if (name := part.strip()))


def _without(blocks: Sequence[Block], facts: Facts) -> list[Block]:
    set_apart = {*facts.own, *facts.head}
    return [block for block in blocks if block not in set_apart and not block.is_note]


def _but_tasks(parts: Sequence[Part], undertaken: Undertaken) -> list[Part]:
    taken = undertaken.lines | undertaken.repeated
    return [part for part in parts if taken.isdisjoint(part.blocks[0].lines)]


def _blocks(rows: Sequence[Row], repeated: Set[int], grammar: Grammar) -> tuple[Block, ...]:
    furniture = furniture_lines([row for row in rows if row.number not in repeated], grammar)
    return blocks_of(rows, grammar, without=repeated | furniture)


def _told(facts: Facts, undertaken: Undertaken, said: Said, repeated: Set[int]) -> dict[int, Fate]:
    """The lines whose fate is known; a later entry outweighs an earlier one."""
    return {
        **dict.fromkeys(repeated | undertaken.repeated | said.repeated, Fate.REPEATED),
        **dict.fromkeys(_lines(facts.head), Fate.FURNITURE),
        **dict.fromkeys(undertaken.lines | said.extracted, Fate.EXTRACTED),
        **dict.fromkeys(_lines(facts.own), Fate.FACTS),
    }


def _reasons(
    fates: Mapping[int, Fate],
    blocks: Sequence[Block],
    undertaken: Undertaken,
    changes: Iterable[DraftDeadlineChange],
    said: Said,
    facts: Facts,
) -> dict[int, Reason]:
    """Why each line has its fate; of several rules the one that the fate goes by."""
    in_blocks, head = set(_lines(blocks)), set(_lines(facts.head))
    extracted = {
        **said.reasons,
        **{line: Reason(Rule.TASK) for line in undertaken.lines},
        **{line: Reason(Rule.DEADLINE) for change in changes for line in _lines_of(change.source)},
    }
    plain = {Fate.BLANK: Rule.BLANK, Fate.REPEATED: Rule.REPEATED, Fate.FACTS: Rule.FACT, Fate.LEFT_OVER: Rule.NONE}
    reasons = {}
    for line, fate in fates.items():
        if fate is Fate.EXTRACTED:
            reasons[line] = extracted[line]
        elif fate is Fate.FURNITURE:
            reasons[line] = Reason(Rule.LETTERHEAD if line in head and line in in_blocks else Rule.PAGE)
        else:
            reasons[line] = Reason(plain[fate])
    return reasons


def _lines_of(source: Source) -> range:
    return range(source.first_line, source.last_line + 1)


def _lines(blocks: Sequence[Block]) -> Iterator[int]:
    return (line for block in blocks for line in block.lines)


def _fates(lines: Sequence[Line], blocks: Sequence[Block], told: Mapping[int, Fate]) -> dict[int, Fate]:
    """One fate for each line: what is in no block belongs to the page, what is in one and went nowhere is left over."""
    in_blocks = set(_lines(blocks))
    fates = {}
    for line in lines:
        rest = Fate.LEFT_OVER if line.number in in_blocks else Fate.FURNITURE
        fates[line.number] = told.get(line.number, rest) if line.text.strip() else Fate.BLANK
    return fates


def _leftovers(blocks: Sequence[Block], fates: Mapping[int, Fate]) -> Iterator[Leftover]:
    for block in blocks:
        left = [line for line in block.lines if fates[line] is Fate.LEFT_OVER]
        if len(left) == len(block.lines):
            yield Leftover(block.text, block.source)
            continue
        for first, last in _stretches(left, block):
            start, end = block.starts[first], (*block.starts, len(block.text))[last + 1]
            yield Leftover(block.text[start:end].strip(), Source(block.page, block.lines[first], block.lines[last]))


def _stretches(left: Sequence[int], block: Block) -> list[tuple[int, int]]:
    """First and last place in the block of each unbroken run of lines that is left."""
    runs: list[tuple[int, int]] = []
    kept = set(left)
    for place in (place for place, line in enumerate(block.lines) if line in kept):
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
