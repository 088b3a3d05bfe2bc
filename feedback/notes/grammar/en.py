"""English: words and patterns of notes written in English."""

import re

from feedback.enums import ConsultationKind, PointKind
from feedback.notes.grammar.en_decisions import english_decisions
from feedback.notes.grammar.en_reporting import ENGLISH_REPORTING
from feedback.notes.grammar.words import NAME, Grammar, any_of, words

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_UNITS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
}
_MONTH = "|".join(month.capitalize() for month in _MONTHS)
_DATE = rf"\d{{1,2}} (?:{_MONTH}),? \d{{4}}|(?:{_MONTH}) \d{{1,2}},? \d{{4}}|\d{{4}}-\d\d-\d\d"

ENGLISH = Grammar(
    language="en",
    common_words=words("the and of to in that is for with on be are was not it as by from this were we at an or"),
    months={month: number for number, month in enumerate(_MONTHS, start=1)},
    numbers=_UNITS | {"twelve": 12, "fifteen": 15} | _TENS,
    spans=words("and to until"),
    conjunctions=frozenset({"and", "or", "to", "&"}),
    hyphenated=words("eu it cv tv non co pre post self well long short anti e t x"),
    abbreviations=words("e.g i.e etc incl excl approx no dr mr mrs ms vs cf al st"),
    open_words=words("and or that which in on of for with to from the a an at between by against under"),
    page_number=any_of(r"^\W*(?:page|p\.)\s*\d{1,3}(?:\s*(?:of|\(|/)\s*\d{1,3}\)?)?\W*$"),
    page_mark=any_of(r"\b(?:page|p\.)\s*(?P<page>\d{1,3})(?:\s*(?:of|\(|/)\s*\d{1,3}\)?)?$"),
    letterhead=any_of(
        r"^(?:memorandum|memo)$",
        r"^(?:postal address|visiting address|telephone|switchboard|fax|e-mail|email|website)\b",
        r"^skip to (?:main )?content\b",
        r"^(?:press release|news story|news|guidance|policy paper|consultation outcome|corporate report"
        r"|research and analysis)$",
        r"^(?:reg(?:istration)?|ref(?:erence)?) no\b",
    ),
    kinds=(
        (any_of(r"\bterms of reference\b"), "terms of reference"),
        (any_of(r"\bgovernment decision\b"), "decision"),
        (any_of(r"\bsakråd"), "sakråd"),
        (any_of(r"\bsamråd"), "samråd"),
        (any_of(r"\bconsultation"), "consultation"),
        (any_of(r"\bconference"), "conference"),
    ),
    meanings={
        "consultation": ConsultationKind.SAMRAD,
        "conference": ConsultationKind.CONFERENCE,
        "terms of reference": ConsultationKind.DECISION,
        "decision": ConsultationKind.DECISION,
        "budget bill": ConsultationKind.DECISION,
    },
    title=re.compile(
        r"^(?:Notes?|Minutes|Record|Report|Summary|Documentation|Proceedings|Memorandum) (?:from|of|on)\b"
        r"|^(?:Meeting [Nn]otes|Terms of [Rr]eference|Government [Dd]ecision|Minutes)\b"
    ),
    government=(any_of(r"\bcabinet meeting\b"), "The Government"),
    department=re.compile(
        r"\b(?:Ministry|Department) (?:of|for) (?:the )?[A-Z][a-z]+(?:(?:,| and|, and)? (?!(?:On|In|At|The"
        r"|It)\b)[A-Z][a-z]+)*"
        r"|\b[A-Z][a-z]+(?: [A-Z][a-z]+)* (?:Agency|Authority|Council)\b|\bGovernment Offices\b"
    ),
    host_person=(
        re.compile(
            r"\b(?P<role>(?:State )?(?:Secretary|Minister)(?: (?:of|for) [A-Z]\w+(?: and [A-Z]\w+)*)?) "
            rf"(?P<name>{NAME}) (?:invited|hosted|opened)\b"
        ),
        re.compile(
            rf"\b(?:opened|introduced|hosted) by (?P<role>(?:the )?(?:[Ss]tate )?(?:[Ss]ecretary"
            rf"|[Mm]inister)) (?P<name>{NAME})"
        ),
        re.compile(rf"\b(?:opened|introduced|hosted) by (?P<name>{NAME}), (?P<role>[^.,]{{1,200}})"),
    ),
    offices=any_of(r"\b(?:minister|state secretary|director-general|governor|head of unit|head of department)\b"),
    attendance=any_of(
        r"\b(?:invited|met|joined|welcomed|hosted|held)\b",
        r"\battend",
        r"\bparticipa",
        r"\btook part\b",
        r"\bgathered\b",
        r"\bpresent\b",
        r"\b(?:asked|surveyed|consulted)\b",
        r"\bbrought together\b",
    ),
    participants=re.compile(
        r"\b(?:(?:about|some|around|approximately|over|nearly|almost|up to|at least|more than|roughly|just over"
        r"|a total of) )*"
        r"(?P<count>\d{1,4}|" + "|".join([*_TENS, *_UNITS]) + r") (?:different |civil society )?"
        r"(?P<unit>organisations|organizations|people|persons|participants|representatives|associations|delegates"
        r"|stakeholders|attendees|members"
        r"|charities|groups|young people|residents)\b",
        re.IGNORECASE,
    ),
    earlier=any_of(
        r"(?:\b(?:at|in|to|during|attended) |^)(?:(?:the|our) (?:previous|last|earlier)|last year[’']s) "
        r"(?:meeting|consultation|conference|workshop|round)\b",
        r"\blast year\b(?![’'])",
    ),
    dateline=re.compile(rf"^[A-Z][a-z]+,? (?:in )?(?:(?:{_MONTH}) \d{{4}}|{_DATE})$"),
    date_label=any_of(
        r"^(?:date|time|date and (?:place|time|venue|location)|time and place|meeting date|date of meeting"
        r"|when)\s*[:|]"
    ),
    venue_label=any_of(r"^(?:place|venue|location|where)\s*[:|]\s*(?P<place>\S.{1,120})$"),
    venue=re.compile(
        r"\b(?:was held|were held|took place|gathered|met|held|hosted|joined)\b[^.,]{0,80}?"
        r" (?:in|at) (?:the )?(?!(?:January|February|March|April|May|June|July|August|September|October|November"
        r"|December)\b)"
        r"(?P<place>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}(?:,? in [A-Z][\w-]+|, [A-Z][\w-]+)?)"
    ),
    published=any_of(r"^(?:first |last |results |page )?(?:published|updated|reviewed|posted)\b"),
    publisher=any_of(
        r"^(?:from|published by|by)\s*:? (?:the )?(?:department|ministry|office) (?:of|for) [\w ,&-]{3,80}$"
    ),
    project_lead=re.compile(r"\b(?P<name>[A-Z][\w-]+) was appointed (?P<role>project manager|project leader)"),
    question=re.compile(r"^(?:Discussion )?(?:[Qq]uestion|QUESTION|Q)\s*(\d{1,2})\s*(?:[:.)–-]\s*(.*)|$)", re.DOTALL),
    about_question=any_of(r"\bquestion (?P<number>\d{1,2})\b"),
    questions_intro=any_of(r"\bquestions\b[^.]{0,200}:$"),
    prose_question=any_of(
        r"\b(?:(?:main|overall|overarching|central|discussion) question(?: (?:was|is))?"
        r"|(?:participants|attendees|groups|tables|members|delegates) (?:were|was) (?:then "
        r"|also )?asked)\s*:\s*(?P<text>[^?:]{1,400}\?)"
    ),
    prose_subquestions=any_of(
        r"\b(?:underlying |sub-?|following )questions (?:were|are)\s*:\s*(?P<text>(?:[^?:]{1,400}\?){1,20})"
    ),
    said=any_of(
        r"\b(?:was|were|been) (?:raised|mentioned|noted|stressed|said|put forward|discussed|emphasised|brought up"
        r"|made)\b",
        r"\bparticipants (?:raised|said|stressed|mentioned|noted|suggested)\b",
        r"\b(?:key messages|comments|views|feedback|discussion points|points raised|input)\b",
    ),
    themes_intro=any_of(r"\b(?:themes|topics|subjects)\s*[.:]?$", r"\bfollowing (?:themes|topics|subjects)\b"),
    theme_phrase=re.compile(
        r"\bon the (?:theme|topic|subject)(?: of|:)? [”\"“]?(?P<text>[^.:”\"“]{3,250}?)[”\"]?\s*[.:]"
    ),
    themes_enumerated=any_of(r"\bthemes(?: were| are)?\s*:\s*(?P<text>[^.:?]{1,150},[^.:?]{1,300})\."),
    conjunction=re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+"),
    other_list=any_of(
        r"\bprinciples\b[^.]{0,200}:?$",
        r"^(?:list of )?(?:programme|program|agenda|participants|present|attendees|attending|speakers|invited"
        r"|contact\w*|links|read more"
        r"|further information|registration|target group)\b",
        r"^(?:(?:further|suggested|background) reading|(?:related|useful) (?:content|links|pages|news"
        r"|documents)|see also|related)\s*:?$",
        r"^(?:share(?: this)?(?: page| article)?|follow us|on this page|downloads?|tags"
        r"|was this (?:page|article|information) (?:helpful|useful))\s*[:?]?$",
        r"\b(?:attended|took part|were present)\b[^.]{0,200}:$",
        r"^(?:organi[sz]ations|people|bodies|groups) (?:represented|present|attending|who attended|who came"
        r"|invited)\b",
    ),
    generic_heading=any_of(
        r"^(?:background|introduction|purpose|summary|discussions?|group discussions?|views|conversation|notes"
        r"|answers|key messages"
        r"|results|other|any other business|comments|input|plenary|group work|what was said|memorandum"
        r"|points raised|summary of (?:the )?(?:discussions?|meeting|event|day)"
        r"|(?:discussion )?questions(?: for discussion)?)\s*:?$"
    ),
    appendix=any_of(r"^(?:appendi(?:x|ces)(?: \w)?|annex(?:es)?(?: \w)?|invitation)(?:$|\b(?=[ :]))"),
    body=any_of(r"^(?:introduction|summary)$", r"^summary report\b"),
    labels=(
        (any_of(r"\b(?:obstacles|barriers|difficulties|hindrances)\b"), PointKind.OBSTACLE),
        (any_of(r"\b(?:opportunities|possibilities|strengths)\b"), PointKind.OPPORTUNITY),
        (any_of(r"\b(?:proposals|suggestions|ideas|recommendations|solutions)\b"), PointKind.PROPOSAL),
        (any_of(r"\b(?:concerns|challenges|risks|worries|problems)\b"), PointKind.CONCERN),
    ),
    cues=(
        (
            PointKind.CONCERN,
            any_of(
                r"\bconcern(?:ed|s)?\b", r"\bworr(?:y|ied|ies)\b", r"\bfears?\b", r"\brisks?\b", r"\bproblem with\b"
            ),
        ),
        (
            PointKind.PROPOSAL,
            any_of(
                r"\bshould\b",
                r"\bought to\b",
                r"\bproposal\b",
                r"\bsuggest",
                r"\bwould be needed\b",
                r"\bneeds? to\b",
                r"\bis needed\b",
                r"\bare needed\b",
                r"^(?:create|establish|introduce)\b",
            ),
        ),
        (
            PointKind.OBSTACLE,
            any_of(
                r"\bdifficult\b",
                r"\black(?:s|ing)?\b",
                r"\bshortage\b",
                r"\bobstacle",
                r"\bbarrier",
                r"\bhinder",
                r"\btoo (?:long|short|late|little)\b",
                r"\bmissing\b",
            ),
        ),
        (PointKind.CONCERN, any_of(r"\bdiscriminat", r"\bgreat challenge\b", r"\bnot enough\b")),
        (PointKind.OPPORTUNITY, any_of(r"\bopportunit", r"\bpotential\b")),
    ),
    place=re.compile(r"\bin (?P<place>[A-ZÅÄÖ][\w-]+)$"),
    meeting_place=re.compile(r"\b[Cc]onference in (?P<place>[A-ZÅÄÖ][\w-]+)"),
    meeting_held=re.compile(r"\bconference in (?P<place>[A-ZÅÄÖ][\w-]+) (?:was attended|gathered|drew)\b"),
    all_meetings=any_of(r"\b(?:at|from|during) the conferences\b"),
    meetings="conferences",
    about="on",
    meeting_count=re.compile(rf"\b(?P<text>(?P<count>{'|'.join(_UNITS)}) (?:\w+al )?conferences)\b", re.IGNORECASE),
    meeting_subject=re.compile(
        r"\bconferences (?:on|about) (?P<text>(?:the )?[A-Z][\w-]+(?: \w+){0,4}?)(?= (?:Autumn|Spring|\d{4})\b|$|[.,])"
    ),
    span=re.compile(r"\bperiod (\d{4})\s?[-–]\s?(\d{4})\b"),
    tasks_intro=re.compile(
        r"^(?P<who>[A-Z][\w -]{2,70}?) (?:shall|must|will|is to|(?:intends|plans) to)\b(?: (?:therefore|also"
        r"|in particular))*\s*:?$"
    ),
    tasks_heading=any_of(
        r"^(?:actions?|action points|commitments|next steps|agreed actions|to do|assignments?|the assignment"
        r"|follow-up)\s*:?$",
        r"\b(?:undertakes|commits|will)(?: to)?\s*:$",
    ),
    responsible=re.compile(
        r"\b[Aa]n? (?P<office>[a-z][\w ]{3,60}?), who (?:shall|is to|will) (?:be|serve as|act as) an? "
        r"(?P<role>[a-z][\w ]{3,60}?)[,.]"
    ),
    responsible_label=re.compile(
        r"\s*[(,;–-]?\s*(?:[Rr]esponsible|[Oo]wner)\s*:?\s*(?P<who>[A-Z][^.,;()]{2,80})[).;,]?\s*"
    ),
    due=re.compile(rf"\b(?:[Nn]o later than|[Bb]y|[Bb]efore|[Dd]ue)\s+(?P<date>{_DATE}|(?:{_MONTH}) \d{{4}}|\d{{4}})"),
    task_tail=re.compile(r"(?:[,;]\s*and|\s+and|[,;.])\s*$"),
    decisions=english_decisions(_DATE),
    reporting=ENGLISH_REPORTING,
    roles=any_of(
        r"\b(?:minister|state secretary|secretary-general|secretary|chair(?:man|woman|person)?|project manager"
        r"|director|professor"
        r"|researcher|governor|moderator|coordinator|head of \w+|CEO|officer|teacher|mr|mrs|ms|dr)\b"
    ),
    organisation=any_of(
        r"\b(?:association|federation|university|council|network|foundation|institute|church|organi[sz]ation|agency"
        r"|authority"
        r"|ministry|department|region|centre|offices?)\b"
    ),
    address=re.compile(r"\b\d{1,4} [A-Z][a-z]+ (?:Street|Road|Avenue|Lane|Square)\b"),
)
