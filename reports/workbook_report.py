"""A report's tables as an Excel workbook: each on a sheet of its own, with those of its charts; numbers are numbers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from feedback.blocks import Cell, Table
from feedback.translation import gettext as _
from feedback.translation import speaking
from feedback.workbooks import add_row, new_sheet, new_workbook
from feedback.zip_dates import undated
from reports.charts.tables import chart_table
from reports.document import ChartBlock, Document, KeyFigures
from reports.figures import Figure, Unit, figure_text
from reports.measures import measure_name

#: How a figure's number is shown; one of another unit stays as it is written.
FORMATS = {Unit.COUNT: "#,##0", Unit.SHARE: "0%", Unit.SCORE: "General", Unit.COEFFICIENT: "0.00"}
NARROWEST, WIDEST = 10, 60  # of a column, in letters


def workbook_report(document: Document) -> bytes:
    """The workbook dated at the report's data cut; the same document gives the same bytes. ValueError without a basis."""
    if document.basis is None:
        raise ValueError("The report does not say when its data was read.")
    with speaking(document.language):
        workbook = new_workbook()
        tables = list(_tables(document))
        sheets = _contents(workbook, document, tables)
        figures = {figure.id: figure for figure in document.figures}
        for sheet, table in zip(sheets, tables, strict=True):
            _fill(sheet, table, figures)
        _all_figures(workbook, document)
        return _saved(workbook, document, document.basis.cut)


def _tables(document: Document) -> Iterator[Table]:
    for block in document.blocks:
        match block:
            case Table():
                yield block
            case ChartBlock():
                yield chart_table(block.chart)
            case KeyFigures():
                yield _key_figures(block)
            case _:
                pass


def _key_figures(block: KeyFigures) -> Table:
    shown = block.shown or ("",) * len(block.figures)
    rows = tuple(
        (Cell(name), Cell(value, is_number=True, figure=figure))
        for (value, name), figure in zip(block.figures, shown, strict=True)
    )
    return Table(_("Key figures"), (_("What"), _("Number")), rows)


def _contents(workbook: Workbook, document: Document, tables: Sequence[Table]) -> list[Worksheet]:
    """The first sheet says what this is and leads to the others, which it gives, still empty."""
    first = new_sheet(workbook, _("Contents"), language=document.language)
    for text in (
        document.title,
        document.subtitle,
        document.author,
        _("The figures are from %(cut)s.", cut=document.cut),
    ):
        add_row(first, [text])
    first["A1"].font = Font(bold=True, size=14)
    add_row(first, [])
    sheets = []
    for number, table in enumerate(tables, start=1):
        # The number makes its name the only one.
        sheet = new_sheet(workbook, f"{number} {table.caption}", language=document.language)
        add_row(first, [table.caption])
        place = f"A{first.max_row}"
        first[place].hyperlink = Hyperlink(ref=place, location=f"{quote_sheetname(sheet.title)}!A1")
        first[place].style = "Hyperlink"
        sheets.append(sheet)
    first.column_dimensions["A"].width = 2 * WIDEST
    return sheets


def _fill(sheet: Worksheet, table: Table, figures: Mapping[str, Figure]) -> None:
    add_row(sheet, table.header)
    for row in table.rows:
        found = [figures.get(cell.figure) for cell in row]
        add_row(sheet, [_value(cell, figure) for cell, figure in zip(row, found, strict=True)])
        for place, figure in enumerate(found, start=1):
            if figure and (written := FORMATS.get(figure.unit)):
                sheet.cell(sheet.max_row, place).number_format = written
    _finish(sheet)


def _value(cell: Cell, figure: Figure | None) -> str | float:
    """The figure's own number where the cell shows one; what is hidden or not known as the reader sees it."""
    return cell.text if figure is None or figure.value is None or figure.unit not in FORMATS else figure.value


def _all_figures(workbook: Workbook, document: Document) -> None:
    sheet = new_sheet(workbook, _("All figures"), language=document.language)
    header = (_("Measure"), _("As shown"), _("Value"), _("Counted"), _("Of"), _("Lower end"), _("Upper end"))
    add_row(sheet, [*header, _("Figure"), _("Counted from")])
    for it in document.figures:
        numbers = [it.value, it.n, it.base, it.low, it.high]
        add_row(sheet, [measure_name(it.measure), figure_text(it), *numbers, it.id, it.source])
    _finish(sheet)


def _finish(sheet: Worksheet) -> None:
    """The header stays in sight, and is printed on every page; columns are as wide as what stands in them."""
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, column in enumerate(sheet.columns, start=1):
        longest = max((len(line) for cell in column for line in str(cell.value or "").split("\n")), default=0)
        sheet.column_dimensions[get_column_letter(number)].width = min(max(longest + 2, NARROWEST), WIDEST)
        for cell in column:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _saved(workbook: Workbook, document: Document, cut: datetime) -> bytes:
    known = workbook.properties
    known.title, known.creator, known.language = document.title, document.author, document.language
    known.created = known.modified = cut.replace(tzinfo=None)
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        # Not by `save`, which writes the time of the clock.
        ExcelWriter(workbook, archive).write_data()
    return undated(content.getvalue())
