"""Commitments: the action plan, making one, moving its date or owner, its milestones, issues and what supports it."""

import asyncio
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback import commitments
from feedback.action_plan import PlanFilter, action_plan, matching
from feedback.action_plan_workbook import action_plan_workbook
from feedback.consultations import get_consultation
from feedback.due_mails import told_to
from feedback.errors import Conflict
from feedback.forms.answered_issues import AnswerForm, EndForm
from feedback.forms.commitments import CommitmentForm, MoveForm, TellForm
from feedback.forms.milestones import MilestoneForm
from feedback.forms.plan_links import area_links, owner_links, show_links
from feedback.issues import followed_issues
from feedback.judged_evidence import judged
from feedback.milestones import make_milestone
from feedback.plan_states import SOON_DAYS
from feedback.slip_ledger import ledger, slip_ledgers
from feedback.tasks import get_task
from feedback.translation import DEFAULT_LANGUAGE
from feedback.translation import gettext as _
from feedback.web.forms import Submitted, ids_in
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, officer_of, today
from feedback.workbooks import MEDIA_TYPE


class CommitmentController(Controller):
    path = "/commitments"

    @get("/", name="commitments.index")
    async def index(self, request: Request) -> Template:
        wanted = PlanFilter.read(dict(request.query_params))
        plan = await action_plan(today())
        lines = matching(plan, wanted)
        return page(
            "feedback/commitments/index.html",
            lines=lines,
            total=len(plan),
            wanted=wanted,
            shows=show_links(plan, wanted),
            owners=owner_links(plan, wanted),
            areas=area_links(plan, wanted),
            slips=sum(len(line.commitment.all_slips) for line in lines),
            address=urlencode(wanted.query),
            today=today(),
        )

    @get("/plan.xlsx", name="commitments.workbook")
    async def workbook(self, request: Request) -> Response[bytes]:
        """The plan as it is filtered on the screen."""
        lines = matching(await action_plan(today()), PlanFilter.read(dict(request.query_params)))
        content = await asyncio.to_thread(action_plan_workbook, lines)
        name = f'attachment; filename="action-plan-{today()}.xlsx"'
        return Response(content, media_type=MEDIA_TYPE, headers={"content-disposition": name})

    @get("/slips", name="commitments.slips")
    async def slips(self) -> Template:
        ledgers = await slip_ledgers()
        total = sum(len(each.lines) for each in ledgers)
        return page("feedback/commitments/slips.html", ledgers=ledgers, total=total)

    @get("/new", name="commitments.new")
    async def new(self, request: Request) -> Template:
        asked = ids_in(request.query_params.getall("task", []))
        task = (await get_task(asked[0]))[1] if asked else None
        chosen = ids_in(request.query_params.getall("issue", []))
        return await _new_page(CommitmentForm.of_task(task, chosen))

    @post("/new", name="commitments.create")
    async def create(self, request: Request, sent: NamedDependency[Submitted]) -> Template | Redirect:
        form = CommitmentForm.read(sent)
        if form.errors:
            return await _new_page(form)
        try:
            commitment_id = await commitments.make_commitment(
                form.text,
                responsible=form.responsible,
                due=form.due_on,
                issues=form.issues,
                task=form.task,
                responsible_email=form.responsible_email,
                officer=officer_of(request).id,
                now=datetime.now(UTC),
            )
        except Conflict as error:
            return await _new_page(form.refused(str(error)))
        return back(request, commitment_id, _("The commitment was recorded."))

    @get("/{commitment_id:uuid}", name="commitments.show")
    async def show(self, commitment_id: FromPath[UUID]) -> Template:
        return await show_page(commitment_id)

    @post("/{commitment_id:uuid}/moves", name="commitments.move")
    async def move(
        self, request: Request, commitment_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = MoveForm.read(sent)
        if form.errors:
            return await show_page(commitment_id, form=form, move=form)
        officer, now = officer_of(request).id, datetime.now(UTC)
        try:
            await commitments.move_commitment(
                commitment_id,
                form.moved,
                form.value,
                reason=form.reason,
                officer=officer,
                now=now,
                responsible_email=form.email,
            )
        except Conflict as error:
            refused = form.refused(str(error))
            return await show_page(commitment_id, form=refused, move=refused)
        return back(request, commitment_id, _("The change was added to the ledger."), fragment="ledger")

    @post("/{commitment_id:uuid}/told", name="commitments.tell")
    async def tell(
        self, request: Request, commitment_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = TellForm.read(sent)
        if form.errors:
            return await show_page(commitment_id, form=form, tell=form)
        await commitments.tell(commitment_id, form.email)
        notice = _("This address is told what is due.") if form.email else _("Nobody is told what is due.")
        return back(request, commitment_id, notice, fragment="told")

    @post("/{commitment_id:uuid}/milestones", name="commitments.add_milestone")
    async def add_milestone(
        self, request: Request, commitment_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = MilestoneForm.read(sent)
        if form.errors:
            return await show_page(commitment_id, form=form, milestone=form)
        officer, now = officer_of(request).id, datetime.now(UTC)
        try:
            await make_milestone(commitment_id, form.text, due=form.due_on, officer=officer, now=now)
        except Conflict as error:
            refused = form.refused(str(error))
            return await show_page(commitment_id, form=refused, milestone=refused)
        return back(request, commitment_id, _("The milestone was added."), fragment="milestones")


def back(request: Request, commitment_id: UUID, notice: str, *, fragment: str = "") -> Redirect:
    """To the commitment's page, with a notice."""
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


async def show_page(
    commitment_id: UUID,
    *,
    form: Any = None,
    move: MoveForm | None = None,
    milestone: MilestoneForm | None = None,
    tell: TellForm | None = None,
    answer: AnswerForm | None = None,
    end: EndForm | None = None,
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
        errors=form.errors if form else {},
        move=move or MoveForm(),
        evidence=await judged([*commitment.evidence, *commitment.retracted_evidence]),
        milestone=milestone or MilestoneForm(),
        tell=tell or TellForm(commitment.responsible_email),
        told=await told_to(commitment.responsible_email),
        ledger=await ledger(commitment),
        answer=answer or AnswerForm(),
        end=end or EndForm(),
        state=commitment.state(today()),
        soon_days=SOON_DAYS,
        today=today(),
    )
