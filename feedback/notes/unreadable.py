"""Why a file could not be read, as a whole sentence that says what is wrong and what to do about it."""

from enum import StrEnum

from feedback.translation import N_
from feedback.translation import gettext as _

#: The largest file that is opened.
MAX_BYTES = 25 * 1024 * 1024
#: The longest PDF that is read.
MAX_PAGES = 2000
#: The longest scanned PDF: each page takes some seconds.
MAX_SCANNED_PAGES = 40


class UnreadableReason(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too large"
    NO_TEXT = "no text"
    SCANNED = "scanned"
    BROKEN = "broken"
    BOMB = "bomb"
    UNKNOWN_TYPE = "unknown type"
    ENCRYPTED = "encrypted"
    TOO_SLOW = "too slow"
    TOO_MANY_PAGES = "too many pages"
    LONG_SCAN = "long scan"


MESSAGES = {
    UnreadableReason.EMPTY: N_("The file is empty. Check that you chose the right file, and try again."),
    UnreadableReason.TOO_LARGE: N_(
        "The file is larger than %(megabytes)s MB. Remove pictures or split it into parts, and try again."
    ),
    UnreadableReason.NO_TEXT: N_(
        "The file holds only pictures and no text. Paste the text into a text file, and try again."
    ),
    UnreadableReason.SCANNED: N_(
        "This PDF is pictures of pages, probably scanned, and this server cannot read text in pictures. "
        "Run text recognition on it, or paste the text into a text file, and try again."
    ),
    UnreadableReason.BROKEN: N_(
        "The file is damaged and cannot be opened. Save it again from the program it comes from."
    ),
    UnreadableReason.BOMB: N_(
        "The file unpacks to far more than its size and was not opened. Save it again from the program it comes from."
    ),
    UnreadableReason.UNKNOWN_TYPE: N_(
        "The file is not of a type that can be read. Save it as PDF, Word (DOCX), OpenDocument (ODT), web page (HTML), "
        "Markdown or plain text."
    ),
    UnreadableReason.ENCRYPTED: N_("The file is protected by a password. Save a copy without the password."),
    UnreadableReason.TOO_SLOW: N_(
        "The file took too much time or memory to read and was given up. Save it as plain text, and try again."
    ),
    UnreadableReason.LONG_SCAN: N_(
        "This PDF is pictures of more than %(scanned_pages)s pages, which would take too long to read. "
        "Run text recognition on it, or save the pages that count as a file of their own, and try again."
    ),
    UnreadableReason.TOO_MANY_PAGES: N_(
        "The file has more than %(pages)s pages, which no notes of a meeting have. Save the pages that count as a file "
        "of their own, and try again."
    ),
}


class Unreadable(Exception):
    """The file cannot become lines. Its text is the message to the reader, in the language of the moment."""

    def __init__(self, reason: UnreadableReason) -> None:
        super().__init__(reason)
        self.reason = reason

    def message(self) -> str:
        """One or two whole sentences: what is wrong, and what to do."""
        return _(
            MESSAGES[self.reason],
            megabytes=MAX_BYTES // (1024 * 1024),
            pages=MAX_PAGES,
            scanned_pages=MAX_SCANNED_PAGES,
        )

    def __str__(self) -> str:
        return self.message()
