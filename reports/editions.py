"""Editions of published reports: what a report said on the day it was published, for good. Later data makes a later edition."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from feedback.errors import Conflict, NotFound
from feedback.settings import settings
from feedback.translation import DEFAULT_LANGUAGE, LANGUAGES
from feedback.translation import gettext as _
from reports.document import Document
from reports.edition_changes import Change, changes_between, changes_json, kept_figures, stored_changes
from reports.figures_json import figures_content, figures_hash
from reports.frozen_facts import FrozenFacts, ReportSubject, as_kept, packed, told, unpacked
from reports.held_numbers import with_held_numbers
from reports.pdf.building import pdf
from reports.public.documents import read_public_facts
from reports.stored_documents import document_json, stored_document
from reports.tables import ReportEdition, ReportFile

DOCUMENT, PDF = "document", "pdf"


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition. `as_of` is the day that it is told of, `cut` when its data was read, `hash` that of its figures.

    `changes` are the figures that differ from the edition before.
    """

    id: UUID
    report: UUID
    number: int
    as_of: date
    cut: datetime
    hash: str
    changes: tuple[Change, ...]
    made_at: datetime


@dataclass(frozen=True, slots=True)
class LaterEdition:
    """That a report was published again, and when."""

    report: UUID
    number: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Freshly:
    """All that an edition will keep, made but not stored; `after` is how many editions its numbers were held against."""

    after: int
    frozen: FrozenFacts
    figures: bytes
    hash: str
    documents: Mapping[str, bytes]


async def freeze(subject: ReportSubject, *, today: date) -> Freshly:
    """What the report says today, of public facts alone, in every language; takes a second or two, and stores nothing."""
    after = await ReportEdition.count()
    facts = await with_held_numbers(await read_public_facts(today=today), threshold=settings().threshold)
    return await asyncio.to_thread(_made, FrozenFacts(subject, today, settings().threshold, facts), after)


def _made(frozen: FrozenFacts, after: int) -> Freshly:
    kept = as_kept(frozen)
    documents = {language: told(kept, language) for language in LANGUAGES}
    counted = documents[DEFAULT_LANGUAGE]
    return Freshly(
        after,
        kept,
        figures_content(counted),
        figures_hash(counted),
        {language: document_json(document) for language, document in documents.items()},
    )


async def store_edition(
    report: UUID,
    made: Freshly,
    *,
    number: int,
    changes: Sequence[Change] = (),
    officer: UUID | None,
    now: datetime,
) -> UUID:
    """Store an edition with its documents, in the transaction of whoever publishes it; gives its id.

    Raises `Conflict` where another edition was stored since it was made: the two could tell a small number together.
    """
    if await ReportEdition.count() != made.after:
        raise Conflict(_("Somebody else just published a new edition. Look at it first."))
    edition = ReportEdition(
        report=report,
        number=number,
        as_of=made.frozen.as_of,
        cut=made.frozen.facts.cut,
        facts=packed(made.frozen),
        figures=made.figures.decode(),
        hash=made.hash,
        changes=changes_json(changes),
        made_by=officer,
        made_at=now,
    )
    await edition.save()
    files = [
        ReportFile(
            edition=edition.id, language=language, kind=DOCUMENT, sha256=sha256(content).hexdigest(), content=content
        )
        for language, content in made.documents.items()
    ]
    await ReportFile.insert(*files)
    return UUID(str(edition.id))


async def list_editions(report: UUID) -> tuple[Edition, ...]:
    """The editions of a report, the latest first."""
    columns = ReportEdition.all_columns(exclude=[ReportEdition.facts, ReportEdition.figures])
    rows = (
        await ReportEdition.select(*columns)
        .where(ReportEdition.report == report)
        .order_by(ReportEdition.number, ascending=False)
    )
    return tuple(_edition(row) for row in rows)


async def latest_editions() -> dict[UUID, tuple[int, datetime]]:
    """Of every report with editions the number of the latest, and when it was made."""
    rows = await ReportEdition.select(ReportEdition.report, ReportEdition.number, ReportEdition.made_at).order_by(
        ReportEdition.number
    )
    return {row["report"]: (row["number"], row["made_at"]) for row in rows}


