"""Calendar feeds of what is due, and the page that gives an officer the address of theirs."""

from litestar import Controller, Response, get
from litestar.params import FromQuery
from litestar.response import Template

from feedback.calendar_files import MEDIA_TYPE
from feedback.calendars import calendar_key, officers_calendar, public_calendar
from feedback.errors import NotFound
from feedback.settings import settings
from feedback.translation import gettext as _
from feedback.web.authentication import PUBLIC
from feedback.web.page_cache import FOR_EVERYBODY, TO_EVERY_SITE, cached_answer
from feedback.web.pages import page
from feedback.web.requests import Request, officer_of

FILE = {"content-disposition": 'inline; filename="commitments.ics"'}


class CalendarController(Controller):
    @get("/commitments/calendar", name="calendars.show")
    async def show(self, request: Request) -> Template:
        key = await calendar_key(officer_of(request).id)
        base = settings().base_url
        return page(
            "feedback/commitments/calendar.html",
            own=f"{base}/commitments.ics?key={key}",
            public=f"{base}/public/commitments.ics",
        )

    @get("/commitments.ics", name="calendars.own", opt=PUBLIC)
    async def own(self, key: FromQuery[str] = "") -> Response[bytes]:
        content = await officers_calendar(key)
        if content is None:
            raise NotFound(_("There is no such calendar."))
        return Response(content, media_type=MEDIA_TYPE, headers=FILE)

    @get("/public/commitments.ics", name="calendars.public", opt=FOR_EVERYBODY)
    async def public(self, request: Request) -> Response[bytes]:
        answer = await cached_answer(request, public_calendar, MEDIA_TYPE)
        answer.headers.update({**FILE, **TO_EVERY_SITE})
        return answer
