"""No sequence of what officers can do breaks the rules of the logs: a machine that tries, against an oracle of its own."""

import shutil
from pathlib import Path
from uuid import UUID, uuid4

import hypothesis
import pytest
from hypothesis import HealthCheck
from hypothesis.stateful import invariant, rule, run_state_machine_as_test
from litestar import Litestar

from feedback.commitments import get_commitment
from feedback.enums import Delivery
from feedback.evidence import issues_with_counting_evidence
from feedback.issue_logs import public_lines
from feedback.issue_states import Field
from feedback.issue_summaries import wrong_summaries
from feedback.issues import get_issue
from feedback.labels import label
from feedback.log_chain import head
from feedback.log_verification import find_faults
from feedback.plan_states import Ending
from feedback.translation import speaking
from feedback.web.authentication import COOKIE
from tests.database import PostgresServer
from tests.feedback.log_oracle import added_up, is_old
from tests.feedback.promise_machine import PromiseMachine
from tests.web import Visitor


class LogMachine(PromiseMachine):
    """All that officers can do, and what holds after each step."""

    issues = PromiseMachine.issues

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
            done = [self.run(get_issue(issue)).is_done for issue in promised.issues]
            assert undertaking.ending == ((Ending.DONE if all(done) else None) if done else promised.said)
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
