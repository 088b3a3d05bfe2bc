import io
from dataclasses import replace

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.graphics.shapes import Drawing, Rect
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFObjectReference, PDFStream

from feedback.blocks import Block, BulletList, Cell, Heading, Paragraph, Table
from feedback.pdf.building import Piece, write_pdf
from feedback.pdf.canvas import TaggedCanvas
from feedback.pdf.document import PrintedDocument
from feedback.pdf.figures import Figure
from feedback.pdf.printed import Printed
from feedback.pdf.tags import Tag
from tests.feedback.pdf.reading import pages_of
from tests.feedback.pdf.structure import ACCESSIBLE, Node, Structure, broken_rules

ARABIC = "نحتاج إلى تمويل (2024) طويل الأمد"
LONG = " ".join(f"ord{number}" for number in range(900))


class WebLink(Printed):
    """As a receipt may have."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.tag = Tag("Link", parent=Tag("P"))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return width, 20

    def draw(self) -> None:
        with self.canv.marked(self.tag):
            self.canv.drawString(0, 5, self.address)
        self.canv.link(self.tag, (0, 0, 200, 20), "Enkäten på webben", address=self.address)


class WritingLine(Printed):
    """A field to write in, as a paper survey may have."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__()
        self.name, self.label = name, label
        self.tag = Tag("Form")

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return width, 24

    def draw(self) -> None:
        with self.canv.artifact():
            self.canv.line(0, 2, 300, 2)
        entries = {"FT": "/Tx", "T": f"({self.name})", "AP": PDFDictionary({"N": make_look(self.canv)})}
        self.canv.field(self.tag, (0, 2, 300, 22), self.label, entries)


class Choice(Printed):
    """Radio buttons, one for each label."""

    def __init__(self, name: str, question: str, labels: tuple[str, ...]) -> None:
        super().__init__()
        self.name, self.question = name, question
        self.options = [Tag("Form", alternative=label) for label in labels]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return width, 24

    def draw(self) -> None:
        for place, tag in enumerate(self.options):
            looks = PDFDictionary({"Off": make_look(self.canv), f"v{place}": make_look(self.canv)})
            entries = {"AS": "/Off", "AP": PDFDictionary({"N": looks})}
            self.canv.option(tag, (place * 50, 0, place * 50 + 12, 12), self.question, entries, group=self.name)


def make_look(canvas: TaggedCanvas) -> PDFObjectReference:
    entries = {"Type": "/XObject", "Subtype": "/Form", "BBox": "[0 0 300 20]"}
    return canvas._doc.Reference(PDFStream(PDFDictionary(entries), ""))


def make_document(*blocks: Piece, language: str = "sv") -> PrintedDocument:
    return PrintedDocument("Kvittot", language, "Departementet", blocks)


def make_table(count: int) -> Table:
    rows = tuple((Cell(f"Rad {number}"), Cell(str(number), is_number=True)) for number in range(count))
    return Table("Tabellen", ("Vad", "Antal"), rows)


FIELDS = (WritingLine("namn", "Ditt namn"), Choice("q1", "Räcker bidraget?", ("Ja", "Nej")))


def make_everything(language: str, fields: tuple[Piece, ...] = FIELDS) -> PrintedDocument:
    box = Drawing(80, 80)
    box.add(Rect(0, 0, 80, 80))
    return make_document(
        Heading("Kapitel"),
        Paragraph(LONG),
        Heading("Avsnitt", 3),
        Paragraph(ARABIC, language="ar"),
        BulletList(("Ett", "Två")),
        make_table(90),
        Paragraph("Anmärkning", quiet=True),
        Table("Ojämn", ("A", "B", "C"), ((Cell("a"),), (Cell("a"), Cell("", language="en"), Cell("c")))),
        make_table(0),
        Figure(box, Tag("Figure", alternative="En ruta")),
        WebLink("https://example.org/s/1"),
        *fields,
        language=language,
    )


def structure_of(*blocks: Piece, language: str = "sv") -> Structure:
    return Structure(write_pdf(make_document(*blocks, language=language)))


def names_of(node: Node) -> list[str]:
    return [kid.name for kid in node.kids]


def test_write_pdf_keeps_to_pdf_ua_and_pdf_a() -> None:
    assert broken_rules(*(write_pdf(make_everything(it, ())) for it in ("sv", "ar", "en"))) == [[], [], []]


def test_form_keeps_to_pdf_ua_and_claims_no_more() -> None:
    file = write_pdf(make_everything("sv"))

    assert broken_rules(file, profiles=(ACCESSIBLE,)) == [[]]
    assert b"pdfaid" not in file


