"""The agenda as officers edit it: the form is all there is of it, until they keep it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from enum import StrEnum
from typing import Self

from feedback.translation import LANGUAGES, ngettext
from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from reports.agenda_items import LONGEST_MEETING, SHORTEST_MEETING, USUAL_MEETING, Agenda, AgendaItem, shared_again

MOST_ITEMS = 60
LAST = 999  # the place of what has none
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


class Make(StrEnum):
    """What the button that was pressed asks for."""

    ORDER = "order"
    MINUTES = "minutes"
    PRINT = "print"
    WORD = "word"
    INVITATION = "invitation"
    NOTES = "notes"
    KEEP = "keep"
    KEEP_NEW = "keep as new"


@dataclass(frozen=True, slots=True)
class AskedDraft:
    """What an address asks to have drafted; what cannot be meant is ignored."""

    language: str
    minutes: int = USUAL_MEETING
    day: date | None = None

    @classmethod
    def read(cls, asked: Mapping[str, str], *, spoken: str) -> Self:
        data = Submitted({name: [value] for name, value in asked.items()})
        minutes = data.number("minutes") or USUAL_MEETING
        language = data.text("language")
        return cls(
            language if language in LANGUAGES else spoken,
            min(max(minutes, SHORTEST_MEETING), LONGEST_MEETING),
            data.day("day"),
        )


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item as typed; `questions` has one on each line."""

    title: str = ""
    minutes: str = ""
    why: str = ""
    questions: str = ""
    issue: str = ""
    language: str = ""
    place: int = LAST
    is_chosen: bool = False

    @classmethod
    def of(cls, item: AgendaItem, place: int) -> Self:
        questions = "\n".join(item.questions)
        return cls(item.title, str(item.minutes), item.why, questions, item.issue, item.language, place, item.is_chosen)

    @property
    def is_blank(self) -> bool:
        return not (self.title or self.why or self.questions or self.issue)

    @property
    def item(self) -> AgendaItem:
        asked = tuple(line.strip() for line in self.questions.splitlines() if line.strip())
        minutes = int(self.minutes) if _is_minutes(self.minutes) else 0
        return AgendaItem(self.title, minutes, self.why, asked, self.issue, self.language, self.is_chosen)


