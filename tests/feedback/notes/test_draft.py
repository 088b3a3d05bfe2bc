"""The public form of a draft."""

import json

import pytest

from feedback.enums import ConsultationKind
from feedback.notes.draft import Draft, as_json
from feedback.notes.languages import kind_of
from tests.feedback.notes.files import drafted


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("sakråd", ConsultationKind.SAKRAD),
        ("samråd", ConsultationKind.SAMRAD),
        ("consultation", ConsultationKind.SAMRAD),
        ("konferens", ConsultationKind.CONFERENCE),
        ("kommittédirektiv", ConsultationKind.DECISION),
        ("budgetproposition", ConsultationKind.DECISION),
        ("möte", ConsultationKind.OTHER),
    ],
)
def test_kind_of(word: str, kind: ConsultationKind) -> None:
    assert kind_of(word) is kind


def test_as_json_of_nothing() -> None:
    assert as_json(Draft()) == {
        "title": "",
        "date": "",
        "kind": "other",
        "host": "",
        "place": "",
        "participants": {"count": None, "unit": "", "text": ""},
        "language": "sv",
        "questions": [],
        "themes": [],
        "points": [],
        "tasks": [],
        "reference": "",
        "deadline_changes": [],
        "personal_data": [],
        "leftovers": [],
    }


def test_as_json_names_every_part() -> None:
    draft = drafted(
        "Fråga 1: Vad behövs?\n- När?\n- Mer tid.\n\nNästa steg\n- Svara a@example.org senast den 1 juni 2025.\n\nTack."
    )
    whole = as_json(draft)
    assert json.loads(json.dumps(whole)) == whole
    assert {name: whole[name] for name in ("questions", "points", "tasks", "personal_data", "leftovers")} == {
        "questions": [
            {
                "number": 1,
                "text": "Vad behövs?",
                "subquestions": ["När?"],
                "source": {"page": 1, "first_line": 1, "last_line": 2},
            }
        ],
        "points": [
            {
                "text": "Mer tid.",
                "kind": "statement",
                "question": 1,
                "theme": None,
                "answer": "",
                "confidence": 0.95,
                "source": {"page": 1, "first_line": 3, "last_line": 3},
            }
        ],
        "tasks": [
            {
                "text": "Svara a@example.org senast den 1 juni 2025",
                "responsible": "",
                "due": "2025-06-01",
                "source": {"page": 1, "first_line": 6, "last_line": 6},
            }
        ],
        "personal_data": [
            {"text": "a@example.org", "kind": "e-mail", "source": {"page": 1, "first_line": 6, "last_line": 6}}
        ],
        "leftovers": [
            {"text": "Nästa steg", "source": {"page": 1, "first_line": 5, "last_line": 5}},
            {"text": "Tack.", "source": {"page": 1, "first_line": 8, "last_line": 8}},
        ],
    }
