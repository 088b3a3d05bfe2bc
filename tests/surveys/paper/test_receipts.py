from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from surveys.answers import read_answers
from surveys.paper.receipts import receipt_pdf
from surveys.responses import Receipt
from tests.feedback.pdf.reading import pages_of
from tests.feedback.pdf.structure import Structure, broken_rules
from tests.surveys.paper.forms import EVERYTHING, TYPED

RECEIPT = Receipt(
    response_id=UUID("ab12cd34-0000-4000-8000-000000000001"),
    definition=EVERYTHING,
    language="sv",
    answers=read_answers(EVERYTHING.questions, TYPED).answers,
    day=date(2025, 11, 3),
    state="open",
    organisation="Byarådet",
)


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_receipt_keeps_to_pdf_ua(language: str) -> None:
    assert broken_rules(receipt_pdf(replace(RECEIPT, language=language))) == [[]]


def test_receipt_tells_every_answer_and_its_reference() -> None:
    text = " ".join(pages_of(receipt_pdf(RECEIPT)))

    for words in ("Enkät om mötet", "AB12-CD34", "3 november 2025", "Byarådet", "Förening", "Synpunkt p3"):
        assert words in text
    assert "Annat: Schack" in text
    assert "31 januari 1987" in text
    assert "Ni svarade Annat: Schack. Håller ni med?" in text
    assert "Nu kommer tre frågor" not in text


def test_a_recalled_answer_keeps_its_own_order_and_nothing_is_drawn_around_it() -> None:
    answers = read_answers(EVERYTHING.questions, {**TYPED, "q6": ["other=شطرنج"], "q11": []}).answers
    file = receipt_pdf(replace(RECEIPT, answers=answers))

    assert "Ni svarade Annat: شطرنج. Håller ni med?" in " ".join(pages_of(file))
    assert "Ni svarade \u2068Annat: شطرنج\u2069. Håller ni med?" in [text for _name, text in Structure(file).outline()]


def test_questions_that_were_not_asked_are_left_out_and_blank_ones_are_not() -> None:
    answers = read_answers(EVERYTHING.questions, {**TYPED, "q1": ["other"], "q11": []}).answers
    structure = Structure(receipt_pdf(replace(RECEIPT, answers=answers)))
    questions = [text for name, text in structure.outline() if name == "H3"]

    assert "Hur många är ni?" not in questions
    assert "Vad heter ni?" in questions


def test_arabic_receipt_is_read_in_its_own_order() -> None:
    structure = Structure(receipt_pdf(replace(RECEIPT, language="ar")))
    texts = [structure.text(node) for node in structure.document.all("P")]

    assert structure.document.language == "ar"
    assert "أماكن مفتوحة مساءً\nVarje kväll" in texts
    assert "جمعية" in texts
