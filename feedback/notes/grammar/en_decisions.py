"""English: words and patterns of terms of reference, budget bills and decisions."""

import re

from feedback.notes.grammar.decisions import DecisionWords
from feedback.notes.grammar.words import any_of

_OFFICES = (
    r"government(?: offices)?|ministry|department|agency|agencies|authority|authorities|board|council|commission"
    r"|committee"
    r"|inquiry(?: chair)?|coordinator|delegation|inspectorate|ombudsman|municipality|municipalities|region|regions"
    r"|institute"
    r"|university|office|centre|service|police|minister|unit|secretariat|we"
)
_NAME = r"[A-Z][\w-]*(?: (?!shall\b|will\b|must\b|intends\b|plans\b|is\b)[\w,-]+){0,9}?"
_ADVERBS = r"(?: (?:therefore|also|further|furthermore|in particular|moreover|however))*"
_TIME = r"(?:No later than|By|During|Before|In|Within)"


def english_decisions(date: str) -> DecisionWords:
    """The patterns, with the way in which the language writes a day."""
    day = rf"(?:{date})"
    return DecisionWords(
        titles=((any_of(r"^decision\b", r"^assignment to\b"), "decision"),),
        openings=(
            (any_of(r"^(?:the )?budget bill\b", r"^expenditure area \d{1,2}\b"), "budget bill"),
            (any_of(r"^supplementary terms of reference\b"), "terms of reference"),
            (any_of(r"^the government (?:decides|has decided|hereby)\b", r"^decision of\b"), "decision"),
        ),
        references=(
            (any_of(r"\b(?:ToR|terms of reference|dir\.) ?(\d{4}:\d{1,3})\b"), "dir. {0}"),
            (
                any_of(
                    r"\b(?:govt?\.? bill|government bill|bill|prop\.) ?(\d{4}/\d{2}:\d{1,3})\b"
                    r"(?:,? ?(?:expenditure area|utg\.omr\.) ?(\d{1,2}))?"
                ),
                "prop. {0} utg.omr. {1}",
            ),
            (re.compile(r"\bSOU ?(\d{4}:\d{1,3})\b"), "SOU {0}"),
            (
                any_of(
                    r"\b(?:reg(?:istration)?|ref(?:erence)?|case)\.? no\b\.?:? ?([^\W\d_]{0,6}[ -]?\d[\w./:-]{2,30}\w)"
                ),
                "ref. no {0}",
            ),
        ),
        bare_reference=(re.compile(r"\b([A-Z][A-Za-z]{0,3}\d{4}/\d{3,6})\b"), "ref. no {0}"),
        section=(any_of(r"^expenditure area (\d{1,2})\b"), "utg.omr. {0}"),
        told=(
            re.compile(
                rf"^{_TIME} [^.]{{2,60}}?, (?P<who>[^.]{{2,80}}?) (?:shall|must|will|is to|are to) (?P<what>.+)$"
            ),
            re.compile(
                r"^(?:The )?Government (?:instructs|commissions|tasks|has instructed|has commissioned|directs)"
                r" (?P<who>[^.]{2,120}?) (?:to|with) (?P<what>.+)$"
            ),
            re.compile(
                rf"^(?P<who>{_NAME}) (?:is|are|has been|have been) (?:instructed|commissioned|tasked|directed"
                rf"|assigned)"
                r" (?:to|with) (?P<what>.+)$"
            ),
            re.compile(
                rf"^(?P<who>{_NAME}){_ADVERBS} (?:intends?|plans?|undertakes?|commits?){_ADVERBS} to (?P<what>.+)$"
            ),
            re.compile(rf"^(?P<who>{_NAME}){_ADVERBS} (?:shall|must|will|is to|are to){_ADVERBS},? (?P<what>.+)$"),
        ),
        actor=re.compile(
            rf"(?:^|\s)(?i:{_OFFICES})(?: (?:of|for|on|in) [^.]{{2,80}})?(?: \([\w-]+\))?$|^[A-Z]{{2,6}}$"
        ),
        stands_for=any_of(r"^the (?:agency|authority|board|council)$"),
        no_task=any_of(r"^(?:not|never|be|have)\b"),
        leading_due=re.compile(rf"^(?:no later than|by) {day},? "),
        reported=re.compile(
            rf"^(?:The (?:assignment|work|task|measures|results|final report)|A (?:final |interim )?report|Reports?)\b"
            rf".{{0,160}}?\b(?:no later than|by) (?P<date>{day})"
        ),
        due_year=any_of(r"\b(?:during|in|by|by the end of|before the end of) (?P<date>20\d\d)\b"),
        moved=(
            re.compile(
                rf"\b[Ii]nstead of (?:by |no later than |on )?(?P<before>{day}).{{0,120}}?\b(?:no later than"
                rf"|by) (?P<after>{day})"
            ),
            re.compile(
                rf"\b(?:no later than|by) (?P<after>{day}),? (?:instead of|rather than) (?:by |no later than |on )?"
                rf"(?P<before>{day})"
            ),
            re.compile(rf"\b(?:shall|must|will|is to) instead\b.{{0,160}}?\b(?:no later than|by) (?P<after>{day})"),
            re.compile(rf"\binstead\b.{{0,160}}?\b(?:no later than|by) (?P<after>{day})"),
            re.compile(
                r"\b(?:extended|postponed|moved|put back|brought forward|changed)\b.{0,160}?"
                rf"\bfrom (?P<before>{day}) (?:to|until) (?P<after>{day})"
            ),
            re.compile(
                r"\b(?:extended|postponed|moved|put back|brought forward|changed)\b.{0,160}?"
                rf"\b(?:to|until|by) (?P<after>{day})"
            ),
        ),
        was_due=re.compile(
            r"(?:\b(?:was|were) (?:due|to)\b|\bshould have\b|^According to .{0,160}?\b(?:shall|was to"
            r"|is to)\b).{0,200}?"
            rf"\b(?:no later than|by|on) (?P<before>{day})"
        ),
    )
