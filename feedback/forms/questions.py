"""What the form for a question accepts: its text, and its sub-questions, one on each line."""

from dataclasses import dataclass, field, replace
from typing import Self

from feedback.forms.lines import read_lines_asked
from feedback.questions import AskedQuestion
from feedback.translation import gettext as _
from feedback.web.forms import Submitted


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """`seen` is the version that the officer saw, so that nobody overwrites what somebody else has just written."""

    text: str = ""
    subquestions: str = ""
    seen: str = ""
    first_line: str = ""
    last_line: str = ""
    lines: tuple[int, int] | None = None
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, question: AskedQuestion) -> Self:
        """The form filled in with the question as it is."""
        return cls(text=question.text, subquestions="\n".join(question.subquestions), seen=question.version)

    @classmethod
    def read(cls, data: Submitted) -> Self:
        names = ("subquestions", "seen", "first_line", "last_line")
        text = " ".join(data.text("text").split())
        lines, errors = read_lines_asked(data)
        if not text:
            errors = {"text": _("Write the question, or remove it on the page before."), **errors}
        return cls(text=text, lines=lines, errors=errors, **{name: data.text(name) for name in names})

    def refused(self, reason: str, *, name: str, seen: str = "") -> Self:
        """The same form with one error, and what the officer has now been shown."""
        return replace(self, errors={name: reason}, seen=seen or self.seen)

    @property
    def asked(self) -> tuple[str, ...]:
        """The sub-questions, one for each line that is not blank."""
        return tuple(" ".join(line.split()) for line in self.subquestions.splitlines() if line.strip())
