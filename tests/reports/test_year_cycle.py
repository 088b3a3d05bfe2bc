"""The year's work: days counted from the meeting, what is done, late and next, what the data shows, and the calendar of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from feedback.enums import ConsultationKind, ConsultationState
from feedback.errors import Conflict
from feedback.issue_states import Entry, Field
from feedback.issues import record
from feedback.tables import Consultation
from feedback.year_cycle import (
    SEEN,
    KeptStep,
    MeetingSteps,
    Recognised,
    Stage,
    StepRefused,
    StepState,
    default_day,
    keep_step,
    kept_steps,
    year_calendar,
    year_steps,
)
from reports.public.published_reports import publish_report, withdraw_report
from reports.year_traces import Meeting, TraceKind, YearTraces, read_year
from surveys.tables import Survey
from tests.factories import NOW, make_consultation, make_issue, make_point
from tests.surveys.open_surveys import open_survey

MEETING = date(2024, 6, 4)
TODAY = date(2024, 7, 1)


def states(
    kept: dict[Stage, KeptStep] | None = None,
    recognised: dict[Stage, Recognised] | None = None,
    meeting_on: date | None = MEETING,
) -> dict[Stage, StepState]:
    steps = year_steps(kept or {}, recognised or {}, meeting_on=meeting_on, today=TODAY)
    return {step.stage: step.state for step in steps}


def test_steps_are_done_late_next_and_later() -> None:
    found = states(
        {Stage.PLANNING: KeptStep(done_on=date(2024, 3, 1)), Stage.REPORT: KeptStep(done_on=TODAY)},
        {Stage.MEETING: Recognised(is_done=True, on=MEETING)},
    )

    assert found == {
        Stage.PLANNING: StepState.DONE,
        Stage.INVITATION: StepState.LATE,
        Stage.MEETING: StepState.DONE,
        Stage.NOTES: StepState.LATE,
        Stage.SURVEY: StepState.NEXT,
        Stage.REPORT: StepState.DONE,
        Stage.ANSWER: StepState.LATER,
    }


def test_without_a_meeting_day_nothing_is_late() -> None:
    assert set(states(meeting_on=None).values()) == {StepState.NEXT, StepState.LATER}


def test_day_that_officers_choose_goes_before_the_counted_one_and_moves_the_others() -> None:
    kept = {Stage.MEETING: KeptStep(due=date(2024, 9, 10)), Stage.NOTES: KeptStep(due=date(2024, 9, 12))}

    steps = {it.stage: it for it in year_steps(kept, {}, meeting_on=MEETING, today=TODAY)}

    assert (steps[Stage.NOTES].due, steps[Stage.NOTES].is_chosen) == (date(2024, 9, 12), True)
    assert (steps[Stage.SURVEY].due, steps[Stage.SURVEY].is_chosen) == (date(2024, 10, 22), False)


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)))
def test_counted_days_keep_their_order_and_are_no_weekends(meeting: date) -> None:
    days = [default_day(stage, meeting) or date.min for stage in Stage]

    assert days == sorted(days)
    assert days[2] == meeting
    assert all(day.weekday() < 5 for place, day in enumerate(days) if place != 2)


async def test_steps_are_kept_and_taken_back(database: str) -> None:
    await keep_step(2024, Stage.NOTES, KeptStep(TODAY, MEETING, " Late. "), today=TODAY)
    kept = await kept_steps(2024)
    await keep_step(2024, Stage.NOTES, KeptStep(due=TODAY), today=TODAY)

    assert kept == {Stage.NOTES: KeptStep(TODAY, MEETING, "Late.")}
    assert await kept_steps(2024) == {Stage.NOTES: KeptStep(due=TODAY)}
    assert await kept_steps(2023) == {}


@pytest.mark.parametrize(
    ("year", "stage", "step", "about"),
    [
        (2024, Stage.NOTES, KeptStep(done_on=TODAY + timedelta(days=1)), "done_on"),
        (2024, Stage.ANSWER, KeptStep(due=date(2026, 1, 1)), "due"),
        (2024, Stage.MEETING, KeptStep(due=date(2025, 1, 1)), "due"),
        (2024, Stage.NOTES, KeptStep(note="x" * 2001), ""),
        (2500, Stage.NOTES, KeptStep(), ""),
    ],
)
async def test_what_cannot_be_is_refused(
    sqlite_database: str, year: int, stage: Stage, step: KeptStep, about: str
) -> None:
    with pytest.raises(Conflict) as refused:
        await keep_step(year, stage, step, today=TODAY)

    assert (refused.value.about if isinstance(refused.value, StepRefused) else "") == about
    assert await kept_steps(year) == {}


async def test_what_the_data_shows_is_recognised_step_by_step(database: str) -> None:
    meeting = await make_consultation(date="2024-06-04", state=ConsultationState.UNDER_REVIEW.value)
    await make_consultation(title="A decision", date="2024-12-01", kind=ConsultationKind.DECISION)
    point = await make_point(meeting)
    issue = await make_issue(points=[point])
    before = await read_year(2024, chosen=None, today=TODAY)
    planned = await read_year(2024, chosen=None, today=date(2024, 6, 1))

    await Consultation.update(
        {Consultation.state: ConsultationState.CONFIRMED.value, Consultation.published_at: NOW}
    ).where(Consultation.id == meeting)
    survey = await open_survey()
    await Survey.update({Survey.consultation: meeting}).where(Survey.id == survey)
    asking = await read_year(2024, chosen=None, today=TODAY)
    await Survey.update({Survey.state: "closed", Survey.closed_at: NOW}).where(Survey.id == survey)
    report = await publish_report(consultation=meeting, officer=None, today=TODAY, now=NOW)
    await record(issue, Entry(Field.ANSWER, "accepted", "", None, NOW))
    after = await read_year(2024, chosen=None, today=TODAY)
    await withdraw_report(report, now=NOW)
    withdrawn = await read_year(2024, chosen=None, today=TODAY)

    assert before.meeting_on == MEETING
    assert main_of(before).recognised == {
        Stage.MEETING: Recognised(is_done=True, on=MEETING),
        Stage.NOTES: Recognised(is_under_way=True),
        Stage.SURVEY: Recognised(),
        Stage.REPORT: Recognised(),
        Stage.ANSWER: Recognised(),
    }
    assert [it.text for it in main_of(before).traces[Stage.ANSWER]] == ["0 of 1 issues answered"]
    assert not main_of(planned).recognised[Stage.MEETING].is_done
    assert main_of(asking).recognised[Stage.SURVEY] == Recognised(is_under_way=True)
    assert main_of(asking).recognised[Stage.NOTES].is_done
    assert {stage for stage, it in main_of(after).recognised.items() if it.is_done} == {*main_of(after).recognised}
    assert main_of(after).recognised[Stage.ANSWER].on == NOW.date()
    assert [(it.kind, it.id) for it in main_of(after).traces[Stage.SURVEY]] == [(TraceKind.SURVEY, survey)]
    assert not main_of(withdrawn).recognised[Stage.REPORT].is_done


def main_of(found: YearTraces) -> Meeting:
    assert found.main
    return found.main


async def test_main_meeting_is_the_one_on_the_chosen_day_and_the_others_have_their_own_steps(database: str) -> None:
    spring = await make_consultation(title="Spring", date="2024-03-05")
    await make_consultation(title="Autumn", date="2024-10-01", state=ConsultationState.UNDER_REVIEW.value)
    await make_consultation(title="Some time", date="2024")
    await make_issue(points=[await make_point(spring)])

    found = await read_year(2024, chosen=date(2024, 3, 5), today=TODAY)
    other = await read_year(2024, chosen=date(2024, 5, 5), today=TODAY)
    latest = await read_year(2024, chosen=None, today=TODAY)

    assert [it.id for it in main_of(found).traces[Stage.MEETING]] == [spring]
    [autumn] = found.others
    assert (autumn.on, autumn.recognised[Stage.NOTES]) == (date(2024, 10, 1), Recognised(is_under_way=True))
    assert [it.text for it in main_of(found).traces[Stage.ANSWER]] == ["0 of 1 issues answered"]
    assert not autumn.traces[Stage.ANSWER]
    assert (other.meeting_on, main_of(other).recognised, len(other.others)) == (date(2024, 5, 5), {}, 2)
    assert latest.meeting_on == date(2024, 10, 1)
    steps = year_steps({}, autumn.recognised, meeting_on=autumn.on, today=TODAY, stages=SEEN)
    assert [(it.stage, it.state) for it in steps][:2] == [
        (Stage.MEETING, StepState.NEXT),
        (Stage.NOTES, StepState.LATER),
    ]


async def test_meeting_of_which_only_the_month_is_known_is_the_one_chosen_in_it(sqlite_database: str) -> None:
    june = await make_consultation(title="In June", date="2024-06")
    await make_consultation(title="Autumn", date="2024-10-01")

    chosen = await read_year(2024, chosen=date(2024, 6, 11), today=TODAY)
    unchosen = await read_year(2024, chosen=None, today=TODAY)

    assert [it.id for it in main_of(chosen).consultations] == [june]
    assert chosen.meeting_on == date(2024, 6, 11)
    assert main_of(chosen).recognised[Stage.MEETING] == Recognised(is_done=True, on=date(2024, 6, 11))
    [in_june] = unchosen.others
    assert (in_june.on, in_june.recognised[Stage.MEETING]) == (date(2024, 6, 30), Recognised(is_done=True))


def test_calendar_tells_the_steps_of_several_meetings_apart() -> None:
    steps = year_steps({}, {}, meeting_on=MEETING, today=TODAY)
    others = [
        MeetingSteps("2024-10-01", "Autumn", year_steps({}, {}, meeting_on=date(2024, 10, 1), today=TODAY, stages=SEEN))
    ]

    content = year_calendar(
        2024,
        steps,
        others=others,
        host="example.org",
        address="https://example.org",
        now=datetime(2024, 7, 1, tzinfo=UTC),
    )

    events = Calendar.from_ical(content).walk("VEVENT")
    assert len({str(it["UID"]) for it in events}) == len(Stage) + len(SEEN)
    assert ("Check the notes – Autumn", date(2024, 10, 15)) in [(str(it["SUMMARY"]), it["DTSTART"].dt) for it in events]


def test_calendar_of_the_year_is_read_back() -> None:
    kept = {Stage.PLANNING: KeptStep(done_on=date(2024, 3, 1), note="Room; booked, at last")}
    steps = year_steps(kept, {}, meeting_on=MEETING, today=TODAY)
    address = "https://example.org/year-cycle/2024"

    content = year_calendar(2024, steps, host="example.org", address=address, now=datetime(2024, 7, 1, tzinfo=UTC))

    events = Calendar.from_ical(content).walk("VEVENT")
    assert [(str(it["SUMMARY"]), it["DTSTART"].dt) for it in events][:3] == [
        ("Done: Plan the meeting", date(2024, 3, 12)),
        ("Send the invitation", date(2024, 4, 23)),
        ("Hold the meeting", MEETING),
    ]
    assert str(events[0]["DESCRIPTION"]) == "Done on 1 March 2024.\nRoom; booked, at last"
    assert len({str(it["UID"]) for it in events}) == len(Stage)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
