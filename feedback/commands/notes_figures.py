"""How well notes are read, as tables: a part of what `gensvar evaluate` prints."""

from collections.abc import Sequence
from pathlib import Path

from feedback.commands.markdown import markdown_table
from feedback.notes.confidence import CONFIDENCE
from feedback.notes.evaluate import (
    CORPUS,
    Found,
    NotesFigures,
    evaluate_notes,
    exact_seeds,
    read_labelled,
    right_by_basis,
)
from feedback.translation import gettext as _


def notes_section(gold: Path) -> str:
    """The real documents, our own by how they are written, and how often each kind of point is right, as Markdown.

    Figures of documents that are not there are left out. Raises as `exact_seeds` for labelled data that cannot be used.
    """
    parts = []
    if (gold / "extraction.json").exists():
        right, all_of_them = exact_seeds(gold)
        told = _("%(right)s of %(all)s real documents are read exactly.", right=right, all=all_of_them)
        parts.append(_section(_("Notes: real documents"), f"{told}\n"))
    if (CORPUS / "labels.json").exists():
        documents = read_labelled(CORPUS)
        parts.append(_section(_("Notes: documents of our own"), _manners(evaluate_notes(documents))))
        body = [
            [basis.value, f"{CONFIDENCE[basis]:.2f}", str(found.drafted), f"{found.precision:.3f}"]
            for basis, found in right_by_basis(documents).items()
        ]
        head = [_("what made it a point"), _("confidence"), "n", _("right")]
        parts.append(_section(_("Notes: how sure a point is"), markdown_table(head, body)))
    return "\n".join(parts)


def _section(heading: str, body: str) -> str:
    return f"## {heading}\n\n{body}"


def _manners(rows: Sequence[NotesFigures]) -> str:
    head = [
        _("part"), _("written as"), _("documents"), _("points"), _("precision"), _("recall"),
        _("questions right"), _("titles right"), _("dates right"),
    ]  # fmt: skip
    return markdown_table(
        head,
        [
            [
                row.part,
                row.manner,
                str(row.n),
                str(row.points.labelled),
                f"{row.points.precision:.3f}",
                f"{row.points.recall:.3f}",
                _of(row.questions),
                f"{row.titles}/{row.n}",
                f"{row.dates}/{row.n}",
            ]
            for row in rows
        ],
    )


def _of(found: Found) -> str:
    return f"{found.right}/{max(found.drafted, found.labelled)}"
