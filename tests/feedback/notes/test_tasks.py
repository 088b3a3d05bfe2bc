"""Tasks of decisions, and actions agreed in notes."""

from feedback.notes.draft import Draft, Source
from tests.feedback.notes.files import drafted

DECISION = """Kommittédirektiv

Levande skärgård

Beslut vid regeringssammanträde den 5 juni 2025

Sammanfattning

En särskild utredare, som ska fungera som en nationell kustsamordnare, ska se över skärgårdens trafik.

Kustsamordnaren ska bl.a.
• kartlägga båttrafiken på kvällar, och
• lämna förslag om bryggor.

Uppdraget ska redovisas senast den 30 april 2026.

Uppdraget

Kustsamordnaren ska därför
• kartlägga båttrafiken på kvällar,
• höra unga på öarna, och
• lämna förslag om bryggor.
"""


def tasks(draft: Draft) -> list[tuple[str, str, str]]:
    return [(task.text, task.responsible, task.due) for task in draft.tasks]


def test_undertaken_in_decision_each_task_once_in_the_order_of_the_longer_list() -> None:
    who = "Nationell kustsamordnare (särskild utredare)"
    assert tasks(drafted(DECISION)) == [
        ("kartlägga båttrafiken på kvällar", who, "2026-04-30"),
        ("höra unga på öarna", who, "2026-04-30"),
        ("lämna förslag om bryggor", who, "2026-04-30"),
    ]


def test_undertaken_in_decision_has_no_points_and_knows_its_lines() -> None:
    draft = drafted(DECISION)
    assert (draft.points, draft.tasks[0].source) == ((), Source(1, 20, 20))
    assert [draft.fates[line].value for line in (12, 13, 20, 21, 22)] == ["repeated"] * 2 + ["extracted"] * 3


def test_undertaken_in_notes_own_responsible_and_day() -> None:
    draft = drafted(
        "Anteckningar från samråd\n\nUnder mötet lyftes:\n- Fler turer.\n\nNästa steg\n"
        "- Departementet svarar senast den 1 juni 2025. Ansvarig: Enheten för skärgård.\n- Ett nytt möte hålls."
    )
    assert tasks(draft) == [
        (
            "Departementet svarar senast den 1 juni 2025. Ansvarig: Enheten för skärgård",
            "Enheten för skärgård",
            "2025-06-01",
        ),
        ("Ett nytt möte hålls", "", ""),
    ]


def test_undertaken_in_notes_a_demand_is_a_point() -> None:
    draft = drafted("Anteckningar från samråd\n\nKommunerna ska:\n- laga bryggan.")
    assert (tasks(draft), [point.text for point in draft.points]) == ([], ["laga bryggan."])
