"""Files made in the tests from texts of our own, and small ways to say what was read."""

import io
import zipfile
from collections.abc import Sequence

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from feedback.notes.draft import Draft
from feedback.notes.reading import Line, lines_of_pages
from feedback.notes.structure import draft_notes

#: Points of a meeting that never took place, one of them longer than a line.
POINTS = (
    "Sammanhållna besked saknas: föreningarna i Sjövik får olika svar av kommunen, regionen och länet beroende på vem de ringer.",
    "Båthuset borde få stå öppet året runt.",
    "Det är svårt att hitta kassörer",
    "Unga i Sjövik vill ha en egen budget att besluta om.",
)
TITLE = "Minnesanteckningar från samråd om skärgårdens föreningar den 6 maj 2025"


def text_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text; a form feed begins a page."""
    return lines_of_pages([page.split("\n") for page in text.split("\f")])


def drafted(text: str) -> Draft:
    return draft_notes(text_lines(text))


def point_texts(draft: Draft) -> list[str]:
    return [point.text for point in draft.points]


def word_file(points: Sequence[str] = POINTS) -> bytes:
    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_paragraph("Mötet hölls i Sjövik.")
    document.add_heading("Följande lyftes:", 1)
    for point in points:
        document.add_paragraph(point, style="List Bullet")
    return saved(document)


def saved(document: "docx.document.Document") -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def pdf_file(points: Sequence[str] = POINTS) -> bytes:
    styles = getSampleStyleSheet()
    story: list[Flowable] = [Paragraph(TITLE, styles["Title"]), Paragraph("Mötet hölls i Sjövik.", styles["Normal"])]
    story += [Paragraph("Följande lyftes:", styles["Heading1"])]
    story += [Paragraph(point, styles["Normal"], bulletText="•") for point in points]
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=A4).build(story)
    return file.getvalue()


def scanned_file() -> bytes:
    """A page with a grey surface and no letter on it."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.setFillGray(0.5)
    canvas.rect(50, 50, 400, 600, fill=1)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def zip_file(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


_ODT_NAMES = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style")
    )
    + ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
)


def odt_text(body: str, styles: str = "", before: str = "") -> bytes:
    """An OpenDocument text of this body; `before` stands above its first element."""
    content = (
        f"<?xml version='1.0' encoding='UTF-8'?>{before}<office:document-content {_ODT_NAMES}><office:automatic-styles>"
        f"{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return zip_file({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})


def odt_items(*texts: str, style: str = "L1") -> str:
    items = "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in texts)
    return f'<text:list text:style-name="{style}">{items}</text:list>'


def odt_file(points: Sequence[str] = POINTS) -> bytes:
    return odt_text(
        f"<text:h>{TITLE}</text:h><text:p>Mötet hölls i Sjövik.</text:p><text:h>Följande lyftes:</text:h>{odt_items(*points)}"
    )


def text_file(points: Sequence[str] = POINTS) -> bytes:
    return "\n".join(
        [TITLE, "", "Mötet hölls i Sjövik.", "", "Följande lyftes:", "", *(f"• {point}" for point in points)]
    ).encode()
