"""`gensvar verify`: what an auditor reads."""

import asyncio

from click.testing import CliRunner, Result

from feedback.commands.verify import verify
from feedback.database import execute, open_database
from feedback.tables import IssueEntry
from tests.feedback.written_logs import tamper, write_logs


def run(*words: str) -> Result:
    return CliRunner().invoke(verify, words)


async def _write() -> None:
    async with open_database():
        await write_logs()


async def _change() -> str:
    async with open_database():
        row = await IssueEntry.objects().get(IssueEntry.value == "accepted in part")
        assert row is not None
        await tamper("UPDATE issue_entry SET reason = {} WHERE id = {}", "Everything.", row.id)
        return str(row.id)


async def _cut_off() -> None:
    async with open_database():
        await execute("DELETE FROM log_link WHERE number = 17")
        await execute("DELETE FROM commitment_entry WHERE number = 4")
        await execute("UPDATE evidence SET retracted_at = NULL, retracted_by = NULL, retraction = ''")


def test_verify_of_nothing_prints_a_head_that_can_be_expected(sqlite_url: str) -> None:
    result = run()

    head = "0:" + "0" * 64
    assert (result.exit_code, result.output) == (0, f"0 entries, nothing changed.\n{head}\n")
    assert run("--expect", head).exit_code == 0


def test_verify_prints_the_head_and_later_expects_it(database_url: str) -> None:
    asyncio.run(_write())
    result = run()
    told, head = result.output.splitlines()

    assert (result.exit_code, told, head.partition(":")[0], len(head)) == (0, "17 entries, nothing changed.", "17", 67)
    assert run("--expect", head).exit_code == 0

    asyncio.run(_cut_off())

    assert (run().exit_code, run("--expect", head).exit_code) == (0, 1)
    assert run("--expect", head).stdout == ("log_link 17: This link was noted, but the chain now ends at 16.\n")


def test_verify_names_each_fault_in_a_line(database_url: str) -> None:
    asyncio.run(_write())
    id = asyncio.run(_change())

    result = run()

    assert (result.exit_code, result.stdout, result.stderr) == (
        1,
        f"issue_entry {id}: The row was changed after it was written.\n",
        "1 fault was found.\n",
    )


def test_verify_expecting_what_is_no_head(sqlite_url: str) -> None:
    result = run("--expect", "14:beef")

    assert result.exit_code == 2
    assert "write it as the command prints it" in result.stderr
