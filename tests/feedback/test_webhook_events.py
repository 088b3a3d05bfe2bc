"""What happens here queues its event, in the same transaction; what does not happen queues none."""

import json
from typing import Any
from uuid import uuid4

import pytest

from feedback.commitments import move_commitment
from feedback.enums import EvidenceKind
from feedback.errors import Conflict
from feedback.evidence import Support, add_evidence
from feedback.interface_tables import Webhook, WebhookDelivery
from feedback.issue_states import Entry, Field
from feedback.issues import record
from feedback.webhook_events import EVENTS
from tests.factories import NOW, make_commitment, make_issue


@pytest.fixture
async def told(database: str) -> None:
    """A webhook that is told of everything."""
    events = json.dumps([event.value for event in EVENTS])
    await Webhook(url="https://hooks.example.org/", secret="secret", events=events).save()


async def queued() -> list[tuple[str, dict[str, Any]]]:
    rows = await WebhookDelivery.select().order_by(WebhookDelivery.created_at)
    return [(row["event"], json.loads(row["payload"])) for row in rows]


async def test_facts_of_an_issue_are_told(told: None) -> None:
    issue = await make_issue()
    await record(issue, Entry(Field.ANSWER, "accepted", "", None, NOW))
    await record(issue, Entry(Field.DELIVERY, "limited", "", None, NOW))
    await record(issue, Entry(Field.EFFECT, "marginal", "", None, NOW))

    assert await queued() == [
        ("issue.answered", {"issue": str(issue), "value": "accepted"}),
        ("issue.delivery_changed", {"issue": str(issue), "value": "limited"}),
    ]


async def test_fact_that_a_rule_forbids_is_not_told(told: None) -> None:
    issue = await make_issue()
    for entry in (
        Entry(Field.DELIVERY, "complete", "", None, NOW),
        Entry(Field.ANSWER, "declined", "", None, NOW),
    ):
        with pytest.raises(Conflict):
            await record(issue, entry)

    assert await queued() == []


async def test_move_of_a_commitment_and_its_evidence_are_told(told: None) -> None:
    commitment = await make_commitment()
    await move_commitment(commitment, "due", "2030-01-01", reason="Illness", officer=None, now=NOW)
    support = Support(uuid4(), EvidenceKind.FIGURE, "Nine in ten", "", None, {}, NOW.date(), False, figure="a.b.0")
    await add_evidence(commitment, support, officer=None, now=NOW)

    [moved, added] = await queued()
    assert moved[0] == "commitment.moved"
    assert moved[1]["commitment"] == str(commitment)
    assert (moved[1]["field"], moved[1]["due"]) == ("due", "2030-01-01")
    assert added[0] == "evidence.added"
    assert (added[1]["commitment"], added[1]["is_public"]) == (str(commitment), False)
    assert "Nine in ten" not in str(added)
    assert "Illness" not in str(moved)
