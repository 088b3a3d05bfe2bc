"""No sequence of what officers can do breaks the rules of the logs: a machine that tries, against an oracle of its own."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import ClassVar, TypeVar
from uuid import UUID, uuid4

import hypothesis
import pytest
from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)
from litestar import Litestar

from feedback.accounts import SESSION_LENGTH, token_hash
from feedback.commitments import answer_issue, get_commitment, make_commitment, move_commitment
from feedback.database import open_database
from feedback.enums import Answer, Delivery, Effect, EvidenceKind, Verification
from feedback.errors import Conflict
from feedback.evidence import Support, add_evidence, issues_with_counting_evidence, retract_evidence
from feedback.issue_logs import public_lines
from feedback.issue_merging import By, merge_issues, move_points, split_issue
from feedback.issue_states import Entry, Field
from feedback.issue_summaries import wrong_summaries
from feedback.issues import attach_point, detach_point, get_issue, open_issue, record, rename_issue
from feedback.labels import label
from feedback.log_chain import head
from feedback.log_verification import find_faults
from feedback.milestones import make_milestone, move_milestone, reach_milestone
from feedback.tables import Officer, SignIn
from feedback.translation import speaking
from feedback.web.authentication import COOKIE
from tests.database import PostgresServer
from tests.factories import NOW, make_consultation, make_officer, make_point
from tests.web import Visitor

T = TypeVar("T")

FEW = 3  # issues, and commitments: with more of them, little would happen to each
YEARS = ("2012", "2019", "2023", "2024", "2024")
SAID = st.sampled_from(["Because.", "Därför att taket läckte."])
REASONS = SAID | SAID | st.sampled_from(["", " ", "x" * 4001])
BEHIND = st.sampled_from([0, 0, 0, 0, 1])  # how many lines the officer has not seen
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
OFFICERS = st.integers(0, 2)


@dataclass
class Promised:
    """What the machine knows of a commitment: every move in order, and the evidence as (public, taken back)."""

    responsible: str
    due: str
    issues: set[UUID]
    moves: list[tuple[str, str, str, str]] = field(default_factory=list)
    milestones: dict[UUID, "Planned"] = field(default_factory=dict)
    evidence: dict[UUID, tuple[bool, bool]] = field(default_factory=dict)


@dataclass
class Planned:
    """A milestone: its day, each move of it, and whether it was reached."""

    due: str
    moves: list[tuple[str, str]] = field(default_factory=list)
    is_reached: bool = False


class LogMachine(RuleBasedStateMachine):
    """Everything that officers can do to issues and commitments, in any order, while time passes."""

    fresh: ClassVar[Callable[[], str]]
    site: ClassVar[Litestar]

    issues = Bundle("issues")
    commitments = Bundle("commitments")
    evidence = Bundle("evidence")
    milestones = Bundle("milestones")

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
        may = self.may_record(log, entry, counts=counts) and len(entry.reason) <= 4000 and issue not in self.merged
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
        may = one != other and one not in self.merged and self.merged.get(other, one) == one
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
            self.grow(one, Field.POINT_REMOVED, last=Field.MERGED)
            self.grow(other, Field.POINT_ADDED, last=Field.MERGED)

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

    @precondition(lambda self: len(self.promised) < FEW)
    @rule(target=commitments, answered=st.sets(issues, max_size=3), due=st.none() | DAYS)
    def promise(self, answered: set[UUID], due: date | None) -> object:
        made = make_commitment(
            "Open the schools.",
            responsible="The property unit",
            due=due,
            issues=sorted(answered, key=str),
            officer=self.officers[0],
            now=self.now,
        )
        if answered & set(self.merged):
            assert self.refused(made)
            return multiple()
        commitment = self.run(made)
        self.promised[commitment] = Promised("The property unit", due.isoformat() if due else "", set(answered))
        return commitment

    @rule(commitment=commitments, issue=issues)
    def answer(self, commitment: UUID, issue: UUID) -> None:
        assert self.refused(answer_issue(commitment, issue)) is (issue in self.merged)
        if issue not in self.merged:
            self.promised[commitment].issues.add(issue)

    @rule(commitment=commitments, to=DAYS, reason=REASONS, officer=OFFICERS)
    def move_due(self, commitment: UUID, to: date, reason: str, officer: int) -> None:
        self.move(commitment, "due", to.isoformat(), reason, officer)

    @rule(commitment=commitments, to=st.sampled_from(["The property unit", "The roof unit", " "]), reason=REASONS)
    def move_responsible(self, commitment: UUID, to: str, reason: str) -> None:
        self.move(commitment, "responsible", to, reason, 1)

    def move(self, commitment: UUID, what: str, to: str, reason: str, officer: int) -> None:
        promised = self.promised[commitment]
        before = promised.due if what == "due" else promised.responsible
        may = bool(reason.strip()) and len(reason) <= 4000 and bool(to.strip()) and to.strip() != before
        moved = move_commitment(
            commitment,
            what,
            to,
            reason=reason,
            officer=self.officers[officer],
            now=self.now,  # type: ignore[arg-type]
        )

        assert self.refused(moved) is not may, (what, to, reason)

        if may:
            promised.moves.append((what, before, to.strip(), reason.strip()))
            if what == "due":
                promised.due = to
            else:
                promised.responsible = to.strip()

    @rule(target=milestones, commitment=commitments, due=st.none() | DAYS)
    def plan(self, commitment: UUID, due: date | None) -> tuple[UUID, UUID]:
        made = self.run(make_milestone(commitment, "Ask.", due=due, officer=self.officers[0], now=self.now))
        self.promised[commitment].milestones[made] = Planned(due.isoformat() if due else "")
        return commitment, made

    @rule(which=milestones, to=DAYS, reason=REASONS)
    def move_its_day(self, which: tuple[UUID, UUID], to: date, reason: str) -> None:
        planned = self.promised[which[0]].milestones[which[1]]
        may = bool(reason.strip()) and len(reason) <= 4000 and planned.due != str(to) and not planned.is_reached
        moved = move_milestone(which[1], to, reason=reason, officer=self.officers[1], now=self.now)

        assert self.refused(moved) is not may

        if may:
            planned.due = str(to)
            planned.moves.append((str(to), reason.strip()))

    @rule(which=milestones)
    def reach(self, which: tuple[UUID, UUID]) -> None:
        planned = self.promised[which[0]].milestones[which[1]]
        reached = reach_milestone(which[1], self.now.date(), note="", officer=self.officers[1], now=self.now)
        assert self.refused(reached) is planned.is_reached
        planned.is_reached = True

    @rule(
        target=evidence,
        commitment=commitments,
        is_public=st.booleans(),
        kind=st.sampled_from([EvidenceKind.FIGURE, EvidenceKind.LINK]),
        days=st.integers(-30, 30),
    )
    def support(self, commitment: UUID, is_public: bool, kind: EvidenceKind, days: int) -> tuple[UUID, UUID]:
        url = "https://example.org/" if kind is EvidenceKind.LINK else ""
        day = (self.now + timedelta(days)).date()
        shown = Support(uuid4(), kind, "Ten schools were opened.", url, None, {}, day, is_public=is_public)
        added = self.run(add_evidence(commitment, shown, officer=self.officers[0], now=self.now))
        self.promised[commitment].evidence[added] = (is_public, False)
        return commitment, added

    @rule(which=consumes(evidence), reason=SAID, officer=OFFICERS)
    def take_back(self, which: tuple[UUID, UUID], reason: str, officer: int) -> None:
        commitment, added = which
        for _twice in range(2):
            self.run(retract_evidence(added, reason=reason, officer=self.officers[officer], now=self.now))
        self.promised[commitment].evidence[added] = (self.promised[commitment].evidence[added][0], True)

    @rule(officer=st.integers(1, 2))
    def come_or_go(self, officer: int) -> None:
        who = self.officers[officer]
        self.active ^= {who}
        self.run(Officer.update({Officer.is_active: who in self.active}).where(Officer.id == who))

    @rule(days=st.sampled_from([0, 1, 30, 364, 366]), seconds=st.integers(1, 3600))
    def time_passes(self, days: int, seconds: int) -> None:
        self.now += timedelta(days=days, seconds=seconds)

    @rule(issue=issues)
    def read_the_page(self, issue: UUID) -> None:
        if issue in self.merged:
            return  # its page leads to the other one

        async def read() -> dict[str, str]:
            async with Visitor(self.site) as visitor:
                visitor.client.cookies.set(COOKIE, "olga")
                page = await visitor.get(f"/issues/{issue}")
                facts = ("answer", "delivery", "effect")
                return {name: page.tree.xpath(f"string(//*[@id='{name}']/following::strong[1])") for name in facts}

        state = self.run(get_issue(issue)).state

        with speaking("en"):
            told = {"answer": label(state.answer), "delivery": label(state.delivery), "effect": label(state.effect)}
        assert self.run(read()) == told

    @invariant()
    def history_only_grows_and_adds_up(self) -> None:
        for issue, log in self.logs.items():
            followed = self.run(get_issue(issue))
            assert list(followed.log) == log
            assert {point.id for point in followed.points} == self.points[issue]
            state = followed.state
            assert (state.answer, state.delivery, state.verification, state.effect) == added_up(log)
            is_complete = state.delivery is Delivery.COMPLETE
            assert followed.is_unsupported is (is_complete and not self.run(issues_with_counting_evidence([issue])))
            assert not (is_complete and not self.may_count(issue) and not followed.is_unsupported)
            assert followed.is_unconfirmed(self.now.date()) is is_old(log, self.now.date())
            assert all(line.field not in (Field.TITLE, Field.POINT_ADDED) for line in public_lines(log))

    @invariant()
    def every_slip_is_there(self) -> None:
        for commitment, promised in self.promised.items():
            undertaking = self.run(get_commitment(commitment))
            moves = [(slip.field, slip.before, slip.after, slip.reason) for slip in undertaking.slips]
            assert moves == promised.moves
            now_due = undertaking.due.isoformat() if undertaking.due else ""
            assert (undertaking.responsible, now_due) == (promised.responsible, promised.due)
            assert set(undertaking.issue_ids) == promised.issues
            kept = {each.id: (each.is_public, False) for each in undertaking.evidence}
            gone = {each.id: (each.is_public, True) for each in undertaking.retracted_evidence}
            assert kept | gone == promised.evidence
            planned = {
                each.id: ([(slip.after, slip.reason) for slip in each.slips], each.reached_on is not None)
                for each in undertaking.milestones
            }
            assert planned == {id: (each.moves, each.is_reached) for id, each in promised.milestones.items()}
            slips = len(promised.moves) + sum(len(each.moves) for each in promised.milestones.values())
            assert len(undertaking.all_slips) == slips

    @invariant()
    def the_chain_is_whole_and_only_grows(self) -> None:
        now = self.run(head())
        assert now.number >= self.noted.number
        assert self.run(faults_since(self.noted)) == []
        self.noted = now

    @invariant()
    def summaries_are_the_fold(self) -> None:
        async def wrong() -> list[UUID]:
            return [issue async for issue in wrong_summaries()]

        assert self.run(wrong()) == []

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

    def may_record(self, log: list[Entry], entry: Entry, *, counts: bool) -> bool:
        """The rules of the five facts once more, as `docs/officers.md` tells them."""
        answer, delivery, _verification, _effect = added_up(log)
        reported = last(log, Field.DELIVERY)
        has_reason = bool(entry.reason.strip())
        match entry.field, entry.value:
            case Field.ANSWER, Answer.ACCEPTED:
                return True
            case Field.ANSWER, Answer.NOT_ANSWERED:
                return has_reason or answer is Answer.NOT_ANSWERED
            case Field.ANSWER, _:
                return has_reason
            case Field.DELIVERY, value:
                reopens = delivery in (Delivery.COMPLETE, Delivery.SUPERSEDED) and value != delivery
                needs_reason = reopens or value == Delivery.SUPERSEDED
                return (counts or value != Delivery.COMPLETE) and (has_reason or not needs_reason)
            case Field.VERIFICATION, Verification.SELF_REPORTED:
                return True
            case Field.VERIFICATION, Verification.INDEPENDENT:
                return reported is not None and has_reason
            case Field.VERIFICATION, _:
                return reported is not None and reported.officer != entry.officer and entry.officer in self.active
            case Field.EFFECT, Effect.TOO_EARLY:
                return True
            case Field.EFFECT, value:
                is_delivered = delivery in (Delivery.LIMITED, Delivery.SUBSTANTIAL, Delivery.COMPLETE)
                return is_delivered and (has_reason or value not in (Effect.WORSENED, Effect.MAJOR))
        raise AssertionError(entry)


def last(log: list[Entry], about: Field) -> Entry | None:
    return next((entry for entry in reversed(log) if entry.field is about), None)


def added_up(log: list[Entry]) -> tuple[str, str, str, str]:
    """What a log says, found from its end."""
    answer, reported = last(log, Field.ANSWER), last(log, Field.DELIVERY)
    since = log[log.index(reported) :] if reported else log
    checked = last(since, Field.VERIFICATION)
    undone = [
        n
        for n, entry in enumerate(log)
        if entry.field is Field.DELIVERY and entry.value in ("no evidence", "not started")
    ]
    effect = last(log[undone[-1] :] if undone else log, Field.EFFECT)
    return (
        answer.value if answer else Answer.NOT_ANSWERED,
        reported.value if reported else Delivery.NO_EVIDENCE,
        checked.value if checked else Verification.SELF_REPORTED,
        effect.value if effect else Effect.TOO_EARLY,
    )


def is_old(log: list[Entry], today: date) -> bool:
    """Whether the last word on delivery is more than twelve months old."""
    reported = last(log, Field.DELIVERY)
    if reported is None:
        return False
    said = reported.at.date()
    end = date(said.year + 1, 2, 28) if (said.month, said.day) == (2, 29) else said.replace(year=said.year + 1)
    return today > end


async def faults_since(noted: object) -> list[object]:
    return [fault async for fault in find_faults(noted)]  # type: ignore[arg-type]


def try_everything(machine: type[LogMachine], *, examples: int, steps: int, is_random: bool = False) -> None:
    settings = hypothesis.settings(
        max_examples=examples,
        stateful_step_count=steps,
        derandomize=not is_random,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=settings)


def on_sqlite(migrated: Path, folder: Path, site: Litestar) -> type[LogMachine]:
    def fresh() -> str:
        return f"sqlite:///{shutil.copy(migrated, folder / f'{uuid4()}.sqlite')}"

    return type("LogsOnSQLite", (LogMachine,), {"fresh": staticmethod(fresh), "site": site})


def test_no_sequence_of_actions_breaks_the_logs(migrated_sqlite_file: Path, tmp_path: Path, site: Litestar) -> None:
    try_everything(on_sqlite(migrated_sqlite_file, tmp_path, site), examples=10, steps=35)


@pytest.mark.long
def test_no_sequence_of_actions_breaks_the_logs_in_many_tries(
    migrated_sqlite_file: Path, tmp_path: Path, site: Litestar
) -> None:
    try_everything(on_sqlite(migrated_sqlite_file, tmp_path, site), examples=300, steps=60, is_random=True)


@pytest.mark.postgresql
def test_no_sequence_of_actions_breaks_the_logs_on_postgresql(
    postgresql_server: PostgresServer, site: Litestar
) -> None:
    fresh = {"fresh": staticmethod(postgresql_server.empty), "site": site}

    try_everything(type("LogsOnPostgreSQL", (LogMachine,), fresh), examples=3, steps=25)
