"""The pictures of surveys."""

from collections.abc import Callable
from io import BytesIO
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from feedback.errors import Conflict, NotFound
from feedback.pdf.pictures import readable_picture
from surveys.building import edit_draft, fingerprint, get_survey
from surveys.definition import SurveyDefinition
from surveys.edits import remove_question, set_image
from surveys.images import FITTING, MOST_PIXELS, WIDEST, fitted, image_by_digest, keep_image, media_type
from surveys.publishing import publish
from surveys.tables import SurveyImage
from tests.factories import NOW
from tests.participants.survey import PICTURE as PNG
from tests.surveys.records import make_complete_draft, make_draft, translated
from tests.web import Visitor

GPS = 0x8825  # the EXIF tag under which a camera says where it was
ORIENTATION = 0x0112


def noise(width: int, height: int) -> Image.Image:
    """A picture that cannot be made small without loss."""
    return Image.effect_noise((width, height), 90).convert("RGB")


def photograph(width: int = 1600, height: int = 1200) -> bytes:
    """A JPEG as a phone writes it: lying on its side, with where it was taken and a comment."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[GPS] = {1: "N", 2: (59.0, 20.0, 0.0)}
    written = BytesIO()
    noise(width, height).save(written, "JPEG", exif=exif, comment=b"Where we met", quality=95)
    return written.getvalue()


SMALL = (PNG, small := photograph(60, 40), fitted(small).content)


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x00\x00\x00\x00WAVE", ""),
        (b"<svg onload='alert(1)'>", ""),
        (b"", ""),
    ],
)
def test_media_type_is_told_by_the_bytes(content: bytes, kind: str) -> None:
    assert media_type(content) == kind


def test_a_photograph_is_turned_made_small_and_freed_of_what_the_camera_wrote() -> None:
    picture = fitted(photograph())

    shown = opened(picture.content)
    assert (shown.format, shown.size) == ("WEBP", (picture.width, picture.height))
    assert picture.height > picture.width
    assert picture.width <= WIDEST
    assert len(picture.content) <= FITTING
    assert not shown.getexif()
    assert b"Where we met" not in picture.content
    printed = readable_picture(picture.content)
    assert printed
    assert printed.size == shown.size


def test_a_drawing_keeps_its_every_point_and_what_shines_through() -> None:
    drawing = Image.new("RGBA", (300, 200), (10, 20, 30, 0))
    drawing.paste((200, 0, 0, 255), (50, 50, 100, 100))
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Li Ek")
    written = BytesIO()
    drawing.save(written, "PNG", pnginfo=notes)

    picture = fitted(written.getvalue())

    assert opened(picture.content).convert("RGBA").getpixel((60, 60)) == (200, 0, 0, 255)
    assert opened(picture.content).convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert b"Li Ek" not in picture.content


def test_what_is_fit_stays_as_it_is() -> None:
    once = fitted(photograph()).content

    assert fitted(once).content == once
    assert fitted(PNG).content == PNG


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg>", "PNG"),
        (PNG[:40], "cannot be read"),
        (b"\xff\xd8\xff" + bytes(50), "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(Conflict, match=words):
        fitted(content)


@pytest.mark.parametrize("side", [int(MOST_PIXELS**0.5) + 1, 10_000, 20_000])
def test_a_bomb_is_refused(side: int) -> None:
    written = BytesIO()
    Image.new("1", (side, side)).save(written, "PNG")

    with pytest.raises(Conflict, match="50 million"):
        fitted(written.getvalue())


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_a_damaged_picture_is_made_fit_or_refused(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(SMALL)))
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=8)):
        content[at] = data.draw(st.integers(0, 255))

    try:
        picture = fitted(bytes(content))
    except Conflict:
        return
    assert len(picture.content) <= FITTING


async def test_a_picture_goes_with_the_last_that_shows_it(database: str) -> None:
    survey_id = await make_complete_draft()
    first, second = fitted(PNG).content, fitted(photograph()).content
    await show(survey_id, "q1", first)
    await show(survey_id, "q2", first)

    await show(survey_id, "q1", second)
    assert await SurveyImage.count() == 2
    await publish(survey_id, officer=None, now=NOW)
    await edit(survey_id, lambda draft: set_image(draft, "q1", "", ""))
    assert await SurveyImage.count() == 2
    third = await show(survey_id, "q3", fitted(photograph(60, 40)).content)
    await edit(survey_id, lambda draft: remove_question(draft, "q3"))

    assert await SurveyImage.count() == 2
    with pytest.raises(NotFound):
        await image_by_digest(third)


async def show(survey_id: UUID, key: str, content: bytes) -> str:
    digest = await keep_image(survey_id, content)
    await edit(survey_id, lambda draft: translated(set_image(draft, key, digest, "A hall")))
    return digest


async def edit(survey_id: UUID, change: Callable[[SurveyDefinition], SurveyDefinition]) -> None:
    await edit_draft(survey_id, change, seen=fingerprint((await get_survey(survey_id)).draft))


async def test_keep_image_keeps_each_picture_once(database: str) -> None:
    survey = await make_draft()

    digests = {await keep_image(survey, PNG), await keep_image(survey, PNG)}

    assert [(await image_by_digest(digest)).content for digest in digests] == [PNG]
    assert await SurveyImage.count() == 1


async def test_image_by_digest_of_none_is_not_found(sqlite_database: str) -> None:
    with pytest.raises(NotFound):
        await image_by_digest("0" * 64)


async def test_a_picture_is_served_to_anybody_as_nothing_but_a_picture(visitor: Visitor) -> None:
    digest = await keep_image(await make_draft(), PNG)

    page = await visitor.get(f"/s/images/{digest}")

    assert page.response.content == PNG
    assert page.response.headers["content-type"] == "image/png"
    assert page.response.headers["x-content-type-options"] == "nosniff"
    assert "immutable" in page.response.headers["cache-control"]
