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
from feedback.web.pages import page
from feedback.web.requests import Request, officer_of


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
        return _file(content)

    @get("/public/commitments.ics", name="calendars.public", opt=PUBLIC)
    async def public(self) -> Response[bytes]:
        answer = _file(await public_calendar())
        answer.headers["cache-control"] = "public, max-age=3600"
        return answer


def _file(content: bytes) -> Response[bytes]:
    name = 'inline; filename="commitments.ics"'
    return Response(content, media_type=MEDIA_TYPE, headers={"content-disposition": name})
