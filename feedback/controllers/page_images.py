"""The pages of a kept file as pictures, for officers."""

from uuid import UUID

from litestar import Controller, Response, get
from litestar.params import FromPath, FromQuery

from feedback.page_images import picture_of_page


class PageImageController(Controller):
    path = "/documents"

    @get("/{document_id:uuid}/pages/{number:int}", name="page_images.show")
    async def show(
        self, document_id: FromPath[UUID], number: FromPath[int], first: FromQuery[int] = 0, last: FromQuery[int] = 0
    ) -> Response[bytes]:
        marked = (first, last) if 0 < first <= last else None
        picture = await picture_of_page(document_id, number, marked=marked)
        # A kept file never changes; only the officer's own browser keeps the picture.
        headers = {"cache-control": "private, max-age=3600"}
        return Response(picture, media_type="image/png", headers=headers)
