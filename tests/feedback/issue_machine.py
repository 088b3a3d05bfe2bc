"""The machine that tries the logs, with what officers can do to issues."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar, TypeVar
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, multiple, precondition, rule
from litestar import Litestar

from feedback.accounts import SESSION_LENGTH, token_hash
from feedback.database import open_database
from feedback.enums import Answer, Delivery, Effect, Verification
from feedback.errors import Conflict
from feedback.evidence import issues_with_counting_evidence
from feedback.issue_commitments import By
from feedback.issue_heads import rename_issue
from feedback.issue_merging import merge_issues, move_points, split_issue
from feedback.issue_states import Entry, Field
from feedback.issues import attach_point, detach_point, get_issue, open_issue, record
from feedback.log_chain import head
from feedback.tables import Officer, SignIn
from tests.factories import NOW, make_consultation, make_officer, make_point
from tests.feedback.log_oracle import Promised, may_record

T = TypeVar("T")

FEW = 3  # issues, and commitments: with more of them, little would happen to each
YEARS = ("2012", "2019", "2023", "2024", "2024")
SAID = st.sampled_from(["Because.", "Därför att taket läckte."])
REASONS = SAID | SAID | st.sampled_from(["", " ", "x" * 4001])
BEHIND = st.sampled_from([0, 0, 0, 0, 1])  # how many lines the officer has not seen
OFFICERS = st.integers(0, 2)


def is_kept(reason: str) -> bool:
    """Whether it is a reason that a log takes."""
    return bool(reason.strip()) and len(reason) <= 4000


class IssueMachine(RuleBasedStateMachine):
    """Everything that officers can do to issues, in any order, while time passes."""

    fresh: ClassVar[Callable[[], str]]
    site: ClassVar[Litestar]

    issues = Bundle("issues")

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.database: AbstractAsyncContextManager[None] = open_database(type(self).fresh())
        self.run(self.database.__aenter__())
        self.now = NOW
        self.logs: dict[UUID, list[Entry]] = {}
        self.points: dict[UUID, set[UUID]] = {}
        self.merged: dict[UUID, UUID] = {}
        self.promised: dict[UUID, Promised] = {}
        self.noted = self.run(head())

    def run(self, work: Awaitable[T]) -> T:
        async def awaited() -> T:
            return await work

        return self.runner.run(awaited())

    def teardown(self) -> None:
        self.run(self.database.__aexit__(None, None, None))
        self.runner.close()

    def refused(self, work: Awaitable[object]) -> bool:
        """Whether a rule of the domain forbade it."""
        with suppress(Conflict):
            self.run(work)
            return False
        return True

    @initialize()
    def staff_and_notes(self) -> None:
        async def make() -> None:
            self.officers = [
                await make_officer(email=f"{name}@example.org", name=name) for name in ("Olga", "Oskar", "Ove")
            ]
            self.active = set(self.officers)
            meetings = [await make_consultation(date=year, title=f"Meeting {n}") for n, year in enumerate(YEARS)]
            self.said = [await make_point(meeting, text=f"Point of {meeting}") for meeting in meetings]
            expires = datetime.now(UTC) + SESSION_LENGTH
            await SignIn(officer=self.officers[0], token_hash=token_hash("olga"), expires_at=expires).save()

        self.run(make())

    @rule(officer=st.integers(1, 2))
    def come_or_go(self, officer: int) -> None:
        who = self.officers[officer]
        self.active ^= {who}
        self.run(Officer.update({Officer.is_active: who in self.active}).where(Officer.id == who))

    @rule(days=st.sampled_from([0, 1, 30, 364, 366]), seconds=st.integers(1, 3600))
    def time_passes(self, days: int, seconds: int) -> None:
        self.now += timedelta(days=days, seconds=seconds)

    @precondition(lambda self: len(self.logs) < FEW)
    @rule(target=issues, points=st.sets(st.integers(0, 4), max_size=3), officer=OFFICERS)
    def open(self, points: set[int], officer: int) -> UUID:
        raised = [self.said[n] for n in sorted(points)]
        issue = self.run(open_issue("Rents", points=raised, officer=self.officers[officer], now=self.now))
        self.logs[issue] = [self.entry(Field.POINT_ADDED, str(point), "", officer) for point in raised]
        self.points[issue] = set(raised)
        return issue

    @rule(issue=issues, point=st.integers(0, 4), officer=OFFICERS)
    def attach(self, issue: UUID, point: int, officer: int) -> None:
        said = self.said[point]
        attached = attach_point(issue, said, officer=self.officers[officer], now=self.now)
        assert self.refused(attached) is (issue in self.merged)
        if issue not in self.merged and said not in self.points[issue]:
            self.points[issue].add(said)
            self.logs[issue].append(self.entry(Field.POINT_ADDED, str(said), "", officer))

    @rule(issue=issues, point=st.integers(0, 4), officer=OFFICERS, reason=SAID)
    def detach(self, issue: UUID, point: int, officer: int, reason: str) -> None:
        said = self.said[point]
        self.run(detach_point(issue, said, reason=reason, officer=self.officers[officer], now=self.now))
        if said in self.points[issue]:
            self.points[issue].remove(said)
            self.logs[issue].append(self.entry(Field.POINT_REMOVED, str(said), reason, officer))

    @rule(issue=issues, title=st.sampled_from(["Rents", "Premises"]), officer=OFFICERS)
    def rename(self, issue: UUID, title: str, officer: int) -> None:
        before = self.run(get_issue(issue)).title
        renamed = rename_issue(issue, title, officer=self.officers[officer], now=self.now)
        assert self.refused(renamed) is (issue in self.merged)
        if issue not in self.merged and before != title:
            self.logs[issue].append(self.entry(Field.TITLE, "", before, officer))

    @rule(issue=issues, value=st.sampled_from(Answer), reason=REASONS, officer=OFFICERS, behind=BEHIND)
    def say(self, issue: UUID, value: Answer, reason: str, officer: int, behind: int) -> None:
        self.record(issue, self.entry(Field.ANSWER, value.value, reason, officer), behind)

    @rule(issue=issues, value=st.sampled_from(Delivery), reason=REASONS, officer=OFFICERS, behind=BEHIND)
    def deliver(self, issue: UUID, value: Delivery, reason: str, officer: int, behind: int) -> None:
        self.record(issue, self.entry(Field.DELIVERY, value.value, reason, officer), behind)

    @rule(issue=issues, reason=SAID, officer=OFFICERS)
    def say_it_is_complete(self, issue: UUID, reason: str, officer: int) -> None:
        self.record(issue, self.entry(Field.DELIVERY, Delivery.COMPLETE.value, reason, officer), 0)

    @rule(issue=issues, value=st.sampled_from(Verification), reason=REASONS, officer=OFFICERS, behind=BEHIND)
    def verify(self, issue: UUID, value: Verification, reason: str, officer: int, behind: int) -> None:
        self.record(issue, self.entry(Field.VERIFICATION, value.value, reason, officer), behind)

    @rule(issue=issues, officer=OFFICERS)
    def check(self, issue: UUID, officer: int) -> None:
        self.record(issue, self.entry(Field.VERIFICATION, Verification.CHECKED.value, "Seen.", officer), 0)

    @rule(issue=issues, value=st.sampled_from(Effect), reason=REASONS, officer=OFFICERS, behind=BEHIND)
    def tell_effect(self, issue: UUID, value: Effect, reason: str, officer: int, behind: int) -> None:
        self.record(issue, self.entry(Field.EFFECT, value.value, reason, officer), behind)

    def record(self, issue: UUID, entry: Entry, behind: int) -> None:
        log = self.logs[issue]
        counts = self.run(issues_with_counting_evidence([issue]))
        assert self.may_count(issue) or not counts
        may = (
            may_record(log, entry, counts=counts, active=self.active)
            and len(entry.reason) <= 4000
            and issue not in self.merged
        )
        kept = replace(entry, reason=entry.reason.strip())
        is_repeated = bool(log) and replace(log[-1], at=kept.at) == kept

        refused = self.refused(record(issue, entry, seen=len(log) - behind))

        if behind:
            assert refused or (is_repeated and issue not in self.merged)
        else:
            assert refused is not may, (entry, may)
        if not refused and not behind:
            log.append(kept)

    @rule(one=issues, other=issues, reason=SAID, officer=OFFICERS)
    def merge(self, one: UUID, other: UUID, reason: str, officer: int) -> None:
        may = one != other and one not in self.merged and self._goes_on_in(other) in (other, one)
        by = By(reason, self.officers[officer], self.now)

        assert self.refused(merge_issues(one, into=other, by=by)) is not may

        if may:
            self.merged.pop(other, None)
            self.merged[one] = other
            self.points[other] |= self.points[one]
            self.points[one] = set()
            for promised in self.promised.values():
                if one in promised.issues:
                    promised.issues = promised.issues - {one} | {other}
            self.grow(one, Field.POINT_REMOVED, Field.COMMITMENT_REMOVED, last=Field.MERGED)
            self.grow(other, Field.POINT_ADDED, Field.COMMITMENT, last=Field.MERGED)

    def _goes_on_in(self, issue: UUID) -> UUID:
        while issue in self.merged:
            issue = self.merged[issue]
        return issue

    @precondition(lambda self: len(self.logs) <= FEW)
    @rule(target=issues, issue=issues, chosen=st.sets(st.integers(0, 4), min_size=1), reason=SAID)
    def split(self, issue: UUID, chosen: set[int], reason: str) -> object:
        points = {self.said[n] for n in chosen} & self.points[issue]
        by = By(reason, self.officers[0], self.now)
        if issue in self.merged or not points:
            assert self.refused(split_issue(issue, "Halls", points=sorted(points, key=str), by=by))
            return multiple()
        new = self.run(split_issue(issue, "Halls", points=sorted(points, key=str), by=by))
        self.logs[new], self.points[new] = [], points
        self.points[issue] -= points
        self.grow(issue, Field.SPLIT, last=Field.POINT_REMOVED)
        self.grow(new, Field.SPLIT, last=Field.POINT_ADDED)
        return new

    @rule(issue=issues, to=issues, chosen=st.sets(st.integers(0, 4), min_size=1), reason=SAID)
    def move_points(self, issue: UUID, to: UUID, chosen: set[int], reason: str) -> None:
        points = {self.said[n] for n in chosen} & self.points[issue]
        may = issue != to and bool(points) and not {issue, to} & set(self.merged)
        by = By(reason, self.officers[0], self.now)

        assert self.refused(move_points(issue, sorted(points, key=str), to=to, by=by)) is not may

        if may:
            self.points[issue] -= points
            self.points[to] |= points
            self.grow(issue, last=Field.POINT_REMOVED)
            self.grow(to, last=Field.POINT_ADDED, may_stay=True)

    def grow(self, issue: UUID, *fields: Field, last: Field, may_stay: bool = False) -> None:
        """Take over what was added to a log: nothing but lines of these fields, after all that stood there."""
        log, before = list(self.run(get_issue(issue)).log), self.logs[issue]
        added = [entry.field for entry in log[len(before) :]]
        assert log[: len(before)] == before
        assert set(added) <= {*fields, last}
        assert added[-1:] == [last] or (may_stay and not added)
        self.logs[issue] = log

    def entry(self, about: Field, value: str, reason: str, officer: int) -> Entry:
        return Entry(about, value, reason, self.officers[officer], self.now)

    def may_count(self, issue: UUID) -> bool:
        """Whether there is evidence that could count: public, and not taken back."""
        return any(
            public and not gone
            for promised in self.promised.values()
            if issue in promised.issues
            for public, gone in promised.evidence.values()
        )
