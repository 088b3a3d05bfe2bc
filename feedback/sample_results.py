"""What a closed sample tells: how well its coders agree, where they differ, and what is settled then as codings that count."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from feedback.agreement import Agreement, Codings, ThemeAgreement, agreement
from feedback.coding_decisions import current_theme, record_decision, record_none_fits
from feedback.coding_samples import (
    DrawnText,
    Sample,
    SampledSource,
    Sources,
    drawn_texts,
    get_sample,
    list_samples,
    sample_of,
)
from feedback.coding_tables import CodingEntry, CodingSample, SampleText
from feedback.database import transaction
from feedback.enums import CodedKind, CodingDecision, CodingState
from feedback.errors import Conflict, NotFound
from feedback.sample_codings import Given, closed_codings, coder_names, every_coding
from feedback.translation import gettext as _

#: As many closed samples are looked through for the latest agreement on each theme.
MOST_READ = 10


@dataclass(frozen=True, slots=True)
class CodedTwice:
    """A text with what each coder gave it, in the order of their names. `is_settled` where it was decided on since."""

    drawn: DrawnText
    given: tuple[tuple[str, frozenset[UUID]], ...]
    is_settled: bool = False

    @property
    def agrees(self) -> bool:
        return len({themes for _name, themes in self.given}) == 1

    @property
    def themes(self) -> frozenset[UUID]:
        """All that anybody gave it."""
        return frozenset().union(*(themes for _name, themes in self.given))

    @property
    def shared(self) -> frozenset[UUID]:
        """What everybody gave it."""
        return frozenset.intersection(*(themes for _name, themes in self.given))


@dataclass(frozen=True, slots=True)
class SampleResult:
    """A closed sample's result; `texts` are those that two or more coded and that are still there."""

    sample: Sample
    agreement: Agreement
    coders: tuple[str, ...]
    texts: tuple[CodedTwice, ...]

    @property
    def differing(self) -> tuple[CodedTwice, ...]:
        return tuple(each for each in self.texts if not each.agrees)

    @property
    def agreed_and_open(self) -> tuple[CodedTwice, ...]:
        """Those that all agree on, and nobody has decided on since."""
        return tuple(each for each in self.texts if each.agrees and not each.is_settled)


@dataclass(frozen=True, slots=True)
class ClosedSample:
    """A closed sample with its agreement; `has_statements` where answers of participants are among its texts."""

    sample: Sample
    agreement: Agreement
    has_statements: bool


async def read_result(sample_id: UUID, sources: Sources) -> SampleResult:
    """The result of a closed sample. Raises `NotFound`, and `Conflict` while it is open."""
    sample = await get_sample(sample_id)
    codings = by_text(await every_coding(sample_id))
    names = await coder_names(sample_id)
    drawn = await drawn_texts(sample_id, sources)
    settled = await _decided_since(sample, drawn)
    texts = tuple(
        CodedTwice(
            each,
            tuple(sorted((names[coder], themes) for coder, themes in codings[each.id].items())),
            each.id in settled,
        )
        for each in drawn
        if len(codings.get(each.id, {})) > 1
    )
    return SampleResult(sample, await _agreement(codings), tuple(sorted(names.values())), texts)


async def closed_samples(*, most: int | None = None) -> tuple[ClosedSample, ...]:
    """Closed samples with their agreement, the latest closed first."""
    if not await CodingSample.exists().where(CodingSample.closed_at.is_not_null()):
        return ()
    closed = [(each.closed_at, each) for each in await list_samples() if each.closed_at]
    latest = [sample for _at, sample in sorted(closed, key=lambda each: (each[0], str(each[1].id)), reverse=True)]
    rows = await SampleText.select(SampleText.sample).where(SampleText.kind == CodedKind.STATEMENT.value)
    with_statements = {row["sample"] for row in rows}
    given = await closed_codings()
    return tuple(
        [
            ClosedSample(sample, await _agreement(by_text(given.get(sample.id, {}))), sample.id in with_statements)
            for sample in latest[:most]
        ]
    )


async def latest_agreements() -> dict[UUID, tuple[ThemeAgreement, Sample]]:
    """For each theme the latest agreement of coders on it, with the sample that it is from."""
    found: dict[UUID, tuple[ThemeAgreement, Sample]] = {}
    for closed in await closed_samples(most=MOST_READ):
        for theme in closed.agreement.themes:
            found.setdefault(theme.theme, (theme, closed.sample))
    return found


