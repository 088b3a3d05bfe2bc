"""What the notes say about themselves: title, date, kind of meeting, host and how many took part."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from feedback.enums import ConsultationKind
from feedback.notes.attendance import participants_in
from feedback.notes.blocks import Block
from feedback.notes.conferences import composed_title
from feedback.notes.dates import days_in, days_without_year, months_in
from feedback.notes.draft import Participants
from feedback.notes.grammar.words import Grammar
from feedback.notes.languages import kind_of
from feedback.notes.parts import is_item

_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?![:/-]\d)")
#: Where a title, and the host, are looked for.
_FIRST_BLOCKS = 25
_HEAD_LENGTH = 90
_TITLE_LENGTH = 250
_FIRST_HEADINGS = 4
#: In how many blocks from the first a decision says what it is.
_FIRST_OF_DECISION = 10


@dataclass(frozen=True)
class Facts:
    """`own` are the blocks that say a fact and nothing else, `head` those of the letterhead above the title."""

    title: str
    date: str
    kind: str
    host: str
    place: str
    participants: Participants
    own: tuple[Block, ...]
    head: tuple[Block, ...]


def facts_of(blocks: Sequence[Block], grammar: Grammar) -> Facts:
    """The facts as far as the notes give them; empty where they do not."""
    titled = _title_blocks(blocks, grammar)
    title = ": ".join(block.text.rstrip(" :") for block in titled)
    kind = _kind(title, blocks, grammar)
    head = _head(blocks, titled)
    datelines = [block for block in blocks if _is_dateline(block, grammar)]
    signature = _signature(blocks, datelines, grammar)
    own = [*titled, *datelines, *signature, *(block for block in head if _says_fact(block, grammar))]
    opening = _opening(blocks)[:_FIRST_BLOCKS]
    own += [block for block in opening if _is_own_line(block, grammar) and block not in own]
    return Facts(
        title=title or composed_title(blocks, grammar),
        date=_date(title, _but_deadlines(blocks, kind, grammar), datelines, grammar),
        kind=kind,
        host=_host(title, blocks, signature, grammar),
        place=_place(_opening(blocks), grammar),
        participants=participants_in(_opening(blocks), grammar),
        own=tuple(own),
        head=tuple(block for block in head if not _says_fact(block, grammar)),
    )


def _opening(blocks: Sequence[Block]) -> list[Block]:
    """The text before the first list."""
    return list(blocks[: next((index for index in range(len(blocks)) if is_item(blocks, index)), len(blocks))])


def _title_blocks(blocks: Sequence[Block], grammar: Grammar) -> list[Block]:
    opening = _opening(blocks)[:_FIRST_BLOCKS]
    for index, block in enumerate(opening):
        is_titled = grammar.title.match(block.text) and not grammar.generic_heading.match(block.text)
        if len(block.text) > _TITLE_LENGTH or not is_titled:
            continue
        bare = len(block.text.split()) == 1 and index + 1 < len(opening)
        return [block, *_subject(opening[index + 1 :], grammar)] if bare else [block]
    return _first_heading(opening, grammar)


def _subject(below: Sequence[Block], grammar: Grammar) -> list[Block]:
    """What a title of one word ("Regeringsbeslut") is about: the next line, but for the day and number under it."""
    if _is_sentence(below[0]):
        return []
    named = (block for block in below[:_FIRST_HEADINGS] if not days_in(block.text, grammar))
    found = next((block for block in named if not _says_fact(block, grammar)), below[0])
    return [] if _is_sentence(found) else [found]


def _first_heading(opening: Sequence[Block], grammar: Grammar) -> list[Block]:
    """Without a title line the first heading is the title, unless a list follows it: then it is that list's."""
    for block in opening[:_FIRST_HEADINGS]:
        if not block.is_heading and (grammar.question.match(block.text) or grammar.said.search(block.text)):
            return []
        if not _is_sentence(block) and not _is_no_title(block, grammar):
            return [] if block is opening[-1] and not _names_meeting(block, grammar) else [block]
    return []


