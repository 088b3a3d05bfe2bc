"""Public addresses that stay: an id that never changes, and after it the words of a title, for people. Pure."""

import re
import unicodedata

LONGEST = 60  # characters


def slug(title: str, otherwise: str) -> str:
    """The title in plain small letters for an address; `otherwise` where nothing is left of it, as of one in Arabic."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(words) > LONGEST:
        words = words[: LONGEST + 1].rpartition("-")[0] or words[:LONGEST]
    return words if re.search("[a-z]", words) else otherwise
