"""Simulated participants: each opens the link, answers page by page and sends, over a line that breaks, and says everything again
until it is heard. What each sent and was told is kept, to be held against the database afterwards."""

import asyncio
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.load.line import Answer, Clock, Cut, Line

REFERENCE = re.compile(r"<bdi>([0-9A-F]{4}-[0-9A-F]{4})</bdi>")
PAGE = re.compile(r"/a/[^/]+/(\d+)$")


@dataclass(frozen=True)
class Habits:
    """How often, of all requests, the line breaks in or after one; and of all participants, how many never send, and how many
    press the last button twice at once."""

    cuts: float = 0.06
    gone: float = 0.03
    twice: float = 0.05


USUAL = Habits()


@dataclass
class Crowd:
    """What came of a run: for each participant who saw the receipt, the text they wrote and the reference they were given."""

    clock: Clock = field(default_factory=Clock)
    acknowledged: dict[str, str] = field(default_factory=dict)
    gone: int = 0
    seconds: float = 0.0


class Participant:
    """One of them. The answers follow from `number`, so that they can be told from everybody else's."""

    def __init__(
        self, number: int, link: str, address: str, clock: Clock, habits: Habits, chance: random.Random
    ) -> None:
        self.number = number
        self.link = link
        self.habits = habits
        self.chance = chance
        self._clock = clock
        self._address = address
        self._line = Line(address, clock)

    async def take_part(self) -> str | None:
        """From the link to the receipt; gives its reference, or None where they left before sending."""
        leaves = self.chance.random() < self.habits.gone
        try:
            await self._ask("open", self.link)
            answer = await self._ask("start", self.link, {"language": "sv"})
            while answer.status == 303 and not answer.location.endswith("/check"):
                page = PAGE.search(answer.location)
                if page is None:  # a personal link leads to where its answers stopped
                    answer = await self._ask("resume", answer.location)
                    continue
                await self._ask("page", answer.location)
                answer = await self._ask("save", answer.location, answers(self.number, int(page[1])))
            if leaves:
                return None
            return await self._send(answer.location)
        finally:
            self._line.close()

    async def _send(self, check: str) -> str:
        assert check.endswith("/check"), check
        await self._ask("check", check)
        twice = self.chance.random() < self.habits.twice
        other = Line(self._address, self._clock)
        impatient = asyncio.create_task(other.ask("send", check, {})) if twice else None
        try:
            answer = await self._ask("send", check, {})
            if impatient:
                await impatient
        finally:
            other.close()
        receipt = await self._ask("receipt", answer.location)
        found = REFERENCE.search(receipt.text)
        assert found, f"no reference on {answer.location}"
        return found[1]

    async def _ask(self, kind: str, path: str, form: dict[str, str | list[str]] | None = None) -> Answer:
        """Say it until it is heard, as a browser that sends its last form again."""
        while True:
            cut = self.chance.choice(list(Cut)) if self.chance.random() < self.habits.cuts else None
            answer = await self._line.ask(kind, path, form, cut=cut)
            if answer is not None:
                assert answer.status in (200, 303), f"{kind}: {answer.status}"
                return answer


def answers(number: int, page: int) -> dict[str, str | list[str]]:
    """What participant `number` answers on this page of `tests.surveys.open_surveys.SURVEY`."""
    chance = random.Random(number)  # the same for every page
    kind, verdict, mark = (
        chance.choice(("association", "other")),
        chance.choice(("yes", "partly", "no")),
        chance.randint(1, 5),
    )
    said: dict[int, dict[str, str | list[str]]] = {
        1: {"q1": kind},
        2: {"q2": ["p1", "p3"] if number % 2 else ["p2"], "q3": text_of(number)},
        3: {"q4": verdict, "q5": str(mark)},
    }
    return {**said[page], "language": "sv", "button": "on"}


def stored(number: int) -> dict[str, object]:
    """The same as it is kept."""
    sent = {key: value for page in (1, 2, 3) for key, value in answers(number, page).items() if key.startswith("q")}
    return {**sent, "q5": int(str(sent["q5"]))}


def text_of(number: int) -> str:
    return f"Lokaler, säger deltagare {number}."


async def let_them_answer(
    address: str,
    links: Sequence[str],
    *,
    habits: Habits = USUAL,
    at_once: int = 200,
    seed: int = 2026,
    progress: Callable[[int], object] = lambda _: None,
) -> Crowd:
    """Everybody whose link is in `links` answers, at most so many at a time; the chances are the same for the same seed."""
    crowd = Crowd()
    waiting = iter(enumerate(links))

    async def one_after_the_other() -> None:
        for number, link in waiting:
            chance = random.Random(f"{seed} {number}")
            reference = await Participant(number, link, address, crowd.clock, habits, chance).take_part()
            if reference is None:
                crowd.gone += 1
            else:
                crowd.acknowledged[text_of(number)] = reference
            progress(len(crowd.acknowledged) + crowd.gone)

    began = asyncio.get_running_loop().time()
    async with asyncio.TaskGroup() as crowding:
        for _ in range(at_once):
            crowding.create_task(one_after_the_other())
    crowd.seconds = asyncio.get_running_loop().time() - began
    return crowd
