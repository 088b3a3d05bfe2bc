"""Norwegian (bokmål), in part: dates, lists, questions, participants and the common verbs of saying."""

import re
from dataclasses import replace

from feedback.enums import PointKind
from feedback.notes.grammar.basic import BARE
from feedback.notes.grammar.reporting import Column, ReportingWords
from feedback.notes.grammar.words import NAME, any_of, words

_MONTHS = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
)
_TITLES = (
    r"(?:\w*minister(?:en)?|statsråd(?:en)?|statssekretær(?:en)?|direktør(?:en)?|ordfører(?:en)?"
    r"|møteleder(?:en)?|avdelingsdirektør(?:en)?)"
)

_REPORTING = ReportingWords(
    speakers=any_of(
        r"\b(?:\w*(?:deltaker(?:ne|e)?|organisasjon(?:er|ene|en)?|forening(?:er|ene|en)?|forbund(?:et|ene)?|laget"
        r"|lag(?:ene)?|representant(?:er|ene)?"
        r"|gruppe(?:r|ne|n)?|medlemmer|klubber|nettverk(?:et)?|kommuner|aktører|bedrifter)|mange|flere|noen|andre"
        r"|enkelte|alle|én|de fremmøtte|innbyggere"
        r"|foreldre|ungdom(?:mene)?|innspillene|høringsinstansene)\b"
    ),
    hosts=any_of(
        rf"\b{_TITLES}s?\b",
        r"\b(?:regjeringen|\w*departementet|direktoratet|kommunen|statsministeren"
        r"|vi)\b",
    ),
    host_titles=_TITLES,
    verbs=any_of(
        r"\b(?:mente|mener|tok til orde for|tar til orde for|løftet|tok opp|tar opp|pekte på|peker på|understreket"
        r"|understreker|fremhevet|framhevet"
        r"|etterlyste|etterlyser|etterspurte"
        r"|foreslo|foreslår|ønsket|ønsker|uttrykte|uttrykker|påpekte|påpeker|sa|sier|fortalte|beskrev|trakk fram"
        r"|trakk frem|nevnte|opplevde|opplever"
        r"|savnet|savner|støttet|advarte|kritiserte|ba om|ville ha|var (?:kritiske?|enige?|opptatt av|bekymret"
        r"|positive?)|viste til|syntes|synes|spurte)\b"
    ),
    said=any_of(
        r"\b(?:ble|blei|blir) (?:det )?(?:også )?(?:pekt på|løftet|nevnt|understreket|framhevet|fremhevet|etterlyst"
        r"|foreslått|påpekt|tatt opp|uttrykt|sagt|trukket fram"
        r"|trukket frem|spilt inn|uttalt|reist|stilt spørsmål)\b",
        r"\bkom(?:mer)? (?:det )?(?:også )?(?:fram|frem)\b",
        r"^(?:et|en) (?:\w+ )?(?:innspill|forslag|synspunkt|bekymring|ønske|utfordring)\w*\b.{0,40}\bvar\b",
        r"\bdet (?:er|var) (?:også )?(?:ønskelig|viktig for mange)\b",
        r"\bfor (?:mange|flere|noen) (?:er|var) det\b",
        r"\bdet var (?:\w+ )?(?:enighet|bekymring|ønske|bred støtte)\b",
    ),
    agent=re.compile(r"\b(?:av|fra) (?=\w)"),
    clause=any_of(r",? (?:at|om|hvordan|hvorfor|hva)\b", r"[;:(“\"]"),
    pronoun=any_of(r"^(?:de|hun|han|disse)\b"),
    fronted=any_of(
        r"^(?:i|under|ved|på|fra|etter|til|med|som|videre|dessuten|også|deretter|her|samtidig|for|når|blant)\b"
    ),
    source=any_of(
        r"\b(?:i|ifølge) (?:\w+ )?(?:meldingen|rapporten|utredningen|loven|strategien|proposisjonen"
        r"|stortingsmeldingen)\b"
    ),
    ahead=any_of(r"\b(?:kommer til å|skal) (?:\w+ ){0,2}(?:diskutere|drøfte|presentere)\b"),
    leads_over=any_of(r"\bfølgende\b"),
    quoted=re.compile(
        rf"[,!?.”»\"] ?(?:sier|sa|forteller|mener)\s+(?P<who>(?:[\w-]+ ){{0,4}}?{NAME}[^.]{{0,120}}|\w[^.]{{2,120}})"
    ),
    hosts_heading=any_of(r"^(?:innledning|velkommen|velkomst|bakgrunn|avslutning|åpning|kontakt|om møtet)\b"),
    hosts_list=any_of(r"\b(?:regjeringen|departementet|direktoratet|formålet|målet|planen|rapporten)\b"),
    asked=any_of(r"^vi spurte\s*(?::|$)"),
    heard=any_of(r"^(?:dere|du) sa\s*(?::|$)", r"^(?:dette|det) sa dere\s*(?::|$)"),
    answered=any_of(r"^(?:vi (?:gjorde|svarer|svarte)|dette gjorde vi|vårt svar)\s*(?::|$)"),
    columns={
        Column.SAID: any_of(r"^(?:innspill|kommentar(?:er)?|dere sa)$"),
        Column.ANSWER: any_of(r"^(?:svar|vi gjorde|vårt svar)$"),
        Column.TASK: any_of(r"^(?:hva|tiltak|oppgave)\??$"),
        Column.RESPONSIBLE: any_of(r"^(?:hvem|ansvarlig)\??$"),
        Column.DUE: any_of(r"^(?:når|frist)\??$"),
    },
)

