"""The chapter on what is new since the year before: numbers side by side, what was closed, reopened and delivered, and the gap."""

from collections.abc import Sequence

from feedback.blocks import BulletList, Cell, Heading, Paragraph, Table
from feedback.translation import gettext as _
from reports.charts.parts import status_flow
from reports.delivery_moves import DeliveryMoves
from reports.document import Block
from reports.gaps import agreement_text
from reports.issue_figures import IssueFigures
from reports.labels import label
from reports.measures import measure_name
from reports.parts import content_cell, figure_cell, marked, telling, telling_cell
from reports.sections.issue_tables import delivery_text
from reports.year_changes import BY_YEAR, AgreementChange, YearChanges


def new_since_last_year(changes: YearChanges, year: int, *, language: str) -> list[Block]:
    """The chapter; a list of nothing is left out, since the table has its zero."""
    rows = tuple(
        (Cell(measure_name(it)), figure_cell(changes.before[it]), figure_cell(changes.counts[it])) for it in BY_YEAR
    )
    header = (_("What"), str(year - 1), str(year))
    return [
        Heading(_("What is new since %(year)s", year=year - 1)),
        Table(_("The year beside the one before"), header, rows, widths=(0.6, 0.2, 0.2)),
        *_stated(_("Issues closed in the year"), changes.closed, language),
        *_stated(_("Issues reopened in the year"), changes.reopened, language),
        *_delivered(changes, language),
        *_moves(changes.deliveries),
        *_agreements(changes, year, language),
    ]


def _stated(caption: str, issues: Sequence[IssueFigures], language: str) -> list[Block]:
    if not issues:
        return []
    rows = tuple(
        (
            content_cell(it.issue.title, language),
            Cell(label(it.issue.state.answer)),
            Cell(delivery_text(it)),
        )
        for it in issues
    )
    header = (_("Issue"), _("Answer"), _("Delivery"))
    return [Table(caption, header, rows, widths=(0.5, 0.25, 0.25))]


def _delivered(changes: YearChanges, language: str) -> list[Block]:
    if not changes.delivered:
        return []
    texts = tuple(it.commitment.text for it in changes.delivered)
    return [Paragraph(_("Commitments delivered in the year:")), BulletList(texts, marked(language))]


def _moves(moves: DeliveryMoves) -> list[Block]:
    if moves.is_still:
        return []
    after = {label(step): column for step, column in moves.after.items()}
    title = _("Delivery when the year began, and when it ended")
    return [status_flow(title, [label(step) for step in moves.before], after, value_label=_("Issues raised"))]


def _agreements(changes: YearChanges, year: int, language: str) -> list[Block]:
    if not changes.agreements:
        return []
    rows = tuple(
        (
            content_cell(it.issue.issue.title, language),
            Cell(delivery_text(it.issue)),
            telling_cell(f"{it.year_before}: {agreement_text(it.before)}", [it.before]),
            telling_cell(agreement_text(it.now), [it.now]),
            Cell(_change(it)),
        )
        for it in changes.agreements
    )
    header = (_("Issue"), _("Department: delivery"), _("Agreed before"), _("Agree in %(year)s", year=year), _("Gap"))
    note = _(
        "Both surveys are held against what the department says now. Other people may have answered then than now: a "
        "difference need not mean that anybody has changed their mind."
    )
    return [
        Heading(_("Participants who agree, then and now"), 2),
        agreement_sentence(changes),
        Table(
            _("Share of the participants who agree that it is delivered"),
            header,
            rows,
            widths=(0.28, 0.18, 0.2, 0.16, 0.18),
        ),
        Paragraph(note, quiet=True),
    ]


def agreement_sentence(changes: YearChanges) -> Paragraph:
    """On how many issues more agree than before, and on how many fewer."""
    text = _(
        "Issues on which more agree than in the survey before: %(narrowed)s; fewer: %(widened)s.",
        narrowed=changes.narrowed.value,
        widened=changes.widened.value,
    )
    return telling(text, changes.narrowed, changes.widened)


def _change(it: AgreementChange) -> str:
    """Told of the gap as it is in the table beside: of shares that are hidden nothing follows."""
    if it.before.value is None or it.now.value is None:
        return _("not shown")
    if it.is_narrower is None:
        return _("As before")
    return _("Narrowed: more agree") if it.is_narrower else _("Widened: fewer agree")
