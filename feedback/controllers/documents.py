"""Uploading notes, and getting a kept file back."""

from datetime import UTC, datetime
from urllib.parse import quote
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback import documents
from feedback.consultations import ImportResult, import_document
from feedback.forms.documents import UploadForm
from feedback.notes.unreadable import MAX_BYTES, Unreadable
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, officer_of

LARGEST_UPLOAD = MAX_BYTES + 1024 * 1024  # bytes; the file and the form around it


class DocumentController(Controller):
    path = "/documents"

    @get("/new", name="documents.new")
    async def new(self) -> Template:
        return await _new_page(UploadForm())

    @post("/", name="documents.create", request_max_body_size=LARGEST_UPLOAD)
    async def create(self, request: Request, sent: NamedDependency[Submitted]) -> Template | Redirect:
        form = await UploadForm.read(sent)
        if form.errors:
            return await _new_page(form)
        try:
            result = await import_document(
                form.filename,
                content=form.content,
                officer_id=officer_of(request).id,
                now=datetime.now(UTC),
                is_decision=form.is_decision,
            )
        except Unreadable as error:
            return await _new_page(form.refused(str(error)))
        return see_other(request, "consultations.review", notice=_said(result), consultation_id=result.id)

    @get("/{document_id:uuid}/file", name="documents.download")
    async def download(self, document_id: FromPath[UUID]) -> Response[bytes]:
        filename, content = await documents.open_document(document_id)
        return Response(
            content,
            media_type="application/octet-stream",
            headers={"content-disposition": f"attachment; filename*=UTF-8''{quote(filename, safe='')}"},
        )


async def _new_page(form: UploadForm) -> Template:
    return page(
        "feedback/documents/new.html",
        status=422 if form.errors else 200,
        form=form,
        unreadable=await documents.list_unreadable(),
        megabytes=MAX_BYTES // (1024 * 1024),
    )


def _said(result: ImportResult) -> str:
    if result.is_new:
        return _("The file was read. Check the draft against its source, then confirm it.")
    return _("This file was imported before. Here is the consultation that it became.")
