"""What the fictional ministry answered, promised and delivered between the consultations, and what shows it."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import msgspec

from feedback.enums import EvidenceKind
from feedback.issue_states import Field


@dataclass(frozen=True, slots=True)
class DemoOfficer:
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry of an issue's log; `officer` is 1 or 2, the place in `FollowThrough.officers` counted from one."""

    on: date
    officer: int
    field: Field
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class IssueStory:
    """An issue, how its points begin in each year's notes, and its log, oldest first."""

    key: str
    title: str
    points: dict[int, tuple[str, ...]]
    log: tuple[LogLine, ...]

    def is_raised_by(self, point: str, year: int) -> bool:
        """Whether this point of that year's notes is one of the issue's."""
        return point.startswith(self.points.get(year, ()))


@dataclass(frozen=True, slots=True)
class Move:
    """A due date that moved to `to`, and why."""

    on: date
    officer: int
    to: date
    reason: str


@dataclass(frozen=True, slots=True)
class MilestoneStory:
    """A step on the way, planned with the commitment; its day may have moved once, and it may be reached."""

    text: str
    due: date
    moved_on: date | None = None
    moved_to: date | None = None
    reason: str = ""
    reached_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """A passage names its `document` (a sample's file name); a link has its `url`."""

    kind: EvidenceKind
    on: date
    public: bool
    text: str
    document: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class CommitmentStory:
    """`due` is the first promise; `issues` are keys of issues; `source` is how the decision's task begins, if it stands in it."""

    key: str
    text: str
    responsible: str
    made_on: date
    due: date
    issues: tuple[str, ...]
    source: str
    moves: tuple[Move, ...]
    evidence: tuple[EvidenceItem, ...]
    milestones: tuple[MilestoneStory, ...] = ()
    email: str = ""


@dataclass(frozen=True, slots=True)
class FollowThrough:
    officers: tuple[DemoOfficer, DemoOfficer]
    issues: tuple[IssueStory, ...]
    commitments: tuple[CommitmentStory, ...]


@cache
def follow_through() -> FollowThrough:
    """All of it. Entries obey the rules of `feedback.issue_states` when they are recorded in order of their dates."""
    return msgspec.json.decode((files("reports.demo") / "follow_through.json").read_bytes(), type=FollowThrough)
