"""What the buttons beside a text's themes send: a theme, what the officer decided about it, and where on the page to go on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self
from uuid import UUID

from feedback.coding_queue import Queue, Shown
from feedback.themes import NamedTheme
from feedback.translation import gettext as _
from feedback.web.forms import Submitted, id_in


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks to see: a text, a list, and a page of the list; what makes no sense is left out.

    `alone` where a decision is to count for the text itself only, not for those with the same wording.
    """

    at: UUID | None = None
    shown: Shown = Shown.QUEUE
    number: int = 1
    alone: bool = False

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        show, number = query.get("show", ""), query.get("page", "")
        return cls(
            at=id_in(query.get("at", "")),
            shown=Shown(show) if show in set(Shown) else Shown.QUEUE,
            number=int(number) if number.isdecimal() and len(number) < 7 else 1,
            alone="alone" in query,
        )

    @property
    def query(self) -> dict[str, str]:
        """As an address says it, but for the page; what is usual is left out."""
        at = {"at": str(self.at)} if self.at else {}
        return at if self.shown is Shown.QUEUE else {**at, "show": self.shown.value}


class Pressed(StrEnum):
    CONFIRM = "confirm"
    REJECT = "reject"
    UNDO = "undo"
    NONE_FITS = "none"

    @property
    def notice(self) -> str:
        """The sentence that says it was done."""
        return {
            Pressed.CONFIRM: _("The theme was confirmed."),
            Pressed.REJECT: _("The theme was rejected."),
            Pressed.UNDO: _("The decision was undone."),
            Pressed.NONE_FITS: _("It is recorded that no theme fits."),
        }[self]


@dataclass(frozen=True, slots=True)
class CodingForm:
    """`theme` is None only for the word that none fits, or where there are errors; `shown` is the list that the page showed.

    `alike` is how many others with the same wording the officer was told that the decision counts for.
    """

    pressed: Pressed = Pressed.CONFIRM
    theme: UUID | None = None
    typed: str = ""
    shown: Shown = Shown.QUEUE
    alike: int = 0
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, sent: Submitted, *, themes: Iterable[NamedTheme]) -> Self:
        """A theme is given by its id, or typed; one that is typed is confirmed."""
        pressed = sent.choice("pressed", Pressed) or Pressed.CONFIRM
        shown = sent.choice("show", Shown) or Shown.QUEUE
        alike = sent.number("alike") or 0
        if pressed is Pressed.NONE_FITS:
            return cls(pressed, shown=shown, alike=alike)
        theme, typed = sent.id("theme"), sent.text("typed")
        if theme is None and typed:
            theme = theme_typed(typed, [each for each in themes if each.merged_into is None])
        if theme is None and pressed is not Pressed.UNDO:
            return cls(pressed, None, typed, shown, alike, {"typed": _("Choose a theme of the list.")})
        return cls(pressed, theme, typed, shown, alike)


def going_on(queue: Queue, form: CodingForm, *, decided: UUID) -> Asked:
    """Where to go on after a decision on this text: to the next one that is open, but for one undone or decided anew."""
    stays = form.pressed is Pressed.UNDO or form.shown is Shown.DECIDED
    return Asked(decided if stays else queue.next_open(after=decided), form.shown)


def theme_typed(typed: str, themes: Sequence[NamedTheme]) -> UUID | None:
    """The one theme whose code, label in any language, or code and label this is; else the only one whose label has it inside."""
    wanted = " ".join(typed.casefold().split())
    for names in (_code_and_label, _labels):
        found = {theme.id for theme in themes if wanted in names(theme)}
        if len(found) == 1:
            return found.pop()
    inside = {theme.id for theme in themes if any(wanted in label for label in _labels(theme))}
    return inside.pop() if len(inside) == 1 else None


def _code_and_label(theme: NamedTheme) -> tuple[str, ...]:
    code = theme.code.casefold()
    return (code, *(f"{code} {label}" for label in _labels(theme)))


def _labels(theme: NamedTheme) -> tuple[str, ...]:
    return tuple(" ".join(label.casefold().split()) for label in theme.wording.labels.values())
