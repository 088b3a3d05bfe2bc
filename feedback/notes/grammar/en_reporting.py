"""English: who speaks and how it is told, on pages and in minutes in running text."""

import re

from feedback.notes.grammar.reporting import Column, ReportingWords
from feedback.notes.grammar.words import NAME, any_of

_TITLES = (
    r"(?:(?:[Pp]rime |[Dd]eputy )?[Mm]inister(?: (?:of|for) (?:the )?[A-Z]\w+(?:(?: and|,) [A-Z]\w+)*)?"
    r"|(?:[Pp]arliamentary |[Uu]nder )?[Ss]tate [Ss]ecretary"
    r"|[Ss]ecretary of [Ss]tate(?: for [A-Z]\w+(?:(?: and|,) [A-Z]\w+)*)?"
    r"|[Dd]irector(?:-[Gg]eneral)?(?: of the [A-Z]\w+)?"
    r"|[Cc]hair(?:man|woman|person)?|[Mm]oderator|[Ff]acilitator|[Cc]ommissioner|[Mm]ayor|[Hh]ead of \w+)"
)
_HOSTS = (
    rf"\b{_TITLES}\b(?! of the [\w ]*(?:association|society|union|federation|club|network))|\b(?:[Gg]overnment"
    rf"|[Dd]epartments?|[Mm]inistry|[Aa]gency"
    r"|[Oo]fficials?|[Cc]ivil servants?|[Cc]ouncil(?:lor)?|[Hh]osts?|[Oo]rganisers|[Ss]ecretariat|[Oo]ffice"
    r"|[Tt]he team|[Pp]roject team|[Cc]ommission"
    r"|[Aa]uthority|[Ww]e|I)\b"
)
_SPEAKERS = (
    r"\b(?:participants?|attendees?|members?|stakeholders?|representatives?|organi[sz]ations?|groups?|many|several"
    r"|some|others?|one|two|three|a few|few"
    r"|most|all|both|respondents?|delegates?|associations?|charit(?:y|ies)|those present|panel(?:lists?)?|people"
    r"|residents?|parents?|volunteers?"
    r"|young people|communit(?:y|ies)|contributors?|unions?|societ(?:y|ies)|networks?|forum|federations?|churches"
    r"|museums?|schools?|businesses|farmers"
    r"|academics|researchers|practitioners|providers|employers|trade bodies|ngos?|civil society|campaigners"
    r"|consumers|users|patients|carers|tenants"
    r"|landowners|the (?:room|meeting|table)|a majority|the majority|clubs?|trusts?|landlords|industry|guests?"
    r"|visitors|leaders|consultees|interviewees|workshops?|tables?)\b"
)
_VERBS = (
    r"raise[sd]?|not(?:ed?|es)|said|says?|stress(?:ed|es)?|emphasi[sz]e[sd]?|highlight(?:ed|s)?|suggest(?:ed|s)?"
    r"|argue[sd]?|felt|feels?|thought|thinks?"
    r"|believe[sd]?|point(?:ed|s)? (?:out|to)|report(?:ed|s)?|describe[sd]?|express(?:ed|es)?|asked|asks?|call(?:ed"
    r"|s)? (?:for|on)|question(?:ed|s)?"
    r"|want(?:ed|s)?|urge[sd]?|mention(?:ed|s)?|agreed?|welcome[sd]?|support(?:ed|s)?|recommend(?:ed|s)?"
    r"|propose[sd]?|warn(?:ed|s)?|voice[sd]?"
    r"|observe[sd]?|comment(?:ed|s)?|share[sd]?|explain(?:ed|s)?|identif(?:ied|ies|y)|considered|would (?:like"
    r"|prefer|welcome)|saw|sees?|cited?|underline[sd]?"
    r"|prefer(?:red|s)?|request(?:ed|s)?|flag(?:ged|s)?|reflect(?:ed|s)?|told|told us|complain(?:ed|s)?|object(?:ed"
    r"|s)?|oppose[sd]?|disagreed?|hoped?"
    r"|acknowledged?|recogni[sz]ed?|feared?|doubted|favou?red|requested|reiterated|echoed|queried|challenged|cautioned"
    r"|(?:was|were|are|is|remain(?:ed)?) (?:also |very |particularly |generally |especially )?(?:concerned|worried"
    r"|keen|critical|positive|unsure|in favour|"
    r"frustrated|disappointed|supportive|opposed|sceptical|clear|unclear|unhappy|pleased|anxious|of the view)"
)

