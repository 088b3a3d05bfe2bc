"""The code book in from a file, looked through before anything changes, and out to one: JSON, CSV and REFI-QDA."""

import msgspec
from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Template

from feedback import codebooks
from feedback.codebook_files import read_themes
from feedback.codebook_files.csv_files import write_csv
from feedback.codebook_files.file_themes import UnusableCodebook
from feedback.codebook_files.json_files import read_json_themes, write_json
from feedback.codebook_files.qdc_files import write_qdc
from feedback.codebooks import PlannedImport
from feedback.errors import Conflict
from feedback.forms.codebook_files import CodebookForm, PreviewedForm
from feedback.translation import LANGUAGES, language
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of

#: Far more than a code book needs, so that a file that is too large comes back to its form and says so.
LARGEST_UPLOAD = 26 * 1024 * 1024  # bytes


class CodebookFileController(Controller):
    path = "/"

    @get("/themes/import", name="themes.upload")
    async def upload(self) -> Template:
        return _upload_page(CodebookForm(names_in=language()))

    @post("/themes/import", name="themes.preview_import", request_max_body_size=LARGEST_UPLOAD)
    async def preview(self, request: Request, sent: NamedDependency[Submitted]) -> Template | Redirect:
        form = await CodebookForm.read(sent)
        if form.errors:
            return _upload_page(form)
        try:
            planned = await codebooks.plan_import(read_themes(form.content, language=form.names_in))
        except UnusableCodebook as error:
            return _upload_page(form.refused(str(error)))
        if not planned.added and not planned.reworded:
            return see_other(request, "themes.index", notice=_("The code book has all of the file already."))
        return _preview_page(planned)

    @post("/themes/import/confirm", name="themes.import", request_max_body_size=LARGEST_UPLOAD)
    async def import_themes(self, request: Request, sent: NamedDependency[Submitted]) -> Template | Redirect:
        form = PreviewedForm.read(sent)
        try:
            themes = read_json_themes(form.content)
        except UnusableCodebook as error:
            return _upload_page(CodebookForm(names_in=language()).refused(str(error)))
        try:
            done = await codebooks.import_themes(
                themes, seen=form.seen, reason=form.reason, officer_id=officer_of(request).id, now=now()
            )
        except Conflict as error:
            return _preview_page(await codebooks.plan_import(themes), reason=form.reason, error=str(error))
        notice = _("Themes added: %(added)s. Themes changed: %(changed)s.", added=done.added, changed=done.changed)
        return see_other(request, "themes.index", notice=notice)

    @get("/themes/export", name="themes.choose_export")
    async def choose_export(self) -> Template:
        return page("feedback/themes/export.html", count=len(await codebooks.themes_in_use()))

    @get("/themes.json", name="themes.export")
    async def export(self) -> Response[bytes]:
        return _file(write_json(await codebooks.themes_in_use()), "themes.json", "application/json")

    @get("/themes.csv", name="themes.csv")
    async def csv(self) -> Response[bytes]:
        return _file(write_csv(await codebooks.themes_in_use()), "themes.csv", "text/csv")

    @get("/themes.qdc", name="themes.qdc")
    async def qdc(self, request: Request) -> Response[bytes]:
        asked = request.query_params.get("names_in", "")
        content = write_qdc(await codebooks.themes_in_use(), language=asked if asked in LANGUAGES else language())
        return _file(content, "themes.qdc", "application/xml")


def _file(content: bytes, name: str, media_type: str) -> Response[bytes]:
    return Response(content, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'})


def _upload_page(form: CodebookForm) -> Template:
    return page("feedback/themes/import.html", status=422 if form.errors else 200, form=form)


def _preview_page(planned: PlannedImport, *, reason: str = "", error: str = "") -> Template:
    return page(
        "feedback/themes/preview.html",
        status=422 if error else 200,
        planned=planned,
        codebook=msgspec.json.encode(planned.entries).decode(),
        reason=reason,
        errors={"themes": error} if error else {},
    )
