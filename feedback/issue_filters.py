"""Which issues a list shows: answered or not, how far delivered, recurring, with words of the title. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from feedback.enums import Answer, Delivery
from feedback.issues import FollowedIssue


@dataclass(frozen=True, slots=True)
class IssueFilter:
    """What is asked for; None and empty ask for nothing. Recurring is what was raised in more than one year."""

    is_answered: bool | None = None
    delivery: Delivery | None = None
    is_recurring: bool = False
    title: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Self:
        """From an address: `answered=yes|no`, `delivery=<value>`, `recurring=yes`, `title=<words>`; the rest is ignored."""
        delivery = asked.get("delivery", "")
        return cls(
            is_answered={"yes": True, "no": False}.get(asked.get("answered", "")),
            delivery=Delivery(delivery) if delivery in list(Delivery) else None,
            is_recurring=asked.get("recurring") == "yes",
            title=asked.get("title", "").strip(),
        )

    @property
    def query(self) -> dict[str, str]:
        """The address that `read` reads."""
        answered = "" if self.is_answered is None else "yes" if self.is_answered else "no"
        asked = {
            "answered": answered,
            "delivery": self.delivery.value if self.delivery else "",
            "recurring": "yes" if self.is_recurring else "",
            "title": self.title,
        }
        return {name: value for name, value in asked.items() if value}

    def admits(self, issue: FollowedIssue) -> bool:
        """Whether the list shows this issue."""
        state = issue.state
        return (
            self.is_answered in (None, state.answer is not Answer.NOT_ANSWERED)
            and self.delivery in (None, state.delivery)
            and (len(issue.years) > 1 or not self.is_recurring)
            and all(word in issue.title.casefold() for word in self.title.casefold().split())
        )


def matching(issues: Iterable[FollowedIssue], wanted: IssueFilter) -> list[FollowedIssue]:
    """Those that the filter admits, in their order."""
    return [issue for issue in issues if wanted.admits(issue)]
