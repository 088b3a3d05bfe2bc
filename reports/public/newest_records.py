"""Which issues and commitments the newest events of the public site are about, found without reading all that ever happened.

Each event has the moment at which a row was written. So whatever happened since a moment happened to an issue or a commitment
with such a row. More may be found than happened: events are made of all that belongs to these, and cut off afterwards.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias
from uuid import UUID

from feedback.api.published import public_commitments, public_issues
from feedback.database import execute
from feedback.issue_commitments import issues_answered
from feedback.issue_states import Field
from feedback.issues import merged_issues

#: As the database gives it and takes it; None is before all that happened.
Moment: TypeAlias = Any

_PUBLIC = "i.published_at IS NOT NULL AND i.merged_into IS NULL"
_TOLD = f"field IN ('{Field.ANSWER.value}', '{Field.DELIVERY.value}')"
_MOVED = "e.field IN ('due', 'responsible')"
_ANSWERS_PUBLIC = f"SELECT ic.commitment FROM issue_commitment ic JOIN issue i ON i.id = ic.issue WHERE {_PUBLIC}"  # noqa: S608
#: When events happened that are certain to be told: at least so many did since then. Others only come on top.
_MOMENTS = f"""
SELECT published_at AS at FROM issue i WHERE {_PUBLIC}
UNION ALL SELECT e.at FROM issue_entry e JOIN issue i ON i.id = e.issue WHERE {_PUBLIC} AND e.{_TOLD}
UNION ALL SELECT c.created_at FROM commitment c WHERE c.id IN ({_ANSWERS_PUBLIC})
UNION ALL SELECT e.at FROM commitment_entry e WHERE {_MOVED} AND e.milestone IS NULL AND e.commitment IN ({_ANSWERS_PUBLIC})
"""  # noqa: S608  (words of ours)
# A verdict is told when its survey was closed or its consultation published, a reply when it was decided to show it.
_ISSUES_SINCE = f"""
SELECT i.id FROM issue i WHERE i.published_at >= {{}}
UNION SELECT e.issue FROM issue_entry e WHERE e.at >= {{}} AND e.{_TOLD}
UNION SELECT v.issue FROM verdict_question v JOIN survey s ON s.id = v.survey JOIN consultation c ON c.id = s.consultation
    WHERE s.closed_at >= {{}} OR c.published_at >= {{}}
UNION SELECT r.issue FROM reply r WHERE r.sent_at >= {{}} OR r.decided_at >= {{}}
"""  # noqa: S608  (words of ours)
_COMMITMENTS_SINCE = f"""
SELECT c.id FROM commitment c WHERE c.created_at >= {{}}
UNION SELECT e.commitment FROM commitment_entry e WHERE e.at >= {{}} AND {_MOVED}
UNION SELECT s.commitment FROM evidence s WHERE s.is_public AND (s.added_at >= {{}} OR s.retracted_at >= {{}})
"""  # noqa: S608  (words of ours)


async def moment_of_newest(count: int) -> Moment:
    """Since when at least so many events happened; None where fewer ever did."""
    rows = await execute(f"SELECT at FROM ({_MOMENTS}) happened ORDER BY at DESC LIMIT 1 OFFSET {count - 1}")  # noqa: S608
    return rows[0]["at"] if rows else None


async def touched_since(moment: Moment) -> tuple[set[UUID], set[UUID]]:
    """The public issues and commitments to which something happened since then, with all public issues of these commitments."""
    if moment is None:
        return await public_issues(), await public_commitments()
    commitments = await public_commitments(_keys(await execute(_COMMITMENTS_SINCE, *[moment] * 4)))
    answered = await issues_answered(sorted(commitments, key=str))
    current = await merged_issues()
    touched = {current.get(issue, issue) for issue in _keys(await execute(_ISSUES_SINCE, *[moment] * 6))}
    return await public_issues(touched.union(*answered.values())), commitments


def _keys(rows: Iterable[Mapping[str, Any]]) -> set[UUID]:
    return {UUID(str(row["id"])) for row in rows}
