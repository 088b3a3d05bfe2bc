"""A later decision's moved deadline: confirming it moves commitments, rejecting it moves none."""

from uuid import UUID

from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback import deadline_changes
from feedback.controllers.tasks import tasks_page
from feedback.errors import Conflict
from feedback.forms.tasks import DeadlineForm
from feedback.translation import gettext as _
from feedback.translation import ngettext
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.requests import Request, now, officer_of


class DeadlineChangeController(Controller):
    path = "/deadline-changes/{change_id:uuid}"

    @post("/confirm", name="deadline_changes.confirm")
    async def confirm(
        self, request: Request, change_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        decision = await deadline_changes.decision_of_change(change_id)
        form = DeadlineForm.read(sent, change_id)
        if form.errors:
            return await tasks_page(decision, deadline=form)
        try:
            await deadline_changes.confirm_deadline_change(
                change_id,
                moved=form.moved,
                reason=form.reason,
                officer=officer_of(request).id,
                now=now(),
            )
        except Conflict as error:
            return await tasks_page(decision, deadline=form.refused(str(error)))
        notice = ngettext(
            "%(n)s deadline was moved, with this decision as the reason.",
            "%(n)s deadlines were moved, with this decision as the reason.",
            len(form.moved),
        )
        return _back(request, decision, change_id, notice)

    @post("/reject", name="deadline_changes.reject")
    async def reject(self, request: Request, change_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        decision = await deadline_changes.reject_deadline_change(change_id, officer=officer_of(request).id, now=now())
        return _back(request, decision, change_id, _("The change was rejected. No commitment is moved by it."))


def _back(request: Request, decision: UUID, change_id: UUID, notice: str) -> Redirect:
    return see_other(request, "tasks.index", notice=notice, fragment=f"change-{change_id}", consultation_id=decision)
