"""A survey as a PDF: to print and fill in with a pen, or to fill in as a form. Both are tagged, and read the same."""

from collections.abc import Iterator

from feedback.blocks import Heading
from feedback.pdf.building import write_pdf
from feedback.pdf.document import Laid, PrintedDocument
from feedback.pdf.pictures import Picture, readable_picture
from feedback.pdf.printed import Printed
from feedback.pdf.tags import Tag
from feedback.pdf.text import Text
from feedback.settings import settings
from feedback.translation import date_text, direction, speaking
from feedback.translation import gettext as _
from surveys.definition import Image, Privacy, Wording, text_in
from surveys.paper.asking import (
    IDENTITY,
    ORGANISATION,
    AskedOnPaper,
    Mark,
    PaperSection,
    PaperSurvey,
    Place,
    sections_on_paper,
)
from surveys.paper.fields import HiddenField, MarkedPlace, Setting, WrittenPlace
from surveys.paper.privacy import paper_notice
from surveys.paper.texts import NOTE, QUESTION, SAID, flowing, kept, text_block
from surveys.questions.answer import LONGEST_LINE


def survey_pdf(survey: PaperSurvey, language: str, *, can_fill: bool) -> bytes:
    """The survey in this language, as a form where it is to be filled in on a screen. The same survey gives the same bytes."""
    with speaking(language):
        sections = sections_on_paper(survey.definition, language)
        title = text_in(survey.definition.title, language).text
        blocks = [*_before(survey, language, can_fill=can_fill)]
        for section in sections:
            blocks += _section(section, survey, language, can_fill=can_fill)
        blocks += [Heading(_("Thank you")), _said(_where_to_send(can_fill=can_fill), language)]
        if can_fill:
            words = _("Which form this is. It is filled in already.")
            identity = HiddenField(IDENTITY, f"{survey.survey_id} {survey.number} {language}", words)
            blocks.append(Laid([identity], 0))
        return write_pdf(
            PrintedDocument(
                title=title,
                language=language,
                author=settings().department,
                subject=_("Survey %(mark)s", mark=survey.mark),
                blocks=tuple(blocks),
                mark=survey.mark,
            )
        )


Piece = Heading | Laid


def _before(survey: PaperSurvey, language: str, *, can_fill: bool) -> Iterator[Piece]:
    """What stands on the first page before the questions."""
    definition = survey.definition
    intro = text_in(definition.intro, language)
    if intro.text:
        yield text_block(intro, SAID)
    yield Heading(_("How to answer"))
    yield _said(_how_to(can_fill=can_fill), language)
    if survey.closes_on:
        yield _said(_("Last day to answer: %(day)s.", day=date_text(survey.closes_on)), language)
    yield _said(_where_to_send(can_fill=can_fill), language)
    yield Heading(_("What happens to your answers"))
    for paragraph in paper_notice(definition, language, answers_kept=survey.answers_kept, can_fill=can_fill):
        yield text_block(paragraph, SAID)
    if definition.privacy is Privacy.ORGANISATION_NAMED:
        yield _organisation(language, can_fill=can_fill)


def _how_to(*, can_fill: bool) -> str:
    if can_fill:
        how = _("Fill in the form in a program that reads PDF files, and save it.")
    else:
        how = _(
            "Use a pen. Put a cross in the circle or square of your answer. If you change your mind, fill the wrong "
            "one in completely."
        )
    blanks = _("You can leave a question without an answer, unless it says that it must be answered.")
    return f"{how} {blanks}"


def _where_to_send(*, can_fill: bool) -> str:
    department, contact = settings().department, settings().contact
    if can_fill and contact:
        return _("Send the saved file to %(department)s: %(contact)s.", department=department, contact=contact)
    if can_fill:
        return _("Send the saved file to %(department)s.", department=department)
    if contact:
        return _("Send the paper to %(department)s: %(contact)s.", department=department, contact=contact)
    return _("Send the paper to %(department)s.", department=department)


def _organisation(language: str, *, can_fill: bool) -> Laid:
    words = _("For which organisation do you answer?")
    place = Place(Mark.LINE, ORGANISATION, Wording("", language), most=LONGEST_LINE, is_required=True)
    setting = Setting(words, language, can_fill=can_fill)
    return kept([flowing(Wording(words, language), QUESTION, tag="H2"), WrittenPlace(place, setting)])


def _section(section: PaperSection, survey: PaperSurvey, language: str, *, can_fill: bool) -> Iterator[Piece]:
    yield Heading(section.title.text, language=section.title.language)
    if section.intro.text:
        yield text_block(section.intro, SAID)
    for question in section.questions:
        yield _question(question, survey, language, can_fill=can_fill)


def _question(question: AskedOnPaper, survey: PaperSurvey, language: str, *, can_fill: bool) -> Laid:
    """The question with everything that belongs to it, on one page where it fits."""
    if not question.number:
        parts: list[Text | Printed] = [flowing(question.text, SAID)]
    else:
        parts = [flowing(_numbered(question), QUESTION, tag="H3")]
    parts += [flowing(note, NOTE) for note in question.notes]
    parts += _picture(question.image, survey, language)
    setting = Setting(question.text.text, language, can_fill=can_fill)
    return kept([*parts, *_places(question.places, setting)])


def _numbered(question: AskedOnPaper) -> Wording:
    must = _("must be answered")
    words = f" ({must})" if question.is_required else ""
    return question.text.map(lambda text: f"{question.number}. {text}{words}")


def _picture(image: Image | None, survey: PaperSurvey, language: str) -> list[Text | Printed]:
    if image is None:
        return []
    words = text_in(image.alt, language)
    found = readable_picture(survey.images.get(image.digest, b""))
    if not found:
        return [flowing(words, NOTE)]
    return [Picture(found, words.text, language=words.language, side=direction(language))]


def _places(places: tuple[Place, ...], setting: Setting) -> Iterator[Printed]:
    answers = Tag("L", attributes="/O /List /ListNumbering /None")
    has_list = any(place.mark in (Mark.ONE, Mark.TICK, Mark.DIGITS) for place in places)
    for place in places:
        if place.mark in (Mark.LINE, Mark.LINES):
            yield WrittenPlace(place, setting, answers if has_list else None)
        else:
            yield MarkedPlace(place, setting, answers)


def _said(text: str, language: str) -> Laid:
    return text_block(Wording(text, language), SAID)
