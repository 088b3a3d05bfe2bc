"""The items of a meeting and their minutes, which add up to its length. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from reports.agenda import OpenMatter
from reports.agenda_wordings import wording_of

SHORTEST_MEETING, LONGEST_MEETING, USUAL_MEETING = 60, 480, 120  # minutes
MOST_MATTERS = 8
LEAST_FOR_A_MATTER = 15
LEAST = 5  # for any item
STEP = 5
OPENING, OPEN_FLOOR, CLOSING, PAUSE = 10, 15, 10, 15
PAUSE_FROM = 150  # minutes of a meeting from which it has a break


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One item; `why` and `questions` may be empty. `issue` is the id of the issue it is about, `language` that of its title."""

    title: str
    minutes: int
    why: str = ""
    questions: tuple[str, ...] = ()
    issue: str = ""
    language: str = ""
    is_chosen: bool = True


@dataclass(frozen=True, slots=True)
class Agenda:
    """A whole agenda in one language; `minutes` is the length of the meeting."""

    title: str
    language: str
    minutes: int
    items: tuple[AgendaItem, ...]
    day: date | None = None
    starts: time | None = None
    place: str = ""


def draft_items(matters: Sequence[OpenMatter], *, language: str, minutes: int) -> tuple[AgendaItem, ...]:
    """An item for each matter that the meeting has time for, between an opening and a closing; the chosen ones add up to `minutes`.

    A matter has at least 15 minutes, and more the more reasons there are for it; the first have it where not all have room.
    The others follow, not chosen. Raises `ValueError` for a meeting shorter than `SHORTEST_MEETING`.
    """
    if minutes < SHORTEST_MEETING:
        raise ValueError(f"A meeting of {minutes} minutes is too short.")
    words = wording_of(language)
    pause = PAUSE if minutes >= PAUSE_FROM else 0
    left = minutes - OPENING - CLOSING - OPEN_FLOOR - pause
    room = min(len(matters), MOST_MATTERS, left // LEAST_FOR_A_MATTER)
    shares = share_minutes(left, [len(matter.reasons) for matter in matters[:room]], least=LEAST_FOR_A_MATTER)
    items = [_item(matter, share) for matter, share in zip(matters, shares, strict=False)]
    if pause:
        items.insert((room + 1) // 2, AgendaItem(words.pause, pause, language=language))
    open_floor = OPEN_FLOOR if room else OPEN_FLOOR + left
    return (
        AgendaItem(words.opening, OPENING, why=words.opening_about, language=language),
        *items,
        AgendaItem(words.open_floor, open_floor, questions=(words.open_floor_question,), language=language),
        AgendaItem(words.closing, CLOSING, why=words.closing_about, language=language),
        *(replace(_item(matter, LEAST_FOR_A_MATTER), is_chosen=False) for matter in matters[room:]),
    )


def share_minutes(minutes: int, weights: Sequence[int], *, least: int = LEAST) -> tuple[int, ...]:
    """So many minutes for each weight: `least`, and of what is left by its weight, in steps of five; they add up to all.

    What makes no whole step goes to the first. Raises `ValueError` where there is not even the least for each.
    """
    if not weights:
        return ()
    left = minutes - least * len(weights)
    if left < 0:
        raise ValueError(f"{minutes} minutes are too few for {len(weights)} items.")
    steps, total = left // STEP, sum(weights)
    exact = [steps * weight / total if total else steps / len(weights) for weight in weights]
    whole = [int(each) for each in exact]
    # The largest remainders have what rounding down has left.
    by_remainder = sorted(range(len(weights)), key=lambda place: (whole[place] - exact[place], place))
    for place in by_remainder[: steps - sum(whole)]:
        whole[place] += 1
    shares = [least + STEP * each for each in whole]
    shares[0] += left % STEP
    return tuple(shares)


def shared_again(items: Sequence[AgendaItem], minutes: int) -> tuple[AgendaItem, ...]:
    """The items with the minutes of the chosen ones shared out anew, in the proportions they have. Raises `ValueError`."""
    shares = iter(share_minutes(minutes, [item.minutes for item in items if item.is_chosen]))
    return tuple(replace(item, minutes=next(shares)) if item.is_chosen else item for item in items)


def beginnings(items: Sequence[AgendaItem], starts: time | None) -> tuple[time | None, ...]:
    """When each item begins, and at last when the meeting ends; None for each where its start is not known."""
    # On a day of no meaning: a time alone cannot be added to.
    moment = datetime.combine(date(2000, 1, 1), starts) if starts else None
    found: list[time | None] = []
    for item in (*items, None):
        found.append(moment.time() if moment else None)
        if moment and item:
            moment += timedelta(minutes=item.minutes)
    return tuple(found)


def _item(matter: OpenMatter, minutes: int) -> AgendaItem:
    return AgendaItem(matter.title, minutes, matter.why, matter.questions, matter.issue, matter.language)
