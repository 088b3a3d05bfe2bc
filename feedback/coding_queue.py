"""In which order texts are coded: by the risk that a suggestion is wrong, with a sample of those that seem certain. Pure.

First come uncertain suggestions, then texts that nothing was suggested for, then a sample of the certain ones, drawn by lot
so that it tells how far they can be trusted. The rest of the certain ones are not asked for; they stay suggestions.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from feedback.coded_texts import strongest
from feedback.enums import CodingState

#: A text is certain where every theme suggested for it has this probability or more.
CERTAIN_FROM = 0.75
SAMPLED_SHARE = 0.2
LEAST_SAMPLED = 10
PER_PAGE = 20


class Risk(StrEnum):
    """Why a text stands where it does in the queue."""

    UNCERTAIN = "uncertain"
    UNMATCHED = "unmatched"
    SAMPLED = "sampled"
    CERTAIN = "certain"


class Shown(StrEnum):
    """Which texts a page lists."""

    QUEUE = "queue"
    CERTAIN = "certain"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class CodingRow:
    """One coding of a text, or none where `theme` is None; `theme` is the one that it counts for now."""

    text: UUID
    theme: UUID | None = None
    state: CodingState | None = None
    score: float | None = None
    none_fits: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """A text as the queue sees it: how probable its suggestions were, decided or not, how many of its themes are confirmed and
    how many only suggested, and whether anything is undecided."""

    id: UUID
    scores: tuple[float, ...] = ()
    confirmed: int = 0
    suggested: int = 0
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Ranked:
    id: UUID
    risk: Risk
    is_open: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """All texts in the order in which they are asked for, decided ones in the place that they had.

    `confirmed` and `suggested` are numbers of themes of texts, which are never added together.
    """

    texts: tuple[Ranked, ...] = ()
    confirmed: int = 0
    suggested: int = 0

    @property
    def decided(self) -> int:
        return len(self.listed(Shown.DECIDED))

    @property
    def left(self) -> int:
        return len(self.texts) - self.decided

    def left_with(self, risk: Risk) -> int:
        """How many texts with this risk are undecided."""
        return sum(each.is_open and each.risk == risk for each in self.texts)

    def listed(self, shown: Shown) -> tuple[UUID, ...]:
        return tuple(each.id for each in self.texts if _list_of(each) == shown)

    def risks(self) -> dict[UUID, Risk]:
        return {each.id: each.risk for each in self.texts}

    def next_open(self, *, after: UUID) -> UUID | None:
        """The next text to decide: this one while anything about it is undecided, a later one, or the first again.

        Certain ones that were not drawn are gone on with only from one of them.
        """
        here = next((n for n, each in enumerate(self.texts) if each.id == after), 0)
        around = (*self.texts[here:], *self.texts[:here])
        among = {Shown.QUEUE}
        if self.texts and self.texts[here].risk is Risk.CERTAIN:
            among.add(Shown.CERTAIN)
        return next((each.id for each in around if _list_of(each) in among), None)


def _list_of(ranked: Ranked) -> Shown:
    if not ranked.is_open:
        return Shown.DECIDED
    return Shown.CERTAIN if ranked.risk is Risk.CERTAIN else Shown.QUEUE


def waiting_texts(rows: Iterable[CodingRow]) -> Iterator[Waiting]:
    """One for each text; the rows of a text stand together."""
    for text, of_text in groupby(rows, key=lambda row: row.text):
        states: dict[UUID, list[CodingState]] = {}
        scores, none_fits = [], False
        for row in of_text:
            none_fits |= row.none_fits
            if row.theme and row.state:
                states.setdefault(row.theme, []).append(row.state)
            if row.score is not None:
                scores.append(row.score)
        joined = [strongest(each) for each in states.values()]
        confirmed, suggested = joined.count(CodingState.CONFIRMED), joined.count(CodingState.SUGGESTED)
        yield Waiting(
            text, tuple(scores), confirmed, suggested, is_open=not none_fits and (not states or suggested > 0)
        )


def rank(texts: Iterable[Waiting], *, seed: str) -> Queue:
    """The queue of these texts. The same seed draws the same sample, whatever is decided meanwhile."""
    by_risk: dict[Risk, list[Waiting]] = {risk: [] for risk in Risk}
    every = tuple(texts)
    for text in every:
        by_risk[_risk(text)].append(text)
    by_risk[Risk.UNCERTAIN].sort(key=lambda text: min(abs(score - 0.5) for score in text.scores))
    drawn = sorted(by_risk[Risk.CERTAIN], key=lambda text: hashlib.sha256(f"{seed} {text.id}".encode()).digest())
    size = max(LEAST_SAMPLED, -int(-len(drawn) * SAMPLED_SHARE // 1))
    by_risk[Risk.SAMPLED], rest = drawn[:size], drawn[size:]
    by_risk[Risk.CERTAIN] = sorted(rest, key=lambda text: min(text.scores))
    return Queue(
        texts=tuple(Ranked(text.id, risk, text.is_open) for risk in Risk for text in by_risk[risk]),
        confirmed=sum(text.confirmed for text in every),
        suggested=sum(text.suggested for text in every),
    )


def _risk(text: Waiting) -> Risk:
    if not text.scores:
        return Risk.UNMATCHED
    return Risk.UNCERTAIN if min(text.scores) < CERTAIN_FROM else Risk.CERTAIN


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader is: the text in hand, the ones before and after it on the list shown, and one page of the list."""

    shown: Shown
    at: UUID | None
    previous: UUID | None
    next: UUID | None
    listed: tuple[UUID, ...]
    page: int
    pages: int


def place_in(queue: Queue, *, shown: Shown = Shown.QUEUE, at: UUID | None = None, page: int = 1) -> Place:
    """The place of this text, on the page of the list where it stands; without a text, the first of this page.

    A page that is not there gives the nearest one.
    """
    everywhere = [each.id for each in queue.texts]
    if at not in everywhere:
        at = None
    listed = queue.listed(shown)
    pages = max(1, -(-len(listed) // PER_PAGE))
    if at in listed:
        page = listed.index(at) // PER_PAGE + 1
    page = min(max(page, 1), pages)
    on_page = listed[(page - 1) * PER_PAGE : page * PER_PAGE]
    at = at or next(iter(on_page), None)
    order: Mapping[UUID, int] = {id: n for n, id in enumerate(everywhere)}
    here = order[at] if at else 0
    return Place(
        shown=shown,
        at=at,
        previous=next((each for each in reversed(listed) if order[each] < here), None),
        next=next((each for each in listed if order[each] > here), None),
        listed=on_page,
        page=page,
        pages=pages,
    )
