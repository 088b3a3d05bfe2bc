"""Swedish: who speaks and how it is told, on pages and in minutes in running text."""

import re

from feedback.notes.grammar.reporting import Column, ReportingWords
from feedback.notes.grammar.words import NAME, any_of

_TITLES = (
    r"(?:\w*minister(?:n)?|statssekreterare(?:n)?|statsråd(?:et)?|generaldirektör(?:en)?|enhetschef(?:en)?"
    r"|avdelningschef(?:en)?"
    r"|departementsråd(?:et)?|ämnesråd(?:et)?|kansliråd(?:et)?|moderator(?:n)?|kommunalråd(?:et)?|regionråd(?:et)?"
    r"|landshövding(?:en)?|utredare(?:n)?|handläggare(?:n)?|processledare(?:n)?|projektledare(?:n)?"
    r"|pressekreterare(?:n)?)"
)
_HOSTS = (
    rf"\b{_TITLES}s?\b|\b(?:regering(?:en)?|\w*departement(?:et)?|regeringskansliet|myndigheten|kommunen|värden"
    rf"|arrangören"
    r"|tjänstemän(?:nen)?|ministrar(?:na)?|(?!\w*nätverket)\w+verket|\w+myndigheten|\w+kansliet|läns?styrelsen"
    r"|\w{4,}styrelsen|statsministern?)s?\b"
    r"|(?<!\w\ws )\bordförande(?:n)?\b(?! (?:för|i|hos)\b)"
)
_BODIES = (
    r"\w*(?:deltagar(?:e|en|na)|organisation(?:er|erna|en)?|förening(?:ar|arna|en)?|förbund(?:et|en)?|samfund(?:en"
    r"|et)?"
    r"|nätverk(?:et|en)?|klubb(?:ar|arna|en)?|företag(?:en)?|företagare|sällskap(?:et|en)?|rörelsen?|missionen"
    r"|kyrkan|kyrkor(?:na)?"
    r"|bibliotek(?:en)?|skolor(?:na)?|stiftelsen?|kooperativet|kommuner(?:na)?|regioner(?:na)?|ungdomar(?:na)?"
    r"|elever(?:na)?"
    r"|representant(?:er|erna|en)?|företrädare(?:n|na)?|grupp(?:en|er|erna)|medlemmar(?:na)?|aktörer(?:na)?|ledare"
    r"|rådet"
    r"|centralen|byalag(?:et|en)?|byar(?:na)?|ombudsman(?:nen)?)s?"
)
_SPEAKERS = (
    rf"\b(?:{_BODIES}|många|flera|några|andra|vissa|någon|en del|alla|samtliga|flertalet|majoriteten|civilsamhället"
    rf"|unga|äldre"
    r"|föräldrar(?:na)?|boende|invånare(?:n|na)?|medborgare|besökare|brukare|lärare|forskare|volontärer(?:na)?|ideella"
    r"|de (?:närvarande|inbjudna|medverkande)|ordförande(?:n)? (?:för|i|hos)|(?:\w{2,}s )ordförande(?:n)?|näringslivet"
    r"|branschen|facket|akademin)\b|^\s*(?:\w+ )?\w{2,}(?<!ing)arna\s*$"
)
_VERBS = (
    r"lyft(?:e|er)(?: fram| upp)?|betona(?:de|r)|framh(?:öll|åller)|påpeka(?:de|r)|påtala(?:de|r)|mena(?:de|r)"
    r"|an(?:såg|ser)"
    r"|efterfråga(?:de|r)|efterlys(?:te|er)|önska(?:de|r)(?: sig)?|underst(?:rök|ryker)|föres(?:log|lår)|beskr(?:ev"
    r"|iver)"
    r"|uttryck(?:te|er)|vittna(?:de|r) om|peka(?:de|r) (?:\w+ )?på|t(?:og|ar) (?:\w+ )?upp|varna(?:de|r)"
    r"|kritisera(?:de|r)|tyck(?:te"
    r"|er)|upplev(?:de|er)"
    r"|undra(?:de|r)|konstatera(?:de|r)|framför(?:de|t)?|poängtera(?:de|r)|föror(?:da|dar|dade)|förespråka(?:de|r)"
    r"|ställ(?:de|er) (?:\w+ )?fråg(?:an|or)|berätta(?:de|r) (?:också |även )?(?:att"
    r"|hur)|ifrågas(?:atte|ätter)|välkomna(?:de|r)"
    r"|sakna(?:de|r)|exemplifiera(?:de|r)|nämn(?:de|er)|s(?:åg|er) (?:\w+ ){0,3}(?:behov|risk|som|att|gärna"
    r"|positivt)|sa(?:de)?|säger"
    r"|uppgav|uppger|vill(?:e)? (?:\w+ ){0,2}(?:se|ha|få|att)|anmärk(?:te|er)|rapportera(?:de|r)|instämm(?:de|er)"
    r"|be(?:r|klagade"
    r"|klagar)(?: sig)?"
    r"|käns?(?:de|ner) (?:sig|att|oro)|kände|tro(?:dde|r)|invän(?:de|der)|flagga(?:de|r)|resonera(?:de|r)"
    r"|argumentera(?:de|r)"
    r"|uppmana(?:de|r)|rekommendera(?:de|r)|medskicka(?:de|r)|skicka(?:de|r) med|hänvisa(?:de|r)|rest[ea]|oroa(?:de"
    r"|r) sig|befara(?:de|r)"
    r"|(?:var|är|va?rit|ställde sig|ställer sig) (?:(?P<subject>\w+) )?(?:kritiska?|positiva?|negativa?|oroliga?"
    r"|enig[at]?|eniga"
    r"|överens|tveksamma?"
    r"|skeptiska?|oroade?|frågande|besvikna?|rädda|nöjda|måna om|tydliga med)"
)

