"""An agenda as it is printed, kept as a Word file, and pasted into an invitation: all in the language of the agenda. Pure."""

from collections.abc import Iterator
from datetime import time

from feedback.blocks import Block, BulletList, Cell, Heading, Paragraph, Table
from feedback.translation import date_text, ngettext, number_text, speaking
from feedback.translation import gettext as _
from reports.agenda_items import Agenda, AgendaItem, beginnings
from reports.document import Document


def agenda_document(agenda: Agenda, *, author: str) -> Document:
    """The chosen items as a table, then each with why it is taken up and what is asked."""
    with speaking(agenda.language):
        return Document(
            title=agenda.title,
            subtitle=when_and_where(agenda),
            language=agenda.language,
            author=author,
            cut="",
            blocks=agenda_blocks(agenda),
        )


def agenda_blocks(agenda: Agenda) -> tuple[Block, ...]:
    """What stands under the title."""
    with speaking(agenda.language):
        return tuple(_blocks(agenda))


def when_and_where(agenda: Agenda) -> str:
    """The day, the times and the place as far as they are known, in the language being spoken; empty where nothing is."""
    ends = beginnings(_chosen(agenda), agenda.starts)[-1]
    known = [date_text(agenda.day) if agenda.day else "", _times(agenda.starts, ends), agenda.place]
    return " · ".join(each for each in known if each)


def invitation_text(agenda: Agenda) -> str:
    """The questions as plain text, numbered, under the items that they belong to."""
    lines: list[str] = []
    number = 0
    for item in _chosen(agenda):
        if item.questions:
            lines += ["", item.title]
        for question in item.questions:
            number += 1
            lines.append(f"{number}. {question}")
    with speaking(agenda.language):
        return "\n".join([agenda.title, when_and_where(agenda), *lines]).replace("\n\n\n", "\n\n").strip() + "\n"


def _blocks(agenda: Agenda) -> Iterator[Block]:
    items = _chosen(agenda)
    yield Heading(_("Programme"))
    yield _table(agenda, items)
    for number, item in enumerate(items, start=1):
        if item.why or item.questions:
            yield Heading(f"{number_text(number)}. {item.title}", 2, _other_language(item, agenda))
        if item.why:
            yield Paragraph(item.why)
        if item.questions:
            yield BulletList(item.questions)


def _table(agenda: Agenda, items: tuple[AgendaItem, ...]) -> Table:
    total = sum(item.minutes for item in items)
    caption = ngettext("%(n)s minute in all", "%(n)s minutes in all", total)
    begins = beginnings(items, agenda.starts)
    rows = []
    for number, (item, at) in enumerate(zip(items, begins, strict=False), start=1):
        name = Cell(f"{number_text(number)}. {item.title}", _other_language(item, agenda))
        when = (Cell(_clock(at)),) if at else ()
        rows.append((name, *when, Cell(number_text(item.minutes), is_number=True)))
    if agenda.starts:
        return Table(caption, (_("Item"), _("Begins"), _("Minutes")), tuple(rows), (0.64, 0.18, 0.18))
    return Table(caption, (_("Item"), _("Minutes")), tuple(rows), (0.8, 0.2))


def _chosen(agenda: Agenda) -> tuple[AgendaItem, ...]:
    return tuple(item for item in agenda.items if item.is_chosen)


def _other_language(item: AgendaItem, agenda: Agenda) -> str | None:
    return item.language if item.language and item.language != agenda.language else None


def _times(starts: time | None, ends: time | None) -> str:
    return f"{_clock(starts)}–{_clock(ends)}" if starts and ends else ""


def _clock(at: time) -> str:
    return f"{at:%H:%M}"
