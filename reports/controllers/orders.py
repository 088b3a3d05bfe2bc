"""Reports made in the background, for officers: ordering them, how far they have come, their files, and those of every year."""

import tempfile
import zipfile
from collections.abc import AsyncIterator
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Stream, Template

from feedback.consultations import list_consultations
from feedback.enums import ConsultationKind
from feedback.errors import Conflict
from feedback.translation import gettext as _
from feedback.translation import month_names, yearly_day_text
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of, today
from reports.forms.orders import OrderForm, ScheduleForm
from reports.orders import (
    KIND_NAMES,
    STATE_NAMES,
    file_names,
    get_order,
    list_orders,
    ordered_file,
    place_order,
    start_again,
)
from reports.schedules import end_schedule, list_schedules, make_schedule

CHUNK = 256 * 1024  # bytes
#: Of a ZIP file, the rest is on the disk.
IN_MEMORY = 8 * 1024 * 1024  # bytes


class OrderController(Controller):
    path = "/reports/orders"

    @get("/", name="orders.index")
    async def index(self) -> Template:
        return await _orders_page(OrderForm())

    @post("/", name="orders.place")
    async def place(self, request: Request, sent: NamedDependency[Submitted]) -> Template | Redirect:
        form = OrderForm.read(sent)
        try:
            order = await place_order(form.wanted(), officer=officer_of(request).id, now=now())
        except Conflict as error:
            return await _orders_page(form.refused(str(error)))
        return see_other(request, "orders.show", order_id=order)

    @get("/{order_id:uuid}", name="orders.show")
    async def show(self, order_id: FromPath[UUID]) -> Template:
        return page(
            "reports/orders/show.html",
            order=await get_order(order_id),
            files=await file_names(order_id),
            kinds=KIND_NAMES,
            states=STATE_NAMES,
        )

    @post("/{order_id:uuid}/start-again", name="orders.start_again")
    async def start_again(
        self, request: Request, order_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        await start_again(order_id)
        return see_other(request, "orders.show", order_id=order_id)

    @get("/{order_id:uuid}/reports.zip", name="orders.zip")
    async def archive(self, order_id: FromPath[UUID]) -> Stream:
        await get_order(order_id)
        names = await file_names(order_id)
        headers = {"content-disposition": 'attachment; filename="reports.zip"'}
        return Stream(_zipped(order_id, names), media_type="application/zip", headers=headers)

    @get("/{order_id:uuid}/files/{file_name:str}", name="orders.file")
    async def file(self, order_id: FromPath[UUID], file_name: FromPath[str]) -> Response[bytes]:
        content = await ordered_file(order_id, file_name)
        # Names of files are of ASCII letters alone.
        headers = {"content-disposition": f'attachment; filename="{file_name}"'}
        return Response(content, media_type="application/pdf", headers=headers)


class ScheduleController(Controller):
    path = "/reports/schedules"

    @get("/", name="schedules.index")
    async def index(self) -> Template:
        return await _schedules_page(ScheduleForm())

    @post("/", name="schedules.make")
    async def make(self, request: Request, sent: NamedDependency[Submitted]) -> Template | Redirect:
        form = ScheduleForm.read(sent)
        try:
            await make_schedule(form.wanted(), officer=officer_of(request).id, now=now())
        except Conflict as error:
            return await _schedules_page(form.refused(str(error)))
        return see_other(request, "schedules.index", notice=_("The reports will be made every year."))

    @post("/{schedule_id:uuid}/end", name="schedules.end")
    async def end(self, request: Request, schedule_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        await end_schedule(schedule_id, now=now())
        return see_other(request, "schedules.index", notice=_("The reports are not made any more."))


async def _zipped(order: UUID, names: tuple[str, ...]) -> AsyncIterator[bytes]:
    """One file at a time, and on the disk what is large: the reports of a year are never all in memory."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as kept:
        with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as archive:  # a PDF is compressed already
            for name in names:
                archive.writestr(name, await ordered_file(order, name))
        kept.seek(0)
        while chunk := kept.read(CHUNK):
            yield chunk


async def _orders_page(form: OrderForm) -> Template:
    held = [each for each in await list_consultations() if each.kind is not ConsultationKind.DECISION]
    years = sorted({each.year for each in held if each.year}, reverse=True)
    choices = [(f"batch-{it}", _("The year %(year)s and each of its consultations", year=it)) for it in years]
    choices += [(f"year-{it}", _("The year %(year)s", year=it)) for it in years]
    choices += [(str(it.id), _("Follow-up report: %(title)s", title=it.title)) for it in held]
    return page(
        "reports/orders/index.html",
        status=422 if form.errors else 200,
        form=form,
        choices=choices,
        orders=await list_orders(),
        kinds=KIND_NAMES,
        states=STATE_NAMES,
    )


async def _schedules_page(form: ScheduleForm) -> Template:
    return page(
        "reports/orders/schedules.html",
        status=422 if form.errors else 200,
        form=form,
        schedules=await list_schedules(),
        kinds=KIND_NAMES,
        today=today(),
        months=list(enumerate(month_names(), start=1)),
        yearly_day_text=yearly_day_text,
    )
