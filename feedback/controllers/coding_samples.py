"""Coders' agreement: drawing a sample, coding it blind, closing it, and settling what the coders differ on."""

import secrets
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback import sample_codings
from feedback.coding_samples import (
    LARGEST,
    Sample,
    SampledSource,
    draw_sample,
    drawn_texts,
    get_sample,
    list_places,
    list_samples,
    sample_of,
)
from feedback.errors import Conflict
from feedback.forms.coding_samples import SampleForm, place_value
from feedback.forms.codings import CodingForm, Pressed
from feedback.sample_results import read_result, settle_agreed, settle_text
from feedback.themes import list_themes
from feedback.translation import gettext as _
from feedback.translation import ngettext
from feedback.web.forms import Submitted, id_in
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of

#: A code book of more themes is not laid out in buttons, but for its first ones that have a key.
MOST_LAID_OUT, WITH_A_KEY = 40, 9

Sources = tuple[SampledSource, ...]


class CodingSampleController(Controller):
    path = "/coding-samples"

    @get("/", name="coding_samples.index")
    async def index(self) -> Template:
        return page("feedback/coding_samples/index.html", samples=await list_samples())

    @get("/new", name="coding_samples.new")
    async def new(self, sampled_sources: NamedDependency[Sources]) -> Template:
        return await _new_page(SampleForm(), sampled_sources)

    @post("/new", name="coding_samples.draw")
    async def draw(
        self, request: Request, sent: NamedDependency[Submitted], sampled_sources: NamedDependency[Sources]
    ) -> Template | Redirect:
        form = SampleForm.read(sent, places=await list_places(sampled_sources))
        if form.errors:
            return await _new_page(form, sampled_sources)
        try:
            sample_id = await draw_sample(
                sampled_sources,
                size=form.size,
                place=form.place,
                title=form.title,
                seed=secrets.randbelow(2**31),
                officer_id=officer_of(request).id,
                now=now(),
            )
        except Conflict as error:
            return await _new_page(form.refused(str(error)), sampled_sources)
        return _back(request, sample_id, _("The sample was drawn. Ask another officer to code it too."))

    @get("/{sample_id:uuid}", name="coding_samples.show")
    async def show(
        self, request: Request, sample_id: FromPath[UUID], sampled_sources: NamedDependency[Sources]
    ) -> Template:
        sample = await get_sample(sample_id)
        if sample.is_open:
            at = id_in(request.query_params.get("at", ""))
            return await _coding_page(request, sample, sampled_sources, at=at)
        return await _result_page(sample_id, sampled_sources)

    @post("/texts/{drawn_id:uuid}/codings", name="coding_samples.code")
    async def code(
        self,
        request: Request,
        drawn_id: FromPath[UUID],
        sent: NamedDependency[Submitted],
        sampled_sources: NamedDependency[Sources],
    ) -> Template | Redirect:
        form = CodingForm.read(sent, themes=await list_themes())
        if form.errors:
            sample = await get_sample(await sample_of(drawn_id))
            return await _coding_page(request, sample, sampled_sources, at=drawn_id, form=form)
        sample_id, notice = await _code(drawn_id, form, coder_id=officer_of(request).id)
        if form.pressed is not Pressed.NONE_FITS:
            return _back(request, sample_id, notice, at=drawn_id)
        own = await sample_codings.own_codings(sample_id, coder_id=officer_of(request).id)
        left = sample_codings.next_uncoded(await drawn_texts(sample_id, sampled_sources), own, after=drawn_id)
        return _back(request, sample_id, notice, at=left)

    @post("/{sample_id:uuid}/close", name="coding_samples.close")
    async def close(
        self,
        request: Request,
        sample_id: FromPath[UUID],
        sent: NamedDependency[Submitted],
        sampled_sources: NamedDependency[Sources],
    ) -> Template | Redirect:
        try:
            await sample_codings.close_sample(sample_id, sampled_sources, is_early=sent.checked("early"), now=now())
        except Conflict as error:
            sample = await get_sample(sample_id)
            if not sample.is_open:
                raise
            form = CodingForm(errors={"early": str(error)})
            return await _coding_page(request, sample, sampled_sources, form=form)
        return _back(request, sample_id, _("The sample is closed."))

    @post("/texts/{drawn_id:uuid}/settle", name="coding_samples.settle")
    async def settle(
        self,
        request: Request,
        drawn_id: FromPath[UUID],
        sent: NamedDependency[Submitted],
        sampled_sources: NamedDependency[Sources],
    ) -> Redirect:
        sample_id = await settle_text(
            drawn_id, themes=sent.ids("theme"), sources=sampled_sources, officer_id=officer_of(request).id, now=now()
        )
        notice = _("The text is settled. What was settled counts as its coding now.")
        return see_other(
            request, "coding_samples.show", notice=notice, fragment=f"text-{drawn_id}", sample_id=sample_id
        )

    @post("/{sample_id:uuid}/settle", name="coding_samples.settle_agreed")
    async def settle_agreed(
        self,
        request: Request,
        sample_id: FromPath[UUID],
        sent: NamedDependency[Submitted],
        sampled_sources: NamedDependency[Sources],
    ) -> Redirect:
        count = await settle_agreed(sample_id, sources=sampled_sources, officer_id=officer_of(request).id, now=now())
        notice = ngettext("%(n)s text is settled as agreed.", "%(n)s texts are settled as agreed.", count)
        return _back(request, sample_id, notice)


