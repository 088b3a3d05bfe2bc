"""Deadlines that a later decision moves: "Utredningstiden förlängs. Uppdraget ska i stället redovisas senast …"."""

import re
from collections.abc import Iterable, Sequence

from feedback.notes.dates import days_in
from feedback.notes.draft import DraftDeadlineChange, Source
from feedback.notes.grammar.words import Grammar
from feedback.notes.references import references_in
from feedback.notes.sentences import Sentence

#: How many sentences back the deadline as it was is told.
_BACK = 4


def deadline_changes_in(
    sentences: Sequence[Sentence], grammar: Grammar, *, reference: str, title: str
) -> tuple[DraftDeadlineChange, ...]:
    """Every deadline that the text says has moved, once, with what it changes and what it was, as far as the text tells.

    `reference` is the document's own name, which is never what it changes.
    """
    found: list[DraftDeadlineChange] = []
    everything = references_in(f"{title} {' '.join(sentence.text for sentence in sentences)}", grammar)
    for place, sentence in enumerate(sentences):
        moved = _moved(sentence.text, grammar)
        if moved is None or not (after := _only_day(moved["after"], grammar)):
            continue
        told = _told_before(sentences, place, grammar)
        before = _only_day(moved.groupdict().get("before") or "", grammar)
        passage = sentences[told if told is not None else place : place + 1]
        if not before and told is not None:
            was = grammar.decisions.was_due.search(sentences[told].text)
            before = _only_day(was["before"], grammar) if was else ""
        near = references_in(" ".join(each.text for each in sentences[max(0, place - _BACK) : place + 1]), grammar)
        found.append(
            DraftDeadlineChange(
                reference=next((name for name in (*near[::-1], *everything) if name != reference), ""),
                before=before if before != after else "",
                after=after,
                text=" ".join(each.text for each in passage),
                source=Source(passage[0].page, passage[0].lines[0], passage[-1].lines[-1]),
            )
        )
    return tuple(_fullest(found))


def _moved(text: str, grammar: Grammar) -> re.Match[str] | None:
    return next((found for pattern in grammar.decisions.moved if (found := pattern.search(text))), None)


def _told_before(sentences: Sequence[Sentence], place: int, grammar: Grammar) -> int | None:
    """Where, shortly before this sentence and in its paragraph or the one above, the deadline as it was is told."""
    for other in range(place, max(-1, place - _BACK - 1), -1):
        is_near = sentences[place].paragraph - sentences[other].paragraph <= 1
        if is_near and grammar.decisions.was_due.search(sentences[other].text):
            return other
    return None


def _only_day(text: str, grammar: Grammar) -> str:
    return next(iter(days_in(text, grammar)), "")


def _fullest(changes: Iterable[DraftDeadlineChange]) -> list[DraftDeadlineChange]:
    """A summary says less than the body: of changes to the same day, those that tell what it was, each once."""
    kept: dict[tuple[str, str, str], DraftDeadlineChange] = {}
    for change in changes:
        kept.setdefault((change.reference, change.before, change.after), change)
    told = {change.after for change in kept.values() if change.before}
    return [change for change in kept.values() if change.before or change.after not in told]
