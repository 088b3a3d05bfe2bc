"""A milestone's page: its day, what moved, and what became of it."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback import milestones
from feedback.commitments import get_commitment
from feedback.errors import Conflict
from feedback.forms.milestones import MilestoneChangeForm
from feedback.slip_ledger import ledger
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of, today


class MilestoneController(Controller):
    path = "/milestones/{milestone_id:uuid}"

    @get("/", name="milestones.show")
    async def show(self, milestone_id: FromPath[UUID]) -> Template:
        return await _page(milestone_id, MilestoneChangeForm())

    @post("/", name="milestones.change")
    async def change(
        self, request: Request, milestone_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = MilestoneChangeForm.read(sent)
        if form.errors:
            return await _page(milestone_id, form)
        try:
            await _act(milestone_id, form, officer=officer_of(request).id)
        except Conflict as error:
            return await _page(milestone_id, form.refused(str(error)))
        found = await milestones.get_milestone(milestone_id)
        return see_other(
            request,
            "commitments.show",
            notice=_("The milestone was changed."),
            fragment="milestones",
            commitment_id=found.commitment,
        )


async def _act(milestone_id: UUID, form: MilestoneChangeForm, *, officer: UUID) -> None:
    match form.change:
        case "reach":
            await milestones.reach_milestone(milestone_id, form.day, note=form.reason, officer=officer, now=now())
        case "drop":
            await milestones.drop_milestone(milestone_id, reason=form.reason, officer=officer, now=now())
        case "reopen":
            await milestones.reopen_milestone(milestone_id, reason=form.reason, officer=officer, now=now())
        case _:
            await milestones.move_milestone(milestone_id, form.day, reason=form.reason, officer=officer, now=now())


async def _page(milestone_id: UUID, form: MilestoneChangeForm) -> Template:
    milestone = await milestones.get_milestone(milestone_id)
    commitment = await get_commitment(milestone.commitment)
    lines = [line for line in await ledger(commitment) if line.milestone and line.milestone.id == milestone_id]
    return page(
        "feedback/commitments/milestone.html",
        status=422 if form.errors else 200,
        milestone=milestone,
        commitment=commitment,
        lines=lines,
        form=form,
        today=today(),
    )
