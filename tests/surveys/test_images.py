"""The pictures of surveys."""

import pytest

from feedback.errors import Conflict, NotFound
from surveys.images import LARGEST, image_by_digest, keep_image, media_type
from surveys.tables import SurveyImage
from tests.surveys.records import make_draft
from tests.web import Visitor

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


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


async def test_keep_image_keeps_each_picture_once(database: str) -> None:
    survey = await make_draft()

    digests = {await keep_image(survey, PNG), await keep_image(survey, PNG)}

    assert [(await image_by_digest(digest)).content for digest in digests] == [PNG]
    assert await SurveyImage.count() == 1


@pytest.mark.parametrize(("content", "word"), [(b"<svg>", "PNG"), (PNG.ljust(LARGEST + 1), "500 kB")])
async def test_keep_image_refuses_what_is_no_picture_or_too_large(
    sqlite_database: str, content: bytes, word: str
) -> None:
    with pytest.raises(Conflict, match=word):
        await keep_image(await make_draft(), content)


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
