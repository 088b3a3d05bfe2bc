"""Looks at evidence, as they are kept: one row for each time, never changed, never removed."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from feedback.database import execute
from feedback.evidence_checks import Look
from feedback.follow_up_tables import EvidenceCheck

LONGEST_ERROR = 200  # characters

# A link is looked at for years. The first look tells whether it has changed since, the last two whether it works.
_FIRST_AND_LAST = """
SELECT id FROM (
    SELECT id,
        ROW_NUMBER() OVER (PARTITION BY evidence ORDER BY at, id) AS oldest,
        ROW_NUMBER() OVER (PARTITION BY evidence ORDER BY at DESC, id DESC) AS newest
    FROM evidence_check
    WHERE evidence IN ({evidence})
) AS looks
WHERE oldest = 1 OR newest <= 2
"""


async def looks_at(evidence: Sequence[UUID]) -> dict[UUID, tuple[Look, ...]]:
    """For each of these pieces the first look at it and the last two, oldest first; two queries however many there are."""
    if not evidence:
        return {}
    places = ", ".join("{}" for _each in evidence)
    ids = [UUID(str(row["id"])) for row in await execute(_FIRST_AND_LAST.format(evidence=places), *evidence)]
    if not ids:
        return {}
    rows = (
        await EvidenceCheck.select()
        .where(EvidenceCheck.id.is_in(ids))
        .order_by(EvidenceCheck.at)
        .order_by(EvidenceCheck.id)
    )
    found: dict[UUID, list[Look]] = {}
    for row in rows:
        look = Look(
            at=row["at"],
            is_reachable=row["is_reachable"],
            status=row["status"],
            sha256=row["sha256"],
            mentions_action=row["mentions_action"],
            error=row["error"],
        )
        found.setdefault(row["evidence"], []).append(look)
    return {each: tuple(looks) for each, looks in found.items()}


async def note_look(
    evidence: UUID,
    *,
    at: datetime,
    is_reachable: bool | None = None,
    status: int | None = None,
    sha256: str = "",
    mentions_action: bool | None = None,
    error: str = "",
) -> None:
    """Keep what a look found."""
    await EvidenceCheck(
        evidence=evidence,
        at=at,
        is_reachable=is_reachable,
        status=status,
        sha256=sha256,
        mentions_action=mentions_action,
        error=error[:LONGEST_ERROR],
    ).save()