SWEDISH_REPORTING = ReportingWords(
    speakers=re.compile(_SPEAKERS, re.IGNORECASE),
    hosts=re.compile(_HOSTS, re.IGNORECASE),
    host_titles=_TITLES,
    verbs=re.compile(rf"\b(?:{_VERBS})\b", re.IGNORECASE),
    human=any_of(
        r"^(?:peka|betona|framh|påpeka|påtala|mena|anså|anse|efterly|efterfråga|önska|underst|vittna|varna|kritisera"
        r"|tyck|undra|poängtera"
        r"|berätta|välkomna|ifrågas|oroa|befara|uppga|uppge|uttryck|resonera|uppmana|vill)"
    ),
    nobody=any_of(
        r"\b(?:det|den|detta|denna|som|vilket|vilka|att|om|inte|är|var|har|hade|ska|kan|kommer|blev|finns|att|när"
        r"|eftersom)\b",
        r"\w*(?:utvecklingen|trenden|undersökningen|utredningen|rapporten|kartläggningen|mycket|allt)\b",
        r"\w+(?:artikeln|(?<!för)(?<!bo)lagen|siffror(?:na)?|siffran|statistiken|forskningen|resultaten?"
        r"|erfarenheter(?:na)?"
        r"|analysen|utvärderingen)\b",
    ),
    said=any_of(
        r"(?<!\bsom )(?<!som har )(?<!som även )\b(?:framfördes|lyftes|lyfts|framhölls|betonades|påpekades"
        r"|påtalades|efterfrågades|efterlystes|önskades|föreslogs|nämndes"
        r"|underströks|uttrycktes|poängterades|noterades|ifrågasattes|ansågs|upplevdes|beskrevs|välkomnades"
        r"|kritiserades|vittnades"
        r"|exemplifierades|påmindes|hördes|sades|rapporterades|belystes|framkom|framkommer|framförts|inkom)\b",
        r"\b(?:togs|restes|höjdes) (?:också |även |\w+ )?(?:upp|frågor|röster|farhågor|oro|frågan)\b",
        r"\bkom(?:mer)? (?:det )?(?:också |även )?fram\b",
        r"^(?:\w+ )?(?:en|ett|flera|några|andra|annan|annat|fler)\b[^.,]{0,60}\b(?:synpunkt|förslag|medskick"
        r"|önskemål|farhåga|budskap|fråga"
        r"|tema|utmaning|hinder|exempel|idé|invändning|åsikt|inspel|oro|risk)\w*(?: som [^.,]{2,40}?)? (?:var|är"
        r"|gällde|handlade om|rörde)\b",
        r"\b(?:det )?(?:fanns|råd(?:er|de)) (?:\w+ ){0,3}(?:oro|önskan|önskemål|samsyn|vilja|kritik|uppskattning"
        r"|förståelse|skepsis|enighet|konsensus|farhågor"
        r"|efterfrågan|osäkerhet"
        r"|frustration|missnöje|intresse)\b",
        r"\b(?:återkommande|genomgående) (?:\w+ )?(?:tema|budskap|synpunkt|fråga|önskemål)\b",
        r"\bdet (?:är|vore|var) (?:också |även )?(?:önskvärt|angeläget) (?:att|med)\b",
        r"^som (?:en|ett|exempel|möjlig)\b[^.]{0,50}\bnämndes\b",
    ),
    agent=re.compile(r"\b(?:av|från) (?=\w)", re.IGNORECASE),
    clause=any_of(r",? (?:att|om|hur|varför|vad)\b", r"[;:(“\"]"),
    pronoun=any_of(
        r"^(?:(?:också|även|vidare|därtill|därutöver|dessutom) )?(?:hon|han|hen|de|man|denne|dessa|samma \w+)\b"
    ),
    fronted=any_of(
        r"^(?:i|under|vid|på|från|efter|till|med|som|enligt|därefter|vidare|dessutom|också|även|slutligen|sedan"
        r"|därutöver|här|samtidigt"
        r"|däremot|avslutningsvis|generellt|bland|för|när|utöver|sammantaget|särskilt|ytterligare|inom|kring"
        r"|angående|gällande|där)\b"
    ),
    member=re.compile(r"^,? ?\(?(?:från|på|vid|för|hos|,|\()"),
    source=any_of(
        r"\b(?:i|enligt|av) (?:(?:den|det|de|en|ett|sin|ny|nya|regeringens|utredningens"
        r"|\w+s) )?(?:\w+ )?(?:\w*betänkande(?:t|ts)?|\w*proposition(?:en|ens)?"
        r"|\w*utredning(?:en|ens)?|\w*rapport(?:en|ens)?|\w*skrivelse(?:n)?|\w*promemoria(?:n)?"
        r"|\w*(?<!för)(?<!bo)lag(?:en"
        r"|stiftningen)|\w*direktiv(?:et|en)?"
        r"|\w*strategi(?:n)?|\w*budget(?:en|propositionen)?|\w*överenskommelsen|\w*kartläggning(?:en)?"
        r"|\w*modell(?:en)?|\w*studie(?:n)?|\w*undersökning(?:en)?|\w*enkät(?:en)?|\w*statistik(?:en)?)\b",
        r"^(?:\w*betänkandet|\w*propositionen|\w*utredningen|\w*rapporten|\w*kartläggningen|\w*(?<!för)(?<!bo)lagen"
        r"|\w*strategin"
        r"|\w*studien|\w*undersökningen"
        r"|\w*statistiken|\w*direktivet)\b",
    ),
    ahead=any_of(
        r"\b(?:kommer|ska|skall) (?:\w+ ){0,3}?(?:att )?(?:få )?(?:diskutera|lyfta|lyftas|diskuteras|behandlas"
        r"|presenteras|inledas|inleda)\b",
        r"\b(?:kommer deltagarna att|är välkomna att|anmäl dig|anmälan görs|bjuds in att|inbjuds att|välkommen att)\b",
    ),
    nothing=any_of(r"\b(?:inga|inget|ingen) (?:\w+ ){0,2}(?:synpunkt|fråg|kommentar|invändning|förslag|inspel)\w*\b"),
    leads_over=any_of(r"\b(?:följande|nedanstående)\b(?! år)"),
    topics=any_of(
        r"\b(?:till|uppe för) (?:diskussion|tals?)\b",
        r"\b(?:diskuterades|avhandlades|behandlades|berördes)\b",
        r"\b(?:samtalet|samtalen|diskussionen|diskussionerna) (?:rörde|handlade om|kretsade|kom att|gällde)\b",
        r"^(?:\w+ )?(?:en|ett)\b[^.,:]{0,60}\b(?:fråga|tema|område|ämne)\w*[^.,:]{0,40}? (?:var|är) \w+\.$",
        r"\b(?:deltagarna|organisationerna|grupperna) (?:fick|gavs)\b|\bfick (?:deltagarna|organisationerna)\b",
    ),
    claims=any_of(
        r"\b(?:behövs|behöver|behövde|krävs|krävdes|måste|bör|borde|saknas|saknar|saknades|räcker|brist(?:er|en)?|svårt"
        r"|svår|svåra|svårare|bara|endast|alltför|sällan|ofta|risk(?:en|erar)?|problem(?:et)?|otydligt?|otydliga"
        r"|underskattar|omöjligt|osäkert|beror|glöms|hamnar (?:mellan|utanför)|dyrt|dyra|dyrare)\b",
        r"\b(?:för|så) (?:få|lite|litet|låga?|långa?|långt|höga?|högt|korta?|kort|sent?|små|stora?|många|dyra?|dyrt)\b",
        r"\b(?:kan|vet|vågar|orkar|når|får|finns|hinner|fungerar|har) (?:\w+ )?inte\b|\binte (?:kan|vet|når|får|har)\b",
        r"\bskulle (?:\w+ )?(?:kunna|behöva|vilja|göra|underlätta)\b|\bviktigt att\b|^utan\b",
    ),
    backward=any_of(
        r"^(?:det|detta|denna (?:synpunkt|fråga|bild)) (?:framfördes|lyftes|betonades|påpekades|framhölls|underströks"
        r"|bekräftades|delades|upprepades)\b(?!.*\b(?:att|hur|om)\b)"
    ),
    according=any_of(r"\benligt "),
    settled=any_of(
        r"\b(?:1[5-9]|20)\d\d\b|\b(?:kronor|miljoner|miljarder|procent)\b|\d ?%",
        r"\b(?:infördes|inrättades|beslutades|trädde i kraft|uppgår till|uppgick till|omfattar|antogs|instiftades)\b",
        r"\b(?:mötet|samrådet|sakrådet|synpunkterna|inspelen|uppdraget ska|nästa (?:möte|samråd|sakråd))\b",
    ),
    demanded=any_of(
        r"^(?:staten|regeringen|kommunen|kommunerna|myndigheterna|departementet|lagstiftaren) (?:bör|borde|måste"
        r"|behöver)\b"
    ),
    quoted=re.compile(
        rf"[,!?.”\"] ?(?:säger|sade|sa|berättar|menar|förklarar|understryker|konstaterar"
        rf"|betonar)\s+(?P<who>(?:[\w-]+ ){{0,4}}?{NAME}[^.]{{0,120}}|\w[^.]{{2,120}})"
    ),
    hosts_heading=any_of(
        r"^(?:inledning|inledande|välkom\w*|bakgrund|avslutning|öppnande|mötet (?:öppnas|avslutas)|syfte"
        r"|om (?:mötet|uppdraget|samrådet)"
        r"|fakta|nästa steg|fortsatt arbete|kontakt|presentation\w*|föredragning\w*)\b",
        rf"\b{_TITLES}ns?s? (?:inledning|anförande|tal|avslutning|presentation)\b",
    ),
    hosts_list=re.compile(
        rf"{_HOSTS}|\b(?:syfte(?:t|n)?|mål(?:et|en)?|plan(?:en)?|uppdrag(?:et)?|kartläggning(?:en)?|strategi(?:n)?"
        rf"|rapport(?:en)?|statistik(?:en)?"
        r"|satsning(?:en|ar|arna)?|underlag(?:et)?|inbjudan|upplägg(?:et)?|bakgrund(?:en)?|dagen|programmet"
        r"|mötet) (?:\w+ ){0,4}?"
        r"(?:är|var|innehåller|innehöll|visade|visar|omfattar|består av|bestod av|syftade|syftar|inleddes|innebär"
        r"|ska)\b|\b(?:syften?|mål|delmål)\s*:$",
        re.IGNORECASE,
    ),
    asked=any_of(
        r"^(?:vi|kommunen|myndigheten) frågade\b(?:\s*:|$| (?:er|om)\b)",
        r"^(?:det här|detta|så) frågade vi\b",
        r"^frågan vi ställde\b",
    ),
    heard=any_of(
        r"^(?:ni|du|invånarna|medborgarna|de) (?:sa|sade|tyckte|svarade|berättade|önskade)\s*(?::|$)",
        r"^(?:det här|detta|så|vad) (?:sa|sade|tyckte|svarade) ni\s*(?::|$)",
        r"^(?:vad ni sa|vad vi hörde|vi hörde|era synpunkter|synpunkt(?:er)?|fråga från \w+)\s*(?::|$)",
    ),
    answered=any_of(
        r"^(?:vi|kommunen|myndigheten|departementet) (?:gjorde|har gjort|gör|svarar|svarade|ska göra)\s*(?::|$)",
        r"^(?:det här|detta|så) (?:gjorde|gör|har) vi(?: gjort)?\s*(?::|$)",
        r"^(?:vad vi (?:gjorde|gör)|vårt svar|svar|åtgärd|kommunens svar|departementets svar|resultat)\s*(?::|$)",
    ),
    counted=any_of(
        r"\b(?:fick|inkom|kom) (?:\w+ ){0,3}(?:in )?\d[\d ]*(?: \w+)? (?:svar|synpunkter|enkätsvar|inspel)\b"
    ),
    columns={
        Column.SAID: any_of(r"^(?:ni sa|synpunkt(?:er)?|inspel|kommentar(?:er)?|vad ni sa|medskick|förslag)$"),
        Column.ANSWER: any_of(
            r"^(?:vi gjorde|svar|åtgärd och svar|vårt svar|kommunens svar|departementets svar|vad vi gjorde"
            r"|återkoppling|hantering)$"
        ),
        Column.QUESTION: any_of(r"^(?:fråga|frågor|frågeställning)$"),
        Column.TASK: any_of(r"^(?:vad|åtgärd(?:er)?|uppgift|aktivitet|att göra|beslut)\??$"),
        Column.RESPONSIBLE: any_of(r"^(?:vem|ansvarig(?:a)?|ansvar|av vem|utförare)\??$"),
        Column.DUE: any_of(r"^(?:när|klart|klart senast|senast|tid|tidpunkt|datum|färdigt|deadline|slutdatum)\??$"),
    },
)
