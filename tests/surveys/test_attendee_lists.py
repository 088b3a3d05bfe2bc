"""Attendee lists as they come from Excel and sign-up tools, and files that are none."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.translation import speaking
from surveys.attendee_columns import Field, field_of, language_of, organisation_type_of
from surveys.attendee_lists import Attendee, ReadAttendees, read_attendees
from surveys.email_addresses import addresses_in
from surveys.invitations import lines_of, read_invitees

LANGUAGES = ("sv", "sv-simple", "en", "ar", "fa")
ANNA = Attendee(2, "Anna Ek", "Föreningen Öst", "anna@example.org", "sv", "")
LIST = "Namn;Organisation;E-post\nAnna Ek;Föreningen Öst;anna@example.org\n"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


def read(content: bytes | str) -> ReadAttendees:
    return read_attendees(content.encode() if isinstance(content, str) else content, "list", languages=LANGUAGES)


def workbook(*sheets: Sequence[Sequence[object]], hidden: int = 0) -> bytes:
    """The sheets in this order, the first `hidden` of them hidden."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {number + 1}")
        sheet.sheet_state = "hidden" if number < hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def texts(found: ReadAttendees) -> list[str]:
    return [each.text for each in (*found.errors, *found.doubts, *found.duplicates, *found.notes)]


@pytest.mark.parametrize(
    "content",
    [
        LIST.encode(),
        LIST.encode("utf-8-sig"),
        LIST.encode("cp1252"),
        LIST.replace(";", ",").encode(),
        LIST.replace(";", "\t").encode("utf-16"),
        LIST.replace("\n", "\r\n").encode("utf-16-le"),
        b"sep=;\r\n" + LIST.encode("cp1252"),
        ("\ufeffsep=,\r\n" + LIST.replace(";", ",")).encode(),
        '"Namn";"Organisation";"E-post"\n"Anna Ek";"Föreningen\nÖst";"anna@example.org"\n'.encode(),
        LIST.replace("anna@example.org", "“\u200banna@example.org\u00ad.”\u00a0").encode(),
        LIST.replace("anna@example.org", "mailto:anna@example.org?subject=Hej").encode(),
        LIST.replace("Anna Ek;", ";").replace("anna@", "Anna Ek <anna@").replace(".org", ".org>").encode(),
        LIST.replace("Namn;", "Förnamn;Efternamn;").replace("Anna Ek", "Anna;Ek").encode(),
        LIST.replace("Anna Ek", '"Anna Ek').encode(),
        workbook([["Namn", "Organisation", "E-post"], ["Anna\u00a0Ek", " Föreningen  Öst ", "anna@example.org "]]),
    ],
)
def test_read_attendees_reads_the_same_of_every_kind_of_file(content: bytes) -> None:
    found = read(content)

    assert (found.attendees, texts(found)) == ((ANNA,), [])


def test_read_attendees_tells_what_it_understood() -> None:
    found = read("Deltagarlista 2026;;;\n\nFörening;Kontakt;Mobil;Språk;Kategori\nÖst;a@example.org;070;farsi;kommun")

    assert [(each.heading, each.field) for each in found.understood] == [
        ("Förening", Field.ORGANISATION),
        ("Kontakt", Field.EMAIL),
        ("Språk", Field.LANGUAGE),
        ("Kategori", Field.ORGANISATION_TYPE),
    ]
    assert found.ignored == ("Mobil",)
    assert found.attendees == (Attendee(4, "", "Öst", "a@example.org", "fa", "public"),)


def test_read_attendees_without_headings_goes_by_what_stands_in_the_columns() -> None:
    found = read("Anna Ek,anna@example.org,arabiska,Föreningen Öst,förening\nBo Al,bo@example.org,,Väst kommun,\n")

    assert found.attendees == (
        Attendee(1, "Anna Ek", "Föreningen Öst", "anna@example.org", "ar", "association"),
        Attendee(2, "Bo Al", "Väst kommun", "bo@example.org", "sv", ""),
    )
    assert [each.heading for each in found.understood] == ["Column A", "Column B", "Column C", "Column D", "Column E"]


