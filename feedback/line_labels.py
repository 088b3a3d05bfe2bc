"""What a reviewed draft says of the lines it came from: where a point or question begins or goes on, and what is nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from feedback.documents import lines_of
from feedback.draft_rows import POINT, QUESTION, Rows, decode_rows, read_rows, rows_before
from feedback.enums import LineLabelKind
from feedback.notes.draft import Source
from feedback.notes.line_features import labels_of
from feedback.notes.reading import Line
from feedback.notes_tables import DraftChange, LineLabel
from feedback.source_lines import read_source
from feedback.tables import Consultation, Task

CHUNK = 500  # rows per statement; PostgreSQL takes 32,767 parameters


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """A line that is not blank, and what it is; `is_corrected` where reading said otherwise."""

    line: int
    label: LineLabelKind
    is_corrected: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the items of a draft stand in the source."""

    questions: tuple[Source, ...] = ()
    points: tuple[Source, ...] = ()
    tasks: tuple[Source, ...] = ()


def label_lines(lines: Iterable[Line], *, kept: Placed, read: Placed) -> tuple[LabelledLine, ...]:
    """Every line with what it is by the items that officers kept, beside those that were read. Pure."""
    is_now, was = (
        labels_of(questions=placed.questions, points=placed.points, tasks=placed.tasks) for placed in (kept, read)
    )
    nothing = LineLabelKind.NOTHING
    return tuple(
        LabelledLine(
            line=line.number,
            label=is_now.get(line.number, nothing),
            is_corrected=is_now.get(line.number, nothing) != was.get(line.number, nothing),
        )
        for line in lines
        if line.text.strip()
    )


def placed_in(rows: Rows, tasks: Sequence[Source]) -> Placed:
    """Where the questions and points of these rows stand, dropped ones left out, beside the tasks. Pure."""

    def of(table: str) -> tuple[Source, ...]:
        kept = (row for row in rows.values() if row.table == table and not row.columns.get("dropped_at"))
        return tuple(source for row in kept if (source := read_source(str(row.columns["source"]))))

    return Placed(questions=of(QUESTION), points=of(POINT), tasks=tuple(tasks))


async def keep_line_labels(consultation: Consultation) -> None:
    """Keep what a consultation's questions, points and tasks say of its document's lines, in place of what was kept before.

    What reading said is known from the changes since. Inside the caller's transaction.
    """
    if consultation.document is None:
        return
    changes = (
        await DraftChange.select(DraftChange.before, DraftChange.after)
        .where(DraftChange.consultation == consultation.id)
        .order_by(DraftChange.number, ascending=False)
    )
    told = await Task.select(Task.source).where(Task.consultation == consultation.id)
    tasks = [source for row in told if (source := read_source(row["source"]))]
    kept = await read_rows(consultation.id)
    read = rows_before(kept, ((decode_rows(row["before"]), decode_rows(row["after"])) for row in changes))
    labelled = label_lines(
        await lines_of(consultation.document), kept=placed_in(kept, tasks), read=placed_in(read, tasks)
    )
    await LineLabel.delete().where(LineLabel.document == consultation.document)
    await _insert(consultation.document, labelled)


async def _insert(document_id: UUID, labelled: Sequence[LabelledLine]) -> None:
    for start in range(0, len(labelled), CHUNK):
        chunk = labelled[start : start + CHUNK]
        await LineLabel.insert(
            *(
                LineLabel(document=document_id, line=each.line, label=each.label.value, is_corrected=each.is_corrected)
                for each in chunk
            )
        )