def test_broken_rules_finds_what_is_wrong() -> None:
    file = write_pdf(make_everything("sv", ()))
    wrong = file.replace(b"/Marked true", b"/Marked null"), file.replace(b"/GTS_PDFA1", b"/GTS_PDFX1")
    found = [{rule.split(":")[0] for rule in rules} for rules in broken_rules(*wrong)]

    assert found[0] == {"6.2-1", "6.7.2.2-1"}
    assert found[1] == {"6.2.4.3-2", "6.2.4.3-4"}


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_every_drawn_piece_is_marked_and_reached_once_in_reading_order(language: str) -> None:
    structure = Structure(write_pdf(make_everything(language)))
    reached = [content for node in structure.document.walk() for content in node.contents]

    assert sorted(reached) == sorted(structure.texts)
    assert len(reached) == len(set(reached))
    assert [page for page, _number in reached] == sorted(page for page, _number in reached)


def test_parents_of_a_page_lead_back_to_the_element_of_each_content() -> None:
    structure = Structure(write_pdf(make_everything("sv")))
    for number, page in enumerate(structure.reader.pages):
        owners = [owner.get_object() for owner in structure.parents[page["/StructParents"]].get_object()]
        names = {content: node.name for node in structure.document.walk() for content in node.contents}
        assert [owner["/S"][1:] for owner in owners] == [names[number, mark] for mark in range(len(owners))]
        assert page["/Tabs"] == "/S"


def test_title_is_the_one_first_heading_and_levels_are_not_skipped() -> None:
    structure = structure_of(Heading("Djup", 3), Heading("Ett"), Heading("Tre", 3), Heading("Två", 2))

    assert structure.outline() == [("H1", "Kvittot"), ("H2", "Djup"), ("H2", "Ett"), ("H3", "Tre"), ("H3", "Två")]


def test_paragraph_over_pages_is_one_element_with_a_space_at_every_line_end() -> None:
    structure = structure_of(Paragraph(LONG))
    (paragraph,) = structure.document.all("P")

    assert len({page for page, _number in paragraph.contents}) == 2
    assert structure.text(paragraph) == LONG


def test_word_broken_over_lines_stays_one_word() -> None:
    structure = structure_of(Paragraph("x" * 300))
    (paragraph,) = structure.document.all("P")

    assert structure.text(paragraph) == "x" * 300


def test_table_over_pages_is_one_element_whose_header_is_read_once() -> None:
    structure = structure_of(make_table(90))
    (table,) = structure.document.all("Table")
    rows = table.all("TR")

    assert len(structure.reader.pages) > 2
    assert names_of(table) == ["Caption", *["TR"] * 91]
    assert [structure.text(cell) for cell in rows[0].kids] == ["Vad", "Antal"]
    assert [cell.attributes["/Scope"] for cell in rows[0].kids] == ["/Column", "/Column"]
    assert [[cell.name for cell in row.kids] for row in rows[1:]] == [["TH", "TD"]] * 90
    assert {row.kids[0].attributes["/Scope"] for row in rows[1:]} == {"/Row"}
    assert [structure.text(row.kids[0]) for row in rows[1:]] == [f"Rad {number}" for number in range(90)]


def test_cell_over_pages_is_one_element() -> None:
    structure = structure_of(Table("Svar", ("Fråga", "Svar"), ((Cell("Vad?"), Cell(LONG * 3)),)))
    (cell,) = structure.document.all("TD")

    assert len({page for page, _number in cell.contents}) > 1
    assert structure.text(cell) == LONG * 3


def test_table_is_as_wide_in_every_row() -> None:
    structure = structure_of(Table("T", ("A", "B", "C"), ((Cell("a"),), (Cell("a"), Cell("b")))), make_table(0))
    widths = [sum(cell.attributes.get("/ColSpan", 1) for cell in row.kids) for row in structure.document.all("TR")]

    assert widths == [3, 3, 3, 2, 2]


def test_list_item_has_its_bullet_as_label() -> None:
    structure = structure_of(BulletList(("Ett", ARABIC)))
    (whole,) = structure.document.all("L")

    assert whole.attributes == {"/O": "/List", "/ListNumbering": "/Disc"}
    assert [names_of(item) for item in whole.kids] == [["Lbl", "LBody"], ["Lbl", "LBody"]]
    assert [structure.text(kid) for item in whole.kids for kid in item.kids] == ["•", "Ett", "•", ARABIC]


def test_words_drawn_from_right_to_left_are_told_as_they_are_written() -> None:
    structure = structure_of(Paragraph(ARABIC, language="ar"), Paragraph(f"Hon sa: {ARABIC}"), Paragraph("Svenska"))
    first, second, third = structure.document.all("P")

    assert [structure.text(node) for node in (first, second, third)] == [ARABIC, f"Hon sa: {ARABIC}", "Svenska"]
    assert [names_of(node) for node in (first, second, third)] == [["Span"], ["Span"], []]
    assert structure.texts[first.kids[0].contents[0]] != ARABIC


