"""What participants wrote, in their own words: the quotes that officers have marked, under their question."""

from collections.abc import Sequence

from feedback.blocks import Heading, Paragraph
from feedback.translation import gettext as _
from reports.aggregation import SurveyFigures
from reports.document import Block
from reports.parts import marked, wording
from reports.survey_facts import Quote
from surveys.disclosure import is_small


def in_their_own_words(surveys: Sequence[SurveyFigures], *, threshold: int) -> list[Block]:
    """The chapter of quotes; nothing where none may be shown. Who said it is never told, nor what kind of organisation."""
    blocks: list[Block] = []
    for survey in surveys:
        quotes = shown_quotes(survey, threshold=threshold)
        for question in survey.questions:
            told = [each for each in quotes if each.question_key == question.question.key]
            if told:
                text = wording(question.question.text)
                blocks.append(Heading(text.text, 2, marked(text.language)))
                blocks += [Paragraph(f"“{each.text}”", marked(each.language)) for each in told]
    if not blocks:
        return []
    return [
        Heading(_("In their own words")),
        Paragraph(
            _(
                "Some of what participants wrote, word for word, as they agreed to when they answered. Where something is left "
                "out, square brackets say so."
            )
        ),
        *blocks,
    ]


def shown_quotes(figures: SurveyFigures, *, threshold: int) -> tuple[Quote, ...]:
    """The survey's quotes that may be shown: enough answered the question, and enough answered in the quote's language.

    The language tells who can have said it, so one that is hidden elsewhere, or too small, hides its quotes.
    """
    answered = {it.question.key for it in figures.questions if (it.answered.n or 0) >= threshold}
    spoken = {code for code, figure in figures.languages if figure.n and not is_small(figure.n, threshold)}
    return tuple(it for it in figures.survey.quotes if it.question_key in answered and it.language in spoken)
