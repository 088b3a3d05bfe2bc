import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.blocks import Cell, Heading, Table
from reports.document import Document
from reports.exports import csv_text, named_csvs


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_csv_text_is_rfc_4180_with_a_byte_order_mark() -> None:
    table = Table("Svar", ("Typ", "Antal"), ((Cell('Förening, "ideell"'), Cell("12", is_number=True)),))
    assert csv_text(table) == '\ufeffTyp,Antal\r\n"Förening, ""ideell""",12\r\n'


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "\n="])
def test_csv_text_formula_is_made_inert(start: str) -> None:
    text = f"{start}1+1"
    assert rows_of(csv_text(Table("T", ("A",), ((Cell(text),),))))[1] == [f"'{text}"]


@pytest.mark.parametrize("number", ["-3", "−3", "+2", "-1,5 %", "-1 200", "12", "٪".join(["-٣", ""])])
def test_csv_text_number_stays_a_number(number: str) -> None:
    assert rows_of(csv_text(Table("T", ("A",), ((Cell(number, is_number=True),),))))[1] == [number]


def test_csv_text_formula_that_calls_itself_a_number_is_made_inert() -> None:
    cell = Cell('-2+cmd|"/C calc"!A0', is_number=True)
    assert rows_of(csv_text(Table("T", ("A",), ((cell,),))))[1] == [f"'{cell.text}"]


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2))
def test_csv_text_any_text_comes_back(texts: list[str]) -> None:
    (row,) = rows_of(csv_text(Table("T", ("A", "B"), (tuple(Cell(text) for text in texts),))))[1:]
    assert [found.removeprefix("'") for found in row] == [text.removeprefix("'") for text in texts]


def test_named_csvs_are_in_order_with_unique_safe_names() -> None:
    table = Table("Åtaganden: vem/när?", ("A",), ())
    document = Document("T", "", "sv", "", "", (Heading("H"), table, table, Table("../..", ("B",), ())))
    assert named_csvs(document) == [
        ("01-åtaganden-vem-när.csv", "\ufeffA\r\n"),
        ("02-åtaganden-vem-när.csv", "\ufeffA\r\n"),
        ("03-table.csv", "\ufeffB\r\n"),
    ]
