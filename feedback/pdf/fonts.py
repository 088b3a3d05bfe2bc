"""The typefaces of the PDF: DejaVu Sans from the installed matplotlib wheel, which has Latin, Greek, Cyrillic and Arabic.

A department's own (GENSVAR_FONT) takes its place, and it stands in for each letter that those lack.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from feedback.pdf.fallback import FallbackFont
from feedback.settings import FONT_FILES, SettingsError, settings
from feedback.translation import gettext as _

#: No glyph in any font: skin tones, variation selectors and joiners of emoji. Left in, they would print as boxes.
INVISIBLE = frozenset(
    {0x00AD, 0x034F, 0xFEFF, *range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400), *range(0xE0000, 0xE0080)}
)
#: They have no shape but steer joining and direction, so they stay until a line is laid out.
STEERING = frozenset({*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)})
LAST_NAMED = 0xFFFF
NOT_TO_EMBED = 0x0302  # of a font's rights (fsType): none at all, no parts, or no outlines
FLAGS = range(0x1F1E6, 0x1F200)  # letters A-Z of which two make the flag of a country
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# The Persian heh with a small yeh above has no glyph in DejaVu. Persian is as often written with the plain letter.
PERSIAN_HEH = str.maketrans("\u06c0", "\u0647")


@dataclass(frozen=True, slots=True)
class Fonts:
    """Names under which ReportLab knows the registered faces."""

    regular: str
    bold: str


@cache
def embedded_fonts() -> Fonts:
    """Register the faces once per process; ReportLab embeds the used glyphs of each in every file.

    Raises `SettingsError` where those of the department cannot be used.
    """
    names = ("DejaVuSans", "DejaVuSans-Bold")
    for name in names:
        pdfmetrics.registerFont(TTFont(name, str(font_folder() / f"{name}.ttf")))
    folder = settings().look.fonts
    if folder:
        own_names = ("Own", "Own-Bold")
        for own, file, name in zip(own_names, FONT_FILES, names, strict=True):
            face = _own_face(f"{own}-Face", folder / file)
            pdfmetrics.registerFont(FallbackFont(own, face, pdfmetrics.getFont(name)))
        names = own_names
    return Fonts(*names)


def _own_face(name: str, file: Path) -> TTFont:
    try:
        face = TTFont(name, str(file))
        face.face.seek_table("OS/2")
        face.face.skip(8)
        rights: int = face.face.read_ushort()
    except (TTFError, OSError, KeyError) as error:
        raise SettingsError(_("GENSVAR_FONT: %(path)s cannot be read as a TrueType font.", path=file)) from error
    if rights & NOT_TO_EMBED:
        raise SettingsError(_("GENSVAR_FONT: %(path)s does not allow that it is put into files.", path=file))
    return face


def font_folder() -> Path:
    """Where the DejaVu files are, found without importing matplotlib (which costs a second)."""
    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("The DejaVu fonts are missing: the matplotlib package is not installed.")
    return Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf"


@cache
def glyphs(font: str) -> frozenset[int]:
    """The code points that the face can draw and ReportLab can name: above U+FFFF its text comes out as another letter."""
    return frozenset(code for code in pdfmetrics.getFont(font).face.charToGlyph if code <= LAST_NAMED)


@cache
def _plain_letters(font: str) -> frozenset[str]:
    return frozenset(letter for letter in map(chr, glyphs(font)) if letter.isprintable())


def text_width(text: str, font: str, size: float) -> float:
    """In points, as ReportLab will draw it."""
    return float(pdfmetrics.stringWidth(text, font, size))


def drawable(text: str, font: str) -> str:
    """The text in characters that the face has: composed, without controls; what it cannot draw is named.

    An emoji without a glyph is written with its Unicode name in brackets, so that what somebody answered can still be read.
    """
    composed = unicodedata.normalize("NFC", text).translate(PERSIAN_HEH)
    if _plain_letters(font).issuperset(composed):
        return composed
    known = glyphs(font)
    return "".join(char if ord(char) in known and char.isprintable() else _stand_in(char) for char in composed)


def is_shown(text: str, font: str) -> bool:
    """Whether every letter can be drawn as itself; white space and what has no shape count as drawn."""
    if text.isascii():
        return True
    known = glyphs(font)
    lacking = {char for char in unicodedata.normalize("NFC", text).translate(PERSIAN_HEH) if ord(char) not in known}
    return all(_stand_in(char) in ("", char) or char.isspace() for char in lacking)


def _stand_in(char: str) -> str:
    code = ord(char)
    if char == "\n" or code in STEERING:
        return char
    if char in "\u00a0\u2007\u202f":
        return "\N{NO-BREAK SPACE}"
    if char.isspace():
        return " "
    if code in FLAGS:
        return chr(ord("A") + code - FLAGS.start)
    category = unicodedata.category(char)
    if code in INVISIBLE or category in {"Cc", "Cf"}:
        return ""
    if category in {"So", "Sk"}:
        return f"[{unicodedata.name(char, REPLACEMENT).lower()}]"
    return REPLACEMENT
