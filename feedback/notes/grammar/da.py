"""Danish, in part: dates, lists, questions, participants and the common verbs of saying."""

import re
from dataclasses import replace

from feedback.enums import PointKind
from feedback.notes.grammar.basic import BARE
from feedback.notes.grammar.reporting import Column, ReportingWords
from feedback.notes.grammar.words import NAME, any_of, words

_MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
_TITLES = (
    r"(?:\w*minister(?:en)?|departementschef(?:en)?|direktør(?:en)?|borgmester(?:en)?|mødeleder(?:en)?"
    r"|kontorchef(?:en)?|styrelseschef(?:en)?)"
)

_REPORTING = ReportingWords(
    speakers=any_of(
        r"\b(?:\w*(?:deltager(?:ne|e)?|organisation(?:er|erne|en)?|forening(?:er|erne|en)?|forbund(?:et|ene)?"
        r"|repræsentant(?:er|erne)?|gruppe(?:r|rne|n)?"
        r"|medlemmer|klubber|netværk(?:et)?|kommuner|aktører|virksomheder|laug(?:et)?)|mange|flere|nogle|andre"
        r"|enkelte|alle|de fremmødte|borgere|borgerne"
        r"|forældre|unge)\b"
    ),
    hosts=any_of(rf"\b{_TITLES}s?\b", r"\b(?:regeringen|\w*ministeriet|\w*styrelsen|kommunen|vi)\b"),
    host_titles=_TITLES,
    verbs=any_of(
        r"\b(?:mente|mener|løftede|tog op|tager op|pegede på|peger på|understregede|understreger|fremhævede"
        r"|fremhæver|efterlyste|efterlyser|efterspurgte"
        r"|efterspørger|foreslog|foreslår|ønskede|ønsker|udtrykte|udtrykker|påpegede|påpeger|sagde|siger|fortalte"
        r"|beskrev|nævnte|oplevede|oplever|savnede"
        r"|savner|støttede|advarede|kritiserede|bad om|ville have|var (?:kritiske?|enige?|optaget af|bekymrede?"
        r"|positive?)|syntes|synes|spurgte|gjorde opmærksom)\b"
    ),
    said=any_of(
        r"\b(?:blev|bliver) (?:der |det )?(?:også )?(?:peget på|løftet|nævnt|understreget|fremhævet|efterlyst"
        r"|efterspurgt|foreslået|påpeget|taget op|udtrykt|sagt|rejst"
        r"|udtalt|stillet spørgsmål)\b",
        r"\bkom (?:det )?(?:også )?frem\b",
        r"^(?:et|en) (?:\w+ )?(?:input|forslag|synspunkt|bekymring|ønske|udfordring)\w*\b.{0,40}\bvar\b",
        r"\bder var (?:\w+ )?(?:enighed|bekymring|ønske|bred opbakning)\b",
    ),
    agent=re.compile(r"\b(?:af|fra) (?=\w)"),
    clause=any_of(r",? (?:at|om|hvordan|hvorfor|hvad)\b", r"[;:(“\"]"),
    pronoun=any_of(r"^(?:de|hun|han|disse)\b"),
    fronted=any_of(
        r"^(?:i|under|ved|på|fra|efter|til|med|som|videre|desuden|også|derefter|her|samtidig|for|når|blandt)\b"
    ),
    source=any_of(
        r"\b(?:i|ifølge) (?:\w+ )?(?:rapporten|betænkningen|loven|strategien|lovforslaget|aftalen|udspillet)\b"
    ),
    ahead=any_of(r"\b(?:vil|skal) (?:\w+ ){0,2}(?:diskutere|drøfte|præsentere)\b"),
    leads_over=any_of(r"\bfølgende\b"),
    quoted=re.compile(
        rf"[,!?.”»\"] ?(?:siger|sagde|fortæller|mener)\s+(?P<who>(?:[\w-]+ ){{0,4}}?{NAME}[^.]{{0,120}}"
        rf"|\w[^.]{{2,120}})"
    ),
    hosts_heading=any_of(r"^(?:indledning|velkomst|velkommen|baggrund|afslutning|åbning|kontakt|om mødet)\b"),
    hosts_list=any_of(r"\b(?:regeringen|ministeriet|styrelsen|formålet|målet|planen|rapporten)\b"),
    asked=any_of(r"^vi spurgte\s*(?::|$)"),
    heard=any_of(r"^(?:i|du) sagde\s*(?::|$)", r"^(?:dette|det) sagde i\s*(?::|$)"),
    answered=any_of(r"^(?:vi (?:gjorde|svarer|svarede)|det gjorde vi|vores svar)\s*(?::|$)"),
    columns={
        Column.SAID: any_of(r"^(?:input|kommentar(?:er)?|i sagde|høringssvar|bemærkninger)$"),
        Column.ANSWER: any_of(r"^(?:svar|vi gjorde|vores svar)$"),
        Column.TASK: any_of(r"^(?:hvad|tiltag|opgave|handling)\??$"),
        Column.RESPONSIBLE: any_of(r"^(?:hvem|ansvarlig)\??$"),
        Column.DUE: any_of(r"^(?:hvornår|frist|deadline)\??$"),
    },
)

