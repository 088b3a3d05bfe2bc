"""What participants' journeys stand on: a survey with everything in it, hands that answer it, and what is stored of it."""

import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from playwright.sync_api import Page

from feedback.database import open_database
from surveys.definition import SurveyDefinition
from surveys.images import keep_image
from tests.database import run_apart
from tests.participants.survey import CHOSEN, EVERYTHING, FILLED, PICTURE
from tests.serving import Site
from tests.surveys.open_surveys import open_survey

PHONE = {"width": 320, "height": 640}
#: `FILLED` as it is stored.
STORED: Mapping[str, object] = {
    "q1": "faith",
    "q2": ["a", "other=ناس"],
    "q3": "Abc",
    "q4": ["x", "y"],
    "q5": "partly",
    "q6": 4,
    "q7": 7,
    "q8": 120,
    "q9": "1998-11-03",
    "q10": "One line.\nAnother line.",
    "q12": "Lokaler och ett <b>långsiktigt</b> stöd – الدعم",
    "q13": "yes",
}

#: `FILLED` in words; # stands for the name of an option.
SHOWN = [
    "# 2", "# 1", "# 4: ناس", "Abc", "1. # 1", "2. # 2", "# 2", "4 – # 4", "7 – # 7", "120", "3 November 1998",
    "One line.\nAnother line.", "Lokaler och ett <b>långsiktigt</b> stöd – الدعم", "Yes, I agree",
]  # fmt: skip


@dataclass(frozen=True)
class Asking:
    """The open link of a survey, and the file where its answers end up."""

    link: str
    survey: UUID
    file: Path

    def responses(self) -> list[dict[str, object]]:
        """The answers of every response, in the order of their revisions."""
        return self._answers("SELECT answers FROM response WHERE survey = ? ORDER BY revision")

    def drafts(self) -> list[dict[str, object]]:
        """What was typed in every draft, by question."""
        return self._answers("SELECT answers FROM response_draft WHERE survey = ?")

    def _answers(self, query: str) -> list[dict[str, object]]:
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as database:
            return [json.loads(row[0]) for row in database.execute(query, (str(self.survey),))]


def ask(site: Site, definition: SurveyDefinition = EVERYTHING) -> Asking:
    """Open this survey on the site under a link of its own, with a picture for whichever question shows it."""
    address, link = site.environment["GENSVAR_DATABASE"], str(uuid4())
    opened: list[UUID] = []

    async def prepare() -> None:
        async with open_database(address):
            opened.append(await open_survey(definition, link=link, closes_on=None))
            await keep_image(opened[0], PICTURE)

    run_apart(prepare())
    return Asking(f"{site.address}/s/{link}", opened[0], Path(address.removeprefix("sqlite:///")))


def fill(page: Page, part: int) -> None:
    """Fill this part in with a mouse: each field as `FILLED` says."""
    for name, value in FILLED[part].items():
        fields = page.locator(f'[name="{name}"]')
        if fields.first.get_attribute("type") in ("radio", "checkbox"):
            for each in value if isinstance(value, list) else [value]:
                page.locator(f'[name="{name}"][value="{each}"]').check()
        else:
            fields.fill(str(value))


def press(page: Page, button: str) -> None:
    """Press one of the buttons below a part: on, back or later."""
    page.locator(f"button[value={button}]").click()


def walk_to_check(page: Page, asking: Asking) -> None:
    """From the link to the page where everything is filled in and can be sent."""
    page.goto(asking.link)
    page.locator("main form button").click()
    for part in FILLED:
        fill(page, part)
        press(page, "on")


def shown_answers(page: Page, language: str) -> list[str]:
    """What the page says was answered."""
    return [each.replace(CHOSEN[language], "#") for each in page.locator(".given-answers dd").all_inner_texts()]


@dataclass(frozen=True)
class Focused:
    """What has the focus. `trouble` says what is wrong with it, such as that it cannot be seen."""

    tag: str
    id: str
    name: str
    type: str
    value: str
    checked: bool
    trouble: str


FOCUSED = """() => {
  const it = document.activeElement;
  const box = it.getClientRects()[0] ?? new DOMRect();
  const [right, bottom] = [document.documentElement.clientWidth, window.innerHeight];
  // Of what is written in, or larger than the window, browsers show the line with the cursor; everything else is seen whole.
  const whole = it.tagName !== "TEXTAREA" && box.height <= bottom;
  const isAcross = box.left >= -1 && box.right <= right + 1;
  const isInside = isAcross && (whole ? box.top >= -1 && box.bottom <= bottom + 1 : box.top <= bottom - 24 && box.bottom >= 24);
  const over = document.elementFromPoint((box.left + box.right) / 2, Math.max(0, box.top) + Math.min(box.height, 24) / 2);
  let trouble = "";
  if (it === document.body) trouble = "nothing has the focus";
  else if (box.width === 0 || box.height === 0) trouble = "it has no size";
  else if (!isInside) trouble = `outside of what is seen: ${JSON.stringify(box)}`;
  else if (!over || !(it.contains(over) || over.contains(it))) trouble = "something lies over it";
  const text = (each) => (typeof each === "string" ? each : "");
  return { tag: it.tagName.toLowerCase(), id: it.id, name: text(it.name), type: text(it.type), value: text(it.value),
           checked: it.checked === true, trouble };
}"""


class Keyboard:
    """Someone who uses nothing but the keyboard, and has to see at every moment where they are."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.met: list[Focused] = []

    def press(self, key: str) -> Focused:
        """Press a key that stays on the page."""
        self.page.keyboard.press(key)
        self.met.append(Focused(**self.page.evaluate(FOCUSED)))
        assert self.met[-1].trouble == "", f"after {key} on {self.page.url}: {self.met[-1]}"
        return self.met[-1]

    def leave(self, key: str) -> None:
        """Press a key that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def walk(self, is_there: Callable[[Focused], bool], key: str = "Tab") -> Focused:
        """Press the key until this has the focus."""
        for _ in range(60):
            if is_there(at := self.press(key)):
                return at
        raise AssertionError(f"not to be reached with {key} on {self.page.url}")

    def walk_to(self, button: str, key: str = "Tab") -> Focused:
        return self.walk(lambda at: at.tag == "button" and at.value == button, key)

    def answer(self, wanted: Mapping[str, object]) -> None:
        """Go through the part and give each field the answer that it is to have; ends on "Continue"."""

        def is_over(at: Focused) -> bool:
            if at.name in wanted:
                self._give(at, wanted[at.name])
            return at.tag == "button" and at.value == "on"

        self.walk(is_over)

    def _give(self, at: Focused, answer: object) -> None:
        if at.type == "radio":
            at = at if at.checked else self.press("Space")
            while at.value != answer:
                at = self.press("ArrowDown")
            assert at.checked
        elif at.type == "checkbox":
            if at.value in (answer if isinstance(answer, list) else [answer]):
                assert self.press("Space").checked
        else:
            self.page.keyboard.type(str(answer))
