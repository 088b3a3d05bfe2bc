"""The sample texts as they are written in `samples/`: one paragraph a line, and a mark in front of what is not plain text."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files


class Style(StrEnum):
    """What a paragraph is; the value is the mark that its line begins with."""

    LETTERHEAD = "@ "
    TITLE = "# "
    HEADING = "## "
    BULLET = "- "
    TEXT = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    style: Style
    text: str


def paragraphs(source: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a marked-up text in order; blank lines only separate."""
    return tuple(_read(source))


def sample(name: str) -> tuple[Paragraph, ...]:
    """The paragraphs of `samples/<name>.md`; `FileNotFoundError` where there is none."""
    return paragraphs((files("reports.demo") / "samples" / f"{name}.md").read_text(encoding="utf-8"))


def _read(source: str) -> Iterator[Paragraph]:
    for line in source.splitlines():
        if text := line.strip():
            # TEXT marks nothing, so it is the one that fits where no other does.
            style = next(style for style in Style if text.startswith(style.value))
            yield Paragraph(style, text.removeprefix(style.value))
