"""Themes proposed from what fits nowhere: the proposals, trying one on a sample, and accepting, merging or dropping it."""

import secrets
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback import proposal_decisions, theme_trials
from feedback.codebooks import themes_in_use
from feedback.coding_samples import SampledSource
from feedback.errors import Conflict
from feedback.forms.theme_proposals import Fits, MergeProposalForm, proposed_theme
from feedback.forms.themes import ThemeForm
from feedback.theme_proposals import get_proposal, list_decided, list_proposals, look_for_themes
from feedback.themes import list_themes, next_code
from feedback.translation import gettext as _
from feedback.translation import ngettext
from feedback.web.forms import Submitted
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request, now, officer_of

Sources = tuple[SampledSource, ...]


class ThemeProposalController(Controller):
    path = "/themes/proposals"

    @get("/", name="theme_proposals.index")
    async def index(self, sampled_sources: NamedDependency[Sources]) -> Template:
        return page(
            "feedback/theme_proposals/index.html",
            proposals=await list_proposals(sampled_sources),
            decided=await list_decided(sampled_sources),
            themes={theme.id: theme for theme in await list_themes()},
        )

    @post("/look", name="theme_proposals.look")
    async def look(
        self, request: Request, sent: NamedDependency[Submitted], sampled_sources: NamedDependency[Sources]
    ) -> Redirect:
        looked = await look_for_themes(sampled_sources, now=now())
        return see_other(request, "theme_proposals.index", notice=looked.notice)

    @get("/{proposal_id:uuid}", name="theme_proposals.show")
    async def show(self, proposal_id: FromPath[UUID], sampled_sources: NamedDependency[Sources]) -> Template:
        return await _show_page(proposal_id, MergeProposalForm(), sampled_sources)

    @get("/{proposal_id:uuid}/accept", name="theme_proposals.ask_to_accept")
    async def ask_to_accept(self, proposal_id: FromPath[UUID], sampled_sources: NamedDependency[Sources]) -> Template:
        proposal = await proposal_decisions.open_proposal(proposal_id, sampled_sources)
        code = next_code(theme.code for theme in await list_themes())
        return await _accept_page(proposal_id, proposed_theme(proposal, code=code), sampled_sources)

    @post("/{proposal_id:uuid}/accept", name="theme_proposals.accept")
    async def accept(
        self,
        request: Request,
        proposal_id: FromPath[UUID],
        sent: NamedDependency[Submitted],
        sampled_sources: NamedDependency[Sources],
    ) -> Template | Redirect:
        form = ThemeForm.read(sent)
        if form.errors:
            return await _accept_page(proposal_id, form, sampled_sources)
        try:
            theme = await proposal_decisions.accept_proposal(
                proposal_id, form.code, form.wording, sampled_sources, officer_id=officer_of(request).id, now=now()
            )
        except Conflict as error:
            return await _accept_page(proposal_id, form.refused(str(error), name="code"), sampled_sources)
        notice = _("The theme was added. It is suggested for its texts, to confirm or reject.")
        return see_other(request, "themes.show", notice=notice, theme_id=theme)

    @post("/{proposal_id:uuid}/merge", name="theme_proposals.merge")
    async def merge(
        self,
        request: Request,
        proposal_id: FromPath[UUID],
        sent: NamedDependency[Submitted],
        sampled_sources: NamedDependency[Sources],
    ) -> Template | Redirect:
        form, officer_id, at = MergeProposalForm.read(sent), officer_of(request).id, now()
        try:
            if form.theme:
                await proposal_decisions.merge_into_theme(
                    proposal_id, form.theme, sampled_sources, officer_id=officer_id, now=at
                )
                notice = _("The theme is suggested for the texts of the proposal, to confirm or reject.")
                return see_other(request, "theme_proposals.index", notice=notice)
            if form.proposal:
                await proposal_decisions.merge_into_proposal(
                    proposal_id, form.proposal, sampled_sources, officer_id=officer_id, now=at
                )
                notice = _("The proposals were merged.")
                return see_other(request, "theme_proposals.show", notice=notice, proposal_id=form.proposal)
        except Conflict as error:
            form = form.refused(str(error))
        return await _show_page(proposal_id, form, sampled_sources)

    @post("/{proposal_id:uuid}/drop", name="theme_proposals.drop")
    async def drop(self, request: Request, proposal_id: FromPath[UUID], sent: NamedDependency[Submitted]) -> Redirect:
        await proposal_decisions.drop_proposal(proposal_id, officer_id=officer_of(request).id, now=now())
        return see_other(request, "theme_proposals.index", notice=_("The proposal was dropped."))

    @post("/{proposal_id:uuid}/trial", name="theme_proposals.start_trial")
    async def start_trial(
        self,
        request: Request,
        proposal_id: FromPath[UUID],
        sent: NamedDependency[Submitted],
        sampled_sources: NamedDependency[Sources],
    ) -> Redirect:
        await theme_trials.start_trial(
            proposal_id, sampled_sources, seed=secrets.randbits(31), officer_id=officer_of(request).id, now=now()
        )
        return see_other(request, "theme_proposals.show", fragment="trial", proposal_id=proposal_id)

    @post("/trials/{drawn_id:uuid}", name="theme_proposals.judge")
    async def judge(
        self,
        request: Request,
        drawn_id: FromPath[UUID],
        sent: NamedDependency[Submitted],
        sampled_sources: NamedDependency[Sources],
    ) -> Redirect:
        fits = sent.choice("fits", Fits) or Fits.UNDECIDED
        proposal_id = await theme_trials.judge(
            drawn_id, fits=fits.value_kept, officer_id=officer_of(request).id, now=now()
        )
        trial = await theme_trials.read_trial(await get_proposal(proposal_id, sampled_sources), sampled_sources)
        following = drawn_id if fits is Fits.UNDECIDED else trial and trial.next_open
        fragment = f"text-{following}" if following else "trial"
        left = len(trial.texts) - trial.judged if trial else 0
        notice = ngettext("%(n)s text is left to judge.", "%(n)s texts are left to judge.", left)
        return see_other(request, "theme_proposals.show", notice=notice, fragment=fragment, proposal_id=proposal_id)


async def _show_page(proposal_id: UUID, form: MergeProposalForm, sources: Sources) -> Template:
    proposal = await get_proposal(proposal_id, sources)
    return page(
        "feedback/theme_proposals/show.html",
        status=422 if form.errors else 200,
        proposal=proposal,
        trial=await theme_trials.read_trial(proposal, sources),
        themes={theme.id: theme for theme in await list_themes()},
        in_use=await themes_in_use(),
        others=[each for each in await list_proposals(sources) if each.id != proposal_id],
        form=form,
    )


async def _accept_page(proposal_id: UUID, form: ThemeForm, sources: Sources) -> Template:
    proposal = await proposal_decisions.open_proposal(proposal_id, sources)
    return page(
        "feedback/theme_proposals/accept.html",
        status=422 if form.errors else 200,
        proposal=proposal,
        trial=await theme_trials.read_trial(proposal, sources),
        form=form,
    )
