import io
import os
import subprocess
import sys
from dataclasses import replace

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.blocks import BulletList, Cell, Heading, Paragraph, Table
from feedback.pdf.styles import PAGE_WIDTH
from feedback.translation import gettext, speaking
from reports.document import Block, ChartBlock, Document, KeyFigures
from reports.pdf.building import pdf
from tests.feedback.pdf.reading import SIDE, bounds_of, fonts_of, joined, pages_of, plain
from tests.feedback.pdf.structure import Structure
from tests.reports.samples import BARS, GROUPED, LINES, LONG_WORD, STACKED, make_arabic, make_swedish, make_table


def make_report(*blocks: Block, language: str = "sv") -> Document:
    return Document("Rapport", "Om samråd", language, "Samhällsdepartementet", "14 november 2024", blocks)


def texts_of(block: Block) -> list[str]:
    match block:
        case Heading() | Paragraph():
            return [block.text]
        case BulletList():
            return list(block.items)
        case Table():
            return [block.caption, *block.header, *(cell.text for row in block.rows for cell in row)]
        case ChartBlock(chart):
            return [chart.title, chart.value_label, *(word for label in chart.labels for word in label.split())]
        case KeyFigures():
            return [text for pair in block.figures for text in pair]


def test_pdf_holds_every_text_of_every_block() -> None:
    document = make_swedish()
    found = joined(pdf(document))
    texts = [document.title, document.author, document.cut, *(t for b in document.blocks for t in texts_of(b))]
    swedish = [plain(text) for text in texts if "\u0646" not in text]
    assert [text for text in swedish if "".join(text.split()) not in found] == []


def test_pdf_holds_every_word_of_an_arabic_document() -> None:
    document = make_arabic()
    found = joined(pdf(document))
    texts = [document.title, document.author, document.cut, *(t for b in document.blocks for t in texts_of(b))]
    words = {word.strip(".,:()،؟") for text in texts for word in without_vowel_signs(plain(text)).split()}
    assert {word for word in words if word not in found} == set()


def without_vowel_signs(text: str) -> str:
    """They are not printed: ReportLab cannot place them above their letter."""
    return "".join(char for char in text if not "\u064b" <= char <= "\u0652")


def test_pdf_arabic_paragraph_reads_in_order() -> None:
    found = joined(pdf(make_report(Paragraph("نحتاج إلى تمويل طويل الأمد للجمعيات", language="ar"))))
    assert "نحتاجإلىتمويلطويلالأمدللجمعيات" in found


def test_pdf_has_title_author_subject_language_and_shows_the_title() -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf(make_swedish())))
    catalog = reader.trailer["/Root"]
    found = {name: reader.metadata[name] for name in ("/Title", "/Author", "/Subject")}
    assert found == {
        "/Title": "Uppföljning av samrådet om föreningars villkor",
        "/Author": "Samhällsdepartementet",
        "/Subject": "Vad som sades, vad som svarades och vad som blev gjort",
    }
    assert (catalog["/Lang"], catalog["/ViewerPreferences"]["/DisplayDocTitle"]) == ("sv", True)


def test_pdf_arabic_is_read_from_right_to_left() -> None:
    catalog = pypdf.PdfReader(io.BytesIO(pdf(make_arabic()))).trailer["/Root"]
    assert (catalog["/Lang"], catalog["/ViewerPreferences"]["/Direction"]) == ("ar", "/R2L")


def test_pdf_bookmarks_and_contents_name_the_page_of_each_heading() -> None:
    file = pdf(make_swedish())
    reader = pypdf.PdfReader(io.BytesIO(file))
    bookmarks = [
        (mark.title, reader.get_destination_page_number(mark) + 1) for mark in _flat(reader.outline) if mark.title
    ]
    assert [title for title, _page in bookmarks] == [
        "Sammanfattning",
        "Vem svarade",
        "Teman",
        "Nu och tidigare",
        "Jämförelse",
        "Frågor som följs upp",
    ]
    pages = pages_of(file)
    assert [title for title, page in bookmarks if title not in pages[page - 1]] == []
    listed = [(title, page) for title, page in bookmarks if title != "Jämförelse"]
    assert [f"{title} {page}" for title, page in listed if f"{title} {page}" not in pages[1]] == []
    assert "Jämförelse" not in pages[1]


def _flat(outline: list) -> list:
    return [mark for entry in outline for mark in (_flat(entry) if isinstance(entry, list) else [entry])]


