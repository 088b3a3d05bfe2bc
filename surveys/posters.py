"""A poster that asks whoever passes to answer: one A4 page in one language, with the open link as a QR code and in letters."""

from dataclasses import dataclass
from datetime import date

from feedback.pdf import styles
from feedback.pdf.building import write_pdf
from feedback.pdf.document import PrintedDocument
from feedback.pdf.figures import Figure
from feedback.pdf.printed import Printed
from feedback.pdf.styles import TextStyle
from feedback.pdf.tags import Tag
from feedback.pdf.text import Text
from feedback.translation import date_text, direction, ngettext, speaking
from feedback.translation import gettext as _
from surveys.definition import SurveyDefinition, text_in
from surveys.drafting import estimated_minutes
from surveys.privacy_notices import privacy_notice
from surveys.qr_drawings import qr_drawing

SIDE = 340.0  # points, of the code with its quiet zone: to be read from some two metres
CALL = TextStyle(size=17, leading=25, before=6, after=12)
FACT = TextStyle(size=14, leading=20, after=5)
ADDRESS = TextStyle(size=9.5, leading=14, before=2, after=16, align="center")


@dataclass(frozen=True, slots=True)
class PosterFacts:
    """What a poster tells; `address` is the survey's open link."""

    definition: SurveyDefinition
    address: str
    closes_on: date | None
    department: str


def poster_pdf(facts: PosterFacts, *, language: str) -> bytes:
    """The poster as PDF; the same facts give the same bytes."""
    with speaking(language):
        return write_pdf(
            PrintedDocument(
                title=text_in(facts.definition.title, language).text,
                language=language,
                author=facts.department,
                blocks=tuple(_pieces(facts, language)),
            )
        )


def _pieces(facts: PosterFacts, language: str) -> list[Printed]:
    call = _("%(department)s would like to know what you think.", department=facts.department)
    how = _("Point the camera of your phone at the code, or write the address into a browser.")
    alternative = _("QR code that leads to %(address)s", address=facts.address)
    return [
        Text(call, CALL, language=language),
        Text(how, FACT, language=language),
        Figure(qr_drawing(facts.address, side=SIDE, width=styles.TEXT_WIDTH), Tag("Figure", alternative=alternative)),
        # An address is read from the left in every language.
        Text(facts.address, ADDRESS, language="en", side=direction(language)),
        *(Text(fact, FACT, language=language) for fact in _said(facts)),
    ]


def _said(facts: PosterFacts) -> list[str]:
    minutes = estimated_minutes(facts.definition)
    privacy = privacy_notice(
        facts.definition.privacy, is_invited=False, closes_on=facts.closes_on, addresses_kept=0, answers_kept=None
    )
    return [
        ngettext("It takes about %(n)s minute.", "It takes about %(n)s minutes.", minutes),
        *([_("You can answer until %(day)s.", day=date_text(facts.closes_on))] if facts.closes_on else []),
        privacy.who,
    ]
