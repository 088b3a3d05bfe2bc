"""Texts on paper: larger than in a report, in any of the survey's languages, each on the side where its own reading begins."""

from collections.abc import Sequence

from feedback.pdf.document import Laid, height_of
from feedback.pdf.printed import Printed
from feedback.pdf.styles import QUIET, TextStyle
from feedback.pdf.text import Text
from surveys.definition import Wording

SAID = TextStyle(size=11, leading=16, after=7)
QUESTION = TextStyle(size=11.5, leading=16, bold=True, before=13, after=4)
NOTE = TextStyle(size=10, leading=14, colour=QUIET, after=4)


def flowing(wording: Wording, style: TextStyle, *, tag: str = "P") -> Text:
    """A text on a page, which may be in another language."""
    return Text(wording.text, style, language=wording.language, tag=tag)


def text_block(wording: Wording, style: TextStyle) -> Laid:
    """A paragraph, which may go on over the page."""
    text = flowing(wording, style)
    return Laid([text], min(height_of(text), 3 * style.leading))


def kept(flowables: Sequence[Text | Printed]) -> Laid:
    """On one page where they fit on one."""
    return Laid(list(flowables), sum(height_of(each) for each in flowables))
