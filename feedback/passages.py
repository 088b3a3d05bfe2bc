"""The passages of a document: its lines up to the end of a sentence, within a page. Pure."""

from collections.abc import Iterable

from feedback.notes.draft import Source
from feedback.notes.reading import Line

#: A passage without the end of a sentence, as in a table, is cut after so many lines.
LONGEST = 12


def passages_in(lines: Iterable[Line]) -> list[tuple[Source, str]]:
    """Each passage with its place; blank lines end one too, and belong to none."""
    found: list[tuple[Source, str]] = []
    open_lines: list[Line] = []

    def close() -> None:
        if open_lines:
            first, last = open_lines[0], open_lines[-1]
            text = " ".join(" ".join(line.text.split()) for line in open_lines)
            found.append((Source(page=first.page, first_line=first.number, last_line=last.number), text))
            open_lines.clear()

    for line in lines:
        if not line.text.strip() or (open_lines and open_lines[0].page != line.page):
            close()
        if not line.text.strip():
            continue
        open_lines.append(line)
        if line.text.rstrip().endswith((".", "!", "?", ":")) or len(open_lines) == LONGEST:
            close()
    close()
    return found
