"""How a page of a kept PDF looks, with the lines in hand marked."""

from io import BytesIO
from uuid import UUID, uuid4

import pytest
from PIL import Image, ImageChops

from feedback.documents import keep_document, lines_of, read_document
from feedback.errors import NotFound
from feedback.page_images import WIDTH, has_pictures, picture_of_page
from tests.factories import NOW, make_document
from tests.feedback.notes.files import POINTS, pdf_file

YELLOW = (255, 240, 120)


async def make_pdf(name: str = "notes.pdf") -> UUID:
    document = await keep_document(name, content=pdf_file(), officer_id=None, now=NOW)
    await read_document(document)
    return document


def yellow_rows(picture: bytes) -> list[int]:
    """The rows of pixels, from the top, in which there is marker."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    far = ImageChops.difference(image, Image.new("RGB", image.size, YELLOW)).tobytes()
    row = 3 * image.width
    return [
        y for y in range(image.height) if any(max(far[at : at + 3]) < 24 for at in range(y * row, (y + 1) * row, 9))
    ]


async def test_a_picture_is_of_the_pdf_whatever_its_name(database: str) -> None:
    document = await make_pdf("notes.txt")

    picture = await picture_of_page(document, 1)

    image = Image.open(BytesIO(picture))
    assert (image.format, image.width) == ("PNG", WIDTH)
    assert yellow_rows(picture) == []


async def test_the_lines_in_hand_are_marked_where_they_stand(sqlite_database: str) -> None:
    document = await make_pdf()
    lines = await lines_of(document)
    first = next(line.number for line in lines if "Båthuset" in line.text)
    last = next(line.number for line in lines if "kassörer" in line.text)

    one, both = [
        yellow_rows(await picture_of_page(document, 1, marked=marked)) for marked in ((first, first), (first, last))
    ]

    assert one
    assert both[0] == one[0]
    assert both[-1] > one[-1] + 10
    assert len(one) < 40 < len(both) + 20
    assert POINTS


@pytest.mark.parametrize("number", [0, 2, 10**9])
async def test_a_page_that_is_not_there(sqlite_database: str, number: int) -> None:
    document = await make_pdf()

    with pytest.raises(NotFound, match="cannot be shown as a picture"):
        await picture_of_page(document, number)


async def test_a_text_file_has_no_pictures(database: str) -> None:
    document = await make_document()

    assert not await has_pictures(document)
    assert not await has_pictures(None)
    for each in (document, uuid4()):
        with pytest.raises(NotFound):
            await picture_of_page(each, 1)


async def test_a_damaged_pdf_is_refused_in_words(sqlite_database: str) -> None:
    document = await keep_document("notes.pdf", content=b"%PDF-1.7 and nothing else", officer_id=None, now=NOW)

    with pytest.raises(NotFound, match="cannot be shown as a picture"):
        await picture_of_page(document, 1)