NORWEGIAN = replace(
    BARE,
    language="no",
    common_words=words(
        "og det som en på er for med den til ikke om et har de vi fra kan skal så men eller ved hvordan også flere mange at der"
        " av å ble blir noen etter mye hva nå mellom fram opp møtet vil"
    ),
    months={month: number for number, month in enumerate(_MONTHS, start=1)},
    numbers={"ti": 10, "tolv": 12, "tjue": 20, "tretti": 30, "førti": 40, "femti": 50, "seksti": 60, "hundre": 100},
    conjunctions=frozenset({"og", "eller", "samt", "til"}),
    abbreviations=words("f.eks bl.a m.m osv dvs ca nr kl jf mv o.l"),
    open_words=words("og eller samt at som i på av for med til fra om den det en et de ved mellom mot"),
    page_number=any_of(r"^\W*side\s*\d{1,3}(?:\s*(?:av|/)\s*\d{1,3})?\W*$"),
    page_mark=any_of(r"\bside\s*(?P<page>\d{1,3})(?:\s*(?:av|/)\s*\d{1,3})?$"),
    letterhead=any_of(
        r"^(?:historisk arkiv|til toppen|hopp til innhold\w*|nyhet|pressemelding)$",
        r"^(?:publisert under"
        r"|utgiver)\s*:",
    ),
    kinds=(
        (
            any_of(r"\binnspillsmøte", r"\binnspillskonferanse", r"\bhøringsmøte", r"\bdialogmøte", r"\brådslag"),
            "innspillsmøte",
        ),
        (any_of(r"\b\w*konferanse"), "konferanse"),
    ),
    title=re.compile(r"^(?:Referat|Notat|Oppsummering|Sammendrag|Rapport|Protokoll|Møtereferat) (?:fra|av|om)\b"),
    department=re.compile(r"\b[A-ZÆØÅ][a-zæøå]+(?:- og [a-zæøå]+)?departementet\b"),
    host_person=(re.compile(rf"\b(?P<role>{_TITLES}) (?P<name>{NAME}) (?:inviterte|åpnet|innledet)\b", re.IGNORECASE),),
    attendance=any_of(r"\bdeltok\b", r"\bmøtte\b", r"\binviterte\b", r"\bdeltakere\b", r"\bsamlet\b"),
    participants=re.compile(
        r"\b(?:(?:om lag|omtrent|rundt|cirka|ca\.?|over|nærmere|drøyt|totalt"
        r"|nesten) )*(?P<count>\d{1,4})(?:-talls)? (?:ulike )?"
        r"(?P<unit>\w*organisasjoner|deltakere|personer|representanter|foreninger|mennesker)\b",
        re.IGNORECASE,
    ),
    date_label=any_of(r"^(?:dato|tid|møtedato|tid og sted)\s*[:|]"),
    question=re.compile(r"^(?:Spørsmål|SPØRSMÅL)\s*(\d{1,2})\s*(?:[:.)–-]\s*(.*)|$)", re.DOTALL),
    questions_intro=any_of(r"\bspørsmål(?:ene)?\b[^.]{0,200}:$"),
    said=any_of(
        r"\b(?:innspill|synspunkter|kommentarer|merknader|tilbakemeldinger)\b",
        r"\b(?:ble|kom) (?:\w+ ){0,2}(?:nevnt|løftet|tatt opp|fram|frem|sagt|spilt inn)\b",
    ),
    other_list=any_of(
        r"^(?:program|agenda|dagsorden|deltakere|til stede|deltok|saksliste|kontakt\w*|lenker|les mer|vedlegg"
        r"|påmelding|fakta)\b"
    ),
    generic_heading=any_of(
        r"^(?:bakgrunn|innledning|formål|sammendrag|diskusjon(?:en)?|synspunkter|innspill|referat|oppsummering"
        r"|annet|kommentarer|avslutning)\s*:?$"
    ),
    appendix=any_of(r"^vedlegg(?: \d+)?(?:$|\b(?=[ :]))"),
    labels=(
        (any_of(r"\b(?:hindringer|barrierer)\b"), PointKind.OBSTACLE),
        (any_of(r"\bmuligheter\b"), PointKind.OPPORTUNITY),
        (any_of(r"\b(?:forslag|ideer|tiltak|anbefalinger)\b"), PointKind.PROPOSAL),
        (any_of(r"\b(?:utfordringer|bekymringer|risiko)\b"), PointKind.CONCERN),
    ),
    cues=(
        (PointKind.CONCERN, any_of(r"\bbekymr", r"\brisiko", r"\bproblem")),
        (PointKind.PROPOSAL, any_of(r"\bbør\b", r"\bburde\b", r"\bforesl", r"\bønske")),
        (PointKind.OBSTACLE, any_of(r"\bvanskelig", r"\bmangl?e", r"\bhindr")),
    ),
    reporting=_REPORTING,
    roles=any_of(
        r"\b(?:statsråd|statssekretær|minister|leder|direktør|rådgiver|generalsekretær|professor"
        r"|ordfører)\b"
    ),
)
