"""The year's work: its steps with what is done, late and next; a step's day, and when it was done; the year as a calendar file."""

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback.calendar_files import MEDIA_TYPE
from feedback.errors import Conflict, NotFound
from feedback.settings import settings
from feedback.translation import gettext as _
from feedback.translation import list_text
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, today
from feedback.year_cycle import (
    SEEN,
    STAGES,
    STEP_STATES,
    YEARS,
    KeptStep,
    MeetingSteps,
    Stage,
    StepState,
    YearStep,
    keep_step,
    kept_steps,
    year_calendar,
    year_steps,
)
from reports.forms.year_cycle import StepForm
from reports.year_traces import Meeting, YearTraces, read_year


class YearCycleController(Controller):
    path = "/year-cycle"

    @get("/", name="year_cycle.current")
    async def current(self, request: Request) -> Redirect:
        """This year: where officers go on."""
        return see_other(request, "year_cycle.show", year=today().year)

    @get("/{year:int}", name="year_cycle.show")
    async def show(self, year: FromPath[int]) -> Template:
        return await _year_page(year)

    @get("/{year:int}/year.ics", name="year_cycle.calendar")
    async def calendar(self, request: Request, year: FromPath[int]) -> Response[bytes]:
        steps, found = await _read(year)
        others = [MeetingSteps(it.date, _titles(it), its) for it, its in _others(found)]
        address = settings().base_url + request.app.route_reverse("year_cycle.show", year=year)
        content = year_calendar(year, steps, others=others, host=settings().host, address=address, now=now())
        headers = {"content-disposition": f'attachment; filename="year-{year}.ics"'}
        return Response(content, media_type=MEDIA_TYPE, headers=headers)

    @get("/{year:int}/{place:int}", name="year_cycle.edit")
    async def edit(self, year: FromPath[int], place: FromPath[int]) -> Template:
        """`place` is the step's place in the year, from 1."""
        stage = _stage(place)
        kept = await kept_steps(_known(year))
        return await _step_page(year, stage, StepForm.of(kept.get(stage, KeptStep())))

    @post("/{year:int}/{place:int}", name="year_cycle.keep")
    async def keep(
        self, request: Request, year: FromPath[int], place: FromPath[int], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        stage = _stage(place)
        form = StepForm.read(sent)
        if not form.errors:
            try:
                await keep_step(_known(year), stage, form.step, today=today())
            except Conflict as error:
                form = form.refused(error)
        if form.errors:
            return await _step_page(year, stage, form)
        return see_other(request, "year_cycle.show", notice=_("The step was saved."), year=year)


async def _read(year: int) -> tuple[tuple[YearStep, ...], YearTraces]:
    kept = await kept_steps(_known(year))
    chosen = kept.get(Stage.MEETING, KeptStep()).due
    found = await read_year(year, chosen=chosen, today=today())
    recognised = found.main.recognised if found.main else {}
    return year_steps(kept, recognised, meeting_on=found.meeting_on, today=today()), found


def _others(found: YearTraces) -> list[tuple[Meeting, tuple[YearStep, ...]]]:
    """The further meetings with the steps that the data shows; what officers set for the year is about the main one."""
    return [(it, year_steps({}, it.recognised, meeting_on=it.on, today=today(), stages=SEEN)) for it in found.others]


def _titles(meeting: Meeting) -> str:
    return list_text(each.title for each in meeting.consultations)


async def _year_page(year: int) -> Template:
    steps, found = await _read(year)
    return page(
        "reports/year_cycle/show.html",
        year=year,
        steps=steps,
        found=found,
        others=_others(found),
        next_step=next((step for step in steps if step.state is StepState.NEXT), None),
        late=[step for step in steps if step.state is StepState.LATE],
        stages=STAGES,
        states=STEP_STATES,
        years=[each for each in (year - 1, year + 1) if each in YEARS],
        meeting_place=list(Stage).index(Stage.MEETING) + 1,
    )


async def _step_page(year: int, stage: Stage, form: StepForm) -> Template:
    steps, _found = await _read(year)
    step = next(each for each in steps if each.stage is stage)
    return page(
        "reports/year_cycle/edit.html",
        status=422 if form.errors else 200,
        year=year,
        step=step,
        place=list(Stage).index(stage) + 1,
        name=STAGES[stage],
        form=form,
    )


def _known(year: int) -> int:
    if year not in YEARS:
        raise NotFound(_("There is no such year."))
    return year


def _stage(place: int) -> Stage:
    if not 1 <= place <= len(Stage):
        raise NotFound(_("There is no such step."))
    return list(Stage)[place - 1]
