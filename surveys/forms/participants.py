"""What a participant sends: one section's answers and the button pressed. What was typed comes back as it was."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from feedback.translation import gettext as _
from feedback.web.forms import Submitted
from surveys.answers import read_answers, typed_by_question
from surveys.paging import page, questions_on_page
from surveys.response_drafts import DraftedAnswers, Typed
from surveys.survey_links import AskedSurvey


class Button(StrEnum):
    """Where to go after saving; only going on checks the answers first."""

    ON = "on"
    BACK = "back"
    LATER = "later"


LONGEST_ORGANISATION = 200  # characters; what the column holds


@dataclass(frozen=True, slots=True)
class WelcomeForm:
    """The first page: the language, and for which organisation one answers where the survey asks it."""

    language: str = ""
    organisation: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Submitted, asked: AskedSurvey) -> Self:
        """In the language of the moment."""
        organisation = " ".join(data.text("organisation").split()) if asked.asks_organisation else ""
        errors = {}
        if asked.asks_organisation and not organisation:
            errors["organisation"] = _("Write the name of your organisation.")
        if len(organisation) > LONGEST_ORGANISATION:
            errors["organisation"] = _("The name may have at most %(n)s characters.", n=LONGEST_ORGANISATION)
        return cls(language=data.text("language"), organisation=organisation, errors=errors)


@dataclass(frozen=True, slots=True)
class SectionForm:
    """One page of the survey. `is_correction` when it was opened from the page where the answers are checked."""

    values: Typed
    errors: Mapping[str, str] = field(default_factory=dict)
    button: Button = Button.ON
    language: str = ""
    is_correction: bool = False

    @classmethod
    def read(cls, data: Submitted, draft: DraftedAnswers, number: int) -> Self:
        """What was sent for the questions that this page showed; what is wrong with it depends on the answers before.

        A question that was not shown sends nothing, and what was once typed for it is no less kept. One that the page
        showed before the answers were changed elsewhere is read all the same.
        """
        typed = typed_by_question(
            page(draft.definition, number).questions, {each: data.all(each) for each in data.values}
        )
        shown = {question.key for question in questions_on_page(draft.definition, number, draft.read.answers)}
        values = {key: texts for key, texts in typed.items() if texts or key in shown}
        button = data.choice("button", Button) or Button.ON
        errors = read_answers(draft.definition.questions, {**draft.typed, **values}).errors
        return cls(
            values=values,
            errors={key: error for key, error in errors.items() if key in values} if button is Button.ON else {},
            button=button,
            language=data.text("language"),
            is_correction=data.checked("correction"),
        )
