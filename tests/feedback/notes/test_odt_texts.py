"""OpenDocument texts: headings, lists, tables, pages; hostile ones are refused."""

import pytest

from feedback.notes.headings import Heading
from feedback.notes.odt_texts import pages_of_odt
from feedback.notes.reading import Line, Unreadable, UnreadableReason, read_lines
from feedback.notes.structure import draft_notes
from tests.feedback.notes.files import POINTS, TITLE, point_texts, zip_file

_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
)


def odt_file(body: str, styles: str = "", before: str = "") -> bytes:
    content = (
        f"<?xml version='1.0' encoding='UTF-8'?>{before}<office:document-content {_NAMES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zip_file({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})


def items(*texts: str, style: str = "L1") -> str:
    return (
        f'<text:list text:style-name="{style}">'
        + "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in texts)
        + "</text:list>"
    )


def written(content: bytes) -> list[str]:
    return [line for page in pages_of_odt(content) for line in page if line]


def refused(content: bytes) -> UnreadableReason:
    with pytest.raises(Unreadable) as refusal:
        read_lines(content, "notes")
    return refusal.value.reason


def test_pages_of_odt_headings_lists_and_spaces() -> None:
    numbered = '<text:list-style style:name="L2"><text:list-level-style-number text:level="1"/></text:list-style>'
    body = (
        '<text:h text:outline-level="1">Rubrik</text:h><text:p>Ett<text:s/><text:span>två</text:span><text:line-break/>tre</text:p>'
        f"{items('a', 'b')}{items('c', 'd', style='L2')}"
    )
    lines = written(odt_file(body, numbered))
    assert lines == ["Rubrik", "Ett två", "tre", "• a", "• b", "1. c", "2. d"]
    assert isinstance(lines[0], Heading)


def test_pages_of_odt_table_rows() -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    rows = "".join(
        f"<table:table-row>{cell.format(a)}{cell.format(b)}</table:table-row>"
        for a, b in (("Vad", "Vem"), ("Svara", "Kansliet"))
    )
    assert written(odt_file(f"<table:table>{rows}</table:table>")) == ["Vad | Vem", "Svara | Kansliet"]


def test_pages_of_odt_tracked_deletions_and_comments_are_out() -> None:
    body = (
        "<text:tracked-changes><text:p>struket</text:p></text:tracked-changes>"
        "<text:p>Kvar<office:annotation><text:p>fråga</text:p></office:annotation>.</text:p>"
    )
    assert written(odt_file(body)) == ["Kvar."]


def test_pages_of_odt_page_break_begins_page() -> None:
    lines = read_lines(odt_file("<text:p>före<text:soft-page-break/>efter</text:p>"), "notes")
    assert [(line.page, line.text) for line in lines if line.text] == [(1, "före"), (2, "efter")]


def test_read_lines_of_odt_same_points_as_other_formats() -> None:
    body = f"<text:h>{TITLE}</text:h><text:p>Mötet hölls i Sjövik.</text:p><text:h>Följande lyftes:</text:h>{items(*POINTS)}"
    draft = draft_notes(read_lines(odt_file(body), "notes"))
    assert (draft.title, draft.date, point_texts(draft)) == (TITLE, "2025-05-06", list(POINTS))


def test_read_lines_of_odt_entities_are_not_expanded() -> None:
    before = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    lines = read_lines(odt_file("<text:p>text &b; &f;</text:p>", before=before), "notes")
    assert [line for line in lines if "aaa" in line.text or "root:" in line.text] == []


def test_read_lines_of_odt_refused() -> None:
    assert refused(odt_file("")) is UnreadableReason.EMPTY
    assert refused(zip_file({"content.xml": b"<a><b></a>"})) is UnreadableReason.BROKEN
    assert refused(zip_file({"content.xml": b"<a/>"})) is UnreadableReason.UNKNOWN_TYPE
    assert refused(zip_file({"content.xml": b"<a/>", "Pictures/x": b"0" * 80_000_000})) is UnreadableReason.BOMB
    locked = zip_file({"content.xml": b"noise", "META-INF/manifest.xml": b"<manifest:encryption-data/>"})
    assert refused(locked) is UnreadableReason.ENCRYPTED


def test_read_lines_heading_of_odt_is_marked() -> None:
    assert Line(2, 1, "Rubrik", is_heading=True) in read_lines(
        odt_file("<text:h>Rubrik</text:h><text:p>Text</text:p>"), "notes"
    )
