"""Finnish, in part: dates, lists, questions, participants and the common verbs of saying."""

import re
from dataclasses import replace

from feedback.enums import PointKind
from feedback.notes.grammar.basic import BARE
from feedback.notes.grammar.reporting import Column, ReportingWords
from feedback.notes.grammar.words import any_of, words

_STEMS = ("tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu")
#: The month is named in the partitive after a day, and may stand in other cases without one.
_MONTHS = {
    f"{stem}{ending}": number
    for ending in ("kuuta", "kuussa", "kuun", "kuu")
    for number, stem in enumerate(_STEMS, start=1)
}
_TITLES = (
    r"(?:\w*ministeri(?:n)?|valtiosihteeri(?:n)?|johtaja(?:n)?|pormestari(?:n)?|ylijohtaja(?:n)?|puheenjohtaja(?:n)?)"
)

_REPORTING = ReportingWords(
    speakers=any_of(
        r"\b(?:\w*(?:osallistuj(?:at|ien|ista|a|ia)|järjestö(?:t|jen|ille|istä|jä)?|yhdisty(?:s|kset|ksen|ksiä)"
        r"|liitto|liitot|edustaj(?:a|at|ien|ia)|ryhmä(?:t|ssä|n|ä)?"
        r"|jäsenet|toimijat|verkosto(?:t)?|seura(?:t)?|säätiö(?:t)?|kunnat)|useat|monet|moni|jotkut|osa|muutamat"
        r"|kaikki|nuoret|asukkaat|vanhemmat|vastaajat)\b"
    ),
    hosts=any_of(
        r"\b(?:\w*ministeri|\w*ministeriö(?:n)?|valtiosihteeri|hallitus|hallituksen|ylijohtaja|virasto|kaupunki"
        r"|pormestari)\b",
        r"\bpuheenjohtaja (?:avasi|totesi|päätti)\b",
    ),
    host_titles=_TITLES,
    verbs=any_of(
        r"\b(?:toi(?:vat)? (?:esiin|esille)|nosti(?:vat)? (?:esiin|esille)|korosti(?:vat)?|toivoi(?:vat)?"
        r"|ehdotti(?:vat)?|esitti(?:vät)?|totesi(?:vat)?|sanoi(?:vat)?"
        r"|kertoi(?:vat)?|piti(?:vät)?|kaipasi(?:vat)?|kritisoi(?:vat)?|kannatti(?:vat)?|koki(?:vat)?"
        r"|painotti(?:vat)?|muistutti(?:vat)?|kysyi(?:vät)?|huomautti(?:vat)?"
        r"|ilmaisi(?:vat)?|vaati(?:vat)?|epäili(?:vät)?|oli(?:vat)? (?:huolissaan|huolestuneita|sitä mieltä"
        r"|yhtä mieltä|kriittisiä)|näki(?:vät)?|arvosteli(?:vat)?|pelkäsi(?:vät)?)\b"
    ),
    said=any_of(
        r"\b(?:todettiin|nousi(?:vat)? (?:esiin|esille)|tuotiin (?:esiin|esille)|nostettiin (?:esiin|esille)"
        r"|ehdotettiin|toivottiin|korostettiin|esitettiin|pidettiin"
        r"|mainittiin|kaivattiin|huomautettiin|kritisoitiin|kannatettiin|painotettiin|koettiin|kävi ilmi"
        r"|tuli (?:esiin|ilmi|esille))\b"
    ),
    agent=re.compile(r"\b(?=\w*ministeriön toimesta)"),
    clause=any_of(r",? (?:että|miten|miksi)\b", r"[;:(“\"]"),
    pronoun=any_of(r"^(?:he|hän|nämä)\b"),
    source=any_of(r"\b(?:raportissa|selvityksessä|laissa|mietinnössä|ohjelmassa|strategiassa|hallitusohjelmassa)\b"),
    ahead=any_of(r"\b(?:tullaan|on tarkoitus)\b"),
    leads_over=any_of(r"\bseuraav(?:at|ia|aa)\b"),
    hosts_heading=any_of(r"^(?:avaus|johdanto|tervetuloa|tausta|päätös|yhteystiedot|tilaisuuden avaus)\b"),
    hosts_list=any_of(r"\b(?:hallitus|ministeriö|tavoitteena|tarkoituksena|tavoitteet)\b"),
    heard=any_of(r"^(?:te sanoitte|kuulimme|sanoitte|palaute)\s*(?::|$)"),
    answered=any_of(r"^(?:teimme|me teimme|vastauksemme|vastaus)\s*(?::|$)"),
    asked=any_of(r"^(?:kysyimme)\s*(?::|$)"),
    columns={
        Column.SAID: any_of(r"^(?:palaute|kommentti|näkemys|sanoitte)$"),
        Column.ANSWER: any_of(r"^(?:vastaus|teimme|vastauksemme)$"),
        Column.TASK: any_of(r"^(?:mitä|toimenpide|tehtävä)\??$"),
        Column.RESPONSIBLE: any_of(r"^(?:kuka|vastuu|vastuutaho|vastuuhenkilö)\??$"),
        Column.DUE: any_of(r"^(?:milloin|määräaika|aikataulu)\??$"),
    },
)

