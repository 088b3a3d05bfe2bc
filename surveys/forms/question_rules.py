"""What the forms beside a question accept: whom it is asked of, the picture above it, and what is taken from the library."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from surveys.building import BuiltSurvey
from surveys.definition import Question, ShowIf
from surveys.forms.survey_questions import one_line
from surveys.outline import earlier_questions
from surveys.rewriting import shown_original


@dataclass(frozen=True, slots=True)
class ConditionForm:
    """Whom a question is asked of: `question` is the key of an earlier one, empty for everybody; `values` are its answers."""

    question: str = ""
    values: tuple[str, ...] = ()
    seen: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, survey: BuiltSurvey, question: Question, *, chosen: str = "") -> Self:
        """As it is, or with another earlier question chosen."""
        condition = question.show_if
        if condition is None or (chosen and chosen != condition.question):
            return cls(question=chosen, seen=survey.fingerprint)
        return cls(condition.question, condition.values, survey.fingerprint)

    @classmethod
    def read(cls, data: Submitted, survey: BuiltSurvey, key: str) -> Self:
        form = cls(data.text("question"), tuple(data.all("value")), data.text("seen"))
        earlier = {question.key: question for _number, question in earlier_questions(survey.definition, key)}
        if form.question not in earlier:
            return replace(form, errors={"question": _("Choose a question that is asked before this one.")})
        values = [option.value for option in earlier[form.question].options]
        if values and not form.values:
            return replace(form, errors={"value": _("Choose the answers after which the question is asked.")})
        if not set(form.values) <= set(values):
            return replace(form, errors={"value": _("Choose among the answers in the list.")})
        return form

    @property
    def condition(self) -> ShowIf:
        return ShowIf(self.question, self.values)

    def refused(self, reason: str, *, seen: str) -> Self:
        """The same form after somebody else was first; sent again, it stands."""
        return replace(self, errors={"question": reason}, seen=seen)


@dataclass(frozen=True, slots=True)
class ImageForm:
    """A picture and what it shows. Without a file the picture that is there stays."""

    alt: str = ""
    content: bytes = b""
    seen: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, survey: BuiltSurvey, question: Question) -> Self:
        alt = shown_original(survey.definition, f"question.{question.key}.image") if question.image else ""
        return cls(alt=alt, seen=survey.fingerprint)

    @classmethod
    async def read(cls, data: Submitted, question: Question) -> Self:
        sent = await data.file("file")
        form = cls(alt=one_line(data.text("alt")), content=sent[1] if sent else b"", seen=data.text("seen"))
        errors = {}
        if not form.content and question.image is None:
            errors["file"] = _("Choose a picture.")
        if not form.alt:
            errors["alt"] = _("Say in words what the picture shows, for those who do not see it.")
        return replace(form, errors=errors)

    def refused(self, reason: str, *, seen: str) -> Self:
        """The same form with what was wrong with the picture, or after somebody else was first."""
        return replace(self, errors={"file": reason}, seen=seen)


@dataclass(frozen=True, slots=True)
class LibraryForm:
    """What to take: `picked` names questions as `<set or survey> <question>`, `section` is where they go, empty for a new one."""

    picked: frozenset[str] = frozenset()
    section: str = ""
    seen: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted, *, sections: Sequence[str]) -> Self:
        form = cls(frozenset(data.all("pick")), data.text("section"), data.text("seen"))
        errors = {}
        if not form.picked:
            errors["picked"] = _("Choose at least one question.")
        if form.section and form.section not in sections:
            errors["section"] = _("Choose a section of the list.")
        return replace(form, errors=errors)

    def of_source(self, source: str) -> frozenset[str]:
        """The questions that were picked from one set or survey."""
        return frozenset(each.partition(" ")[2] for each in self.picked if each.partition(" ")[0] == source)

    def refused(self, reason: str, *, seen: str) -> Self:
        """The same form after somebody else was first; sent again, it stands."""
        return replace(self, errors={"picked": reason}, seen=seen)
