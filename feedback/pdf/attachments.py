"""Files inside a PDF file, such as the data behind its tables (ISO 19005-3, 6.8)."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFStream,
    PDFZCompress,
)

from feedback.blocks import Table
from feedback.pdf.tags import text_string


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that the document takes with it; no two have the same name. `words` say what is in it, `table` whose data it is."""

    name: str
    content: bytes
    media_type: str
    words: str
    table: Table | None = None


def date_string(moment: datetime) -> str:
    """As PDF writes it, in UTC."""
    return f"D:{moment.astimezone(UTC):%Y%m%d%H%M%S}+00'00'"


def attach(
    document: PDFDocument, attachments: Sequence[Attachment], made: datetime | None
) -> Mapping[str, PDFObjectReference]:
    """Put them into the file as data that it was made from; returns each by its name.

    Raises `ValueError` where two have one name.
    """
    found = dict(_attached(document, attachments, made))
    if not found:
        return {}
    if len(found) < len(attachments):
        raise ValueError("two attachments have the same name")
    catalog = document.Catalog
    names = PDFDictionary({"Names": PDFArray([part for pair in sorted(found.items()) for part in pair])})
    catalog.Names = PDFDictionary({"EmbeddedFiles": document.Reference(names)})
    catalog.AF = PDFArray(list(found.values()))
    return dict(zip((it.name for it in attachments), found.values(), strict=True))


def _attached(
    document: PDFDocument, attachments: Sequence[Attachment], made: datetime | None
) -> Iterator[tuple[bytes, PDFObjectReference]]:
    for it in attachments:
        checksum = hashlib.md5(it.content, usedforsecurity=False).hexdigest()
        date = {"ModDate": f"({date_string(made)})"} if made else {}
        entries = {
            "Type": PDFName("EmbeddedFile"),
            "Subtype": "/" + it.media_type.replace("/", "#2F"),
            "Params": PDFDictionary({"Size": len(it.content), "CheckSum": f"<{checksum}>", **date}),
        }
        file = document.Reference(PDFStream(PDFDictionary(entries), it.content, [PDFZCompress]))
        document.updateSignature(it.content)
        name = text_string(it.name)
        specification = {
            "Type": PDFName("Filespec"),
            "F": name,
            "UF": name,
            "Desc": text_string(it.words),
            "AFRelationship": "/Data",
            "EF": PDFDictionary({"F": file, "UF": file}),
        }
        yield name, document.Reference(PDFDictionary(specification))
