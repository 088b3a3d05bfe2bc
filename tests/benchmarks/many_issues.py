"""A thousand issues over twenty years, written straight into the tables: for measuring how long pages take."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeAlias
from uuid import UUID

from piccolo.table import Table

from feedback.enums import Answer, CodingState, Delivery, PointKind
from feedback.issue_states import Field
from feedback.issue_upkeep import refresh_every_issue
from feedback.tables import (
    Coding,
    Commitment,
    CommitmentEntry,
    Consultation,
    Evidence,
    Issue,
    IssueCommitment,
    IssueEntry,
    IssuePoint,
    Officer,
    Point,
    Theme,
)

ISSUES = 1000
YEARS = range(2006, 2026)
THEMES = 40
UNITS = ("Enheten för civilsamhället", "Kulturenheten", "Ungdomsenheten", "Enheten för idrott")
AREAS = ("Utgiftsområde 17", "Utgiftsområde 6", "Utgiftsområde 9")
WORDS = (
    *(
        "lokal",
        "förening",
        "bidrag",
        "skola",
        "ungdom",
        "idrott",
        "bibliotek",
        "kommun",
        "region",
        "samverkan",
        "avgift",
    ),
    *(
        "hyra",
        "ledare",
        "tillgänglighet",
        "språk",
        "integration",
        "landsbygd",
        "transport",
        "regler",
        "ansökan",
        "dialog",
    ),
    *("handläggning", "uppföljning", "pengar", "projekt", "långsiktighet"),
)
Add: TypeAlias = Callable[[Table], None]
START = datetime(2006, 1, 10, tzinfo=UTC)


async def make_many_issues(*, issues: int = ISSUES) -> list[UUID]:
    """Every issue is raised in each year or in some, with a log and a commitment that moved; the chain is left out."""
    draw = Random(1)
    officer = Officer(email="bench@example.org", name="Bench", password_hash="none")
    await officer.save()
    themes = [Theme(code=f"T{n}", labels=f'{{"sv": "Tema {n}"}}', created_at=START) for n in range(THEMES)]
    meetings = [
        Consultation(
            title=f"Samråd {year}", kind="samråd", state="confirmed", date=f"{year}-05-01", year=year, created_at=START
        )
        for year in YEARS
    ]
    rows: dict[type[Table], list[Table]] = {Theme: list(themes), Consultation: list(meetings)}

    def add(row: Table) -> None:
        rows.setdefault(type(row), []).append(row)

    for n in range(issues):
        issue = Issue(
            title=_said(draw, 4), owner_unit=draw.choice(UNITS), policy_area=draw.choice(AREAS), created_at=START
        )
        add(issue)
        raised = meetings if n == 0 else draw.sample(meetings, draw.randint(1, len(meetings)))
        _add_points(add, draw, issue, raised, themes)
        _add_log(add, draw, issue, officer.id)
        _add_commitment(add, draw, issue, officer.id, n)
    for table, made in rows.items():
        await _insert(table, made)
    await refresh_every_issue()
    return [row.id for row in rows[Issue] if isinstance(row, Issue)]


def _said(draw: Random, n: int) -> str:
    return " ".join(draw.choices(WORDS, k=n)).capitalize()


def _add_points(add: Add, draw: Random, issue: Issue, raised: Sequence[Consultation], themes: Sequence[Theme]) -> None:
    for meeting in raised:
        point = Point(consultation=meeting.id, position=1, text=_said(draw, 12), kind=PointKind.STATEMENT.value)
        add(point)
        add(IssuePoint(issue=issue.id, point=point.id, added_at=START))
        add(Coding(point=point.id, theme=draw.choice(themes).id, state=CodingState.CONFIRMED.value))


def _add_log(add: Add, draw: Random, issue: Issue, officer: UUID) -> None:
    for number in range(1, draw.randint(1, 20)):
        field, values = draw.choice([(Field.ANSWER, list(Answer)), (Field.DELIVERY, list(Delivery))])
        at = START + timedelta(days=300 * number)
        value = draw.choice(values).value
        add(
            IssueEntry(
                issue=issue.id, number=number, field=field.value, value=value, reason="Skäl.", officer=officer, at=at
            )
        )


def _add_commitment(add: Add, draw: Random, issue: Issue, officer: UUID, n: int) -> None:
    due = (START + timedelta(days=draw.randint(1000, 9000))).date()
    commitment = Commitment(text=_said(draw, 6), responsible="Kulturrådet", due=due, created_at=START)
    add(commitment)
    add(IssueCommitment(issue=issue.id, commitment=commitment.id))
    moved = (due + timedelta(days=200)).isoformat()
    at = START + timedelta(days=900)
    add(
        CommitmentEntry(
            commitment=commitment.id, number=1, field="due", value=moved, reason="Sent.", officer=officer, at=at
        )
    )
    if n % 3 == 0:
        add(
            Evidence(
                commitment=commitment.id,
                kind="figure",
                text="12 lokaler",
                is_public=True,
                date=at.date(),
                added_at=at,
                figure="a.b.0",
            )
        )


async def _insert(table: type[Table], rows: Sequence[Table]) -> None:
    for start in range(0, len(rows), 500):
        await table.insert(*rows[start : start + 500])
