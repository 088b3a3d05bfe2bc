"""What waits for an officer, told on their first page: each package says its own, and the composition root gathers it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits, in a sentence in the language of the moment, and the route to where it is dealt with."""

    text: str
    route: str


#: Each gives what waits of its kind; None where nothing does.
Waits = Sequence[Callable[[], Awaitable[Waiting | None]]]
