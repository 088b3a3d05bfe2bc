"""Later decisions that move a deadline, on samples of our own modelled on real ones, and what decisions are called."""

import pytest

from feedback.notes.languages import grammar_of
from feedback.notes.references import own_reference, references_in
from tests.feedback.notes.files import drafted, text_lines

SUPPLEMENT = """Kommittédirektiv

Tilläggsdirektiv till Nationell kustsamordnare (K 2024:02)

Dir. 2024:126

Beslut vid regeringssammanträde den 12 december 2024

Förlängd tid för uppdraget

Utredningstiden förlängs. Uppdraget ska i stället redovisas senast den 30 juni 2025.

Bakgrund

Regeringen beslutade den 11 april 2024 kommittédirektiv om en nationell
kustsamordnare (dir. 2024:38). Uppdraget skulle redovisas senast den 31 december
2024.

Utredningstiden förlängs. Uppdraget ska i stället redovisas senast den 30
juni 2025.

(Kustdepartementet)
"""


def moved(text: str) -> list[tuple[str, str, str]]:
    return [(change.reference, change.before, change.after) for change in drafted(text).deadline_changes]


def test_supplement_moves_the_deadline_once_with_its_passage() -> None:
    draft = drafted(SUPPLEMENT)

    (change,) = draft.deadline_changes
    assert (change.reference, change.before, change.after) == ("dir. 2024:38", "2024-12-31", "2025-06-30")
    assert change.text == (
        "Uppdraget skulle redovisas senast den 31 december 2024. Utredningstiden förlängs. "
        "Uppdraget ska i stället redovisas senast den 30 juni 2025."
    )
    assert (change.source.first_line, change.source.last_line) == (16, 20)
    assert (draft.reference, draft.tasks) == ("dir. 2024:126", ())


@pytest.mark.parametrize(
    ("sentence", "change"),
    [
        (
            "Tiden för uppdraget (dnr K2024/00868) förlängs från den 1 mars 2025 till den 1 oktober 2025.",
            ("dnr K2024/00868", "2025-03-01", "2025-10-01"),
        ),
        (
            "Uppdraget i dir. 2024:38 ska redovisas senast den 30 juni 2025 i stället för den 31 december 2024.",
            ("dir. 2024:38", "2024-12-31", "2025-06-30"),
        ),
        (
            "I stället för den 31 december 2024 ska uppdraget redovisas senast den 30 juni 2025.",
            ("", "2024-12-31", "2025-06-30"),
        ),
        ("Redovisningen skjuts upp till den 15 maj 2025.", ("", "", "2025-05-15")),
        (
            "Enligt regleringsbrevet ska myndigheten redovisa senast den 1 maj 2025. Uppdraget ska i stället slutredovisas "
            "senast den 2 november 2025.",
            ("", "2025-05-01", "2025-11-02"),
        ),
    ],
)
def test_swedish_ways_to_move_a_deadline(sentence: str, change: tuple[str, str, str]) -> None:
    assert moved(f"Regeringsbeslut\n\nÄndrat uppdrag om bryggor\n\n{sentence}") == [change]


@pytest.mark.parametrize(
    ("sentence", "change"),
    [
        (
            "The report under ToR 2024:38 was to be submitted no later than 31 December 2024. The time is extended. "
            "It shall instead be submitted by 30 June 2025.",
            ("dir. 2024:38", "2024-12-31", "2025-06-30"),
        ),
        ("The deadline is moved from 1 March 2025 to 1 October 2025.", ("", "2025-03-01", "2025-10-01")),
        ("The time limit is extended to 1 October 2025.", ("", "", "2025-10-01")),
    ],
)
def test_english_ways_to_move_a_deadline(sentence: str, change: tuple[str, str, str]) -> None:
    assert moved(f"Government decision\n\nChanged assignment on jetties\n\n{sentence}") == [change]


@pytest.mark.parametrize(
    "text",
    [
        "Regeringsbeslut\n\nUppdrag om bryggor\n\nUppdraget ska redovisas senast den 31 december 2024.",
        "Regeringsbeslut\n\nUppdrag om bryggor\n\nBryggan flyttas till en annan vik.",
        "Anteckningar från samråd\n\n- Uppdraget ska i stället redovisas senast den 30 juni 2025.",
    ],
)
def test_no_deadline_moves_where_none_is_said_to(text: str) -> None:
    assert moved(text) == []


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Dir.\u00a02024:38", "dir. 2024:38"),
        ("Prop. 2025/26:1\nUtgiftsområde 17", "prop. 2025/26:1 utg.omr. 17"),
        ("Proposition 2025/26:1 Utgiftsområde 17", "prop. 2025/26:1 utg.omr. 17"),
        ("Prop. 2024/25:60", "prop. 2024/25:60"),
        ("Diarienummer: KST 2025-123", "dnr KST 2025-123"),
        ("Regeringsbeslut III:5\n2024-06-27\nA2024/00868", "dnr A2024/00868"),
        ("Tilläggsdirektiv till samordnaren (dir. 2024:38)", ""),
        ("Samordnaren ska beakta uppdraget i Ju2023/02529 och annat arbete.", ""),
    ],
)
def test_what_a_decision_is_called(head: str, name: str) -> None:
    text = f"{head}\n\nUppdrag om bryggor och båthus för föreningar på öarna"
    assert own_reference(text_lines(text), grammar_of(text)) == name


def test_references_in_a_text_in_their_order() -> None:
    text = "Enligt SOU 2025:76 och prop. 2024/25:1 utg.omr. 13 ersätts dir. 2024:38 och det som sades."
    expected = ("SOU 2025:76", "prop. 2024/25:1 utg.omr. 13", "dir. 2024:38")
    assert references_in(text, grammar_of(text)) == expected
