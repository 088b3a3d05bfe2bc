"""How a line is cleaned and how two lines become one text."""

import pytest

from feedback.notes.languages import GRAMMARS
from feedback.notes.lines import ends_sentence, joined, row_of
from feedback.notes.reading import Line

SWEDISH = GRAMMARS["sv"]


@pytest.mark.parametrize("mark", ["•", "-", "–", "*", "\uf0b7", "●", "▪", "\t•\t", "a)"])
def test_row_of_bullet(mark: str) -> None:
    row = row_of(Line(3, 1, f"{mark} Lokaler  saknas "), gap=0)
    assert (row.mark, row.text) == ("bullet", "Lokaler saknas")


def test_row_of_number() -> None:
    row = row_of(Line(3, 1, " 12. Lokaler"), gap=0)
    assert (row.mark, row.ordinal, row.text) == ("number", 12, "Lokaler")


@pytest.mark.parametrize("text", ["-5 grader", "2024. Sedan", "3.5 miljoner", "o dyl", "09.00 Start"])
def test_row_of_text_that_only_looks_marked(text: str) -> None:
    assert row_of(Line(1, 1, text), gap=0).mark == ""


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("| Vad | Vem |", "row"),
        ("Vad | Vem", "row"),
        ("| |", ""),
        ("||", ""),
        ("| Vad", ""),
        ("|" * 200_000 + " a", ""),
    ],
)
def test_row_of_table(text: str, mark: str) -> None:
    """The last, found by test_fuzz_long, took a time that grew as the square of its length."""
    assert row_of(Line(1, 1, text), gap=0).mark == mark


def test_row_of_markdown_marks_are_gone() -> None:
    assert row_of(Line(1, 1, "## **Lokaler** och `tid`"), gap=0).text == "Lokaler och `tid`"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["mötes-", "platser"], "mötesplatser"),
        (["Arbets-", "och bostadsbrist"], "Arbets- och bostadsbrist"),
        (["via sfi-", "anordnarna"], "via sfi-anordnarna"),
        (["en EU-", "medborgare"], "en EU-medborgare"),
        (["en 19-", "åring"], "en 19-åring"),
        (["lokala/", "regionala"], "lokala/regionala"),
        (["före -", "efter"], "före - efter"),
        (["Norra-", "Sjövik"], "Norra-Sjövik"),
        (["en två", "tre"], "en två tre"),
    ],
)
def test_joined_hyphens(texts: list[str], expected: str) -> None:
    assert joined(texts, grammar=SWEDISH, known=frozenset())[0] == expected


def test_joined_hyphen_stays_where_document_has_the_word_with_it() -> None:
    text, _ = joined(["ett inifrån-", "perspektiv"], grammar=SWEDISH, known=frozenset({"inifrån-perspektiv"}))
    assert text == "ett inifrån-perspektiv"


def test_joined_tells_where_lines_begin() -> None:
    text, starts = joined(["mötes-", "platser i", "byn"], grammar=SWEDISH, known=frozenset())
    assert [text[start:] for start in starts] == ["mötesplatser i byn", "platser i byn", "byn"]


@pytest.mark.parametrize(
    ("text", "expected"), [("Så är det.", True), ("tack vare t.ex.", False), ("osv.).", True), ("och så", False)]
)
def test_ends_sentence(text: str, expected: bool) -> None:
    assert ends_sentence(text, SWEDISH) is expected
