"""What coding keeps of statements outside their own tables, which name them by id alone: it goes and moves with the statements."""

from piccolo.custom_types import Combinable

from feedback.coding_tables import CodingEntry, SampleText
from feedback.database import execute
from feedback.enums import CodedKind
from surveys.tables import Statement

#: To be written anew where statements are.
TRACES = (CodingEntry, SampleText)


def decisions_on(statements: Combinable) -> Combinable:
    """The lines of the coding log about these statements."""
    ids = Statement.select(Statement.id).where(statements)
    return (CodingEntry.kind == CodedKind.STATEMENT.value) & CodingEntry.text.is_in(ids)


async def forget_traces(statements: Combinable) -> None:
    """Take what coding keeps of these statements away, before they go themselves."""
    ids = Statement.select(Statement.id).where(statements)
    await CodingEntry.delete().where(decisions_on(statements))
    await SampleText.delete().where((SampleText.kind == CodedKind.STATEMENT.value) & SampleText.text.is_in(ids))


async def rename_sampled(renamed: str) -> None:
    """Have samples name these statements anew; the table `renamed` has the `old` and `new` ids."""
    await execute(
        f'UPDATE sample_text SET "text" = (SELECT n."new" FROM {renamed} n WHERE n."old" = sample_text."text") '  # noqa: S608  (name of ours)
        f'WHERE "kind" = {{}} AND "text" IN (SELECT n."old" FROM {renamed} n)',
        CodedKind.STATEMENT.value,
    )
