"""The picture beside a link to a public page: there, of the promised size, and of nothing that is not public."""

from io import BytesIO

from PIL import Image

from reports.public.preview_images import HEIGHT, WIDTH, preview_image
from tests.factories import NOW, make_consultation, make_issue, make_point
from tests.web import Visitor


def size_of(content: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(content)) as image:
        assert image.format == "PNG"
        return image.size


async def test_a_public_page_names_its_picture(visitor: Visitor) -> None:
    issue = await make_issue(points=[await make_point(await make_consultation())], published_at=NOW)

    page = await visitor.get(f"/public/issues/{issue}")

    said = {each.get("property") or each.get("name"): each.get("content") for each in page.tree.xpath("//meta")}
    assert said["twitter:card"] == "summary_large_image"
    assert (said["og:image:width"], said["og:image:height"]) == (str(WIDTH), str(HEIGHT))
    picture = await visitor.client.get(said["og:image"].partition("/public/")[2].join(("/public/", "")))
    assert picture.headers["content-type"] == "image/png"
    assert size_of(picture.content) == (WIDTH, HEIGHT)


async def test_there_is_no_picture_of_what_is_not_public(visitor: Visitor) -> None:
    issue = await make_issue(points=[await make_point(await make_consultation())])

    assert (await visitor.client.get(f"/public/issues/{issue}/preview.png")).status_code == 404
    assert (await visitor.client.get("/public/preview.png")).status_code == 200


def test_long_titles_in_any_script_are_drawn_the_same_every_time() -> None:
    for title, language in (("Premises " * 60, "en"), ("ارتفاع أسعار المقرات (المحلية)", "ar")):
        first = preview_image(title, language=language, department="Kulturdepartementet", spoken="sv")

        assert size_of(first) == (WIDTH, HEIGHT)
        assert first == preview_image(title, language=language, department="Kulturdepartementet", spoken="sv")
