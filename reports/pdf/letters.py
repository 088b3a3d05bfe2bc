"""A closure letter in print."""

from feedback.pdf import styles
from feedback.pdf.building import write_pdf
from feedback.pdf.document import PrintedDocument
from feedback.pdf.text import Text
from feedback.translation import direction
from reports.closure_letters import Letter


def letter_pdf(letter: Letter) -> bytes:
    """The letter as a tagged PDF (PDF/UA-1, PDF/A-3a); the same letter gives the same bytes."""
    # An address is read from the left in every language.
    address = Text(letter.address, styles.BODY, language="en", side=direction(letter.language))
    return write_pdf(
        PrintedDocument(
            title=letter.title,
            language=letter.language,
            author=letter.author,
            blocks=(*letter.blocks, address),
        )
    )
