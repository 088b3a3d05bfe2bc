"""The chapters about a consultation itself: what it was, what it asked, and every point of its notes with its source."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from feedback.blocks import BulletList, Cell, Heading, Paragraph, Table
from feedback.enums import CodingState
from feedback.translation import gettext as _
from feedback.translation import list_text, number_text
from reports.document import Block
from reports.facts import Consultation, Facts, NotedPoint, Theme
from reports.labels import label
from reports.parts import NOTHING, content_cell, day_text, facts_table, marked, source_text, wording


def what_was_asked(consultation: Consultation) -> list[Block]:
    """The chapter with the meeting's own facts, and its questions with their sub-questions."""
    blocks: list[Block] = [Heading(_("What was asked")), consultation_facts(consultation)]
    if not consultation.questions:
        blocks.append(Paragraph(_("The notes hold no question.")))
    for question in consultation.questions:
        blocks.append(Heading(_("Question %(number)s", number=question.number), 2))
        blocks.append(Paragraph(question.text, marked(consultation.language)))
        if question.subquestions:
            blocks.append(BulletList(question.subquestions, marked(consultation.language)))
    return blocks


def consultation_facts(consultation: Consultation) -> Table:
    """Title, date, kind, host and attendance; what is not known is left out."""
    language = consultation.language
    return facts_table(
        _("The consultation"),
        [
            (_("Title"), content_cell(consultation.title, language)),
            (_("Date"), Cell(consultation_date(consultation))),
            (_("Kind"), Cell(label(consultation.kind))),
            (_("Host"), content_cell(consultation.host, language)),
            (_("Participants"), participants_cell(consultation)),
        ],
    )


def consultation_date(consultation: Consultation) -> str:
    """The date in words, as far as it is known."""
    return day_text(consultation.date or (str(consultation.year) if consultation.year else None))


def participants_cell(consultation: Consultation) -> Cell:
    """Attendance as the notes put it, or the number and unit; an empty cell where neither is known."""
    if consultation.participants_text:
        return content_cell(consultation.participants_text, consultation.language)
    if consultation.participants_count is None:
        return Cell("")
    counted = f"{number_text(consultation.participants_count)} {consultation.participants_unit}".strip()
    return content_cell(counted, consultation.language)


def every_point(consultation: Consultation, facts: Facts) -> list[Block]:
    """The annex with every point of the notes in their order, its lines in the document and its confirmed themes."""
    blocks: list[Block] = [Heading(_("Every point of the notes, with its source"))]
    if not consultation.points:
        return [*blocks, Paragraph(_("The notes hold no point."))]
    themes = _confirmed_themes(facts)
    header = (_("No."), _("Point"), _("Said under"), _("Themes"), _("Source"))
    rows = tuple(
        (
            Cell(number_text(number)),
            content_cell(point.text, consultation.language),
            _heading_cell(point, consultation.language),
            Cell(list_text(wording(theme.labels).text for theme in themes.get(point.id, ())) or NOTHING),
            Cell(source_text(point)),
        )
        for number, point in enumerate(consultation.points, start=1)
    )
    table = Table(_("The points in the order of the notes"), header, rows, widths=(0.05, 0.46, 0.14, 0.15, 0.2))
    return [*blocks, _without_empty_columns(table)]


def _heading_cell(point: NotedPoint, language: str) -> Cell:
    if point.question_number is not None:
        return Cell(_("Question %(number)s", number=point.question_number))
    return content_cell(point.heading, language) if point.heading else Cell(NOTHING)


def _without_empty_columns(table: Table) -> Table:
    told = [place for place in range(len(table.header)) if any(row[place].text != NOTHING for row in table.rows)]
    return replace(
        table,
        header=tuple(table.header[place] for place in told),
        rows=tuple(tuple(row[place] for place in told) for row in table.rows),
        widths=tuple(table.widths[place] for place in told),
    )


def _confirmed_themes(facts: Facts) -> Mapping[str, Sequence[Theme]]:
    found: dict[str, list[Theme]] = {}
    by_id = {theme.id: theme for theme in facts.themes}
    for coding in facts.codings:
        if coding.state is CodingState.CONFIRMED and coding.theme_id in by_id:
            found.setdefault(coding.point_id, []).append(by_id[coding.theme_id])
    return {point: sorted(themes, key=lambda theme: theme.code) for point, themes in found.items()}
