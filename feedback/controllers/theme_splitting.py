"""Splitting a theme: wording the part that becomes a theme of its own, and choosing the texts that go over to it."""

from collections.abc import Sequence
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback.confirmed_texts import CodedSource, confirmed_texts
from feedback.errors import Conflict
from feedback.forms.themes import SplitForm, ThemeForm
from feedback.theme_splitting import MOST_SHOWN, get_splittable, nearer_to, split_theme
from feedback.themes import list_themes, next_code
from feedback.translation import ngettext
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of

#: Points, and what other packages keep that is coded too.
CodedSources = Sequence[CodedSource]


class ThemeSplittingController(Controller):
    path = "/themes/{theme_id:uuid}/split"

    @get("/", name="themes.ask_to_split")
    async def ask_to_split(self, theme_id: FromPath[UUID], coded_sources: NamedDependency[CodedSources]) -> Template:
        form = SplitForm(ThemeForm(code=next_code(theme.code for theme in await list_themes())))
        return await _split_page(theme_id, form, coded_sources)

    @post("/", name="themes.split")
    async def split(
        self,
        request: Request,
        theme_id: FromPath[UUID],
        sent: NamedDependency[Submitted],
        coded_sources: NamedDependency[CodedSources],
    ) -> Template | Redirect:
        form = SplitForm.read(sent)
        if form.errors or form.sorts:
            return await _split_page(theme_id, form, coded_sources)
        try:
            new, moved = await split_theme(
                theme_id,
                code=form.theme.code,
                wording=form.theme.wording,
                texts=form.texts,
                sources=coded_sources,
                reason=form.theme.reason,
                officer_id=officer_of(request).id,
                now=now(),
            )
        except Conflict as error:
            return await _split_page(theme_id, form.refused(str(error)), coded_sources)
        notice = ngettext(
            "The theme was split. %(n)s text went over to the new theme.",
            "The theme was split. %(n)s texts went over to the new theme.",
            moved,
        )
        return see_other(request, "themes.show", notice=notice, theme_id=new)


async def _split_page(theme_id: UUID, form: SplitForm, sources: CodedSources) -> Template:
    theme = await get_splittable(theme_id)
    texts = await confirmed_texts(theme_id, sources)
    ticked = form.texts
    if form.sorts and not form.errors:
        ticked = await nearer_to(form.theme.wording, texts, than=theme)
    # Those that go over come first, so that none of them is beyond what can be shown.
    place = {id: number for number, id in enumerate(ticked)}
    shown = sorted(texts, key=lambda text: place.get(text.id, len(place)))[:MOST_SHOWN]
    return page(
        "feedback/themes/split.html",
        status=422 if form.errors else 200,
        theme=theme,
        form=form.theme,
        texts=shown,
        count=len(texts),
        ticked=set(ticked),
        is_sorted=form.sorts and not form.errors,
    )
