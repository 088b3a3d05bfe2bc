"""Reports that the public may read: the follow-up report of a consultation, and that of a year; published, and withdrawn again."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from feedback.api.published import public_consultations
from feedback.database import transaction
from feedback.errors import Conflict, NotFound
from feedback.log_chain import writing_logs
from feedback.translation import gettext as _
from feedback.webhook_events import WebhookEvent, emit
from reports.editions import (
    Edition,
    Freshly,
    changes_of,
    edition_facts,
    edition_figures,
    freeze,
    latest_editions,
    list_editions,
    store_edition,
)
from reports.frozen_facts import ReportSubject, tells_the_same
from reports.orders import order_edition
from reports.tables import PublishedReport


@dataclass(frozen=True, slots=True)
class PublicReport:
    """A report that stands on the public site: of a consultation with its title, or of a year."""

    id: UUID
    consultation: UUID | None
    title: str
    language: str  # of the title
    year: int
    published_at: datetime


async def publish_report(
    *, consultation: UUID | None = None, year: int | None = None, officer: UUID | None, today: date, now: datetime
) -> UUID:
    """Put a report on the public site as its first edition: what it says today, of public facts alone, is kept for good.

    Published already, nothing changes. Raises `Conflict` for a consultation that is not public itself, and a year to come.
    """
    if (consultation is None) == (year is None):
        raise Conflict(_("Choose a consultation or a year."))
    if year is not None and not 1900 <= year <= today.year:
        raise Conflict(_("There is no report of that year."))
    known = await _standing(consultation, year)
    if known is not None:
        return known
    await _must_be_public(consultation)
    made = await freeze(_subject(consultation, year), today=today)
    # One at a time, so that a report is published once.
    async with writing_logs():
        await _must_be_public(consultation)
        known = await _standing(consultation, year)
        if known is not None:
            return known
        row = PublishedReport(consultation=consultation, year=year, published_by=officer, published_at=now)
        await row.save()
        report = UUID(str(row.id))
        await _first_edition(report, made, officer=officer, now=now)
        await emit(WebhookEvent.REPORT_PUBLISHED, report=report, edition=1, consultation=consultation, year=year)
    return report


async def publish_again(report: UUID, *, officer: UUID | None, today: date, now: datetime) -> int:
    """Make a later edition of a public report of what it says today; gives its number.

    Raises `NotFound`, and `Conflict` where it would say the same as the latest edition.
    """
    public = await get_public_report(report)
    latest = await current_edition(public, now=now)
    made = await freeze(_subject(public.consultation, None if public.consultation else public.year), today=today)
    changes = changes_of(await edition_figures(latest.id), made.figures)
    before = await edition_facts(latest.id)
    if not changes and await asyncio.to_thread(tells_the_same, before, made.frozen):
        raise Conflict(_("Nothing in the report has changed since the latest edition, so there is no new one."))
    async with writing_logs():
        await get_public_report(report)
        if (await list_editions(report))[0].id != latest.id:
            raise Conflict(_("Somebody else just published a new edition. Look at it first."))
        number = latest.number + 1
        edition = await store_edition(report, made, number=number, changes=changes, officer=officer, now=now)
        await order_edition(edition, officer=officer, now=now)
        about = {"consultation": public.consultation, "year": None if public.consultation else public.year}
        await emit(WebhookEvent.REPORT_PUBLISHED, report=report, edition=number, **about)
    return number


async def current_edition(report: PublicReport, *, now: datetime) -> Edition:
    """The latest edition. A report that was published before there were editions gets its first one now."""
    editions = await list_editions(report.id)
    if editions:
        return editions[0]
    about = _subject(report.consultation, None if report.consultation else report.year)
    made = await freeze(about, today=now.date())
    try:
        async with writing_logs():
            if not await list_editions(report.id):
                await _first_edition(report.id, made, officer=None, now=now)
    except Conflict:  # another report was published meanwhile
        return await current_edition(report, now=now)
    return (await list_editions(report.id))[0]


async def give_editions(*, now: datetime) -> None:
    """Give the reports that were published before there were editions their first one."""
    known = await latest_editions()
    for report in await list_public_reports():
        if report.id not in known:
            await current_edition(report, now=now)


async def _first_edition(report: UUID, made: Freshly, *, officer: UUID | None, now: datetime) -> None:
    edition = await store_edition(report, made, number=1, officer=officer, now=now)
    await order_edition(edition, officer=officer, now=now)


async def _standing(consultation: UUID | None, year: int | None) -> UUID | None:
    """The report of this consultation or year that is published and was not withdrawn."""
    about = PublishedReport.consultation == consultation if consultation else PublishedReport.year == year
    row = await PublishedReport.select(PublishedReport.id).where(about & PublishedReport.withdrawn_at.is_null()).first()
    return row["id"] if row else None


async def _must_be_public(consultation: UUID | None) -> None:
    if consultation and not await public_consultations({consultation}):
        raise Conflict(_("Publish the consultation first, then its report."))


def _subject(consultation: UUID | None, year: int | None) -> ReportSubject:
    return ReportSubject(str(consultation) if consultation else None, year)


async def withdraw_report(report: UUID, *, now: datetime) -> None:
    """Take it off the public site; twice changes nothing. Raises `NotFound`."""
    async with transaction():
        if not await PublishedReport.exists().where(PublishedReport.id == report):
            raise NotFound(_("There is no such report."))
        standing = (PublishedReport.id == report) & PublishedReport.withdrawn_at.is_null()
        await PublishedReport.update({PublishedReport.withdrawn_at: now}).where(standing)


async def list_public_reports() -> tuple[PublicReport, ...]:
    """Every report on the public site, the one published last first; not those of a consultation that is not public any more."""
    of: Any = PublishedReport.consultation
    rows = (
        await PublishedReport.select(*PublishedReport.all_columns(), of.title, of.language, of.year)
        .where(PublishedReport.withdrawn_at.is_null())
        .order_by(PublishedReport.published_at, ascending=False)
        .order_by(PublishedReport.id)
    )
    public = await public_consultations({row["consultation"] for row in rows if row["consultation"]})
    return tuple(_report(row) for row in rows if row["consultation"] is None or row["consultation"] in public)


async def get_public_report(report: UUID) -> PublicReport:
    """One of them. Raises `NotFound`."""
    found = next((each for each in await list_public_reports() if each.id == report), None)
    if found is None:
        raise NotFound(_("There is no such report."))
    return found


async def public_report_of(consultation: UUID) -> PublicReport | None:
    """The follow-up report of a consultation, where it is public."""
    return next((each for each in await list_public_reports() if each.consultation == consultation), None)


def _report(row: Mapping[str, Any]) -> PublicReport:
    return PublicReport(
        id=row["id"],
        consultation=row["consultation"],
        title=row["consultation.title"] or "",
        language=row["consultation.language"] or "",
        year=row["year"] or row["consultation.year"] or 0,
        published_at=row["published_at"],
    )
