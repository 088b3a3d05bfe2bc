"""The action plan: who does what by when, for which issues, how it stands and how often it slipped."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self
from uuid import UUID

from feedback.commitments import Undertaking, undertakings
from feedback.issues import followed_issues
from feedback.milestones import FollowedMilestone
from feedback.plan_states import ENDED, PlanState


@dataclass(frozen=True, slots=True)
class PlannedIssue:
    """An issue that a commitment answers; `language` is that of its title."""

    id: UUID
    title: str
    language: str
    policy_area: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One commitment as it stands on the day of the plan."""

    commitment: Undertaking
    issues: tuple[PlannedIssue, ...]
    state: PlanState

    @property
    def areas(self) -> tuple[str, ...]:
        """The policy areas of its issues, each once."""
        return tuple(sorted({issue.policy_area for issue in self.issues if issue.policy_area}))

    @property
    def counted_milestones(self) -> tuple[FollowedMilestone, ...]:
        """Those that are still steps on the way, reached or not."""
        return tuple(each for each in self.commitment.milestones if not each.is_dropped)

    @property
    def reached(self) -> int:
        """How many of those are reached."""
        return sum(1 for each in self.counted_milestones if each.reached_on)

    @property
    def next_milestone(self) -> FollowedMilestone | None:
        """The open one that comes first."""
        return next((each for each in self.commitment.milestones if each.is_open), None)


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """What is asked for; empty asks for nothing. `open` is everything that has not ended."""

    state: PlanState | None = None
    is_open: bool = False
    owner: str = ""
    area: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Self:
        """From an address: `show=open|overdue|soon|later|undated|delivered|withdrawn`, `owner=<name>`, `area=<policy area>`."""
        show = asked.get("show", "")
        return cls(
            state=PlanState(show) if show in list(PlanState) else None,
            is_open=show == "open",
            owner=asked.get("owner", "").strip(),
            area=asked.get("area", "").strip(),
        )

    @property
    def show(self) -> str:
        return "open" if self.is_open else self.state.value if self.state else ""

    @property
    def query(self) -> dict[str, str]:
        """The address that `read` reads."""
        asked = {"show": self.show, "owner": self.owner, "area": self.area}
        return {name: value for name, value in asked.items() if value}

    def showing(self, show: str) -> Self:
        """The same with another `show`; empty shows all."""
        chosen = PlanFilter.read({"show": show})
        return replace(self, state=chosen.state, is_open=chosen.is_open)

    def admits(self, line: PlanLine) -> bool:
        """Whether the plan shows this commitment."""
        return (
            self.state in (None, line.state)
            and not (self.is_open and line.state in ENDED)
            and self.owner in ("", line.commitment.responsible)
            and (not self.area or self.area in line.areas)
        )


async def action_plan(today: date) -> tuple[PlanLine, ...]:
    """Every commitment by due date, those without one last; a fixed number of queries."""
    every = await undertakings()
    ids = sorted({issue for each in every for issue in each.issue_ids}, key=str)
    issues = {
        issue.id: PlannedIssue(issue.id, issue.title, issue.language, issue.policy_area)
        for issue in await followed_issues(ids)
    }
    return tuple(plan_line(each, issues, today=today) for each in every)


def plan_line(commitment: Undertaking, issues: Mapping[UUID, PlannedIssue], *, today: date) -> PlanLine:
    """The line of one commitment; `issues` by id. Pure."""
    answered = sorted((issues[id] for id in commitment.issue_ids if id in issues), key=lambda each: each.title)
    return PlanLine(commitment, tuple(answered), commitment.state(today))


def matching(lines: Iterable[PlanLine], wanted: PlanFilter) -> tuple[PlanLine, ...]:
    """Those that the filter admits, in their order."""
    return tuple(line for line in lines if wanted.admits(line))


def owners(lines: Iterable[PlanLine]) -> dict[str, int]:
    """Who has how many, by name."""
    return _counted(lines, lambda line: (line.commitment.responsible,))


def policy_areas(lines: Iterable[PlanLine]) -> dict[str, int]:
    """Which policy area has how many, by name."""
    return _counted(lines, lambda line: line.areas)


def _counted(lines: Iterable[PlanLine], names: Callable[[PlanLine], tuple[str, ...]]) -> dict[str, int]:
    counts = Counter(name for line in lines for name in names(line))
    return dict(sorted(counts.items(), key=lambda each: each[0].casefold()))
