"""The data-cut time of a report: when something that it can tell of last changed. It comes from the data, never the clock."""

from datetime import UTC, datetime

from feedback.database import execute

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_CHANGES = (
    ("document", "uploaded_at"),
    ("coding", "decided_at"),
    ("coding_sample", "closed_at"),
    ("issue_point", "added_at"),
    ("issue_entry", "at"),
    ("commitment", "created_at"),
    ("milestone", "created_at"),
    ("commitment_entry", "at"),
    ("evidence", "added_at"),
    ("survey", "opened_at"),
    ("survey", "closed_at"),
    ("response", "day"),
    ("statement_coding", "decided_at"),
    ("reply", "decided_at"),
)


async def read_data_cut() -> datetime:
    """The latest change in UTC, of responses the day alone; the first second of 1970 where there is nothing yet."""
    newest = " UNION ALL ".join(
        f'SELECT CAST(MAX("{column}") AS TEXT) AS latest FROM {table}'  # noqa: S608  (names of ours)
        for table, column in _CHANGES
    )
    rows = await execute(newest)
    return max((_moment(row["latest"]) for row in rows if row["latest"]), default=_BEGINNING)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
