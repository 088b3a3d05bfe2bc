"""What an e-mail address looks like, and the addresses in what somebody typed into a cell."""

import re
import unicodedata

LONGEST_ADDRESS = 254
# Something, an at sign, and a domain with a dot: whether it is an address is known when the mail arrives.
_ADDRESS = re.compile(r"[^@\s;,<>]+@[^@\s;,<>]+\.[^@\s;,<>.]+")
_BETWEEN = re.compile(r"""[\s;,؛،<>()\[\]{}"“”„«»/|:?&]+""")
_AROUND = "'‘’‚‛`´.…-–*"


def is_address(text: str) -> bool:
    """Whether the whole text is one address."""
    return len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


def holds_address(text: str) -> bool:
    return "@" in text and bool(addresses_in(text))


def addresses_in(text: str) -> tuple[str, ...]:
    """Each address once, as written, however many letters of it are capitals: out of `Name <a@b.se>`, `mailto:` and the like.

    Invisible characters are taken out, and dots and quotation marks around it.
    """
    visible = "".join(c for c in text if unicodedata.category(c) != "Cf")
    found: dict[str, str] = {}
    for piece in _BETWEEN.split(visible):
        bare = piece.strip(_AROUND)
        if is_address(bare):
            found.setdefault(bare.casefold(), bare)
    return tuple(found.values())