FINNISH = replace(
    BARE,
    language="fi",
    common_words=words(
        "ja on että ei se oli sekä ovat myös tai kun mutta hän jos niin joka olla voi noin kuin eivät tämä mukaan"
    ),
    months=_MONTHS,
    numbers={"kymmenen": 10, "kaksikymmentä": 20, "kolmekymmentä": 30, "viisikymmentä": 50, "sata": 100},
    conjunctions=frozenset({"ja", "tai", "sekä"}),
    abbreviations=words("esim mm ym yms jne ns nk ks n klo nro"),
    open_words=words("ja tai sekä että kun jos"),
    page_number=any_of(r"^\W*sivu\s*\d{1,3}(?:\s*/\s*\d{1,3})?\W*$"),
    page_mark=any_of(r"\bsivu\s*(?P<page>\d{1,3})(?:\s*/\s*\d{1,3})?$"),
    kinds=(
        (
            any_of(r"\bkuulemistilaisuu", r"\bkuulemi", r"\bkeskustelutilaisuu", r"\bsidosryhmätilaisuu"),
            "kuulemistilaisuus",
        ),
        (any_of(r"\bkonferenss"), "konferenssi"),
    ),
    title=re.compile(r"^(?:Muistio|Yhteenveto|Raportti|Pöytäkirja|Kooste)\b"),
    department=re.compile(r"\b[A-ZÄÖ][a-zäöå]+(?:- ja [a-zäöå]+)?ministeriö\b"),
    attendance=any_of(r"\bosallistu", r"\bkutsu", r"\bpaikalla\b", r"\bläsnä\b"),
    participants=re.compile(
        r"\b(?:(?:noin|lähes|yli|yhteensä|runsaat|vajaat) )*(?P<count>\d{1,4}) (?:eri )?"
        r"(?P<unit>\w*järjestöä|osallistujaa|henkilöä|henkeä|edustajaa|yhdistystä|ihmistä)\b",
        re.IGNORECASE,
    ),
    date_label=any_of(r"^(?:aika|päivämäärä|pvm|aika ja paikka)\s*[:|]"),
    question=re.compile(r"^(?:Kysymys|KYSYMYS)\s*(\d{1,2})\s*(?:[:.)–-]\s*(.*)|$)", re.DOTALL),
    questions_intro=any_of(r"\bkysymy(?:kset|ksiin|s)\b[^.]{0,200}:$"),
    said=any_of(
        r"\b(?:kommentit|näkemyksiä|nousi(?:vat)? esiin|todettiin|palaute|huomiot|ehdotukset"
        r"|keskustelussa)\b"
    ),
    other_list=any_of(
        r"^(?:ohjelma|esityslista|osallistujat|läsnä|yhteystiedot|linkit|lue lisää|liitteet|ilmoittautuminen)\b"
    ),
    generic_heading=any_of(
        r"^(?:tausta|johdanto|tavoite|yhteenveto|keskustelu|näkemykset|kommentit|muistio|muuta|muut asiat"
        r"|päätös)\s*:?$"
    ),
    appendix=any_of(r"^liite(?: \d+)?(?:$|\b(?=[ :]))"),
    labels=(
        (any_of(r"\besteet\b"), PointKind.OBSTACLE),
        (any_of(r"\bmahdollisuudet\b"), PointKind.OPPORTUNITY),
        (any_of(r"\b(?:ehdotukset|ideat|suositukset)\b"), PointKind.PROPOSAL),
        (any_of(r"\b(?:haasteet|huolet|riskit)\b"), PointKind.CONCERN),
    ),
    cues=(
        (PointKind.CONCERN, any_of(r"\bhuol(?:i|issaan|estun)", r"\briski", r"\bongelma")),
        (PointKind.PROPOSAL, any_of(r"\bpitäisi\b", r"\btulisi\b", r"\behdot", r"\btoivo")),
        (PointKind.OBSTACLE, any_of(r"\bvaike", r"\bpuuttuu\b", r"\bei ole\b")),
    ),
    reporting=_REPORTING,
    roles=any_of(r"\b(?:ministeri|valtiosihteeri|puheenjohtaja|johtaja|pääsihteeri|professori)\b"),
)
