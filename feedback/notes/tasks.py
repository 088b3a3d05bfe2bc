"""What somebody undertook or was told to do: the lists of tasks in a decision, and lists of agreed actions in notes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from feedback.notes.blocks import Block
from feedback.notes.characters import compact
from feedback.notes.dates import days_in, months_in
from feedback.notes.draft import DraftTask
from feedback.notes.grammar.words import Grammar
from feedback.notes.parts import Part, PartKind
from feedback.notes.prose_tasks import told_in
from feedback.notes.sentences import sentences_of
from feedback.notes.tables import tabled_tasks

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")


@dataclass(frozen=True)
class Undertaken:
    """The tasks, the lines they came from, and the lines of shorter lists that say the same."""

    tasks: tuple[DraftTask, ...]
    lines: frozenset[int]
    repeated: frozenset[int]


def undertaken_in(parts: Sequence[Part], grammar: Grammar, *, is_decision: bool) -> Undertaken:
    """Every task once, in the order of the longest list that has it. A decision's one deadline is that of all its tasks.

    A decision without a list tells its tasks in running text; beside a list only a sentence with its own deadline is one.
    """
    texts = [part.text for part in parts] + [item.text for part in parts for item in part.blocks]
    everything = " ".join(texts)
    due = _due(everything, grammar) if is_decision else ""
    office = grammar.responsible.search(everything)
    lists: list[tuple[DraftTask, ...]] = []
    lines: dict[DraftTask, tuple[int, ...]] = {}
    for items, who in _task_lists(parts, grammar, is_decision=is_decision):
        responsible = _whole_name(who, office)
        found = {_task(item, responsible, due, grammar): item.lines for item in items}
        lists.append(tuple(found))
        lines |= found
    tasks = _merged(lists)
    tabled = tabled_tasks(parts, grammar)
    lines |= {task: block.lines for block, task in tabled}
    tasks = (
        tuple(sorted((*tasks, *(task for _, task in tabled)), key=lambda task: task.source.first_line))
        if tabled
        else tasks
    )
    if is_decision:
        prose = {
            replace(each.task, responsible=_whole_name(each.task.responsible, office)): each.lines
            for each in told_in(sentences_of(parts, grammar), grammar)
            if each.has_deadline or not tasks
        }
        lines |= prose
        tasks = tuple(sorted((*tasks, *prose), key=lambda task: task.source.first_line)) if prose else tasks
    kept = {line for task in tasks for line in lines[task]}
    return Undertaken(tasks, frozenset(kept), frozenset(line for own in lines.values() for line in own) - kept)


def _task_lists(
    parts: Sequence[Part], grammar: Grammar, *, is_decision: bool
) -> Iterable[tuple[tuple[Block, ...], str]]:
    heading = ""
    for above, part in zip([None, *parts], parts, strict=False):
        if part.kind is PartKind.HEADING:
            heading = part.text
        if part.kind is not PartKind.LIST or above is None:
            continue
        intro = _SENTENCE.split(above.text)[-1]
        told = grammar.tasks_intro.match(intro) if is_decision else None
        agreed = grammar.tasks_heading.search(intro) or (above.text != heading and grammar.tasks_heading.match(heading))
        if told or agreed:
            named = told or (grammar.tasks_intro.match(intro) if agreed else None)
            yield part.blocks, named["who"] if named else ""


def _task(item: Block, responsible: str, due: str, grammar: Grammar) -> DraftTask:
    named = grammar.responsible_label.search(item.text)
    text = grammar.task_tail.sub("", item.text).strip()
    who = named["who"].strip() if named else responsible
    return DraftTask(text, who, _due(item.text, grammar) or due, item.source)


def _due(text: str, grammar: Grammar) -> str:
    found = grammar.due.search(text)
    if not found:
        return ""
    told = found["date"]
    return next(iter((*days_in(told, grammar), *months_in(told, grammar))), told)


def _whole_name(who: str, office: re.Match[str] | None) -> str:
    """*The coordinator* by the whole name under which the text brought that office in, where it did."""
    if not who or not office:
        return who
    role, told = office["role"].strip(), who.casefold()
    nouns = [name.split()[-1] for name in (role, office["office"])]
    if not any(told.startswith(noun) or told.endswith(noun) for noun in nouns):
        return who
    return f"{role[0].upper()}{role[1:]} ({office['office']})"


def _merged(lists: Iterable[tuple[DraftTask, ...]]) -> tuple[DraftTask, ...]:
    """Lists that share a task become one: the longer, and what only the shorter has after it."""
    merged: list[dict[str, DraftTask]] = []
    place: dict[str, int] = {}
    for tasks in lists:
        found = {compact(task.text): task for task in tasks}
        alike = next((place[words] for words in found if words in place), None)
        if alike is None:
            alike = len(merged)
            merged.append(found)
        else:
            longer, shorter = sorted((found, merged[alike]), key=len, reverse=True)
            merged[alike] = {**longer, **{words: task for words, task in shorter.items() if words not in longer}}
        place.update(dict.fromkeys(found, alike))
    return tuple(task for tasks in merged for task in tasks.values())
