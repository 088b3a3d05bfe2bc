"""Deciding which issue a statement raises: confirmed, rejected, none of those followed, a new one; and undoing it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from piccolo.custom_types import Combinable

from feedback.database import transaction
from feedback.enums import CodingState
from feedback.errors import Conflict
from feedback.issues import check_followed, merged_issues, open_issue
from feedback.translation import gettext as _
from surveys.building import hold_survey
from surveys.statements import survey_of_statement
from surveys.tables import Statement, StatementIssue


async def decide_issue(
    statement_id: UUID,
    *,
    issue_id: UUID,
    state: CodingState,
    also: Collection[UUID] = (),
    officer_id: UUID,
    now: datetime,
) -> UUID:
    """Confirm or reject that a statement raises an issue, and give the survey; deciding anew replaces a decision.

    It counts for statements with the same wording `also`, where nothing was decided on the issue. A confirmed issue takes back
    the word that none is raised. Raises `Conflict` for an issue that was merged into another.
    """
    async with transaction():
        survey_id = await _hold(statement_id)
        await check_followed(issue_id)
        for text in (statement_id, *await _open_to(also, issue_id)):
            await _forget(text, issue_id)
            if state is CodingState.CONFIRMED:
                await _forget(text, None)
            await _keep(text, issue_id, state, officer_id=officer_id, now=now)
    return survey_id


async def decide_none_raised(
    statement_id: UUID, *, also: Collection[UUID] = (), officer_id: UUID, now: datetime
) -> UUID:
    """Record that a statement, and those with the same wording `also`, raise no followed issue; give the survey.

    Raises `Conflict` where one is confirmed.
    """
    async with transaction():
        survey_id = await _hold(statement_id)
        confirmed = StatementIssue.state == CodingState.CONFIRMED.value
        if await StatementIssue.exists().where(
            (StatementIssue.statement == statement_id) & confirmed & StatementIssue.issue.is_not_null()
        ):
            raise Conflict(_("An issue is confirmed for this answer. Undo that first, if it raises none."))
        for text in (statement_id, *await _open_to(also, None)):
            await _forget(text, None)
            await _keep(text, None, CodingState.CONFIRMED, officer_id=officer_id, now=now)
    return survey_id


async def open_issue_from(
    statement_id: UUID, *, title: str, also: Collection[UUID] = (), officer_id: UUID, now: datetime
) -> UUID:
    """Start following a new issue that a statement raises, and give the issue. Raises `Conflict` without a title.

    Where the statement is confirmed to raise an issue of that title, as when the form is sent twice, that one is given.
    """
    async with transaction():
        await _hold(statement_id)
        raised: Any = StatementIssue.issue  # Piccolo types a row's own columns, not those of a join
        there = (
            await StatementIssue.select(raised.id)
            .where(
                (StatementIssue.statement == statement_id)
                & (StatementIssue.state == CodingState.CONFIRMED.value)
                & (raised.title == title.strip())
            )
            .first()
        )
        if there:
            found: UUID = there["issue.id"]
            return found
        issue = await open_issue(title, points=[], officer=officer_id, now=now)
        await decide_issue(
            statement_id, issue_id=issue, state=CodingState.CONFIRMED, also=also, officer_id=officer_id, now=now
        )
    return issue


async def undo_issue(statement_id: UUID, *, issue_id: UUID | None, also: Collection[UUID] = ()) -> UUID:
    """Nothing is decided on a statement and an issue any more, or on the word that it raises none; gives the survey.

    It is undone for those with the same wording `also` that it was decided for at once.
    """
    async with transaction():
        survey_id = await _hold(statement_id)
        of = await _about(issue_id)
        decisions = StatementIssue.select(StatementIssue.decided_by, StatementIssue.decided_at)
        for made in await decisions.where((StatementIssue.statement == statement_id) & of):
            at_once = (StatementIssue.decided_at == made["decided_at"]) & (
                StatementIssue.decided_by == made["decided_by"]
                if made["decided_by"]
                else StatementIssue.decided_by.is_null()
            )
            if also:
                await StatementIssue.delete().where(StatementIssue.statement.is_in(list(also)) & of & at_once)
        await _forget(statement_id, issue_id)
    return survey_id


async def undo_last_issue(survey_id: UUID, *, officer_id: UUID) -> UUID | None:
    """Undo the officer's own latest decision on the survey's statements, for all that it was made for; give one of them."""
    async with transaction():
        await hold_survey(survey_id)
        own = (StatementIssue.statement.survey == survey_id) & (StatementIssue.decided_by == officer_id)
        latest = StatementIssue.select(StatementIssue.decided_at).where(own)
        last = await latest.order_by(StatementIssue.decided_at, ascending=False).first()
        if last is None:
            return None
        rows = await StatementIssue.select(StatementIssue.id, StatementIssue.statement).where(
            own & (StatementIssue.decided_at == last["decided_at"])
        )
        await StatementIssue.delete().where(StatementIssue.id.is_in([row["id"] for row in rows]))
    statement: UUID = min((row["statement"] for row in rows), key=str)
    return statement


async def _hold(statement_id: UUID) -> UUID:
    """The statement's survey, held."""
    survey_id = await survey_of_statement(statement_id)
    await hold_survey(survey_id)
    # Asked again: the participant may have taken it back until now.
    return await survey_of_statement(statement_id)


async def _open_to(statements: Collection[UUID], issue: UUID | None) -> list[UUID]:
    """Those of these statements that are still there, and on which nothing was decided about the issue, or anything where none."""
    if not statements:
        return []
    there = await Statement.select(Statement.id).where(Statement.id.is_in(list(statements))).output(as_list=True)
    decided: Combinable = StatementIssue.statement.is_in(list(statements))
    if issue:
        decided &= (await _about(issue)) | StatementIssue.issue.is_null()
    rows = await StatementIssue.select(StatementIssue.statement).where(decided)
    return sorted(set(there) - {row["statement"] for row in rows}, key=str)


async def _forget(statement: UUID, issue: UUID | None) -> None:
    """Take a decision away, also where it was made on an issue that was merged into this one since."""
    await StatementIssue.delete().where((StatementIssue.statement == statement) & await _about(issue))


async def _about(issue: UUID | None) -> Combinable:
    """Decisions on this issue and those merged into it, or that none is raised."""
    if issue is None:
        return StatementIssue.issue.is_null()
    former = [each for each, into in (await merged_issues()).items() if into == issue]
    return StatementIssue.issue.is_in([issue, *former])


async def _keep(statement: UUID, issue: UUID | None, state: CodingState, *, officer_id: UUID, now: datetime) -> None:
    await StatementIssue(
        statement=statement, issue=issue, state=state.value, decided_by=officer_id, decided_at=now
    ).save()
