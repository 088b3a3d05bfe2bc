"""The pictures that a survey shows, for participants and officers alike."""

from litestar import Controller, Response, get
from litestar.params import FromPath

from feedback.web.authentication import PARTICIPANT
from surveys.images import image_by_digest


class ImageController(Controller):
    path = "/s/images"
    opt = PARTICIPANT

    @get("/{digest:str}", name="participants.image")
    async def show(self, digest: FromPath[str]) -> Response[bytes]:
        image = await image_by_digest(digest)
        # The address is made of the bytes, so what it leads to never changes.
        headers = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
        return Response(image.content, media_type=image.media_type, headers=headers)