def _is_sentence(block: Block) -> bool:
    return len(block.text) > _TITLE_LENGTH or block.text.endswith((".", "?", "!", ":", ";"))


def _is_no_title(block: Block, grammar: Grammar) -> bool:
    text = block.text
    if _names_meeting(block, grammar):
        return False
    patterns = (grammar.generic_heading, grammar.body, grammar.dateline, grammar.other_list, grammar.date_label)
    is_own = any(pattern.match(text) for pattern in patterns) or _says_fact(block, grammar)
    return is_own or text[:1].islower() or block.mark == "row"


def _names_meeting(block: Block, grammar: Grammar) -> bool:
    """A line as short as *Samråd den 6 maj 2025*: what it was and its day, and the title where there is no other."""
    is_dated = bool(days_in(block.text, grammar)) and not block.mark
    return is_dated and any(pattern.match(block.text) for pattern, _ in grammar.kinds)


def _head(blocks: Sequence[Block], titled: Sequence[Block]) -> list[Block]:
    if not titled:
        return []
    above = blocks[: blocks.index(titled[0])]
    return [
        block for block in above if len(block.text) <= _HEAD_LENGTH and not block.text.endswith(".") and not block.mark
    ]


def _says_fact(block: Block, grammar: Grammar) -> bool:
    """A line of the letterhead that is nothing but a date or the department's name."""
    if grammar.department.fullmatch(block.text) or grammar.publisher.match(block.text):
        return True
    if _is_day_of_page(block, grammar):
        return True
    return len(block.text) <= 30 and bool(days_in(block.text, grammar)) and not block.mark


def _is_dateline(block: Block, grammar: Grammar) -> bool:
    """A place and a day, as under a letter; *Samråd den 6 maj 2025* is set alike and is none."""
    is_one = grammar.dateline.match(block.text) is not None
    return is_one and not _is_day_of_page(block, grammar) and not _names_meeting(block, grammar)


def _is_own_line(block: Block, grammar: Grammar) -> bool:
    """A line above the first list that says when or where it was, or when the page was published, and nothing else."""
    labelled = grammar.date_label.match(block.text) is not None and days_in(block.text, grammar)
    return bool(labelled or grammar.venue_label.match(block.text)) or _says_fact(block, grammar)


def _is_day_of_page(block: Block, grammar: Grammar) -> bool:
    """A line that says when the page was published or brought up to date."""
    return grammar.published.match(block.text) is not None and not _is_sentence(block)


def _kind(title: str, blocks: Iterable[Block], grammar: Grammar) -> str:
    """The notes' own word for the meeting: the title's, else the most frequent one."""
    if word := _first_word(grammar.decisions.titles, [title]):
        return word
    for pattern, word in grammar.kinds:
        if pattern.search(title):
            return word
    first = [block.text for block, _ in zip(blocks, range(_FIRST_OF_DECISION), strict=False)]
    if word := _first_word(grammar.decisions.openings, [title, *first]):
        return word
    text = "\n".join(block.text for block in blocks)
    count = Counter({word: len(pattern.findall(text)) for pattern, word in grammar.kinds})
    word, times = count.most_common(1)[0]
    return word if times else "other"


def _first_word(words: Iterable[tuple[re.Pattern[str], str]], texts: Sequence[str]) -> str:
    """The kind of decision that one of the texts begins as."""
    return next((word for pattern, word in words for text in texts if pattern.match(text)), "")


def _but_deadlines(blocks: Sequence[Block], kind: str, grammar: Grammar) -> Sequence[Block]:
    """A decision's deadlines are not its day."""
    if kind_of(kind) is not ConsultationKind.DECISION:
        return blocks
    return [block for block in blocks if not grammar.due.search(block.text)]


