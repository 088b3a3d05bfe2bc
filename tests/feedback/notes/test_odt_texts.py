"""OpenDocument texts: headings, lists, tables, pages; hostile ones are refused."""

import pytest

from feedback.notes.headings import Heading
from feedback.notes.odt_texts import pages_of_odt
from feedback.notes.reading import Line, Unreadable, UnreadableReason, read_lines
from feedback.notes.structure import draft_notes
from tests.feedback.notes.files import POINTS, TITLE, odt_file, odt_items, odt_text, point_texts, zip_file


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
        f"{odt_items('a', 'b')}{odt_items('c', 'd', style='L2')}"
    )
    lines = written(odt_text(body, numbered))
    assert lines == ["Rubrik", "Ett två", "tre", "• a", "• b", "1. c", "2. d"]
    assert isinstance(lines[0], Heading)


def test_pages_of_odt_table_rows() -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    rows = "".join(
        f"<table:table-row>{cell.format(a)}{cell.format(b)}</table:table-row>"
        for a, b in (("Vad", "Vem"), ("Svara", "Kansliet"))
    )
    assert written(odt_text(f"<table:table>{rows}</table:table>")) == ["Vad | Vem", "Svara | Kansliet"]


def test_pages_of_odt_tracked_deletions_and_comments_are_out() -> None:
    body = (
        "<text:tracked-changes><text:p>struket</text:p></text:tracked-changes>"
        "<text:p>Kvar<office:annotation><text:p>fråga</text:p></office:annotation>.</text:p>"
    )
    assert written(odt_text(body)) == ["Kvar."]


def test_pages_of_odt_page_break_begins_page() -> None:
    lines = read_lines(odt_text("<text:p>före<text:soft-page-break/>efter</text:p>"), "notes")
    assert [(line.page, line.text) for line in lines if line.text] == [(1, "före"), (2, "efter")]


def test_read_lines_of_odt_same_points_as_other_formats() -> None:
    draft = draft_notes(read_lines(odt_file(), "notes"))
    assert (draft.title, draft.date, point_texts(draft)) == (TITLE, "2025-05-06", list(POINTS))


def test_read_lines_of_odt_entities_are_not_expanded() -> None:
    before = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    lines = read_lines(odt_text("<text:p>text &b; &f;</text:p>", before=before), "notes")
    assert [line for line in lines if "aaa" in line.text or "root:" in line.text] == []


def test_read_lines_of_odt_refused() -> None:
    assert refused(odt_text("")) is UnreadableReason.EMPTY
    assert refused(zip_file({"content.xml": b"<a><b></a>"})) is UnreadableReason.BROKEN
    assert refused(zip_file({"content.xml": b"<a/>"})) is UnreadableReason.UNKNOWN_TYPE
    assert refused(zip_file({"content.xml": b"<a/>", "Pictures/x": b"0" * 80_000_000})) is UnreadableReason.BOMB
    locked = zip_file({"content.xml": b"noise", "META-INF/manifest.xml": b"<manifest:encryption-data/>"})
    assert refused(locked) is UnreadableReason.ENCRYPTED


def test_read_lines_heading_of_odt_is_marked() -> None:
    assert Line(2, 1, "Rubrik", is_heading=True) in read_lines(
        odt_text("<text:h>Rubrik</text:h><text:p>Text</text:p>"), "notes"
    )


def test_pages_of_odt_notes_stand_at_the_end() -> None:
    body = "<text:note-body><text:p>Se planen.</text:p></text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{body}</text:note>"
    lines = read_lines(odt_text(f"<text:p>Hamnen{note} är liten.</text:p><text:p>Den växer.</text:p>"), "notes")

    assert [(line.text, line.is_note) for line in lines if line.text] == [
        ("Hamnen är liten.", False),
        ("Den växer.", False),
        ("Se planen.", True),
    ]


def test_pages_of_odt_bold_line_is_a_heading() -> None:
    bold = '<style:style style:name="P1"><style:text-properties fo:font-weight="bold"/></style:style>'
    body = (
        '<text:p text:style-name="P1">Ungas villkor</text:p><text:p>Text <text:span text:style-name="P1">fet</text:span>.</text:p>'
        '<text:p><text:span text:style-name="P1">Ekonomi</text:span></text:p><text:p/>'
    )

    assert [line for line in written(odt_text(body, bold)) if isinstance(line, Heading)] == ["Ungas villkor", "Ekonomi"]


def test_pages_of_odt_spaces_are_counted_but_not_without_end() -> None:
    assert written(odt_text('<text:p>a<text:s text:c="3"/>b<text:s text:c="999999999"/>c</text:p>')) == [
        f"a   b{' ' * 80}c"
    ]


def test_pages_of_odt_paragraphs_that_are_lines_are_set_together() -> None:
    texts = ["Deltagarna framhöll att bryggorna", "behöver rustas upp innan nästa"] * 8
    lines = read_lines(odt_text("".join(f"<text:p>{text}</text:p>" for text in texts)), "notes")

    assert [line.text for line in lines] == texts