def test_pdf_bookmarks_with_skipped_levels_do_not_jump() -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf(make_report(Heading("Tredje", 3), Heading("Ett"), Heading("Djupt", 3)))))
    first, second, below = reader.outline
    assert (first.title, second.title, [mark.title for mark in below]) == ("Tredje", "Ett", ["Djupt"])


def test_pdf_footer_counts_the_pages() -> None:
    pages = pages_of(pdf(make_swedish()))
    wanted = [str(number) for number in range(2, len(pages) + 1)]
    assert [page.split()[-3] for page in pages[1:]] == wanted
    assert {page.split()[-1] for page in pages[1:]} == {str(len(pages))}


@pytest.mark.parametrize("document", [make_swedish(), make_arabic()], ids=["sv", "ar"])
def test_pdf_embeds_every_font(document: Document) -> None:
    fonts = fonts_of(pdf(document))
    assert {name.split("+")[-1]: embedded for name, embedded in fonts.items()} == {
        "DejaVuSans": True,
        "DejaVuSans-Bold": True,
    }


@pytest.mark.parametrize("document", [make_swedish(), make_arabic()], ids=["sv", "ar"])
def test_pdf_same_document_gives_the_same_bytes(document: Document) -> None:
    assert pdf(document) == pdf(document)


def test_pdf_same_bytes_in_a_fresh_process() -> None:
    code = (
        "import hashlib; from reports.pdf.building import pdf; from tests.reports.samples import make_swedish, make_arabic;"
        "print(*[hashlib.sha256(pdf(make())).hexdigest() for make in (make_arabic, make_swedish)])"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


@pytest.mark.parametrize(
    "document",
    [
        make_swedish(),
        make_arabic(),
        make_report(Heading(LONG_WORD), Paragraph(LONG_WORD), BulletList((LONG_WORD,))),
        make_report(KeyFigures(((LONG_WORD, LONG_WORD), ("färre än 5", "svar")))),
        make_report(Table(LONG_WORD, (LONG_WORD, "B", "C"), ((Cell(LONG_WORD), Cell("b"), Cell(LONG_WORD)),))),
        make_report(
            *(
                ChartBlock(replace(chart, title=LONG_WORD, labels=(LONG_WORD,) * len(chart.labels)))
                for chart in (BARS, GROUPED, STACKED, LINES)
            )
        ),
    ],
    ids=["sv", "ar", "long words", "long figures", "long cells", "long labels"],
)
def test_pdf_text_stays_inside_the_margins(document: Document) -> None:
    outside = [
        (left, right) for left, right in bounds_of(pdf(document)) if left < SIDE - 1 or right > PAGE_WIDTH - SIDE + 1
    ]
    assert outside == []


def test_pdf_long_unbroken_word_is_whole() -> None:
    found = joined(pdf(make_report(Paragraph(LONG_WORD))))
    assert LONG_WORD in found


def test_pdf_table_without_rows_says_so() -> None:
    with speaking("sv"):
        sentence = gettext("There is nothing to show in this table.")
    assert sentence in pages_of(pdf(make_report(make_table(0))))[1]


def test_pdf_table_of_400_rows_repeats_its_header_and_loses_no_row() -> None:
    pages = pages_of(pdf(make_report(make_table(400))))[1:]
    found = " ".join(pages)
    assert [number for number in range(1, 401) if f"Åtagande {number}: se" not in found] == []
    assert [page for page in pages if "Åtagande Ansvarig Datum Antal" not in page] == []


def test_pdf_cell_longer_than_a_page_goes_on_over_pages() -> None:
    words = " ".join(f"ord{number}" for number in range(3000))
    table = Table("Långt svar", ("Fråga", "Svar"), ((Cell("Vad bör göras?"), Cell(words)),))
    found = joined(pdf(make_report(table)))
    assert [number for number in range(3000) if f"ord{number}" not in found] == []


def test_pdf_heading_longer_than_a_page_is_printed_whole() -> None:
    words = " ".join(f"rubrik{number}" for number in range(300))
    file = pdf(make_report(Heading(words), Paragraph("Text.")))
    found = joined(file)
    assert [number for number in range(300) if f"rubrik{number}" not in found] == []
    assert pypdf.PdfReader(io.BytesIO(file)).outline[0].title == words


def test_pdf_text_is_never_markup() -> None:
    text = "<b>fet</b> &amp; <para> <img src='x'/> %(name)s {{ x }}"
    assert text in pages_of(pdf(make_report(Paragraph(text))))[1]


def test_pdf_emoji_without_a_glyph_is_named() -> None:
    page = pages_of(pdf(make_report(Paragraph("Bra 👍🏽 möte 😀"))))[1]
    assert "Bra [thumbs up sign] möte [grinning face]" in page


def test_pdf_letters_without_a_glyph_are_read_aloud_as_they_were_written() -> None:
    written = "Från 🇸🇪: 漢字"
    structure = Structure(pdf(make_report(Paragraph(written))))
    (span,) = structure.document.all("Span")

    assert span.actual_text == written
    assert [structure.texts[it] for it in span.contents] == [
        "Från SE: \N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}"
    ]


def test_pdf_heading_is_not_left_alone_at_the_foot_of_a_page() -> None:
    for count in range(20, 60, 3):
        filler = "\n".join(["rad"] * count)
        pages = pages_of(pdf(make_report(Paragraph(filler), Heading("Rubriken", 2), make_table(3, caption="Tabellen"))))
        assert [page for page in pages[2:] if ("Rubriken" in page) != ("Tabellen" in page)] == []


def test_pdf_lead_in_stays_with_its_chart() -> None:
    for count in range(10, 46, 3):
        blocks = (
            Paragraph("\n".join(["rad"] * count)),
            Heading("Rubriken", 2),
            Paragraph("Ledtexten."),
            ChartBlock(BARS),
        )
        pages = pages_of(pdf(make_report(*blocks)))
        assert [page for page in pages[2:] if ("Ledtexten." in page) != (BARS.title in page)] == []


@pytest.mark.parametrize(
    "following",
    [
        BulletList(("Punkten.",)),
        Paragraph("Punkten."),
        Table("Tabellen", ("Vad",), ((Cell("Punkten."),),)),
        KeyFigures((("7", "Punkten."),)),
    ],
)
def test_pdf_colon_stays_with_what_follows(following: Block) -> None:
    for count in range(40, 50):
        blocks = (Paragraph("\n".join(["rad"] * count)), Paragraph("Detta sades:"), following)
        pages = pages_of(pdf(make_report(*blocks)))
        assert [page for page in pages if ("Detta sades:" in page) != ("Punkten." in page)] == []


def test_pdf_note_under_a_table_stays_with_its_last_row() -> None:
    for count in range(18, 26):
        pages = pages_of(pdf(make_report(make_table(count), Paragraph("Anmärkningen.", quiet=True))))
        assert [page for page in pages if f"Åtagande {count}:" in page] == [p for p in pages if "Anmärkningen." in p]


def test_pdf_small_section_is_not_parted() -> None:
    section = (Heading("Första rubriken", 3), Paragraph("Löftet."), make_table(1), BulletList(("Ett.", "Sista.")))
    for count in range(30, 50, 2):
        blocks = (Paragraph("\n".join(["rad"] * count)), *section, Heading("Andra rubriken", 3), Paragraph("Slut."))
        pages = pages_of(pdf(make_report(*blocks)))
        assert [page for page in pages if ("Första rubriken" in page) != ("Sista." in page)] == []


def test_pdf_titles_in_another_language_keep_their_order() -> None:
    title = "2024: تمويل للجمعيات"
    rows = ((Cell("12"),),)
    swedish = make_report(Heading(title), Table(title, ("Vad",), rows))
    files = {
        pdf(swedish),
        pdf(replace(swedish, subtitle=title)),
        pdf(replace(swedish, subtitle=title, subtitle_language="ar")),
        pdf(replace(swedish, blocks=(Heading(title, language="ar"), swedish.blocks[1]))),
        pdf(replace(swedish, blocks=(swedish.blocks[0], Table(title, ("Vad",), rows, caption_language="ar")))),
    }
    assert len(files) == 5


def test_pdf_without_blocks_is_a_cover() -> None:
    assert "Rapport" in pages_of(pdf(make_report()))[0]


texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80)


@settings(max_examples=25)
@given(texts, texts, st.sampled_from(["sv", "ar"]))
def test_pdf_any_text_in_any_block_gives_a_file(text: str, other: str, language: str) -> None:
    document = Document(
        text,
        other,
        language,
        text,
        other,
        (
            Heading(text),
            Paragraph(other, language="ar"),
            KeyFigures(((text, other),)),
            BulletList((text, other)),
            Table(text, (other, text), ((Cell(text), Cell(other, is_number=True)),)),
            ChartBlock(replace(STACKED, labels=(text, other))),
            ChartBlock(replace(LINES, title=text, value_label=other)),
        ),
    )
    assert len(pypdf.PdfReader(io.BytesIO(pdf(document))).pages) >= 3
