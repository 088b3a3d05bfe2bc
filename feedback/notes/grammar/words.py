"""What a language must tell before its notes can be read: words and patterns, no rules."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from feedback.enums import ConsultationKind, PointKind
from feedback.notes.grammar.decisions import DecisionWords
from feedback.notes.grammar.reporting import ReportingWords

#: A person's name: two or more words with a capital, with `von` and the like between them. What repeats here is
#: bounded, as in the grammars wherever a search could begin anew at every word: no text may take more than linear time.
NAME = r"[A-ZÅÄÖÉÜ][\w’'-]{1,30}(?: (?:von |af |de |van |der |al-|el-)?[A-ZÅÄÖÉÜ][\w’'-]{1,30}){1,3}"


#: How months begin where days are written with a full stop, in Norwegian, Danish and Finnish; in any
#: other language a word and a year.
MONTH_NAMES = (
    r"(?:(?:januar|februar|marts|mars|april|mai|maj|juni|juli|august|september|o[kc]tober|november|de[sc]ember)\b"
    r"|(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu|\w{3,12} (?:19|20)\d\d\b)"
)


def any_of(*patterns: str) -> re.Pattern[str]:
    """One pattern out of several, without regard to case.

    Neighbours that all begin with a word, or all at the beginning, stand in a group of their own: where no word begins
    none of them is tried, which is quicker by half.
    """
    groups = ["|".join(f"(?:{pattern})" for pattern in alike) for _, alike in groupby(patterns, _anchor)]
    return re.compile("|".join(f"(?:{group})" for group in groups), re.IGNORECASE)


def _anchor(pattern: str) -> str:
    return next((anchor for anchor in (r"\b", "^") if pattern.startswith(anchor)), "")


def words(text: str) -> frozenset[str]:
    """A set of words, written with spaces between them."""
    return frozenset(text.split())


@dataclass(frozen=True, kw_only=True)
class Grammar:
    """The words of one language. Patterns without a note are searched for; those that begin with `^` match a whole block."""

    language: str
    common_words: frozenset[str]
    months: Mapping[str, int]
    numbers: Mapping[str, int]
    spans: frozenset[str]  # between two days: "to", "and"

    # How lines join.
    conjunctions: frozenset[str]  # after a hyphen that stands for the rest of a word
    hyphenated: frozenset[str]  # first parts that keep their hyphen
    abbreviations: frozenset[str]  # end with a full stop that ends no sentence
    open_words: frozenset[str]  # never the last word of a heading or an item

    # Parts of a page.
    page_number: re.Pattern[str]
    page_mark: re.Pattern[str]  # group: page
    letterhead: re.Pattern[str]

    # Facts. `title` begins a title; groups: `role` and `name`, `count` and `unit`.
    kinds: tuple[tuple[re.Pattern[str], str], ...]
    meanings: Mapping[str, ConsultationKind]  # what those words for a meeting stand for
    title: re.Pattern[str]
    government: tuple[re.Pattern[str], str]
    department: re.Pattern[str]
    host_person: tuple[re.Pattern[str], ...]
    offices: re.Pattern[str]
    attendance: re.Pattern[str]
    participants: re.Pattern[str]
    earlier: re.Pattern[str]  # in a sentence that tells of a meeting before this one
    dateline: re.Pattern[str]
    date_label: re.Pattern[str]
    venue_label: re.Pattern[str]  # group: place
    venue: re.Pattern[str]  # where running text says the meeting was; group: place
    published: re.Pattern[str]  # the day of the page, not of the meeting
    publisher: re.Pattern[str]  # a line that says nothing but which department published the page
    project_lead: re.Pattern[str]

    # Structure.
    question: re.Pattern[str]  # groups: number, text
    about_question: re.Pattern[str]  # a heading that comes back to a question; group: number
    questions_intro: re.Pattern[str]
    prose_question: re.Pattern[str]
    prose_subquestions: re.Pattern[str]
    said: re.Pattern[str]
    themes_intro: re.Pattern[str]
    theme_phrase: re.Pattern[str]
    themes_enumerated: re.Pattern[str]
    conjunction: re.Pattern[str]
    other_list: re.Pattern[str]
    generic_heading: re.Pattern[str]
    appendix: re.Pattern[str]
    body: re.Pattern[str]
    labels: tuple[tuple[re.Pattern[str], PointKind], ...]
    cues: tuple[tuple[PointKind, re.Pattern[str]], ...]

    # Several meetings in one document.
    place: re.Pattern[str]
    meeting_place: re.Pattern[str]
    meeting_held: re.Pattern[str]
    all_meetings: re.Pattern[str]
    meetings: str
    about: str
    meeting_count: re.Pattern[str]
    meeting_subject: re.Pattern[str]
    span: re.Pattern[str]

    # Tasks.
    tasks_intro: re.Pattern[str]
    tasks_heading: re.Pattern[str]
    responsible: re.Pattern[str]
    responsible_label: re.Pattern[str]
    due: re.Pattern[str]
    task_tail: re.Pattern[str]
    decisions: DecisionWords

    # Running text, asked-and-answered pages, tables.
    reporting: ReportingWords

    # Personal data.
    roles: re.Pattern[str]
    organisation: re.Pattern[str]  # ends the name of a body, not of a person
    address: re.Pattern[str]
