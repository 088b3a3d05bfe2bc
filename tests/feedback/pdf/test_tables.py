from feedback.blocks import Cell, Table
from feedback.pdf.styles import TEXT_WIDTH
from feedback.pdf.tables import GUTTER, table_rows

FACTS = (("Kort", "12"), ("En längre text som gärna vill stå på en enda rad om den får plats i tabellen", "färre än 5"))


def make_table(widths: tuple[float, ...] = (), header: tuple[str, ...] = ("Fråga", "Antal")) -> Table:
    rows = tuple((Cell(text), Cell(number, is_number=number.isdigit())) for text, number in FACTS)
    return Table("Tabell", header, rows, widths)


def test_table_rows_content_widths_fill_the_text_width() -> None:
    widths = table_rows(make_table(), width=TEXT_WIDTH, language="sv").header.widths
    assert round(sum(widths) + 2 * GUTTER, 6) == round(TEXT_WIDTH, 6)
    assert widths[0] > 2 * widths[1]


def test_table_rows_given_widths_hold() -> None:
    widths = table_rows(make_table((3, 1)), width=TEXT_WIDTH, language="sv").header.widths
    assert round(widths[0] / widths[1], 6) == 3


def test_table_rows_given_width_too_narrow_for_a_word_is_widened() -> None:
    rows = table_rows(make_table((20, 1), ("Fråga", "Svarsfrekvens")), width=TEXT_WIDTH, language="sv")
    header = rows.header.cells[1]
    assert [line.text for line in header.lines(rows.header.widths[1])] == ["Svarsfrekvens"]
    assert round(sum(rows.header.widths) + 2 * GUTTER, 6) == round(TEXT_WIDTH, 6)


def test_table_rows_dates_and_short_cells_stand_on_one_line() -> None:
    cells = (
        "Ett åtagande med en lång text om vad som ska göras, för vem och varför det behövs. " * 2,
        "30 september 2026",
    )
    row = tuple(Cell(text) for text in (cells[0], "Enheten för föreningsliv och utveckling", cells[1], "Godtas delvis"))
    table = Table("T", ("Åtagande", "Ansvarig", "Senast", "Läge"), (row,))
    (laid,) = table_rows(table, width=TEXT_WIDTH, language="sv").rows
    lines = [len(cell.lines(width)) for cell, width in zip(laid.cells, laid.widths, strict=True)]
    assert lines[2:] == [1, 1]
    assert laid.widths[0] == max(laid.widths)


def test_table_rows_too_many_columns_for_whole_short_cells_break_between_words() -> None:
    row = tuple(Cell("30 september 2026") for _place in range(8))
    (laid,) = table_rows(Table("T", ("A",) * 8, (row,)), width=TEXT_WIDTH, language="sv").rows
    lines = [[line.text for line in cell.lines(width)] for cell, width in zip(laid.cells, laid.widths, strict=True)]
    assert {word for texts in lines for text in texts for word in text.split()} == {"30", "september", "2026"}


def test_table_rows_long_header_does_not_widen_its_column() -> None:
    header = ("Fråga", "Hur stor andel av deltagarna som svarade att den är åtgärdad")
    widths = table_rows(make_table(header=header), width=TEXT_WIDTH, language="sv").header.widths
    assert widths[0] > 2 * widths[1]


def test_table_rows_hidden_number_stands_under_the_numbers() -> None:
    rows = table_rows(make_table(), width=TEXT_WIDTH, language="sv")
    assert [row.cells[1].style.align for row in (rows.header, *rows.rows)] == ["end", "end", "end"]


def test_table_rows_cell_in_another_language_keeps_its_order_under_its_header() -> None:
    table = Table("T", ("A",), ((Cell("Svensk text (1)", language="sv"),),))
    (row,) = table_rows(table, width=TEXT_WIDTH, language="ar").rows
    assert (row.cells[0].direction, row.cells[0].side) == ("ltr", "rtl")


def test_table_rows_long_texts_keep_a_readable_line_beside_dates_and_file_names() -> None:
    long = "Ta fram en vägledning för kommuner om att låna ut skolor och andra lokaler till föreningar på kvällar."
    texts = (
        long,
        "Föreningsbidragsnämnden",
        "30\u00a0november\u00a02025",
        "Genomfört",
        "direktiv_2024-12-05.pdf, rad 4",
    )
    table = Table("T", ("Vad", "Vem", "När", "Läge", "Källa"), (tuple(map(Cell, texts)),), (34, 19, 16, 12, 19))
    rows = table_rows(table, width=TEXT_WIDTH, language="sv")

    lines = [
        [line.text for line in cell.lines(width)]
        for cell, width in zip(rows.rows[0].cells, rows.rows[0].widths, strict=True)
    ]
    assert rows.header.widths[0] > 100
    assert [lines[place] for place in (1, 2, 3)] == [[texts[place]] for place in (1, 2, 3)]
