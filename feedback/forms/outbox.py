"""What the address of the outbox asks for: the mails in one state, and which hundred of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from feedback.enums import MailState
from feedback.mail.outbox import PAGE

#: What is shown when nothing is asked for: the first of these that has mails. What needs an officer comes first.
_FIRST = (MailState.FAILED, MailState.HANDED_OVER, MailState.WAITING, MailState.SENT)


@dataclass(frozen=True, slots=True)
class OutboxQuery:
    """`page` counts from 1; `pages` is how many there are."""

    state: MailState
    page: int
    pages: int

    @classmethod
    def read(cls, asked: Mapping[str, str], counts: Mapping[MailState, int]) -> Self:
        """From an address: `state=<value>`, `page=<number>`; what is not there reads as the nearest that is."""
        wanted = asked.get("state", "")
        first = next((state for state in _FIRST if counts[state]), MailState.WAITING)
        state = MailState(wanted) if wanted in list(MailState) else first
        pages = max(1, -(-counts[state] // PAGE))
        number = asked.get("page", "")
        page = int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 1
        return cls(state, min(max(page, 1), pages), pages)
