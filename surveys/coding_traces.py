"""What coding keeps of statements outside their own tables, which name them by id alone: it goes and moves with the statements."""

from uuid import UUID

from piccolo.custom_types import Combinable

from feedback.coding_tables import CodingEntry, SampleText, ThemeProposal
from feedback.database import execute
from feedback.enums import CodedKind
from feedback.theme_proposals import rename_texts
from surveys.tables import Statement

#: To be written anew where statements are.
TRACES = (CodingEntry, SampleText, ThemeProposal)


def decisions_on(statements: Combinable) -> Combinable:
    """The lines of the coding log about these statements."""
    ids = Statement.select(Statement.id).where(statements)
    return (CodingEntry.kind == CodedKind.STATEMENT.value) & CodingEntry.text.is_in(ids)


async def forget_traces(statements: Combinable) -> None:
    """Take what coding keeps of these statements away, before they go themselves."""
    ids = Statement.select(Statement.id).where(statements)
    await CodingEntry.delete().where(decisions_on(statements))
    await SampleText.delete().where((SampleText.kind == CodedKind.STATEMENT.value) & SampleText.text.is_in(ids))
    await rename_texts(dict.fromkeys(await ids.output(as_list=True)))


async def rename_sampled(renamed: str) -> None:
    """Have samples and proposed themes name these statements anew; the table `renamed` has the `old` and `new` ids."""
    await execute(
        f'UPDATE sample_text SET "text" = (SELECT n."new" FROM {renamed} n WHERE n."old" = sample_text."text") '  # noqa: S608  (name of ours)
        f'WHERE "kind" = {{}} AND "text" IN (SELECT n."old" FROM {renamed} n)',
        CodedKind.STATEMENT.value,
    )
    rows = await execute(f'SELECT n."old", n."new" FROM {renamed} n')  # noqa: S608  (name of ours)
    await rename_texts({UUID(str(row["old"])): UUID(str(row["new"])) for row in rows})