async def later_editions(reports: Collection[UUID]) -> tuple[LaterEdition, ...]:
    """The editions of these reports that came after the first of each, oldest first."""
    if not reports:
        return ()
    rows = (
        await ReportEdition.select(ReportEdition.report, ReportEdition.number, ReportEdition.made_at)
        .where(ReportEdition.report.is_in(sorted(reports, key=str)) & (ReportEdition.number > 1))
        .order_by(ReportEdition.made_at)
    )
    return tuple(LaterEdition(row["report"], row["number"], row["made_at"]) for row in rows)


async def get_edition(report: UUID, number: int) -> Edition:
    """The edition of this number. Raises `NotFound`."""
    found = next((each for each in await list_editions(report) if each.number == number), None)
    if found is None:
        raise NotFound(_("There is no such edition of the report."))
    return found


async def edition_facts(edition: UUID) -> FrozenFacts:
    """What the edition was made from."""
    row = await ReportEdition.select(ReportEdition.facts).where(ReportEdition.id == edition).first()
    assert row is not None
    return await asyncio.to_thread(unpacked, bytes(row["facts"]))


async def edition_figures(edition: UUID) -> bytes:
    """The figures of the edition as the canonical JSON that its hash is of, the same in every language."""
    row = await ReportEdition.select(ReportEdition.figures).where(ReportEdition.id == edition).first()
    assert row is not None
    return str(row["figures"]).encode()


async def edition_document(edition: UUID, language: str) -> Document:
    """What the edition says in this language; told from its own facts where that language was not offered when it was made."""
    content = await _file(edition, language, DOCUMENT)
    if content is None:
        document = await asyncio.to_thread(told, await edition_facts(edition), language)
        content = await _keep(edition, language, DOCUMENT, document_json(document))
    return stored_document(content)


async def edition_pdf(edition: UUID, language: str) -> bytes:
    """The edition as PDF: made from its document the first time, and from then on the same bytes for good."""

    async def make() -> bytes:
        return await asyncio.to_thread(pdf, await edition_document(edition, language))

    return await kept_file(edition, language, PDF, make)


async def kept_file(edition: UUID, language: str, kind: str, make: Callable[[], Awaitable[bytes]]) -> bytes:
    """A file of the edition, made the first time that somebody asks for it, and from then on the same bytes for good."""
    content = await _file(edition, language, kind)
    return await _keep(edition, language, kind, await make()) if content is None else content


async def languages_without_pdf(edition: UUID) -> list[str]:
    """The languages in which the edition's PDF has not been made yet."""
    of_edition = (ReportFile.edition == edition) & (ReportFile.kind == PDF)
    made = set(await ReportFile.select(ReportFile.language).where(of_edition).output(as_list=True))
    return [language for language in LANGUAGES if language not in made]


def changes_of(before: bytes, after: bytes) -> tuple[Change, ...]:
    """The figures that differ between two editions, given what each keeps of them. Pure."""
    return changes_between(kept_figures(before), kept_figures(after))


async def _file(edition: UUID, language: str, kind: str) -> bytes | None:
    wanted = (ReportFile.edition == edition) & (ReportFile.language == language) & (ReportFile.kind == kind)
    row = await ReportFile.select(ReportFile.content).where(wanted).first()
    return bytes(row["content"]) if row else None


async def _keep(edition: UUID, language: str, kind: str, content: bytes) -> bytes:
    """Store a file of the edition, unless somebody else just has; gives the one that is stored."""
    file = ReportFile(
        edition=edition, language=language, kind=kind, sha256=sha256(content).hexdigest(), content=content
    )
    await ReportFile.insert(file).on_conflict(action="DO NOTHING")
    stored = await _file(edition, language, kind)
    assert stored is not None
    return stored


def _edition(row: Mapping[str, Any]) -> Edition:
    return Edition(
        id=row["id"],
        report=row["report"],
        number=row["number"],
        as_of=row["as_of"],
        cut=row["cut"],
        hash=row["hash"],
        changes=stored_changes(row["changes"]),
        made_at=row["made_at"],
    )
