import io

import pikepdf
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.answers import read_answers
from surveys.paper.reading import MAX_BYTES, UnreadableForm, organisation_in, read_form, typed_in, unread_in
from tests.surveys.paper.forms import (
    EVERYTHING,
    FILLED,
    SURVEY_ID,
    TYPED,
    filled,
    filled_by_pikepdf,
    make_form,
    make_paper,
    named,
)


@pytest.mark.parametrize("fill", [filled, filled_by_pikepdf])
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_filled_form_gives_what_was_filled_in(fill, language: str) -> None:  # type: ignore[no-untyped-def]
    form = read_form(fill(make_form(language=language)))

    assert (form.survey_id, form.number, form.language) == (SURVEY_ID, 1, language)
    assert typed_in(form, EVERYTHING) == TYPED
    assert read_answers(EVERYTHING.questions, typed_in(form, EVERYTHING)).errors == {}


def test_empty_form_gives_no_answers() -> None:
    form = read_form(make_form())

    assert {key: typed for key, typed in typed_in(form, EVERYTHING).items() if typed} == {}


def test_organisation_is_read() -> None:
    form = read_form(filled(make_form(make_paper(named())), {"organisation": " Byarådet  i Boliden"}))

    assert organisation_in(form) == "Byarådet i Boliden"


def test_digest_tells_files_apart() -> None:
    one, other = filled_by_pikepdf(make_form()), filled_by_pikepdf(make_form(), {"q1": "/v2"})

    assert read_form(one).digest == read_form(one).digest != read_form(other).digest
    assert len(read_form(one).digest) == 40


def changed(form: bytes, change) -> bytes:  # type: ignore[no-untyped-def]
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(form)) as pdf:
        change(pdf)
        pdf.save(file)
    return file.getvalue()


def test_locked_file_is_refused() -> None:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(make_form())) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(user="secret", owner="secret"))

    with pytest.raises(UnreadableForm, match="locked"):
        read_form(file.getvalue())


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no PDF"),
        (b"%PDF-1.4 and nothing more", "no PDF"),
        (b"x" * (MAX_BYTES + 1), "too large"),
        (b"PK\x03\x04", "no PDF"),
    ],
)
def test_other_files_are_refused(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableForm, match=reason):
        read_form(content)


def test_pdf_without_our_fields_is_refused() -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    file = io.BytesIO()
    writer.write(file)

    with pytest.raises(UnreadableForm, match="not a form of this service"):
        read_form(file.getvalue())


def loop(pdf: pikepdf.Pdf) -> None:
    """A field that is its own child."""
    field = pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String("loop"), V=pikepdf.String("x")))
    field.Kids = pikepdf.Array([field, field])
    pdf.Root.AcroForm.Fields.append(field)


def crowd(pdf: pikepdf.Pdf) -> None:
    for number in range(6000):
        pdf.Root.AcroForm.Fields.append(pikepdf.Dictionary(T=pikepdf.String(f"x{number}"), V=pikepdf.String("x")))


def essay(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.Fields[0].V = pikepdf.String("x" * 1_000_000)


def nonsense(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.Fields.append(pikepdf.Array([1, 2]))
    pdf.Root.AcroForm.Fields[0].V = pikepdf.Array([pikepdf.Dictionary()])


@pytest.mark.parametrize("harm", [loop, crowd, essay, nonsense])
def test_hostile_files_are_read_or_refused_in_words(harm) -> None:  # type: ignore[no-untyped-def]
    content = changed(filled_by_pikepdf(make_form()), harm)

    try:
        typed = typed_in(read_form(content), EVERYTHING)
    except UnreadableForm:
        return
    assert all(len(text) < 30_000 for texts in typed.values() for text in texts)


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (crowd, "The file has more than the 5,000 fields that are read. Compare every answer with the file."),
        (essay, "Question 1: what stands in the file is no text, or longer than can be read. Look in the file."),
        (nonsense, "Question 1: what stands in the file is no text, or longer than can be read. Look in the file."),
    ],
)
def test_what_cannot_be_read_is_told(harm, sentence: str) -> None:  # type: ignore[no-untyped-def]
    form = read_form(changed(filled_by_pikepdf(make_form()), harm))

    assert sentence in unread_in(form, EVERYTHING)


def test_everything_in_a_form_that_was_filled_in_can_be_read() -> None:
    assert unread_in(read_form(filled(make_form(make_paper(named())), {**FILLED, "organisation": "B"})), named()) == ()


@given(st.dictionaries(st.sampled_from(sorted(FILLED)), st.text(max_size=30)))
def test_any_values_can_be_checked(values: dict[str, str]) -> None:
    form = read_form(make_form())
    typed = typed_in(type(form)(form.survey_id, 1, "sv", form.digest, values), EVERYTHING)

    read = read_answers(EVERYTHING.questions, typed)
    assert set(read.answers) | set(read.errors) <= {question.key for question in EVERYTHING.questions}