def test_language_is_told_where_it_changes() -> None:
    cells = ((Cell("A farm", language="en"), Cell("Gård")),)
    structure = structure_of(
        Heading("Title", language="en"),
        Paragraph("Svenska", language="sv"),
        BulletList(("Yes",), language="fi"),
        Table("T", ("A", "B"), cells, caption_language="en"),
    )

    languages = [(node.name, node.language) for node in structure.document.walk() if node.language]
    assert languages == [("Document", "sv"), ("H2", "en"), ("LBody", "fi"), ("Caption", "en"), ("TH", "en")]


def test_figure_has_its_words_and_its_place() -> None:
    box = Drawing(80, 40)
    box.add(Rect(0, 0, 80, 40))
    (figure,) = structure_of(Figure(box, Tag("Figure", alternative="En ruta: röd"))).document.all("Figure")
    left, bottom, right, top = (float(side) for side in figure.attributes["/BBox"])

    assert figure.alternative == "En ruta: röd"
    assert (round(right - left, 1), round(top - bottom, 1)) == (80, 40)


def test_link_holds_its_words_and_its_annotation() -> None:
    structure = structure_of(WebLink("https://example.org/s/1?a=(b)"))
    (link,) = structure.document.all("Link")
    (annotation,) = (it.get_object() for it in structure.reader.pages[0]["/Annots"])

    assert (structure.text(link), link.annotations) == ("https://example.org/s/1?a=(b)", ("/Link",))
    assert (annotation["/Contents"], annotation["/A"]["/URI"]) == ("Enkäten på webben", structure.text(link))
    assert structure.parents[annotation["/StructParent"]].get_object()["/S"] == "/Link"


def test_form_field_has_its_label_and_can_be_filled() -> None:
    structure = structure_of(WritingLine("namn", "Ditt namn på svenska"))
    (form,) = structure.document.all("Form")
    fields = structure.reader.get_fields()

    assert form.annotations == ("/Widget",)
    assert fields is not None
    assert fields["namn"]["/TU"] == "Ditt namn på svenska"


def test_radio_buttons_are_one_field_with_a_label_each() -> None:
    structure = structure_of(Choice("q1", "Räcker bidraget?", ("Ja", "Nej")))
    (group,) = (it.get_object() for it in structure.reader.trailer["/Root"]["/AcroForm"]["/Fields"])
    forms = structure.document.all("Form")

    assert [(node.alternative, node.annotations) for node in forms] == [("Ja", ("/Widget",)), ("Nej", ("/Widget",))]
    assert (group["/T"], group["/TU"]) == ("q1", "Räcker bidraget?")
    assert {kid.get_object()["/Parent"]["/T"] for kid in group["/Kids"]} == {"q1"}


def test_document_without_a_cover_begins_with_its_title_and_one_page_has_no_number() -> None:
    short, long = write_pdf(make_document(Paragraph("Tack."))), write_pdf(make_document(Paragraph(LONG)))

    assert pages_of(short) == ["Kvittot Tack."]
    assert [page.endswith(f"Sida {number} av 2") for number, page in enumerate(pages_of(long), start=1)] == [True, True]


def test_same_document_gives_the_same_bytes() -> None:
    assert write_pdf(make_everything("sv")) == write_pdf(make_everything("sv"))


def test_metadata_tells_the_title_in_any_letters() -> None:
    document = replace(make_document(), title="A & B <å> \x01نعم", subject="Om")
    reader = pypdf.PdfReader(io.BytesIO(write_pdf(document)))
    found = reader.xmp_metadata

    assert found is not None
    assert (found.dc_title, found.dc_language) == ({"x-default": "A & B <å> نعم"}, ["sv"])
    catalog = reader.trailer["/Root"]
    assert (catalog["/MarkInfo"]["/Marked"], catalog["/ViewerPreferences"]["/DisplayDocTitle"]) == (True, True)


texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)
blocks = st.one_of(
    st.builds(Heading, texts, st.integers(0, 5)),
    st.builds(Paragraph, texts, st.sampled_from([None, "ar", "en"]), st.booleans()),
    st.builds(BulletList, st.lists(texts, max_size=3).map(tuple)),
    st.builds(
        lambda rows: Table("T", ("A", "B"), tuple(rows)),
        st.lists(st.lists(texts.map(Cell), min_size=1, max_size=2).map(tuple), max_size=3),
    ),
)


@settings(max_examples=30)
@given(st.lists(blocks, max_size=6), st.sampled_from(["sv", "ar"]))
def test_any_blocks_are_all_in_the_structure(given_blocks: list[Block], language: str) -> None:
    structure = structure_of(*given_blocks, language=language)
    reached = [content for node in structure.document.walk() for content in node.contents]

    assert sorted(reached) == sorted(structure.texts)
    assert [name for name, _text in structure.outline()].count("H1") == 1