def _back(request: Request, sample_id: UUID, notice: str, *, at: UUID | None = None) -> Redirect:
    return see_other(
        request,
        "coding_samples.show",
        notice=notice,
        query={"at": str(at)} if at else {},
        fragment="text" if at else "",
        sample_id=sample_id,
    )


async def _code(drawn_id: UUID, form: CodingForm, *, coder_id: UUID) -> tuple[UUID, str]:
    """Do what was pressed; gives the sample and what to say."""
    if form.pressed is Pressed.NONE_FITS:
        sample_id = await sample_codings.find_none(drawn_id, coder_id=coder_id, now=now())
        return sample_id, _("It is recorded that no theme fits.")
    if form.pressed is Pressed.UNDO or form.theme is None:
        sample_id = await sample_codings.take_coding_back(drawn_id, coder_id=coder_id, now=now())
        return sample_id, _("Your coding of the text was taken back.")
    if form.pressed is Pressed.REJECT:
        sample_id = await sample_codings.take_theme(drawn_id, theme_id=form.theme, coder_id=coder_id, now=now())
        return sample_id, _("The theme was taken away.")
    sample_id = await sample_codings.give_theme(drawn_id, theme_id=form.theme, coder_id=coder_id, now=now())
    return sample_id, _("The theme was given.")


async def _new_page(form: SampleForm, sources: Sources) -> Template:
    return page(
        "feedback/coding_samples/new.html",
        status=422 if form.errors else 200,
        form=form,
        places=[(place_value(each), each) for each in await list_places(sources)],
        largest=LARGEST,
    )


async def _coding_page(
    request: Request,
    sample: Sample,
    sources: Sources,
    *,
    at: UUID | None = None,
    form: CodingForm | None = None,
) -> Template:
    """The sample as this officer codes it: of all others only how far they have come."""
    form = form or CodingForm()
    texts = await drawn_texts(sample.id, sources)
    own = await sample_codings.own_codings(sample.id, coder_id=officer_of(request).id)
    places = {each.id: n for n, each in enumerate(texts)}
    if at not in places:
        at = next((each.id for each in texts if each.id not in own), None)
    here = places[at] if at else None
    themes = await list_themes()
    in_use = [each for each in themes if each.merged_into is None]
    return page(
        "feedback/coding_samples/code.html",
        status=422 if form.errors else 200,
        sample=sample,
        texts=texts,
        own=own,
        coded=len(own.keys() & places.keys()),
        in_hand=texts[here] if here is not None else None,
        previous=texts[here - 1].id if here else None,
        next=texts[here + 1].id if here is not None and here + 1 < len(texts) else None,
        themes={each.id: each for each in themes},
        in_use=in_use,
        laid_out=in_use if len(in_use) <= MOST_LAID_OUT else in_use[:WITH_A_KEY],
        with_a_key=WITH_A_KEY,
        coders=await sample_codings.list_coders(sample.id, sources),
        me=officer_of(request).id,
        form=form,
    )


async def _result_page(sample_id: UUID, sources: Sources) -> Template:
    return page(
        "feedback/coding_samples/result.html",
        result=await read_result(sample_id, sources),
        themes={each.id: each for each in await list_themes()},
    )
