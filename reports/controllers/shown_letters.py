"""A closure letter on the screen: its blocks, section by section, with what its organisation has replied to each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from reports.closure_letters import Letter
from reports.controllers.report_pages import Part, parts_of
from reports.document import Document
from reports.replies import OwnReply


@dataclass(frozen=True, slots=True)
class ShownSection:
    """One issue's part; the newest reply first. `issue` is None where there is nothing to reply to."""

    issue: UUID | None
    parts: tuple[Part, ...]
    replies: tuple[OwnReply, ...]


@dataclass(frozen=True, slots=True)
class ShownLetter:
    letter: Letter
    opening: tuple[Part, ...]
    sections: tuple[ShownSection, ...]
    closing: tuple[Part, ...]


def shown_letter(letter: Letter, replies: Mapping[UUID, Sequence[OwnReply]] | None = None) -> ShownLetter:
    """The letter ready for a page; each part keeps a place of its own on it."""
    document = Document(letter.title, "", letter.language, letter.author, "", letter.blocks)
    parts = iter(list(parts_of(document)))

    def take(n: int) -> tuple[Part, ...]:
        return tuple(next(parts) for _ in range(n))

    opening = take(len(letter.opening))
    sections = []
    for section in letter.sections:
        issue = UUID(section.issue) if section.issue else None
        said = tuple((replies or {}).get(issue, ())) if issue else ()
        sections.append(ShownSection(issue, take(len(section.blocks)), said))
    return ShownLetter(letter, opening, tuple(sections), take(len(letter.closing)))
