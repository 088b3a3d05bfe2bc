"""Publishing: what the public may read of consultations and issues, from when, and no longer.

Nothing becomes public by itself. What was published stays what it is for officers when it is withdrawn; its public address is
then one that leads nowhere.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from feedback.api.published import (
    IS_PUBLIC_CONSULTATION,
    flagged_texts,
    is_public_issue,
    must_name_nobody,
)
from feedback.consultations import get_consultation
from feedback.database import execute, transaction
from feedback.enums import ConsultationState
from feedback.errors import Conflict
from feedback.flagged_words import names_somebody
from feedback.issue_entries import append_entry
from feedback.issue_states import Entry, Field
from feedback.issue_summaries import summarise
from feedback.issues import check_followed, issue_titles
from feedback.log_chain import writing_logs
from feedback.personal_data_flags import list_flags
from feedback.reasons import bounded_reason
from feedback.tables import Consultation, Issue, IssuePoint
from feedback.translation import gettext as _
from feedback.webhook_events import WebhookEvent, emit

_RAISED_WHERE_SOMEBODY_IS_NAMED = """
SELECT DISTINCT i.id, i.title, p.consultation FROM issue i
JOIN issue_point ip ON ip.issue = i.id
JOIN point p ON p.id = ip.point
WHERE i.published_at IS NOT NULL AND i.merged_into IS NULL
    AND p.consultation IN (SELECT consultation FROM personal_data_flag WHERE decision <> 'shown')
ORDER BY i.title, i.id
"""


async def is_anything_public() -> bool:
    """Whether there is something for strangers to read."""
    return await Consultation.exists().where(IS_PUBLIC_CONSULTATION) or await Issue.exists().where(is_public_issue())


async def publish_consultation(consultation: UUID, *, acknowledged: Collection[UUID] = (), now: datetime) -> None:
    """Let everybody read it: its facts, its questions, and the points without personal data on their lines.

    `acknowledged` are the flags of personal data that the officer has looked at; all that are not decided have to be.
    Published already, nothing changes. Raises `NotFound`, `Gone`, and `Conflict` for a draft, where a flag was not looked
    at, and for a title that holds what was flagged.
    """
    async with transaction():
        found = await get_consultation(consultation)
        if found.state != ConsultationState.CONFIRMED.value:
            raise Conflict(_("This is still a draft. Confirm it first, then publish it."))
        if {flag.id for flag in await list_flags(consultation) if flag.decision is None} - set(acknowledged):
            raise Conflict(_("Look at every place where somebody could be identified, and tick each of them."))
        await must_name_nobody(found.title, [consultation])
        if not found.published_at:
            await Consultation.update({Consultation.published_at: now}).where(Consultation.id == consultation)
            await emit(WebhookEvent.CONSULTATION_PUBLISHED, consultation=consultation)


async def withdraw_consultation(consultation: UUID) -> None:
    """Take it, its questions and its points off the public site. Raises `NotFound` or `Gone`."""
    async with transaction():
        await get_consultation(consultation)
        await Consultation.update({Consultation.published_at: None}).where(Consultation.id == consultation)


async def publish_issue(issue: UUID, *, officer: UUID | None, now: datetime) -> None:
    """Let everybody read it, with its commitments and their public evidence; the log says when.

    Published already, nothing changes. Raises `NotFound`, and `Conflict` for one that was merged into another, and for a
    title that holds what was flagged where it was raised.
    """
    await title_must_name_nobody(issue, (await issue_titles([issue])).get(issue, ""))
    await _say(issue, published_at=now, reason="", officer=officer, now=now)


async def title_must_name_nobody(issue: UUID, title: str) -> None:
    """Raises `Conflict` where a title for this issue holds what was flagged where it was raised."""
    said_in: Any = IssuePoint.point.consultation
    rows = await IssuePoint.select(said_in).where(IssuePoint.issue == issue)
    await must_name_nobody(title, {row["point.consultation"] for row in rows})


async def issues_that_name_somebody() -> list[UUID]:
    """Public issues whose title holds what was flagged where they were raised, by title.

    That is refused when they are published and renamed, but they can be raised where it is flagged afterwards.
    """
    rows = await execute(_RAISED_WHERE_SOMEBODY_IS_NAMED)
    flagged = await flagged_texts({row["consultation"] for row in rows})
    named = [row["id"] for row in rows if names_somebody(row["title"], flagged.get(row["consultation"], ()))]
    return list(dict.fromkeys(named))


async def withdraw_issue(issue: UUID, *, reason: str, officer: UUID | None, now: datetime) -> None:
    """Take it off the public site. The log keeps that it was there, and why it is not any more.

    Raises `NotFound`, and `Conflict` without a reason, and for an issue that was merged into another.
    """
    if not reason.strip():
        raise Conflict(_("Give the reason for taking the issue off the public site: it stays in the log."))
    await _say(issue, published_at=None, reason=bounded_reason(reason), officer=officer, now=now)


async def _say(issue: UUID, *, published_at: datetime | None, reason: str, officer: UUID | None, now: datetime) -> None:
    async with writing_logs():
        await check_followed(issue)
        row = await Issue.select(Issue.published_at).where(Issue.id == issue).first()
        if row is None or (row["published_at"] is None) == (published_at is None):
            return
        await Issue.update({Issue.published_at: published_at}).where(Issue.id == issue)
        value = "yes" if published_at else "no"
        await append_entry(issue, Entry(Field.PUBLISHED, value, reason, officer, now))
        await summarise(issue)
