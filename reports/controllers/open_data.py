"""Open data: the page with the dictionary, the files, and what data portals read."""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from litestar import Controller, Response, get
from litestar.params import FromPath

from feedback.database import snapshot
from feedback.errors import NotFound
from feedback.settings import settings
from feedback.translation import gettext as _
from feedback.web.page_cache import FOR_EVERYBODY, TO_EVERY_SITE, cached_answer
from feedback.web.requests import Request, today
from reports.controllers.public_site import public_page
from reports.public.data_columns import TYPES
from reports.public.data_dictionary import LICENCE, SCHEMA_VERSION, data_address, definition_of, dictionary
from reports.public.data_files import MEDIA_TYPES, csv_file, json_file
from reports.public.data_reading import Asked
from reports.public.data_rows import data_rows
from reports.public.data_tables import BY_NAME, TABLES
from reports.public.dcat import MEDIA_TYPES as CATALOGUE_TYPES
from reports.public.dcat import as_json_ld, as_rdf_xml, catalogue
from reports.public.events import newest_public_events

LARGEST_FILE = 8 * 1024 * 1024  # bytes, with the same compressed; a larger one is made anew each time
_WRITTEN = {"jsonld": as_json_ld, "rdf": as_rdf_xml}


class OpenDataController(Controller):
    path = "/public/data"
    opt = FOR_EVERYBODY

    @get("/", name="public.data")
    async def show(self, request: Request) -> Response[bytes]:
        async def read() -> dict[str, Any]:
            return {
                "address": request.app.route_reverse("public.data"),
                "tables": TABLES,
                "types": TYPES,
                "definition_of": definition_of,
                "file_address": lambda file: data_address("", file),
                "version": SCHEMA_VERSION,
                "licence": LICENCE,
            }

        return await public_page(request, "data.html", read)

    @get("/v1/dictionary.json", name="public.data_dictionary")
    async def dictionary(self, request: Request) -> Response[bytes]:
        async def make() -> bytes:
            return msgspec.json.encode(dictionary(settings().base_url))

        return await _open(request, make, MEDIA_TYPES["json"])

    @get("/v1/{file:str}", name="public.data_file")
    async def file(self, request: Request, file: FromPath[str]) -> Response[bytes]:
        name, _dot, extension = file.rpartition(".")
        if name not in BY_NAME or extension not in MEDIA_TYPES:
            raise NotFound(_("There is no such file."))

        async def make() -> bytes:
            # Of one moment, so that what one row says of another holds.
            async with snapshot():
                rows = data_rows(name, Asked(today(), settings().base_url))
                table = BY_NAME[name]
                parts = csv_file(table, rows) if extension == "csv" else json_file(table, rows, day=today())
                return b"".join([part async for part in parts])

        answer = await _open(request, make, MEDIA_TYPES[extension])
        answer.headers["content-disposition"] = f'attachment; filename="{file}"'
        return answer

    @get("/catalogue.jsonld", name="public.data_catalogue_json")
    async def catalogue_json(self, request: Request) -> Response[bytes]:
        return await _catalogue(request, "jsonld")

    @get("/catalogue.rdf", name="public.data_catalogue_xml")
    async def catalogue_xml(self, request: Request) -> Response[bytes]:
        return await _catalogue(request, "rdf")


async def _catalogue(request: Request, extension: str) -> Response[bytes]:
    async def make() -> bytes:
        events = await newest_public_events(1)
        updated = events[0].at if events else None
        told = catalogue(base_url=settings().base_url, department=settings().department, updated=updated)
        return _WRITTEN[extension](told)

    return await _open(request, make, CATALOGUE_TYPES[extension])


async def _open(request: Request, make: Callable[[], Awaitable[bytes]], media_type: str) -> Response[bytes]:
    """A file that pages of other sites may read too; kept as pages are."""
    answer = await cached_answer(request, make, media_type, largest=LARGEST_FILE)
    answer.headers.update(TO_EVERY_SITE)
    return answer
