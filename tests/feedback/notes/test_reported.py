"""Sentences that carry what participants said, and those of hosts, reports and plans that do not."""

import pytest

from feedback.notes.confidence import Basis
from feedback.notes.languages import GRAMMARS
from feedback.notes.reported import host_names, reported_in
from feedback.notes.sentences import Sentence
from tests.feedback.notes.files import drafted, point_texts

SAID = {
    "sv": (
        "Flera organisationer lyfte behovet av längre avtal.",
        "Från Båtfolket framfördes att hamnarna är för få.",
        "Deltagarna efterfrågade en vägledning.",
        "Det framkom att många klubbar saknar ledare.",
        "En synpunkt var att avgiften borde tas bort.",
        "Det fanns en oro för att bidragen dras in.",
        "Vidare underströks vikten av att mäta annat än antalet lån.",
        "Under diskussionen betonade många att tiden är knapp.",
        "Röda Korset framhöll att volontärerna blir äldre.",
        "Anna Lind från Föreningen Skatan menade att reglerna är krångliga.",
        "LSU påpekade att unga sällan tillfrågas.",
        "Småbrukare vittnade om långa väntetider.",
        "Ordföranden för Sjövik byalag efterlyste en bättre väg.",
        "Av flera deltagare framfördes att ministern borde resa mer.",
        "Förbundets ordförande Britta Lax berättade att utrustningen bekostas privat.",
        "När det gäller renarna var samebyarna tydliga med att skotrarna stör.",
        "Utan stipendier kommer utbildningen att stå tom, menade skolledarna.",
        "Samråden är ett spel för gallerierna, enligt flera av deltagarna.",
        "Förlagen pekade på att översättningar sällan bär sig.",
    ),
    "en": (
        "Participants noted that courses are held in cities.",
        "It was also stressed that energy costs have doubled.",
        "Concerns were raised about the loss of objects.",
        "There was broad agreement that museums should apply together.",
        "Representatives of the islands called for a shared store.",
        "A recurring theme was that nobody answers the phone.",
        "Parents expressed frustration at the lack of information.",
    ),
    "no": ("Flere organisasjoner tok opp mangelen på møteplasser.", "Det ble pekt på at skolene stenges."),
    "da": ("Flere foreninger pegede på, at der mangler livreddere.", "Det blev nævnt, at skiltene er svære."),
    "fi": ("Useat järjestöt toivat esiin, että avustuksia on vaikea hakea.", "Todettiin, että tilaa ei ole."),
}
NOT_SAID = {
    "sv": (
        "Statssekreteraren inledde med att tacka för engagemanget.",
        "Kulturministern betonade att kulturen är viktig.",
        "Därefter lyfte departementet fram höstens satsning.",
        "I betänkandet föreslogs att biblioteken ska bemannas.",
        "Rapporten pekade på stora brister.",
        "Av ministern framhölls att beslutet ligger fast.",
        "Vid mötet kommer deltagarna att få diskutera kvoterna.",
        "Strandskyddet infördes 1952.",
        "Flera deltagare lyfte följande.",
        "Inga synpunkter lyftes i plenum.",
        "De synpunkter som framfördes har sammanställts.",
        "Läsverket svarade att statistiken ses över.",
        "Enligt den senaste undersökningen läser unga mindre.",
        "En fråga som engagerade var lärarförsörjningen.",
        "Utvecklingen pekade på att färre läser.",
    ),
    "en": (
        "The Minister said that museums are the backbone of history.",
        "The Department suggested a second meeting.",
        "In the report it was noted that costs have risen.",
        "The report noted a fall in numbers.",
        "Members will be invited to discuss the draft.",
        "No comments were made.",
        "The points that were raised will be published.",
        "The grant was introduced in 2016.",
    ),
    "no": ("Statsråden understreket at meldingen kommer.", "Departementet viste til at ordningen vurderes."),
    "da": ("Ministeren fremhævede, at regeringen har afsat penge.",),
    "fi": ("Ministeri korosti, että hallitus tukee kyliä.", "Ministeriö totesi, että asiaa selvitetään."),
}


def reported(language: str, *texts: str, among_hosts: bool = False, hosts: frozenset[str] = frozenset()) -> list[str]:
    sentences = [Sentence(text, 1, (number,), 1) for number, text in enumerate(texts, start=1)]
    found = reported_in(sentences, GRAMMARS[language], hosts=hosts, among_hosts=among_hosts)
    return [each.sentence.text for each in found]


@pytest.mark.parametrize(("language", "text"), [(name, text) for name, texts in SAID.items() for text in texts])
def test_reported_in_what_a_participant_said(language: str, text: str) -> None:
    assert reported(language, text) == [text]


@pytest.mark.parametrize(("language", "text"), [(name, text) for name, texts in NOT_SAID.items() for text in texts])
def test_reported_in_not_what_nobody_or_a_host_said(language: str, text: str) -> None:
    assert reported(language, text) == []


def test_reported_in_a_pronoun_stands_for_who_spoke_before() -> None:
    text = (
        "Ministern tackade för inbjudan.",
        "Hon betonade vikten av tid.",
        "Skatans förening var kritisk.",
        "De menade att tiden är ute.",
    )
    assert reported("sv", *text) == list(text[2:])


def test_reported_in_a_host_is_known_again_by_name() -> None:
    names = host_names(["Enhetschef Karin Berg hälsade välkommen."], GRAMMARS["sv"])
    assert reported("sv", "Karin Berg betonade allvaret.", "Eva Holm betonade allvaret.", hosts=names) == [
        "Eva Holm betonade allvaret."
    ]


