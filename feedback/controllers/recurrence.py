"""What was raised before: each point beside earlier ones that may raise the same issue, to confirm or to open as new."""

from datetime import UTC, datetime
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback import recurrence
from feedback.consultations import get_consultation
from feedback.errors import NotFound
from feedback.forms.recurrence import IssueForm
from feedback.point_comparisons import record_difference, undo_difference
from feedback.points import get_point
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, officer_of


class RecurrenceController(Controller):
    path = "/"

    @get("/consultations/{consultation_id:uuid}/recurrence", name="recurrence.index")
    async def index(self, consultation_id: FromPath[UUID]) -> Template:
        return await _index_page(consultation_id, IssueForm())

    @post("/points/{point_id:uuid}/recurrence", name="recurrence.confirm")
    async def confirm(self, request: Request, point_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        form = IssueForm.read_earlier(sent, point_id=point_id)
        if form.earlier is None:
            raise NotFound(_("There is no such point."))
        officer, now = officer_of(request).id, datetime.now(UTC)
        await recurrence.confirm_recurrence(
            point_id, earlier_id=form.earlier, title=form.title, officer_id=officer, now=now
        )
        return await _back(request, point_id, _("The point is attached to the issue of the earlier one."))

    @post("/points/{point_id:uuid}/recurrence/different", name="recurrence.differ")
    async def differ(self, request: Request, point_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        form = IssueForm.read_earlier(sent, point_id=point_id)
        if form.earlier is None:
            raise NotFound(_("There is no such point."))
        officer, now = officer_of(request).id, datetime.now(UTC)
        await record_difference(point_id, earlier_id=form.earlier, officer_id=officer, now=now)
        return await _back(request, point_id, _("It is recorded that the points raise different issues."))

    @post("/points/{point_id:uuid}/recurrence/different/undo", name="recurrence.undo_differ")
    async def undo_differ(
        self, request: Request, point_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        form = IssueForm.read_earlier(sent, point_id=point_id)
        if form.earlier is None:
            raise NotFound(_("There is no such point."))
        await undo_difference(point_id, earlier_id=form.earlier)
        return await _back(request, point_id, _("The decision was undone."))

    @post("/points/{point_id:uuid}/recurrence/issue", name="recurrence.attach")
    async def attach(
        self, request: Request, point_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = IssueForm.read_issue(sent, point_id=point_id)
        if form.issue is None:
            return await _form_page(point_id, form)
        officer, now = officer_of(request).id, datetime.now(UTC)
        await recurrence.attach_to_issue(point_id, issue_id=form.issue, officer_id=officer, now=now)
        return await _back(request, point_id, _("The point is attached to the issue."))

    @post("/points/{point_id:uuid}/recurrence/new", name="recurrence.open")
    async def open(
        self, request: Request, point_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = IssueForm.read_title(sent, point_id=point_id)
        if form.errors:
            return await _form_page(point_id, form)
        officer, now = officer_of(request).id, datetime.now(UTC)
        await recurrence.open_issue_of(point_id, title=form.title, officer_id=officer, now=now)
        return await _back(request, point_id, _("A new issue was opened for the point."))


async def _index_page(consultation_id: UUID, form: IssueForm) -> Template:
    points = await recurrence.suggest_recurrence(consultation_id)
    return page(
        "feedback/recurrence/index.html",
        status=422 if form.errors else 200,
        consultation=await get_consultation(consultation_id),
        points=points,
        attached=sum(bool(each.issues) for each in points),
        decided=sum(each.is_decided for each in points),
        issues=await recurrence.list_issue_titles(),
        form=form,
    )


async def _form_page(point_id: UUID, form: IssueForm) -> Template:
    consultation, _point = await get_point(point_id)
    return await _index_page(consultation.id, form)


async def _back(request: Request, point_id: UUID, notice: str) -> Redirect:
    consultation, _point = await get_point(point_id)
    return see_other(
        request,
        "recurrence.index",
        notice=notice,
        fragment=f"point-{point_id}",
        consultation_id=consultation.id,
    )
