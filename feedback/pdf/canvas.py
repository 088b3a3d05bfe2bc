"""A canvas that notes what is drawn: every piece belongs to an element of the structure or is decoration (ISO 14289-1, 7.1)."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Literal

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import (
    XMP,
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFStream,
    PDFString,
)
from reportlab.pdfgen.canvas import Canvas

from feedback.pdf.archive import make_archivable
from feedback.pdf.attachments import Attachment, attach, date_string
from feedback.pdf.metadata import packet
from feedback.pdf.tags import Annotation, Content, Element, Tag, text_string

Box = tuple[float, float, float, float]  # left, bottom, right, top, from where the canvas stands
PRINTED = 4  # the flag of an annotation that is printed too
ONE_OF_THEM = 1 << 15  # the flag of radio buttons
REQUIRED = 1 << 1  # the flag of a field that must be filled in
NOT_EMBEDDED = {"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/Helvetica", "Encoding": "/WinAnsiEncoding"}
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)  # ReportLab writes a day in every file; this one says nothing

rl_config.useA85 = 0  # else pages are written in letters, as old mail programs needed them, and are a quarter larger


class TaggedCanvas(Canvas):  # type: ignore[misc]  # ReportLab comes without types
    """ReportLab's canvas with the structure, links and form fields of an accessible file.

    A file without fields is PDF/A-3a too; `made` is the day it tells of itself, `attachments` are the files inside it.
    """

    def __init__(
        self,
        filename: object,
        *,
        lang: str,
        made: datetime | None = None,
        attachments: tuple[Attachment, ...] = (),
        **options: object,
    ) -> None:
        super().__init__(filename, lang=lang, **options)
        self.language = lang
        self.made = made
        self.attachments = attachments
        # ReportLab's own begins with a time that the environment can set.
        self._doc.signature = hashlib.md5(b"Gensvar", usedforsecurity=False)
        self._root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        self._document = Element(Tag("Document"), self._doc.Reference(self._root), lang, is_marked=True)
        self._document.reference = self._doc.Reference(self._document)
        self._elements: dict[Tag, Element] = {}
        self._owners: list[list[Element] | Element] = []  # of each page's contents, or of one annotation
        self._fields: list[PDFObjectReference] = []
        self._groups: dict[str, PDFDictionary] = {}
        self._is_open = False
        self._begin_page()

    def _begin_page(self) -> None:
        self._contents: list[Element] = []
        self._page_key = len(self._owners)
        self._owners.append(self._contents)
        self._page_reference = self._doc.thisPageRef()

    @contextmanager
    def marked(self, tag: Tag, box: Box | None = None) -> Iterator[None]:
        """What is drawn meanwhile is content of the tag's element; `box` is that of a picture.

        What is already inside other content or an artifact stays part of that.
        """
        if self._is_open:
            yield
            return
        element = self._element(tag)
        if box:
            element.boxes.append(tuple(self._absRect(box, 1)))
        element.kids.append(Content(self._page_reference, len(self._contents)))
        self._code.append(f"/{tag.name} <</MCID {len(self._contents)}>> BDC")
        self._contents.append(element)
        self._is_open = True
        yield
        self._is_open = False
        self._code.append("EMC")

    @contextmanager
    def artifact(self, kind: Literal["Layout", "Pagination"] = "Layout") -> Iterator[None]:
        """What is drawn meanwhile is decoration, or repeated on every page: nobody needs it read aloud."""
        if self._is_open:
            yield
            return
        self._code.append(f"/Artifact <</Type /{kind}>> BDC")
        self._is_open = True
        yield
        self._is_open = False
        self._code.append("EMC")

    def _element(self, tag: Tag) -> Element:
        found = self._elements.get(tag)
        if found is None:
            around = self._element(tag.parent) if tag.parent else self._document
            language = tag.language or around.language
            found = Element(tag, around.reference, language, is_marked=language != around.language)
            found.reference = self._doc.Reference(found)
            around.kids.append(found.reference)
            self._elements[tag] = found
        return found

    def link(self, tag: Tag, box: Box, words: str, *, bookmark: str = "", address: str = "") -> None:
        """The box leads to a bookmark of this file, or to a web address; `words` say where. The tag is a Link."""
        target: dict[str, object] = (
            {"A": PDFDictionary({"S": "/URI", "URI": PDFString(address)})}
            if address
            else {"Dest": self._bookmarkReference(bookmark)}
        )
        self.annotate(tag, {"Subtype": "/Link", "Contents": text_string(words), "Border": "[0 0 0]", **target}, box)

    def field(self, tag: Tag, box: Box, words: str, entries: Mapping[str, object]) -> None:
        """A form field over the box: `entries` as PDF has them (FT, T, V, AP ...), `words` its label. The tag is a Form.

        /Helv is there for what readers type: ReportLab embeds only the letters that it prints itself.
        """
        self._fields.append(self.annotate(tag, {"Subtype": "/Widget", "TU": text_string(words), **entries}, box))

    def option(
        self,
        tag: Tag,
        box: Box,
        words: str,
        entries: Mapping[str, object],
        *,
        group: str,
        is_required: bool = False,
    ) -> None:
        """A radio button over the box: of those with the same group, a name in ASCII, one can be chosen.

        `words` are the label of the whole group; that of this button is the alternative of the tag, a Form.
        """
        whole = self._groups.get(group)
        if whole is None:
            whole = PDFDictionary(
                {
                    "FT": "/Btn",
                    "Ff": ONE_OF_THEM | (REQUIRED if is_required else 0),
                    "T": PDFString(group),
                    "Kids": PDFArray([]),
                }
            )
            whole["TU"] = text_string(words)
            self._groups[group] = whole
            self._fields.append(self._doc.Reference(whole))
        own = {"Subtype": "/Widget", "Parent": self._doc.Reference(whole), **entries}
        whole["Kids"].sequence.append(self.annotate(tag, own, box))

    def look(self, width: float, height: float, drawing: str = "") -> PDFObjectReference:
        """How a field looks in one of its states (AP), drawn with PDF's own operators from its lower left corner."""
        entries = {"Type": "/XObject", "Subtype": "/Form", "BBox": f"[0 0 {width:.2f} {height:.2f}]"}
        return self._doc.Reference(PDFStream(PDFDictionary(entries), drawing))

    def annotate(self, tag: Tag, entries: Mapping[str, object], box: Box) -> PDFObjectReference:
        """Put an annotation on the page as part of the tag's element, and return its reference."""
        element = self._element(tag)
        annotation = PDFDictionary(
            {
                "Type": "/Annot",
                "Rect": PDFArray(self._absRect(box, 1)),
                "F": PRINTED,
                "P": self._page_reference,
                "StructParent": len(self._owners),
                **entries,
            }
        )
        self._owners.append(element)
        self._addAnnotation(annotation)
        reference = self._annotationrefs[-1]
        element.kids.append(Annotation(self._page_reference, reference))
        return reference

    def showPage(self) -> None:  # noqa: N802  # ReportLab's name
        """Close the page and begin the next."""
        for piece in self._code:
            self._doc.updateSignature(piece)
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*type(page).__NoDefault__, "StructParents", "Tabs"]  # the keys that ReportLab writes
        page.StructParents = self._page_key
        page.Tabs = PDFName("S")
        self._begin_page()

    def save(self) -> None:
        """Write the file, with the structure of all its pages."""
        if self._code:
            self.showPage()
        self._close_structure()
        catalog = self._doc.Catalog
        catalog.__NoDefault__ = catalog.__Refs__ = [*type(catalog).__NoDefault__, "OutputIntents", "AF"]
        date = date_string(self.made or UNDATED)
        self.setDateFormatter(lambda *_clock: date)
        files = attach(self._doc, self.attachments, self.made)
        for element in self._elements.values():
            element.file = files.get(element.tag.data)
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.Metadata = XMP(creator=self._metadata)
        if self._fields:
            fonts = PDFDictionary({"Helv": PDFDictionary(NOT_EMBEDDED)})
            resources = PDFDictionary({"Font": fonts})
            # Readers draw what is filled in themselves: only they have letters for every script.
            catalog.AcroForm = PDFDictionary(
                {
                    "Fields": PDFArray(self._fields),
                    "DR": resources,
                    "DA": "(/Helv 10 Tf 0 g)",
                    "NeedAppearances": "true",
                }
            )
        else:
            make_archivable(self._doc)
        super().save()

    def _close_structure(self) -> None:
        numbers: list[object] = []
        for key, owner in enumerate(self._owners):
            if isinstance(owner, Element):
                numbers += [key, owner.reference]
            elif owner:
                numbers += [key, PDFArray([it.reference for it in owner])]
        self._root["K"] = self._document.reference
        self._root["ParentTree"] = self._doc.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))
        self._root["ParentTreeNextKey"] = len(self._owners)
        self._doc.Catalog.StructTreeRoot = self._root

    def _metadata(self, document: PDFDocument) -> bytes:
        info = document.info
        return packet(
            title=info.title,
            author=info.author,
            subject=info.subject,
            language=self.language,
            creator=info.creator,
            producer=info.producer,
            made=self.made,
            is_archivable=not self._fields,
        )


class RehearsalCanvas(TaggedCanvas):
    """For the pass that only learns on which page everything comes to stand: nothing is drawn, and no file written."""

    def save(self) -> None:
        """Nothing."""
