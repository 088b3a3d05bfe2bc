"""Which issues a commitment answers, said later with a reason; and ending a commitment that answers none."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback import answered_issues
from feedback.commitment_endings import end_commitment, reopen_commitment
from feedback.commitments import get_commitment
from feedback.controllers.commitments import back, show_page
from feedback.errors import Conflict
from feedback.forms.answered_issues import AnswerForm, EndForm
from feedback.forms.reasons import ReasonForm
from feedback.issue_commitments import By
from feedback.issues import get_issue
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of


class AnsweredIssueController(Controller):
    path = "/commitments/{commitment_id:uuid}"

    @post("/issues", name="commitments.answer_issue")
    async def answer_issue(
        self, request: Request, commitment_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = AnswerForm.read(sent)
        if form.errors or form.issue is None:
            return await show_page(commitment_id, form=form, answer=form)
        try:
            await answered_issues.answer_issue(commitment_id, form.issue, form.by(officer_of(request).id, now()))
        except Conflict as error:
            refused = form.refused(str(error))
            return await show_page(commitment_id, form=refused, answer=refused)
        return back(request, commitment_id, _("The commitment answers the issue from now on."), fragment="issues")

    @get("/issues/{issue_id:uuid}/remove", name="commitments.ask_to_stop_answering")
    async def ask_to_stop_answering(self, commitment_id: FromPath[UUID], issue_id: FromPath[UUID]) -> Template:
        return await _stop_page(commitment_id, issue_id, ReasonForm())

    @post("/issues/{issue_id:uuid}/remove", name="commitments.stop_answering")
    async def stop_answering(
        self,
        request: Request,
        commitment_id: FromPath[UUID],
        issue_id: FromPath[UUID],
        sent: NamedDependency[Submitted],
    ) -> Template | Redirect:
        form = ReasonForm.read(sent)
        by = By(form.reason, officer_of(request).id, now())
        try:
            await answered_issues.stop_answering(commitment_id, issue_id, by)
        except Conflict as error:
            return await _stop_page(commitment_id, issue_id, form.refused(str(error)))
        notice = _("The commitment does not answer the issue any more. The issue's log keeps that it was linked.")
        return back(request, commitment_id, notice, fragment="issues")

    @post("/end", name="commitments.end")
    async def end(
        self, request: Request, commitment_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = EndForm.read(sent)
        if form.errors or form.ending is None:
            return await show_page(commitment_id, form=form, end=form)
        officer = officer_of(request).id
        try:
            await end_commitment(commitment_id, form.ending, reason=form.reason, officer=officer, now=now())
        except Conflict as error:
            refused = form.refused(str(error))
            return await show_page(commitment_id, form=refused, end=refused)
        return back(request, commitment_id, _("The commitment has ended. Nobody is asked for it any more."))

    @post("/reopen", name="commitments.reopen")
    async def reopen(
        self, request: Request, commitment_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = EndForm.read_reopening(sent)
        if form.errors:
            return await show_page(commitment_id, form=form, end=form)
        try:
            await reopen_commitment(commitment_id, reason=form.reason, officer=officer_of(request).id, now=now())
        except Conflict as error:
            refused = form.refused(str(error))
            return await show_page(commitment_id, form=refused, end=refused)
        return back(request, commitment_id, _("The commitment is open again."))


async def _stop_page(commitment_id: UUID, issue_id: UUID, form: ReasonForm) -> Template:
    return page(
        "feedback/commitments/stop_answering.html",
        status=422 if form.errors else 200,
        commitment=await get_commitment(commitment_id),
        issue=await get_issue(issue_id),
        form=form,
    )
