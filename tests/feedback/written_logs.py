"""A small history with rows in every log, written by the functions that officers' pages call, and attackers on its tables."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import asyncpg

from feedback.commitments import make_commitment, move_commitment
from feedback.database import database, execute
from feedback.enums import Answer, Delivery, EvidenceKind, Verification
from feedback.evidence import Support, add_evidence, retract_evidence
from feedback.follow_up_tables import Milestone
from feedback.issue_heads import rename_issue
from feedback.issue_states import Entry, Field
from feedback.issues import open_issue, record
from feedback.log_chain import chain, writing_logs
from feedback.log_verification import find_faults
from tests.factories import NOW, make_document, make_issue, make_officer, make_reviewed_consultation


@dataclass(frozen=True, slots=True)
class WrittenLogs:
    """What the history is about, and rows that a tampered key can be pointed at."""

    officers: tuple[UUID, UUID]
    issues: tuple[UUID, UUID]
    bare_issue: UUID
    commitments: tuple[UUID, UUID]
    evidence: tuple[UUID, UUID]
    consultation: UUID
    document: UUID


async def write_logs() -> WrittenLogs:
    """Two issues that were answered, delivered and checked, two commitments that slipped, evidence added and taken back."""
    officers = (await make_officer(), await make_officer(email="oskar@example.org", name="Oskar Other"))
    olga, oskar = officers
    consultation, _question, (premises, funding) = await make_reviewed_consultation()
    document = await make_document(["Decided."], filename="decision.txt")
    issues = (
        await open_issue("Premises", points=[premises], officer=olga, now=NOW),
        await open_issue("Funding", points=[funding], officer=olga, now=NOW),
    )
    commitments = (
        await make_commitment(
            "Open the schools.",
            responsible="The property unit",
            due=NOW.date(),
            issues=issues,
            consultation=consultation,
            source={"page": 1, "first_line": 4, "last_line": 5},
            officer=olga,
            now=NOW,
        ),
        await make_commitment("Fund for years.", responsible="The grants unit", due=None, officer=None, now=NOW),
    )
    await add_milestone(commitments[0])
    await move_commitment(
        commitments[0], "due", "2025-01-31", reason="Åska: the roof leaked.", officer=olga, now=NOW + timedelta(1)
    )
    await move_commitment(
        commitments[0], "responsible", "The roof unit", reason="Roof.", officer=oskar, now=NOW + timedelta(2)
    )
    evidence = (
        await add_evidence(commitments[0], support(document), officer=olga, now=NOW + timedelta(3)),
        await add_evidence(commitments[0], support(None), officer=oskar, now=NOW + timedelta(4)),
    )
    for entry in (
        Entry(Field.ANSWER, Answer.ACCEPTED_IN_PART, "Schools, not halls.", olga, NOW + timedelta(5)),
        Entry(Field.DELIVERY, Delivery.COMPLETE, "All schools.", olga, NOW + timedelta(6)),
        Entry(Field.VERIFICATION, Verification.CHECKED, "Seen.", oskar, NOW + timedelta(7)),
    ):
        await record(issues[0], entry)
    await rename_issue(issues[1], "Money", officer=None, now=NOW + timedelta(8))
    await retract_evidence(evidence[1], reason="The wrong figure.", officer=olga, now=NOW + timedelta(9))
    return WrittenLogs(officers, issues, await make_issue(), commitments, evidence, consultation, document)


def support(document: UUID | None) -> Support:
    kind = EvidenceKind.PASSAGE if document else EvidenceKind.FIGURE
    source = {"page": 1, "first_line": 1, "last_line": 1} if document else {}
    return Support(
        uuid4(), kind, "Decided.", "", document, source, NOW.date(), is_public=True, figure="" if document else "a.b.0"
    )


async def add_milestone(commitment: UUID) -> UUID:
    async with writing_logs():
        milestone = Milestone(commitment=commitment, text="Ask the caretakers.", due=NOW.date(), created_at=NOW)
        await milestone.save()
        await chain(milestone)
    return UUID(str(milestone.id))


async def faults() -> list[tuple[str, str, str]]:
    """What verifying finds."""
    return [(fault.log, fault.id, fault.what) async for fault in find_faults()]


async def tamper(sql: str, *values: object) -> None:
    """As somebody does who can write to the database and knows how to switch its own checks off."""
    if database().engine_type == "sqlite":
        await execute("PRAGMA foreign_keys = OFF")
        await execute(sql, *values)
        await execute("PRAGMA foreign_keys = ON")
        return
    connection = await asyncpg.connect(database().url)
    try:
        await connection.execute("SET session_replication_role = replica")
        for number in range(len(values)):
            sql = sql.replace("{}", f"${number + 1}", 1)
        await connection.execute(sql, *values)
    finally:
        await connection.close()