@dataclass(frozen=True, slots=True)
class AgendaForm:
    """`minutes` is the length of the meeting; the rows are in the order of their places.

    `kept` is the id of the draft that was kept, and `seen` says how it was when it was opened.
    """

    title: str
    language: str
    minutes: str
    day: str = ""
    starts: str = ""
    place: str = ""
    rows: tuple[ItemRow, ...] = ()
    kept: str = ""
    seen: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, agenda: Agenda, *, kept: str = "", seen: str = "") -> Self:
        return cls(
            kept=kept,
            seen=seen,
            title=agenda.title,
            language=agenda.language,
            minutes=str(agenda.minutes),
            day=agenda.day.isoformat() if agenda.day else "",
            starts=f"{agenda.starts:%H:%M}" if agenda.starts else "",
            place=agenda.place,
            rows=tuple(ItemRow.of(item, place) for place, item in enumerate(agenda.items, start=1)),
        )

    @classmethod
    def read(cls, data: Submitted, *, spoken: str) -> Self:
        """What was sent, its items in the order that their places say, without empty ones; the errors are not looked for yet."""
        rows = [_row(data, n) for n in range(1, MOST_ITEMS + 1) if f"item-{n}-title" in data.values]
        kept = sorted((row for row in rows if not row.is_blank), key=lambda row: row.place)
        language = data.text("language")
        return cls(
            title=_line(data.text("title")),
            language=language if language in LANGUAGES else spoken,
            minutes=data.text("minutes"),
            day=data.text("day"),
            starts=data.text("starts"),
            place=_line(data.text("place")),
            rows=tuple(replace(row, place=place) for place, row in enumerate(kept, start=1)),
            kept=str(data.id("kept") or ""),
            seen=data.text("seen"),
        )

    def refused(self, why: str) -> Self:
        return replace(self, errors={"title": why})

    @property
    def agenda(self) -> Agenda:
        """The agenda; of a form without errors."""
        found = _TIME.fullmatch(self.starts)
        return Agenda(
            title=self.title,
            language=self.language,
            minutes=int(self.minutes),
            items=tuple(row.item for row in self.rows),
            day=date.fromisoformat(self.day) if self.day else None,
            starts=time(int(found[1]), int(found[2])) if found else None,
            place=self.place,
        )

    @property
    def total(self) -> int:
        """The minutes of the chosen items."""
        return sum(row.item.minutes for row in self.rows if row.is_chosen)

    def checked(self, *, adds_up: bool = True) -> Self:
        """The form with what is wrong with it; `adds_up` where the minutes must be those of the meeting."""
        errors = {**self._wrong_heads(), **self._wrong_rows()}
        if not errors and adds_up and self.total != int(self.minutes):
            errors["minutes"] = _(
                "The chosen items take %(total)s minutes, and the meeting has %(minutes)s. Share the minutes out again.",
                total=self.total,
                minutes=self.minutes,
            )
        return replace(self, errors=errors)

    def with_minutes_shared(self) -> Self:
        """The minutes of the meeting shared out anew among the chosen items; with an error where they are too few."""
        form = self.checked(adds_up=False)
        # Minutes that are none are what this is to mend.
        errors = {name: text for name, text in form.errors.items() if not name.endswith("-minutes")}
        if errors:
            return replace(form, errors=errors)
        try:
            items = shared_again([row.item for row in form.rows], int(form.minutes))
        except ValueError:
            return replace(form, errors={"minutes": _("The meeting is too short for so many items.")})
        rows = tuple(ItemRow.of(item, place) for place, item in enumerate(items, start=1))
        return replace(form, rows=rows, errors={})

    def _wrong_heads(self) -> dict[str, str]:
        errors = {}
        if not self.title:
            errors["title"] = _("Give the agenda a title.")
        if not _is_minutes(self.minutes) or not SHORTEST_MEETING <= int(self.minutes) <= LONGEST_MEETING:
            errors["minutes"] = _(
                "Write how many minutes the meeting has, from %(least)s to %(most)s.",
                least=SHORTEST_MEETING,
                most=LONGEST_MEETING,
            )
        if self.day and Submitted({"day": [self.day]}).day("day") is None:
            errors["day"] = _("Write the day as year, month and day, or leave it empty.")
        if self.starts and not _TIME.fullmatch(self.starts):
            errors["starts"] = _("Write the time as hours and minutes, for example 13:00, or leave it empty.")
        return errors

    def _wrong_rows(self) -> dict[str, str]:
        errors = {}
        for number, row in enumerate(self.rows, start=1):
            if row.is_chosen and not row.title:
                errors[f"item-{number}-title"] = _("Give item %(n)s a title.", n=number)
            if row.is_chosen and not row.item.minutes:
                errors[f"item-{number}-minutes"] = _("Write how many minutes item %(n)s takes.", n=number)
        if not any(row.is_chosen for row in self.rows):
            errors["items"] = _("Choose at least one item.")
        return errors

    @property
    def total_text(self) -> str:
        return ngettext("The chosen items take %(n)s minute.", "The chosen items take %(n)s minutes.", self.total)


def _row(data: Submitted, n: int) -> ItemRow:
    # A title without a language of its own is in that of the agenda.
    language = data.text(f"item-{n}-language")
    place = data.number(f"item-{n}-place")
    return ItemRow(
        title=_line(data.text(f"item-{n}-title")),
        minutes=data.text(f"item-{n}-minutes"),
        why=data.text(f"item-{n}-why"),
        questions=data.text(f"item-{n}-questions"),
        issue=str(data.id(f"item-{n}-issue") or ""),
        language=language if language in LANGUAGES else "",
        place=LAST if place is None else place,
        is_chosen=data.checked(f"item-{n}-chosen"),
    )


def _is_minutes(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 3


def _line(text: str) -> str:
    return " ".join(text.split())
