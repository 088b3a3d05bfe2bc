"""The API described for programs."""

import msgspec
from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from feedback.web.api import Description
from feedback.web.page_cache import TO_EVERY_SITE


class DescriptionApi(Controller):
    path = "/"

    @get("/openapi.json", name="api.description", include_in_schema=False)
    async def show(self, description: NamedDependency[SkipValidation[Description]]) -> Response[bytes]:
        return Response(
            msgspec.json.encode(description.document),
            media_type="application/vnd.oai.openapi+json",
            headers={"cache-control": "public, max-age=3600", **TO_EVERY_SITE},
        )
