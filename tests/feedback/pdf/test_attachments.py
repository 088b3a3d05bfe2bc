"""Files inside a PDF, and the day that it tells of itself."""

import hashlib
import io
from datetime import UTC, datetime

import pypdf
import pytest

from feedback.blocks import Paragraph
from feedback.pdf.attachments import Attachment
from feedback.pdf.building import write_pdf
from feedback.pdf.document import PrintedDocument
from tests.feedback.pdf.structure import broken_rules

MADE = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
TABLE = Attachment("01-svar (på enkäten).csv", b"A;B\r\n1;2\r\n", "text/csv", "Svar på enkäten")
FIGURES = Attachment("figures.json", b"{}\n", "application/json", "Alla siffror")


def make_file(*attachments: Attachment, made: datetime | None = MADE) -> bytes:
    return write_pdf(PrintedDocument("Svar", "sv", "", (Paragraph("Ja."),), made=made, attachments=attachments))


def test_attachments_come_out_as_they_went_in() -> None:
    file = make_file(FIGURES, TABLE)
    reader = pypdf.PdfReader(io.BytesIO(file))

    assert broken_rules(file) == [[]]
    assert dict(reader.attachments) == {
        TABLE.name: [TABLE.content],
        FIGURES.name: [FIGURES.content],
    }


def test_attachments_say_what_they_are_and_from_when() -> None:
    catalog = pypdf.PdfReader(io.BytesIO(make_file(TABLE))).trailer["/Root"]
    (specification,) = (it.get_object() for it in catalog["/AF"])
    embedded = specification["/EF"]["/F"]

    assert (specification["/AFRelationship"], specification["/Desc"]) == ("/Data", "Svar på enkäten")
    assert embedded["/Subtype"] == "/text/csv"
    assert embedded["/Params"]["/ModDate"] == "D:20260115093000+00'00'"
    assert embedded["/Params"]["/Size"] == len(TABLE.content)
    assert embedded["/Params"]["/CheckSum"].original_bytes == hashlib.md5(TABLE.content).digest()


def test_two_attachments_with_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="same name"):
        make_file(TABLE, TABLE)


def test_file_tells_the_day_of_its_content_and_never_that_of_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    file, undated = make_file(), make_file(made=None)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    reader = pypdf.PdfReader(io.BytesIO(file))

    assert (make_file(), make_file(made=None)) == (file, undated)
    assert reader.metadata is not None
    assert (reader.metadata.creation_date, reader.metadata.modification_date) == (MADE, MADE)
    assert reader.xmp_metadata is not None
    assert reader.xmp_metadata.xmp_create_date == MADE.replace(tzinfo=None)
    assert reader.pdf_header == "%PDF-1.7"


def test_file_id_follows_the_content() -> None:
    ids = {
        pypdf.PdfReader(io.BytesIO(file)).trailer["/ID"][0].original_bytes for file in (make_file(), make_file(TABLE))
    }

    assert len(ids) == 2
