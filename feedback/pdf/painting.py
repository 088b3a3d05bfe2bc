"""One page of a PDF as a picture."""

from io import BytesIO
from threading import Lock

import pypdfium2

#: PDFium works for one thread at a time, whatever it is to do.
PDFIUM = Lock()


def painted(page: bytes, *, scale: float = 1) -> bytes:
    """The first page as PNG, so many pixels to a point. The same page gives the same bytes."""
    image = BytesIO()
    with PDFIUM:
        document = pypdfium2.PdfDocument(page)
        document[0].render(scale=scale).to_pil().save(image, "PNG", optimize=True)
        document.close()
    return image.getvalue()
