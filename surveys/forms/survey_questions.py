"""What the forms for a survey's questions accept: one rewritten, and one added by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from surveys.building import BuiltSurvey
from surveys.definition import Question, QuestionType, text_in
from surveys.rewriting import IssueToAskAbout, NewQuestion, QuestionWording, shown_original


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """A question as it is worded in the survey's first language; `options` are labels by value.

    `seen` is the fingerprint of the draft that the officer looked at.
    """

    text: str = ""
    help: str = ""
    required: bool = False
    max_choices: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
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
            max_choices=str(question.max_choices or ""),
            options={option.value: text_in(option.labels, language).text for option in question.options},
            seen=survey.fingerprint,
        )

    @classmethod
    def read(cls, data: Submitted, question: Question) -> Self:
        names = [(option.value, f"option {option.value}") for option in question.options]
        form = cls(
            text=one_line(data.text("text")),
            help="\n".join(lines_of(data.text("help"))),
            required=data.checked("required"),
            max_choices=data.text("max_choices"),
            options={value: one_line(data.text(name)) for value, name in names if name in data.values},
            new_options=data.text("new_options"),
            seen=data.text("seen"),
        )
        errors = {}
        if not form.text:
            errors["text"] = _("Write the question, or remove it on the page before.")
        if form.max_choices and not 1 <= (data.number("max_choices") or 0) <= form._most_options(question):
            errors["max_choices"] = _(
                "Write a number from 1 to %(n)s, or leave it empty.", n=form._most_options(question)
            )
        return replace(form, errors=errors)

    def _most_options(self, question: Question) -> int:
        kept = sum(1 for option in question.options if self.options.get(option.value, "kept"))
        return kept + len(lines_of(self.new_options))

    def refused(self, reason: str, *, seen: str) -> Self:
        """The same form after somebody else was first; sent again, it stands."""
        return replace(self, errors={"text": reason}, seen=seen)

    def wording(self, question: Question) -> QuestionWording:
        """The values of a form without errors; an empty limit means as many as there are answers."""
        limit = int(self.max_choices) if self.max_choices else None
        if limit is None and question.max_choices is not None:
            limit = self._most_options(question)
        return QuestionWording(
            text=self.text,
            help=self.help,
            required=self.required,
            max_choices=limit,
            options=self.options,
            new_options=lines_of(self.new_options),
        )


@dataclass(frozen=True, slots=True)
class NewQuestionForm:
    section: str = ""
    kind: str = QuestionType.FREE_TEXT.value
    text: str = ""
    options: str = ""
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
        return replace(form, question=NewQuestion(form.section, kind, form.text, lines_of(form.options), issue))

    def refused(self, reason: str, *, seen: str) -> Self:
        """The same form after somebody else was first; sent again, it stands."""
        return replace(self, errors={"text": reason}, seen=seen)


def one_line(text: str) -> str:
    return " ".join(text.split())


def lines_of(text: str) -> tuple[str, ...]:
    """The lines that are not blank."""
    return tuple(one_line(line) for line in text.splitlines() if line.strip())
