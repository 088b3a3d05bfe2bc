"""Samples of texts drawn by lot, which officers code blind: nobody sees another's codings of it before it is closed."""

import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from piccolo.query.functions.aggregate import Count

from feedback.codebook_log import current_version
from feedback.coding_decisions import CodedTable
from feedback.coding_tables import CodingSample, SampleText
from feedback.database import transaction
from feedback.enums import CodedKind, SamplePurpose
from feedback.errors import Conflict, NotFound
from feedback.reasons import bounded_text
from feedback.translation import gettext as _

USUAL = 50
LARGEST = 500
LONGEST_TITLE = 200  # characters
ROWS = 500


@dataclass(frozen=True, slots=True)
class Place:
    """A consultation or survey with texts to draw from."""

    kind: CodedKind
    id: UUID
    title: str
    texts: int


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text as it is now; `within` is the consultation or survey that it is part of, `said_in` its title."""

    id: UUID
    text: str
    language: str
    within: UUID
    said_in: str


@dataclass(frozen=True, slots=True)
class SampledSource:
    """Where one kind of text is drawn from: the places, the ids of the texts of one place or of all, and the texts themselves.

    `read` leaves out what is gone.
    """

    coded: CodedTable
    hold: Callable[[UUID], Awaitable[object]]
    places: Callable[[], Awaitable[Sequence[Place]]]
    drawable: Callable[[UUID | None], Awaitable[Sequence[UUID]]]
    read: Callable[[Sequence[UUID]], Awaitable[Mapping[UUID, SourceText]]]


Sources = Sequence[SampledSource]


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample for coders' agreement; `place` is what it was drawn from, None where from all."""

    id: UUID
    title: str
    texts: int
    codebook: int
    made_at: datetime
    made_by: str = ""
    closed_at: datetime | None = None
    place: tuple[CodedKind, UUID] | None = None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class DrawnText:
    """A text of a sample, the first drawn with number 1; `id` is its place in the sample, not the text's own."""

    id: UUID
    number: int
    kind: CodedKind
    text: SourceText


async def list_places(sources: Sources) -> tuple[Place, ...]:
    """What a sample can be drawn from."""
    return tuple([place for source in sources for place in await source.places() if place.texts])


async def draw_sample(
    sources: Sources,
    *,
    size: int,
    place: tuple[CodedKind, UUID] | None = None,
    title: str = "",
    seed: int,
    officer_id: UUID,
    now: datetime,
) -> UUID:
    """Draw texts by lot, of one consultation or survey or of all, at most as many as there are; the same seed draws the same.

    Raises `NotFound` where there is no such place, and `Conflict` where it has no texts or the title is too long.
    """
    known = {(each.kind, each.id): each for each in await list_places(sources)}
    if place and place not in known:
        raise NotFound(_("There is nothing to draw from there."))
    texts = [
        (source.coded.kind, id)
        for source in sources
        if place is None or place[0] is source.coded.kind
        for id in sorted(await source.drawable(place[1] if place else None), key=str)
    ]
    if not texts:
        raise Conflict(_("There are no texts to draw from yet."))
    size = min(max(size, 1), LARGEST, len(texts))
    drawn = random.Random(seed).sample(texts, size)  # noqa: S311  (a lot that can be drawn again)
    title = bounded_text(title, LONGEST_TITLE) or (
        known[place].title if place else _("All points and free-text answers")
    )
    async with transaction():
        sample = CodingSample(
            purpose=SamplePurpose.AGREEMENT.value,
            title=title,
            seed=seed,
            codebook=await current_version(),
            consultation=place[1] if place and place[0] is CodedKind.POINT else None,
            survey=place[1] if place and place[0] is CodedKind.STATEMENT else None,
            made_by=officer_id,
            made_at=now,
        )
        await sample.save()
        rows = [
            SampleText(sample=sample.id, position=n, kind=kind.value, text=text)
            for n, (kind, text) in enumerate(drawn, start=1)
        ]
        await SampleText.insert(*rows)
    return sample.id


async def list_samples() -> tuple[Sample, ...]:
    """The samples for coders' agreement, open and closed, the newest first."""
    rows = (
        await CodingSample.select(*CodingSample.all_columns(), CodingSample.made_by.name.as_alias("maker"))
        .where(CodingSample.purpose == SamplePurpose.AGREEMENT.value)
        .order_by(CodingSample.made_at, ascending=False)
        .order_by(CodingSample.id)
    )
    counts = await SampleText.select(SampleText.sample, Count()).group_by(SampleText.sample)
    texts = {row["sample"]: row["count"] for row in counts}
    return tuple(_sample(row, texts.get(row["id"], 0)) for row in rows)


async def get_sample(sample_id: UUID) -> Sample:
    """A sample for coders' agreement. Raises `NotFound`."""
    row = (
        await CodingSample.select(*CodingSample.all_columns(), CodingSample.made_by.name.as_alias("maker"))
        .where((CodingSample.id == sample_id) & (CodingSample.purpose == SamplePurpose.AGREEMENT.value))
        .first()
    )
    if row is None:
        raise NotFound(_("There is no such sample."))
    return _sample(row, await SampleText.count().where(SampleText.sample == sample_id))


async def hold_sample(sample_id: UUID) -> Sample:
    """The sample, its row held until the transaction around ends, so that it is not closed meanwhile. Raises `NotFound`."""
    await CodingSample.update({CodingSample.seed: CodingSample.seed}).where(CodingSample.id == sample_id)
    return await get_sample(sample_id)


async def sample_of(drawn_id: UUID) -> UUID:
    """The sample that a text was drawn for. Raises `NotFound`."""
    row = await SampleText.select(SampleText.sample).where(SampleText.id == drawn_id).first()
    if row is None:
        raise NotFound(_("The text is not in the sample any more."))
    found: UUID = row["sample"]
    return found


async def drawn_texts(sample_id: UUID, sources: Sources) -> tuple[DrawnText, ...]:
    """The texts of a sample in the order drawn, the same for everybody; those that are gone since are left out."""
    rows = await (
        SampleText.select(SampleText.id, SampleText.kind, SampleText.text, SampleText.position)
        .where(SampleText.sample == sample_id)
        .order_by(SampleText.position)
    )
    texts: dict[tuple[str, UUID], SourceText] = {}
    for source in sources:
        kind = source.coded.kind.value
        ids = [row["text"] for row in rows if row["kind"] == kind]
        texts |= {(kind, id): text for id, text in (await source.read(ids)).items()} if ids else {}
    return tuple(
        DrawnText(row["id"], row["position"], CodedKind(row["kind"]), text)
        for row in rows
        if (text := texts.get((row["kind"], row["text"])))
    )


def _sample(row: Mapping[str, Any], texts: int) -> Sample:
    place = None
    if row["consultation"]:
        place = CodedKind.POINT, row["consultation"]
    elif row["survey"]:
        place = CodedKind.STATEMENT, row["survey"]
    return Sample(
        id=row["id"],
        title=row["title"],
        texts=texts,
        codebook=row["codebook"],
        made_at=row["made_at"],
        made_by=row["maker"] or "",
        closed_at=row["closed_at"],
        place=place,
    )
