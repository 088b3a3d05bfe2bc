"""What the first page of the public site tells: how much there is, what is new, and what waits for an answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from feedback.issue_filters import IssueFilter
from feedback.issue_lists import list_issues
from reports.public.issue_pages import ClockedIssue, counts_shown, list_waiting
from reports.public.published_reports import PublicReport, list_public_reports
from reports.public.selection import PublicConsultation, list_public_consultations

NEWEST = 5
WAITING = 10


@dataclass(frozen=True, slots=True)
class StartPage:
    """`newest` are the consultations and decisions that were published last."""

    counts: Mapping[str, int]
    consultations: int
    newest: tuple[PublicConsultation, ...]
    reports: tuple[PublicReport, ...]
    waiting: tuple[ClockedIssue, ...]


async def read_start_page(today: date) -> StartPage:
    """The first page, also where nothing is published yet."""
    listed = await list_issues(IssueFilter(), today=today, only_published=True)
    consultations = await list_public_consultations()
    newest = sorted(consultations, key=lambda each: each.published_at, reverse=True)[:NEWEST]
    return StartPage(
        counts=counts_shown(listed),
        consultations=len(consultations),
        newest=tuple(newest),
        reports=(await list_public_reports())[:NEWEST],
        waiting=tuple(await list_waiting(WAITING, today=today)),
    )
