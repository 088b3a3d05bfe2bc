"""What there is to see of a source line: its shape, its words, its neighbours, and what the rules made of it."""

import re
from collections.abc import Iterable, Mapping, Sequence

from feedback.enums import LineLabelKind
from feedback.notes.draft import Draft, Rule, Source
from feedback.notes.lines import Row, rows_of
from feedback.notes.reading import Line

_WORD = re.compile(r"[^\W\d_]{2,30}")
#: Of a long line its first words tell enough.
_MOST_WORDS = 25
_LENGTHS = (3, 8, 15)
_MOST_GAP = 2


def labels_of(
    *, questions: Iterable[Source], points: Iterable[Source], tasks: Iterable[Source]
) -> dict[int, LineLabelKind]:
    """What the lines are by the items that stand on them; a line with none is not in it, and is nothing.

    Where several share a line, one that begins there counts before one that goes on, a question before a point, and that
    before a task.
    """
    kinds = (
        (tuple(tasks), LineLabelKind.TASK, LineLabelKind.TASK),
        (tuple(points), LineLabelKind.POINT, LineLabelKind.POINT_GOES_ON),
        (tuple(questions), LineLabelKind.QUESTION, LineLabelKind.QUESTION_GOES_ON),
    )
    labels: dict[int, LineLabelKind] = {}
    for sources, _, goes_on in kinds:
        labels |= {number: goes_on for each in sources for number in range(each.first_line + 1, each.last_line + 1)}
    for sources, begins, _ in kinds:
        labels |= {each.first_line: begins for each in sources}
    return labels


def labels_of_draft(draft: Draft) -> dict[int, LineLabelKind]:
    """What the lines of the document are by its draft; lines that are nothing are left out."""
    return labels_of(
        questions=(each.source for each in draft.questions),
        points=(each.source for each in draft.points),
        tasks=(each.source for each in draft.tasks),
    )


def features_of(lines: Sequence[Line], draft: Draft) -> Mapping[int, frozenset[str]]:
    """The features of every line that is not blank, by its number; each also together with the label the rules gave it."""
    labels = labels_of_draft(draft)
    rows = rows_of(lines)
    found: dict[int, frozenset[str]] = {}
    above = ""
    for before, row, after in zip([None, *rows], rows, [*rows[1:], None], strict=False):
        seen = {
            *_shape(row),
            *(f"word {word}" for word in _words(row.text)),
            *(f"under {word}" for word in _words(above)),
            *(f"before {each}" for each in (_shape(before) if before else ("none",))),
            *(f"after {each}" for each in (_shape(after) if after else ("none",))),
            f"before rules {_label(labels, before)}",
            f"after rules {_label(labels, after)}",
        }
        label, rule = _label(labels, row), draft.reasons[row.number].rule
        found[row.number] = frozenset({f"rules {label}", f"rule {rule}", *seen, *(f"{label}: {each}" for each in seen)})
        if row.is_heading or row.text.endswith(":") or rule is Rule.THEME:
            above = row.text
    return found


def _label(labels: Mapping[int, LineLabelKind], row: Row | None) -> LineLabelKind:
    return labels.get(row.number, LineLabelKind.NOTHING) if row else LineLabelKind.NOTHING


def _shape(row: Row) -> tuple[str, ...]:
    text, length = row.text, len(row.text.split())
    end, start = text[-1:], text[:1]
    return (
        f"mark {row.mark or 'none'}",
        f"ends {end if end in '.:?!,;-' else 'in a word'}",
        f"starts {'low' if start.islower() else 'high' if start.isupper() else 'otherwise'}",
        f"words {next((most for most in _LENGTHS if length <= most), 'more')}",
        f"gap {min(row.gap, _MOST_GAP)}",
        *(("heading",) if row.is_heading else ()),
        *(("digits",) if any(char.isdigit() for char in text) else ()),
        *(("colon",) if ":" in text[:-1] else ()),
    )


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)][:_MOST_WORDS]
