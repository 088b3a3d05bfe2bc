"""The parts about issues: what was raised before, what the department says of it, and beside it what participants say."""

from collections.abc import Sequence

from feedback.enums import Verdict
from feedback.translation import date_text
from feedback.translation import gettext as _
from reports.document import Block, BulletList, Cell, Heading, Paragraph, Table
from reports.figures import Figure, figure_text
from reports.issue_figures import IssueFigures, VerdictFigures
from reports.labels import label
from reports.parts import content_cell, facts_table, figure_cell, marked


def issues_raised(issues: Sequence[IssueFigures], *, consultation_id: str, language: str) -> list[Block]:
    """The chapter on every issue that the consultation raised: first all in a table, then one by one."""
    title = _("What was raised, and what became of it")
    blocks: list[Block] = [Heading(title)]
    if not issues:
        return [*blocks, Paragraph(_("No point of this consultation has been tied to an issue yet."))]
    blocks.append(issue_table(_("The issues raised"), issues, language))
    for figures in issues:
        blocks += _issue(figures, consultation_id, language)
    return blocks


def issue_table(caption: str, issues: Sequence[IssueFigures], language: str) -> Table:
    """Each issue with its years, the department's answer and delivery, and the participants' verdict beside."""
    header = (
        _("Issue"),
        _("Raised"),
        _("Answer"),
        _("Delivery"),
        _("Participants say yes"),
        _("Participants answering"),
    )
    rows = tuple(
        (
            content_cell(it.issue.title, language),
            Cell(years_text(it)),
            Cell(label(it.issue.state.answer)),
            Cell(delivery_text(it)),
            _yes_cell(it.verdict),
            _answering_cell(it.verdict),
        )
        for it in issues
    )
    return Table(caption, header, rows)


def gap_table(caption: str, issues: Sequence[IssueFigures], language: str) -> Table:
    """Each issue with the department's delivery, the participants' verdict, and whether there is a gap between them."""
    header = (_("Issue"), _("Department: delivery"), _("Participants' verdict"), _("Gap"))
    rows = tuple(
        (
            content_cell(it.issue.title, language),
            Cell(delivery_text(it)),
            Cell(verdict_text(it.verdict)),
            Cell(label(it.gap)),
        )
        for it in issues
    )
    return Table(caption, header, rows, widths=(0.22, 0.18, 0.35, 0.25))


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
    return ", ".join(str(year) for year in figures.years) or _("not known")


def delivery_text(figures: IssueFigures) -> str:
    """How far the department says it is delivered, and whether that is too old to count as confirmed."""
    words = label(figures.issue.state.delivery)
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


def _issue(figures: IssueFigures, consultation_id: str, language: str) -> list[Block]:
    state = figures.issue.state
    blocks: list[Block] = [Heading(figures.issue.title, 2, marked(language))]
    now = tuple(point.text for point in figures.issue.points if point.consultation_id == consultation_id)
    if now:
        blocks += [Paragraph(_("What was said this time:")), BulletList(now, marked(language))]
    on = date_text(state.delivery_at.date()) if state.delivery_at else ""
    rows = [
        (_("Raised"), Cell(years_text(figures))),
        (_("Answer"), Cell(label(state.answer))),
        (_("Reason"), content_cell(state.answer_reason, language)),
        (_("Delivery"), Cell(delivery_text(figures))),
        (_("Delivery stated on"), Cell(on)),
        (_("About the delivery"), content_cell(state.delivery_reason, language)),
        (_("Verification"), Cell(label(state.verification))),
        (_("About the verification"), content_cell(state.verification_reason, language)),
        (_("Effect"), Cell(label(state.effect))),
        (_("About the effect"), content_cell(state.effect_reason, language)),
        (_("Participants' verdict"), Cell(verdict_text(figures.verdict))),
        (_("Gap"), Cell(label(figures.gap))),
    ]
    blocks.append(facts_table(_("What became of it"), rows))
    return [*blocks, *_promises(figures, language), *_replies(figures, language)]


def _promises(figures: IssueFigures, language: str) -> list[Block]:
    if not figures.commitments:
        return [Paragraph(_("Nobody has undertaken anything about this issue."), quiet=True)]
    texts = tuple(it.commitment.text for it in figures.commitments)
    return [Paragraph(_("What has been undertaken:")), BulletList(texts, marked(language))]


def _replies(figures: IssueFigures, language: str) -> list[Block]:
    if not figures.issue.replies:
        return []
    texts = tuple(f"{reply.organisation}: {reply.text}" for reply in figures.issue.replies)
    return [Paragraph(_("Replies from organisations, word for word:")), BulletList(texts, marked(language))]
