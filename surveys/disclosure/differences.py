"""Numbers that were shown before, and those that would be shown now: what the difference between the two tells."""

from collections.abc import Iterator, Sequence

from surveys.disclosure.rows import DEFAULT_THRESHOLD, Row, checked_threshold, is_small


def is_safe_after(before: Sequence[Row], now: Row, *, threshold: int = DEFAULT_THRESHOLD) -> bool:
    """Whether a distribution may be shown to a reader who has kept what was shown of it before.

    Each number of the two that the reader can subtract, and each total, must be equal or differ by the threshold or more:
    a difference is a count of the people who came or went in between, and is as protected as any other count (Hundepool
    et al. on differencing of frequency tables). Cells hidden in either are compared as the sum of all that are hidden in
    one or both.
    """
    checked_threshold(threshold)
    return all(not is_small(abs(n), threshold) for row in before for n in _differences(row, now))


def kept_or_new(before: Sequence[int], now: int, *, threshold: int = DEFAULT_THRESHOLD) -> int:
    """A single count that stands alone: the one shown last until the new one differs from all earlier by the threshold or more."""
    checked_threshold(threshold)
    return before[-1] if any(is_small(abs(now - each), threshold) for each in before) else now


def _differences(before: Row, now: Row) -> Iterator[int]:
    if before.total is not None and now.total is not None:
        yield now.total - before.total
    length = min(len(before.cells), len(now.cells))
    pairs = list(zip(before.cells[:length], now.cells[:length], strict=True))
    seen = [(then, since) for then, since in pairs if then is not None and since is not None]
    yield from (since - then for then, since in seen)
    if before.total is not None and now.total is not None and len(seen) < len(pairs):
        yield now.total - before.total - sum(since - then for then, since in seen)
