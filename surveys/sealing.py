"""Closing seals an anonymous survey: from then on nothing in the database joins its invitations and its responses.

While it is open, the two are written in the same transaction, in the same order, at the same moment, and each of these
leaves a trace. Sealing writes both anew, each in a random order with new ids in a transaction of its own, and has the
database's files written anew too. It can be cut off anywhere: it is done again from the start until it is done.
"""

import hashlib
import hmac
import logging
import secrets
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec
from piccolo.query.functions.aggregate import Count
from piccolo.table import Table

from feedback.accounts import token_hash
from feedback.coding_tables import CodingEntry
from feedback.database import execute, scrub, transaction, what_failed
from feedback.mail_tables import Mail
from surveys.building import SurveyState, hold_survey
from surveys.coding_traces import TRACES, decisions_on, rename_sampled
from surveys.definition import Privacy, SurveyDefinition, from_json
from surveys.digest import digest, undigested
from surveys.invitation_tokens import token_of
from surveys.mail_recipients import KIND
from surveys.tables import (
    BackgroundTally,
    DigestedResponse,
    Invitation,
    InvitationMail,
    PaperEntry,
    Quote,
    Response,
    ResponseDraft,
    Statement,
    StatementCoding,
    StatementIssue,
    Survey,
    SurveyVersion,
    Tally,
)

logger = logging.getLogger("gensvar")

AT_A_TIME = 1_000  # rows of one statement
_NOTHING = UUID(int=0)
#: Every table that knows of invitations or responses, with those that are rewritten.
SCRUBBED: tuple[type[Table], ...] = (
    Invitation,
    InvitationMail,
    Mail,
    Response,
    ResponseDraft,
    DigestedResponse,
    Statement,
    StatementCoding,
    StatementIssue,
    Quote,
    PaperEntry,
    Tally,
    BackgroundTally,
    *TRACES,
)
#: In a definition as it is kept: surveys with these have nothing to seal.
_JOINED = tuple(f'%"privacy":"{each}"%' for each in Privacy if each is not Privacy.ANONYMOUS)


async def seal_closed(*, now: datetime) -> int:
    """Seal every closed anonymous survey that is not sealed; gives how many. One that cannot be sealed now has to wait."""
    rows = await execute(
        "SELECT s.id AS id FROM survey s WHERE s.state = {} AND s.sealed_at IS NULL AND NOT EXISTS (SELECT 1 FROM "
        "survey_version v WHERE v.survey = s.id AND (CAST(v.definition AS TEXT) LIKE {} OR CAST(v.definition AS TEXT) "
        "LIKE {})) ORDER BY s.closed_at",
        SurveyState.CLOSED.value,
        *_JOINED,
    )
    return sum([await seal_if_possible(UUID(str(row["id"])), now=now) for row in rows])


async def seal_if_possible(survey_id: UUID, *, now: datetime) -> bool:
    """As `seal`; where the database cannot do it now, the worker tries again."""
    try:
        return await seal(survey_id, now=now)
    except Exception as error:
        if what_failed(error) is None:
            raise
        logger.error("sealing: %s", type(error).__name__)
        return False


async def seal(survey_id: UUID, *, now: datetime) -> bool:
    """Seal a closed anonymous survey, unless that is done; gives whether it was done now. Others have nothing to seal.

    Not inside a transaction. Raises what the database raises where its files cannot be written anew now.
    """
    if not await _is_to_be_sealed(survey_id):
        return False
    while survey_id in await undigested():
        await digest(survey_id)
    await _forget_mails(survey_id)
    await _rewrite_responses(survey_id, now=now)
    await _rewrite_invitations(survey_id)
    await scrub(SCRUBBED)
    await Survey.update({Survey.sealed_at: now}).where(Survey.id == survey_id)
    return True


async def _is_to_be_sealed(survey_id: UUID) -> bool:
    row = await Survey.select(Survey.state, Survey.sealed_at).where(Survey.id == survey_id).first()
    if row is None or row["state"] != SurveyState.CLOSED or row["sealed_at"] is not None:
        return False
    return (await _definition(survey_id)).privacy is Privacy.ANONYMOUS


