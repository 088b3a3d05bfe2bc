"""A survey's questions inside an officer's page: by the participants' own templates, spoken in the survey's language."""

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from feedback.translation import speaking
from feedback.web.requests import Request
from surveys.conditions import condition_text
from surveys.definition import Question, SurveyDefinition, Texts, Wording, text_in
from surveys.recall import recall


def asked_questions(
    request: Request,
    definition: SurveyDefinition,
    questions: Sequence[Question],
    *,
    language: str,
    text: Callable[[Texts], Wording],
    values: Mapping[str, Sequence[str]] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Markup:
    """All of these questions, each that depends on another with whom it is for; `values` are as typed."""
    template = request.app.template_engine
    assert template is not None  # the application has one
    with speaking(language):
        rendered = template.get_template("surveys/_questions.html").render(
            questions=questions,
            values=values or {},
            errors=errors or {},
            language=language,
            text=text,
            conditions={question.key: condition_text(question, definition, text) for question in questions},
            image_address=lambda digest: request.app.route_reverse("participants.image", digest=digest),
        )
    return Markup(rendered)  # noqa: S704  (our own template, which has escaped what it shows)


def unanswered_texts(definition: SurveyDefinition, language: str) -> Callable[[Texts], Wording]:
    """Reads a text in this language or the nearest, where no answer is known that it could recall."""
    questions = {question.key: question for question in definition.questions}

    def text(texts: Texts) -> Wording:
        return text_in(texts, language).map(lambda text: recall(text, questions, {}, language))

    return text
