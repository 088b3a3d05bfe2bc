"""What officers make of proposed themes: accepted, merged into a theme or another proposal, dropped. Nothing is confirmed by it."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from feedback.codebooks import theme_entry
from feedback.coding_decisions import suggest_later
from feedback.coding_samples import Sources
from feedback.coding_tables import ThemeProposal
from feedback.database import transaction
from feedback.enums import ProposalState
from feedback.errors import Conflict
from feedback.matching.limits import SUGGESTED_FROM
from feedback.theme_proposals import Proposal, get_proposal, matched_with
from feedback.themes import ThemeWording, create_theme, get_theme
from feedback.translation import gettext as _
from feedback.unfitting_texts import Key, matched_text

if TYPE_CHECKING:
    from feedback.matching.suggest import Match, ThemeEntry


async def accept_proposal(
    proposal_id: UUID, code: str, wording: ThemeWording, sources: Sources, *, officer_id: UUID, now: datetime
) -> UUID:
    """Add the theme to the code book with this wording, suggest it for the texts it was made from, and give it.

    Nothing is confirmed by that. Raises `Conflict` where the code is taken, or the proposal decided.
    """
    proposal = await open_proposal(proposal_id, sources)
    # Before anything changes: the matching can fail, where it reads by an endpoint.
    found = await _found(proposal, theme_entry(str(proposal_id), wording))
    async with transaction():
        await _decide(proposal_id, ProposalState.ACCEPTED, officer_id=officer_id, now=now)
        theme = await create_theme(
            code, wording, reason=_("Proposed from texts that no theme fits."), officer_id=officer_id, now=now
        )
        await ThemeProposal.update({ThemeProposal.theme: theme}).where(ThemeProposal.id == proposal_id)
    await _suggest(proposal, theme, found, sources, officer_id=officer_id, now=now)
    return theme


async def merge_into_theme(
    proposal_id: UUID, theme_id: UUID, sources: Sources, *, officer_id: UUID, now: datetime
) -> None:
    """The texts are about a theme of the code book: it is suggested for them. Nothing is confirmed by that."""
    theme = await get_theme(theme_id)
    if theme.merged_into:
        raise Conflict(_("The theme %(code)s is merged into another one already.", code=theme.code))
    proposal = await open_proposal(proposal_id, sources)
    found = await _found(proposal, theme_entry(str(theme_id), theme.wording))
    async with transaction():
        await _decide(proposal_id, ProposalState.MERGED, officer_id=officer_id, now=now)
        await ThemeProposal.update({ThemeProposal.theme: theme_id}).where(ThemeProposal.id == proposal_id)
    await _suggest(proposal, theme_id, found, sources, officer_id=officer_id, now=now)


async def merge_into_proposal(
    proposal_id: UUID, other_id: UUID, sources: Sources, *, officer_id: UUID, now: datetime
) -> None:
    """Another proposal is about the same: it takes over the texts and words, and stays open."""
    if proposal_id == other_id:
        raise Conflict(_("Choose another proposal to merge it into."))
    proposal, other = await open_proposal(proposal_id, sources), await open_proposal(other_id, sources)
    async with transaction():
        await _decide(proposal_id, ProposalState.MERGED, officer_id=officer_id, now=now)
        texts = dict.fromkeys(quoted.key for each in (other, proposal) for quoted in each.texts)
        words = dict.fromkeys((*other.words, *proposal.words))
        kept = ThemeProposal.update(
            {
                ThemeProposal.texts: msgspec.json.encode([[kind, str(id)] for kind, id in texts]).decode(),
                ThemeProposal.words: msgspec.json.encode(list(words)).decode(),
            }
        ).where((ThemeProposal.id == other_id) & (ThemeProposal.state == ProposalState.OPEN.value))
        if not await kept.returning(ThemeProposal.id):
            raise Conflict(_("This proposal has been decided on already."))


async def drop_proposal(proposal_id: UUID, *, officer_id: UUID, now: datetime) -> None:
    """This is no theme: it is not proposed again from the same texts. Raises `Conflict` where it is decided."""
    async with transaction():
        await _decide(proposal_id, ProposalState.DROPPED, officer_id=officer_id, now=now)


async def open_proposal(proposal_id: UUID, sources: Sources) -> Proposal:
    """A proposal that nobody has decided on. Raises `NotFound` and `Conflict`."""
    proposal = await get_proposal(proposal_id, sources)
    if proposal.state is not ProposalState.OPEN:
        raise Conflict(_("This proposal has been decided on already."))
    return proposal


async def _decide(proposal_id: UUID, state: ProposalState, *, officer_id: UUID, now: datetime) -> None:
    decided = (
        await ThemeProposal.update(
            {
                ThemeProposal.state: state.value,
                ThemeProposal.decided_by: officer_id,
                ThemeProposal.decided_at: now,
            }
        )
        .where((ThemeProposal.id == proposal_id) & (ThemeProposal.state == ProposalState.OPEN.value))
        .returning(ThemeProposal.id)
    )
    if not decided:
        raise Conflict(_("This proposal has been decided on already."))


async def _found(proposal: Proposal, entry: "ThemeEntry") -> "dict[Key, Match]":
    """The texts of the proposal that the matching finds for the theme, as it is worded now."""
    found = await matched_with(entry, [matched_text(quoted) for quoted in proposal.texts])
    return {
        quoted.key: match
        for quoted in proposal.texts
        for match in found[matched_text(quoted).id]
        if match.id == entry.id
    }


async def _suggest(
    proposal: Proposal,
    theme: UUID,
    found: "Mapping[Key, Match]",
    sources: Sources,
    *,
    officer_id: UUID,
    now: datetime,
) -> None:
    by_kind = {source.coded.kind: source for source in sources}
    reason = _("A theme was proposed for it.")
    for quoted in proposal.texts:
        source = by_kind[quoted.kind]
        match = found.get(quoted.key)
        async with transaction():
            await source.hold(quoted.text.within)
            if await source.read([quoted.text.id]):
                await suggest_later(
                    source.coded,
                    quoted.text.id,
                    theme=theme,
                    # A text of the group that the matching does not find is suggested as the least sure one.
                    score=match.score if match else SUGGESTED_FROM,
                    because=match.because if match else (),
                    reason=reason,
                    officer_id=officer_id,
                    now=now,
                )
