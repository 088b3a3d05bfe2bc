"""A grammar that knows no words: each field is filled as it becomes known, and the language is read in part until then."""

import re

from feedback.notes.grammar.decisions import DecisionWords
from feedback.notes.grammar.reporting import NEVER, ReportingWords
from feedback.notes.grammar.words import Grammar

_NOTHING = (NEVER, "")

#: Words that end the name of a body in any of the languages that are read in part.
_BODIES = re.compile(
    r"(?:forening(?:en)?|forbund(?:et)?|kommune|universitet|høgskole|højskole|senter|center|nettverk|netværk"
    r"|institutt?|stiftelse|rådet?"
    r"|yhdistys|liitto|seura|säätiö|kunta|yliopisto|keskus|verkosto)\b",
    re.IGNORECASE,
)

_PUBLISHED = re.compile(
    r"^(?:publisert|sist (?:oppdatert|endret)|oppdatert|offentliggjort|udgivet|(?:senest )?opdateret|julkaistu"
    r"|päivitetty|published|(?:nyhet|pressemelding|nyhed|pressemeddelelse|uutinen|tiedote)\b.{0,12}\b(?:dato|pvm))\b",
    re.IGNORECASE,
)

BARE = Grammar(
    language="",
    common_words=frozenset(),
    months={},
    numbers={},
    spans=frozenset(),
    conjunctions=frozenset(),
    hyphenated=frozenset({"eu", "it", "ex"}),
    abbreviations=frozenset(),
    open_words=frozenset(),
    page_number=NEVER,
    page_mark=NEVER,
    letterhead=NEVER,
    kinds=((NEVER, "other"),),
    meanings={},
    title=NEVER,
    government=_NOTHING,
    department=NEVER,
    host_person=(),
    offices=NEVER,
    attendance=NEVER,
    participants=NEVER,
    earlier=NEVER,
    dateline=NEVER,
    date_label=NEVER,
    venue_label=NEVER,
    venue=NEVER,
    published=_PUBLISHED,
    publisher=NEVER,
    project_lead=NEVER,
    question=NEVER,
    about_question=NEVER,
    questions_intro=NEVER,
    prose_question=NEVER,
    prose_subquestions=NEVER,
    said=NEVER,
    themes_intro=NEVER,
    theme_phrase=NEVER,
    themes_enumerated=NEVER,
    conjunction=re.compile(r"\s*,\s*"),
    other_list=NEVER,
    generic_heading=NEVER,
    appendix=NEVER,
    body=NEVER,
    labels=(),
    cues=(),
    place=NEVER,
    meeting_place=NEVER,
    meeting_held=NEVER,
    all_meetings=NEVER,
    meetings="",
    about="",
    meeting_count=NEVER,
    meeting_subject=NEVER,
    span=NEVER,
    tasks_intro=NEVER,
    tasks_heading=NEVER,
    responsible=NEVER,
    responsible_label=NEVER,
    due=NEVER,
    task_tail=re.compile(r"[,;.]\s*$"),
    decisions=DecisionWords(
        titles=(),
        openings=(),
        references=(),
        bare_reference=_NOTHING,
        section=_NOTHING,
        told=(),
        actor=NEVER,
        stands_for=NEVER,
        no_task=NEVER,
        leading_due=NEVER,
        reported=NEVER,
        due_year=NEVER,
        moved=(),
        was_due=NEVER,
    ),
    reporting=ReportingWords(columns={}),
    roles=NEVER,
    organisation=_BODIES,
    address=NEVER,
)