DANISH = replace(
    BARE,
    language="da",
    common_words=words(
        "og det som en på er for med den til ikke om et har de vi fra kan skal så men eller ved hvordan også flere mange at der"
        " af blev bliver nogle efter meget hvad nu mellem frem op mødet vil"
    ),
    months={month: number for number, month in enumerate(_MONTHS, start=1)},
    numbers={
        "ti": 10,
        "tolv": 12,
        "tyve": 20,
        "tredive": 30,
        "fyrre": 40,
        "halvtreds": 50,
        "tres": 60,
        "hundrede": 100,
    },
    conjunctions=frozenset({"og", "eller", "samt", "til"}),
    abbreviations=words("f.eks bl.a m.m osv dvs ca nr kl jf mv o.l"),
    open_words=words("og eller samt at som i på af for med til fra om den det en et de ved mellem mod"),
    page_number=any_of(r"^\W*side\s*\d{1,3}(?:\s*(?:af|/)\s*\d{1,3})?\W*$"),
    page_mark=any_of(r"\bside\s*(?P<page>\d{1,3})(?:\s*(?:af|/)\s*\d{1,3})?$"),
    kinds=(
        (any_of(r"\bdialogmøde", r"\bhøringsmøde", r"\bborgermøde", r"\binddragelsesmøde"), "dialogmøde"),
        (any_of(r"\b\w*konference"), "konference"),
    ),
    title=re.compile(r"^(?:Referat|Notat|Opsummering|Sammenfatning|Rapport|Protokol|Mødereferat) (?:fra|af|om)\b"),
    department=re.compile(r"\b[A-ZÆØÅ][a-zæøå]+(?:- og [A-Za-zæøå]+)?ministeriet\b"),
    host_person=(
        re.compile(rf"\b(?P<role>{_TITLES}) (?P<name>{NAME}) (?:inviterede|åbnede|indledte|bød)\b", re.IGNORECASE),
    ),
    attendance=any_of(r"\bdeltog\b", r"\bmødte\b", r"\binviterede\b", r"\bdeltagere\b", r"\bsamlede\b"),
    participants=re.compile(
        r"\b(?:(?:omkring|omtrent|cirka|ca\.?|over|godt|knap|næsten|i alt) )*(?P<count>\d{1,4}) (?:forskellige )?"
        r"(?P<unit>\w*organisationer|deltagere|personer|repræsentanter|foreninger|mennesker|borgere)\b",
        re.IGNORECASE,
    ),
    date_label=any_of(r"^(?:dato|tid|mødedato|tid og sted)\s*[:|]"),
    question=re.compile(r"^(?:Spørgsmål|SPØRGSMÅL)\s*(\d{1,2})\s*(?:[:.)–-]\s*(.*)|$)", re.DOTALL),
    questions_intro=any_of(r"\bspørgsmål(?:ene)?\b[^.]{0,200}:$"),
    said=any_of(
        r"\b(?:input|synspunkter|kommentarer|bemærkninger|tilbagemeldinger)\b",
        r"\b(?:blev|kom) (?:\w+ ){0,2}(?:nævnt|løftet|taget op|frem|sagt)\b",
    ),
    other_list=any_of(
        r"^(?:program|dagsorden|deltagere|til stede|deltog|kontakt\w*|links|læs mere|bilag|tilmelding|fakta)\b"
    ),
    generic_heading=any_of(
        r"^(?:baggrund|indledning|formål|sammenfatning|diskussion(?:en)?|synspunkter|input|referat|opsummering"
        r"|andet|eventuelt|kommentarer|afslutning)\s*:?$"
    ),
    appendix=any_of(r"^bilag(?: \d+)?(?:$|\b(?=[ :]))"),
    labels=(
        (any_of(r"\b(?:hindringer|barrierer)\b"), PointKind.OBSTACLE),
        (any_of(r"\bmuligheder\b"), PointKind.OPPORTUNITY),
        (any_of(r"\b(?:forslag|ideer|anbefalinger)\b"), PointKind.PROPOSAL),
        (any_of(r"\b(?:udfordringer|bekymringer|risici)\b"), PointKind.CONCERN),
    ),
    cues=(
        (PointKind.CONCERN, any_of(r"\bbekymr", r"\brisiko", r"\bproblem")),
        (PointKind.PROPOSAL, any_of(r"\bbør\b", r"\bburde\b", r"\bforesl", r"\bønske")),
        (PointKind.OBSTACLE, any_of(r"\bsvær", r"\bmangl?e", r"\bhindr")),
    ),
    reporting=_REPORTING,
    roles=any_of(r"\b(?:minister|departementschef|formand|direktør|rådgiver|generalsekretær|professor|borgmester)\b"),
)
