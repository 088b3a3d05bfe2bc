"""Verdicts and reports as other programs read them: only figures that a report shows as well."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from feedback import blocks
from feedback.api.paging import PageWanted, ids_of
from feedback.enums import Verdict
from feedback.errors import NotFound
from feedback.issues import get_issue
from feedback.settings import settings
from feedback.translation import gettext as _
from reports.document import Document
from reports.editions import edition_document
from reports.public.published_reports import current_edition, get_public_report, list_public_reports
from reports.public.selection import get_public_issue, public_verdicts
from reports.tables import PublishedReport
from reports.verdicts import IssueVerdict, verdicts_of


class VerdictShare(msgspec.Struct, frozen=True):
    """How many gave this verdict, and their share; null where it is withheld."""

    verdict: Verdict
    n: int | None
    share: float | None


class SurveyVerdict(msgspec.Struct, frozen=True):
    """What the participants of one survey say. Where fewer answered than may be shown, `n` and all figures are null."""

    survey: UUID
    year: int
    consultation: str
    is_open: bool
    counts: list[VerdictShare]
    n: int | None
    invited: int
    response_rate: float | None


class Verdicts(msgspec.Struct, frozen=True):
    """The fifth fact of an issue, survey by survey, the newest first."""

    issue: UUID
    verdicts: list[SurveyVerdict]


class ReportKind(StrEnum):
    FOLLOW_UP = "follow-up"
    YEARLY = "yearly"


class Report(msgspec.Struct, frozen=True):
    """A report that was published: of a consultation, or of a year."""

    id: UUID
    kind: ReportKind
    consultation: UUID | None
    year: int | None
    published_at: datetime
    withdrawn_at: datetime | None


class ReportPage(msgspec.Struct, frozen=True):
    """`next` is the cursor of the page after this one, null on the last."""

    items: list[Report]
    next: str | None


class ReportTable(msgspec.Struct, frozen=True):
    """A table of a report, as it is written in the report's language."""

    caption: str
    header: list[str]
    rows: list[list[str]]


class ReportTables(msgspec.Struct, frozen=True):
    """The tables of a report with what they count, as its latest edition has them."""

    title: str
    language: str
    cut: str
    tables: list[ReportTable]


async def read_verdicts(issue: UUID, *, sees_all: bool) -> Verdicts:
    """The verdicts on an issue; for the public of closed surveys of published consultations alone. Raises `NotFound`."""
    followed = await get_issue(issue) if sees_all else await get_public_issue(issue)
    if sees_all:
        kept_under = [issue, *followed.former_ids]
        every = await verdicts_of(kept_under, threshold=settings().threshold)
        found = sorted((verdict for key in kept_under for verdict in every.get(key, [])), key=lambda each: -each.year)
    else:
        found = (await public_verdicts([followed])).get(issue, [])
    return Verdicts(issue, [_told(verdict) for verdict in found])


def _told(verdict: IssueVerdict) -> SurveyVerdict:
    return SurveyVerdict(
        survey=verdict.survey_id,
        year=verdict.year,
        consultation=verdict.consultation_title,
        is_open=verdict.is_open,
        counts=[VerdictShare(count.verdict, count.n, count.share) for count in verdict.counts],
        n=verdict.n,
        invited=verdict.invited,
        response_rate=verdict.response_rate,
    )


async def read_reports(wanted: PageWanted, *, sees_all: bool) -> ReportPage:
    """Some reports, from the cursor on; with those that were withdrawn, where all is to be seen."""
    found = await ids_of(PublishedReport, wanted, *([] if sees_all else [PublishedReport.withdrawn_at.is_null()]))
    return ReportPage(await _reports(found.items, sees_all=sees_all), found.next)


async def read_report(report: UUID, *, sees_all: bool) -> Report:
    """One report. Raises `NotFound`."""
    found = await _reports([report], sees_all=sees_all)
    if not found:
        raise NotFound(_("There is no such report."))
    return found[0]


async def _reports(ids: list[UUID], *, sees_all: bool) -> list[Report]:
    rows = await PublishedReport.select().where(PublishedReport.id.is_in(ids)) if ids else []
    told = {row["id"]: _report(row) for row in rows}
    public = {each.id for each in await list_public_reports()}
    return [told[id] for id in ids if id in told and (sees_all or id in public)]


def _report(row: dict[str, Any]) -> Report:
    return Report(
        id=row["id"],
        kind=ReportKind.FOLLOW_UP if row["consultation"] else ReportKind.YEARLY,
        consultation=row["consultation"],
        year=row["year"],
        published_at=row["published_at"],
        withdrawn_at=row["withdrawn_at"],
    )


async def read_report_tables(report: UUID, *, language: str, now: datetime) -> ReportTables:
    """The tables of the latest edition of a report that is public. Raises `NotFound`."""
    edition = await current_edition(await get_public_report(report), now=now)
    return _tables(await edition_document(edition.id, language))


def _tables(document: Document) -> ReportTables:
    return ReportTables(
        title=document.title,
        language=document.language,
        cut=document.cut,
        tables=[
            ReportTable(block.caption, list(block.header), [[cell.text for cell in row] for row in block.rows])
            for block in document.blocks
            if isinstance(block, blocks.Table)
        ],
    )
