import io
from dataclasses import replace

import pypdf
import pytest
from PIL import Image as Picture

from surveys.definition import Image, Section
from surveys.paper.printing import survey_pdf
from tests.feedback.pdf.reading import bounds_of, fonts_of, pages_of
from tests.feedback.pdf.structure import Structure, broken_rules
from tests.surveys import examples
from tests.surveys.paper.forms import EVERYTHING, make_form, make_paper, named


def text_of(language: str = "sv", *, can_fill: bool = False) -> str:
    return " ".join(pages_of(survey_pdf(make_paper(named()), language, can_fill=can_fill)))


def test_paper_and_form_keep_to_pdf_ua() -> None:
    paper = make_paper(named())
    files = [survey_pdf(paper, language, can_fill=can_fill) for language in ("sv", "ar") for can_fill in (False, True)]

    assert broken_rules(*files) == [[]] * 4


def test_every_question_is_printed_with_its_answers() -> None:
    text = text_of()

    for question in EVERYTHING.questions:
        if "{" not in question.text["sv"]:
            assert " ".join(question.text["sv"].split()) in text
        for option in question.options:
            assert option.labels["sv"] in text
    assert "3F2A-91BC/1" in text


def test_texts_to_read_are_not_numbered() -> None:
    structure = Structure(make_form())
    questions = [text.split(".")[0] for name, text in structure.outline() if name == "H3"]

    assert questions == [str(number) for number in range(1, 14)]


def test_conditions_and_recalled_answers_name_the_question_by_its_number() -> None:
    text = text_of()

    assert "{q6}" not in text
    assert "Förening" in text.split("Hur många är ni?")[1].split("10.")[0]


def test_question_stands_on_one_page_with_all_its_answers() -> None:
    many = tuple(replace(examples.AGREEMENT, key=f"q{number}", text={"sv": f"Fråga {number}?"}) for number in range(30))
    paper = make_paper(replace(EVERYTHING, sections=(Section("all", {"sv": "Alla"}, many),)))

    pages = pages_of(survey_pdf(paper, "sv", can_fill=False))

    assert len(pages) > 5
    assert all(page.count("7 – Nivå 7") == page.count("1 – Nivå 1") == page.count("Fråga") for page in pages)


def test_arabic_stands_at_the_right_with_boxes_before_the_labels() -> None:
    file = survey_pdf(make_paper(), "ar", can_fill=True)
    boxes = [
        field.get_object()["/Rect"] for page in pypdf.PdfReader(io.BytesIO(file)).pages for field in page["/Annots"]
    ]
    circles = [box for box in boxes if float(box[2]) - float(box[0]) == pytest.approx(12, abs=0.1)]

    assert len(circles) > 15
    assert all(float(box[2]) > 520 for box in circles)
    assert all(left > 70 and right < 526 for left, right in bounds_of(file))
    assert all(fonts_of(file).values())


def test_fields_are_named_described_and_in_the_structure() -> None:
    file = make_form()
    reader = pypdf.PdfReader(io.BytesIO(file))
    fields = {
        str(each.get_object()["/T"]): each.get_object() for each in reader.trailer["/Root"]["/AcroForm"]["/Fields"]
    }

    assert {"q1", "q2-1", "q3", "q6-other", "q8-4", "q10-year", "q13", "gensvar"} <= set(fields)
    assert all(field["/TU"] for field in fields.values())
    assert fields["q3"]["/TU"] == "Vad behövs?"
    assert fields["q2-1"]["/TU"] == "Vad är viktigast?, Synpunkt p1"
    assert (fields["q1"]["/Ff"] & 2, fields["q4"]["/Ff"] & 2, fields["q3"]["/Ff"] & 1 << 12) == (2, 0, 1 << 12)
    assert len(Structure(file).document.all("Form")) == sum(
        len(page["/Annots"]) for page in reader.pages if "/Annots" in page
    )
    assert reader.trailer["/Root"]["/AcroForm"]["/NeedAppearances"]
    assert b"/JavaScript" not in file


def test_same_survey_gives_the_same_bytes() -> None:
    assert make_form() == make_form()


def with_picture(content: bytes) -> Structure:
    question = replace(examples.MEALS, image=Image("digest", {"sv": "En röd tallrik"}))
    definition = replace(EVERYTHING, sections=(Section("one", {"sv": "Ett"}, (question,)),))
    return Structure(survey_pdf(make_paper(definition, images={"digest": content}), "sv", can_fill=False))


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_picture_is_printed_with_its_words(kind: str) -> None:
    file = io.BytesIO()
    Picture.new("RGB", (400, 300), "red").save(file, kind)

    (figure,) = with_picture(file.getvalue()).document.all("Figure")

    assert figure.alternative == "En röd tallrik"


def huge() -> bytes:
    file = io.BytesIO()
    Picture.new("1", (8000, 8000)).save(file, "png")
    return file.getvalue()


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\nbroken", huge()])
def test_picture_that_cannot_be_read_is_told_in_words(content: bytes) -> None:
    structure = with_picture(content)

    assert structure.document.all("Figure") == []
    assert "En röd tallrik" in [structure.text(node) for node in structure.document.all("P")]
