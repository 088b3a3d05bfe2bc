"""Lines that their document marks as headings, on the way from its format to numbered lines."""


class Heading(str):
    """A line of text that is a heading, by a style or an element; in all else the text itself."""

    __slots__ = ()
