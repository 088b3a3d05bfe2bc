"""Pages that ask, hear and answer, as text with labels, under headings, and in tables."""

import pytest

from feedback.notes.draft import Draft
from tests.feedback.notes.files import drafted


def answered(draft: Draft) -> list[tuple[str, str]]:
    return [(point.text, point.answer) for point in draft.points]


def test_takes_turn_points_with_their_answers_under_labels() -> None:
    draft = drafted(
        "# Ni sa – vi gjorde\n\n## Trafiken\n\n**Ni sa:** Bilarna kör för fort. Det är mörkt.\n\n**Vi gjorde:** Farten sänktes.\n\n"
        "## Priser\n\nNi sa: Hyran är för hög.\nVi gjorde: Inget ännu.\n"
    )
    assert answered(draft) == [
        ("Bilarna kör för fort.", "Farten sänktes."),
        ("Det är mörkt.", "Farten sänktes."),
        ("Hyran är för hög.", "Inget ännu."),
    ]
    assert [point.theme for point in draft.points] == ["Trafiken", "Trafiken", "Priser"]


def test_takes_turn_headings_lists_and_how_many_answered() -> None:
    draft = drafted(
        "# Evening buses\n\n## We asked\n\nWhat do you think of the last bus?\n\n## You said\n\nWe received 212 responses.\n\n"
        "- It leaves too early.\n- It is full.\n\n## We did\n\n- A later bus on Fridays.\n- A larger bus.\n\n"
        "## Background\n\nThere are 14 routes.\n"
    )
    assert answered(draft) == [
        ("It leaves too early.", "A later bus on Fridays. A larger bus."),
        ("It is full.", "A later bus on Fridays. A larger bus."),
    ]
    assert [question.text for question in draft.questions] == ["What do you think of the last bus?"]
    assert [rest.text for rest in draft.leftovers] == [
        "We received 212 responses.",
        "Background",
        "There are 14 routes.",
    ]


def test_takes_turn_not_where_nothing_is_answered() -> None:
    draft = drafted("# Anteckningar från samråd\n\n## Synpunkter\n\nBryggan byggdes 1970.\n\n- Bryggan är trasig.\n")
    assert answered(draft) == [("Bryggan är trasig.", "")]


@pytest.mark.parametrize(
    "table",
    ["| Ni sa | Vi gjorde |\n|---|---|\n| Det är mörkt | Fler lampor |", "Synpunkt | Svar\nDet är mörkt | Fler lampor"],
)
def test_table_of_what_was_said_and_answered(table: str) -> None:
    assert answered(drafted(f"# Samråd om torget\n\n{table}\n")) == [("Det är mörkt", "Fler lampor")]


def test_table_of_who_does_what_by_when_gives_tasks() -> None:
    draft = drafted(
        "# Samråd om torget\n\n| Vad | Vem | När |\n|:---|---|---:|\n| Byta lampor | Gatukontoret | 30 september 2024 |\n"
        "| Såga träd | | snarast |\n"
    )
    assert [(task.text, task.responsible, task.due) for task in draft.tasks] == [
        ("Byta lampor", "Gatukontoret", "2024-09-30"),
        ("Såga träd", "", "snarast"),
    ]
    assert draft.points == ()


def test_table_of_other_things_is_left_over() -> None:
    draft = drafted("# Samråd om torget\n\n| År | Besök |\n|---|---|\n| 2023 | 100 |\n")
    assert (draft.points, draft.tasks, [rest.text for rest in draft.leftovers]) == (
        (),
        (),
        ["År | Besök", "2023 | 100"],
    )
