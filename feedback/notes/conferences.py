"""Several meetings in one document: which of them a list is about, and a title where the document has none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from feedback.notes.blocks import Block
from feedback.notes.grammar.words import Grammar

_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


def composed_title(blocks: Sequence[Block], grammar: Grammar) -> str:
    """A title out of how many meetings, about what and when, for a report without a title line; empty if it does not say."""
    counted = [
        (grammar.numbers[match["count"].casefold()], match["text"])
        for block in blocks
        for match in grammar.meeting_count.finditer(block.text)
    ]
    if not counted:
        return ""
    subject, span = _first(grammar.meeting_subject, blocks), _first(grammar.span, blocks)
    words = max(counted)[1]
    parts = [words[0].upper() + words[1:]]
    if subject:
        parts.append(f"{grammar.about} {subject['text']}")
    if span:
        parts.append(f"{span[1]}–{span[2]}")
    return " ".join(parts)


@dataclass
class Meetings:
    """What one part of a report has said so far of its meetings: where they were held, which it names, and in what year."""

    year: str = ""
    held: list[str] = field(default_factory=list)
    named: set[str] = field(default_factory=set)

    def note(self, text: str, grammar: Grammar) -> None:
        """Take in one more text of this part; the first year that the part names counts."""
        if not self.year and (found := _YEAR.search(text)):
            self.year = found[0]
        places = (match["place"] for match in grammar.meeting_held.finditer(text))
        self.held.extend(place for place in dict.fromkeys(places) if place not in self.held)
        self.named.update(match["place"] for match in grammar.meeting_place.finditer(text))

    def meeting_of(self, heading: str, label: str, grammar: Grammar) -> str:
        """What a list under this heading and label is about: a place and year, all meetings of this part, or the heading.

        A heading that ends in a place names the meeting there; a list said to come from *the conferences* belongs to
        all whose attendance the part reports.
        """
        year = f" {self.year}" if self.year else ""
        place = grammar.place.search(heading)
        if place and place["place"] in self.named:
            return f"{place['place']}{year}"
        if len(self.held) > 1 and grammar.all_meetings.search(label):
            words = {number: word for word, number in grammar.numbers.items()}
            count = words.get(len(self.held), str(len(self.held)))
            return f"{count.capitalize()} {grammar.meetings}{year} ({', '.join(self.held)})"
        return heading


def _first(pattern: re.Pattern[str], blocks: Sequence[Block]) -> re.Match[str] | None:
    return next((found for block in blocks if (found := pattern.search(block.text))), None)
