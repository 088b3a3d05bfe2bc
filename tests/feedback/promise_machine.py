"""The machine that tries the logs, with what officers can do to commitments."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, consumes, multiple, precondition, rule

from feedback.answered_issues import answer_issue, stop_answering
from feedback.commitment_endings import end_commitment, reopen_commitment
from feedback.commitments import get_commitment, make_commitment, move_commitment
from feedback.enums import EvidenceKind
from feedback.evidence import Support, add_evidence, get_evidence, retract_evidence
from feedback.evidence_looks import note_look
from feedback.issue_commitments import By
from feedback.issue_states import Field
from feedback.milestones import make_milestone, move_milestone, reach_milestone
from feedback.plan_states import Ending
from tests.feedback.issue_machine import FEW, OFFICERS, REASONS, SAID, IssueMachine, is_kept
from tests.feedback.log_oracle import Planned, Promised

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


class PromiseMachine(IssueMachine):
    """The same with commitments, their milestones and evidence."""

    issues = IssueMachine.issues
    commitments = Bundle("commitments")
    evidence = Bundle("evidence")
    milestones = Bundle("milestones")

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
        for issue in answered:
            self.logs[issue].append(self.entry(Field.COMMITMENT, str(commitment), "", 0))
        return commitment

    @rule(commitment=commitments, issue=issues, reason=REASONS, officer=OFFICERS)
    def answer(self, commitment: UUID, issue: UUID, reason: str, officer: int) -> None:
        promised, by = self.promised[commitment], By(reason, self.officers[officer], self.now)
        may = is_kept(reason) and issue not in self.merged and promised.said is None

        assert self.refused(answer_issue(commitment, issue, by)) is not may

        if may and issue not in promised.issues:
            promised.issues.add(issue)
            self.logs[issue].append(self.entry(Field.COMMITMENT, str(commitment), reason.strip(), officer))

    @rule(commitment=commitments, issue=issues, reason=REASONS, officer=OFFICERS)
    def stop_answering(self, commitment: UUID, issue: UUID, reason: str, officer: int) -> None:
        promised, by = self.promised[commitment], By(reason, self.officers[officer], self.now)
        may = is_kept(reason) and issue not in self.merged

        assert self.refused(stop_answering(commitment, issue, by)) is not may

        if may and issue in promised.issues:
            promised.issues.remove(issue)
            self.logs[issue].append(self.entry(Field.COMMITMENT_REMOVED, str(commitment), reason.strip(), officer))

    @rule(commitment=commitments, ending=st.sampled_from(Ending), reason=REASONS)
    def end(self, commitment: UUID, ending: Ending, reason: str) -> None:
        promised = self.promised[commitment]
        counts = any(each.counts for each in self.run(get_commitment(commitment)).evidence)
        may = is_kept(reason) and not promised.issues and promised.said is None
        ended = end_commitment(commitment, ending, reason=reason, officer=self.officers[0], now=self.now)

        assert self.refused(ended) is not (may and (counts or ending is Ending.WITHDRAWN))

        if may and (counts or ending is Ending.WITHDRAWN):
            promised.said = ending

    @rule(commitment=commitments, reason=REASONS)
    def reopen(self, commitment: UUID, reason: str) -> None:
        may = is_kept(reason) and self.promised[commitment].said is not None
        opened = reopen_commitment(commitment, reason=reason, officer=self.officers[1], now=self.now)

        assert self.refused(opened) is not may

        if may:
            self.promised[commitment].said = None

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
        works=st.none() | st.booleans(),
    )
    def support(
        self, commitment: UUID, is_public: bool, kind: EvidenceKind, days: int, works: bool | None
    ) -> tuple[UUID, UUID]:
        is_link = kind is EvidenceKind.LINK
        url, figure = ("https://example.org/", "") if is_link else ("", "issue.survey.0")
        day = (self.now + timedelta(days)).date()
        shown = Support(
            uuid4(), kind, "Ten schools were opened.", url, None, {}, day, is_public=is_public, figure=figure
        )
        added = self.run(add_evidence(commitment, shown, officer=self.officers[0], now=self.now))
        if is_link and works is not None:
            self.run(note_look(added, at=self.now, is_reachable=works))
        assert not self.run(get_evidence(added)).counts or (is_public and (works or not is_link))
        self.promised[commitment].evidence[added] = (is_public, False)
        return commitment, added

    @rule(which=consumes(evidence), reason=SAID, officer=OFFICERS)
    def take_back(self, which: tuple[UUID, UUID], reason: str, officer: int) -> None:
        commitment, added = which
        for _twice in range(2):
            self.run(retract_evidence(added, reason=reason, officer=self.officers[officer], now=self.now))
        self.promised[commitment].evidence[added] = (self.promised[commitment].evidence[added][0], True)