async def _definition(survey_id: UUID) -> SurveyDefinition:
    """The survey as it opened: its privacy never changes after that."""
    row = (
        await SurveyVersion.select(SurveyVersion.definition)
        .where(SurveyVersion.survey == survey_id)
        .order_by(SurveyVersion.number)
        .first()
    )
    return from_json(row["definition"]) if row else SurveyDefinition(title={})


async def _forget_mails(survey_id: UUID) -> None:
    """Drafts go, and of the mails only how many there were stays: a reminder tells who had not answered by then."""
    async with transaction():
        await hold_survey(survey_id)
        await ResponseDraft.delete().where(ResponseDraft.survey == survey_id)
        of_survey = InvitationMail.survey == survey_id
        counted = (
            await InvitationMail.select(InvitationMail.kind, Count()).where(of_survey).group_by(InvitationMail.kind)
        )
        if not counted:
            return
        row = await Survey.select(Survey.mailed).where(Survey.id == survey_id).first()
        before = msgspec.json.decode(row["mailed"] if row else "{}", type=dict[str, int])
        mailed = {each["kind"]: each["count"] + before.get(each["kind"], 0) for each in counted}
        await Survey.update({Survey.mailed: msgspec.json.encode({**before, **mailed}).decode()}).where(
            Survey.id == survey_id
        )
        await execute(
            "DELETE FROM mail WHERE kind = {} AND about IN (SELECT id FROM invitation_mail WHERE survey = {})",
            KIND,
            survey_id,
        )
        await InvitationMail.delete().where(of_survey)


async def _rewrite_responses(survey_id: UUID, *, now: datetime) -> None:
    """Write the responses anew, in the order of new random ids, with new tokens that nobody has."""
    async with transaction():
        await hold_survey(survey_id)
        await _forget_papers(survey_id, now=now)
        await execute('CREATE TEMP TABLE sealing ("old" UUID PRIMARY KEY, "new" UUID, "token_hash" VARCHAR(64))')
        await _draw_ids(survey_id)
        renewed = {"id": 's."new"', "token_hash": "s.token_hash", "invitation": "NULL"}
        await _copy(Response, renewed, _by("id"))
        await _copy(DigestedResponse, {"response": 's."new"'}, _by("response"))
        await _copy(PaperEntry, {"response": 's."new"'}, _by("response"))
        await _copy_statements(survey_id)
        # What was copied hangs on the new ones; what is left of it goes with the old.
        await execute('DELETE FROM response WHERE id IN (SELECT s."old" FROM sealing s)')
        await execute("DROP TABLE sealing")


async def _forget_papers(survey_id: UUID, *, now: datetime) -> None:
    """The mark on a paper leads to who sent it, and so may when and by whom it was keyed in. What was checked stays counted."""
    of_survey = PaperEntry.survey == survey_id
    row = await Survey.select(Survey.closed_at).where(Survey.id == survey_id).first()
    await PaperEntry.update(
        {
            PaperEntry.mark: "",
            PaperEntry.entered_by: None,
            PaperEntry.entered_at: (row and row["closed_at"]) or now,
            PaperEntry.checked_by: None,
            PaperEntry.checked_at: None,
        }
    ).where(of_survey)


