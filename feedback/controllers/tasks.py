"""A decision's page for following up: its tasks with the issues they may answer, and the deadlines that it moves."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback.consultations import get_consultation
from feedback.deadline_changes import list_deadline_changes
from feedback.errors import Conflict
from feedback.forms.tasks import DeadlineForm, TasksForm
from feedback.labels import DEADLINE_CHANGE_STATES
from feedback.task_issues import follow_tasks, record_tasks
from feedback.tasks import list_tasks
from feedback.translation import ngettext
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of


class TaskController(Controller):
    path = "/consultations/{consultation_id:uuid}/tasks"

    @get("/", name="tasks.index")
    async def index(self, consultation_id: FromPath[UUID]) -> Template:
        return await tasks_page(consultation_id)

    @post("/", name="tasks.record")
    async def record(
        self, request: Request, consultation_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = TasksForm.read(sent, await list_tasks(consultation_id))
        if form.errors:
            return await tasks_page(consultation_id, form=form)
        try:
            made = await record_tasks(consultation_id, form.records, officer=officer_of(request).id, now=now())
        except Conflict as error:
            return await tasks_page(consultation_id, form=form.refused(str(error)))
        notice = ngettext("%(n)s commitment was recorded.", "%(n)s commitments were recorded.", len(made))
        return see_other(request, "tasks.index", notice=notice, fragment="tasks", consultation_id=consultation_id)


async def tasks_page(
    consultation_id: UUID,
    *,
    form: TasksForm | None = None,
    deadline: DeadlineForm | None = None,
) -> Template:
    """The page, with the form that came back with errors, if one did."""
    consultation = await get_consultation(consultation_id)
    tasks = await follow_tasks(consultation_id)
    changes = await list_deadline_changes(consultation_id)
    came_back = form or deadline
    return page(
        "feedback/tasks/index.html",
        status=422 if came_back else 200,
        consultation=consultation,
        tasks=tasks,
        form=form or TasksForm.of(tasks),
        changes=[
            (each, deadline if deadline and deadline.change == each.change.id else DeadlineForm.of(each))
            for each in changes
        ],
        errors=came_back.errors if came_back else {},
        states=DEADLINE_CHANGE_STATES,
        open_tasks=[each for each in tasks if not each.commitments],
    )
