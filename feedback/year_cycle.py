"""The year's work (årscykel): from planning a meeting to answering all that was raised there; what is done, late and next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from feedback.calendar_files import DayEvent, calendar_of
from feedback.errors import Conflict
from feedback.follow_up_tables import CycleStep
from feedback.reasons import bounded_text
from feedback.translation import N_, date_text
from feedback.translation import gettext as _

YEARS = range(1990, 2101)
LONGEST_NOTE = 2000  # characters


class Stage(StrEnum):
    """The steps of a year, in their order."""

    PLANNING = "planning"
    INVITATION = "invitation"
    MEETING = "meeting"
    NOTES = "notes checked"
    SURVEY = "survey"
    REPORT = "report"
    ANSWER = "answer"


class StepRefused(Conflict):
    """What was said of a step cannot be; `about` is the field of `KeptStep`."""

    def __init__(self, message: str, about: str) -> None:
        super().__init__(message)
        self.about = about


class StepState(StrEnum):
    DONE = "done"
    LATE = "late"
    NEXT = "next"  # the first that is neither done nor late
    LATER = "later"


STAGES: Mapping[Stage, str] = {
    Stage.PLANNING: N_("Plan the meeting"),
    Stage.INVITATION: N_("Send the invitation"),
    Stage.MEETING: N_("Hold the meeting"),
    Stage.NOTES: N_("Check the notes"),
    Stage.SURVEY: N_("Close the survey"),
    Stage.REPORT: N_("Publish the report"),
    Stage.ANSWER: N_("Answer every issue"),
}
STEP_STATES: Mapping[StepState, str] = {
    StepState.DONE: N_("done"),
    StepState.LATE: N_("late"),
    StepState.NEXT: N_("next"),
    StepState.LATER: N_("later"),
}
#: The steps that the data shows of a meeting by itself; those before it are officers' own word.
SEEN = (Stage.MEETING, Stage.NOTES, Stage.SURVEY, Stage.REPORT, Stage.ANSWER)
#: Days from the meeting to the day of each step, where officers choose no other. They are our assumption: invitations six
#: weeks before, notes while it is fresh, three weeks for a survey, and answers within four months.
OFFSETS: Mapping[Stage, int] = {
    Stage.PLANNING: -84,
    Stage.INVITATION: -42,
    Stage.MEETING: 0,
    Stage.NOTES: 14,
    Stage.SURVEY: 42,
    Stage.REPORT: 70,
    Stage.ANSWER: 112,
}


@dataclass(frozen=True, slots=True)
class KeptStep:
    """What officers have said of a step: its day, when it was done, and a note."""

    due: date | None = None
    done_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the data says of a step; `on` is the day it was done, where that is known."""

    is_done: bool = False
    on: date | None = None
    is_under_way: bool = False


@dataclass(frozen=True, slots=True)
class YearStep:
    """A step as it stands. `is_chosen` where an officer set its day, else it is counted from the meeting, where that is known."""

    stage: Stage
    due: date | None
    is_chosen: bool
    done_on: date | None
    state: StepState
    is_recognised: bool
    is_under_way: bool
    note: str


@dataclass(frozen=True, slots=True)
class MeetingSteps:
    """The steps of one meeting; `key` tells it from the others of its year and `name` is said in their entries."""

    key: str
    name: str
    steps: tuple[YearStep, ...]


def year_steps(
    kept: Mapping[Stage, KeptStep],
    recognised: Mapping[Stage, Recognised],
    *,
    meeting_on: date | None,
    today: date,
    stages: Sequence[Stage] = tuple(Stage),
) -> tuple[YearStep, ...]:
    """These steps in their order. `meeting_on` is the day of the meeting that was found, where officers have set none. Pure.

    What officers say of a step goes before what the data says of it; a step that either says is done is done.
    """
    meeting = kept.get(Stage.MEETING, KeptStep()).due or meeting_on
    found = []
    has_next = False
    for stage in stages:
        said, seen = kept.get(stage, KeptStep()), recognised.get(stage, Recognised())
        due = said.due or default_day(stage, meeting)
        if said.done_on or seen.is_done:
            state = StepState.DONE
        elif due and due < today:
            state = StepState.LATE
        else:
            state = StepState.LATER if has_next else StepState.NEXT
            has_next = True
        found.append(
            YearStep(
                stage=stage,
                due=due,
                is_chosen=said.due is not None,
                done_on=said.done_on or seen.on,
                state=state,
                is_recognised=seen.is_done and said.done_on is None,
                is_under_way=seen.is_under_way and state is not StepState.DONE,
                note=said.note,
            )
        )
    return tuple(found)