def test_reported_in_where_hosts_speak_only_named_participants_count() -> None:
    text = ("Det betonades att tiden är knapp.", "Deltagarna betonade att tiden är knapp.")
    assert reported("sv", *text, among_hosts=True) == [text[1]]


def test_said_in_running_text_of_minutes_with_its_lines() -> None:
    draft = drafted(
        "Minnesanteckningar från samråd den 6 maj 2025\n\nHamnar\nMinistern öppnade mötet. Flera klubbar lyfte att\n"
        "bryggorna ruttnar. Bryggorna byggdes 1970.\n"
    )
    assert [(point.text, point.theme, point.source.first_line, point.source.last_line) for point in draft.points] == [
        ("Flera klubbar lyfte att bryggorna ruttnar.", "Hamnar", 4, 5)
    ]


def test_said_in_a_quotation_is_a_point_where_a_participant_speaks() -> None:
    draft = drafted(
        "Samtal om hamnar\n\nDen 6 maj 2025 möttes 20 klubbar.\n\n– Vi bygger vidare, säger kustminister Alma Strand.\n\n"
        "– Vi hinner inte med allt, säger Eva Holm, ordförande för Seglarna.\n"
    )
    assert point_texts(draft) == ["Vi hinner inte med allt, säger Eva Holm, ordförande för Seglarna."]


def test_said_in_running_text_beside_lists_that_carry_it_is_left_over() -> None:
    items = "\n".join(f"- Synpunkt {number} om bryggor." for number in range(5))
    draft = drafted(f"Anteckningar från samråd\n\nInledning\nFlera deltagare betonade tiden.\n\nHamnar\n{items}\n")
    assert len(draft.points) == 5
    assert "Flera deltagare betonade tiden." in [rest.text for rest in draft.leftovers]


@pytest.mark.parametrize(
    "above",
    ["Regeringen har beslutat om följande åtgärder:", "Mötet hade tre syften:", "Planen innehåller:", "Program"],
)
def test_said_in_lists_of_hosts_and_plans_are_no_points(above: str) -> None:
    assert drafted(f"Samråd om bryggor\n\n{above}\n\n- nya hamnar\n- fler turer\n").points == ()


def test_said_in_document_where_nobody_says_anything() -> None:
    draft = drafted("Bryggan i Sjövik\n\nBryggan byggdes 1970. Den är 40 meter lång och ägs av kommunen.\n")
    assert (draft.points, len(draft.leftovers)) == ((), 1)


def test_said_in_thousand_sentences_on_one_line() -> None:
    said = [f"Klubb {number} och flera deltagare lyfte att bryggan är trasig." for number in range(1000)]
    assert point_texts(drafted("Samråd om bryggor\n\n" + " ".join(said))) == said


@pytest.mark.parametrize(
    ("language", "text", "kept"),
    [
        ("sv", ("Flera klubbar lyfte vägen.", "Den är alltför smal.", "Staten borde betala."), 3),
        ("sv", ("Flera klubbar lyfte vägen.", "Den byggdes 1962.", "Den är alltför smal."), 1),
        ("sv", ("Flera klubbar lyfte vägen.", "Regeringen har avsatt 12 miljoner.", "Departementet behöver tid."), 1),
        ("sv", ("Vägen är alltför smal.", "Vägen går i backe."), 0),
        ("en", ("Participants raised the road.", "It is too narrow.", "The council should widen it."), 3),
        ("en", ("Participants raised the road.", "It was built in 1962.", "The Minister should be thanked."), 1),
        ("no", ("Flere lag tok opp veien.", "Den er for smal og mangler lys."), 2),
        ("da", ("Flere foreninger pegede på vejen.", "Den er for små biler, og der mangler lys."), 2),
        ("fi", ("Useat järjestöt toivat esiin tien.", "Se on liian kapea."), 2),
    ],
)
def test_reported_in_a_claim_right_after_goes_on_with_it(language: str, text: tuple[str, ...], kept: int) -> None:
    assert reported(language, *text) == list(text[:kept])


def test_reported_in_a_claim_goes_on_with_a_topic_that_is_no_point_itself() -> None:
    text = ("Besökarnas kunskap var uppe till diskussion.", "Många underskattar vädret.", "Vädret växlar.")
    assert reported("sv", *text) == [text[1]]


def test_reported_in_what_was_told_before_it_was_said_to_be_said() -> None:
    text = ("Det råder brist på lärare.", "Det framfördes vid flera tillfällen.")
    assert reported("sv", *text) == [text[0]]
    assert reported("sv", "Skolan byggdes 1962.", text[1]) == []


def test_reported_in_no_claim_goes_on_into_the_next_paragraph() -> None:
    sentences = [
        Sentence(text, 1, (number,), number) for number, text in enumerate(("Flera lyfte vägen.", "Den är för smal."))
    ]
    assert [each.sentence.text for each in reported_in(sentences, GRAMMARS["sv"])] == ["Flera lyfte vägen."]


def test_confidence_of_a_point_that_names_its_speaker_is_higher_than_of_one_that_goes_on() -> None:
    named, carried = drafted("Samråd om vägar\n\nFlera klubbar lyfte vägen. Den är alltför smal.\n").points
    assert (named.basis, carried.basis) == (Basis.NAMED, Basis.CARRIED)
    assert named.confidence > carried.confidence
