"""E-mail addresses as a mail server takes them: the one definition of what an address is."""

import re

import idna

from feedback.errors import ServiceError
from feedback.translation import gettext as _

LONGEST = 254  # characters of an address; RFC 5321, 4.5.3.1.3, without the angle brackets
LONGEST_NAME = 64  # characters before the at sign

_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*")


class NotAnAddress(ServiceError):
    """No mail can be sent to this; the message does not repeat it, since it is kept and logged."""


def must_be_address(text: str) -> str:
    """The address as it goes over the wire: RFC 5321's `Dot-string@Domain`, a domain beyond ASCII as IDNA has it.

    Raises `NotAnAddress`.
    """
    name, _at, domain = text.rpartition("@")
    if name and not name.isascii():
        raise NotAnAddress(
            _(
                "The e-mail address has letters before the at sign that mail servers do not take: only A to Z without accents."
            )
        )
    wired = f"{name}@{_in_ascii(domain)}"
    is_one = _NAME.fullmatch(name) and _DOMAIN.fullmatch(wired[len(name) + 1 :])
    if not is_one or max(len(text), len(wired)) > LONGEST or len(name) > LONGEST_NAME:
        raise NotAnAddress(_("This is not an e-mail address."))
    return wired


def _in_ascii(domain: str) -> str:
    """The domain as the name servers know it (RFC 5891); blank where no such domain can be."""
    if domain.isascii():
        return domain
    try:
        return idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        return ""
