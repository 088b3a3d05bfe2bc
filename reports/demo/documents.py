"""The four sample files as an office would have sent them: plain text, Word and two PDFs. The same bytes every time."""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap

from reports.demo.markup import Paragraph, Style, sample
from reports.demo.paper import printed
from reports.demo.word import typed

WIDTH = 76


@dataclass(frozen=True, slots=True)
class SampleDocument:
    """A file to import; `date` (ISO) is the day of the consultation, or of the decision.

    `region` is what the officer adds on the review page, as no notes say it: the part of the country that it was for.
    """

    filename: str
    date: str
    content: bytes
    region: str = ""


def sample_documents() -> list[SampleDocument]:
    """Three consultations and one decision, oldest first."""
    return [
        SampleDocument("samrad_2023-10-17.txt", "2023-10-17", plain(sample("samrad_2023")), "Svealand"),
        SampleDocument(
            "sakrad_2024-09-24.docx",
            "2024-09-24",
            typed(sample("sakrad_2024"), written_on="2024-10-02"),
            "Norrland",
        ),
        SampleDocument(
            "direktiv_2024-12-05.pdf",
            "2024-12-05",
            printed(sample("direktiv_2024"), running="Kommittédirektiv"),
        ),
        SampleDocument(
            "samrad_2025-10-14.pdf",
            "2025-10-14",
            printed(sample("samrad_2025"), running="Bygde- och demokratidepartementet"),
            "Norrland",
        ),
    ]


def plain(paragraphs: Iterable[Paragraph]) -> bytes:
    """UTF-8 text wrapped at 76 characters, bullets with a hyphen and a hanging indent."""
    written: list[str] = []
    before: Style | None = None
    for paragraph in paragraphs:
        if before is not None and not before == paragraph.style == Style.LETTERHEAD:
            written.append("")
        written += _wrapped(paragraph)
        before = paragraph.style
    return ("\n".join(written) + "\n").encode()


def _wrapped(paragraph: Paragraph) -> list[str]:
    mark, indent = ("- ", "  ") if paragraph.style is Style.BULLET else ("", "")
    return wrap(
        paragraph.text,
        WIDTH,
        initial_indent=mark,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
