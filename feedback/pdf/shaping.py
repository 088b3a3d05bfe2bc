"""Text into lines: broken to a width first, then shaped and ordered line by line, so that right-to-left paragraphs wrap rightly."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from arabic_reshaper import ArabicReshaper
from bidi import get_display  # type: ignore[import-untyped]  # it comes without types

from feedback.pdf.fonts import STEERING, drawable, text_width

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
MIRRORED = str.maketrans("()[]{}<>«»‹›≤≥", ")(][}{><»«›‹≥≤")
# python-bidi orders but does not mirror brackets. A mark that always follows its bracket shows by its side whether the
# bracket ended up in a right-to-left run. Variation selectors never reach this place (see fonts.INVISIBLE).
MARK = "\ufe0f"
BRACKET = re.compile(r"([()\[\]{}<>«»‹›≤≥])")
MARKED_BRACKET = re.compile(rf"{MARK}([()\[\]{{}}<>«»‹›≤≥])|([()\[\]{{}}<>«»‹›≤≥]){MARK}")
STEERING_LETTERS = frozenset(map(chr, STEERING))
BREAK_AFTER = frozenset("-/_.,@&=?–—\N{NO-BREAK SPACE}")  # where a word is wider than its line


@dataclass(frozen=True, slots=True)
class Face:
    """A registered font at a size in points."""

    font: str
    size: float

    def width(self, text: str) -> float:
        return text_width(text, self.font, self.size)


@dataclass(frozen=True, slots=True)
class Line:
    """`text` as it is read, `drawn` as the glyphs stand from left to right, `width` in points.

    `end` is the space before the first word of the next line: without it the two words would be read as one.
    """

    text: str
    drawn: str
    width: float
    end: str = ""


@cache
def _reshaper() -> ArabicReshaper:
    # DejaVu has no glyph for the one-character ligature of the name; vowel signs need mark positioning, which ReportLab lacks.
    return ArabicReshaper(configuration={"delete_harakat": True, "ARABIC LIGATURE ALLAH": False})


def is_right_to_left(text: str) -> bool:
    """Whether any letter is written from right to left."""
    return RIGHT_TO_LEFT.search(text) is not None


def is_turned(text: str, direction: str) -> bool:
    """Whether any of it is drawn in another order than it is read."""
    return direction == "rtl" or is_right_to_left(text)


def drawn(text: str, *, direction: str) -> str:
    """One line as its glyphs stand from left to right: letters joined, runs ordered, brackets mirrored (Unicode UAX 9)."""
    if is_turned(text, direction):
        marked = BRACKET.sub(rf"\1{MARK}", _shaped(text))
        ordered = str(get_display(marked, base_dir="R" if direction == "rtl" else "L"))
        text = MARKED_BRACKET.sub(_mirrored, ordered)
    return _bare(text)


def _shaped(text: str) -> str:
    return str(_reshaper().reshape(text)) if is_right_to_left(text) else text


def _bare(text: str) -> str:
    if STEERING_LETTERS.isdisjoint(text):
        return text
    return "".join(char for char in text if ord(char) not in STEERING)


@lru_cache(maxsize=20_000)  # most words come again
def _width(text: str, face: Face) -> float:
    return face.width(_bare(_shaped(text)))


def _mirrored(match: re.Match[str]) -> str:
    return match[1].translate(MIRRORED) if match[1] else match[2]


def lines(text: str, *, width: float, face: Face, direction: str) -> tuple[Line, ...]:
    """Break at spaces and given line ends; a word wider than the line breaks inside, after a joint such as "/" if it has one."""
    readable = drawable(text, face.font)
    found = [
        _line(broken, face, direction, ends_inside=inside)
        for given in readable.split("\n")
        for broken, inside in _broken(given.split(" "), width, face)
    ]
    return (*found[:-1], replace(found[-1], end=""))


def _line(text: str, face: Face, direction: str, *, ends_inside: bool = False) -> Line:
    glyphs = drawn(text, direction=direction)
    # What is turned has its words in the structure (see feedback.pdf.text), and no end to put a space at.
    end = "" if ends_inside or is_turned(text, direction) else " "
    return Line(text=text, drawn=glyphs, width=face.width(glyphs), end=end)


def _broken(words: list[str], width: float, face: Face) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it ends inside a word."""
    space = face.width(" ")
    line: list[str] = []
    used = 0.0
    for piece, continues in (piece for word in words if word for piece in _pieces(word, width, face)):
        needed = _width(piece, face)
        if line and used + space + needed > width:
            yield " ".join(line), continues
            line, used = [], 0.0
        used += needed + (space if line else 0)
        line.append(piece)
    yield " ".join(line), False


def _pieces(word: str, width: float, face: Face) -> Iterator[tuple[str, bool]]:
    """The word in parts that fit, and whether each continues what the one before began."""
    continues = False
    while len(word) > 1 and _width(word, face) > width:
        fitting = _fitting(word, width, face)
        joint = max(
            (place for place in range(fitting // 2, fitting) if word[place] in BREAK_AFTER), default=fitting - 1
        )
        yield word[: joint + 1], continues
        word, continues = word[joint + 1 :], True
    yield word, continues


def _fitting(word: str, width: float, face: Face) -> int:
    used = 0.0
    for place, char in enumerate(word):
        used += _width(char, face)
        if used > width and place > 0:
            return place
    return max(1, len(word) - 1)


def shortened(text: str, *, width: float, face: Face, direction: str) -> Line:
    """The text on one line, ended with an ellipsis where it does not fit; its full text stands elsewhere."""
    first, *rest = lines(text, width=width, face=face, direction=direction)
    if not rest:
        return first
    kept = first.text
    while kept and _width(f"{kept}…", face) > width:
        kept = kept[:-1]
    return _line(f"{kept.rstrip()}…", face, direction)


def clamped(broken: tuple[Line, ...], limit: int, *, width: float, face: Face, direction: str) -> tuple[Line, ...]:
    """At most `limit` lines; the last one shows that more was left out."""
    if len(broken) <= limit:
        return broken
    last = shortened(f"{broken[limit - 1].text} {broken[limit].text}", width=width, face=face, direction=direction)
    return (*broken[: limit - 1], last)