ENGLISH_REPORTING = ReportingWords(
    speakers=re.compile(_SPEAKERS, re.IGNORECASE),
    hosts=re.compile(_HOSTS),
    host_titles=_TITLES,
    verbs=re.compile(rf"\b(?:{_VERBS})\b"),
    human=any_of(
        r"^(?:note|said|say|stress|emphasi|argue|felt|feel|thought|think|believe|urge|ask|want|warn|worr|complain"
        r"|hope|call|welcome"
        r"|express|comment|told|question|agree|disagree|caution|prefer|regret|fear|doubt|were concerned"
        r"|was concerned|were worried)"
    ),
    nobody=any_of(
        r"\b(?:it|this|that|these|there|which|who|what|is|are|was|were|be|been|has|have|had|will|can|not|if|when"
        r"|because|to|evidence"
        r"|data|figures|statistics|results|article|report|findings|research|law|act)\b"
    ),
    said=any_of(
        r"(?<!\bthat )(?<!\bwhich )\b(?:was|were|been) (?:also |further |widely |repeatedly |often |frequently "
        r"|again )?(?:noted|raised|suggested|stressed|said|mentioned"
        r"|highlighted|emphasi[sz]ed|pointed out|argued|felt|proposed|observed|questioned|reported|recommended"
        r"|expressed|requested|voiced|identified|flagged"
        r"|called for|asked|brought up|put forward|described as|seen as|cited|queried|underlined|acknowledged"
        r"|recogni[sz]ed|shared)\b(?! (?:to|the Min))",
        r"\bthere (?:was|were) (?:also |a |an |some |strong |broad |general |wide |widespread |clear |considerable "
        r"|much |significant |little |overall )*"
        r"(?:agreement|consensus|support|concerns?|feeling|view|desire|call|calls|interest|appetite|frustration"
        r"|recognition|worry|worries|suggestions?|request"
        r"|requests|sense|demand|uncertainty)\b",
        r"^(?:a|an|another|one|other|the main|common|key|further)\b[^.,]{0,50}\b(?:view|suggestion|concern|point"
        r"|theme|comment|proposal|worry|message|idea"
        r"|issue|challenge|barrier|request|question)s? (?:was|were|is|included|concerned|raised was|made was"
        r"|raised were)\b",
        r"\bit was (?:also )?agreed that\b",
        r"^the discussion (?:also )?(?:highlighted|pointed|raised|identified|focused on the need)\b",
    ),
    agent=re.compile(r"\b(?:by|from) (?:the )?(?=\w)", re.IGNORECASE),
    clause=any_of(r",? (?:that|how|why|whether)\b", r"[;:(“\"]"),
    pronoun=any_of(r"^(?:(?:also|further|moreover|in addition),? )?(?:she|he|they|these|the same \w+)\b"),
    fronted=re.compile(r"(?!)"),
    member=re.compile(r"^,? ?\(?(?:from|of|at|for|,|\()"),
    source=any_of(
        r"\b(?:in|by|under|according to) (?:the|a|an|its|their|our) (?:[\w-]+ ){0,2}(?:report|study|bill|act"
        r"|strategy|review|survey|budget|paper|legislation"
        r"|regulations?|manifesto|publication|statistics)\b",
        r"^the (?:[\w-]+ ){0,2}(?:report|study|bill|act|strategy|review|survey|statistics|paper|grant|data|figures"
        r"|legislation|evidence)\b",
    ),
    ahead=any_of(
        r"\bwill (?:\w+ )?(?:be (?:able|invited|asked|discussed|raised|presented)|discuss|have the opportunity)\b",
        r"\b(?:are|is) invited to\b",
        r"\bplease (?:register|contact|let us)\b",
    ),
    nothing=any_of(r"\bno (?:\w+ ){0,2}(?:comments?|questions?|objections?|points?|concerns?|views) (?:was|were)\b"),
    leads_over=any_of(r"\bthe following\b(?! (?:day|year|week))", r"\b(?:as follows|listed below)\b"),
    topics=any_of(
        r"\b(?:was|were) (?:also )?(?:discussed|covered|on the agenda)\b",
        r"^(?:the )?(?:discussion|conversation|talk|debate)s? (?:also |then )?(?:turned to|covered|moved on|centred on"
        r"|concerned|focused on)\b",
        r"^(?:a|an|one|another)\b[^.,:]{0,50}\b(?:topic|theme|issue|question)\b[^.,:]{0,40} (?:was|is) \w+\.$",
    ),
    claims=any_of(
        r"\b(?:should|must|needs?|needed|ought to|lacks?|lacking|too|not enough|cannot|could not|can’t|can't|difficult"
        r"|hard(?:er)? (?:to|for)|only|rarely|seldom|often|without|shortage|expensive|costly|unclear|risks?|problems?"
        r"|struggle[sd]?|missing|insufficient|would (?:help|be|make|allow|need)|unable|nobody|no one)\b"
    ),
    backward=any_of(
        r"^(?:this|that|the same)(?: (?:point|view|concern|issue))? (?:was|were) (?:also |further )?(?:raised|made"
        r"|echoed|shared"
        r"|stressed|repeated|supported|confirmed)\b(?!.*\bthat\b)"
    ),
    according=any_of(r"\baccording to "),
    settled=any_of(
        r"\b(?:1[5-9]|20)\d\d\b|[£$€]|\b(?:million|billion|per cent|percent)\b|\d ?%",
        r"\b(?:was|were) (?:introduced|established|founded|launched|adopted|set up)\b",
        r"\b(?:the (?:meeting|event|session|workshop|consultation|next)|the points|these (?:points|views))\b",
    ),
    demanded=re.compile(
        r"^(?:[Tt]he )?(?:[Gg]overnment|[Dd]epartment|[Mm]inistry|[Aa]gency|[Cc]ouncils?) (?:should|must|needs? to"
        r"|ought to)\b"
    ),
    quoted=re.compile(
        rf"[,!?.”\"’'] ?(?:(?:said|says|added|explained|explains)\s+(?P<who>[^.]{{2,120}})"
        rf"|(?P<first>(?:the )?(?:{_TITLES}|{NAME})[^.\"”]{{0,60}}) (?:said|added|says)\b)"
    ),
    hosts_heading=any_of(
        r"^(?:what happens next|what we will do|welcome|opening|introduction|introductory|background|purpose"
        r"|context|closing|close|about (?:the|this)"
        r"|next steps|presentations?|keynote"
        r"|overview of the (?:policy|programme|scheme)|apologies|overview|contact|minutes of the last)\b",
        rf"\b{_TITLES}['’]s (?:opening|introduction|speech|remarks|address|presentation)\b",
    ),
    hosts_list=re.compile(
        r"\b(?:[Tt]he|[Oo]ur|[Ii]ts) (?:[A-Z]?\w+ ){0,3}(?:Government|government|Department|department|Minister"
        r"|minister|Ministry|Agency|agency|council|Council"
        r"|Director|Office|team|Chair|[Ss]ecretariat) (?:\w+ ){0,4}?(?:presented|announced|outlined|will|has|have"
        r"|is|set out|described|introduced|explained|runs|covered)\b"
        r"|\b(?:purposes?|aims?|objectives?|goals?|plan|agenda|programme|background|presentations?|report|survey"
        r"|meeting|event|session|slides?)\b"
        r"(?: of the [\w ]{2,40}?)? (?:\w+ ){0,2}?(?:is|are|was|were|had|has|shows?|showed|included?|includes"
        r"|covered|consists? of|to)\b"
        r"|^(?:(?:The |Our |Meeting )?(?:purposes?|aims?|objectives?|agenda|programme|background)\b)|^(?:You"
        r"|We) (?:can|will)\b|\b(?:purposes?|aims?|objectives?)\s*:$"
    ),
    asked=any_of(r"^(?:what )?we asked\b(?:\s*:|$)", r"^what did we ask\b"),
    heard=any_of(
        r"^(?:what )?(?:you|they|residents|people|respondents|participants) (?:said|told us|asked for)\s*(?::|$)",
        r"^what (?:we heard|you told us|did you say)\??\s*(?::|$)",
        r"^(?:we heard|your comments?|your views)\s*(?::|$)",
    ),
    answered=any_of(
        r"^(?:what )?we (?:did|have done|are doing|will do|'ve done)\s*(?::|$)",
        r"^(?:what (?:did we do|we will do next|happens next)|our response|response|our answer|actions? taken"
        r"|outcome)\??\s*(?::|$)",
    ),
    counted=any_of(
        r"\b(?:received|there were|had|got) (?:a total of |over |around |about |some )?[\d,]+ (?:\w+ )?(?:responses"
        r"|replies|comments|submissions|people|respondents)\b",
        r"\b[\d,]+ (?:\w+ )?(?:responses|replies|submissions|letters) (?:was|were) (?:received|delivered|sent"
        r"|returned)\b",
        r"\b(?:consultations?|survey|questionnaire|engagement) (?:was|were|ran|took place) ?(?:carried out|held"
        r"|open|live|for|from|between)?\b",
        r"^[\d,]+ (?:people|residents|responses|respondents|organi[sz]ations) (?:responded|replied|took part"
        r"|were received)\b",
    ),
    columns={
        Column.SAID: any_of(
            r"^(?:you said|comments?|points? raised|views?|feedback|what you said|issues? raised|suggestions?"
            r"|what we heard)$"
        ),
        Column.ANSWER: any_of(
            r"^(?:we did|responses?|our response|answers?|reply|what we did|outcome|department response"
            r"|council response)$"
        ),
        Column.QUESTION: any_of(r"^(?:questions?|we asked)$"),
        Column.TASK: any_of(r"^(?:what|actions?|tasks?|to do|activity|decision|action point)\??$"),
        Column.RESPONSIBLE: any_of(r"^(?:who|owner|responsible|by whom|lead|assigned to)\??$"),
        Column.DUE: any_of(r"^(?:when|by when|deadline|due|due date|date|timescale|target date)\??$"),
    },
)
