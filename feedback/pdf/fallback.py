"""A typeface that takes the letters it lacks from another one, wherever ReportLab writes text."""

from collections.abc import Iterator
from itertools import groupby
from types import SimpleNamespace

from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFont

Subset = tuple[int, int]  # which of the two faces, and ReportLab's number of the part of it


class FallbackFont:
    """Registered like a `TTFont`; both faces are embedded, each with the letters that it gave."""

    _multiByte = _dynamicFont = 1  # noqa: N815  # ReportLab's names
    shapable = False

    def __init__(self, name: str, own: TTFont, other: TTFont) -> None:
        self.fontName = name  # ReportLab's name
        self.faces = (own, other)
        self.encoding = own.encoding
        self._own = own.face.charToGlyph
        self.face = SimpleNamespace(
            name=name,
            charToGlyph={**other.face.charToGlyph, **self._own},
            ascent=own.face.ascent,
            descent=own.face.descent,
        )

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802  # ReportLab's name
        """In points."""
        return sum(float(self.faces[place].stringWidth(part, size, encoding)) for place, part in self._runs(text))

    def splitString(  # noqa: N802  # ReportLab's name
        self, text: str, doc: PDFDocument, encoding: str = "utf-8"
    ) -> list[tuple[Subset, bytes]]:
        """The text in parts of which each is written with one subset."""
        return [
            ((place, subset), codes)
            for place, part in self._runs(text)
            for subset, codes in self.faces[place].splitString(part, doc, encoding)
        ]

    def getSubsetInternalName(self, subset: Subset, doc: PDFDocument) -> str:  # noqa: N802  # ReportLab's name
        """What the subset is called on a page."""
        place, number = subset
        name: str = self.faces[place].getSubsetInternalName(number, doc)
        return name

    def _runs(self, text: str) -> Iterator[tuple[int, str]]:
        for is_other, letters in groupby(text, lambda letter: ord(letter) not in self._own):
            yield int(is_other), "".join(letters)
