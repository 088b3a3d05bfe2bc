"""The forms that a report can be written in."""

from collections.abc import Mapping
from enum import StrEnum


class ReportForm(StrEnum):
    """What a report can be written as; the two last tell the most important of it alone."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"
    EASY = "easy"
    POSTER = "poster"


SHORT = (ReportForm.EASY, ReportForm.POSTER)
#: What each is called in its address.
FILE_NAMES: Mapping[ReportForm, str] = {
    ReportForm.PDF: "report.pdf",
    ReportForm.DOCX: "report.docx",
    ReportForm.XLSX: "report.xlsx",
    ReportForm.CSV: "report.csv",
    ReportForm.JSON: "figures.json",
    ReportForm.EASY: "easy-read.pdf",
    ReportForm.POSTER: "poster.pdf",
}
