"""Trying a proposed theme on texts drawn by lot before it is in the code book: which would get it, and how often that is right.

Half of the sample is drawn from texts that would get the theme, half from those that would not, so that both kinds of mistakes
are seen. The texts that the theme is shown by are not among them: of those it would know the answer.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from feedback.codebook_log import current_version
from feedback.coding_samples import Sources, drawn_texts, sample_of
from feedback.coding_tables import CodingSample, SampleCoding, SampleText, ThemeProposal
from feedback.database import transaction
from feedback.enums import ProposalState, SamplePurpose
from feedback.errors import Conflict, NotFound
from feedback.intervals import Interval, wilson
from feedback.proposal_decisions import open_proposal
from feedback.theme_proposals import Proposal, matched_with
from feedback.translation import gettext as _
from feedback.unfitting_texts import Key, Quoted, drawn_by_lot, matched_text

USUAL = 30
#: At most so many texts are drawn by lot to see which would get the theme.
MOST_MATCHED = 1_000


@dataclass(frozen=True, slots=True)
class TriedText:
    """A text of a trial: the probability that the theme would be suggested with, None where it would not be; `fits` is an
    officer's word on whether it does, None before that."""

    id: UUID
    quoted: Quoted
    score: float | None
    because: tuple[str, ...] = ()
    fits: bool | None = None

    @property
    def is_right(self) -> bool:
        return self.fits is not None and self.fits == (self.score is not None)


@dataclass(frozen=True, slots=True)
class RightShare:
    """How many of some judged texts the matching is right on, with the interval of the share in all such texts."""

    right: int
    judged: int

    @property
    def share(self) -> float | None:
        return self.right / self.judged if self.judged else None

    @property
    def interval(self) -> Interval | None:
        return wilson(self.right, self.judged) if self.judged else None


@dataclass(frozen=True, slots=True)
class Trial:
    """A proposed theme on a sample, in the order drawn."""

    sample: UUID
    texts: tuple[TriedText, ...]
    made_at: datetime

    def of(self, *, would_get: bool) -> RightShare:
        """How right it is on the texts that would get the theme, or on those that would not."""
        judged = [each for each in self.texts if each.fits is not None and (each.score is not None) == would_get]
        return RightShare(sum(each.is_right for each in judged), len(judged))

    @property
    def judged(self) -> int:
        return sum(each.fits is not None for each in self.texts)

    @property
    def next_open(self) -> UUID | None:
        """The first text that nobody has judged."""
        return next((each.id for each in self.texts if each.fits is None), None)


async def start_trial(
    proposal_id: UUID, sources: Sources, *, size: int = USUAL, seed: int, officer_id: UUID, now: datetime
) -> UUID:
    """Draw a sample to try the theme on, instead of an earlier one; at most as many texts as there are. Gives the sample.

    Raises `Conflict` where there is nothing to draw from, or the proposal is decided.
    """
    proposal = await open_proposal(proposal_id, sources)
    shown = {quoted.text.text for quoted in proposal.quotes}
    every = [
        each for each in await drawn_by_lot(sources, most=MOST_MATCHED, seed=str(seed)) if each.text.text not in shown
    ]
    others = {quoted.key: quoted for quoted in proposal.texts if quoted.text.text not in shown}
    every = list((others | {each.key: each for each in every}).values())
    if not every:
        raise Conflict(_("There are no other texts to try it on."))
    found = await _matched(proposal, every)
    drawn = _draw(every, [each.key in found for each in every], size=size, seed=seed)
    async with transaction():
        sample = CodingSample(
            purpose=SamplePurpose.TRIAL.value,
            title=proposal.label,
            seed=seed,
            codebook=await current_version(),
            made_by=officer_id,
            made_at=now,
        )
        await sample.save()
        rows = [
            SampleText(sample=sample.id, position=n, kind=each.kind.value, text=each.text.id)
            for n, each in enumerate(drawn, start=1)
        ]
        await SampleText.insert(*rows)
        # Whoever else tried it meanwhile waits here, or was first: no trial stays that no proposal names.
        still_open = (ThemeProposal.id == proposal_id) & (ThemeProposal.state == ProposalState.OPEN.value)
        if (
            not await ThemeProposal.update({ThemeProposal.state: ProposalState.OPEN.value})
            .where(still_open)
            .returning(ThemeProposal.id)
        ):
            raise Conflict(_("This proposal has been decided on already."))
        before = await ThemeProposal.select(ThemeProposal.trial).where(ThemeProposal.id == proposal_id).first()
        await ThemeProposal.update({ThemeProposal.trial: sample.id}).where(ThemeProposal.id == proposal_id)
        if before and before["trial"]:
            await CodingSample.delete().where(CodingSample.id == before["trial"])
    return sample.id


