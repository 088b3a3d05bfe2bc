"""Issues in tables: what was raised and when, what the department says of it, and beside it what participants say."""

from collections.abc import Sequence

from feedback.blocks import Cell, Table
from feedback.enums import Verdict
from feedback.translation import gettext as _
from feedback.translation import list_text
from reports.figures import Figure, figure_text
from reports.gaps import agreement_text
from reports.issue_figures import IssueFigures, VerdictFigures
from reports.labels import label
from reports.parts import NOTHING, content_cell, figure_cell, telling_cell


def issue_table(caption: str, issues: Sequence[IssueFigures], language: str) -> Table:
    """Each issue with its years, the department's answer and delivery, and beside it the verdict where any was asked for."""
    header = (_("Issue"), _("Raised"), _("Answer"), _("Delivery"))
    rows = tuple(
        (
            content_cell(it.issue.title, language),
            years_cell(it),
            Cell(label(it.issue.state.answer)),
            Cell(delivery_text(it)),
        )
        for it in issues
    )
    if all(it.verdict is None for it in issues):
        return Table(caption, header, rows, widths=(0.36, 0.26, 0.19, 0.19))
    return Table(
        caption,
        (*header, _("Participants say yes"), _("Participants answering")),
        tuple((*row, _yes_cell(it.verdict), _answering_cell(it.verdict)) for row, it in zip(rows, issues, strict=True)),
        widths=(0.24, 0.2, 0.15, 0.15, 0.13, 0.13),
    )


def gap_table(caption: str, issues: Sequence[IssueFigures], language: str) -> Table:
    """Each issue with the department's delivery, the participants' verdict, and whether there is a gap between them."""
    header = (_("Issue"), _("Department: delivery"), _("Participants' verdict"), _("Participants who agree"), _("Gap"))
    rows = tuple(
        (
            content_cell(it.issue.title, language),
            Cell(delivery_text(it)),
            verdict_cell(it.verdict),
            telling_cell(agreement_text(it.agreement) or NOTHING, [it.agreement]),
            Cell(label(it.gap)),
        )
        for it in issues
    )
    return Table(caption, header, rows, widths=(0.2, 0.16, 0.28, 0.14, 0.22))


def gap_sentence(gaps: Figure) -> str:
    """The gap in words: of how many issues it can be told, and on how many the two disagree."""
    return _(
        "The department says that delivery is substantial or complete, and the participants' verdict can be shown, for "
        "%(base)s of the issues. Fewer than half of the participants agree on %(gaps)s of them.",
        base=gaps.base,
        gaps=figure_text(gaps),
    )


def years_text(figures: IssueFigures) -> str:
    """The years in which the issue was raised, as in "2012, 2019, 2023, 2024"."""
    return list_text(str(year) for year in figures.years) or _("not known")


def years_cell(figures: IssueFigures) -> Cell:
    """The years, whose number is a figure."""
    return telling_cell(years_text(figures), [figures.recurrence])


def verdict_cell(verdict: VerdictFigures | None) -> Cell:
    """The verdict in one line."""
    return telling_cell(verdict_text(verdict), verdict.told if verdict else ())


def delivery_text(figures: IssueFigures) -> str:
    """How far the department says it is delivered, and whether that is unsupported or too old to count as confirmed."""
    words = label(figures.issue.state.delivery)
    if figures.issue.is_unsupported:
        words = _("%(delivery)s (unsupported)", delivery=words)
    return _("%(delivery)s (unconfirmed)", delivery=words) if figures.is_unconfirmed else words


def verdict_text(verdict: VerdictFigures | None) -> str:
    """The verdict in one line, with how many answered and the survey's response rate."""
    if verdict is None:
        return _("Participants have not been asked.")
    if verdict.figures is None or verdict.figures.answered.suppressed:
        number = figure_text(verdict.figures.answered if verdict.figures else verdict.survey.responses)
        return _("Not shown: %(number)s answered.", number=number)
    counts = {it: figure_text(found.count) for it in Verdict if (found := verdict.chosen(it)) is not None}
    return _(
        "Yes: %(yes)s. Partly: %(partly)s. No: %(no)s. Cannot say: %(cannot_say)s. "
        "Answers: %(answered)s. Response rate: %(rate)s. Survey of %(year)s.",
        yes=counts.get(Verdict.YES, "–"),
        partly=counts.get(Verdict.PARTLY, "–"),
        no=counts.get(Verdict.NO, "–"),
        cannot_say=counts.get(Verdict.CANNOT_SAY, "–"),
        answered=figure_text(verdict.figures.answered),
        rate=figure_text(verdict.survey.response_rate),
        year=verdict.survey.survey.year,
    )


def _yes_cell(verdict: VerdictFigures | None) -> Cell:
    if verdict is None:
        return Cell(_("not asked"))
    yes = verdict.chosen(Verdict.YES)
    return figure_cell(yes.share) if yes else Cell(_("not shown"))


def _answering_cell(verdict: VerdictFigures | None) -> Cell:
    if verdict is None:
        return Cell(_("not asked"))
    return figure_cell(verdict.figures.answered if verdict.figures else verdict.survey.responses)
