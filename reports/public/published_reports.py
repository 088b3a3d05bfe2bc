"""Reports that the public may read: the follow-up report of a consultation, and that of a year; published, and withdrawn again."""

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
    """Put a report on the public site; what it tells is always that of the day, of public facts alone.

    Published already, nothing changes. Raises `Conflict` for a consultation that is not public itself, and a year to come.
    """
    if (consultation is None) == (year is None):
        raise Conflict(_("Choose a consultation or a year."))
    if year is not None and not 1900 <= year <= today.year:
        raise Conflict(_("There is no report of that year."))
    about = PublishedReport.consultation == consultation if consultation else PublishedReport.year == year
    # One at a time, so that a report is published once.
    async with writing_logs():
        if consultation and not await public_consultations({consultation}):
            raise Conflict(_("Publish the consultation first, then its report."))
        standing = about & PublishedReport.withdrawn_at.is_null()
        row = await PublishedReport.select(PublishedReport.id).where(standing).first()
        if row is not None:
            known: UUID = row["id"]
            return known
        report = PublishedReport(consultation=consultation, year=year, published_by=officer, published_at=now)
        await report.save()
        await emit(WebhookEvent.REPORT_PUBLISHED, report=report.id, consultation=consultation, year=year)
    return UUID(str(report.id))


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


def _report(row: Mapping[str, Any]) -> PublicReport:
    return PublicReport(
        id=row["id"],
        consultation=row["consultation"],
        title=row["consultation.title"] or "",
        language=row["consultation.language"] or "",
        year=row["year"] or row["consultation.year"] or 0,
        published_at=row["published_at"],
    )
