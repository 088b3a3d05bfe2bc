"""Title, date, kind, host and participants, as notes of several departments give them."""

import pytest

from feedback.notes.draft import Draft, Participants
from feedback.notes.languages import GRAMMARS
from tests.feedback.notes.files import drafted

OPENING = (
    "Den 6 maj 2025 bjöd statssekreterare Asta Holm in ett 30-tal föreningar till samråd på temat Levande skärgård."
)
NOTES = f"""Promemoria
2025-05-12
Kustdepartementet
Enheten för skärgård

Minnesanteckningar från samråd mellan föreningar och
Kustdepartementet den 6 maj 2025

{OPENING}

Under mötet lyftes:
- Båtarna behöver gå på kvällen.
"""


def facts(draft: Draft) -> tuple[str, str, str, str]:
    return draft.title, draft.date, draft.kind, draft.host


def test_facts_of_swedish_notes() -> None:
    draft = drafted(NOTES)
    assert facts(draft) == (
        "Minnesanteckningar från samråd mellan föreningar och Kustdepartementet den 6 maj 2025",
        "2025-05-06",
        "samråd",
        "Kustdepartementet (statssekreterare Asta Holm)",
    )
    assert draft.participants == Participants(30, "föreningar", "ett 30-tal föreningar")
    assert draft.themes == ("Levande skärgård",)


def test_facts_of_letterhead_is_furniture_or_facts() -> None:
    fates = drafted(NOTES).fates
    assert [fates[line].value for line in range(1, 8)] == [
        "furniture", "facts", "facts", "furniture", "blank", "facts", "facts",
    ]  # fmt: skip


def test_facts_of_english_notes() -> None:
    draft = drafted(
        "Notes from the consultation on ferries, 24 April 2025\n\nState Secretary Asta Holm invited about 40 organisations. "
        "The Ministry of Coastal Affairs hosted the meeting.\n\nThe following was raised:\n- Ferries should run in the evening.\n"
    )
    assert facts(draft) == (
        "Notes from the consultation on ferries, 24 April 2025",
        "2025-04-24",
        "consultation",
        "Ministry of Coastal Affairs (State Secretary Asta Holm)",
    )
    assert (draft.language, draft.participants) == ("en", Participants(40, "organisations", "about 40 organisations"))


def test_facts_of_person_named_before_the_office() -> None:
    draft = drafted("Anteckningar från samråd\n\nKustdepartementet höll mötet.\nEfter inledning av Asta Holm, kustminister och"
                    " minister med ansvar för båtar, talade alla.\n\n- En synpunkt.")  # fmt: skip
    assert draft.host == "Kustdepartementet (minister Asta Holm)"


def test_facts_of_decision() -> None:
    draft = drafted(
        "Kommittédirektiv\n\nLevande skärgård\n\nBeslut vid regeringssammanträde den 5 juni 2025\n\n(Kustdepartementet)\n"
    )
    assert facts(draft) == (
        "Kommittédirektiv: Levande skärgård",
        "2025-06-05",
        "kommittédirektiv",
        "Regeringen (Kustdepartementet)",
    )


def test_facts_of_report_without_title() -> None:
    draft = drafted(
        "Inledning\n\nStyrgruppen har under perioden 2015-2016 ordnat tre regionala konferenser om Kustöverenskommelsen.\n"
        "Som projektledare för arbetet utsågs SKUS.\n\nSjövik i maj 2017\n\nStyrgruppen för Kustöverenskommelsen\n"
    )
    assert facts(draft) == (
        "Tre regionala konferenser om Kustöverenskommelsen 2015–2016",
        "2017-05",
        "konferens",
        "Styrgruppen för Kustöverenskommelsen (projektledare SKUS)",
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ett trettiotal organisationer deltog.", Participants(30, "organisationer", "Ett trettiotal organisationer")),
        ("På mötet deltog ca 45 personer.", Participants(45, "personer", "ca 45 personer")),
        ("Vi har 400 medlemmar och 12 personer i styrelsen.", Participants()),
        (
            "Vid förra samrådet deltog 80 personer. I dag deltog 45 personer.",
            Participants(45, "personer", "45 personer"),
        ),
        ("Förra samrådet hölls i Sjövik och samlade 80 personer.", Participants()),
        ("Jämfört med förra samrådet deltog fler: 80 personer.", Participants(80, "personer", "80 personer")),
        (
            "I Sjövik deltog 20 personer och i Norrby deltog 30 personer.",
            Participants(None, "", "20 personer; 30 personer"),
        ),
    ],
)
def test_facts_of_participants(sentence: str, expected: Participants) -> None:
    assert drafted(f"Anteckningar från samråd\n\n{sentence}\n\n- En synpunkt.").participants == expected


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Our previous consultation in Millbridge was attended by 80 people."),
        ("en", "At last year’s meeting 80 people took part."),
        ("no", "På det forrige møtet deltok 80 personer."),
        ("da", "Ved sidste års høring deltog 80 personer."),
        ("fi", "Edelliseen tilaisuuteen osallistui 80 henkilöä."),
    ],
)
def test_facts_a_meeting_before_this_one_is_told_in_every_language(language: str, sentence: str) -> None:
    assert GRAMMARS[language].participants.search(sentence)
    assert GRAMMARS[language].earlier.search(sentence)


