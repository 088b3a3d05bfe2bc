"""What a language must tell before running text can be read for what participants said: who speaks, and the verbs of saying."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

#: Matches nothing: for what a language has no words for, or none that are known yet.
NEVER = re.compile(r"(?!)")


class Column(StrEnum):
    """What a column of a table holds."""

    SAID = "said"
    ANSWER = "answer"
    QUESTION = "question"
    TASK = "task"
    RESPONSIBLE = "responsible"
    DUE = "due"


@dataclass(frozen=True, kw_only=True)
class ReportingWords:
    """The patterns, all of them searched for but those that begin with `^`.

    `speakers` are participants, `hosts` those who invited and speak for themselves. A name that stands right after one of
    `host_titles` is a host's through the whole document.
    """

    speakers: re.Pattern[str] = NEVER
    hosts: re.Pattern[str] = NEVER
    host_titles: str = r"(?!)"
    verbs: re.Pattern[str] = NEVER  # somebody says something; group: subject, where it stands inside
    human: re.Pattern[str] = NEVER  # those of the verbs that only people are the subject of
    nobody: re.Pattern[str] = NEVER  # a subject that stands for no people: "it", "which"
    said: re.Pattern[str] = NEVER  # something was said, by nobody named
    agent: re.Pattern[str] = NEVER  # what leads over to who said it; the name or noun comes next
    clause: re.Pattern[str] = re.compile(r"[;:(“\"]")  # begins what is said, or an aside
    pronoun: re.Pattern[str] = NEVER  # who spoke in the sentence before
    fronted: re.Pattern[str] = NEVER  # begins a sentence whose subject comes after its verb
    member: re.Pattern[str] = NEVER  # after a name: of the body that comes next
    source: re.Pattern[str] = NEVER  # a report, a bill: what it says nobody said at the meeting
    ahead: re.Pattern[str] = NEVER  # what is to come
    nothing: re.Pattern[str] = NEVER  # that nobody said anything
    leads_over: re.Pattern[str] = NEVER  # to a list, which then is what was said
    topics: re.Pattern[str] = NEVER  # names what was spoken of, and no more; what was said of it comes next
    claims: re.Pattern[str] = NEVER  # a need, a lack, a difficulty: what is said of something, not what is known of it
    backward: re.Pattern[str] = NEVER  # says that what the sentence before tells was said: "This was raised by several"
    according: re.Pattern[str] = NEVER  # comes before who said it: "according to"
    settled: re.Pattern[str] = NEVER  # what is known: years, sums, laws; no participant's word
    demanded: re.Pattern[str] = NEVER  # what hosts are told to do: "the government must"
    quoted: re.Pattern[str] = NEVER  # after a quotation; group: who
    hosts_heading: re.Pattern[str] = NEVER  # here hosts speak, or it is background
    hosts_list: re.Pattern[str] = NEVER  # leads over to a list that no participant said

    # Pages that tell what was asked, what was said and what was done.
    asked: re.Pattern[str] = NEVER
    heard: re.Pattern[str] = NEVER
    answered: re.Pattern[str] = NEVER
    counted: re.Pattern[str] = NEVER  # how many answered, which nobody said

    columns: Mapping[Column, re.Pattern[str]]
