"""The code book: its themes, how often they are used and what became of them; wording, merging and splitting."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback import themes
from feedback.codebook_log import current_version
from feedback.codebook_versions import list_changes
from feedback.confirmed_texts import POINT_SOURCE, confirmed_texts, use_as_example
from feedback.errors import Conflict
from feedback.forms.themes import MergeForm, ThemeForm
from feedback.issue_themes import count_issues_by_theme
from feedback.sample_results import latest_agreements
from feedback.theme_usage import ThemeUsage, read_usage
from feedback.themes import clean_words
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of

#: As many points are offered to take as examples.
MOST_OFFERED = 10


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
            years=sorted({year for each in usage.values() for year in each.years}),
            version=await current_version(),
            agreed=await latest_agreements(),
        )

    @get("/themes/{theme_id:uuid}", name="themes.show")
    async def show(self, theme_id: FromPath[UUID]) -> Template:
        theme = await themes.get_theme(theme_id)
        every = await themes.list_themes()
        points = await confirmed_texts(theme_id, [POINT_SOURCE])
        return page(
            "feedback/themes/show.html",
            theme=theme,
            by_id={each.id: each for each in every},
            merged=[each for each in every if each.merged_into == theme_id],
            split=[each for each in every if each.split_from == theme_id],
            usage=(await read_usage()).get(theme_id, ThemeUsage()),
            changes=await list_changes(theme_id=theme_id),
            agreed=(await latest_agreements()).get(theme_id),
            offered=[each for each in points if clean_words(each.text) not in theme.wording.examples][:MOST_OFFERED],
        )

    @get("/themes/new", name="themes.new")
    async def new(self) -> Template:
        return _new_page(ThemeForm(code=themes.next_code(theme.code for theme in await themes.list_themes())))

    @post("/themes/new", name="themes.create")
    async def create(self, request: Request, sent: NamedDependency[Submitted]) -> Template | Redirect:
        form = ThemeForm.read(sent)
        if form.errors:
            return _new_page(form)
        try:
            theme_id = await themes.create_theme(
                form.code, form.wording, reason=form.reason, officer_id=officer_of(request).id, now=now()
            )
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
            await themes.edit_theme(
                theme_id,
                form.wording,
                seen=form.seen,
                reason=form.reason,
                officer_id=officer_of(request).id,
                now=now(),
            )
        except Conflict as error:
            seen = (await themes.get_theme(theme_id)).wording.fingerprint
            return _edit_page(theme_id, form.refused(str(error), name="definition", seen=seen))
        return see_other(request, "themes.show", notice=_("The theme was saved."), theme_id=theme_id)

    @post("/themes/{theme_id:uuid}/examples", name="themes.use_as_example")
    async def use_as_example(
        self, request: Request, theme_id: FromPath[UUID], sent: NamedDependency[Submitted]
    ) -> Redirect:
        point = sent.id("point") or theme_id
        await use_as_example(theme_id, point, officer_id=officer_of(request).id, now=now())
        notice = _("The point is an example of the theme now.")
        return see_other(request, "themes.show", notice=notice, fragment="examples", theme_id=theme_id)

    @get("/themes/merge", name="themes.choose")
    async def choose(self) -> Template:
        return await _merge_page(MergeForm())

    @post("/themes/merge", name="themes.merge")
    async def merge(self, request: Request, sent: NamedDependency[Submitted]) -> Template | Redirect:
        form = MergeForm.read(sent)
        if form.errors or form.keep is None:
            return await _merge_page(form)
        try:
            await themes.merge_themes(
                form.keep, fold=form.fold, reason=form.reason, officer_id=officer_of(request).id, now=now()
            )
        except Conflict as error:
            return await _merge_page(form.refused(str(error)))
        return _back(
            request, _("The themes were merged. What was coded with them counts for the theme that stays."), form.keep
        )

    @post("/themes/{theme_id:uuid}/separate", name="themes.separate")
    async def separate(self, request: Request, theme_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        await themes.separate_theme(theme_id, officer_id=officer_of(request).id, now=now())
        return _back(request, _("The theme stands by itself again."), theme_id)


def _back(request: Request, notice: str, theme_id: UUID) -> Redirect:
    return see_other(request, "themes.index", notice=notice, fragment=f"theme-{theme_id}")


def _new_page(form: ThemeForm) -> Template:
    return page("feedback/themes/new.html", status=422 if form.errors else 200, form=form)


def _edit_page(theme_id: UUID, form: ThemeForm) -> Template:
    return page("feedback/themes/edit.html", status=422 if form.errors else 200, theme_id=theme_id, form=form)


async def _merge_page(form: MergeForm) -> Template:
    every = [theme for theme in await themes.list_themes() if theme.merged_into is None]
    return page("feedback/themes/merge.html", status=422 if form.errors else 200, themes=every, form=form)
