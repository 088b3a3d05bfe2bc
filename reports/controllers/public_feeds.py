"""Atom feeds of the public site: of all of it, a consultation, a theme, an issue."""

from uuid import UUID

from litestar import Controller, Response, get
from litestar.params import FromPath

from feedback.settings import settings
from feedback.translation import gettext as _
from feedback.web.page_cache import FOR_EVERYBODY, cached_answer
from feedback.web.requests import Request
from reports.public.event_texts import clean, isolated
from reports.public.feeds import LONGEST, MEDIA_TYPE, FeedHead, atom_feed
from reports.public.subjects import Subject, SubjectKind, named_subject, newest_events_about


class PublicFeedController(Controller):
    path = "/public"
    opt = FOR_EVERYBODY

    @get("/feed.atom", name="public.feed")
    async def everything(self, request: Request) -> Response[bytes]:
        return await _feed(request, Subject())

    @get("/consultations/{consultation_id:uuid}/feed.atom", name="public.consultation_feed")
    async def consultation(self, request: Request, consultation_id: FromPath[UUID]) -> Response[bytes]:
        return await _feed(request, Subject(SubjectKind.CONSULTATION, consultation_id))

    @get("/themes/{theme_id:uuid}/feed.atom", name="public.theme_feed")
    async def theme(self, request: Request, theme_id: FromPath[UUID]) -> Response[bytes]:
        return await _feed(request, Subject(SubjectKind.THEME, theme_id))

    @get("/issues/{issue_id:uuid}/feed.atom", name="public.issue_feed")
    async def issue(self, request: Request, issue_id: FromPath[UUID]) -> Response[bytes]:
        return await _feed(request, Subject(SubjectKind.ISSUE, issue_id))


async def _feed(request: Request, subject: Subject) -> Response[bytes]:
    async def make() -> bytes:
        named = await named_subject(subject)
        title = _("What became of what was said?")
        if named.title:
            title = f"{isolated(clean(named.title), named.language)} – {title}"
        head = FeedHead(named.subject.name, title, named.feed, named.page, settings().department)
        return atom_feed(head, await newest_events_about(named.subject, LONGEST), base_url=settings().base_url)

    return await cached_answer(request, make, MEDIA_TYPE)
