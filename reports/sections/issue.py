"""The chapter about issues: what was said of each now and before, what the department says became of it, and participants."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from feedback.blocks import BulletList, Cell, Heading, Paragraph, Table
from feedback.enums import Effect
from feedback.translation import gettext as _
from reports.document import Block
from reports.facts import Commitment, Consultation, NotedPoint, RaisedPoint
from reports.gaps import agreement_text
from reports.issue_figures import IssueFigures
from reports.labels import label
from reports.parts import NOTHING, content_cell, day_text, facts_table, marked, source_text, telling_cell
from reports.sections.issue_charts import delivery_chart, issue_timeline
from reports.sections.issue_tables import delivery_text, issue_table, verdict_cell, years_cell
from reports.sections.plan import decided_text


def issues_raised(
    issues: Sequence[IssueFigures], *, consultation: Consultation, noted: Mapping[str, NotedPoint], language: str
) -> list[Block]:
    """The chapter on every issue that the consultation raised: first all in a table, then one by one.

    `noted` are all points of all notes by their id: they say where a point of an earlier year stands.
    """
    blocks: list[Block] = [Heading(_("What was raised, and what became of it"))]
    if not issues:
        return [*blocks, Paragraph(_("No point of this consultation has been tied to an issue yet."))]
    blocks.append(issue_table(_("The issues raised"), issues, language))
    blocks += [*issue_timeline(issues, language), *delivery_chart(issues, language)]
    for figures in issues:
        blocks += [
            Heading(figures.issue.title, 2, marked(language)),
            *_said(figures.issue.points, consultation, noted, language=language),
            _what_became_of_it(figures, language),
            *_promises(figures, consultation, language),
            *_replies(figures),
        ]
    return blocks


def _said(
    points: Sequence[RaisedPoint], consultation: Consultation, noted: Mapping[str, NotedPoint], *, language: str
) -> list[Block]:
    """What was said at the consultation as a list, and what was said at others as a table with years and sources."""
    now = tuple(point.text for point in points if point.consultation_id == consultation.id)
    blocks: list[Block] = []
    if now:
        blocks += [Paragraph(_("What was said this time:")), BulletList(now, marked(language))]
    others = sorted((it for it in points if it.consultation_id != consultation.id), key=lambda it: it.year)
    if not others:
        return blocks
    is_earlier = all(point.year < consultation.year for point in others)
    caption = _("Said earlier") if is_earlier else _("Said at other consultations")
    rows = tuple(_said_row(point, noted.get(point.point_id), language) for point in others)
    return [*blocks, Table(caption, (_("Year"), _("Point"), _("Source")), rows, widths=(0.08, 0.6, 0.32))]


def _said_row(point: RaisedPoint, noted: NotedPoint | None, language: str) -> tuple[Cell, ...]:
    source = source_text(noted) if noted else NOTHING
    return (Cell(str(point.year or NOTHING)), content_cell(point.text, language), Cell(source))


def _what_became_of_it(figures: IssueFigures, language: str) -> Table:
    state = figures.issue.state
    rows = [
        (_("Raised"), years_cell(figures)),
        (_("Answer"), Cell(label(state.answer))),
        (_("Reason"), content_cell(state.answer_reason, language)),
        (_("Delivery"), Cell(delivery_text(figures))),
        *_about_the_delivery(figures, language),
        (_("Participants' verdict"), verdict_cell(figures.verdict)),
        (_("Participants who agree"), telling_cell(agreement_text(figures.agreement), [figures.agreement])),
        (_("Gap"), Cell(label(figures.gap))),
    ]
    return facts_table(_("What became of it"), rows)


def _about_the_delivery(figures: IssueFigures, language: str) -> list[tuple[str, Cell]]:
    """Nothing before the first word about delivery: the defaults would read as if somebody had reported them."""
    state = figures.issue.state
    effect = [
        (_("Effect"), Cell(label(state.effect))),
        (_("About the effect"), content_cell(state.effect_reason, language)),
    ]
    if state.delivery_at is None:
        return [] if state.effect is Effect.TOO_EARLY else effect
    return [
        (_("Delivery stated on"), Cell(day_text(state.delivery_at.date()))),
        (_("About the delivery"), content_cell(state.delivery_reason, language)),
        (_("Verification"), Cell(label(state.verification))),
        (_("About the verification"), content_cell(state.verification_reason, language)),
        *effect,
    ]


def _promises(figures: IssueFigures, consultation: Consultation, language: str) -> list[Block]:
    """What was undertaken, by the day on which it was decided; promises of an unknown day first."""
    if not figures.commitments:
        return [Paragraph(_("Nobody has undertaken anything about this issue."), quiet=True)]
    promised = sorted((it.commitment for it in figures.commitments), key=_decided_on)
    blocks: list[Block] = [Paragraph(_("What has been undertaken:"))]
    for _day, group in groupby(promised, key=_decided_on):
        together = tuple(group)
        blocks.append(BulletList(tuple(it.text for it in together), marked(language)))
        decided = decided_text(together[0], consultation)
        blocks += [Paragraph(decided, quiet=True)] if decided else []
    return blocks


def _decided_on(commitment: Commitment) -> str:
    return commitment.source.date if commitment.source else ""


def _replies(figures: IssueFigures) -> list[Block]:
    if not figures.issue.replies:
        return []
    blocks: list[Block] = [Heading(_("Replies from organisations, word for word"), 3)]
    for reply in figures.issue.replies:
        blocks += [Paragraph(f"{reply.organisation}:"), Paragraph(reply.text, marked(reply.language))]
    return blocks
