"""The gap: whether participants agree with what the department says is delivered, and how many of them do. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from feedback.enums import Delivery, Verdict
from feedback.translation import gettext as _
from feedback.translation import number_text
from reports.figures import Basis, Figure, Unit, figure_text, hidden_figure, share_figure
from reports.measures import Measure
from surveys.disclosure import Row, extreme_rows

#: The verdicts that agree with each claim of delivery: *partly* is no agreement with *complete*.
AGREEING: Mapping[Delivery, frozenset[Verdict]] = {
    Delivery.SUBSTANTIAL: frozenset({Verdict.YES, Verdict.PARTLY}),
    Delivery.COMPLETE: frozenset({Verdict.YES}),
}
#: Who could say; the others neither agree nor disagree.
DECIDED = frozenset({Verdict.YES, Verdict.PARTLY, Verdict.NO})


class Gap(StrEnum):
    """Whether the department's delivery and the participants' verdict disagree, as `Measure.GAP` defines it."""

    YES = "gap"
    NO = "no gap"
    NOT_SHOWN = "not shown"  # hidden numbers could decide it either way, or too few answered
    NOT_ASKED = "not asked"  # no survey with responses has asked about the issue
    NOT_DELIVERED = "not delivered"  # the department does not claim delivery, so there is nothing to disagree with


@dataclass(frozen=True, slots=True)
class GapFigures:
    """`agreement` is the share of those who could say that agrees with the department; None where there is no such question."""

    gap: Gap
    agreement: Figure | None = None


def gap_figures(
    id: str, delivery: Delivery, row: Row, verdicts: Sequence[str], basis: Basis, *, source: str = ""
) -> GapFigures:
    """The gap between this claim and one survey's verdicts, in the order of the row.

    Decided from what may be shown alone: where hidden counts could make it either, it is not shown; nor is the share,
    unless every way to fill them gives the same.
    """
    agreeing = AGREEING.get(delivery)
    if agreeing is None:
        return GapFigures(Gap.NOT_DELIVERED)
    possible = set()
    for counts in extreme_rows(row):
        said = dict(zip(verdicts, counts, strict=True))
        possible.add((_sum(said, agreeing), _sum(said, DECIDED)))
    disagrees = {2 * agree < decided if decided else None for agree, decided in possible}
    gap = Gap.NOT_SHOWN if len(disagrees) != 1 else {True: Gap.YES, False: Gap.NO, None: Gap.NOT_SHOWN}[disagrees.pop()]
    if len(possible) == 1:
        [(agree, decided)] = possible
        share = share_figure(id, agree, decided, measure=Measure.AGREEMENT, basis=basis, source=source)
        return GapFigures(gap, share)
    hidden = hidden_figure(id, measure=Measure.AGREEMENT, basis=basis, unit=Unit.SHARE, source=source)
    return GapFigures(gap, hidden)


def agreement_text(agreement: Figure | None) -> str:
    """How many agree, with the numbers behind the share; empty where it is not asked."""
    if agreement is None:
        return ""
    if agreement.n is None or not agreement.base:
        return figure_text(agreement)
    return _(
        "%(share)s (%(n)s of %(base)s)",
        share=figure_text(agreement),
        n=number_text(agreement.n),
        base=number_text(agreement.base),
    )


def _sum(counts: Mapping[str, int], verdicts: frozenset[Verdict]) -> int:
    return sum(counts.get(verdict.value, 0) for verdict in verdicts)
