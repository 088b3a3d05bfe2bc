"""What the forms for a point accept: its wording, its division, and one that reading missed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self
from uuid import UUID

from feedback.enums import PointKind
from feedback.forms.lines import read_lines_asked
from feedback.labels import POINT_KINDS
from feedback.point_merging import divide_text
from feedback.points import NotedPoint, Wording
from feedback.questions import AskedQuestion
from feedback.translation import gettext as _
from feedback.web.forms import Submitted


@dataclass(frozen=True, slots=True)
class PointForm:
    """`seen` is the version that the officer saw, so that nobody overwrites what somebody else has just written."""

    text: str = ""
    kind: str = PointKind.STATEMENT.value
    question: str = ""
    heading: str = ""
    answer: str = ""
    seen: str = ""
    first_line: str = ""
    last_line: str = ""
    lines: tuple[int, int] | None = None
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, point: NotedPoint) -> Self:
        """The form filled in with the point as it is."""
        question = str(point.question_id) if point.question_id else ""
        return cls(
            text=point.text,
            kind=point.kind.value,
            question=question,
            heading=point.heading,
            answer=point.answer,
            seen=point.version,
        )

    @classmethod
    def read(cls, data: Submitted) -> Self:
        names = ("kind", "question", "heading", "seen", "first_line", "last_line")
        text = " ".join(data.text("text").split())
        lines, errors = read_lines_asked(data)
        if data.choice("kind", PointKind) is None:
            errors = {"kind": _("Choose what kind of point it is."), **errors}
        if data.text("question") and data.id("question") is None:
            errors = {"question": _("Choose a question of the list."), **errors}
        if not text:
            errors = {"text": _("Write the point, or drop it on the page before."), **errors}
        answer = " ".join(data.text("answer").split())
        return cls(text=text, answer=answer, lines=lines, errors=errors, **{name: data.text(name) for name in names})

    def refused(self, reason: str, *, name: str, seen: str = "") -> Self:
        """The same form with one error, and what the officer has now been shown."""
        return replace(self, errors={name: reason}, seen=seen or self.seen)

    @property
    def wording(self) -> Wording:
        """The values of a form without errors."""
        return Wording(
            text=self.text,
            kind=PointKind(self.kind),
            question_id=UUID(self.question) if self.question else None,
            heading=self.heading,
            answer=self.answer,
        )

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(kind.value, _(label)) for kind, label in POINT_KINDS.items()]

    @staticmethod
    def questions(questions: Sequence[AskedQuestion]) -> list[tuple[str, str]]:
        """The choices of questions, and none."""
        return [("", _("No question")), *((str(each.id), f"{each.number}. {each.text}") for each in questions)]


@dataclass(frozen=True, slots=True)
class DivisionForm:
    division: str = ""
    seen: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, point: NotedPoint) -> Self:
        return cls(division=point.text, seen=point.version)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        form = cls(division=data.text("division"), seen=data.text("seen"))
        if len(form.parts) < 2:
            return form.refused(_("Put an empty line where the point should be divided."))
        return form

    def refused(self, reason: str, *, seen: str = "") -> Self:
        return replace(self, errors={"division": reason}, seen=seen or self.seen)

    @property
    def parts(self) -> tuple[str, ...]:
        """The texts between empty lines."""
        return divide_text(self.division)
