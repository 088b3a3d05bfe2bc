"""Saved web pages: the article and nothing around it, its headings, lists, tables and day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.notes.headings import Heading
from feedback.notes.html_texts import is_html, pages_of_html
from feedback.notes.reading import Unreadable, UnreadableReason, read_lines
from feedback.notes.structure import draft_notes
from tests.feedback.notes.files import point_texts


def written(html: str) -> list[str]:
    return [line for page in pages_of_html(html.encode()) for line in page if line]


AROUND = """<!DOCTYPE html><html><head><title>Hamnar - Departementet</title><style>p{}</style></head><body>
<div class="cookie-consent"><p>Kakor</p></div><header><p>Logga</p></header><nav><ul><li>Start</li></ul></nav>
<main><h1>Hamnar</h1><div class="share-buttons">Dela</div><p>Text.</p></main>
<aside>Mer</aside><footer>Adress</footer></body></html>"""


def test_pages_of_html_article_without_what_surrounds_it() -> None:
    assert written(AROUND) == ["Hamnar", "Text."]


def test_pages_of_html_page_without_parts_is_read_whole() -> None:
    assert written("<p>Ett.<p>Två <b>viktiga</b> ord,<br>tre.") == ["Ett.", "Två viktiga ord,", "tre."]


def test_pages_of_html_headings_are_known() -> None:
    lines = [
        line
        for line in pages_of_html(b"<h2>Hamnar.</h2><p><strong>Ungas liv</strong></p><p><b>Fet</b> text</p>")[0]
        if line
    ]
    assert [(line, isinstance(line, Heading)) for line in lines] == [
        ("Hamnar.", True),
        ("Ungas liv", True),
        ("Fet text", False),
    ]


def test_pages_of_html_lists_and_tables() -> None:
    html = (
        "<ul><li>en<ul><li>under</li></ul></li><li><p>två</p></li></ul><ol><li>a</li><li>b</li></ol>"
        "<table><tr><th>Vad<th>Vem<tr><td>x|y<td>z</table>"
    )
    assert written(html) == ["• en", "• under", "• två", "1. a", "2. b", "| Vad | Vem |", "| x/y | z |"]


def test_pages_of_html_list_of_links_leads_elsewhere() -> None:
    assert written("<p>Text.</p><ul><li><a href='/a'>En</a></li><li><a href='/b'>Två</a></li></ul>") == ["Text."]


def test_pages_of_html_title_of_the_page_where_the_article_has_none() -> None:
    assert written("<html><head><title>Hamnar - Departementet</title></head><body><p>Text.</p></body></html>") == [
        "Hamnar",
        "Text.",
    ]


@pytest.mark.parametrize(
    "told",
    [
        '<meta property="article:published_time" content="2024-06-07T09:00:00+02:00">',
        '<meta name="dcterms.issued" content="2024-06-07">',
        '<script type="application/ld+json">{"datePublished": "2024-06-07T08:00:00Z"}</script>',
    ],
)
def test_pages_of_html_day_of_publishing_gives_the_year_of_the_meeting(told: str) -> None:
    html = (
        f"<!doctype html><head>{told}</head><body><h1>Samtal om hamnar</h1><p>Den 4 juni bjöd ministern in.</p></body>"
    )
    assert written(html)[0] == "Published: 2024-06-07"
    assert draft_notes(read_lines(html.encode(), "page.html")).date == "2024-06-04"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_read_lines_of_page_in_any_encoding(encoding: str) -> None:
    declared = '<meta charset="windows-1252">' if encoding == "cp1252" else ""
    content = f"<!doctype html><head>{declared}</head><body><p>Åsa på ön</p></body>".encode(encoding)
    assert [line.text for line in read_lines(content, "x") if line.text] == ["Åsa på ön"]


def test_read_lines_of_page_points_under_their_theme() -> None:
    html = (
        "<!doctype html><main><h1>Samråd om hamnar</h1><h2>Avgifter.</h2>"
        "<p>Bakgrund. Flera klubbar lyfte att priset är högt.</p></main>"
    )
    draft = draft_notes(read_lines(html.encode(), "x"))
    assert (draft.title, point_texts(draft), draft.themes) == (
        "Samråd om hamnar",
        ["Flera klubbar lyfte att priset är högt."],
        ("Avgifter.",),
    )


def test_pages_of_html_entities_stay_what_they_are() -> None:
    html = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>a &amp; b &x; c</p></body></html>'
    assert "root:" not in " ".join(written(html))
    assert written(html)[-1].startswith("a & b")


@pytest.mark.parametrize(
    "content", [b"Text om <b>html</b>", b"< 5 deltagare", b"<?xml version='1.0'?><a/>", b"%PDF-1.4 <html>"]
)
def test_is_html_not_other_texts(content: bytes) -> None:
    assert not is_html(content)


def test_pages_of_html_nothing_to_read() -> None:
    with pytest.raises(Unreadable) as refusal:
        read_lines(b"<!doctype html><html><body><script>x</script></body></html>", "x")
    assert refusal.value.reason is UnreadableReason.EMPTY


def test_pages_of_html_deep_nesting_ends() -> None:
    written("<div>" * 50_000 + "<p>djupt</p>")


PIECES = (
    "<p>", "</p>", "<li>", "<ul>", "</ul>", "<table>", "<tr>", "<td>", "<h2>", "</h2>", "<br>", "<main>", "</main>", "<article>",
    "text",
    "å", " ", "&amp;", "&#0;", "<nav>", "</nav>", "<b>", "</b>", "<!--", "-->", "<script>", "</script>", "<![CDATA[",
    "<div class='share'>", "</div>", "<", ">", "\x00",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_pages_of_html_any_markup_is_read_or_refused(html: str) -> None:
    try:
        lines = pages_of_html(f"<html>{html}".encode())[0]
    except Unreadable:
        return

    assert all("\n" not in line for line in lines)


def test_pages_of_html_notes_are_apart_and_their_marks_gone() -> None:
    html = (
        '<article><p>Hamnen<sup><a href="#fn1">1</a></sup> är 30 m<sup>2</sup>.</p>'
        '<section role="doc-endnotes"><ol><li>Se planen.</li></ol></section></article>'
    )
    lines = read_lines(f"<html><body>{html}</body></html>".encode(), "notes")

    assert [(line.text, line.is_note) for line in lines if line.text] == [
        ("Hamnen är 30 m2.", False),
        ("1. Se planen.", True),
    ]


def test_pages_of_html_that_is_utf8_whatever_it_says() -> None:
    html = '<html><head><meta charset="iso-8859-1"></head><body><p>Åsa på ön</p></body></html>'

    assert [line for line in pages_of_html(html.encode())[0] if line] == ["Åsa på ön"]
