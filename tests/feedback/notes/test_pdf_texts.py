"""PDFs as departments make them: columns, tables, headings, notes at the foot, running heads, words that go on in the next line."""

import io
from collections.abc import Callable, Sequence

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
    Table,
    TableStyle,
)

from feedback.notes.draft import Draft, Fate
from feedback.notes.reading import Line, read_lines
from feedback.notes.structure import draft_notes
from tests.feedback.notes.files import point_texts

STYLES = getSampleStyleSheet()
TEXT = STYLES["Normal"]
PIERS = (
    "Deltagarna framhöll att bryggorna behöver rustas upp innan nästa säsong börjar och att kommunen bör ta ett större "
    "ansvar för isläggningen varje höst."
)
RENTS = (
    "Flera föreningar lyfte att lokalerna är för dyra och att hyran stiger varje år utan att någon kan säga varför den "
    "gör det."
)


def drawn(draw: Callable[[Canvas], None]) -> tuple[Line, ...]:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.setFont("Helvetica", 10)
    draw(canvas)
    canvas.save()
    return read_lines(file.getvalue(), "")


def set_in(story: Sequence[Flowable], **kwargs: object) -> tuple[Line, ...]:
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=A4).build(list(story), **kwargs)
    return read_lines(file.getvalue(), "")


def text_of(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines if line.text)


def written(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines if line.text]


def columns(canvas: Canvas, left: Sequence[str], right: Sequence[str], *, is_across: bool) -> None:
    places = [(50, 700 - 12 * n, text) for n, text in enumerate(left)]
    places += [(310, 700 - 12 * n, text) for n, text in enumerate(right)]
    for x, y, text in sorted(places, key=lambda place: -place[1]) if is_across else places:
        canvas.drawString(x, y, text)


@pytest.mark.parametrize("is_across", [False, True], ids=["column by column", "line by line"])
def test_two_columns_are_read_one_after_the_other(is_across: bool) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(
            50, 740, "Anteckningar som går över hela sidan, från den vänstra kanten till den högra kanten."
        )
        parts = [simpleSplit(" ".join([text] * 3), "Helvetica", 10, 230) for text in (PIERS, RENTS)]
        columns(canvas, parts[0], parts[1], is_across=is_across)
        canvas.drawString(
            50, 300, "En avslutande rad går över hela sidan, från den ena kanten till den andra, och hör till båda."
        )

    lines = drawn(draw)

    first, *_, last = written(lines)
    assert first.startswith("Anteckningar som")
    assert last.startswith("En avslutande")
    assert text_of(lines[1:-1]).split("En avslutande")[0].strip() == " ".join([PIERS] * 3 + [RENTS] * 3)


def test_three_columns_are_read_one_after_the_other() -> None:
    file = io.BytesIO()
    template = BaseDocTemplate(file, pagesize=A4)
    template.addPageTemplates(PageTemplate(frames=[Frame(40 + 175 * n, 400, 165, 300) for n in range(3)]))
    said = [f"{number} {PIERS}" for number in range(1, 14)]
    template.build([Paragraph(text, TEXT) for text in said])

    assert text_of(read_lines(file.getvalue(), "")) == " ".join(said)


@pytest.mark.parametrize("is_across", [False, True], ids=["column by column", "line by line"])
def test_two_lists_side_by_side_keep_their_items(is_across: bool) -> None:
    left, right = (
        ["Hinder", "• Dyra lokaler", "• Få ideella", "• Ont om tid"],
        ["Möjligheter", "• Unga", "• Nät", "• Båtar"],
    )

    lines = drawn(lambda canvas: columns(canvas, left, right, is_across=is_across))

    assert written(lines) == left + right


def test_labels_and_contents_are_lines_and_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        rows = [("Datum:", "6 maj 2025"), ("Plats:", "Sjövik"), ("Närvarande:", "ett 30-tal")]
        rows += [("Inledning", "1"), ("Hamnar", "2"), ("Lokaler", "14")]
        for number, (left, right) in enumerate(rows):
            canvas.drawString(50, 700 - 14 * number - 60 * (number > 2), left)
            canvas.drawString(200, 700 - 14 * number - 60 * (number > 2), right)

    assert written(drawn(draw)) == [
        "Datum: 6 maj 2025", "Plats: Sjövik", "Närvarande: ett 30-tal", "Inledning 1", "Hamnar 2", "Lokaler 14"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "style",
    [[], [("VALIGN", (0, 0), (-1, -1), "TOP")], [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]],
    ids=["plain", "from the top", "ruled"],
)
def test_a_table_is_read_row_by_row(style: Sequence[tuple[object, ...]]) -> None:
    table = Table(
        [
            ["Vad", "Vem", "När"],
            [Paragraph("Ta fram en kalender för föreningarnas möten i skärgården", TEXT), "Rådet", "1 oktober 2025"],
            [
                Paragraph("Se över hyrorna", TEXT),
                Paragraph("Kommunens fritidsförvaltning och regionen", TEXT),
                "2026-03-15",
            ],
        ],
        colWidths=[150, 120, 90],
    )
    table.setStyle(TableStyle(style))

    lines = set_in(
        [
            Paragraph("Minnesanteckningar från samråd den 6 maj 2025", STYLES["Title"]),
            Paragraph("Detta bestämdes.", TEXT),
            table,
        ]
    )

    assert written(lines)[2:] == [
        "| Vad | Vem | När |",
        "| Ta fram en kalender för föreningarnas möten i skärgården | Rådet | 1 oktober 2025 |",
        "| Se över hyrorna | Kommunens fritidsförvaltning och regionen | 2026-03-15 |",
    ]
    assert [(task.text, task.responsible, task.due) for task in draft_notes(lines).tasks] == [
        ("Ta fram en kalender för föreningarnas möten i skärgården", "Rådet", "2025-10-01"),
        ("Se över hyrorna", "Kommunens fritidsförvaltning och regionen", "2026-03-15"),
    ]


