"""The same done to many issues: each by itself, so that one that is refused does not hold the others back."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from feedback.errors import Conflict, NotFound
from feedback.tables import Issue


@dataclass(frozen=True, slots=True)
class Refusal:
    """An issue that was left as it was, and why."""

    issue: UUID
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many were changed, or were so already; and those that were not."""

    done: int
    refused: tuple[Refusal, ...]


async def change_each(issues: Sequence[UUID], change: Callable[[UUID], Awaitable[object]]) -> Outcome:
    """Do this to each of the issues in turn, whatever became of the one before."""
    rows = await Issue.select(Issue.id, Issue.title).where(Issue.id.is_in(list(issues))) if issues else []
    titles = {row["id"]: row["title"] for row in rows}
    refused = []
    for issue in issues:
        try:
            await change(issue)
        except (Conflict, NotFound) as error:
            refused.append(Refusal(issue, titles.get(issue, ""), str(error)))
    return Outcome(len(issues) - len(refused), tuple(refused))
