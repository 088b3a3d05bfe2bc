"""Open data: the page with the dictionary, the files, and what data portals read."""

import hashlib
from typing import Any

import msgspec
from litestar import Controller, Response, get
from litestar.params import FromPath
from litestar.response import Stream

from feedback.database import database
from feedback.errors import NotFound
from feedback.settings import settings
from feedback.translation import gettext as _
from feedback.web.page_cache import CACHE_CONTROL, FOR_EVERYBODY, cached_answer
from feedback.web.requests import Request, today
from reports.controllers.public_site import public_page
from reports.public.data_columns import TYPES
from reports.public.data_dictionary import LICENCE, SCHEMA_VERSION, data_address, definition_of, dictionary
from reports.public.data_files import MEDIA_TYPES, csv_file, json_file
from reports.public.data_rows import Asked, data_rows
from reports.public.data_tables import BY_NAME, TABLES
from reports.public.dcat import MEDIA_TYPES as CATALOGUE_TYPES
from reports.public.dcat import as_json_ld, as_rdf_xml, catalogue
from reports.public.events import list_public_events

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

        return await cached_answer(request, make, MEDIA_TYPES["json"])

    @get("/v1/{file:str}", name="public.data_file")
    async def file(self, request: Request, file: FromPath[str]) -> Response[bytes] | Stream:
        name, _dot, extension = file.rpartition(".")
        if name not in BY_NAME or extension not in MEDIA_TYPES:
            raise NotFound(_("There is no such file."))
        # Of the database, not of the file, which may be large and is never held whole.
        state = f"{await database().version()} {today()} {file}"
        etag = f'W/"{hashlib.sha256(state.encode()).hexdigest()[:32]}"'
        headers = {"etag": etag, "cache-control": CACHE_CONTROL, "access-control-allow-origin": "*"}
        if etag in [tag.strip() for tag in request.headers.get("if-none-match", "").split(",")]:
            return Response(b"", status_code=304, headers=headers)
        rows = data_rows(name, Asked(today(), settings().base_url))
        table = BY_NAME[name]
        content = csv_file(table, rows) if extension == "csv" else json_file(table, rows, day=today())
        headers["content-disposition"] = f'attachment; filename="{file}"'
        return Stream(content, media_type=MEDIA_TYPES[extension], headers=headers)

    @get("/catalogue.jsonld", name="public.data_catalogue_json")
    async def catalogue_json(self, request: Request) -> Response[bytes]:
        return await _catalogue(request, "jsonld")

    @get("/catalogue.rdf", name="public.data_catalogue_xml")
    async def catalogue_xml(self, request: Request) -> Response[bytes]:
        return await _catalogue(request, "rdf")


async def _catalogue(request: Request, extension: str) -> Response[bytes]:
    async def make() -> bytes:
        events = await list_public_events()
        updated = events[0].at if events else None
        told = catalogue(base_url=settings().base_url, department=settings().department, updated=updated)
        return _WRITTEN[extension](told)

    return await cached_answer(request, make, CATALOGUE_TYPES[extension])
