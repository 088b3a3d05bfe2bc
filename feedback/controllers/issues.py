"""Issues: the list, opening and renaming one, recording its facts, and the points that raise it."""

from datetime import UTC, datetime
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template

from feedback import issues
from feedback.errors import Conflict
from feedback.forms.issues import DetachForm, EntryForm, TitleForm, entry_options, filter_links, read_ids
from feedback.issue_filters import IssueFilter, matching
from feedback.issue_states import ReasonNeeded
from feedback.point_search import get_raised_points, search_points
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, officer_of, today


class IssueController(Controller):
    path = "/issues"

    @get("/", name="issues.index")
    async def index(self, request: Request) -> Template:
        wanted = IssueFilter.read(dict(request.query_params))
        every = await issues.followed_issues()
        return page(
            "feedback/issues/index.html",
            issues=matching(every, wanted),
            total=len(every),
            wanted=wanted,
            filters=filter_links(wanted),
            today=today(),
        )

    @get("/new", name="issues.new")
    async def new(self, request: Request) -> Template:
        return await _new_page(TitleForm(points=read_ids(request.query_params.getall("point", []))))

    @post("/new", name="issues.create")
    async def create(self, request: Request, sent: NamedDependency[Submitted]) -> Template | Redirect:
        form = TitleForm.read(sent)
        if form.errors:
            return await _new_page(form)
        issue_id = await issues.open_issue(
            form.title, points=form.points, officer=officer_of(request).id, now=datetime.now(UTC)
        )
        return see_other(request, "issues.show", notice=_("The issue is followed from now on."), issue_id=issue_id)

    @get("/{issue_id:uuid}/edit", name="issues.edit")
    async def edit(self, issue_id: FromPath[UUID]) -> Template:
        issue = await issues.get_issue(issue_id)
        return page("feedback/issues/edit.html", issue=issue, form=TitleForm(title=issue.title))

    @post("/{issue_id:uuid}/edit", name="issues.rename")
    async def rename(
        self, request: Request, issue_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = TitleForm.read(sent)
        if form.errors:
            return page("feedback/issues/edit.html", status=422, issue=await issues.get_issue(issue_id), form=form)
        await issues.rename_issue(issue_id, form.title, officer=officer_of(request).id, now=datetime.now(UTC))
        return see_other(request, "issues.show", notice=_("The title was changed."), issue_id=issue_id)

    @post("/{issue_id:uuid}/entries", name="issues.record")
    async def record(
        self, request: Request, issue_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = EntryForm.read(sent)
        if form.errors:
            return await _record_page(issue_id, form)
        entry = form.entry(officer=officer_of(request).id, now=datetime.now(UTC))
        try:
            await issues.record(issue_id, entry, seen=form.seen)
        except ReasonNeeded as error:
            return await _record_page(issue_id, form.refused(str(error), part="reason"))
        except Conflict as error:
            return await _record_page(issue_id, form.refused(str(error)))
        return see_other(request, "issues.show", notice=_("It was added to the log."), issue_id=issue_id)

    @get("/{issue_id:uuid}/points", name="issues.find_points")
    async def find_points(self, issue_id: FromPath[UUID], words: FromQuery[str] = "") -> Template:
        issue = await issues.get_issue(issue_id)
        found = await search_points(words, besides=issue_id)
        return page("feedback/issues/find_points.html", issue=issue, words=words, points=found)

    @post("/{issue_id:uuid}/points", name="issues.attach")
    async def attach(self, request: Request, issue_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        for point_id in read_ids(sent.all("point")):
            await issues.attach_point(issue_id, point_id, officer=officer_of(request).id, now=datetime.now(UTC))
        notice = _("The points were attached.") if sent.all("point") else _("No point was chosen.")
        return see_other(request, "issues.show", notice=notice, fragment="points", issue_id=issue_id)

    @get("/{issue_id:uuid}/points/{point_id:uuid}/detach", name="issues.ask_to_detach")
    async def ask_to_detach(self, issue_id: FromPath[UUID], point_id: FromPath[UUID]) -> Template:
        return await _detach_page(issue_id, point_id, form=DetachForm())

    @post("/{issue_id:uuid}/points/{point_id:uuid}/detach", name="issues.detach")
    async def detach(
        self, request: Request, issue_id: FromPath[UUID], point_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = DetachForm.read(sent)
        if form.errors:
            return await _detach_page(issue_id, point_id, form=form)
        officer = officer_of(request).id
        await issues.detach_point(issue_id, point_id, reason=form.reason, officer=officer, now=datetime.now(UTC))
        notice = _("The point was detached. The log keeps that it was attached.")
        return see_other(request, "issues.show", notice=notice, issue_id=issue_id)


async def _new_page(form: TitleForm) -> Template:
    points = await get_raised_points(form.points)
    return page("feedback/issues/new.html", status=422 if form.errors else 200, form=form, points=points)


async def _record_page(issue_id: UUID, form: EntryForm) -> Template:
    issue = await issues.get_issue(issue_id)
    return page("feedback/issues/record.html", status=422, issue=issue, form=form, options=entry_options())


async def _detach_page(issue_id: UUID, point_id: UUID, *, form: DetachForm) -> Template:
    issue = await issues.get_issue(issue_id)
    points = await get_raised_points([point_id])
    status = 422 if form.errors else 200
    return page("feedback/issues/detach.html", status=status, issue=issue, points=points, form=form)
