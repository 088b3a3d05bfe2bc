"""The code book: its themes and how often they are used; wording, merging, import and export."""

from datetime import UTC, datetime
from uuid import UUID

import msgspec
from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback import codebooks, themes
from feedback.codebooks import UnusableCodebook
from feedback.errors import Conflict
from feedback.forms.themes import CodebookForm, MergeForm, ThemeForm
from feedback.issue_themes import count_issues_by_theme
from feedback.theme_usage import ThemeUsage, read_usage
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request

#: Far more than a code book needs, so that a file that is too large comes back to its form and says so.
LARGEST_UPLOAD = 26 * 1024 * 1024  # bytes


class ThemeController(Controller):
    path = "/"

    @get("/themes", name="themes.index")
    async def index(self) -> Template:
        every = await themes.list_themes()
        usage = await read_usage()
        return page(
            "feedback/themes/index.html",
            themes=[theme for theme in every if theme.merged_into is None],
            merged=[theme for theme in every if theme.merged_into],
            by_id={theme.id: theme for theme in every},
            usage=usage,
            issues=await count_issues_by_theme(),
            unused=ThemeUsage(),
            years=sorted({year for each in usage.values() for year in (*each.confirmed, *each.suggested)}),
        )

    @get("/themes/new", name="themes.new")
    async def new(self) -> Template:
        return _new_page(ThemeForm(code=themes.next_code(await themes.list_themes())))

    @post("/themes/new", name="themes.create")
    async def create(self, request: Request, sent: NamedDependency[Submitted]) -> Template | Redirect:
        form = ThemeForm.read(sent)
        if form.errors:
            return _new_page(form)
        try:
            theme_id = await themes.create_theme(form.code, form.wording, now=datetime.now(UTC))
        except Conflict as error:
            return _new_page(form.refused(str(error), name="code"))
        return _back(request, _("The theme was added."), theme_id)

    @get("/themes/{theme_id:uuid}/edit", name="themes.edit")
    async def edit(self, theme_id: FromPath[UUID]) -> Template:
        theme = await themes.get_theme(theme_id)
        return _edit_page(theme_id, ThemeForm.of(theme))

    @post("/themes/{theme_id:uuid}/edit", name="themes.update")
    async def update(
        self, request: Request, theme_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Template | Redirect:
        form = ThemeForm.read(sent, theme=await themes.get_theme(theme_id))
        if form.errors:
            return _edit_page(theme_id, form)
        try:
            await themes.edit_theme(theme_id, form.wording, seen=form.seen)
        except Conflict as error:
            seen = (await themes.get_theme(theme_id)).wording.fingerprint
            return _edit_page(theme_id, form.refused(str(error), name="definition", seen=seen))
        return _back(request, _("The theme was saved."), theme_id)

    @get("/themes/merge", name="themes.choose")
    async def choose(self) -> Template:
        return await _merge_page(MergeForm())

    @post("/themes/merge", name="themes.merge")
    async def merge(self, request: Request, sent: NamedDependency[Submitted]) -> Template | Redirect:
        form = MergeForm.read(sent)
        if form.errors or form.keep is None:
            return await _merge_page(form)
        try:
            await themes.merge_themes(form.keep, fold=form.fold)
        except Conflict as error:
            return await _merge_page(form.refused(str(error)))
        return _back(
            request, _("The themes were merged. What was coded with them counts for the theme that stays."), form.keep
        )

    @post("/themes/{theme_id:uuid}/separate", name="themes.separate")
    async def separate(self, request: Request, theme_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        await themes.separate_theme(theme_id)
        return _back(request, _("The theme stands by itself again."), theme_id)

    @get("/themes/import", name="themes.upload")
    async def upload(self) -> Template:
        return page("feedback/themes/import.html", form=CodebookForm())

    @post("/themes/import", name="themes.import", request_max_body_size=LARGEST_UPLOAD)
    async def import_file(self, request: Request, sent: NamedDependency[Submitted]) -> Template | Redirect:
        form = await CodebookForm.read(sent)
        if form.errors:
            return page("feedback/themes/import.html", status=422, form=form)
        try:
            done = await codebooks.import_codebook(codebooks.read_codebook(form.content), now=datetime.now(UTC))
        except (UnusableCodebook, Conflict) as error:
            return page("feedback/themes/import.html", status=422, form=form.refused(str(error)))
        notice = _("Themes added: %(added)s. Themes changed: %(changed)s.", added=done.added, changed=done.changed)
        return see_other(request, "themes.index", notice=notice)

    @get("/themes.json", name="themes.export")
    async def export(self) -> Response[bytes]:
        content = msgspec.json.format(msgspec.json.encode(await codebooks.export_codebook()), indent=1)
        disposition = {"content-disposition": 'attachment; filename="themes.json"'}
        return Response(content, media_type="application/json", headers=disposition)


def _back(request: Request, notice: str, theme_id: UUID) -> Redirect:
    return see_other(request, "themes.index", notice=notice, fragment=f"theme-{theme_id}")


def _new_page(form: ThemeForm) -> Template:
    return page("feedback/themes/new.html", status=422 if form.errors else 200, form=form)


def _edit_page(theme_id: UUID, form: ThemeForm) -> Template:
    return page("feedback/themes/edit.html", status=422 if form.errors else 200, theme_id=theme_id, form=form)


async def _merge_page(form: MergeForm) -> Template:
    every = [theme for theme in await themes.list_themes() if theme.merged_into is None]
    return page("feedback/themes/merge.html", status=422 if form.errors else 200, themes=every, form=form)
