"""The code book as JSON, CSV and REFI-QDA: what goes out comes back, and bad files are named clearly."""

import csv
import io
import json
import re
import string
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from feedback.codebook_files import read_themes
from feedback.codebook_files.csv_files import write_csv
from feedback.codebook_files.file_themes import FileTheme, UnusableCodebook
from feedback.codebook_files.json_files import write_json
from feedback.codebook_files.qdc_files import NAMESPACE, write_qdc
from feedback.themes import NamedTheme, ThemeWording

LOKALER = NamedTheme(
    UUID(int=1),
    "T1",
    ThemeWording(
        {"sv": "Lokaler", "en": "Premises"},
        "Rum att mötas i.",
        ("lokal", "-hyra"),
        ("=Hyran är för hög.", "Vi har inget rum; bara en korridor."),
    ),
)
MEDEL = NamedTheme(UUID(int=2), "T2", ThemeWording({"en": "Funding"}, "", ("a; b", "bidrag")))

LINE = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
WORDINGS = st.builds(
    ThemeWording,
    st.dictionaries(st.sampled_from(["sv", "en", "ar", "sv-simple"]), LINE, min_size=1),
    LINE | st.just(""),
    st.lists(LINE, unique=True, max_size=3).map(tuple),
    st.lists(LINE, unique=True, max_size=3).map(tuple),
)


def said(theme: NamedTheme, *, id: UUID | None = None) -> FileTheme:
    """The theme as a file has it that says all of it."""
    wording = theme.wording
    return FileTheme(wording.labels, theme.code, wording.definition, wording.keywords, wording.examples, id)


@given(st.lists(WORDINGS, min_size=1, max_size=4))
def test_each_kind_of_file_comes_back_as_it_went_out(wordings: list[ThemeWording]) -> None:
    themes = [NamedTheme(UUID(int=n), f"T{n}", wording) for n, wording in enumerate(wordings, start=1)]

    assert read_themes(write_json(themes), language="fi") == tuple(said(each) for each in themes)
    assert read_themes(write_csv(themes), language="fi") == tuple(said(each) for each in themes)
    assert read_themes(write_qdc(themes, language="en"), language="fi") == tuple(
        said(each, id=each.id) for each in themes
    )


def test_qdc_keeps_to_the_published_schema() -> None:
    """The rules of Codebook.xsd 1.0, as the REFI-QDA standard 1.5 has it."""
    book = etree.fromstring(write_qdc([LOKALER, MEDEL], language="sv"))

    def tag(name: str) -> str:
        return f"{{{NAMESPACE}}}{name}"

    assert (book.tag, list(book.attrib)) == (tag("CodeBook"), ["origin"])
    assert [each.tag for each in book] == [tag("Codes")]  # Sets may be missing, and may not be empty
    codes = list(book[0])
    assert [code.tag for code in codes] == [tag("Code")] * 2
    for code in codes:
        assert set(code.attrib) == {"guid", "name", "isCodable"}  # colour is optional
        assert re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", code.attrib["guid"])
        assert code.attrib["isCodable"] == "true"
        assert [each.tag for each in code] == [tag("Description")]
    assert [code.attrib["guid"] for code in codes] == [str(LOKALER.id), str(MEDEL.id)]
    assert codes[0][0].text == (
        "Rum att mötas i.\n\nCode: T1\nLanguage: sv\nLabel (en): Premises\nKeywords: lokal; -hyra\n"
        "Example: =Hyran är för hög.\nExample: Vi har inget rum; bara en korridor."
    )


def test_qdc_names_in_the_language_asked_for_and_never_twice_the_same() -> None:
    twin = NamedTheme(UUID(int=3), "T3", ThemeWording({"sv": "lokaler", "en": "Rooms"}))

    swedish = etree.fromstring(write_qdc([LOKALER, MEDEL, twin], language="sv"))
    english = etree.fromstring(write_qdc([LOKALER, MEDEL, twin], language="en"))

    assert [code.get("name") for code in swedish[0]] == ["Lokaler (T1)", "Funding", "lokaler (T3)"]
    assert [code.get("name") for code in english[0]] == ["Premises", "Funding", "Rooms"]
    again = read_themes(etree.tostring(swedish), language="sv")
    assert [theme.labels["sv"] for theme in again if "sv" in theme.labels] == ["Lokaler", "lokaler"]


OTHERS = """<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="A program 24.1">
  <Codes>
    <Code guid="1FF58B12-6F6F-4B0C-8BE5-BBDC91F55294" name="Möten" isCodable="false" color="#46AA00">
      <Code guid="{1FF58B12-6F6F-4B0C-8BE5-BBDC91F55295}" name="Lokaler" isCodable="true" color="#F00">
        <Description>Rum att
mötas i.</Description>
        <Code guid="1FF58B12-6F6F-4B0C-8BE5-BBDC91F55296" name="Hyra" isCodable="1"/>
      </Code>
    </Code>
  </Codes>
  <Sets>
    <Set name="Viktigast" guid="ECA18D76-2B8B-4F26-BC1D-19ECA19FB3F0">
      <MemberCode guid="1FF58B12-6F6F-4B0C-8BE5-BBDC91F55296"/>
    </Set>
  </Sets>
</CodeBook>"""


