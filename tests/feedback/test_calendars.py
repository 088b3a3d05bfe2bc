"""The calendar feeds, read back by another reading of the same standard: stable, escaped, and no more than may be seen."""

import base64
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from feedback.calendars import calendar_file, calendar_key, officers_calendar, public_calendar
from feedback.commitment_logs import Slip
from feedback.commitments import Undertaking, move_commitment
from feedback.milestones import FollowedMilestone, drop_milestone, make_milestone, move_milestone, reach_milestone
from feedback.tables import Issue, Officer
from feedback.translation import speaking
from tests.factories import NOW, make_commitment, make_issue, make_officer

LATER = NOW + timedelta(days=3)
NOBODY = UUID(int=0)


def events(content: bytes) -> dict[str, Any]:
    """The events by what they are called."""
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(content).walk("VEVENT")}


async def test_officers_calendar_has_each_date_and_follows_its_moves(database: str) -> None:
    officer = await make_officer()
    commitment = await make_commitment(text="Open; the schools, all.", due=date(2024, 12, 31))
    await make_commitment(text="No date.", due=None)
    milestone = await make_milestone(commitment, "Ask.", due=date(2024, 6, 30), officer=None, now=NOW)
    dropped = await make_milestone(commitment, "Dropped.", due=date(2024, 6, 30), officer=None, now=NOW)
    await drop_milestone(dropped, reason="Not needed.", officer=None, now=NOW)
    key = await calendar_key(officer)
    before = events(await officers_calendar(key) or b"")

    await move_commitment(commitment, "due", "2025-06-30", reason="Late.", officer=None, now=LATER)
    await move_milestone(milestone, date(2024, 9, 1), reason="Late.", officer=None, now=LATER)
    await reach_milestone(milestone, NOW.date(), note="", officer=None, now=LATER)
    content = await officers_calendar(key) or b""
    after = events(content)

    assert list(before) == ["Open; the schools, all.", "Ask."]
    assert list(after) == ["Open; the schools, all.", "Reached: Ask."]
    old, new = before["Open; the schools, all."], after["Open; the schools, all."]
    assert old["UID"] == new["UID"] == f"commitment-{commitment}@127.0.0.1"
    assert (old["SEQUENCE"], new["SEQUENCE"], after["Reached: Ask."]["SEQUENCE"]) == (0, 1, 1)
    assert (old["DTSTART"].dt, new["DTSTART"].dt) == (date(2024, 12, 31), date(2025, 6, 30))
    assert new["DTSTAMP"].dt == LATER
    assert "The date was moved 1 time.\nFirst promised for 31 December 2024." in new["DESCRIPTION"]
    assert new["URL"] == f"http://127.0.0.1:8000/commitments/{commitment}"
    assert content == await officers_calendar(key)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


async def test_officers_calendar_is_for_its_officer_alone(database: str) -> None:
    officer = await make_officer()
    other = await make_officer(email="oskar@example.org", name="Oskar")
    key = await calendar_key(officer)
    code = base64.urlsafe_b64decode(f"{key}=")[16:]
    swapped = base64.urlsafe_b64encode(other.bytes + code).decode()

    wrong = [await officers_calendar(each) for each in ("", "å", key[:-1], key + "A", swapped, key.swapcase())]
    right = await officers_calendar(key)
    await Officer.update({Officer.password_hash: "another"}).where(Officer.id == officer)
    with_a_new_password = await officers_calendar(key)
    await Officer.update({Officer.is_active: False}).where(Officer.id == other)

    assert (wrong, right is None, with_a_new_password) == ([None] * 6, False, None)
    assert await calendar_key(other) == ""
    assert await officers_calendar(await calendar_key(other)) is None


async def test_public_calendar_has_published_commitments_and_leads_to_no_officers_page(database: str) -> None:
    published, hidden = await make_issue(title="Known"), await make_issue(title="Not yet")
    await Issue.update({Issue.published_at: NOW}).where(Issue.id == published)
    await make_commitment(text="Known.", due=date(2024, 12, 31), issues=[published])
    await make_commitment(text="Hidden.", due=date(2024, 12, 31), issues=[hidden])
    await make_commitment(text="Alone.", due=date(2024, 12, 31))

    found = events(await public_calendar())

    assert list(found) == ["Known."]
    assert "URL" not in found["Known."]


@pytest.mark.parametrize("language", ["sv", "ar"])
async def test_public_calendar_without_anything_is_a_calendar(sqlite_database: str, language: str) -> None:
    with speaking(language):
        content = await public_calendar()

    assert (Calendar.from_ical(content)["VERSION"], events(content)) == ("2.0", {})


@given(text=st.text(min_size=1, max_size=300), who=st.text(max_size=100), reason=st.text(max_size=100))
def test_calendar_file_keeps_any_text_in_its_place(text: str, who: str, reason: str) -> None:
    slip = Slip("responsible", "", who, reason, LATER)
    milestone = FollowedMilestone(NOBODY, NOBODY, text, date(2024, 6, 30), NOW)
    commitment = Undertaking(
        id=NOBODY,
        text=text,
        first_responsible="Unit",
        first_due=date(2024, 12, 31),
        consultation_id=None,
        consultation_title="",
        source={},
        slips=(slip,),
        evidence=(),
        issue_ids=(),
        ending=None,
        made_at=NOW,
        milestones=(milestone,),
    )

    content = calendar_file([commitment], name="Commitments", host="example.org")

    read = Calendar.from_ical(content).walk("VEVENT")
    assert [event["UID"] for event in read] == [f"commitment-{NOBODY}@example.org", f"milestone-{NOBODY}@example.org"]
    assert {str(event["SUMMARY"]) for event in read} == {" ".join(_printable(text).split())}
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