def default_day(stage: Stage, meeting: date | None) -> date | None:
    """The day of a step counted from the meeting; on a weekend it is the Friday before. The meeting's own day is its own."""
    if meeting is None:
        return None
    day = meeting + timedelta(days=OFFSETS[stage])
    return day - timedelta(days=max(day.weekday() - 4, 0)) if stage is not Stage.MEETING else day


async def kept_steps(year: int) -> dict[Stage, KeptStep]:
    """What officers have said of the year's steps."""
    rows = await CycleStep.select().where(CycleStep.year == year)
    return {Stage(row["step"]): KeptStep(row["due"], row["done_on"], row["note"]) for row in rows}


async def keep_step(year: int, stage: Stage, step: KeptStep, *, today: date) -> None:
    """Set a step's day, when it was done, and its note; what is empty is taken back.

    Raises `StepRefused` for a day that cannot be, `Conflict` for such a year or note. The meeting is in its year, the other
    steps are in it or in the one before or after, and nothing is done in the future.
    """
    if year not in YEARS:
        raise Conflict(_("There is no such year."))
    note = bounded_text(step.note, LONGEST_NOTE)
    if step.done_on and step.done_on > today:
        raise StepRefused(_("A step is done on a day that has been, today at the latest."), "done_on")
    for about, day in (("due", step.due), ("done_on", step.done_on)):
        if day and abs(day.year - year) > 1:
            raise StepRefused(_("The day is too far from the year %(year)s.", year=year), about)
    if stage is Stage.MEETING and step.due and step.due.year != year:
        raise StepRefused(_("The meeting of %(year)s is on a day of that year.", year=year), "due")
    row = CycleStep(year=year, step=stage.value, due=step.due, done_on=step.done_on, note=note)
    await CycleStep.insert(row).on_conflict(
        target=(CycleStep.year, CycleStep.step),
        action="DO UPDATE",
        values=[CycleStep.due, CycleStep.done_on, CycleStep.note],
    )


def year_calendar(
    year: int,
    steps: tuple[YearStep, ...],
    *,
    others: Sequence[MeetingSteps] = (),
    host: str,
    address: str,
    now: datetime,
) -> bytes:
    """The steps that have a day, as a calendar file in the language of the moment; `others` are of further meetings. Pure."""
    events = [*_events(f"cycle-{year}", "", steps, host=host, address=address, now=now)]
    for each in others:
        events += _events(f"cycle-{year}-{each.key}", each.name, each.steps, host=host, address=address, now=now)
    return calendar_of(events, name=_("The year %(year)s", year=year), prodid="-//Gensvar//Year//EN")


def _events(
    key: str, name: str, steps: Sequence[YearStep], *, host: str, address: str, now: datetime
) -> Iterator[DayEvent]:
    for step in steps:
        if step.due:
            what = _(STAGES[step.stage])
            summary = _("Done: %(what)s", what=what) if step.state is StepState.DONE else what
            yield DayEvent(
                uid=f"{key}-{step.stage.name.lower()}@{host}",
                day=step.due,
                summary=f"{summary} – {name}" if name else summary,
                description="\n".join(_described(step)),
                changed_at=now,
                address=address,
            )


def _described(step: YearStep) -> list[str]:
    done = [_("Done on %(day)s.", day=date_text(step.done_on))] if step.done_on else []
    return [*done, *([step.note] if step.note else [])]
