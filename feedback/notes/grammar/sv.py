"""Swedish: words and patterns of notes from Swedish departments."""

import re

from feedback.enums import ConsultationKind, PointKind
from feedback.notes.grammar.sv_decisions import swedish_decisions
from feedback.notes.grammar.sv_reporting import SWEDISH_REPORTING
from feedback.notes.grammar.words import NAME, Grammar, any_of, words

_MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
_TENS = {"tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60, "sjuttio": 70, "åttio": 80, "nittio": 90}
_UNITS = {"två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10, "elva": 11}
_ROUND = {f"{ten}tal": count for ten, count in (_TENS | {"tio": 10, "femton": 15, "hundra": 100}).items()}
_DATE = rf"(?:den )?\d{{1,2}} (?:{'|'.join(_MONTHS)})[ ,]+\d{{4}}|\d{{4}}-\d\d-\d\d"

SWEDISH = Grammar(
    language="sv",
    common_words=words(
        "och att det som en på är av för med den till inte om ett har de vi från kan ska så men eller vid"
    ),
    months={month: number for number, month in enumerate(_MONTHS, start=1)},
    numbers=_UNITS | {"tolv": 12, "tretton": 13, "fjorton": 14, "femton": 15} | _TENS | _ROUND,
    spans=words("och till"),
    conjunctions=frozenset({"och", "eller", "samt", "respektive", "till", "&"}),
    hyphenated=frozenset(
        {"sfi", "svi", "eu", "it", "cv", "tv", "hbtq", "hbtqi", "ngo", "vi", "pm", "esf", "icke", "ex"}
    ),
    abbreviations=words(
        "t.ex ex bl.a bla m.fl m.m mm etc osv o.s.v dvs d.v.s s.k inkl exkl ca o dyl o.dyl p.g.a pga f.d dr nr kl resp"
        " st jfr forts mfl tex t"
    ),
    open_words=words(
        "och eller samt att som i på av för med till från om den det en ett de vid mellan inom mot utan under"
    ),
    page_number=any_of(r"^\W*(?:sida|sid\.?|s\.)\s*\d{1,3}(?:\s*(?:av|\(|/)\s*\d{1,3}\)?)?\W*$"),
    page_mark=any_of(r"\b(?:sida|sid\.?)\s*(?P<page>\d{1,3})(?:\s*(?:av|\(|/)\s*\d{1,3}\)?)?$"),
    letterhead=any_of(
        r"^(?:promemoria|pm)$",
        r"^(?:postadress|besöksadress|telefonväxel|telefax|e-post|webbplats|org\.? ?nr|organisationsnummer|dnr"
        r"|diarienr)\b",
        r"^103 33 stockholm\b",
        r"^hoppa till (?:huvud)?innehåll",
    ),
    kinds=(
        (any_of(r"\b(?:kommitté|tilläggs)direktiv"), "kommittédirektiv"),
        (any_of(r"\bregeringsbeslut"), "regeringsbeslut"),
        (any_of(r"\bsakråd"), "sakråd"),
        (any_of(r"\bsamråd"), "samråd"),
        (any_of(r"\b\w*konferens"), "konferens"),
    ),
    meanings={
        "sakråd": ConsultationKind.SAKRAD,
        "samråd": ConsultationKind.SAMRAD,
        "konferens": ConsultationKind.CONFERENCE,
        "kommittédirektiv": ConsultationKind.DECISION,
        "regeringsbeslut": ConsultationKind.DECISION,
        "beslut": ConsultationKind.DECISION,
        "budgetproposition": ConsultationKind.DECISION,
        "regleringsbrev": ConsultationKind.DECISION,
    },
    title=re.compile(
        r"^(?:Minnes)?(?:[Aa]nteckningar|ANTECKNINGAR)\b|^(?:Dokumentation|Protokoll|Sammanställning|Sammanfattning"
        r"|Redovisning|Mötesanteckningar|Rapport|Referat) (?:från|av|för|över)\b"
        r"|^(?:Kommittédirektiv|Regeringsbeslut|Tilläggsdirektiv|Protokoll|Minnesanteckningar)\b"
    ),
    government=(any_of(r"\bregeringssammanträde"), "Regeringen"),
    department=re.compile(
        r"\b(?:[A-ZÅÄÖ][a-zåäöé]+(?:-? (?:och|, )?\s?[a-zåäö]+)?departementet|Statsrådsberedningen|Regeringskansliet"
        r"|Länsstyrelsen i [A-ZÅÄÖ][a-zåäö]+|Region [A-ZÅÄÖ][a-zåäö]+|[A-ZÅÄÖ][a-zåäö]+(?:styrelsen|verket"
        r"|myndigheten))\b"
    ),
    host_person=(
        re.compile(rf"\bbjöd (?P<role>[a-zåäö][\w -]{{0,60}}?) (?P<name>{NAME}) in\b"),
        re.compile(rf"\b(?:inleddes|öppnades) av (?P<role>[a-zåäö][\w -]{{0,60}}?) (?P<name>{NAME})"),
        re.compile(rf"\b(?:inledning|inleddes|öppnades) av (?P<name>{NAME}), (?P<role>[^.,]{{1,200}})"),
        re.compile(
            rf"\b(?P<role>(?:\w+-? (?:och )?)?\w*(?i:minister|statssekreterare|statsråd)) (?P<name>{NAME}) "
            r"(?:bjöd\b.{0,160}?\bin\b|samlade|träffade|höll|arrangerade|stod värd|välkomnade)"
        ),
        re.compile(
            rf"\b(?:samlade|träffade|höll|arrangerade) (?P<role>(?:\w+-? (?:och )?)?\w*(?:minister|statssekreterare"
            rf"|statsråd)) (?P<name>{NAME})"
        ),
    ),
    offices=any_of(
        r"\b(?:minister|statsministern?|statsråd|statssekreterare|generaldirektör|landshövding|enhetschef"
        r"|departementsråd"
        r"|ämnesråd|kansliråd|departementssekreterare|avdelningschef)\b"
    ),
    attendance=any_of(
        r"\bbjöds?\b.{0,200}\bin\b",
        r"\bdelt(?:og|agit|agare)\b",
        r"\bmedverkade\b",
        r"\bsamlade",
        r"\bnärvar",
        r"\binbj",
        r"\b(?:träffade|träffades|möttes|kom|fyllde|slöt upp|samlades|frågade|frågades|hölls)\b",
    ),
    participants=re.compile(
        r"\b(?:(?:ett|en|ca|cirka|omkring|runt|uppemot|minst|mer än|fler än|drygt|knappt|ungefär|närmare|över"
        r"|totalt|sammanlagt)\.? )*"
        r"(?P<count>\d{1,4}|" + "|".join([*_ROUND, *_TENS, *_UNITS]) + r")(?:-tal)? (?:olika )?"
        r"(?P<unit>(?:\w+(?:organisationer|föreningar|företrädare|deltagare)|organisationer|personer|deltagare"
        r"|representanter|föreningar|företrädare|ungdomar|aktörer|besökare|invånare|förbund|samfund|kommuner|unga"
        r"|människor|gäster))\b",
        re.IGNORECASE,
    ),
    earlier=any_of(
        r"(?:\b(?:vid|på|i|till|under) |^)(?:det |den )?(?:förra|föregående|tidigare|fjolårets|förra årets) "
        r"\w{0,30}(?:råd|möte|konferens|dialog|träff|omgång)",
        r"\b(?:förra året|i fjol)\b",
    ),
    dateline=re.compile(rf"^[A-ZÅÄÖ][a-zåäö]+,? (?:i (?:{'|'.join(_MONTHS)}) \d{{4}}|{_DATE})$"),
    date_label=any_of(r"^(?:datum|tid|mötesdatum|tid och plats|datum och (?:tid|plats)|när)\s*[:|]"),
    venue_label=any_of(r"^(?:plats|lokal|mötesplats|var)\s*[:|]\s*(?P<place>\S.{1,120})$"),
    venue=re.compile(
        r"\b(?:hölls|hålls|ägde rum|genomfördes|arrangerades|möttes|samlades|höll|plats)\b[^.,]{0,80}?"
        r" (?:i|på) (?P<place>[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+){0,2}(?:,? i [A-ZÅÄÖ][\w-]+)?)"
    ),
    published=any_of(r"^(?:publicerad|senast uppdaterad|uppdaterad|senast ändrad|sidan uppdaterad|granskad)\b"),
    publisher=any_of(r"^(?:artikel|pressmeddelande|nyhet|debattartikel) från [\w ,-]{3,60}(?:departementet|kansliet)$"),
    project_lead=re.compile(r"\b[Ss]om (?P<role>projektledare)\b[^.]{0,150}? utsågs (?P<name>[A-ZÅÄÖ][\w-]+)"),
    question=re.compile(
        r"^(?:(?:Diskussions)?[Ff]råga|FRÅGA|Frågeställning)\s*(?:nr\s*)?(\d{1,2})\s*(?:[:.)–-]\s*(.*)|$)", re.DOTALL
    ),
    about_question=any_of(r"\bfråga(?: nr)? (?P<number>\d{1,2})\b"),
    questions_intro=any_of(r"\b(?:fråg(?:or|orna)|frågeställning(?:ar|arna)?)\b[^.]{0,200}:$"),
    prose_question=any_of(
        r"\b(?:(?:övergripande |centrala |huvudsakliga )?frågan(?: (?:för|till) \w+)?(?: (?:var|är|löd))?"
        r"|(?:deltagarna|grupperna|ni) (?:fick|diskuterade|skulle)(?: \w+){0,3} frågan)\s*:\s*(?P<text>[^?:]{1,400}\?)"
    ),
    prose_subquestions=any_of(
        r"\b(?:underliggande |följande )?(?:fråge?ställningarna|underfrågorna|delfrågorna) (?:var|är|löd)\s*:"
        r"\s*(?P<text>(?:[^?:]{1,400}\?){1,20})"
    ),
    said=any_of(
        r"\b(?:lyftes?|lyfts|nämndes|framkom(?:mit)?|framfördes|framförts|påpekades|betonades|sades|diskuterades"
        r"|togs upp|tog upp|uttrycktes|inkom|noterades|underströks|efterfrågades|föreslogs)\b",
        r"\b(?:synpunkter|medskick|inspel|kommentarer|diskussionspunkter|svar från grupperna|gruppernas svar)\b",
    ),
    themes_intro=any_of(
        r"\b(?:teman|temana|ämnen|temaområden|områden)\s*[.:]?$", r"\bföljande (?:teman|ämnen|områden)\b"
    ),
    theme_phrase=re.compile(
        r"\b(?:på temat|med temat|under temat|på tema:?) [”\"“]?(?P<text>[A-ZÅÄÖ][^.:”\"“]{3,250}?)[”\"]?\s*[.:]"
    ),
    themes_enumerated=any_of(r"\bteman(?:a)?(?: var| är)?\s*:\s*(?P<text>[^.:?]{1,150},[^.:?]{1,300})\."),
    conjunction=re.compile(r"\s*,\s*(?:och\s+)?|\s+och\s+"),
    other_list=any_of(
        r"\bprincip(?:er|erna)\b[^.]{0,200}:?$",
        r"^(?:ur )?program(?:met)?\b",
        r"^(?:deltagande|representerade|inbjudna) (?:organisationer|aktörer|föreningar)\b",
        r"^(?:dagordning|agenda|föredragningslista|medverkande|deltagare|närvarande|deltog|inbjudna|målgrupp|ange"
        r"|anmälan|bilagor|kontakt\w*|länkar|läs (?:mer|också|även|vidare)|mer information)\b",
        r"^(?:dela(?: sidan| artikeln)?|följ oss|på (?:den här )?sidan|ladda ne[rd]|genvägar|taggar|se (?:även|också)"
        r"|hjälpte (?:sidan|informationen|den här sidan) dig)\s*[:?]?$",
        r"^relatera(?:t|d|de)(?: (?:innehåll|länkar|material|information|dokument|sidor|nyheter|artiklar))?\s*:?$",
        r"\b(?:deltog|närvarade|medverkade|deltagande organisationer)\b[^.]{0,200}:$",
    ),
    generic_heading=any_of(
        r"^(?:bakgrund|inledning|syfte|sammanfattning|diskussion(?:er|en)?|gruppdiskussion(?:er|erna)?|synpunkter"
        r"|samtal(?:en|et)?"
        r"|anteckningar|minnesanteckningar|svar|medskick|resultat|övrigt|noteringar|grupparbete(?:n|t|na)?"
        r"|kommentarer|inspel"
        r"|(?:diskussions)?frågor(?: att diskutera)?|frågeställningar|sammanfattning av \w+|plenum|vad som sades"
        r"|detta sades|promemoria)\s*:?$"
    ),
    appendix=any_of(r"^(?:bilagor|bilaga(?: \d+)?|inbjudan)(?:$|\b(?=[ :]))"),
    body=any_of(r"^(?:inledning|sammanfattning)$", r"^sammanfattande rapport\b"),
    labels=(
        (any_of(r"\b(?:hinder|svårigheter|barriärer)\b"), PointKind.OBSTACLE),
        (any_of(r"\b(?:möjligheter|styrkor|framgångsfaktorer)\b"), PointKind.OPPORTUNITY),
        (any_of(r"\b(?:förslag|idéer|lösningar|rekommendationer)\b"), PointKind.PROPOSAL),
        (any_of(r"\b(?:utmaningar|risker|oro|farhågor|problem|brister)\b"), PointKind.CONCERN),
    ),
    cues=(
        (
            PointKind.CONCERN,
            any_of(
                r"\boro(?:liga?|ade|n)?\b",
                r"\bifrågasat",
                r"\bkritik",
                r"\bmotstridig",
                r"\bfara för\b",
                r"\brisk(?:en)? (?:att|för att)\b",
                r"\bförtroendekris",
                r"\bnegativ bild\b",
                r"\bfarhåg",
                r"^(?:problem|risk)\b",
            ),
        ),
        (
            PointKind.PROPOSAL,
            any_of(
                r"\bborde\b",
                r"\bbör\b",
                r"\bförslag\b",
                r"\bförslå",
                r"\bvill att\b",
                r"\bskulle behövas?\b",
                r"\bönskemål",
                r"\bdet behövs (?:mer|stöd|fler|ett|en)\b",
                r"\b(?:offentliga|samhället|staten|kommunerna|regeringen|myndigheter(?:na)?) behöver\b",
                r"^(?:inrätta|skapa|inför|utred|avsätt|ge|låt|lägg)\b",
            ),
        ),
        (
            PointKind.OBSTACLE,
            any_of(
                r"^svårt\b",
                r"\bsvårt att\b",
                r"\bsaknar?s?\b",
                r"\bbrist(?:en)? på\b",
                r"\bhindra[rs]\b",
                r"\bhinder\b",
                r"\bbyråkrati",
                r"\bför (?:lång|sent|lite|dyr)",
                r"\bräcker inte\b",
                r"\bförsvåra[rs]\b",
            ),
        ),
        (
            PointKind.CONCERN,
            any_of(r"\bdiskriminering\b", r"\bstor utmaning\b", r"\bstörsta utmaning", r"\bproblem(?:et|en)?\b"),
        ),
        (PointKind.OPPORTUNITY, any_of(r"\bmöjlighet(?:er)? att\b.{0,100}\bfinns\b", r"\bgoda exempel finns\b")),
    ),
    place=re.compile(r"\bi (?P<place>[A-ZÅÄÖ][a-zåäöé-]+)$"),
    meeting_place=re.compile(r"\b[Kk]onferensen i (?P<place>[A-ZÅÄÖ][a-zåäöé-]+)"),
    meeting_held=re.compile(r"\b[Pp]å konferensen i (?P<place>[A-ZÅÄÖ][a-zåäöé-]+) deltog\b"),
    all_meetings=any_of(r"\b(?:på|från|under|vid) konferenserna\b"),
    meetings="konferenser",
    about="om",
    meeting_count=re.compile(rf"\b(?P<text>(?P<count>{'|'.join(_UNITS)}) (?:\w+a )?konferenser)\b", re.IGNORECASE),
    meeting_subject=re.compile(
        r"\bkonferenser om (?P<text>[A-ZÅÄÖ][\w-]+(?: \w+){0,4}?)(?= (?:Hösten|Våren|\d{4})\b|$|[.,])"
    ),
    span=re.compile(r"\bperioden (\d{4})\s?[-–]\s?(\d{4})\b"),
    tasks_intro=re.compile(
        r"^(?P<who>[A-ZÅÄÖ][\w -]{2,70}?) (?:ska|skall|(?:avser|planerar|kommer)(?: bl\.?\s?a\.?| bland annat)? att)\b"
        r"(?: (?:bl\.?\s?a\.?|därför|även|också|vidare|särskilt|således"
        r"|bland annat|följande|göra följande|i uppdraget))*\s*:?$"
    ),
    tasks_heading=any_of(
        r"^(?:åtgärder|åtaganden|nästa steg|beslutade åtgärder|att göra|uppdrag(?:et)?|uppföljning och åtgärder"
        r"|departementets åtaganden|fortsatt arbete|överenskomna åtgärder)\s*:?$",
        r"\båtar sig(?: att| följande)?\s*:$",
    ),
    responsible=re.compile(
        r"\b[Ee]n (?P<office>[a-zåäö][\w ]{3,60}?), som ska (?:fungera som|vara) en (?P<role>[a-zåäö][\w ]{3,60}?)[,.]"
    ),
    responsible_label=re.compile(
        r"\s*[(,;–-]?\s*(?:[Aa]nsvarig(?:t|a)?)\s*:?\s*(?P<who>[A-ZÅÄÖ][^.,;()]{2,80})[).;,]?\s*"
    ),
    due=re.compile(rf"\b[Ss]enast\s+(?P<date>{_DATE}|(?:i )?(?:{'|'.join(_MONTHS)}) \d{{4}}|\d{{4}})"),
    task_tail=re.compile(r"(?:[,;]\s*(?:och|samt)|\s+och|[,;.])\s*$"),
    decisions=swedish_decisions(_DATE),
    reporting=SWEDISH_REPORTING,
    roles=any_of(
        r"\b\w*(?:minister|statsråd|sekreterare|ordförande|projektledare|verksamhetsledare|verksamhetschef(?:en)?"
        r"|kanslichef"
        r"|generalsekreterare|VD|professor|doktorand|docent|forskare|landshövding(?:en)?|kommunalråd|moderator"
        r"|handläggare"
        r"|processledare|regionråd|samordnare|lärare|utredare|direktör)\b"
    ),
    organisation=any_of(
        r"(?:förbund|förbundet|högskola|universitet|kommun|landsting|län|föreningen?|rådet?|missionen|kyrkan|byrån"
        r"|centrum|region"
        r"|nätverk(?:et)?|institutet|stiftelsen?|organisation(?:en|er)?|stad)\b"
    ),
    address=re.compile(
        r"\b[A-ZÅÄÖ][a-zåäöé]+(?:gatan|vägen|gränd|torget|gärdet|allén|backen|stigen) \d{1,4}(?: ?[A-Z])?\b"
    ),
)