def _date(title: str, blocks: Sequence[Block], datelines: Iterable[Block], grammar: Grammar) -> str:
    """The day of the meeting, not of the document: title first, then a line that says so, the opening, the dateline."""
    if found := days_in(title, grammar):
        return found[-1]
    opening = _opening(blocks)
    labelled = [block for block in opening if grammar.date_label.match(block.text)]
    told = [block for block in opening if not _says_fact(block, grammar)]
    for block in labelled:
        if found := days_in(block.text, grammar):
            return found[0]
    written = [found for block in opening if block not in told for found in days_in(block.text, grammar)]
    for block in told:
        if found := days_in(block.text, grammar) or _days_by(block.text, written, grammar):
            return found[0]
    if not datelines:
        months = [
            found for block in told if grammar.attendance.search(block.text) for found in months_in(block.text, grammar)
        ]
        if months:
            return months[0]
    dates = [found for block in datelines for found in (*days_in(block.text, grammar), *months_in(block.text, grammar))]
    letterhead = [found for block in opening for found in days_in(block.text, grammar)]
    alone = [found for block in opening if len(block.text) <= _HEAD_LENGTH for found in months_in(block.text, grammar)]
    years = _YEAR.findall(title)
    return next(iter((*dates, *months_in(title, grammar), *letterhead, *alone, *years[-1:])), "")


def _days_by(text: str, written: Sequence[str], grammar: Grammar) -> tuple[str, ...]:
    """Days that the text gives without their year, in the year that puts them nearest to when the page was written or published."""
    if not written or grammar.due.search(text):
        return ()
    near = date.fromisoformat(written[0])
    found = []
    for month, day in days_without_year(text, grammar):
        with suppress(ValueError):  # 31 April, or 29 February in a year that has none
            years = (date(near.year + step, month, day) for step in (-1, 0, 1))
            found.append(min(years, key=lambda each: abs(each - near)).isoformat())
    return tuple(found)


def _signature(blocks: Sequence[Block], datelines: Sequence[Block], grammar: Grammar) -> list[Block]:
    """Who signs right under the dateline."""
    if not datelines:
        return []
    after = blocks.index(datelines[0]) + 1
    return [
        block
        for block in blocks[after : after + 1]
        if not (block.mark or block.is_heading or _is_sentence(block) or _is_day_of_page(block, grammar))
    ]


def _host(title: str, blocks: Sequence[Block], signature: Sequence[Block], grammar: Grammar) -> str:
    opening = "\n".join(block.text for block in _opening(blocks)[:_FIRST_BLOCKS])
    text = "\n".join(block.text for block in blocks)
    department = _department(title, opening, grammar)
    government, name = grammar.government
    if government.search(opening):
        last = grammar.department.findall(text)[-1:]
        return _bracketed(name, department or "".join(last))
    if signature and not grammar.department.search(title):
        lead = grammar.project_lead.search(text)
        return _bracketed(signature[0].text, f"{lead['role']} {lead['name']}" if lead else "")
    return _bracketed(department, _host_person(opening, grammar))


def _department(title: str, opening: str, grammar: Grammar) -> str:
    for text in (title, opening[:2000]):
        if found := grammar.department.search(text):
            return found[0]
    return ""


def _host_person(opening: str, grammar: Grammar) -> str:
    for pattern in grammar.host_person:
        if found := pattern.search(opening):
            role = found["role"].strip()
            # A long description after the name is cut to the office it holds.
            if found.start("role") > found.start("name"):
                offices = grammar.offices.findall(role)
                role = offices[-1] if offices else role
            return f"{role} {found['name']}"
    return ""


def _place(opening: Sequence[Block], grammar: Grammar) -> str:
    """Where it was, as a line of its own or the running text says; empty where neither does."""
    for pattern in (grammar.venue_label, grammar.venue):
        for block in opening[:_FIRST_BLOCKS]:
            if found := pattern.search(block.text):
                return found["place"].strip(" .")
    return ""


def _bracketed(main: str, detail: str) -> str:
    if main and detail:
        return f"{main} ({detail})"
    return main or detail
