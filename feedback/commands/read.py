"""`gensvar read`: print what a notes file seems to say. Needs no database and stores nothing."""

import json
import sys
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

import click

from feedback.commands.explained import explained
from feedback.enums import PointKind
from feedback.notes.draft import Draft, DraftPoint, as_json
from feedback.notes.reading import MAX_BYTES, Unreadable
from feedback.notes.sandbox import read_lines_apart
from feedback.notes.structure import draft_notes
from feedback.translation import N_, date_text, ngettext
from feedback.translation import gettext as _

#: The exit code for a file that cannot be read, the same that Click uses for a wrong argument.
_UNREADABLE = 2

#: Here and not from `feedback.labels`, which brings the tables with it: this command does without a database.
_KINDS = {
    PointKind.STATEMENT: N_("Statement"),
    PointKind.OBSTACLE: N_("Obstacle"),
    PointKind.OPPORTUNITY: N_("Opportunity"),
    PointKind.PROPOSAL: N_("Proposal"),
    PointKind.CONCERN: N_("Concern"),
}


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_object", is_flag=True, help="Print the draft as one JSON object.")
@click.option("--explain", is_flag=True, help="Print every line with what became of it, and why.")
def read(file: Path, as_object: bool, explain: bool) -> None:
    """Print the draft of FILE, a PDF, Word (DOCX), ODT, saved web page or text: title, questions, points and tasks."""
    try:
        with file.open("rb") as source:
            content = source.read(MAX_BYTES + 1)
        source_lines = read_lines_apart(content, file.name, on_page=_tell_page)
        draft = draft_notes(source_lines)
    except (OSError, Unreadable) as error:
        click.echo(f"{file}: {_reason(error)}", err=True)
        sys.exit(_UNREADABLE)
    if explain:
        click.echo("\n".join(explained(source_lines, draft)))
        return
    click.echo(json.dumps(as_json(draft), ensure_ascii=False, indent=2) if as_object else "\n".join(draft_text(draft)))


def _tell_page(page: int, pages: int) -> None:
    click.echo(_("Reading the picture of page %(page)s of %(pages)s.", page=page, pages=pages), err=True)


def _reason(error: OSError | Unreadable) -> str:
    if isinstance(error, Unreadable):
        return error.message()
    return _("The file cannot be opened: %(reason)s.", reason=error.strerror or type(error).__name__)


def draft_text(draft: Draft) -> list[str]:
    """The draft for a reader at the terminal, line by line, in the language of the moment."""
    lines = [draft.title or _("(no title)"), ""]
    lines += _facts(draft)
    for question in draft.questions:
        lines += ["", _("Question %(number)s: %(text)s", number=question.number, text=question.text)]
        lines += [f"  - {text}" for text in question.subquestions]
    if draft.themes:
        lines += ["", _("Themes:"), *(f"  - {theme}" for theme in draft.themes)]
    lines += ["", ngettext("%(n)s point", "%(n)s points", len(draft.points)), *_points(draft.points)]
    if draft.tasks:
        lines += ["", ngettext("%(n)s task", "%(n)s tasks", len(draft.tasks))]
        lines += [f"  - {text}" for text in _tasks(draft)]
    found, left = len(draft.personal_data), len(draft.leftovers)
    lines += [
        "",
        ngettext("%(n)s piece of personal data was found.", "%(n)s pieces of personal data were found.", found),
    ]
    lines += [ngettext("%(n)s passage was left over.", "%(n)s passages were left over.", left)]
    return lines


def _facts(draft: Draft) -> Iterable[str]:
    facts = (
        (_("Date"), date_text(draft.date) if draft.date else ""),
        (_("Kind"), draft.kind),
        (_("Host"), draft.host),
        (_("Place"), draft.place),
        (_("Participants"), draft.participants.text),
    )
    return (f"{name}: {value}" for name, value in facts if value)


def _points(points: Sequence[DraftPoint]) -> list[str]:
    lines: list[str] = []
    for (question, theme), group in groupby(points, key=lambda point: (point.question, point.theme)):
        if question is not None:
            lines += ["", _("On question %(number)s:", number=question)]
        elif theme:
            lines += ["", f"{theme}:"]
        for point in group:
            lines.append(f"  - {point.text} ({_(_KINDS[point.kind])})")
            lines += ["    " + _("Answer: %(text)s", text=point.answer)] if point.answer else []
    return lines


def _tasks(draft: Draft) -> Iterable[str]:
    for task in draft.tasks:
        due = _("due %(date)s", date=date_text(task.due)) if task.due else ""
        details = ", ".join(part for part in (task.responsible, due) if part)
        yield f"{task.text} ({details})" if details else task.text
