"""What a language must tell before its decisions can be read: who may be told to do something, and how a deadline moves."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class DecisionWords:
    """The words of decisions in one language. `^` matches from the beginning of a line, a block or a sentence."""

    # What kind of decision it is, by the words that its title or one of its first blocks begins with.
    titles: tuple[tuple[re.Pattern[str], str], ...]
    openings: tuple[tuple[re.Pattern[str], str], ...]

    # What a decision is called; the groups fill the template, and one that is not there leaves nothing.
    references: tuple[tuple[re.Pattern[str], str], ...]
    bare_reference: tuple[re.Pattern[str], str]  # told from other numbers by standing in the head of the document
    section: tuple[re.Pattern[str], str]  # of a budget bill, on a line of its own; group: number

    # Tasks in running text; groups: who, what.
    told: tuple[re.Pattern[str], ...]
    actor: re.Pattern[str]  # ends the name of somebody who can be told to do something
    stands_for: re.Pattern[str]  # a name that stands for the authority named before
    no_task: re.Pattern[str]  # begins what is no task: "not", "be"
    leading_due: re.Pattern[str]  # a deadline that begins what is to be done
    reported: re.Pattern[str]  # a sentence that gives the deadline of what was told before; group: date
    due_year: re.Pattern[str]  # group: date

    # A deadline that moves; groups: after, and before where the words say both.
    moved: tuple[re.Pattern[str], ...]
    was_due: re.Pattern[str]  # a sentence that tells the deadline as it was; group: before
