"""Which issues wait for something that should have been done already."""

from datetime import date
from uuid import UUID

from feedback.database import execute
from feedback.enums import Delivery
from feedback.evidence import issues_with_counting_evidence

# A commitment's last move of its day decides; the days of its milestones are their own.
_PAST_DUE = """
SELECT ic.commitment, ic.issue, s.delivery FROM issue_commitment ic
JOIN commitment c ON c.id = ic.commitment
LEFT JOIN issue_summary s ON s.issue = ic.issue
WHERE COALESCE((
    SELECT CASE WHEN e.value < {} THEN 1 ELSE 0 END FROM commitment_entry e
    WHERE e.commitment = c.id AND e.field = 'due' AND e.milestone IS NULL
    ORDER BY e.number DESC LIMIT 1
), CASE WHEN c.due < {} THEN 1 ELSE 0 END) = 1
"""


async def overdue_issues(today: date) -> set[UUID]:
    """The issues that an overdue commitment answers: its day has passed, and not all issues that it answers are done."""
    rows = await execute(_PAST_DUE, today.isoformat(), today)
    answered: dict[UUID, dict[UUID, str]] = {}
    for row in rows:
        answered.setdefault(row["commitment"], {})[row["issue"]] = row["delivery"]
    complete = {each for found in answered.values() for each, how in found.items() if how == Delivery.COMPLETE}
    supported = await issues_with_counting_evidence(sorted(complete, key=str))
    done = {
        each
        for found in answered.values()
        for each, how in found.items()
        if how == Delivery.SUPERSEDED or (how == Delivery.COMPLETE and each in supported)
    }
    return {each for found in answered.values() if not set(found) <= done for each in found}
