"""Issues as charts: when each was raised and dealt with, and what the department says beside how many agree."""

from collections.abc import Sequence

from feedback.enums import Delivery
from feedback.translation import gettext as _
from reports.charts.parts import DeliveredIssue, RecurringIssue, delivery_and_verdict, recurrence_timeline
from reports.document import Block
from reports.gaps import AGREEING
from reports.issue_figures import IssueFigures
from reports.labels import label
from reports.sections.issue_tables import delivery_text
from surveys.definition import Wording

MOST = 20  # rows of a chart; the tables have all
STEPS = (Delivery.LIMITED, Delivery.SUBSTANTIAL, Delivery.COMPLETE)


def issue_timeline(issues: Sequence[IssueFigures], language: str) -> list[Block]:
    """When each of the issues was raised, answered and completed, those raised most often first; nothing for one year alone."""
    found = [it for it in issues if it.years][:MOST]
    rows = [RecurringIssue(Wording(it.issue.title, language), _years(it)) for it in found]
    if len({year for row in rows for years in row.years for year in years}) < 2:
        return []
    kinds = (_("Raised"), _("Answered by the department"), _("Complete, says the department"))
    return [recurrence_timeline(_("When the issues were raised, and when they were dealt with"), rows, kinds)]


def _years(figures: IssueFigures) -> tuple[tuple[int, ...], ...]:
    """Of what was raised, answered and completed; of the last two the latest word alone is known."""
    state = figures.issue.state
    answered = (state.answered_at.year,) if figures.is_answered and state.answered_at else ()
    complete = (state.delivery_at.year,) if state.delivery is Delivery.COMPLETE and state.delivery_at else ()
    return (figures.years, answered, complete)


def delivery_chart(issues: Sequence[IssueFigures], language: str) -> list[Block]:
    """Of the issues that the department says are delivered: how far, and how many agree; nothing where no share is shown."""
    found = [it for it in issues if it.issue.state.delivery in AGREEING][:MOST]
    if not any(it.agreement is not None and it.agreement.value is not None for it in found):
        return []
    rows = [
        DeliveredIssue(
            Wording(it.issue.title, language),
            _step(it.issue.state.delivery),
            delivery_text(it),
            it.agreement,
        )
        for it in found
    ]
    names = (_("Department: delivery"), _("Participants who agree"))
    title = _("What the department says is delivered, and how many participants agree")
    return [delivery_and_verdict(title, rows, steps=[label(it) for it in STEPS], names=names)]


def _step(delivery: Delivery) -> int | None:
    """How many of the steps are reached; None where it is no longer to be delivered."""
    if delivery is Delivery.SUPERSEDED:
        return None
    return STEPS.index(delivery) + 1 if delivery in STEPS else 0
