"""Coding a sample blind: each officer reads and changes their own codings only, until the sample is closed for all.

Codings of a sample are kept apart from those that count: they become such only by `feedback.sample_results`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from piccolo.custom_types import Combinable

from feedback.coding_decisions import current_theme
from feedback.coding_samples import DrawnText, Sample, Sources, drawn_texts, get_sample, hold_sample, sample_of
from feedback.coding_tables import CodingSample, SampleCoding
from feedback.database import execute, transaction
from feedback.errors import Conflict
from feedback.themes import current_themes
from feedback.translation import gettext as _
from feedback.translation import ngettext

#: What was given, by the texts' places in the sample: themes as they count now, none at all where no theme fits.
Given = Mapping[UUID, frozenset[UUID]]


@dataclass(frozen=True, slots=True)
class Coder:
    """An officer who has coded some of a sample."""

    id: UUID
    name: str
    coded: int
    left: int


async def own_codings(sample_id: UUID, *, coder_id: UUID) -> Given:
    """What this officer gave each text that they have coded."""
    return (await _given(sample_id, coder_id=coder_id)).get(coder_id, {})


async def every_coding(sample_id: UUID) -> Mapping[UUID, Given]:
    """What each coder gave, by the coder. Raises `Conflict` while the sample is open: until then it is for nobody to see."""
    if (await get_sample(sample_id)).is_open:
        raise Conflict(_("The sample is not closed yet. Until then nobody sees what others coded."))
    return await _given(sample_id)


async def closed_codings() -> Mapping[UUID, Mapping[UUID, Given]]:
    """What each coder gave in each sample that is closed, by the sample and the coder."""
    sample: Any = SampleCoding.sample_text.sample  # Piccolo types one join, not two
    return await _read(sample.closed_at.is_not_null())


async def list_coders(sample_id: UUID, sources: Sources) -> tuple[Coder, ...]:
    """Who has coded how much of the texts that are still there, by name; not what."""
    there = {each.id for each in await drawn_texts(sample_id, sources)}
    given = await _given(sample_id)
    names = await coder_names(sample_id)
    counts = {coder: len(there & codings.keys()) for coder, codings in given.items()}
    return tuple(
        Coder(id, names[id], count, len(there) - count)
        for id, count in sorted(counts.items(), key=lambda each: (names[each[0]], str(each[0])))
    )


async def coder_names(sample_id: UUID) -> dict[UUID, str]:
    """The names of those who have coded some of a sample."""
    rows = await execute(
        "SELECT DISTINCT o.id, o.name FROM officer o JOIN sample_coding c ON c.coder = o.id "
        "JOIN sample_text t ON t.id = c.sample_text WHERE t.sample = {}",
        sample_id,
    )
    return {UUID(str(row["id"])): str(row["name"]) for row in rows}


def next_uncoded(texts: Sequence[DrawnText], own: Given, *, after: UUID) -> UUID | None:
    """The first text that an officer has not coded, counted from this one on and round; None where all are coded."""
    ids = [each.id for each in texts]
    here = ids.index(after) if after in ids else 0
    return next((id for id in (*ids[here:], *ids[:here]) if id not in own), None)


async def give_theme(drawn_id: UUID, *, theme_id: UUID, coder_id: UUID, now: datetime) -> UUID:
    """Give a text a theme too, and give back the sample; takes back the word that none fits."""
    async with transaction():
        sample = await _hold_open(drawn_id)
        theme = await current_theme(theme_id)
        own = (await own_codings(sample.id, coder_id=coder_id)).get(drawn_id, frozenset())
        await _keep(drawn_id, own | {theme}, coder_id=coder_id, now=now)
    return sample.id


async def take_theme(drawn_id: UUID, *, theme_id: UUID, coder_id: UUID, now: datetime) -> UUID:
    """Take a theme away from a text, which is not coded yet where it was the only one; give the sample."""
    async with transaction():
        sample = await _hold_open(drawn_id)
        theme = await current_theme(theme_id)
        own = (await own_codings(sample.id, coder_id=coder_id)).get(drawn_id, frozenset())
        if theme in own:
            await _keep(drawn_id, own - {theme} or None, coder_id=coder_id, now=now)
    return sample.id


async def find_none(drawn_id: UUID, *, coder_id: UUID, now: datetime) -> UUID:
    """Record that no theme fits a text, instead of what it had, and give the sample."""
    async with transaction():
        sample = await _hold_open(drawn_id)
        await _keep(drawn_id, frozenset(), coder_id=coder_id, now=now)
    return sample.id


async def take_coding_back(drawn_id: UUID, *, coder_id: UUID, now: datetime) -> UUID:
    """Make a text one that the officer has not coded, and give the sample."""
    async with transaction():
        sample = await _hold_open(drawn_id)
        await _keep(drawn_id, None, coder_id=coder_id, now=now)
    return sample.id


async def close_sample(sample_id: UUID, sources: Sources, *, is_early: bool = False, now: datetime) -> None:
    """Close a sample, so that its coders see each other's codings and nobody changes them any more.

    Raises `Conflict` where it is closed already, where no text has two codings, and unless it is closed early on purpose
    where fewer than two officers have coded all.
    """
    async with transaction():
        sample = await hold_sample(sample_id)
        if not sample.is_open:
            raise Conflict(_("The sample is closed already."))
        coders = await list_coders(sample_id, sources)
        if not is_early and sum(coder.left == 0 for coder in coders) < 2:
            raise Conflict(missing_text(coders))
        if not _coded_twice(await _given(sample_id)):
            raise Conflict(_("No text of the sample has been coded by two officers yet."))
        await CodingSample.update({CodingSample.closed_at: now}).where(CodingSample.id == sample_id)


def missing_text(coders: Collection[Coder]) -> str:
    """What stands in the way of closing: who has how many texts left."""
    if len(coders) < 2:
        return _("Two officers have to code the sample before it is closed.")
    left = [
        ngettext("%(name)s has %(n)s text left.", "%(name)s has %(n)s texts left.", each.left, name=each.name)
        for each in coders
        if each.left
    ]
    return " ".join([_("Two officers have to code all texts before the sample is closed."), *left])


def _coded_twice(given: Mapping[UUID, Given]) -> bool:
    seen: set[UUID] = set()
    for codings in given.values():
        if seen & codings.keys():
            return True
        seen |= codings.keys()
    return False


async def _hold_open(drawn_id: UUID) -> Sample:
    sample = await hold_sample(await sample_of(drawn_id))
    if not sample.is_open:
        raise Conflict(_("The sample is closed. What was coded stays as it is."))
    return sample


async def _keep(drawn_id: UUID, themes: frozenset[UUID] | None, *, coder_id: UUID, now: datetime) -> None:
    own = (SampleCoding.sample_text == drawn_id) & (SampleCoding.coder == coder_id)
    await SampleCoding.delete().where(own)
    if themes is not None:
        ids = msgspec.json.encode(sorted(map(str, themes))).decode()
        await SampleCoding(sample_text=drawn_id, coder=coder_id, themes=ids, at=now).save()


async def _given(sample_id: UUID, *, coder_id: UUID | None = None) -> dict[UUID, dict[UUID, frozenset[UUID]]]:
    """By coder and text."""
    where = SampleCoding.sample_text.sample == sample_id
    return (await _read(where & (SampleCoding.coder == coder_id) if coder_id else where)).get(sample_id, {})


async def _read(where: Combinable) -> dict[UUID, dict[UUID, dict[UUID, frozenset[UUID]]]]:
    """By sample, coder and text; the only place where codings of samples are read."""
    query = SampleCoding.select(
        SampleCoding.sample_text, SampleCoding.sample_text.sample, SampleCoding.coder, SampleCoding.themes
    ).where(where)
    current = await current_themes()
    found: dict[UUID, dict[UUID, dict[UUID, frozenset[UUID]]]] = {}
    for row in await query.output(load_json=True):
        themes = frozenset(current[UUID(each)] for each in row["themes"])
        of_sample = found.setdefault(row["sample_text.sample"], {})
        of_sample.setdefault(row["coder"], {})[row["sample_text"]] = themes
    return found
