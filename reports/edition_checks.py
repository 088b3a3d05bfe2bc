"""Whether a file is what was published, and whether its figures are those that the facts behind it, and the data of today, give."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any
from uuid import UUID

from feedback.translation import DEFAULT_LANGUAGE, LANGUAGES
from reports.edition_changes import Change, FiguresOfFile, NotOurs, changes_between, figures_of_file, kept_figures
from reports.editions import edition_document, edition_facts
from reports.figures import Figure
from reports.figures_json import figures_json
from reports.frozen_facts import FrozenFacts, as_kept, told
from reports.held_numbers import with_held_numbers
from reports.public.documents import read_public_facts
from reports.tables import ReportEdition, ReportFile


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What was found about a file of the edition `number` of a report, which is of a consultation with this title or of a year.

    `is_published` where it is byte for byte a file of the edition. `from_facts` are the figures that the facts kept with the
    edition give otherwise, `from_data` those that today's data does; the latter is None where there is no such report any more.
    """

    title: str
    year: int | None
    number: int
    is_published: bool
    from_facts: tuple[Change, ...]
    from_data: tuple[Change, ...] | None

    @property
    def is_equal(self) -> bool:
        """The file is the one that was published, and all its figures are counted the same today."""
        return self.is_published and not self.from_facts and self.from_data == ()


async def check_file(content: bytes) -> CheckedFile:
    """Check the PDF or the figures of a published report. Raises `NotOurs` where it is no file of any report here."""
    file = figures_of_file(content)
    of: Any = ReportEdition.report
    edition = await _edition_of(content, file)
    row = (
        await ReportEdition.select(ReportEdition.number, of.year, of.consultation.title)
        .where(ReportEdition.id == edition)
        .first()
    )
    assert row is not None
    frozen = await edition_facts(edition)
    return CheckedFile(
        title=row["report.consultation.title"] or "",
        year=row["report.year"],
        number=row["number"],
        is_published=await _is_published(edition, content),
        from_facts=changes_between(file.figures, told(frozen, DEFAULT_LANGUAGE).figures),
        from_data=await _from_data(file.figures, frozen),
    )


async def _from_data(figures: Sequence[Figure], frozen: FrozenFacts) -> tuple[Change, ...] | None:
    """Told of the same day and under the same threshold, so that nothing but the data can differ."""
    facts = await with_held_numbers(await read_public_facts(today=frozen.as_of), threshold=frozen.threshold)
    now = as_kept(replace(frozen, facts=facts))
    about = frozen.subject.consultation
    if about is not None and about not in {each.id for each in now.facts.consultations}:
        return None
    return changes_between(figures, (await asyncio.to_thread(told, now, DEFAULT_LANGUAGE)).figures)


async def _is_published(edition: UUID, content: bytes) -> bool:
    same = (ReportFile.edition == edition) & (ReportFile.sha256 == sha256(content).hexdigest())
    if await ReportFile.exists().where(same):
        return True
    for language in LANGUAGES:
        if figures_json(await edition_document(edition, language)) == content:
            return True
    return False


async def _edition_of(content: bytes, file: FiguresOfFile) -> UUID:
    """The edition that has this file, or that the file says it is of, or else the one whose figures are most alike."""
    digest = sha256(content).hexdigest()
    row = await ReportFile.select(ReportFile.edition).where(ReportFile.sha256 == digest).first()
    if row is not None:
        found: UUID = row["edition"]
        return found
    rows = (
        await ReportEdition.select(ReportEdition.id, ReportEdition.hash, ReportEdition.figures)
        .order_by(ReportEdition.made_at, ascending=False)
        .order_by(ReportEdition.id)
    )
    alike = {row["id"]: _alike(file, row["hash"], row["figures"]) for row in rows}
    best: UUID | None = max(alike, key=lambda id: alike[id], default=None)
    if best is None or not any(alike[best]):
        raise NotOurs
    return best


def _alike(file: FiguresOfFile, kept_hash: str, figures: str) -> tuple[bool, int]:
    kept = kept_figures(figures.encode())
    same = {it.id for it in kept} & {it.id for it in file.figures}
    # A few figures are in every report: of one that is ours, most are known.
    return file.hash == kept_hash, len(same) if 2 * len(same) > len(file.figures) else 0