async def read_trial(proposal: Proposal, sources: Sources) -> Trial | None:
    """The proposal's trial with what officers judged so far; None where it has not been tried."""
    row = await CodingSample.select(CodingSample.made_at).where(CodingSample.id == proposal.trial).first()
    if proposal.trial is None or row is None:
        return None
    drawn = await drawn_texts(proposal.trial, sources)
    quoted = {each.id: Quoted(each.kind, each.text) for each in drawn}
    found = await _matched(proposal, [*quoted.values()])
    judged = (
        await SampleCoding.select(SampleCoding.sample_text, SampleCoding.themes)
        .where(SampleCoding.sample_text.sample == proposal.trial)
        .output(load_json=True)
    )
    fits = {each["sample_text"]: bool(each["themes"]) for each in judged}
    texts = []
    for id, each in quoted.items():
        score, because = found.get(each.key, (None, ()))
        texts.append(TriedText(id, each, score, because, fits.get(id)))
    return Trial(proposal.trial, tuple(texts), row["made_at"])


async def judge(drawn_id: UUID, *, fits: bool | None, officer_id: UUID, now: datetime) -> UUID:
    """Record whether the theme fits a text of a trial, anew where it was judged, or nothing again; gives the proposal.

    Raises `NotFound` where there is no such trial any more.
    """
    async with transaction():
        row = (
            await ThemeProposal.select(ThemeProposal.id).where(ThemeProposal.trial == await sample_of(drawn_id)).first()
        )
        if row is None:
            raise NotFound(_("There is no such trial any more."))
        await SampleCoding.delete().where(SampleCoding.sample_text == drawn_id)
        if fits is not None:
            themes = msgspec.json.encode([str(row["id"])] if fits else []).decode()
            await SampleCoding(sample_text=drawn_id, coder=officer_id, themes=themes, at=now).save()
    found: UUID = row["id"]
    return found


async def _matched(proposal: Proposal, texts: Sequence[Quoted]) -> dict[Key, tuple[float, tuple[str, ...]]]:
    """The texts that would get the theme, with the probability and the words."""
    found = await matched_with(proposal.entry, [matched_text(each) for each in texts])
    own = str(proposal.id)
    return {
        each.key: (match.score, match.because)
        for each in texts
        for match in found[matched_text(each).id]
        if match.id == own
    }


def _draw(texts: Sequence[Quoted], gets: Sequence[bool], *, size: int, seed: int) -> list[Quoted]:
    """Half of each kind, or more of one where there are too few of the other, mixed."""
    lot = random.Random(seed)  # noqa: S311  (a lot that can be drawn again)
    ordered = sorted(zip(texts, gets, strict=True), key=lambda each: str(each[0].text.id))
    those, others = [text for text, get in ordered if get], [text for text, get in ordered if not get]
    size = min(max(size, 1), len(texts))
    of_those = min(len(those), max(size - size // 2, size - len(others)))
    drawn = lot.sample(those, of_those) + lot.sample(others, size - of_those)
    lot.shuffle(drawn)
    return drawn
