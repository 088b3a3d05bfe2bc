"""The e-mail addresses of invitees, and those in what somebody typed into a cell."""

import re
import unicodedata

from feedback.mail.addresses import NotAnAddress, must_be_address
from feedback.translation import gettext as _

_BETWEEN = re.compile(r"""[\s;,؛،<>()\[\]{}"“”„«»/|:?&]+""")
_AROUND = "'‘’‚‛`´.…-–*"
_LONGEST_ECHO = 200  # characters of what somebody typed


def is_address(text: str) -> bool:
    """Whether mail can be sent to this, over the internet: the domain has a dot."""
    try:
        return "." in must_be_address(text).rpartition("@")[2]
    except NotAnAddress:
        return False


def address_fault(text: str) -> str:
    """Why there is no address in this, the end of a sentence."""
    shown = text if len(text) <= _LONGEST_ECHO else text[:_LONGEST_ECHO] + "…"
    names = (piece.rpartition("@")[0] for piece in _pieces(text))
    if any(name and not name.isascii() for name in names):
        return _(
            "“%(text)s” has letters before the at sign that mail servers do not take: only A to Z without accents.",
            text=shown,
        )
    return _("“%(text)s” is not an e-mail address.", text=shown)


def holds_address(text: str) -> bool:
    return "@" in text and bool(addresses_in(text))


def addresses_in(text: str) -> tuple[str, ...]:
    """Each address once, as written, however many letters of it are capitals: out of `Name <a@b.se>`, `mailto:` and the like.

    Invisible characters are taken out, and dots and quotation marks around it.
    """
    found: dict[str, str] = {}
    for piece in _pieces(text):
        if is_address(piece):
            found.setdefault(piece.casefold(), piece)
    return tuple(found.values())


def _pieces(text: str) -> list[str]:
    return [piece.strip(_AROUND) for piece in _BETWEEN.split(visible(text))]


def visible(text: str) -> str:
    """Without the characters that nobody sees, such as those of no width that copying brings along."""
    return "".join(c for c in text if unicodedata.category(c) != "Cf")
