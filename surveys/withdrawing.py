"""Deleting one's own answers: every revision and all that was made of them, as if they had never been sent."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from piccolo.columns import Column

from feedback.accounts import token_hash
from feedback.database import database, execute, transaction
from surveys.coding_traces import forget_traces
from surveys.definition import from_json
from surveys.digest import add_to_tallies
from surveys.responses import read_document
from surveys.survey_links import open_survey
from surveys.tables import Invitation, Response, ResponseDraft, Statement
from surveys.tallies import Revision, unfold


async def withdraw(token: str, response_id: UUID, *, today: date) -> None:
    """Remove every revision of the answers that `response_id` is one of, with their statements, marks and counts.

    Whoever was invited to a survey that joins the two can answer again, and gets no more mails about it. Nothing happens
    where the answers are gone already. Raises `Gone` where the survey is closed.
    """
    of_token = Response.token_hash == token_hash(token)
    async with transaction():
        rows = await _held(token)
        if response_id not in [row["id"] for row in rows]:
            return
        await open_survey(rows[0]["survey"], today=today, is_held=True)
        await ResponseDraft.delete().where(ResponseDraft.token_hash == token_hash(token))
        # A change that was being sent when the draft was taken away is there by now.
        rows = await _held(token)
        await add_to_tallies(rows[0]["survey"], unfold(_revision(row) for row in rows if row["is_digested"]))
        await forget_traces(Statement.response.token_hash == token_hash(token))
        await Response.delete().where(of_token)  # statements, codings and marks go with it
        invitation = rows[0]["invitation"]
        if invitation is not None:
            # Else the next reminder would ask them for what they have just taken back.
            taken_back: dict[Column | str, object] = {Invitation.is_used: False, Invitation.is_declined: True}
            await Invitation.update(taken_back).where(Invitation.id == invitation)


async def is_withdrawn(token: str) -> bool:
    """Whether there are no sent answers with this token."""
    return not await Response.exists().where(Response.token_hash == token_hash(token))


async def _held(token: str) -> list[dict[str, Any]]:
    """The revisions; no digest takes one up, or has one half done, until the transaction ends."""
    lock = " FOR UPDATE OF r" if database().engine_type == "postgres" else ""
    ids = await execute(
        f"SELECT r.id FROM response r WHERE r.token_hash = {{}} ORDER BY r.revision{lock}",  # noqa: S608
        token_hash(token),
    )
    if not ids:
        return []
    digested = await execute(
        "SELECT d.response FROM digested_response d JOIN response r ON r.id = d.response WHERE r.token_hash = {}",
        token_hash(token),
    )
    marked = {str(row["response"]) for row in digested}
    rows = (
        await Response.select(*Response.all_columns(), Response.version.definition)
        .where(Response.token_hash == token_hash(token))
        .order_by(Response.revision)
    )
    return [{**row, "is_digested": str(row["id"]) in marked} for row in rows]


def _revision(row: Mapping[str, Any]) -> Revision:
    return Revision(
        id=row["id"],
        token_hash=row["token_hash"],
        number=row["revision"],
        language=row["language"],
        answers=read_document(row["answers"]),
        definition=from_json(row["version.definition"]),
    )
