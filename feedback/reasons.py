"""Reasons: what an officer writes beside what they record, kept for good in a log."""

from feedback.errors import Conflict
from feedback.translation import gettext as _

LONGEST_REASON = 4000  # characters


def bounded_reason(text: str) -> str:
    """The reason without the space around it. Raises `Conflict` where it is too long, or cannot be stored."""
    reason = text.strip()
    if len(reason) > LONGEST_REASON:
        raise Conflict(_("The reason is too long: use at most %(n)s characters.", n=LONGEST_REASON))
    if "\0" in reason:
        raise Conflict(_("The reason has a character that cannot be kept."))
    return reason


def bounded_text(text: str, longest: int) -> str:
    """What is promised, without the space around it. Raises `Conflict` where it is too long, or cannot be stored."""
    text = text.strip()
    if len(text) > longest:
        raise Conflict(_("The text is too long: use at most %(n)s characters.", n=longest))
    if "\0" in text:
        raise Conflict(_("The text has a character that cannot be kept."))
    return text