def test_read_attendees_names_every_row_that_is_not_plain() -> None:
    found = read(
        "Organisation;E-post;Språk\nÖst;a@example.org;tigrinja\n\nVäst;A@Example.org;\nNord;\nSyd;syd at example;\n;e@example.org\n"
        f"{'x' * 201};f@example.org\nMitt;g@example.org, h@example.org;EN\nÅsas;åsa@example.org;\nBygg;info@förening.se;\n"
    )

    assert [(each.row, each.text) for each in found.errors] == [
        (5, "Row 5: the e-mail address is missing."),
        (6, "Row 6: “syd at example” is not an e-mail address."),
        (7, "Row 7: it has neither an organisation nor a name."),
        (8, "Row 8: the name may have at most 200 characters."),
        (
            10,
            "Row 10: “åsa@example.org” has letters before the at sign that mail servers do not take: only A to Z without accents.",
        ),
    ]
    assert [(each.row, each.text) for each in found.doubts] == [
        (9, "Row 9: it has several addresses. g@example.org was taken, and not h@example.org.")
    ]
    assert [each.text for each in found.duplicates] == ["Row 4: A@Example.org stands already in row 2."]
    assert [each.text for each in found.notes] == ["Row 2: the survey has no language “tigrinja”; sv was taken."]
    assert [(each.row, each.email, each.language) for each in found.attendees] == [
        (2, "a@example.org", "sv"),
        (9, "g@example.org", "en"),
        (11, "info@förening.se", "sv"),
    ]


def test_read_attendees_keeps_a_quotation_mark_that_is_part_of_a_name() -> None:
    found = read(workbook([["Organisation", "E-post"], ['IF 5" Rör', "a@example.org"], ['Rör 5"', "b@example.org"]]))

    assert [each.organisation for each in found.attendees] == ['IF 5" Rör', 'Rör 5"']


def test_read_attendees_of_a_workbook_takes_the_first_visible_sheet_with_addresses() -> None:
    hidden, plan, people = (
        [["E-post"], ["hidden@example.org"]],
        [["Program"], ["Lunch"]],
        [["Org", "Mail"], ["Öst", "a@example.org"]],
    )

    found = read(workbook(hidden, plan, people, hidden=1))

    assert (found.sheet, found.other_sheets) == ("Sheet 3", ("Sheet 2",))
    assert [each.email for each in found.attendees] == ["a@example.org"]


def test_read_attendees_of_a_workbook_with_a_merged_title_numbers_and_rows_without_end() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "Deltagare"
    sheet.merge_cells("A1:C1")
    for row in (["Organisation", "E-post", "Antal"], [1234, "a@example.org", 2], ["#N/A", "b@example.org", 1]):
        sheet.append(row)
    for number in range(10, 8000):
        sheet.cell(number, 1).number_format = "0.00"
    content = io.BytesIO()
    book.save(content)

    found = read(content.getvalue())

    assert [(each.row, each.organisation) for each in found.attendees] == [(3, "1234")]
    assert texts(found) == ["Row 4: it has neither an organisation nor a name."]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", "The file is empty."),
        (b";;;\n;;\n", "The file is empty."),
        (workbook([[]]), "The file is empty."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "The file is of an older kind (.xls)."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "The file is protected by a password.",
        ),
        (b"%PDF-1.7\n", "The file is not a list that can be read."),
        (b"<html><table><tr><td>a@example.org", "The file is not a list that can be read."),
        (bytes(range(32)) * 10, "The file is not a list that can be read."),
        (b"PK\x03\x04 and no more", "The file is damaged and cannot be opened."),
        (b"Organisation;Telefon\nAst;070\n", "No column with e-mail addresses was found."),
        (b"Organisation;E-post\n;\n", "The list has nothing below its headings."),
        (b"a" * (5 * 1024 * 1024 + 1), "The file is larger than 5 MB."),
        (b"Org;Mail\n" + b"A;a@example.org\n" * 5001, "The list has more than 5000 rows."),
        (b"Org;Mail\n" + b"A;a@example.org\n" * 9000, "The list has more than 5000 rows."),
        (b"Org;Mail\nA;a@example.org" + b";x" * 60, "The list has more than 50 columns."),
    ],
)
def test_read_attendees_says_why_a_file_is_no_list(content: bytes, error: str) -> None:
    found = read(content)

    assert [(each.row, each.text.startswith(error)) for each in found.errors] == [(0, True)], found.errors
    assert (found.attendees, found.understood) == ((), ())


