"""Themes proposed from what fits nowhere: groups of texts that say alike things, for officers to accept, merge or drop."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from feedback.codebooks import codebook
from feedback.coding_samples import Sources
from feedback.coding_tables import CodingSample, ThemeProposal
from feedback.codings import confirmed_examples, suggestions_for
from feedback.database import transaction
from feedback.enums import CodedKind, ProposalState
from feedback.errors import NotFound
from feedback.matchers import matcher_in_use
from feedback.synonyms import synonym_groups
from feedback.translation import gettext as _
from feedback.unfitting_texts import Quoted, read_texts, texts_that_fit_nowhere

if TYPE_CHECKING:
    from feedback.matching.clusters import Cluster
    from feedback.matching.suggest import Match, Text, ThemeEntry

QUOTES = 10
#: With fewer texts that fit nowhere there is nothing to group.
FEWEST_TEXTS = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed theme; `texts` are all that it was made from and that are still there, the most typical first.

    `theme` is what it became or went into; `trial` the sample that it was tried on last.
    """

    id: UUID
    label: str
    language: str
    words: tuple[str, ...]
    texts: tuple[Quoted, ...]
    state: ProposalState
    made_at: datetime
    theme: UUID | None = None
    trial: UUID | None = None
    decided_by: str = ""
    decided_at: datetime | None = None

    @property
    def quotes(self) -> tuple[Quoted, ...]:
        """The most typical texts, each wording once."""
        return tuple({quoted.text.text: quoted for quoted in reversed(self.texts)}.values())[::-1][:QUOTES]

    @property
    def entry(self) -> "ThemeEntry":
        """As a theme that the matching can suggest, by its words and its quotes."""
        from feedback.matching.suggest import ThemeEntry

        examples = tuple(quoted.text.text for quoted in self.quotes)
        return ThemeEntry(str(self.id), {self.language: self.label}, "", self.words, examples)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look for new themes found: how many texts fit nowhere, and how many themes are proposed."""

    unfitting: int
    proposals: int

    @property
    def notice(self) -> str:
        """The sentence that says it."""
        if self.unfitting < FEWEST_TEXTS:
            return _("Too few texts fit nowhere to propose a theme: there are %(n)s.", n=self.unfitting)
        if not self.proposals:
            return _("%(n)s texts fit nowhere, and no three of them are alike: no theme is proposed.", n=self.unfitting)
        return _("%(n)s texts fit nowhere. Themes proposed: %(proposals)s.", n=self.unfitting, proposals=self.proposals)


async def look_for_themes(sources: Sources, *, now: datetime) -> Looked:
    """Propose themes from all texts that fit nowhere now, instead of the proposals that nobody has decided on.

    A group that is mostly what an officer dropped before is not proposed again. Slow with thousands of texts.
    """
    texts, unfitting = await texts_that_fit_nowhere(sources)
    found = await asyncio.to_thread(_clusters, texts, unfitting)
    async with transaction():
        dropped = await _dropped_texts()
        kept = [each for each in found if not _is_mostly(each.texts, dropped)]
        await _forget_open()
        for each in kept:
            await ThemeProposal(
                label=each.label,
                language=each.language,
                words=msgspec.json.encode(each.words).decode(),
                texts=msgspec.json.encode([text.split(" ") for text in each.texts]).decode(),
                state=ProposalState.OPEN.value,
                made_at=now,
            ).save()
    return Looked(len(unfitting), len(kept))


async def list_proposals(sources: Sources) -> tuple[Proposal, ...]:
    """Open proposals, those from the most texts first; those that lost their texts left out."""
    found = await _proposals(sources, ThemeProposal.state == ProposalState.OPEN.value)
    there = [each for each in found if each.texts]
    return tuple(sorted(there, key=lambda each: (-len(each.texts), each.label, str(each.id))))


async def list_decided(sources: Sources) -> tuple[Proposal, ...]:
    """Proposals that officers decided on, the latest first."""
    found = await _proposals(sources, ThemeProposal.state != ProposalState.OPEN.value)
    return tuple(sorted(found, key=lambda each: (each.decided_at or each.made_at, str(each.id)), reverse=True))


async def get_proposal(proposal_id: UUID, sources: Sources) -> Proposal:
    """One proposal, open or decided. Raises `NotFound`."""
    found = await _proposals(sources, ThemeProposal.id == proposal_id)
    if not found:
        raise NotFound(_("There is no such proposal. It may have been made anew."))
    return found[0]


async def rename_texts(renamed: Mapping[UUID, UUID | None]) -> None:
    """Have proposals name these texts anew, or forget those that have no new name: call inside the transaction that does it.

    An open proposal from too few texts goes, for its words then tell what one of them said.
    """
    if not renamed:
        return
    rows = await ThemeProposal.select(ThemeProposal.id, ThemeProposal.state, ThemeProposal.texts).output(load_json=True)
    for row in rows:
        named = [(kind, renamed.get(UUID(id), UUID(id))) for kind, id in row["texts"]]
        kept = [[kind, str(id)] for kind, id in named if id]
        if kept == row["texts"]:
            continue
        if row["state"] == ProposalState.OPEN and len(kept) < FEWEST_TEXTS:
            await ThemeProposal.delete().where(ThemeProposal.id == row["id"])
        else:
            texts = msgspec.json.encode(kept).decode()
            await ThemeProposal.update({ThemeProposal.texts: texts}).where(ThemeProposal.id == row["id"])


async def matched_with(entry: "ThemeEntry", texts: "Sequence[Text]") -> "dict[str, tuple[Match, ...]]":
    """What is suggested for each text where a theme is in the code book too: instead of itself, if it is there already."""
    known = [each for each in await codebook() if each.id != entry.id]
    taught = await confirmed_examples(), await synonym_groups(), await matcher_in_use()
    return await asyncio.to_thread(suggestions_for, texts, (*known, entry), *taught)


def _clusters(texts: "Sequence[Text]", unfitting: Collection[str]) -> "tuple[Cluster, ...]":
    # Loads numpy and scipy: only when it is asked for.
    from feedback.matching.clusters import find_clusters

    return find_clusters(
        (text for text in texts if text.id in unfitting), beside=(text for text in texts if text.id not in unfitting)
    )


async def _dropped_texts() -> list[set[str]]:
    rows = (
        await ThemeProposal.select(ThemeProposal.texts)
        .where(ThemeProposal.state == ProposalState.DROPPED.value)
        .output(load_json=True)
    )
    return [{f"{kind} {id}" for kind, id in row["texts"]} for row in rows]


def _is_mostly(texts: Collection[str], groups: Iterable[set[str]]) -> bool:
    return any(2 * len(group.intersection(texts)) > len(texts) for group in groups)


async def _forget_open() -> None:
    still_open = ThemeProposal.state == ProposalState.OPEN.value
    trials = await ThemeProposal.select(ThemeProposal.trial).where(still_open & ThemeProposal.trial.is_not_null())
    await ThemeProposal.delete().where(still_open)
    if trials:
        await CodingSample.delete().where(CodingSample.id.is_in([row["trial"] for row in trials]))


async def _proposals(sources: Sources, where: Any) -> list[Proposal]:
    rows = (
        await ThemeProposal.select(*ThemeProposal.all_columns(), ThemeProposal.decided_by.name.as_alias("officer"))
        .where(where)
        .output(load_json=True)
    )
    keys = {row["id"]: [(CodedKind(kind), UUID(id)) for kind, id in row["texts"]] for row in rows}
    texts = await read_texts(sources, dict.fromkeys(key for each in keys.values() for key in each))
    return [_proposal(row, [texts[key] for key in keys[row["id"]] if key in texts]) for row in rows]


def _proposal(row: Mapping[str, Any], texts: Iterable[Quoted]) -> Proposal:
    return Proposal(
        id=row["id"],
        label=row["label"],
        language=row["language"],
        words=tuple(row["words"]),
        texts=tuple(texts),
        state=ProposalState(row["state"]),
        made_at=row["made_at"],
        theme=row["theme"],
        trial=row["trial"],
        decided_by=row["officer"] or "",
        decided_at=row["decided_at"],
    )
