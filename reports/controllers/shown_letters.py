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
    """One issue's part; the newest reply first. `issue` is None where there is nothing to reply to.

    `reply_to` is the issue as it goes on now, where `issue` was merged into another one since the letter was made.
    """

    issue: UUID | None
    reply_to: UUID | None
    parts: tuple[Part, ...]
    replies: tuple[OwnReply, ...]


@dataclass(frozen=True, slots=True)
class ShownLetter:
    letter: Letter
    opening: tuple[Part, ...]
    sections: tuple[ShownSection, ...]
    closing: tuple[Part, ...]


def shown_letter(
    letter: Letter,
    replies: Mapping[UUID, Sequence[OwnReply]] | None = None,
    current: Mapping[UUID, UUID] | None = None,
) -> ShownLetter:
    """The letter ready for a page; each part keeps a place of its own on it. `current` is where merged issues go on."""
    document = Document(letter.title, "", letter.language, letter.author, "", letter.blocks)
    parts = iter(list(parts_of(document)))

    def take(n: int) -> tuple[Part, ...]:
        return tuple(next(parts) for _ in range(n))

    opening = take(len(letter.opening))
    sections = []
    for section in letter.sections:
        issue = UUID(section.issue) if section.issue else None
        reply_to = (current or {}).get(issue, issue) if issue else None
        said = tuple((replies or {}).get(reply_to, ())) if reply_to else ()
        sections.append(ShownSection(issue, reply_to, take(len(section.blocks)), said))
    return ShownLetter(letter, opening, tuple(sections), take(len(letter.closing)))
