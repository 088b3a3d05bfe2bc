"""One distribution, made safe: its small cells are hidden, and those from which they could be worked out."""

from collections.abc import Sequence
from dataclasses import dataclass

DEFAULT_THRESHOLD = 5
LOWEST_THRESHOLD = 3
HIGHEST_THRESHOLD = 10


@dataclass(frozen=True, slots=True)
class Row:
    """What may be shown of one distribution: None where hidden. Where `hides_larger`, a hidden cell can be any size."""

    cells: tuple[int | None, ...]
    total: int | None
    hides_larger: bool = False


def checked_threshold(threshold: int) -> int:
    """The threshold itself; ValueError outside 3 to 10: below, a hidden pair sees each other; above, little is left to show."""
    if not LOWEST_THRESHOLD <= threshold <= HIGHEST_THRESHOLD:
        raise ValueError(f"The threshold is {threshold}; it must be {LOWEST_THRESHOLD} to {HIGHEST_THRESHOLD}.")
    return threshold


def is_small(count: int, threshold: int) -> bool:
    """Whether a count of people may not be shown: at least one of them, and fewer than the threshold."""
    return 0 < count < threshold


def suppress_row(counts: Sequence[int], *, threshold: int = DEFAULT_THRESHOLD) -> Row:
    """One distribution whose cells add up to a total that the reader sees, made safe.

    Cells are hidden from the smallest up, equal ones together, until those hidden count at least `threshold` answers
    and none could be told from another, even by a reader who knows this rule: two different values can be exchanged,
    and two equal ones can be shifted by one. Where that hides every cell that is not zero, zeros are hidden too. A
    total below the threshold hides everything.
    """
    _check(counts, threshold)
    total = sum(counts)
    if is_small(total, threshold):
        return Row((None,) * len(counts), None)
    hidden = _hidden_values(counts, threshold)
    # Where no cell is left, how the total splits is all that is hidden: the mark must not say more than that.
    is_telling = hidden != set(counts) and all(is_small(value, threshold) for value in hidden)
    return Row(_without(counts, hidden), total, hides_larger=bool(hidden) and not is_telling)


def suppress_several(
    counts: Sequence[int], *, answered: int, most: int | None = None, threshold: int = DEFAULT_THRESHOLD
) -> Row:
    """How many gave each answer where one can give several, made safe; `answered` (which is shown) gave one or more, up to `most`.

    Small cells are hidden: not having ticked an option is not an answer. But all ticks together are at least as many as
    those who answered, and at most `most` times as many. Where a hidden cell follows from that, the next smallest is
    hidden too.
    """
    _check(counts, threshold)
    if is_small(answered, threshold):
        return Row((None,) * len(counts), None)
    hidden = {value for value in counts if is_small(value, threshold)}
    larger = sorted({value for value in counts if value >= threshold})
    greatest = threshold - 1
    while hidden and _follows(counts, hidden, answered, most or len(counts), greatest):
        greatest = answered
        if not larger:
            break
        hidden.add(larger.pop(0))
    return Row(_without(counts, hidden), None, hides_larger=greatest == answered)


def _follows(counts: Sequence[int], hidden: set[int], answered: int, most: int, greatest: int) -> bool:
    """Whether each of the hidden, of 1 to `greatest`, has one value alone that agrees with who answered."""
    shown, places = (sum(n for n in counts if n not in hidden), sum(1 for n in counts if n in hidden))
    least_sum = max(answered - shown, places)
    greatest_sum = min(most * answered - shown, places * greatest)
    if places == 1:
        return least_sum >= greatest_sum
    return least_sum >= places * greatest or greatest_sum <= places


def _check(counts: Sequence[int], threshold: int) -> None:
    checked_threshold(threshold)
    if any(count < 0 for count in counts):
        raise ValueError("A count cannot be negative.")


def extreme_rows(row: Row) -> tuple[tuple[int, ...], ...]:
    """The extreme ways in which the hidden cells of a row could be filled; none where its total is hidden too.

    A linear statement about the counts that is true of each of these follows from what is shown, and tells no more.
    """
    if row.total is None:
        return ()
    shown = tuple(cell or 0 for cell in row.cells)
    rest = row.total - sum(shown)
    places = [place for place, cell in enumerate(row.cells) if cell is None]
    if not places:
        return (shown,)
    return tuple((*shown[:place], rest, *shown[place + 1 :]) for place in places)


def _without(counts: Sequence[int], hidden: set[int]) -> tuple[int | None, ...]:
    return tuple(None if count in hidden else count for count in counts)


def _hidden_values(counts: Sequence[int], threshold: int) -> set[int]:
    hidden = {value for value in counts if is_small(value, threshold)}
    if not hidden:
        return hidden
    for value in sorted({value for value in counts if value >= threshold}):
        if _cannot_be_told_apart([count for count in counts if count in hidden], threshold):
            break
        hidden.add(value)
    nothing_is_left = all(value in hidden for value in counts if value)
    return hidden | {0} if nothing_is_left and 0 in counts else hidden


def _cannot_be_told_apart(hidden: Sequence[int], threshold: int) -> bool:
    if len(hidden) < 2 or sum(hidden) < threshold:
        return False
    # Equal values could all be one more or less and still be small, except at either end of what is small.
    return len(set(hidden)) > 1 or 2 <= hidden[0] <= threshold - 2
