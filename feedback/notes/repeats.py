"""Passages that a PDF extraction printed twice: whole runs of lines that stood earlier, word for word."""

from collections.abc import Iterator, Sequence

from feedback.notes.characters import compact
from feedback.notes.reading import Line

#: A run is this many lines at least and this much text: two short items said under two questions are no repetition.
_LINES = 3
_CHARACTERS = 110
#: A single line beside such a run is a torn part of the same page.
_TORN = 35


def repeated_lines(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines that repeat an earlier passage; time grows with the number of lines only."""
    written = [(line.number, text) for line in lines if (text := compact(line.text))]
    texts = [text for _, text in written]
    first_seen: dict[str, int] = {}
    for index, text in enumerate(texts):
        first_seen.setdefault(text, index)
    runs = [run for run in _runs(texts) if sum(len(texts[index]) for index in run) >= _CHARACTERS]
    found = {index for run in runs for index in run}
    for run in runs:
        for index in (run[0] - 1, run[-1] + 1):
            if 0 <= index < len(texts) and len(texts[index]) >= _TORN and first_seen[texts[index]] < index:
                found.add(index)
    return frozenset(written[index][0] for index in found)


def _runs(texts: Sequence[str]) -> Iterator[range]:
    """Stretches of lines that stood earlier in the same order."""
    windows: dict[tuple[str, ...], int] = {}
    start, end, distance = 0, 0, 0
    for index in range(len(texts) - _LINES + 1):
        window = tuple(texts[index : index + _LINES])
        earlier = windows.setdefault(window, index)
        if index < end and tuple(texts[index - distance : index - distance + _LINES]) == window:
            end = index + _LINES
        elif index - earlier >= _LINES:
            if end > start:
                yield range(start, end)
            start, end, distance = max(index, end), index + _LINES, index - earlier
    if end > start:
        yield range(start, end)
