"""The structure of a PDF for those who have it read aloud: what each piece of a page is (ISO 32000-1, 14.7 and 14.8)."""

import re
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject, PDFObjectReference


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """One element of the structure: pieces that share a tag, such as a paragraph's parts on two pages, are one element.

    `name` is a standard type such as P, TD, Figure or Form; without a parent the element stands directly in the document.
    `language` need only be given where it differs from its parent's. `alternative` tells what a picture shows,
    `actual_text` what letters say that are drawn in another order. `attributes` is written as PDF has it. `data` is the
    name of the attachment that the element was made from.
    """

    name: str
    parent: "Tag | None" = None
    language: str = ""
    alternative: str = ""
    actual_text: str = ""
    attributes: str = ""
    data: str = ""


COLUMN_HEADER = "/O /Table /Scope /Column"
PLAIN = re.compile("[ -~]*")  # the same in every encoding
UNSAFE = re.compile(rb"[()\\]")
BULLETS = "/O /List /ListNumbering /Disc"


@dataclass(frozen=True, slots=True)
class Content:
    """Marked content, by its number on its page."""

    page: PDFObjectReference
    number: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link or form field on a page."""

    page: PDFObjectReference
    object: PDFObjectReference


@dataclass(eq=False)  # without slots: ReportLab notes its own name for an object on it
class Element(PDFObject):  # type: ignore[misc]  # ReportLab comes without types
    """A tag as it came to stand in one file: with its contents in the order they were drawn."""

    tag: Tag
    parent: PDFObjectReference
    language: str  # its own or that of the element around it
    is_marked: bool  # with that language, since the element around it has another
    kids: list["PDFObjectReference | Content | Annotation"] = field(default_factory=list)
    boxes: list[tuple[float, ...]] = field(default_factory=list)  # where a picture stands on its page
    reference: PDFObjectReference = None
    file: PDFObjectReference = None  # the data that it was made from

    def format(self, document: PDFDocument) -> bytes:
        """The element as PDF, as ReportLab asks of every object in a file."""
        tag = self.tag
        page = next((kid.page for kid in self.kids if isinstance(kid, Content)), None)
        parts = [b"<</S /" + tag.name.encode(), b"/P " + _source(self.parent, document)]
        if page:
            parts.append(b"/Pg " + _source(page, document))
        if self.is_marked:
            parts.append(b"/Lang " + text_string(self.language))
        if tag.alternative:
            parts.append(b"/Alt " + text_string(tag.alternative))
        if tag.actual_text:
            parts.append(b"/ActualText " + text_string(tag.actual_text))
        if self.file:
            parts.append(b"/AF [" + _source(self.file, document) + b"]")
        attributes = [f"<<{it}>>" for it in (tag.attributes, self._layout()) if it]
        if attributes:
            parts.append(f"/A [{' '.join(attributes)}]".encode())
        kids = b" ".join(_kid(kid, page, document) for kid in self.kids)
        return b" ".join(parts) + b" /K [" + kids + b"]>>"

    def _layout(self) -> str:
        # One that goes on over a page has no box of its own.
        return f"/O /Layout /BBox [{' '.join(f'{it:.2f}' for it in self.boxes[0])}]" if len(self.boxes) == 1 else ""


def _kid(kid: PDFObjectReference | Content | Annotation, page: PDFObjectReference, document: PDFDocument) -> bytes:
    if isinstance(kid, Content):
        if kid.page is page:
            return str(kid.number).encode()
        return b"<</Type /MCR /Pg %b /MCID %d>>" % (_source(kid.page, document), kid.number)
    if isinstance(kid, Annotation):
        return b"<</Type /OBJR /Pg %b /Obj %b>>" % (_source(kid.page, document), _source(kid.object, document))
    return _source(kid, document)


def _source(reference: PDFObjectReference, document: PDFDocument) -> bytes:
    source: bytes = reference.format(document)
    return source


def text_string(text: str) -> bytes:
    """A text as PDF writes it outside of a page, in any script."""
    raw = text.encode() if PLAIN.fullmatch(text) else b"\xfe\xff" + text.encode("utf-16-be", "replace")
    return b"(" + UNSAFE.sub(rb"\\\g<0>", raw).replace(b"\r", rb"\r") + b")"
