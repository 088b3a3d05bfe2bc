"""E-mail addresses as a mail server takes them."""

import re

from feedback.errors import ServiceError
from feedback.translation import gettext as _

LONGEST = 254  # characters of an address; RFC 5321, 4.5.3.1.3, without the angle brackets
LONGEST_NAME = 64  # characters before the at sign

_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*")


class NotAnAddress(ServiceError):
    """No mail can be sent to this; the message does not repeat it, since it is kept and logged."""


def must_be_address(text: str) -> str:
    """The text itself, where it is an address in ASCII (RFC 5321's `Dot-string@Domain`). Raises `NotAnAddress`."""
    if not text.isascii():
        raise NotAnAddress(
            _("The e-mail address has letters that mail servers do not take: only A to Z without accents.")
        )
    name, _at, domain = text.rpartition("@")
    is_one = _NAME.fullmatch(name) and _DOMAIN.fullmatch(domain)
    if not is_one or len(text) > LONGEST or len(name) > LONGEST_NAME:
        raise NotAnAddress(_("This is not an e-mail address."))
    return text
