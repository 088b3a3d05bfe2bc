"""One report in every form that it can be kept in: the whole as PDF, Word, Excel, CSV and JSON, and two short ones as PDF."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from feedback.settings import settings
from feedback.translation import gettext as _
from feedback.translation import speaking
from feedback.word_files import MEDIA_TYPE as WORD
from feedback.workbooks import MEDIA_TYPE as EXCEL
from reports.document import Document
from reports.easy_read import easy_read
from reports.exports import tables_csv
from reports.facts import Facts
from reports.figures_json import figures_json
from reports.frozen_facts import FrozenFacts, ReportSubject
from reports.issuing import issued_report
from reports.pdf.building import pdf
from reports.pdf.easy_read import easy_read_pdf
from reports.pdf.poster import poster_pdf
from reports.poster import poster
from reports.public.data_dictionary import public_page
from reports.public.published_reports import list_public_reports
from reports.report_forms import SHORT, ReportForm
from reports.word_report import word_report

MEDIA_TYPES: Mapping[ReportForm, str] = {
    ReportForm.PDF: "application/pdf",
    ReportForm.DOCX: WORD,
    ReportForm.XLSX: EXCEL,
    ReportForm.CSV: "text/csv; charset=utf-8",
    ReportForm.JSON: "application/json",
    ReportForm.EASY: "application/pdf",
    ReportForm.POSTER: "application/pdf",
}


def _workbook(document: Document) -> bytes:
    from reports.workbook_report import workbook_report  # openpyxl, which the site starts without

    return workbook_report(document)


_WRITERS: Mapping[ReportForm, Callable[[Document], bytes]] = {
    ReportForm.PDF: pdf,
    ReportForm.DOCX: word_report,
    ReportForm.XLSX: _workbook,
    ReportForm.CSV: lambda document: tables_csv(document).encode(),
    ReportForm.JSON: figures_json,
}


@dataclass(frozen=True, slots=True)
class Written:
    """A report as a file, and what it is called by whoever keeps it."""

    title: str
    content: bytes


def whole_file(document: Document, form: ReportForm) -> Written:
    """The whole report; `KeyError` for one of the short forms."""
    return Written(document.title, _WRITERS[form](document))


def short_file(frozen: FrozenFacts, form: ReportForm, *, language: str, address: str = "") -> Written:
    """One of the short forms; `address` is where everybody can read the whole report, empty where it is not public."""
    if form is ReportForm.EASY:
        easy = easy_read(frozen, language=language, address=address)
        return Written(easy.title, easy_read_pdf(easy))
    sheet = poster(frozen, language=language)
    with speaking(language):
        return Written(_("Poster: %(title)s", title=sheet.title), poster_pdf(sheet, address=address))


def issued_file(
    facts: Facts, about: ReportSubject, form: ReportForm, *, language: str, today: date, address: str = ""
) -> Written:
    """The report as these facts tell it to officers, in any form; a draft says that it is one."""
    if form in SHORT:
        frozen = FrozenFacts(about, today, settings().threshold, facts)
        return short_file(frozen, form, language=language, address=address)
    return whole_file(issued_report(facts, about, language=language, today=today), form)


async def public_address(about: ReportSubject) -> str:
    """Where everybody can read the report of this; empty where it is not public."""
    for each in await list_public_reports():
        public = ReportSubject(str(each.consultation)) if each.consultation else ReportSubject(year=each.year)
        if public == about:
            return public_page(settings().base_url, "reports", each.id)
    return ""
