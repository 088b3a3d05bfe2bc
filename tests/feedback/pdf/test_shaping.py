import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from feedback.pdf.fonts import REPLACEMENT, drawable, embedded_fonts, glyphs
from feedback.pdf.shaping import Face, clamped, drawn, lines, shortened
from feedback.translation import LANGUAGES, babel_locale, catalog_file, direction

FACE = Face(embedded_fonts().regular, 10)


def test_lines_breaks_at_spaces_and_given_ends() -> None:
    broken = lines("ett två tre\nfyra", width=FACE.width("ett två"), face=FACE, direction="ltr")
    assert [line.text for line in broken] == ["ett två", "tre", "fyra"]


def test_lines_word_wider_than_the_line_breaks_after_a_joint() -> None:
    broken = lines("bidrag/lokaler", width=FACE.width("bidrag/lo"), face=FACE, direction="ltr")
    assert [line.text for line in broken] == ["bidrag/", "lokaler"]


def test_lines_arabic_wraps_before_it_is_ordered() -> None:
    text = "نحتاج إلى تمويل طويل الأمد"
    broken = lines(text, width=70, face=FACE, direction="rtl")
    assert " ".join(line.text for line in broken) == text
    assert broken[0].text.startswith("نحتاج")


@pytest.mark.parametrize(
    ("text", "direction", "wanted"),
    [
        ("(2012)", "rtl", "(2012)"),
        ("אב (2012)", "rtl", "(2012) בא"),
        ("אב (ABC) גד", "rtl", "דג (ABC) בא"),
        ("se (אב) här", "ltr", "se (בא) här"),
        ("2012, 2019", "rtl", "2019 ,2012"),
        ("Sida (3)", "ltr", "Sida (3)"),
    ],
)
def test_drawn_orders_runs_and_mirrors_brackets(text: str, direction: str, wanted: str) -> None:
    assert drawn(text, direction=direction) == wanted


def test_drawn_joins_arabic_and_persian_letters() -> None:
    assert drawn("گل", direction="rtl") == "\N{ARABIC LETTER LAM FINAL FORM}\N{ARABIC LETTER GAF INITIAL FORM}"


def test_drawn_leaves_letters_apart_at_a_persian_half_space() -> None:
    together, apart = drawn("میشود", direction="rtl"), drawn("می\N{ZERO WIDTH NON-JOINER}شود", direction="rtl")

    assert "\N{ARABIC LETTER FARSI YEH MEDIAL FORM}" in together
    assert "\N{ARABIC LETTER FARSI YEH FINAL FORM}" in apart
    assert len(apart) == len(together)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_of_the_interface_has_a_glyph(language: str) -> None:
    fonts = embedded_fonts()
    with catalog_file(language).open("rb") as file:
        messages = read_po(file, locale=babel_locale(language))
    texts = [m.string if isinstance(m.string, str) else " ".join(m.string) for m in messages if m.id]

    for font in (fonts.regular, fonts.bold):
        readable = [drawable(text.replace("\n", " "), font) for text in texts]
        shown = set("".join(drawn(text, direction=direction(language)) for text in readable))
        assert {char for char in shown if ord(char) not in glyphs(font)} == set()
        assert REPLACEMENT not in shown
    assert drawable("خانۀ ما", fonts.regular) == "خانه ما"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.floats(20, 300))
def test_lines_never_wider_than_the_room(text: str, width: float) -> None:
    broken = lines(text, width=width, face=FACE, direction="ltr")
    # A joined word may differ a little from its letters one by one; a single letter cannot be broken.
    assert [line for line in broken if line.width > width * 1.02 + 1 and len(line.text) > 1] == []


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], codec="latin-1"), max_size=200))
def test_lines_lose_no_letter(text: str) -> None:
    broken = lines(text, width=60, face=FACE, direction="ltr")
    assert "".join("".join(line.text.split()) for line in broken) == "".join(drawable(text, FACE.font).split())


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_drawn_has_only_glyphs_of_the_face(text: str) -> None:
    broken = lines(text, width=100, face=FACE, direction="rtl")
    assert {char for line in broken for char in line.drawn if ord(char) not in glyphs(FACE.font)} == set()


def test_shortened_ends_with_an_ellipsis() -> None:
    line = shortened("Uppföljning av samrådet", width=FACE.width("Uppföljning…"), face=FACE, direction="ltr")
    assert line.text == "Uppföljning…"


def test_clamped_keeps_the_first_lines_and_shows_that_more_was_left_out() -> None:
    broken = lines("ett\ntvå\ntre", width=100, face=FACE, direction="ltr")
    kept = clamped(broken, 2, width=FACE.width("två…"), face=FACE, direction="ltr")
    assert [line.text for line in kept] == ["ett", "två…"]
