"""Issues: the list, opening one, what stands at its head, and recording its facts."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback import issues
from feedback.errors import Conflict
from feedback.forms.issue_lists import filter_groups
from feedback.forms.issues import EditForm, EntryForm, TitleForm, entry_options
from feedback.issue_filters import IssueFilter
from feedback.issue_heads import ChangedMeanwhile, edit_issue
from feedback.issue_lists import list_issues, owner_units, policy_areas
from feedback.issue_states import ReasonNeeded
from feedback.point_search import get_raised_points
from feedback.themes import list_themes
from feedback.translation import gettext as _
from feedback.web.forms import Submitted, ids_in
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of, today


class IssueController(Controller):
    path = "/issues"

    @get("/", name="issues.index")
    async def index(self, request: Request) -> Template:
        wanted, number = IssueFilter.read(dict(request.query_params)), request.query_params.get("page", "")
        listed = await list_issues(wanted, page=_number(number), today=today())
        # The code book is asked for only where an issue has a theme.
        themes = await list_themes() if listed.counts["theme"] else ()
        return page(
            "feedback/issues/index.html",
            listed=listed,
            wanted=wanted,
            filters=filter_groups(wanted, listed.counts, themes),
            today=today(),
        )

    @get("/new", name="issues.new")
    async def new(self, request: Request) -> Template:
        return await _new_page(TitleForm(points=ids_in(request.query_params.getall("point", []))))

    @post("/new", name="issues.create")
    async def create(self, request: Request, sent: NamedDependency[Submitted]) -> Template | Redirect:
        form = TitleForm.read(sent)
        if form.errors:
            return await _new_page(form)
        issue_id = await issues.open_issue(form.title, points=form.points, officer=officer_of(request).id, now=now())
        return see_other(request, "issues.show", notice=_("The issue is followed from now on."), issue_id=issue_id)

    @get("/{issue_id:uuid}/edit", name="issues.edit")
    async def edit(self, issue_id: FromPath[UUID]) -> Template:
        issue = await issues.get_issue(issue_id)
        return await _edit_page(issue_id, EditForm(issue.title, issue.owner_unit, issue.policy_area, len(issue.log)))

    @post("/{issue_id:uuid}/edit", name="issues.update")
    async def update(
        self, request: Request, issue_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = EditForm.read(sent)
        if form.errors:
            return await _edit_page(issue_id, form)
        try:
            await edit_issue(
                issue_id,
                title=form.title,
                owner_unit=form.owner_unit,
                policy_area=form.policy_area,
                officer=officer_of(request).id,
                now=now(),
                seen=form.seen,
            )
        except ChangedMeanwhile as error:
            issue = await issues.get_issue(issue_id)
            return await _edit_page(issue_id, form.refused(str(error), seen=len(issue.log)))
        return see_other(request, "issues.show", notice=_("The issue was saved."), issue_id=issue_id)

    @post("/{issue_id:uuid}/entries", name="issues.record")
    async def record(
        self, request: Request, issue_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = EntryForm.read(sent)
        if form.errors:
            return await _record_page(issue_id, form)
        entry = form.entry(officer=officer_of(request).id, now=now())
        try:
            await issues.record(issue_id, entry, seen=form.seen)
        except ReasonNeeded as error:
            return await _record_page(issue_id, form.refused(str(error), part="reason"))
        except Conflict as error:
            return await _record_page(issue_id, form.refused(str(error)))
        return see_other(request, "issues.show", notice=_("It was added to the log."), issue_id=issue_id)


async def _new_page(form: TitleForm) -> Template:
    points = await get_raised_points(form.points)
    return page("feedback/issues/new.html", status=422 if form.errors else 200, form=form, points=points)


async def _edit_page(issue_id: UUID, form: EditForm) -> Template:
    return page(
        "feedback/issues/edit.html",
        status=422 if form.errors else 200,
        issue=await issues.get_issue(issue_id),
        form=form,
        owner_units=await owner_units(),
        policy_areas=await policy_areas(),
    )


def _number(text: str) -> int:
    """The number of a page in an address; the first where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1


async def _record_page(issue_id: UUID, form: EntryForm) -> Template:
    issue = await issues.get_issue(issue_id)
    return page("feedback/issues/record.html", status=422, issue=issue, form=form, options=entry_options())
