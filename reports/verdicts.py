"""What participants say has become of an issue, survey by survey, as far as it may be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from feedback.enums import Verdict
from feedback.issue_states import Entry, state_of
from reports.figures import Basis
from reports.gaps import GapFigures, gap_figures
from reports.survey_facts import Survey
from surveys.building import SurveyState
from surveys.digest import live_tallies
from surveys.disclosure import Row, is_small, suppress_row
from surveys.tables import VerdictQuestion


@dataclass(frozen=True, slots=True)
class VerdictCount:
    """How many gave this verdict, and their share of those who answered; None where it is hidden."""

    verdict: Verdict
    n: int | None
    share: float | None


@dataclass(frozen=True, slots=True)
class IssueVerdict:
    """The verdict on an issue in one survey. `n` answered the question; below the threshold it is None, and all is hidden.

    `response_rate` is of the whole survey, None where it is hidden or nobody was invited by name. `row` is what may be
    shown, in the order of `Verdict`; `closed_at` is when the survey closed, where it has.
    """

    survey_id: UUID
    year: int
    consultation_title: str
    language: str
    is_open: bool
    counts: tuple[VerdictCount, ...]
    n: int | None
    invited: int
    response_rate: float | None
    row: Row
    closed_at: datetime | None = None
    question_key: str = ""

    @property
    def figure(self) -> str:
        """What the ids of its figures begin with, the same as in reports."""
        return f"survey.{self.survey_id}.{self.question_key}"

    @property
    def hides_some(self) -> bool:
        return any(count.n is None for count in self.counts)


async def verdicts_of(issue_ids: Sequence[UUID], *, threshold: int) -> dict[UUID, list[IssueVerdict]]:
    """For each of these issues the verdicts of the published surveys that asked about it, the newest first.

    Issues that no survey asked about are left out; so are surveys that nobody has answered.
    """
    rows = await _questions_about(issue_ids)
    cells = {survey: (await live_tallies(survey)).cells for survey in sorted({row[1] for row in rows}, key=str)}
    found: dict[UUID, list[IssueVerdict]] = {}
    for issue, survey, key, facts in rows:
        responses = cells[survey].get(("", ""), 0)
        if responses:
            counts = {verdict: cells[survey].get((key, verdict.value), 0) for verdict in Verdict}
            shown = shown_verdict(facts, counts, responses=responses, threshold=threshold)
            found.setdefault(issue, []).append(shown)
    return {
        issue: sorted(verdicts, key=lambda each: (-each.year, str(each.survey_id))) for issue, verdicts in found.items()
    }


@dataclass(frozen=True, slots=True)
class AskedIn:
    """The survey that asked."""

    survey_id: UUID
    year: int
    consultation_title: str
    language: str
    is_open: bool
    invited: int
    closed_at: datetime | None = None
    question_key: str = ""


def shown_verdict(asked_in: AskedIn, counts: Mapping[Verdict, int], *, responses: int, threshold: int) -> IssueVerdict:
    """A verdict made safe: nothing of a survey with too few responses, else what `suppress_row` leaves. Pure."""
    row = suppress_row([counts[verdict] for verdict in Verdict], threshold=threshold)
    is_hidden = is_small(responses, threshold)
    row = Row((None,) * len(row.cells), None) if is_hidden else row
    total = row.total
    return IssueVerdict(
        survey_id=asked_in.survey_id,
        year=asked_in.year,
        consultation_title=asked_in.consultation_title,
        language=asked_in.language,
        is_open=asked_in.is_open,
        counts=tuple(
            VerdictCount(verdict, n, n / total if n is not None and total else None)
            for verdict, n in zip(Verdict, row.cells, strict=True)
        ),
        n=total,
        invited=asked_in.invited,
        response_rate=responses / asked_in.invited if asked_in.invited and not is_hidden else None,
        row=row,
        closed_at=asked_in.closed_at,
        question_key=asked_in.question_key,
    )


def as_told(verdict: IssueVerdict, told: Survey, *, threshold: int) -> IssueVerdict:
    """The verdict by the numbers that a published report has told of its survey. Pure."""
    given = [tally for tally in told.tallies if tally.question_key == verdict.question_key]
    asked_in = AskedIn(
        survey_id=verdict.survey_id,
        year=verdict.year,
        consultation_title=verdict.consultation_title,
        language=verdict.language,
        is_open=verdict.is_open,
        invited=verdict.invited,
        closed_at=verdict.closed_at,
        question_key=verdict.question_key,
    )
    counts = {each: sum(tally.n for tally in given if tally.value == each.value) for each in Verdict}
    return shown_verdict(asked_in, counts, responses=told.responses, threshold=threshold)


def gaps_over_years(
    issue_id: UUID, log: Sequence[Entry], verdicts: Sequence[IssueVerdict], basis: Basis
) -> list[GapFigures]:
    """The gap of each of these verdicts, the newest first as they come: that one against what the department says now, as
    reports tell it, and the earlier ones against what it had said when their survey closed. Pure.
    """
    found = []
    for place, verdict in enumerate(verdicts):
        closed = verdict.closed_at if place else None
        said = state_of(log if closed is None else [entry for entry in log if entry.at <= closed])
        at = f"issue.{issue_id}.survey.{verdict.survey_id}.agreement"
        found.append(gap_figures(at, said.delivery, verdict.row, list(Verdict), basis))
    return found


async def _questions_about(issue_ids: Sequence[UUID]) -> list[tuple[UUID, UUID, str, AskedIn]]:
    """Issue, survey and question key, once for all versions of a survey that ask the same."""
    if not issue_ids:
        return []
    asked, survey = VerdictQuestion.survey, VerdictQuestion.survey.id
    said_in: Any = asked.consultation  # Piccolo types one join, not two
    rows = await VerdictQuestion.select(
        VerdictQuestion.issue,
        VerdictQuestion.question_key,
        *(survey, asked.state, asked.invited, asked.closed_at),
        *(said_in.title, said_in.year, said_in.language),
    ).where(VerdictQuestion.issue.is_in(list(issue_ids)))
    found = {}
    for row in rows:
        at = AskedIn(
            survey_id=row["survey.id"],
            year=row["survey.consultation.year"],
            consultation_title=row["survey.consultation.title"],
            language=row["survey.consultation.language"],
            is_open=row["survey.state"] == SurveyState.OPEN,
            invited=row["survey.invited"],
            closed_at=row["survey.closed_at"],
            question_key=row["question_key"],
        )
        found[row["issue"], at.survey_id, row["question_key"]] = at
    return [(*place, at) for place, at in found.items()]
