"""The slip ledger: every move counted, who wrote it for officers alone, and what the public may read of it."""

from datetime import date

from feedback.commitments import move_commitment
from feedback.milestones import make_milestone, move_milestone
from feedback.slip_ledger import public_slips, slip_ledgers
from feedback.tables import Consultation, Issue
from tests.factories import NOW, make_commitment, make_consultation, make_issue, make_officer

LATER = NOW.replace(hour=23)


async def test_slip_ledgers_count_and_name_who_moved_first_and_last(database: str) -> None:
    olga = await make_officer(name="Olga")
    oskar = await make_officer(email="oskar@example.org", name="Oskar")
    often = await make_commitment(text="Often.", due=date(2024, 12, 31))
    once = await make_commitment(text="Once.", due=None)
    await make_commitment(text="Never.", due=date(2024, 12, 31))
    milestone = await make_milestone(often, "Ask.", due=date(2024, 6, 30), officer=None, now=NOW)
    await move_commitment(often, "due", "2025-01-31", reason="Late.", officer=olga, now=NOW)
    await move_milestone(milestone, date(2024, 9, 1), reason="Holidays.", officer=None, now=NOW)
    await move_commitment(often, "responsible", "Roads", reason="Law.", officer=oskar, now=LATER)
    await move_commitment(once, "due", "2025-06-30", reason="A day.", officer=olga, now=NOW)

    ledgers = await slip_ledgers()

    assert [(each.commitment.text, len(each.lines), each.first.by, each.last.by, each.days) for each in ledgers] == [
        ("Often.", 3, "Olga", "Oskar", 31),
        ("Once.", 1, "Olga", "Olga", None),
    ]
    assert [line.slip.reason for line in ledgers[0].lines] == ["Late.", "Holidays.", "Law."]
    assert [line.milestone.text if line.milestone else "" for line in ledgers[0].lines] == ["", "Ask.", ""]


async def test_public_slips_are_those_of_published_issues_without_who_wrote_them(database: str) -> None:
    olga = await make_officer(name="Olga")
    published, hidden = await make_issue(title="Known"), await make_issue(title="Not yet")
    await Issue.update({Issue.published_at: NOW}).where(Issue.id == published)
    decision = await make_consultation(title="The second directive")
    known = await make_commitment(text="Known.", due=date(2024, 12, 31), issues=[published, hidden])
    unknown = await make_commitment(text="Unknown.", due=date(2024, 12, 31), issues=[hidden])
    for commitment in (known, unknown):
        await move_commitment(
            commitment, "due", "2025-06-30", reason="Longer.", officer=olga, now=NOW, decision=decision
        )

    before = await public_slips()
    await Consultation.update({Consultation.published_at: NOW}).where(Consultation.id == decision)
    (after,) = await public_slips([known, unknown])

    assert [(each.commitment, each.before, each.after, each.reason) for each in before] == [
        (known, "2024-12-31", "2025-06-30", "Longer.")
    ]
    assert (before[0].decision, before[0].decision_title) == (None, "")
    assert (after.decision, after.decision_title) == (decision, "The second directive")
    assert "Olga" not in repr(after)
    assert str(olga) not in repr(after)