def rewritten(content: bytes, part: str, new: bytes) -> bytes:
    """The archive with one part replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, new if name == part else source.read(name))
    return target.getvalue()


def test_read_attendees_does_not_unpack_a_bomb() -> None:
    bomb = rewritten(workbook([["Org", "Mail"]]), "xl/worksheets/sheet1.xml", b" " * (65 * 1024 * 1024))

    assert texts(read(bomb))[0].startswith("The file unpacks to far more than its size and was not opened.")


def test_read_attendees_resolves_no_entities() -> None:
    plain = workbook([["Org", "Mail"], ["Öst", "a@example.org"]])
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    entity = b'<!DOCTYPE x [<!ENTITY who SYSTEM "file:///etc/passwd">]>' + sheet.replace(b"<v>0</v>", b"<v>&who;</v>")

    found = read(rewritten(plain, "xl/worksheets/sheet1.xml", entity))

    assert [each.text for each in found.errors] == [
        "The file is damaged and cannot be opened. Save it again from the program it comes from."
    ]


@given(st.one_of(st.binary(), st.text().map(str.encode), st.binary().map(lambda tail: b"PK\x03\x04" + tail)))
def test_read_attendees_never_raises(content: bytes) -> None:
    found = read(content)

    assert found.attendees or found.errors


@pytest.fixture(scope="module")
def whole_workbook() -> bytes:
    """Made once: a workbook tells when it was made, and its length changes with it."""
    return workbook([["Org", "Mail"], ["Öst", "a@example.org"]])


@settings(max_examples=60)
@given(st.data())
def test_read_attendees_of_a_damaged_workbook_never_raises(whole_workbook: bytes, data: st.DataObject) -> None:
    content = bytearray(whole_workbook)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    found = read(bytes(content))

    assert found.attendees or found.errors


# Characters that a workbook can hold; it knows one kind of line end, and formulas begin with "=".
CELLS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=12).filter(
    lambda text: not text.startswith("=")
)
ROWS = st.lists(
    st.tuples(
        CELLS,
        CELLS,
        st.emails().filter(lambda text: not text.startswith("=")),
        st.sampled_from(["", "sv", "engelska", "klingon"]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_read_attendees_reads_the_same_list_from_csv_and_workbook(rows: list[tuple[str, ...]]) -> None:
    table = [("Organisation", "Namn", "E-post", "Språk"), *rows]
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(table)

    from_csv = read("sep=;\n" + text.getvalue())

    assert replace(read(workbook(table)), sheet="") == from_csv
    told = {each.row for each in (*from_csv.attendees, *from_csv.errors, *from_csv.duplicates)}
    assert told == set(range(2, len(rows) + 2))


@given(ROWS)
def test_lines_of_attendees_read_back_as_the_same(rows: list[tuple[str, ...]]) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([("Organisation", "Namn", "E-post", "Språk"), *rows])
    found = read("sep=;\n" + text.getvalue())

    back = read_invitees(lines_of(found.attendees), languages=LANGUAGES)

    if found.attendees:
        assert back.errors == ()
        assert [(each.organisation, each.name, each.email, each.language) for each in back.invitees] == [
            (each.organisation, each.name, each.email, each.language) for each in found.attendees
        ]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("E-postadress:", Field.EMAIL),
        ("Organisationens e-post", Field.EMAIL),
        ("البريد الإلكتروني", Field.EMAIL),
        ("Vilken organisation eller förening företräder du?", Field.ORGANISATION),
        ("Namn på organisation", Field.ORGANISATION),
        ("För- och efternamn", Field.NAME),
        ("Kontaktperson", Field.NAME),
        ("Typ av organisation", Field.ORGANISATION_TYPE),
        ("Preferred language", Field.LANGUAGE),
        ("Organisationsnummer", None),
        ("E-post skickad", None),
        ("Biljettyp", None),
        ("Allergier", None),
    ],
)
def test_field_of_a_heading(heading: str, field: Field | None) -> None:
    assert field_of(heading) == field


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *(("Svenska", "sv"), ("sv-SE", "sv"), ("Swedish / Svenska", "sv"), ("lättläst svenska", "sv-simple")),
        *(("العربية", "ar"), ("Persiska (farsi)", "fa"), ("فارسی", "fa"), ("finska", None), ("", None)),
    ],
)
def test_language_of_a_word(text: str, language: str | None) -> None:
    assert language_of(text, LANGUAGES) == language


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("Kommun", "public"), ("Region eller kommun", "public"), ("Regional förening", "association")),
        *(
            ("Riksförbund", "association"),
            ("Studieförbundet", "study"),
            ("Församling", "faith"),
            ("Länsstyrelse", "agency"),
        ),
        *(
            ("Statlig myndighet", "agency"),
            ("Stiftelse", "foundation"),
            ("Aktiebolag", "other"),
            ("study", "study"),
            (" ", ""),
        ),
    ],
)
def test_organisation_type_of_words(text: str, value: str) -> None:
    assert organisation_type_of(text) == value


def test_addresses_in_takes_each_once() -> None:
    assert addresses_in("Anna <anna@x.se>; ANNA@x.se / ‘bo@x.se’, c@x och mailto:d@x.se.") == (
        "anna@x.se",
        "bo@x.se",
        "d@x.se",
    )
