"""The same for many issues at once: owner unit, policy area, answer, merging."""

from collections.abc import Awaitable
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Template

from feedback import issue_heads, issues
from feedback.chosen_issues import Outcome, change_each
from feedback.enums import Answer
from feedback.forms.chosen_issues import ChosenForm, ToDo
from feedback.issue_lists import owner_units, policy_areas
from feedback.issue_merging import merge_issues
from feedback.labels import choices
from feedback.translation import ngettext
from feedback.web.forms import Submitted, ids_in
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of


class ChosenIssueController(Controller):
    path = "/issues/chosen"

    @get("/", name="chosen_issues.edit")
    async def edit(self, request: Request) -> Template:
        return await _page(ChosenForm(issues=ids_in(request.query_params.getall("issue", []))))

    @post("/", name="chosen_issues.change")
    async def change(self, request: Request, sent: NamedDependency[Submitted]) -> Template | Redirect:
        form = ChosenForm.read(sent)
        if form.errors or form.to_do is None:
            return await _page(form)
        outcome = await _changed(form, form.to_do, officer=officer_of(request).id)
        if outcome.refused:
            return await _page(form, outcome)
        return see_other(request, "issues.index", notice=_told(outcome))


async def _changed(form: ChosenForm, to_do: ToDo, *, officer: UUID) -> Outcome:
    at = now()

    def change(issue: UUID) -> Awaitable[object]:
        match to_do:
            case ToDo.OWNER_UNIT:
                return issue_heads.set_owner_unit(issue, form.owner_unit, officer=officer, now=at)
            case ToDo.POLICY_AREA:
                return issue_heads.set_policy_area(issue, form.policy_area, officer=officer, now=at)
            case ToDo.ANSWER:
                return issues.record(issue, form.entry(officer=officer, now=at))
            case ToDo.MERGE:
                assert form.into  # else the form has an error
                return merge_issues(issue, into=form.into, by=form.by(officer, at))

    return await change_each([each for each in form.issues if to_do is not ToDo.MERGE or each != form.into], change)


def _told(outcome: Outcome) -> str:
    return ngettext("%(n)s issue was changed.", "%(n)s issues were changed.", outcome.done)


async def _page(form: ChosenForm, outcome: Outcome | None = None) -> Template:
    return page(
        "feedback/issues/chosen.html",
        status=422 if form.errors or outcome else 200,
        form=form,
        issues=[issue for issue in await issues.followed_issues(form.issues) if issue.merged_into is None],
        refused=outcome.refused if outcome else (),
        told=_told(outcome) if outcome and outcome.done else "",
        answers=choices(Answer),
        owner_units=await owner_units(),
        policy_areas=await policy_areas(),
    )