async def settle_text(
    drawn_id: UUID, *, themes: Collection[UUID], sources: Sources, officer_id: UUID, now: datetime
) -> UUID:
    """Decide on a text of a closed sample for good, and give the sample: these themes are confirmed, others that a coder gave
    it rejected; without any, that none fits.

    Raises `NotFound` where the text is gone, and `Conflict` while the sample is open, or where a theme that no coder gave
    is confirmed and none of these should fit.
    """
    sample = await get_sample(await sample_of(drawn_id))
    given = await every_coding(sample.id)
    said = frozenset[UUID]().union(*(codings.get(drawn_id, frozenset()) for codings in given.values()))
    chosen = {await current_theme(theme) for theme in themes}
    source, text = await _text_of(drawn_id, sources)
    within = (await source.read([text]))[text].within
    reason = _("Settled after it was coded blind: %(sample)s.", sample=sample.title)
    async with transaction():
        await source.hold(within)
        if text not in await source.read([text]):
            raise _gone()
        for theme in sorted(said | chosen, key=str):
            state = CodingState.CONFIRMED if theme in chosen else CodingState.REJECTED
            await record_decision(
                source.coded, text, theme=theme, state=state, reason=reason, officer_id=officer_id, now=now
            )
        if not chosen:
            await record_none_fits(source.coded, text, officer_id=officer_id, now=now)
    return sample.id


async def settle_agreed(sample_id: UUID, *, sources: Sources, officer_id: UUID, now: datetime) -> int:
    """Settle the texts that all coders gave the same and nobody has decided on since; gives how many.

    A text that all found no theme for stays as it is where another officer has confirmed one.
    """
    result = await read_result(sample_id, sources)
    settled = 0
    for each in result.agreed_and_open:
        try:
            await settle_text(each.drawn.id, themes=each.shared, sources=sources, officer_id=officer_id, now=now)
        except (Conflict, NotFound):
            continue
        settled += 1
    return settled


def by_text(given: Mapping[UUID, Given]) -> Codings:
    """Turned round: by text, then by coder; in one order, so that the same codings give the same intervals."""
    found: dict[UUID, dict[UUID, frozenset[UUID]]] = {}
    for coder, codings in sorted(given.items(), key=lambda each: str(each[0])):
        for drawn, themes in codings.items():
            found.setdefault(drawn, {})[coder] = themes
    return dict(sorted(found.items(), key=lambda each: str(each[0])))


async def _agreement(codings: Codings) -> Agreement:
    return await asyncio.to_thread(_remembered, tuple((text, tuple(given.items())) for text, given in codings.items()))


@lru_cache(maxsize=64)
def _remembered(codings: tuple[tuple[UUID, tuple[tuple[UUID, frozenset[UUID]], ...]], ...]) -> Agreement:
    """A closed sample does not change, and its intervals take a while."""
    return agreement({text: dict(given) for text, given in codings})


async def _decided_since(sample: Sample, drawn: Sequence[DrawnText]) -> frozenset[UUID]:
    """The texts, by their places in the sample, that a decision was taken on after it was closed."""
    rows = await CodingEntry.select(CodingEntry.kind, CodingEntry.text).where(
        CodingEntry.text.is_in([each.text.id for each in drawn] or [sample.id])
        & (CodingEntry.at >= sample.closed_at)
        & (CodingEntry.decision != CodingDecision.UNDONE.value)
    )
    decided = {(row["kind"], row["text"]) for row in rows}
    return frozenset(each.id for each in drawn if (each.kind.value, each.text.id) in decided)


async def _text_of(drawn_id: UUID, sources: Sources) -> tuple[SampledSource, UUID]:
    row = await SampleText.select(SampleText.kind, SampleText.text).where(SampleText.id == drawn_id).first()
    by_kind: Mapping[str, SampledSource] = {source.coded.kind.value: source for source in sources}
    if row is None or not await by_kind[row["kind"]].read([row["text"]]):
        raise _gone()
    return by_kind[row["kind"]], row["text"]


def _gone() -> NotFound:
    return NotFound(_("The text is not there any more."))
