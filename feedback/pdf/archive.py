"""What a PDF file needs beside its tags to be kept for good: PDF/A-3a (ISO 19005-3)."""

from reportlab.pdfbase.pdfdoc import (
    NoEncryption,
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFStream,
    PDFString,
    PDFZCompress,
)

from feedback.pdf.colour_profile import srgb

VERSION = (1, 7)


class EndedStream(PDFObject):  # type: ignore[misc]  # ReportLab comes without types
    """The data of a stream with the line end after it that ReportLab leaves out; it is not part of the data."""

    def __init__(self, data: str | bytes) -> None:
        self.data = data.encode("latin-1") if isinstance(data, str) else data

    def __len__(self) -> int:
        return len(self.data)

    def format(self, document: PDFDocument) -> bytes:
        """As ReportLab asks of every object in a file."""
        return self.data + b"\n"


class LineEnds(NoEncryption):  # type: ignore[misc]  # ReportLab comes without types
    """Encrypts nothing: the one place where ReportLab hands over every stream as it will be written."""

    def encode(self, data: str | bytes) -> EndedStream:
        """The same data, and a line end before `endstream` (6.1.7.1)."""
        return EndedStream(data)


def make_archivable(document: PDFDocument) -> None:
    """Say what the colours mean, and write the file as PDF 1.7 in the strict form."""
    document.encrypt = LineEnds()
    document._pdfVersion = VERSION
    profile = PDFStream(PDFDictionary({"N": 3}), srgb(), [PDFZCompress])
    intent = {
        "Type": PDFName("OutputIntent"),
        "S": PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": PDFString("sRGB IEC61966-2.1"),
        "Info": PDFString("sRGB IEC61966-2.1"),
        "DestOutputProfile": document.Reference(profile),
    }
    document.Catalog.OutputIntents = PDFArray([PDFDictionary(intent)])
