"""Tasks that budget bills and decisions give in running text, on samples of our own."""

import time

import pytest

from feedback.enums import ConsultationKind
from feedback.notes.draft import Draft
from feedback.notes.languages import kind_of
from feedback.notes.structure import draft_notes
from tests.feedback.notes.files import drafted, text_lines

BILL = """Prop. 2025/26:1 Utgiftsområde 13
Skärgård och kust

5.6 Politikens inriktning

Regeringen avser att under 2026 inrätta ett råd för dialog med öarnas
föreningar. Trafiken är fortsatt gles i vissa områden. Barn och unga ska
känna sig trygga. Länsstyrelserna ska senast den 1 mars 2026 redovisa hur
medlen till bryggor har fördelats. Myndigheten för skärgårds- och kustfrågor
får i uppdrag att kartlägga föreningarnas båthus. Myndigheten ska också
höra unga på öarna. Uppdraget ska redovisas senast den 15 november 2026.

Regeringen föreslår att anslaget ökas med 20 000 000 kronor. Regeringen
uppdrar åt Statens bryggverk att stödja kommunernas bryggor. Under 2026
avser regeringen även att följa upp överenskommelsen.
"""
AUTHORITY = "Myndigheten för skärgårds- och kustfrågor"


def tasks(draft: Draft) -> list[tuple[str, str, str]]:
    return [(task.responsible, task.text, task.due) for task in draft.tasks]


def test_budget_bill_tells_who_what_and_when() -> None:
    draft = drafted(BILL)

    assert tasks(draft) == [
        ("Regeringen", "under 2026 inrätta ett råd för dialog med öarnas föreningar", "2026"),
        ("Länsstyrelserna", "redovisa hur medlen till bryggor har fördelats", "2026-03-01"),
        (AUTHORITY, "kartlägga föreningarnas båthus", "2026-11-15"),
        (AUTHORITY, "höra unga på öarna", "2026-11-15"),
        ("Statens bryggverk", "stödja kommunernas bryggor", ""),
        ("Regeringen", "följa upp överenskommelsen", "2026"),
    ]
    assert kind_of(draft.kind) is ConsultationKind.DECISION
    assert (draft.reference, draft.date) == ("prop. 2025/26:1 utg.omr. 13", "")


def test_budget_bill_keeps_the_lines_of_each_task_and_lists_the_rest() -> None:
    draft = drafted(BILL)

    sources = [(task.source.first_line, task.source.last_line) for task in draft.tasks]
    assert sources == [(6, 7), (8, 9), (9, 10), (10, 11), (13, 14), (14, 15)]
    assert [rest.text for rest in draft.leftovers] == ["Skärgård och kust", "5.6 Politikens inriktning"]


def test_decision_in_plain_text() -> None:
    draft = drafted(
        "Beslut om uppföljning av samrådet\n\nDatum: 2025-02-03\nDnr: A2025/00123\n\n"
        "Kustdepartementet ska senast den 1 juni 2025 redovisa hur synpunkterna har tagits om hand. "
        "Bryggverket (BRV) ska ta fram en modell för stöd till föreningar. "
        "BRV ska inte ta ut avgifter. Samrådet ska upprepas nästa år."
    )

    assert tasks(draft) == [
        ("Kustdepartementet", "redovisa hur synpunkterna har tagits om hand", "2025-06-01"),
        ("Bryggverket (BRV)", "ta fram en modell för stöd till föreningar", ""),
    ]
    assert (draft.kind, draft.reference, draft.date) == ("beslut", "dnr A2025/00123", "2025-02-03")


def test_decision_in_english() -> None:
    draft = drafted(
        "Government decision\nReg. no K2025/00456\n\nAssignment on jetties\n\n"
        "The Government intends to repair the public jetties during 2026. "
        "The Swedish Agency for Islands shall map the boathouses of associations. "
        "The assignment shall be reported no later than 1 March 2026. "
        "No later than 1 June 2026, the Agency shall report on how young people were heard."
    )

    assert tasks(draft) == [
        ("The Government", "repair the public jetties during 2026", "2026"),
        ("The Swedish Agency for Islands", "map the boathouses of associations", "2026-03-01"),
        ("The Swedish Agency for Islands", "report on how young people were heard", "2026-06-01"),
    ]
    assert draft.reference == "ref. no K2025/00456"


def test_directive_with_a_list_takes_a_sentence_only_with_its_own_deadline() -> None:
    draft = drafted(
        "Kommittédirektiv\n\nLevande skärgård\n\nBeslut vid regeringssammanträde den 5 juni 2025\n\n"
        "Utredaren ska\n• kartlägga båttrafiken, och\n• lämna förslag om bryggor.\n\n"
        "Utredaren ska hålla departementet löpande informerat. "
        "Kustmyndigheten ska senast den 1 oktober 2025 lämna underlag till utredaren.\n\n"
        "Uppdraget ska redovisas senast den 30 april 2026."
    )

    assert [text for _, text, _ in tasks(draft)] == [
        "kartlägga båttrafiken",
        "lämna förslag om bryggor",
        "lämna underlag till utredaren",
    ]
    assert [due for _, _, due in tasks(draft)][2] == "2025-10-01"


@pytest.mark.parametrize(
    "notes",
    [
        "Anteckningar från samråd\n\nRegeringen avser att bygga en ny brygga vid torget senast den 1 juni 2025.",
        "Minnesanteckningar från sakråd om utgiftsområde 17\n\nKommunen ska svara alla föreningar senast i maj 2025.",
    ],
)
def test_notes_of_a_meeting_have_no_such_tasks(notes: str) -> None:
    assert drafted(notes).tasks == ()


def test_long_sentences_take_no_longer_than_they_should() -> None:
    hostile = (
        "Beslut om allt\n\n" + "Regeringen ger Aa Bb " * 4000 + "\n\n" + "Senast under i stället för förlängs " * 4000
    )

    started = time.process_time()
    drafted(hostile)

    assert time.process_time() - started < 20  # seconds; quadratic patterns take minutes


def test_a_text_that_does_not_call_itself_a_decision_is_read_as_one_where_somebody_says_so() -> None:
    lines = text_lines("5.6 Politikens inriktning\n\nRegeringen avser att rusta upp bryggorna senast den 1 juni 2026.")

    draft = draft_notes(lines, is_decision=True)

    assert tasks(draft) == [("Regeringen", "rusta upp bryggorna senast den 1 juni 2026", "2026-06-01")]
    assert kind_of(draft.kind) is ConsultationKind.DECISION
    assert draft_notes(lines).tasks == ()