async def _copy_statements(survey_id: UUID) -> None:
    """Texts and what was made of them were written as the responses came in, so they too are written in the order of new ids."""
    of_survey = (
        (Statement, Statement.survey == survey_id),
        (StatementCoding, StatementCoding.statement.survey == survey_id),
        (Quote, Quote.statement.survey == survey_id),
        (StatementIssue, StatementIssue.statement.survey == survey_id),
        (CodingEntry, decisions_on(Statement.survey == survey_id)),
    )
    for table, condition in of_survey:
        name = f"sealing_{table._meta.tablename}"
        await execute(f'CREATE TEMP TABLE {name} ("old" UUID PRIMARY KEY, "new" UUID)')
        ids = await table.select(table.id).where(condition).output(as_list=True)
        for first in range(0, len(ids), AT_A_TIME):
            part = ids[first : first + AT_A_TIME]
            places = ", ".join(["({}, {})"] * len(part))
            values = [value for each in part for value in (each, uuid4())]
            await execute(f"INSERT INTO {name} VALUES {places}", *values)  # noqa: S608  (names of ours)
    statements = f'JOIN sealing_statement n ON n."old" = t."id" {_by("response")}'
    await _copy(Statement, {"id": 'n."new"', "response": 's."new"'}, statements, order='n."new"')
    for said_of in (StatementCoding, Quote, StatementIssue):
        name = f"sealing_{said_of._meta.tablename}"
        joined = f'JOIN {name} n ON n."old" = t."id" JOIN sealing_statement s ON s."old" = t."statement"'
        await _copy(said_of, {"id": 'n."new"', "statement": 's."new"'}, joined, order='n."new"')
    joined = 'JOIN sealing_coding_entry n ON n."old" = t."id" JOIN sealing_statement s ON s."old" = t."text"'
    await _copy(CodingEntry, {"id": 'n."new"', "text": 's."new"'}, joined, order='n."new"')
    # Nothing takes these away with the old statements: they name a text by its id alone.
    await execute('DELETE FROM coding_entry WHERE id IN (SELECT n."old" FROM sealing_coding_entry n)')
    await rename_sampled("sealing_statement")
    for table, _condition in of_survey:
        await execute(f"DROP TABLE sealing_{table._meta.tablename}")


async def _draw_ids(survey_id: UUID) -> None:
    """A new id for each response, and a new token for each chain of revisions, of which nothing tells the old one."""
    key = secrets.token_bytes(32)
    last = _NOTHING
    while True:
        rows = (
            await Response.select(Response.id, Response.token_hash)
            .where((Response.survey == survey_id) & (Response.id > last))
            .order_by(Response.id)
            .limit(AT_A_TIME)
        )
        if not rows:
            return
        last = rows[-1]["id"]
        drawn: list[object] = []
        for row in rows:
            token = hmac.digest(key, row["token_hash"].encode(), hashlib.sha256).hex()
            drawn += [row["id"], uuid4(), token]
        places = ", ".join(["({}, {}, {})"] * len(rows))
        await execute(f'INSERT INTO sealing ("old", "new", "token_hash") VALUES {places}', *drawn)  # noqa: S608


def _by(column: str) -> str:
    """Joins a table's rows to what was drawn for their responses."""
    return f'JOIN sealing s ON s."old" = t."{column}"'


async def _copy(table: type[Table], renewed: dict[str, str], joined: str, *, order: str = 's."new"') -> None:
    """Copy the rows that something was drawn for, in the order of their new ids, with these columns changed."""
    name = table._meta.tablename
    columns = [column._meta.db_column_name for column in table._meta.columns]
    listed = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(renewed.get(column, f't."{column}"') for column in columns)
    await execute(f"INSERT INTO {name} ({listed}) SELECT {values} FROM {name} t {joined} ORDER BY {order}")  # noqa: S608  (names of ours)


async def _rewrite_invitations(survey_id: UUID) -> None:
    """Write the invitations anew in a random order: who was invited, whether they answered, and nothing else."""
    async with transaction():
        await hold_survey(survey_id)
        definition = await _definition(survey_id)
        rows = await Invitation.select().where(Invitation.survey == survey_id)
        anew = [_anew(row, language=definition.languages[0]) for row in rows]
        anew.sort(key=lambda each: each.id)
        for first in range(0, len(anew), AT_A_TIME):
            await Invitation.insert(*anew[first : first + AT_A_TIME])
        for first in range(0, len(rows), AT_A_TIME):
            old = [row["id"] for row in rows[first : first + AT_A_TIME]]
            await Invitation.delete().where(Invitation.id.is_in(old))


def _anew(row: dict[str, Any], *, language: str) -> Invitation:
    new = uuid4()
    kept = ("survey", "organisation", "organisation_type", "name", "email", "is_used", "is_declined")
    return Invitation(
        **{name: row[name] for name in kept}, id=new, token_hash=token_hash(token_of(new)), language=language
    )
