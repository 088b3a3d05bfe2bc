"""Characters that writing programs and PDF readers leave in a text and that nobody typed."""

import re
import unicodedata

#: Latin ligatures are drawn as one sign but are two or three letters.
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}

#: Soft hyphen and PDFium's mark of a broken word: a hyphen at the end of a line, nothing inside it.
_BREAK_MARKS = "\u00ad\ufffe\u0002"
_BREAK_AT_END = re.compile(f"[{_BREAK_MARKS}]+(?=[^\\S\n]*(?:\n|$))")
_DROPPED = {ord(mark): None for mark in _BREAK_MARKS + "\u200b\u200c\u2060\ufeff\ufffd"}

#: Control characters but for tab and line feed; a form feed is a page and is gone before this.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")

#: Any of these; most lines have none.
_UNTIDY = re.compile(rf"[\x00-\x08\x0b\x0e-\x1f\x7f\u200b\u200c\u2060\ufb00-\ufb06\ufeff\ufffd{_BREAK_MARKS}]")

_NEITHER = re.compile(r"[\W_]+")


def tidy(text: str) -> str:
    """The same text without invisible marks, control characters and ligatures, its accents one with their letters."""
    if not _UNTIDY.search(text) and unicodedata.is_normalized("NFC", text):
        return text
    text = _BREAK_AT_END.sub("-", unicodedata.normalize("NFC", text))
    return _CONTROL.sub("", text.translate(_DROPPED).translate(_LIGATURES))


def spaced(text: str) -> str:
    """The text with every run of white space as one space, and none at its ends."""
    return " ".join(text.split())


def compact(text: str) -> str:
    """What two printings of the same words have in common: letters and digits only, without case."""
    return _NEITHER.sub("", text.casefold())
