"""The demo's last part: the follow-up report and the yearly report as PDF, in Swedish and English."""

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

from reports.document import Document
from reports.issuing import follow_up_document, yearly_document
from reports.pdf.building import pdf

LANGUAGES = ("sv", "en")
REPORT_COUNT = 2 * len(LANGUAGES)


async def write_reports(
    consultation: UUID, year: int, folder: Path, *, today: date, tell: Callable[[str], None]
) -> list[Path]:
    """Write both reports in each language; gives the files."""
    files = []
    for language in LANGUAGES:
        documents = {
            f"follow-up-{year}-{language}.pdf": await follow_up_document(consultation, language=language, today=today),
            f"year-{year}-{language}.pdf": await yearly_document(year, language=language, today=today),
        }
        for name, document in documents.items():
            files.append(await asyncio.to_thread(_written, folder / name, document))
            tell(name)
    return files


def _written(file: Path, document: Document) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(pdf(document))
    return file
