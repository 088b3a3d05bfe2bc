"""The department's own colour, logo and typefaces, or a refusal in words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from feedback.blocks import Heading, Paragraph
from feedback.pdf.building import write_pdf
from feedback.pdf.document import PrintedDocument
from feedback.pdf.fonts import embedded_fonts, font_folder
from feedback.pdf.look import check_look
from feedback.pdf.pictures import logo
from feedback.pdf.styles import ink
from feedback.settings import SettingsError, settings
from reports.pdf.building import pdf
from tests.feedback.pdf.reading import fonts_of, pages_of
from tests.feedback.pdf.structure import Structure, broken_rules
from tests.reports.samples import make_arabic, make_swedish

ARABIC = "نحتاج إلى تمويل"
FS_TYPE = 8  # bytes into the table of rights


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    """The look is read once per process."""
    caches = (settings, embedded_fonts, logo, ink)
    for each in caches:
        each.cache_clear()
    yield
    for each in caches:
        each.cache_clear()


@pytest.fixture
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Typefaces that have Latin letters alone."""
    for name, file in (("STIXGeneral", "regular.ttf"), ("STIXGeneralBol", "bold.ttf")):
        (tmp_path / file).write_bytes((font_folder() / f"{name}.ttf").read_bytes())
    monkeypatch.setenv("GENSVAR_FONT", str(tmp_path))
    return tmp_path


@pytest.fixture
def own_logo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = Image.new("RGBA", (200, 80), (200, 30, 30, 0))
    picture.paste((20, 120, 60, 255), (20, 20, 180, 60))
    picture.save(tmp_path / "logo.png")
    monkeypatch.setenv("GENSVAR_LOGO", str(tmp_path / "logo.png"))


@pytest.mark.usefixtures("own_logo")
def test_report_in_own_look_can_be_read_aloud_and_archived(fonts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GENSVAR_COLOUR", "#7A1F3D")
    files = [pdf(make_swedish()), pdf(make_arabic())]
    structure = Structure(files[0])

    assert broken_rules(*files) == [[], []]
    assert structure.document.all("Figure")[0].alternative == "Samhällsdepartementet"
    assert len(structure.reader.pages[0].images) == 1
    assert structure.reader.pages[0].images[0].image is not None
    assert b".478431 .121569 .239216 rg" in structure.reader.pages[0].get_contents().get_data()


def test_letters_that_own_typeface_lacks_come_from_dejavu(fonts: Path) -> None:
    file = write_pdf(PrintedDocument("Svar", "sv", "", (Heading("Svar på ć"), Paragraph(f"Svenska {ARABIC} åäö"))))

    assert all(fonts_of(file).values())
    assert {name.split("+")[-1] for name in fonts_of(file)} == {
        "STIXGeneral-Regular",
        "STIXGeneral-Bold",
        "DejaVuSans",
    }
    assert "Svenska" in pages_of(file)[0]
    assert "åäö" in pages_of(file)[0]


def test_typeface_that_may_not_be_embedded_is_refused(fonts: Path) -> None:
    content = bytearray((fonts / "regular.ttf").read_bytes())
    entry = content.index(b"OS/2")
    place = int.from_bytes(content[entry + 8 : entry + 12], "big") + FS_TYPE
    content[place : place + 2] = (2).to_bytes(2, "big")
    (fonts / "regular.ttf").write_bytes(content)

    with pytest.raises(SettingsError, match="does not allow that it is put into files"):
        check_look()


def test_file_that_is_no_typeface_is_refused(fonts: Path) -> None:
    (fonts / "bold.ttf").write_bytes(b"not a font")

    with pytest.raises(SettingsError, match="cannot be read as a TrueType font"):
        check_look()


def test_logo_that_is_no_picture_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "logo.png").write_bytes(b"<svg/>")
    monkeypatch.setenv("GENSVAR_LOGO", str(tmp_path / "logo.png"))

    with pytest.raises(SettingsError, match="cannot be read as a PNG or JPEG"):
        check_look()


def test_same_look_gives_the_same_bytes(fonts: Path) -> None:
    assert pdf(make_swedish()) == pdf(make_swedish())
