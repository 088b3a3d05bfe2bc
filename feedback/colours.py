"""How well a colour can be read (WCAG 2.2, relative luminance and contrast ratio)."""

import re

READABLE = 4.5  # to 1; least contrast of text with its ground
_COLOUR = re.compile("#[0-9a-f]{6}")


def is_colour(text: str) -> bool:
    """Whether it is written as `#rrggbb`, in small letters."""
    return _COLOUR.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """From 1 to 21, of two colours as `#rrggbb`."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[first : first + 2], 16) / 255 for first in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