def notes_with_feet() -> tuple[Line, ...]:
    def around(canvas: Canvas, template: object) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 800, "Skärgårdens samrådsgrupp")
        canvas.drawCentredString(300, 30, f"{canvas.getPageNumber()} (3)")
        if canvas.getPageNumber() == 1:
            canvas.setFont("Helvetica", 7)
            canvas.drawString(72, 60, "1 Enligt föreningsrådets sammanställning från 2024.")
            canvas.drawString(72, 51, "2 Se kommunens plan för hamnar, beslutad i")
            canvas.drawString(72, 42, "fullmäktige.")

    story: list[Flowable] = [Paragraph("Minnesanteckningar från samråd om hamnar den 6 maj 2025", STYLES["Title"])]
    story.append(Paragraph("Följande lyftes:", STYLES["Heading1"]))
    item = ParagraphStyle("item", TEXT, allowWidows=1, allowOrphans=1, spaceAfter=2)
    story += [
        Paragraph(
            f"Brygga {chr(65 + n // 9)}{n} är sliten<super>1</super>. {PIERS}<super>2</super>", item, bulletText="•"
        )
        for n in range(75)
    ]
    return set_in(story, onFirstPage=around, onLaterPages=around)


def fates_of(lines: Sequence[Line], draft: Draft, part: str) -> set[Fate]:
    return {draft.fates[line.number] for line in lines if part in line.text}


def test_notes_at_the_foot_of_a_page_are_no_part_of_what_is_said() -> None:
    lines = notes_with_feet()
    draft = draft_notes(lines)

    assert point_texts(draft) == [f"Brygga {chr(65 + n // 9)}{n} är sliten. {PIERS}" for n in range(75)]
    assert [left.text for left in draft.leftovers if left.text[0].isdigit()] == [
        "1 Enligt föreningsrådets sammanställning från 2024.",
        "2 Se kommunens plan för hamnar, beslutad i fullmäktige.",
    ]
    assert draft.title == "Minnesanteckningar från samråd om hamnar den 6 maj 2025"


def test_running_heads_and_page_numbers_are_furniture() -> None:
    lines = notes_with_feet()
    draft = draft_notes(lines)

    assert {line.page for line in lines} > {1, 2}
    assert fates_of(lines, draft, " (3)") == {Fate.FURNITURE}
    assert fates_of([line for line in lines if line.page > 1], draft, "samrådsgrupp") == {Fate.FURNITURE}


def test_headings_are_known_by_their_letters() -> None:
    small = ParagraphStyle("small", TEXT, fontName="Helvetica-Bold")
    lines = set_in(
        [
            Paragraph(
                "Anteckningar från ett möte om hamnar, bryggor och allt annat som hör till i skärgården",
                STYLES["Title"],
            ),
            Paragraph(PIERS, TEXT),
            Paragraph("Ekonomi", STYLES["Heading2"]),
            Paragraph(RENTS, TEXT),
            Paragraph("Ungas villkor", small),
            Paragraph(PIERS, TEXT),
            Paragraph("<b>Fet</b> början på en mening.", TEXT),
        ]
    )

    assert [line.text for line in lines if line.is_heading] == [
        "Anteckningar från ett möte om hamnar, bryggor och allt annat som hör till i skärgården",
        "Ekonomi",
        "Ungas villkor",
    ]


def test_a_heading_goes_on_where_its_next_word_had_no_room() -> None:
    airy = ParagraphStyle("airy", TEXT, leading=15, spaceAfter=8)
    heading = ParagraphStyle("heading", airy, fontName="Helvetica-Bold")
    asked = "Fråga 1: Hur kan skärgårdens allmänna bryggor rustas upp snabbare och öppnas för fler besökare?"
    lines = set_in(
        [
            Paragraph(asked, heading),
            Paragraph(PIERS * 4, airy),
            Paragraph("Hamnar<br/>Bryggor", heading),
            Paragraph(RENTS * 4, airy),
        ]
    )

    assert [line.text for line in lines if line.is_heading] == [asked, "Hamnar", "Bryggor"]


def test_a_list_is_over_where_text_begins_further_out() -> None:
    item = ParagraphStyle("item", TEXT, leftIndent=14, bulletIndent=2, spaceAfter=3)
    lines = set_in(
        [
            Paragraph(PIERS, TEXT),
            *(Paragraph(text, item, bulletText="•") for text in (RENTS, PIERS)),
            Paragraph(PIERS, TEXT),
        ]
    )

    texts = [line.text for line in lines]
    assert texts.count("") == 1
    assert " ".join(texts[texts.index("") + 1 :]) == PIERS


def test_words_that_go_on_in_the_next_line_and_ligatures() -> None:
    def draw(canvas: Canvas) -> None:
        for number, text in enumerate(
            ["Samråd den 6 maj 2025", "", "Följande lyftes:", "• Före­", "ningarna i skär-", "gården saknar pengar"]
        ):
            canvas.drawString(50, 700 - 12 * number, text)
        canvas.drawString(50, 600, "• Regelverket är ine\ufb03cient")

    (first, second) = point_texts(draft_notes(drawn(draw)))

    assert first == "Föreningarna i skärgården saknar pengar"
    assert second.startswith("Regelverket är ine")


def test_room_between_paragraphs_is_kept() -> None:
    lines = set_in([Paragraph(text, ParagraphStyle("apart", TEXT, spaceAfter=10)) for text in (PIERS, RENTS, PIERS)])

    assert [line.text[:5] for line in lines] == ["Delta", "bör t", "", "Flera", "varfö", "", "Delta", "bör t"]