def test_qdc_of_another_program_with_codes_inside_codes() -> None:
    themes = read_themes(b"\xef\xbb\xbf" + OTHERS.encode(), language="sv")

    assert themes == (
        FileTheme(
            {"sv": "Möten: Lokaler"},
            definition="Rum att mötas i.",
            id=UUID("1FF58B12-6F6F-4B0C-8BE5-BBDC91F55295"),
        ),
        FileTheme({"sv": "Möten: Lokaler: Hyra"}, id=UUID("1FF58B12-6F6F-4B0C-8BE5-BBDC91F55296")),
    )


def test_csv_opens_in_a_spreadsheet_without_running() -> None:
    content = write_csv([LOKALER])

    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert content.startswith(b"\xef\xbb\xbf")
    assert rows == [
        ["code", "label_sv", "label_en", "definition", "keywords", "examples"],
        [
            "T1",
            "Lokaler",
            "Premises",
            "Rum att mötas i.",
            "lokal\n-hyra",
            "'=Hyran är för hög.\nVi har inget rum; bara en korridor.",
        ],
    ]


def test_csv_with_other_columns_says_nothing_of_the_rest() -> None:
    assert read_themes(b"Code,label_SV,Note\n,Lokaler,x\nT9,Medel,\n", language="sv") == (
        FileTheme({"sv": "Lokaler"}),
        FileTheme({"sv": "Medel"}, "T9"),
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04", "The file is a packed project or a workbook."),
        (b" " * (2 * 1024 * 1024 + 1), "The file is larger than 2 MB; a code book is much smaller."),
        (b"[" * 100_000, "The file is not JSON. A code book is a JSON list of themes."),
        ('["ö"]'.encode("latin-1"), "The file is not UTF-8 text. Save the code book as JSON in UTF-8."),
        (b'[{"id": "T1", "label_sv": "x", "examples": "y"}]', "The examples of theme T1 are not a list of texts."),
        (b"label_sv\nLokaler\n", "The first row must name the columns; “code” is missing."),
        (b"code;label_sv\n", "A code book is a list of themes with at least one entry."),
        (b"code;label_sv\nT1;\n", "Row 2 has no label, such as label_sv."),
        (b"code;label_sv\nT1;a\nT1;b\n", "The code book has two themes with the id T1."),
        (b"%PDF-1.7 \x00\x01\x02", "The file is not a code book that can be read here: JSON, CSV or .qdc."),
        (b"<CodeBook>", "The file cannot be read as a REFI-QDA code book: something is wrong on line 1."),
        (b"<html/>", "The file is XML, but not a REFI-QDA code book (.qdc)."),
        (b"<CodeBook><Codes/></CodeBook>", "The file has no codes that a text could be coded with."),
        (b"<CodeBook><Codes><Code name='' guid='g'/></Codes></CodeBook>", "The code g has no name."),
    ],
)
def test_read_themes_refuses(content: bytes, message: str) -> None:
    with pytest.raises(UnusableCodebook) as refused:
        read_themes(content, language="sv")

    assert message in str(refused.value)


@pytest.mark.parametrize(
    "entity",
    [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY x "&a;&a;&a;&a;&a;&a;&a;&a;">',
        '<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;',
    ],
)
def test_qdc_with_entities_is_refused(entity: str) -> None:
    content = f"<!DOCTYPE CodeBook [{entity}]><CodeBook><Codes><Code name='&x;' guid='g'/></Codes></CodeBook>"

    with pytest.raises(UnusableCodebook):
        read_themes(content.encode(), language="sv")


def test_qdc_nested_beyond_all_measure_is_refused() -> None:
    deep = "<Code name='a' guid='g'>" * 5000

    with pytest.raises(UnusableCodebook):
        read_themes(f"<CodeBook><Codes>{deep}".encode(), language="sv")


@given(st.binary(max_size=200) | st.text(string.printable + "åäö", max_size=200).map(str.encode))
def test_read_themes_reads_or_refuses_anything(content: bytes) -> None:
    try:
        themes = read_themes(content, language="sv")
    except UnusableCodebook:
        return
    assert all(theme.labels for theme in themes)


def test_json_with_a_byte_order_mark() -> None:
    content = b"\xef\xbb\xbf" + json.dumps([{"id": "T1", "label_sv": "Lokaler"}]).encode()

    assert read_themes(content, language="en") == (FileTheme({"sv": "Lokaler"}, "T1"),)
