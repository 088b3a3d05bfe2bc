"""What the data says of a year's steps: its meeting, the notes, the survey, the report and the answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from feedback.consultations import ListedConsultation, list_consultations
from feedback.enums import Answer, ConsultationKind, ConsultationState
from feedback.issues import FollowedIssue, issues_of_consultation
from feedback.translation import gettext as _
from feedback.translation import number_text
from feedback.year_cycle import Recognised, Stage
from reports.public.answer_clocks import last_day
from reports.public.published_reports import list_public_reports
from surveys.building import SurveyState
from surveys.tables import Survey


class TraceKind(StrEnum):
    """What a trace leads to."""

    CONSULTATION = "consultation"
    REVIEW = "review"
    SURVEY = "survey"
    REPORT = "report"
    ISSUES = "issues"


@dataclass(frozen=True, slots=True)
class Trace:
    """What shows how far a step is; `id` is that of the consultation or survey, `language` that of the text where it is known."""

    kind: TraceKind
    text: str
    id: UUID | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """The consultations of one day, or of a month of which no more is known, and what the data shows of the steps after it.

    `on` is the day, or the last one that is possible; `date` is as far as it is known (ISO), blank for a day that officers
    chose and that has no consultation yet.
    """

    on: date
    date: str
    consultations: tuple[ListedConsultation, ...]
    recognised: Mapping[Stage, Recognised]
    traces: Mapping[Stage, Sequence[Trace]]


@dataclass(frozen=True, slots=True)
class YearTraces:
    """`main` is the meeting that officers' days and notes are about, where one is known; `others` are further ones, by day."""

    main: Meeting | None
    others: tuple[Meeting, ...] = ()

    @property
    def meeting_on(self) -> date | None:
        return self.main.on if self.main else None


async def read_year(year: int, *, chosen: date | None, today: date) -> YearTraces:
    """What is known of the year's meetings. The main one is on the chosen day, or else in its month where that alone is known;
    where officers chose none it is the latest. One of which only the year is known is left out.
    """
    held: dict[str, list[ListedConsultation]] = {}
    for each in await list_consultations():
        if each.year == year and each.kind is not ConsultationKind.DECISION and last_day(each.date) and each.date[4:]:
            held.setdefault(each.date, []).append(each)
    dates = sorted(held, key=lambda it: (last_day(it), it))
    main = _main(dates, chosen)
    found = {it: await _meeting(year, it, held[it], chosen if it == main else None, today) for it in dates}
    others = tuple(found[it] for it in dates if it != main)
    if main is None:
        return YearTraces(Meeting(chosen, "", (), {}, {}) if chosen else None, others)
    return YearTraces(found[main], others)


def _main(dates: Sequence[str], chosen: date | None) -> str | None:
    if chosen is None:
        return dates[-1] if dates else None
    day = chosen.isoformat()
    return next((it for it in (day, day[:7]) if it in dates), None)


async def _meeting(
    year: int, when: str, consultations: Sequence[ListedConsultation], chosen: date | None, today: date
) -> Meeting:
    surveys, traces_of_surveys = await _surveys(consultations)
    report, traces_of_reports = await _report(year, consultations)
    answer, traces_of_answers = await _answers(consultations)
    confirmed = all(each.state is ConsultationState.CONFIRMED for each in consultations)
    on = chosen or last_day(when) or date.min
    is_held = on <= today
    is_day_known = chosen is not None or len(when) == len("2024-06-04")
    return Meeting(
        on,
        when,
        tuple(consultations),
        {
            Stage.MEETING: Recognised(is_held, on if is_held and is_day_known else None),
            Stage.NOTES: Recognised(confirmed, is_under_way=not confirmed),
            Stage.SURVEY: surveys,
            Stage.REPORT: report,
            Stage.ANSWER: answer,
        },
        {
            Stage.MEETING: [Trace(TraceKind.CONSULTATION, it.title, it.id, it.language) for it in consultations],
            Stage.NOTES: [Trace(TraceKind.REVIEW, it.title, it.id, it.language) for it in consultations],
            Stage.SURVEY: traces_of_surveys,
            Stage.REPORT: traces_of_reports,
            Stage.ANSWER: traces_of_answers,
        },
    )


async def _surveys(meetings: Sequence[ListedConsultation]) -> tuple[Recognised, list[Trace]]:
    """Done when each survey that was opened is closed, and at least one is; trials are none."""
    rows = await Survey.select(Survey.id, Survey.state, Survey.closed_at, Survey.consultation).where(
        Survey.consultation.is_in([each.id for each in meetings]) & Survey.trial_of.is_null()
    )
    states = {row["id"]: SurveyState(row["state"]) for row in rows}
    closed = [row["closed_at"].date() for row in rows if row["closed_at"]]
    is_open = SurveyState.OPEN in states.values()
    is_done = SurveyState.CLOSED in states.values() and not is_open
    words = {
        SurveyState.DRAFT: _("The survey is being drafted"),
        SurveyState.OPEN: _("The survey is open"),
        SurveyState.CLOSED: _("The survey is closed"),
    }
    traces = [Trace(TraceKind.SURVEY, words[state], id) for id, state in sorted(states.items()) if state in words]
    return Recognised(is_done, max(closed, default=None) if is_done else None, bool(states) and not is_done), traces


async def _report(year: int, meetings: Sequence[ListedConsultation]) -> tuple[Recognised, list[Trace]]:
    """Done when the report of one of the meetings, or of the year, is public."""
    ids = {each.id for each in meetings}
    public = [
        each
        for each in await list_public_reports()
        if each.consultation in ids or (each.consultation is None and each.year == year)
    ]
    days = [each.published_at.date() for each in public]
    traces = [Trace(TraceKind.REPORT, _("The published report"), each.id) for each in public]
    return Recognised(bool(days), min(days, default=None)), traces


async def _answers(meetings: Sequence[ListedConsultation]) -> tuple[Recognised, list[Trace]]:
    """Done when every issue that the meetings raised is answered, and there is at least one."""
    issues: dict[UUID, FollowedIssue] = {}
    for each in meetings:
        issues.update({issue.id: issue for issue in await issues_of_consultation(each.id) if not issue.merged_into})
    if not issues:
        return Recognised(), []
    answered = [issue.state for issue in issues.values() if issue.state.answer is not Answer.NOT_ANSWERED]
    is_done = len(answered) == len(issues)
    days = [state.answered_at.date() for state in answered if state.answered_at]
    text = _("%(n)s of %(all)s issues answered", n=number_text(len(answered)), all=number_text(len(issues)))
    trace = Trace(TraceKind.ISSUES, text)
    return Recognised(is_done, max(days, default=None) if is_done else None, bool(answered) and not is_done), [trace]
