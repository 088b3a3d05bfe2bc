"""What every officers' page about a survey is given: words for its states and types, and its texts in its own language."""

from litestar.response import Template

from feedback.translation import language as spoken_language
from feedback.translation import language_name
from feedback.web.pages import page
from surveys.building import BuiltSurvey
from surveys.definition import Texts, Wording, text_in, told
from surveys.labels import PRIVACY_EXPLAINED, QUESTION_TYPES, SURVEY_STATES


def survey_page(template: str, *, status: int = 200, **context: object) -> Template:
    """A page with the labels and readers that templates about surveys use."""
    words = {"states": SURVEY_STATES, "types": QUESTION_TYPES, "privacy_explained": PRIVACY_EXPLAINED}
    readers = {"named": named, "original": original, "language_name": language_name, "told": told_here}
    return page(template, status=status, **words, **readers, **context)


def named(survey: BuiltSurvey) -> Wording:
    """The survey's title in the reader's language or the nearest."""
    return text_in(survey.definition.title, spoken_language())


def original(survey: BuiltSurvey, texts: Texts) -> Wording:
    """A text in the language that the survey is written in, or the nearest."""
    return text_in(texts, survey.definition.languages[0])


def told_here(why: Texts | str) -> str:
    """The reason for a draft's question, or for leaving one out, in the reader's language."""
    return told(why, spoken_language())
