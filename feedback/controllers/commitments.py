"""Commitments: the action plan, making one, moving its date or owner, the issues it answers and what supports it."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec
from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template

from feedback import commitments
from feedback.consultations import get_consultation
from feedback.documents import list_filenames, source_of_lines
from feedback.errors import Conflict
from feedback.forms.commitments import CommitmentForm, EvidenceForm, MoveForm, shown_in_plan
from feedback.forms.issues import read_ids
from feedback.issues import followed_issues
from feedback.tasks import get_task
from feedback.translation import DEFAULT_LANGUAGE
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, officer_of, today


class CommitmentController(Controller):
    path = "/commitments"

    @get("/", name="commitments.index")
    async def index(self, show: FromQuery[str] = "all") -> Template:
        every = await commitments.undertakings()
        return page(
            "feedback/commitments/index.html",
            commitments=shown_in_plan(every, show, today=today()),
            total=len(every),
            show=show,
            shows=[("all", _("All")), ("open", _("Open")), ("overdue", _("Overdue"))],
            titles=await _titles_of(every),
            today=today(),
        )

    @get("/new", name="commitments.new")
    async def new(self, request: Request) -> Template:
        asked = read_ids(request.query_params.getall("task", []))
        task = (await get_task(asked[0]))[1] if asked else None
        chosen = read_ids(request.query_params.getall("issue", []))
        return await _new_page(CommitmentForm.of_task(task, chosen))

    @post("/new", name="commitments.create")
    async def create(self, request: Request, sent: NamedDependency[Submitted]) -> Template | Redirect:
        form = CommitmentForm.read(sent)
        if form.errors:
            return await _new_page(form)
        consultation, source = await _place_of_task(form.task)
        commitment_id = await commitments.make_commitment(
            form.text,
            responsible=form.responsible,
            due=form.due_on,
            issues=form.issues,
            consultation=consultation,
            source=source,
            officer=officer_of(request).id,
            now=datetime.now(UTC),
        )
        return _back(request, commitment_id, _("The commitment was recorded."))

    @get("/{commitment_id:uuid}", name="commitments.show")
    async def show(self, commitment_id: FromPath[UUID]) -> Template:
        return await _show_page(commitment_id)

    @post("/{commitment_id:uuid}/moves", name="commitments.move")
    async def move(
        self, request: Request, commitment_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = MoveForm.read(sent)
        if form.errors:
            return await _show_page(commitment_id, form=form, move=form)
        officer, now = officer_of(request).id, datetime.now(UTC)
        try:
            await commitments.move_commitment(
                commitment_id, form.moved, form.value, reason=form.reason, officer=officer, now=now
            )
        except Conflict as error:
            refused = form.refused(str(error))
            return await _show_page(commitment_id, form=refused, move=refused)
        return _back(request, commitment_id, _("The change was added to the ledger."), fragment="ledger")

    @post("/{commitment_id:uuid}/issues", name="commitments.answer_issue")
    async def answer_issue(
        self, request: Request, commitment_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        issue_id = sent.id("issue")
        if issue_id is None:
            return _back(request, commitment_id, _("No issue was chosen."), fragment="issues")
        await commitments.answer_issue(commitment_id, issue_id)
        return _back(request, commitment_id, _("The commitment answers the issue from now on."), fragment="issues")

    @post("/{commitment_id:uuid}/evidence", name="commitments.add_evidence")
    async def add_evidence(
        self, request: Request, commitment_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = EvidenceForm.read(sent)
        if form.errors:
            return await _show_page(commitment_id, form=form, evidence=form)
        try:
            source = await _place_in_document(form)
        except Conflict as error:
            refused = form.refused(str(error), part="first_line")
            return await _show_page(commitment_id, form=refused, evidence=refused)
        await commitments.add_evidence(
            commitment_id, form.support(source), officer=officer_of(request).id, now=datetime.now(UTC)
        )
        return _back(request, commitment_id, _("The evidence was added."), fragment="evidence")


def _back(request: Request, commitment_id: UUID, notice: str, *, fragment: str = "") -> Redirect:
    return see_other(request, "commitments.show", notice=notice, fragment=fragment, commitment_id=commitment_id)


async def _new_page(form: CommitmentForm) -> Template:
    consultation = task = None
    if form.task:
        consultation_id, task = await get_task(form.task)
        consultation = await get_consultation(consultation_id)
    return page(
        "feedback/commitments/new.html",
        status=422 if form.errors else 200,
        form=form,
        task=task,
        consultation=consultation,
        language=consultation.language if consultation else DEFAULT_LANGUAGE,
        issues=await followed_issues(),
    )


async def _show_page(
    commitment_id: UUID, *, form: Any = None, move: MoveForm | None = None, evidence: EvidenceForm | None = None
) -> Template:
    """The commitment with its forms, of which `form` is the one that came back with errors."""
    commitment = await commitments.get_commitment(commitment_id)
    every = await followed_issues()
    return page(
        "feedback/commitments/show.html",
        status=422 if form else 200,
        commitment=commitment,
        issues=[issue for issue in every if issue.id in commitment.issue_ids],
        other_issues=[(issue.id, issue.title) for issue in every if issue.id not in commitment.issue_ids],
        filenames=await list_filenames(),
        errors=form.errors if form else {},
        move=move or MoveForm(),
        evidence=evidence or EvidenceForm(),
        today=today(),
    )


async def _place_of_task(task_id: UUID | None) -> tuple[UUID | None, dict[str, int]]:
    if task_id is None:
        return None, {}
    consultation, task = await get_task(task_id)
    return consultation, msgspec.to_builtins(task.source) if task.source else {}


async def _place_in_document(form: EvidenceForm) -> dict[str, int]:
    if not form.document or form.lines is None:
        return {}
    source: dict[str, int] = msgspec.to_builtins(await source_of_lines(UUID(form.document), form.lines))
    return source


async def _titles_of(plan: list[commitments.Undertaking]) -> dict[UUID, tuple[str, str]]:
    wanted = sorted({issue for each in plan for issue in each.issue_ids}, key=str)
    return {issue.id: (issue.title, issue.language) for issue in await followed_issues(wanted)}
