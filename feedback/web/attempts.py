"""Limits on how often something may be tried in vain: passwords, survey links. Kept in memory only, addresses too."""

import time
from collections import deque

from feedback.errors import TooMany
from feedback.translation import gettext as _


class Attempts:
    """At most `limit` failures per `seconds` for each key, in a sliding window; the clock is injected for tests."""

    def __init__(self, *, limit: int, seconds: float, most_keys: int = 10_000) -> None:
        self.limit = limit
        self.seconds = seconds
        self.most_keys = most_keys
        self.clock = time.monotonic
        self._failures: dict[str, deque[float]] = {}

    def check(self, key: str) -> None:
        """Raise `TooMany` where the key has used its attempts up."""
        if len(self._recent(key)) >= self.limit:
            raise TooMany(_("There were too many attempts. Wait a few minutes and try again."))

    def failed(self, key: str) -> None:
        """Count one failure."""
        recent = self._recent(key)
        recent.append(self.clock())
        self._failures[key] = recent
        if len(self._failures) > self.most_keys:
            # The oldest key goes: a flood of keys must not fill the memory.
            del self._failures[next(iter(self._failures))]

    def succeeded(self, key: str) -> None:
        """Forget the key's failures."""
        self._failures.pop(key, None)

    def _recent(self, key: str) -> deque[float]:
        recent = self._failures.get(key, deque())
        oldest = self.clock() - self.seconds
        while recent and recent[0] < oldest:
            recent.popleft()
        if not recent:
            self._failures.pop(key, None)
        return recent
