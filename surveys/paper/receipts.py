"""One participant's own answers as a PDF, in the language they were given in."""

from collections.abc import Iterator

from feedback.blocks import BulletList, Heading
from feedback.pdf.building import write_pdf
from feedback.pdf.document import Laid, PrintedDocument, height_of
from feedback.settings import settings
from feedback.translation import date_text, speaking
from feedback.translation import gettext as _
from surveys.answers import shown_answer
from surveys.conditions import asked
from surveys.definition import Question, QuestionType, Texts, Wording, text_in
from surveys.paper.texts import NOTE, QUESTION, SAID, flowing
from surveys.recall import recall
from surveys.responses import Receipt

Block = Heading | BulletList | Laid


def receipt_pdf(receipt: Receipt) -> bytes:
    """The survey's title, the reference and the day, and each question that was asked with its answer."""
    with speaking(receipt.language):
        return write_pdf(
            PrintedDocument(
                title=text_in(receipt.definition.title, receipt.language).text,
                language=receipt.language,
                author=settings().department,
                subject=_("Your answers"),
                blocks=(*_facts(receipt), *_answers(receipt)),
                mark=receipt.reference,
            )
        )


def _facts(receipt: Receipt) -> Iterator[Block]:
    facts = [(_("Received"), date_text(receipt.day)), (_("Reference"), receipt.reference)]
    if receipt.organisation:
        facts.append((_("Organisation"), receipt.organisation))
    yield BulletList(tuple(f"{name}: {value}" for name, value in facts))


def _answers(receipt: Receipt) -> Iterator[Block]:
    definition, language = receipt.definition, receipt.language
    known = {question.key: question for question in definition.questions}
    keys = {question.key for question in asked(definition.questions, receipt.answers)}

    def text(texts: Texts) -> Wording:
        return text_in(texts, language).map(lambda words: recall(words, known, receipt.answers, language))

    for section in definition.sections:
        questions = [each for each in section.questions if each.key in keys and _has_answer(each)]
        if questions:
            title = text(section.title)
            yield Heading(title.text, language=title.language)
        for question in questions:
            yield _answer(question, text(question.text), receipt)


def _has_answer(question: Question) -> bool:
    return question.type is not QuestionType.INFORMATION


def _answer(question: Question, words: Wording, receipt: Receipt) -> Laid:
    """The question with its answer, of which a long one goes on over the page."""
    asked_as = flowing(words, QUESTION, tag="H3")
    shown = shown_answer(question, receipt.answers, receipt.language)
    answers = [flowing(each, SAID) for each in shown] or [flowing(Wording(_("Not answered"), receipt.language), NOTE)]
    return Laid([asked_as, *answers], height_of(asked_as) + min(height_of(answers[0]), 3 * SAID.leading))
