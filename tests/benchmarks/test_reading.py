"""A PDF of thirty pages read and structured, beside the bare text of it by the same library in the same run."""

import io
import sys
import time
from collections.abc import Callable

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from feedback.notes.reading import read_lines
from feedback.notes.structure import draft_notes

PAGES = 30
#: PDFium is C and takes less than a millisecond for a page. Wanted is 0.5 and about 0.12 is reached: may it get no worse.
LEAST = 0.08


def notes() -> bytes:
    """Minutes with a heading, text and a list for each of many questions."""
    styles = getSampleStyleSheet()
    story: list[Flowable] = [Paragraph("Minnesanteckningar från samråd om skärgården den 6 maj 2025", styles["Title"])]
    for number in range(1, 193):
        story.append(Paragraph(f"Fråga {number}: Vad behövs i hamn {number}?", styles["Heading2"]))
        story.append(
            Paragraph(
                f"Kommunen berättade om läget i hamn {number} och om de beslut som har fattats sedan det förra mötet. "
                f"Flera föreningar framhöll att hyran har stigit med {number} procent och att ingen svarar på deras brev.",
                styles["Normal"],
            )
        )
        story += [
            Paragraph(f"Brygga {number}{letter} behöver rustas upp före säsongen.", styles["Normal"], bulletText="•")
            for letter in "abcd"
        ]
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=A4).build(story)
    return file.getvalue()


def bare_text(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    texts = []
    for page in document:
        text_page = page.get_textpage()
        texts.append(text_page.get_text_range())
        text_page.close()
        page.close()
    document.close()
    return texts


def fastest(*works: Callable[[], object]) -> list[float]:
    """Seconds of the processor that each takes, the least of several rounds: a busy machine slows them all alike."""
    rounds = [[_seconds(work) for work in works] for _ in range(9)]
    return [min(took) for took in zip(*rounds, strict=True)]


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


@pytest.mark.long
def test_reading_thirty_pages_beside_their_bare_text() -> None:
    content = notes()

    lines = read_lines(content, "")
    bare, read, drafted = fastest(
        lambda: bare_text(content), lambda: read_lines(content, ""), lambda: draft_notes(lines)
    )

    pages = len(bare_text(content))
    ratio = bare / (read + drafted)
    told = f"{pages} pages: bare {bare:.3f} s, read {read:.3f} s, structured {drafted:.3f} s, ratio {ratio:.2f}"
    sys.stdout.write(f"\n{told}\n")
    assert pages >= PAGES
    assert len(draft_notes(lines).points) >= 192 * 4
    assert ratio >= LEAST
