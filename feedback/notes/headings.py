"""Lines that their document itself sets apart, on the way from its format to numbered lines."""


class Heading(str):
    """A line of text that is a heading, by a style or an element; in all else the text itself."""

    __slots__ = ()


class Footnote(str):
    """A line of a note at the foot of a page or the end of a text; it belongs to no text around it."""

    __slots__ = ()


_MOST_WORDS = 14


def reads_as_heading(text: str) -> bool:
    """Whether a bold line is short enough for a heading, and no sentence."""
    told = text.strip()
    return 0 < len(told.split()) <= _MOST_WORDS and not told.endswith((".", "!", ",", ";"))
