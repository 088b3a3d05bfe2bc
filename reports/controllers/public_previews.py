"""Pictures of public pages, for those who show a link to one."""

import asyncio
from uuid import UUID

from litestar import Controller, Response, get
from litestar.params import FromPath

from feedback.settings import settings
from feedback.translation import gettext as _
from feedback.translation import language as spoken_language
from feedback.web.page_cache import FOR_EVERYBODY, TO_EVERY_SITE, cached_answer
from feedback.web.requests import Request
from reports.public.preview_images import preview_image
from reports.public.subjects import Subject, SubjectKind, named_subject


class PublicPreviewController(Controller):
    path = "/public"
    opt = FOR_EVERYBODY

    @get("/preview.png", name="public.preview")
    async def everything(self, request: Request) -> Response[bytes]:
        return await _picture(request, Subject())

    @get("/consultations/{consultation_id:uuid}/preview.png", name="public.consultation_preview")
    async def consultation(self, request: Request, consultation_id: FromPath[UUID]) -> Response[bytes]:
        return await _picture(request, Subject(SubjectKind.CONSULTATION, consultation_id))

    @get("/issues/{issue_id:uuid}/preview.png", name="public.issue_preview")
    async def issue(self, request: Request, issue_id: FromPath[UUID]) -> Response[bytes]:
        return await _picture(request, Subject(SubjectKind.ISSUE, issue_id))


async def _picture(request: Request, subject: Subject) -> Response[bytes]:
    async def make() -> bytes:
        named = await named_subject(subject)
        spoken = spoken_language()
        title, language = named.title, named.language
        if not title:
            title, language = _("What became of what was said?"), spoken
        return await asyncio.to_thread(
            preview_image, title, language=language, department=settings().department, spoken=spoken
        )

    answer = await cached_answer(request, make, "image/png")
    answer.headers.update(TO_EVERY_SITE)
    return answer