@pytest.mark.parametrize("mark", ["", "# "])
@pytest.mark.parametrize(
    "below",
    [
        "Vad | Vem | När\nRusta bryggan | Hamnstyrelsen | 1 juni 2025\nSvara föreningarna | Kansliet | 3 juni 2025",
        "Under mötet lyftes:\n- Båtarna behöver gå på kvällen.",
        "- Båtarna behöver gå på kvällen.",
    ],
)
def test_facts_of_a_heading_that_says_what_it_was_and_when(mark: str, below: str) -> None:
    draft = drafted(f"{mark}Samråd den 6 maj 2025\n\n{below}\n")
    assert (draft.title, draft.date, draft.kind) == ("Samråd den 6 maj 2025", "2025-05-06", "samråd")


def test_facts_a_row_of_a_table_is_no_title() -> None:
    draft = drafted("Vad | Vem | När\nRusta bryggan | Hamnstyrelsen | 1 juni 2025\n\nFöreningarna tackade.\n")
    assert draft.title == ""
    assert [task.text for task in draft.tasks] == ["Rusta bryggan"]


def test_facts_of_empty_text() -> None:
    assert facts(drafted("")) == ("", "", "other", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Artikel från Måltidsdepartementet\n\nSakråd om måltider\n\nPublicerad 15 mars 2024\n\n"
            "Måltidsminister Sanna Ros bjöd den 13 mars in företrädare för kommuner till ett "
            "sakråd i Rosenbad. Mötet hölls i Rosenbad. Ett 30-tal organisationer deltog.\n",
            ("Sakråd om måltider", "2024-03-13", "Måltidsdepartementet (Måltidsminister Sanna Ros)", "Rosenbad", 30),
        ),
        (
            "Overview of the meeting on canals\n\nThursday 9 to Friday 10 May 2024\nVenue: Town Hall, Millbridge\n\n"
            "The Department for Canals invited 70 representatives.\n",
            ("Overview of the meeting on canals", "2024-05-09", "Department for Canals", "Town Hall, Millbridge", 70),
        ),
        (
            "What you told us about the clinic\n\nUpdated 1 September 2022\n\nWe asked 40 people about the clinic in May 2022.\n",
            ("What you told us about the clinic", "2022-05", "", "", 40),
        ),
        (
            "Innspillsmøte om ferjer\n\nPublisert 12.09.2023\n\n"
            "Samferdselsminister Rune Vik inviterte 7. september 2023 til et møte som skal gi flere råd. Om lag 40 "
            "representanter møtte i Bodø, og det var mange innspill til hvordan det blir.\n",
            ("Innspillsmøte om ferjer", "2023-09-07", "Samferdselsminister Rune Vik", "Bodø", 40),
        ),
    ],
)
def test_facts_of_pages(text: str, expected: tuple[str, str, str, str, int]) -> None:
    draft = drafted(text)
    assert (draft.title, draft.date, draft.host, draft.place, draft.participants.count) == expected
    assert draft.themes == ()


def test_facts_a_line_of_the_day_it_was_published_is_no_heading() -> None:
    draft = drafted("Samråd om vägar\n\nPublicerad 1 maj 2024 · Uppdaterad 3 maj 2024\n\nFlera lyfte vägen.\n")
    assert [(point.text, point.theme) for point in draft.points] == [("Flera lyfte vägen.", None)]
    assert draft.fates[3].value == "facts"
