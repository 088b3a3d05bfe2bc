"""What running text tells somebody to do: "Skolverket ska senast den 1 mars 2026 redovisa …", "Regeringen avser att …"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from feedback.notes.dates import days_in, months_in
from feedback.notes.draft import DraftTask
from feedback.notes.grammar.words import Grammar
from feedback.notes.sentences import Sentence

#: The shortest thing to do, in words; "The Agency shall report." tells nothing.
_FEWEST_WORDS = 3


@dataclass(frozen=True)
class Told:
    """A task of running text, with whether its own sentence says by when."""

    task: DraftTask
    lines: tuple[int, ...]
    has_deadline: bool


def told_in(sentences: Sequence[Sentence], grammar: Grammar) -> tuple[Told, ...]:
    """Every task that a sentence gives somebody, in order.

    A sentence about the reporting ("Uppdraget ska redovisas senast …") gives its date to the tasks before it that have none.
    """
    found: list[Told] = []
    dated = 0
    authority = ""
    for sentence in sentences:
        words = grammar.decisions
        if reported := words.reported.match(sentence.text):
            due = _day(reported["date"], grammar)
            found[dated:] = [
                each if each.task.due else replace(each, task=replace(each.task, due=due)) for each in found[dated:]
            ]
            dated = len(found)
        elif told := _told(sentence, grammar):
            task = told.task
            if words.stands_for.match(task.responsible):
                task = replace(task, responsible=authority or task.responsible)
            else:
                authority = task.responsible
            found.append(replace(told, task=task))
    return tuple(found)


def _told(sentence: Sentence, grammar: Grammar) -> Told | None:
    words = grammar.decisions
    for pattern in words.told:
        said = pattern.match(sentence.text)
        if said is None or not words.actor.search(said["who"].strip(" ,")) or words.no_task.match(said["what"]):
            continue
        what = words.leading_due.sub("", said["what"]).strip()
        what = re.sub(r"\s*\.$", "", what)
        if len(what.split()) < _FEWEST_WORDS:
            return None
        due = _due(sentence.text, grammar)
        who = said["who"].strip(" ,")
        task = DraftTask(what, who[0].upper() + who[1:], due, sentence.source)
        return Told(task, sentence.lines, bool(due))
    return None


def _due(text: str, grammar: Grammar) -> str:
    found = grammar.due.search(text) or grammar.decisions.due_year.search(text)
    return _day(found["date"], grammar) if found else ""


def _day(told: str, grammar: Grammar) -> str:
    return next(iter((*days_in(told, grammar), *months_in(told, grammar))), told)
