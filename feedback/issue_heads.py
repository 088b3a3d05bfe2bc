"""What stands at the head of an issue: its title, which unit answers for it, its policy area. The log keeps what stood before."""

from datetime import datetime
from uuid import UUID

from piccolo.columns import Column

from feedback.errors import Conflict
from feedback.issue_entries import append_entry
from feedback.issue_states import Entry, Field
from feedback.issue_summaries import summarise
from feedback.issue_upkeep import refresh_issues
from feedback.issues import check_followed, get_issue
from feedback.log_chain import writing_logs
from feedback.publishing import title_must_name_nobody
from feedback.tables import Issue
from feedback.translation import gettext as _

LONGEST_OWNER_UNIT = 200  # characters
LONGEST_POLICY_AREA = 120
#: What stands at the head of an issue.
HEAD = frozenset({Field.TITLE, Field.OWNER_UNIT, Field.POLICY_AREA})


class ChangedMeanwhile(Conflict):
    """Somebody else wrote there since the officer looked."""


async def edit_issue(
    issue: UUID,
    *,
    title: str,
    owner_unit: str,
    policy_area: str,
    officer: UUID | None,
    now: datetime,
    seen: int | None = None,
) -> None:
    """Change all that stands at the head of an issue; what stays as it is leaves no line in the log.

    `seen` is how many lines of the log the officer had before them. Raises `ChangedMeanwhile` where the head was changed since, so
    that a page that stood open does not bring back what stood there.
    """
    async with writing_logs():
        if seen is not None and any(entry.field in HEAD for entry in (await get_issue(issue)).log[seen:]):
            raise ChangedMeanwhile(_("Somebody else changed this issue meanwhile. Look at it and try again."))
        await rename_issue(issue, title, officer=officer, now=now)
        await set_owner_unit(issue, owner_unit, officer=officer, now=now)
        await set_policy_area(issue, policy_area, officer=officer, now=now)


async def rename_issue(issue: UUID, title: str, *, officer: UUID | None, now: datetime) -> None:
    """Word the title better; the log keeps that it was changed, and from what.

    Raises `Conflict` without a title, and for that of a published issue where it holds what was flagged where it was raised.
    """
    if not title.strip():
        raise Conflict(_("Give the issue a title."))
    async with writing_logs():
        if await Issue.exists().where((Issue.id == issue) & Issue.published_at.is_not_null()):
            await title_must_name_nobody(issue, " ".join(title.split()))
        if await _change(issue, Issue.title, title, field=Field.TITLE, officer=officer, now=now):
            await refresh_issues(issue)


async def set_owner_unit(issue: UUID, unit: str, *, officer: UUID | None, now: datetime) -> None:
    """Say which unit answers for the issue, or with an empty text that none does; the log keeps which did before."""
    if len(unit.strip()) > LONGEST_OWNER_UNIT:
        raise Conflict(_("The owner unit is too long: use at most %(n)s characters.", n=LONGEST_OWNER_UNIT))
    async with writing_logs():
        if await _change(issue, Issue.owner_unit, unit, field=Field.OWNER_UNIT, officer=officer, now=now):
            await summarise(issue)


async def set_policy_area(issue: UUID, area: str, *, officer: UUID | None, now: datetime) -> None:
    """Say which policy area the issue belongs to, or none; the log keeps the one before."""
    if len(area.strip()) > LONGEST_POLICY_AREA:
        raise Conflict(_("The policy area is too long: use at most %(n)s characters.", n=LONGEST_POLICY_AREA))
    async with writing_logs():
        if await _change(issue, Issue.policy_area, area, field=Field.POLICY_AREA, officer=officer, now=now):
            await summarise(issue)


async def _change(issue: UUID, column: Column, text: str, *, field: Field, officer: UUID | None, now: datetime) -> bool:
    """Write this text and what stood there before in the log; False where it stands there already."""
    await check_followed(issue)
    row = await Issue.select(column.as_alias("text")).where(Issue.id == issue).first()
    before, after = (row["text"] if row else ""), " ".join(text.split())
    if "\0" in after:
        raise Conflict(_("The text has a character that cannot be kept."))
    if before == after:
        return False
    await Issue.update({column: after}).where(Issue.id == issue)
    await append_entry(issue, Entry(field, "", before, officer, now))
    return True
