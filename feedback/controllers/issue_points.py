"""An issue's points: attaching and detaching them, moving them to another issue, splitting an issue and merging it."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template

from feedback import issue_merging, issues
from feedback.commitments import commitments_of_issue
from feedback.errors import Conflict, NotFound
from feedback.forms.issue_merging import MoveForm, SplitForm
from feedback.forms.reasons import ReasonForm
from feedback.issue_filters import IssueFilter
from feedback.issue_lists import ListedIssue, list_issues, listed_issues
from feedback.issue_states import ReasonNeeded
from feedback.point_search import get_raised_points, search_points
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of, today

MOST_OFFERED = 20


class IssuePointController(Controller):
    path = "/issues/{issue_id:uuid}"

    @get("/points", name="issues.find_points")
    async def find_points(self, issue_id: FromPath[UUID], words: FromQuery[str] = "") -> Template:
        issue = await issues.get_issue(issue_id)
        found = await search_points(words, besides=issue_id)
        return page("feedback/issues/find_points.html", issue=issue, words=words, points=found)

    @post("/points", name="issues.attach")
    async def attach(self, request: Request, issue_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        for point_id in sent.ids("point"):
            await issues.attach_point(issue_id, point_id, officer=officer_of(request).id, now=now())
        notice = _("The points were attached.") if sent.all("point") else _("No point was chosen.")
        return see_other(request, "issues.show", notice=notice, fragment="points", issue_id=issue_id)

    @get("/points/{point_id:uuid}/detach", name="issues.ask_to_detach")
    async def ask_to_detach(self, issue_id: FromPath[UUID], point_id: FromPath[UUID]) -> Template:
        return await _detach_page(issue_id, point_id, form=ReasonForm())

    @post("/points/{point_id:uuid}/detach", name="issues.detach")
    async def detach(
        self, request: Request, issue_id: FromPath[UUID], point_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = ReasonForm.read(sent)
        try:
            await issues.detach_point(issue_id, point_id, reason=form.reason, officer=officer_of(request).id, now=now())
        except ReasonNeeded as error:
            return await _detach_page(issue_id, point_id, form=form.refused(str(error)))
        notice = _("The point was detached. The log keeps that it was attached.")
        return see_other(request, "issues.show", notice=notice, issue_id=issue_id)

    @get("/move", name="issues.ask_to_move")
    async def ask_to_move(self, issue_id: FromPath[UUID], words: FromQuery[str] = "") -> Template:
        return await _move_page(issue_id, words, form=MoveForm())

    @post("/move", name="issues.move")
    async def move(
        self, request: Request, issue_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = MoveForm.read(sent)
        if form.errors or form.to is None:
            return await _move_page(issue_id, sent.text("words"), form=form)
        try:
            await issue_merging.move_points(
                issue_id, form.points, to=form.to, by=form.by(officer_of(request).id, now())
            )
        except (Conflict, NotFound) as error:
            return await _move_page(issue_id, sent.text("words"), form=_refused(form, error))
        notice = _("The points were moved. Both logs tell so.")
        return see_other(request, "issues.show", notice=notice, fragment="points", issue_id=form.to)

    @get("/merge", name="issues.ask_to_merge")
    async def ask_to_merge(self, issue_id: FromPath[UUID], words: FromQuery[str] = "") -> Template:
        return await _merge_page(issue_id, words, form=MoveForm())

    @post("/merge", name="issues.merge")
    async def merge(
        self, request: Request, issue_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = MoveForm.read(sent, is_merge=True)
        if form.errors or form.to is None:
            return await _merge_page(issue_id, sent.text("words"), form=form)
        try:
            await issue_merging.merge_issues(issue_id, into=form.to, by=form.by(officer_of(request).id, now()))
        except (Conflict, NotFound) as error:
            return await _merge_page(issue_id, sent.text("words"), form=_refused(form, error))
        notice = _("The issues were merged. This one goes on with the points and commitments of both.")
        return see_other(request, "issues.show", notice=notice, issue_id=form.to)

    @get("/split", name="issues.ask_to_split")
    async def ask_to_split(self, issue_id: FromPath[UUID]) -> Template:
        return await _split_page(issue_id, form=SplitForm())

    @post("/split", name="issues.split")
    async def split(
        self, request: Request, issue_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = SplitForm.read(sent)
        if form.errors:
            return await _split_page(issue_id, form=form)
        try:
            new = await issue_merging.split_issue(
                issue_id,
                form.title,
                points=form.points,
                commitments=form.commitments,
                by=form.by(officer_of(request).id, now()),
            )
        except Conflict as error:
            part = "reason" if isinstance(error, ReasonNeeded) else "point"
            return await _split_page(issue_id, form=form.refused(str(error), part=part))
        notice = _("The new issue is followed from now on. Both logs tell where it comes from.")
        return see_other(request, "issues.show", notice=notice, issue_id=new)


def _refused(form: MoveForm, error: Conflict | NotFound) -> MoveForm:
    return form.refused(str(error), part="reason" if isinstance(error, ReasonNeeded) else "to")


async def _detach_page(issue_id: UUID, point_id: UUID, *, form: ReasonForm) -> Template:
    issue = await issues.get_issue(issue_id)
    points = await get_raised_points([point_id])
    status = 422 if form.errors else 200
    return page("feedback/issues/detach.html", status=status, issue=issue, points=points, form=form)


async def _move_page(issue_id: UUID, words: str, *, form: MoveForm) -> Template:
    issue = await issues.get_issue(issue_id)
    others = await _others(words, besides=issue_id, chosen=form.to)
    status = 422 if form.errors else 200
    return page("feedback/issues/move.html", status=status, issue=issue, words=words, others=others, form=form)


async def _merge_page(issue_id: UUID, words: str, *, form: MoveForm) -> Template:
    issue = await issues.get_issue(issue_id)
    former = await issues.followed_issues(issue.former_ids)
    others = await _others(words, besides=issue_id, chosen=form.to)
    known = {each.id for each in others}
    return page(
        "feedback/issues/merge.html",
        status=422 if form.errors else 200,
        issue=issue,
        words=words,
        others=others,
        former=[each for each in former if each.id not in known],
        form=form,
    )


async def _others(words: str, *, besides: UUID, chosen: UUID | None) -> list[ListedIssue]:
    """The issues found by these words, and always the one that was chosen already."""
    found = (await list_issues(IssueFilter.read({"words": words}), today=today())).issues if words.strip() else ()
    others = [each for each in found if each.id != besides][:MOST_OFFERED]
    if chosen and chosen != besides and chosen not in {each.id for each in others}:
        others = [*await listed_issues([chosen]), *others]
    return others


async def _split_page(issue_id: UUID, *, form: SplitForm) -> Template:
    issue = await issues.get_issue(issue_id)
    commitments = await commitments_of_issue(issue_id)
    status = 422 if form.errors else 200
    return page("feedback/issues/split.html", status=status, issue=issue, commitments=commitments, form=form)
