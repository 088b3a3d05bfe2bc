import io
from dataclasses import replace

import pypdf
import pypdfium2
import pytest
from PIL import Image as Picture

from feedback.translation import gettext as _
from feedback.translation import speaking
from surveys.definition import Image, Privacy, Section, Wording
from surveys.paper.printing import survey_pdf
from surveys.paper.privacy import paper_notice
from tests.feedback.pdf.reading import bounds_of, fonts_of, pages_of
from tests.feedback.pdf.structure import ACCESSIBLE, Structure, broken_rules
from tests.surveys import examples
from tests.surveys.paper.forms import EVERYTHING, make_form, make_paper, named


def text_of(language: str = "sv", *, can_fill: bool = False) -> str:
    return " ".join(pages_of(survey_pdf(make_paper(named()), language, can_fill=can_fill)))


def test_paper_keeps_to_pdf_ua_and_pdf_a_and_form_to_pdf_ua() -> None:
    paper = make_paper(named())
    papers, forms = ([survey_pdf(paper, it, can_fill=can_fill) for it in ("sv", "ar")] for can_fill in (False, True))

    assert broken_rules(*papers) == [[], []]
    assert broken_rules(*forms, profiles=(ACCESSIBLE,)) == [[], []]


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
        field.get_object()["/Rect"]
        for page in pypdf.PdfReader(io.BytesIO(file)).pages
        for field in page.get("/Annots", [])
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
    assert (fields["q4"]["/Ff"] & 2, fields["q3"]["/Ff"] & 1 << 12) == (0, 1 << 12)
    with speaking("sv"):
        assert fields["gensvar"]["/TU"] == _("Which form this is. It is filled in already.")
    assert len(Structure(file).document.all("Form")) == sum(
        len(page["/Annots"]) for page in reader.pages if "/Annots" in page
    )
    assert reader.trailer["/Root"]["/AcroForm"]["/NeedAppearances"]
    assert b"/JavaScript" not in file


def test_fields_that_must_be_filled_in_say_so_and_one_of_several_does_not() -> None:
    every = replace(
        EVERYTHING,
        sections=tuple(
            replace(section, questions=tuple(replace(each, required=True) for each in section.questions))
            for section in EVERYTHING.sections
        ),
    )
    reader = pypdf.PdfReader(io.BytesIO(make_form(make_paper(every))))
    required = {
        str(each.get_object()["/T"])
        for each in reader.trailer["/Root"]["/AcroForm"]["/Fields"]
        if each.get_object()["/Ff"] & 2
    }

    assert required == {
        *("q1", "q3", "q4", "q5", "q6", "q9", "q10-day", "q10-month", "q10-year", "q11", "q13", "q14"),
    }


@pytest.mark.parametrize(
    ("privacy", "said"),
    [
        (Privacy.ANONYMOUS, "do not write your name"),
        (Privacy.CONFIDENTIAL, "your invitation is kept with your answers"),
        (Privacy.ORGANISATION_NAMED, "The name of your organisation is kept with your answers"),
    ],
)
def test_notice_says_what_is_true_on_paper(privacy: Privacy, said: str) -> None:
    definition = replace(EVERYTHING, privacy=privacy, purpose={"sv": "Vi vill veta."})
    with speaking("en"):
        notices = [list(paper_notice(definition, "ar", answers_kept=24, can_fill=fill)) for fill in (False, True)]

    for notice in notices:
        assert said in notice[0].text
        assert "which device" not in " ".join(each.text for each in notice)
        assert Wording("Vi vill veta.", "sv") in notice
    assert "the address from which you send it" in notices[1][0].text


def test_text_in_another_language_and_pictures_stand_where_they_begin() -> None:
    question = replace(examples.FOUNDED, text={"sv": "Kort"}, image=Image("digest", {"sv": "En röd tallrik"}))
    definition = replace(EVERYTHING, sections=(Section("one", {"ar": "المزيد"}, (question,)),))
    file = io.BytesIO()
    Picture.new("RGB", (40, 30), "red").save(file, "png")

    printed = survey_pdf(make_paper(definition, images={"digest": file.getvalue()}), "ar", can_fill=False)

    (left,) = lefts_of(printed, "Kort")
    assert left < 100
    (figure,) = Structure(printed).document.all("Figure")
    assert float(figure.attributes["/BBox"][2]) > 500


def lefts_of(file: bytes, words: str) -> list[float]:
    """Where these words begin, in points from the left."""
    document = pypdfium2.PdfDocument(file)
    found = []
    for page in document:
        text = page.get_textpage()
        search = text.search(words)
        while place := search.get_next():
            found.append(text.get_charbox(place[0])[0])
    document.close()
    return found


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
