"""The chain through all logs: what is written is linked, and whatever is done to it afterwards is found."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from piccolo.columns import JSON, Boolean, Column, Date, Integer, Timestamptz
from piccolo.table import Table

from feedback.commitments import make_commitment, move_commitment
from feedback.database import execute, transaction
from feedback.enums import Answer, Delivery
from feedback.errors import Conflict
from feedback.follow_up_tables import IssueSummary, LogLink
from feedback.issue_heads import rename_issue
from feedback.issue_states import Entry, Field
from feedback.issue_summaries import summarise
from feedback.issues import open_issue, record
from feedback.log_chain import LOGS, NOTHING, Head, head, link_unlinked
from feedback.log_verification import find_faults
from feedback.migrations import migrate
from feedback.tables import CommitmentEntry, Evidence, IssueEntry
from feedback.translation import speaking
from tests.factories import NOW, make_issue
from tests.feedback.written_logs import WrittenLogs, faults, tamper, write_logs

#: Whom a commitment's mails go to is no promise; it can change, and be taken away. Its task is beside its passage.
NOT_PROMISED = {("commitment", "responsible_email"), ("commitment", "task")}
COLUMNS = [
    (table, column._meta.name)
    for table in (*(log.table for log in LOGS.values()), LogLink)
    for column in table._meta.columns
    if (table._meta.tablename, column._meta.name) not in NOT_PROMISED
]
CHANGED = "The row was changed after it was written."
REMOVED = "The row was removed, or can no longer be read."
UNLINKED = "The row has no link: it was not written by this program."
OUT_OF_ORDER = "The row is out of order in its log: its number does not follow the one before."
NOT_THE_FOLD = "The summary of this issue is not what its log adds up to."
CUT = "The row, or the hash of its link, was changed."


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with speaking("en"):
        yield


def other_than(column: Column, value: Any, logs: WrittenLogs) -> object:
    """Another value that the column may hold."""
    name = column._meta.name
    keys = {
        "issue": logs.bare_issue,
        "commitment": logs.commitments[1],
        "officer": logs.officers[1],
        "created_by": logs.officers[1],
        "added_by": logs.officers[1],
        "retracted_by": logs.officers[1],
        "consultation": logs.consultation,
        "document": logs.document,
    }
    if name in keys:
        return None if str(value) == str(keys[name]) else keys[name]
    if column.value_type is UUID:
        return uuid4()
    match column:
        case JSON():
            return '{"page": 1, "first_line": 4, "last_line": 6}'
        case Boolean():
            return not value
        case Integer():
            return value + 1000
        case Date():
            return date(1999, 12, 31)
        case Timestamptz():
            return (value or NOW) + timedelta(microseconds=1)
        case _:
            return f"{value}x"[-column.length :] if hasattr(column, "length") else f"{value}x"


async def test_every_row_that_is_written_is_linked_in_its_order(database: str) -> None:
    assert (await head(), await faults()) == (Head(0, NOTHING), [])

    await write_logs()

    links = await LogLink.select(LogLink.log).order_by(LogLink.number).output(as_list=True)
    assert links == [
        *("issue_entry", "issue_entry", "commitment", "issue_entry", "issue_entry", "commitment", "milestone"),
        *("commitment_entry", "commitment_entry", "evidence", "evidence", "commitment_entry"),
        *("issue_entry", "issue_entry", "issue_entry", "issue_entry", "commitment_entry"),
    ]
    assert ((await head()).number, await faults()) == (17, [])


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda each: getattr(each, "__name__", each))
async def test_find_faults_whichever_column_of_a_row_is_changed(
    sqlite_database: str, table: type[Table], column: str
) -> None:
    await change_each_row(await write_logs(), table, column)

    assert await faults() == []


async def test_find_faults_whichever_column_is_changed_on_postgresql(postgresql_database: str) -> None:
    logs = await write_logs()

    for table, column in COLUMNS:
        await change_each_row(logs, table, column)

    assert await faults() == []


async def change_each_row(logs: WrittenLogs, table: type[Table], column: str) -> None:
    """Change one column of one row after the other, see that it is found, and change it back."""
    update = f"UPDATE {table._meta.tablename} SET {column} = {{}} WHERE id = {{}}"
    for row in await table.select().order_by(table._meta.primary_key):
        id, before = row["id"], row[column]
        value = other_than(table._meta.get_column_by_name(column), before, logs)
        await tamper(update, value, id)
        found = await faults()
        await tamper(update, before, value if column == "id" else id)

        assert found, (column, before, value)
        if table is not LogLink:
            assert str(id) in {each for _log, each, _what in found}


async def test_find_faults_names_a_changed_row_a_changed_hash_and_the_last_one(database: str) -> None:
    logs = await write_logs()
    accepted = await IssueEntry.objects().get(IssueEntry.value == Answer.ACCEPTED_IN_PART.value)
    link = await LogLink.objects().get(LogLink.number == 5)
    last = await LogLink.objects().get(LogLink.number == 17)
    assert accepted is not None
    assert link is not None
    assert last is not None

    await tamper("UPDATE issue_entry SET reason = {} WHERE id = {}", "Everything.", accepted.id)
    await tamper("UPDATE log_link SET hash = {} WHERE id = {}", "0" * 64, link.id)
    await tamper("UPDATE commitment_entry SET reason = {} WHERE id = {}", "Nothing.", last.entry)

    assert await faults() == [
        (link.log, str(link.entry), "The hash of its link was changed."),
        ("issue_entry", str(accepted.id), CHANGED),
        ("commitment_entry", str(last.entry), CUT),
        ("evidence", str(logs.evidence[1]), "Whether it was taken back, when or why, is not what the log says."),
    ]


async def test_find_faults_names_what_was_removed(database: str) -> None:
    await write_logs()
    links = {link.number: link for link in await LogLink.objects()}

    await tamper("DELETE FROM commitment_entry WHERE id = {}", links[8].entry)
    await tamper("DELETE FROM log_link WHERE number IN (2, 13, 14)")

    assert await faults() == [
        ("log_link", "2", "The link was removed."),
        ("commitment_entry", str(links[8].entry), REMOVED),
        ("log_link", "13–14", "The link was removed."),
        *sorted(("issue_entry", str(links[number].entry), UNLINKED) for number in (2, 13, 14)),
        # Those after what is missing, log by log.
        *((links[number].log, str(links[number].entry), OUT_OF_ORDER) for number in (5, 15, 9)),
    ]


async def test_find_faults_of_what_was_cut_off_needs_the_head_that_was_noted(database: str) -> None:
    logs = await write_logs()
    noted = await head()
    await rename_issue(logs.issues[0], "Halls", officer=None, now=NOW + timedelta(days=10))
    later = await head()
    assert [fault async for fault in find_faults(noted)] == []

    entries = await LogLink.select(LogLink.entry).where(LogLink.number > noted.number).output(as_list=True)
    await tamper("DELETE FROM issue_entry WHERE id = {}", entries[0])
    await tamper("DELETE FROM log_link WHERE number = {}", later.number)
    await summarise(logs.issues[0])

    assert [fault async for fault in find_faults(noted)] == []
    assert [(fault.id, fault.what) async for fault in find_faults(later)] == [
        ("18", "This link was noted, but the chain now ends at 17.")
    ]
    assert [(fault.id, fault.what) async for fault in find_faults(Head(3, later.hash))] == [
        ("3", "Another hash was noted for this link: the chain was written anew.")
    ]


async def test_find_faults_of_rows_that_somebody_else_wrote(database: str) -> None:
    logs = await write_logs()
    entry = IssueEntry(issue=logs.issues[0], number=6, field="answer", value="accepted", at=NOW)
    await entry.save()
    figure = Evidence(commitment=logs.commitments[1], kind="figure", text="42", is_public=True)
    await figure.save()

    assert await faults() == [
        ("issue_entry", str(entry.id), UNLINKED),
        ("evidence", str(figure.id), UNLINKED),
        ("issue_summary", str(logs.issues[0]), NOT_THE_FOLD),
    ]


async def test_find_faults_of_a_summary_that_is_not_what_the_log_adds_up_to(database: str) -> None:
    logs = await write_logs()
    changed, missing = logs.issues
    await IssueSummary.update({IssueSummary.delivery: Delivery.LIMITED.value}).where(IssueSummary.issue == changed)
    await IssueSummary.delete().where(IssueSummary.issue == missing)

    assert await faults() == [("issue_summary", str(each), NOT_THE_FOLD) for each in sorted(logs.issues, key=str)]


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE issue_entry SET at = 'yesterday' WHERE number = 2",
        "UPDATE issue_entry SET officer = 'Olga' WHERE number = 2",
        "UPDATE issue_entry SET issue = upper(issue) WHERE number = 2",
        "UPDATE issue_entry SET number = 'two' WHERE number = 2",
        "UPDATE issue_entry SET reason = CAST(x'ff' AS TEXT) WHERE number = 2",
        "UPDATE commitment SET source = 'x'",
        "UPDATE log_link SET entry = 'x' WHERE number = 7",
        "UPDATE log_link SET entry = upper(entry) WHERE number = 7",
        "UPDATE log_link SET number = 'seven' WHERE number = 7",
        "UPDATE log_link SET log = 'diary' WHERE number = 7",
    ],
)
async def test_find_faults_of_values_that_no_column_may_hold(sqlite_database: str, spoil: str) -> None:
    await write_logs()

    await tamper(spoil)

    assert await faults()


async def test_what_is_hashed_is_the_same_on_both_engines(database: str) -> None:
    entry = CommitmentEntry(
        commitment=await make_commitment("Open the schools.", responsible="Us", due=None, officer=None, now=NOW),
        number=1,
        field="due",
        value="Å \U0001f600",
        at=datetime.fromisoformat("2024-06-10T11:30:00.000001+02:00"),
        source={"page": 2, "first_line": 1},
    )
    await entry.save()
    log = LOGS["commitment_entry"]
    row = (await log.rows([entry.id]))[entry.id]

    assert log.content(row) == {
        "id": str(entry.id),
        "commitment": str(entry.commitment),
        "number": 1,
        "field": "due",
        "value": "Å \U0001f600",
        "reason": "",
        "officer": None,
        "at": "2024-06-10T09:30:00.000001+00:00",
        "milestone": None,
        "consultation": None,
        "source": {"page": 2, "first_line": 1},
    }


def test_every_column_of_a_log_is_promised_or_known_not_to_be() -> None:
    later = {
        ("evidence", name) for name in ("retracted_at", "retracted_by", "retraction", "figure")
    }  # held against the log
    left_out = {
        (log.name, column._meta.name)
        for log in LOGS.values()
        for column in log.table._meta.columns
        if column._meta.name not in log.promised
    }
    assert left_out == NOT_PROMISED | later


async def test_a_transaction_that_fails_leaves_neither_row_nor_link(database: str) -> None:
    issue = await make_issue()

    with suppress(RuntimeError):
        async with transaction():
            await record(issue, Entry(Field.ANSWER, Answer.ACCEPTED, "", None, NOW))
            raise RuntimeError

    assert (await IssueEntry.count(), await head(), await faults()) == (0, Head(0, NOTHING), [])


async def test_writers_take_turns(database: str) -> None:
    issues = [await make_issue(title=f"Issue {n}") for n in range(6)]
    commitment = await make_commitment("Open the schools.", responsible="Us", due=None, officer=None, now=NOW)
    accepted = Entry(Field.ANSWER, Answer.ACCEPTED, "", None, NOW)
    declined = Entry(Field.ANSWER, Answer.DECLINED, "No money.", None, NOW)

    done = await asyncio.gather(
        *(record(issue, entry, seen=0) for issue in issues for entry in (accepted, declined)),
        *(rename_issue(issue, "Again", officer=None, now=NOW) for issue in reversed(issues)),
        *(move_commitment(commitment, "due", f"2025-01-1{n}", reason="Late.", officer=None, now=NOW) for n in range(6)),
        return_exceptions=True,
    )

    refused = [each for each in done if each is not None]
    assert {type(each) for each in refused} == {Conflict}
    assert ((await head()).number, len(refused), await faults()) == (19, 6, [])


async def test_link_unlinked_links_what_was_there_before_oldest_first(database: str) -> None:
    logs = await write_logs()
    before = await LogLink.select(LogLink.entry).order_by(LogLink.number).output(as_list=True)
    await execute("DELETE FROM log_link")
    # A clock that was set back: the numbers of an issue's entries say which came first.
    await IssueEntry.update({IssueEntry.at: NOW - timedelta(days=900)}).where(IssueEntry.number == 5)

    assert (await link_unlinked(), await link_unlinked()) == (17, 0)

    after = await LogLink.select(LogLink.entry).order_by(LogLink.number).output(as_list=True)
    assert (set(after), await faults()) == (set(before), [])
    ids = await IssueEntry.select(IssueEntry.id).where(IssueEntry.issue == logs.issues[0]).order_by(IssueEntry.number)
    assert [each for each in after if each in {row["id"] for row in ids}] == [row["id"] for row in ids]


async def test_link_unlinked_begins_only_where_there_is_no_chain_yet(sqlite_database: str) -> None:
    await open_issue("Rents", points=[], officer=None, now=NOW)
    issue = await make_issue()
    await IssueEntry(issue=issue, number=1, field="answer", value="accepted", at=NOW).save()
    await migrate()

    assert [what for _log, _id, what in await faults()] == [UNLINKED, NOT_THE_FOLD]
