"""Tables whose first row says what their columns hold: what was said and answered, or who does what by when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feedback.notes.blocks import Block
from feedback.notes.dates import days_in, months_in
from feedback.notes.draft import DraftTask
from feedback.notes.grammar.reporting import Column
from feedback.notes.grammar.words import Grammar
from feedback.notes.parts import Part, PartKind


@dataclass(frozen=True, slots=True)
class Row:
    """One row under the head, by column; a cell that is not there is empty."""

    block: Block
    cells: Mapping[Column, str]


@dataclass(frozen=True, slots=True)
class Table:
    head: Block
    columns: frozenset[Column]
    rows: tuple[Row, ...]

    @property
    def holds_tasks(self) -> bool:
        """Whether it says who does something, or by when."""
        return Column.TASK in self.columns and bool(self.columns & {Column.RESPONSIBLE, Column.DUE})


def table_of(blocks: Sequence[Block], grammar: Grammar) -> Table | None:
    """The rows by their columns; nothing where the first row names none that is known."""
    names = [cell.strip(" :*") for cell in blocks[0].text.split("|")]
    places = {
        place: column
        for place, name in enumerate(names)
        for column, pattern in grammar.reporting.columns.items()
        if pattern.match(name)
    }
    columns = frozenset(places.values())
    if len(columns) < 1 or len(blocks) == 1:
        return None
    rows = []
    for block in blocks[1:]:
        cells = [cell.strip() for cell in block.text.split("|")]
        rows.append(Row(block, {column: cells[place] for place, column in places.items() if place < len(cells)}))
    return Table(blocks[0], columns, tuple(rows))


def tabled_tasks(parts: Sequence[Part], grammar: Grammar) -> tuple[tuple[Block, DraftTask], ...]:
    """The tasks of every table that says who does what or by when, each with its row."""
    tables = [table_of(part.blocks, grammar) for part in parts if part.kind is PartKind.TABLE]
    return tuple(
        (row.block, _task(row, grammar))
        for table in tables
        if table and table.holds_tasks
        for row in table.rows
        if row.cells.get(Column.TASK)
    )


def _task(row: Row, grammar: Grammar) -> DraftTask:
    told = row.cells.get(Column.DUE, "")
    due = next(iter((*days_in(told, grammar), *months_in(told, grammar))), told)
    return DraftTask(row.cells[Column.TASK], row.cells.get(Column.RESPONSIBLE, ""), due, row.block.source)
