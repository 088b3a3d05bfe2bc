"""What the forms for a survey's questions accept: one rewritten, and one added by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from surveys.building import BuiltSurvey
from surveys.definition import Question, QuestionType, text_in
from surveys.questions.answer import OTHER, whole_number
from surveys.rewriting import OPEN_ENDED, IssueToAskAbout, NewQuestion, QuestionWording, shown_original


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """A question as it is worded in the survey's first language; `options` are labels and `places` wished places by value.

    `seen` is the fingerprint of the draft that the officer looked at.
    """

    text: str = ""
    help: str = ""
    required: bool = False
    reason: str = ""
    max_choices: str = ""
    minimum: str = ""
    maximum: str = ""
    other: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    new_options: str = ""
    seen: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, survey: BuiltSurvey, question: Question) -> Self:
        at = f"question.{question.key}"
        language = survey.definition.languages[0]
        return cls(
            text=shown_original(survey.definition, f"{at}.text"),
            help=shown_original(survey.definition, f"{at}.help"),
            required=question.required,
            reason=shown_original(survey.definition, f"{at}.reason"),
            max_choices=str(question.max_choices or ""),
            minimum="" if question.minimum is None else str(question.minimum),
            maximum="" if question.maximum is None else str(question.maximum),
            other=question.other,
            options={option.value: text_in(option.labels, language).text for option in question.options},
            places={option.value: str(place) for place, option in enumerate(question.options, start=1)},
            seen=survey.fingerprint,
        )

    @classmethod
    def read(cls, data: Submitted, question: Question) -> Self:
        values = [option.value for option in question.options]
        form = cls(
            text=_asked(data.text("text"), question),
            help="\n".join(lines_of(data.text("help"))),
            required=data.checked("required"),
            reason=one_line(data.text("reason")),
            max_choices=data.text("max_choices"),
            minimum=data.text("minimum"),
            maximum=data.text("maximum"),
            other=data.checked("other"),
            options={each: one_line(data.text(f"option {each}")) for each in values if f"option {each}" in data.values},
            places={each: data.text(f"place {each}") for each in values if f"place {each}" in data.values},
            new_options=data.text("new_options"),
            seen=data.text("seen"),
        )
        return replace(form, errors=form._faults(question))

    def _faults(self, question: Question) -> dict[str, str]:
        errors = {}
        if not self.text:
            errors["text"] = _("Write the question, or remove it on the page before.")
        most = self._most_options(question)
        if self.max_choices and not 1 <= (whole_number(self.max_choices) or 0) <= most:
            errors["max_choices"] = _("Write a number from 1 to %(n)s, or leave it empty.", n=most)
        for name in ("minimum", "maximum"):
            if getattr(self, name) and whole_number(getattr(self, name)) is None:
                errors[name] = _("Write a whole number, or leave it empty.")
        least, largest = whole_number(self.minimum), whole_number(self.maximum)
        if least is not None and largest is not None and least > largest:
            errors["maximum"] = _("The highest number is lower than the lowest.")
        for place, option in enumerate(question.options, start=1):
            if whole_number(self.places.get(option.value, "1")) is None:
                errors[f"place-{place}"] = _("Write a whole number for the place of answer %(n)s.", n=place)
        return errors

    def _most_options(self, question: Question) -> int:
        kept = {option.value for option in question.options if self.options.get(option.value, "kept")}
        if question.type in OPEN_ENDED and self.other != question.other:
            kept = kept | {OTHER} if self.other else kept - {OTHER}
        return len(kept) + len(lines_of(self.new_options))

    def refused(self, reason: str, *, seen: str) -> Self:
        """The same form after somebody else was first; sent again, it stands."""
        return replace(self, errors={"text": reason}, seen=seen)

    @property
    def wording(self) -> QuestionWording:
        """The values of a form without errors; an empty limit is none."""
        return QuestionWording(
            text=self.text,
            help=self.help,
            required=self.required,
            reason=self.reason,
            max_choices=whole_number(self.max_choices),
            minimum=whole_number(self.minimum),
            maximum=whole_number(self.maximum),
            other=self.other,
            options=self.options,
            places={value: whole_number(place) or 0 for value, place in self.places.items()},
            new_options=lines_of(self.new_options),
        )


@dataclass(frozen=True, slots=True)
class NewQuestionForm:
    section: str = ""
    kind: str = QuestionType.FREE_TEXT.value
    text: str = ""
    options: str = ""
    other: bool = False
    scale: str = ""
    issue: str = ""
    seen: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    question: NewQuestion | None = None

    @classmethod
    def read(cls, data: Submitted, *, survey: BuiltSurvey, issues: Sequence[IssueToAskAbout]) -> Self:
        form = cls(
            section=data.text("section"),
            kind=data.text("kind"),
            text=one_line(data.text("text")),
            options=data.text("options"),
            other=data.checked("other"),
            scale=data.text("scale"),
            issue=data.text("issue"),
            seen=data.text("seen"),
        )
        kind = data.choice("kind", QuestionType)
        issue = next((each for each in issues if each.id == form.issue), None)
        errors = {}
        if form.section not in [section.key for section in survey.definition.sections]:
            errors["section"] = _("Choose a section of the list.")
        if kind is None:
            errors["kind"] = _("Choose how the question is answered.")
        if kind is QuestionType.VERDICT and issue is None:
            errors["issue"] = _("Choose the issue that the question asks about.")
        if kind is not QuestionType.VERDICT and not form.text:
            errors["text"] = _("Write the question.")
        if kind is None or errors:
            return replace(form, errors=errors)
        new = NewQuestion(form.section, kind, form.text, lines_of(form.options), issue, form.scale, form.other)
        return replace(form, question=new)

    def refused(self, reason: str, *, seen: str) -> Self:
        """The same form after somebody else was first; sent again, it stands."""
        return replace(self, errors={"text": reason}, seen=seen)


def _asked(text: str, question: Question) -> str:
    """A question on one line; a text to read keeps its paragraphs."""
    return "\n".join(lines_of(text)) if question.type is QuestionType.INFORMATION else one_line(text)


def one_line(text: str) -> str:
    return " ".join(text.split())


def lines_of(text: str) -> tuple[str, ...]:
    """The lines that are not blank."""
    return tuple(one_line(line) for line in text.splitlines() if line.strip())
