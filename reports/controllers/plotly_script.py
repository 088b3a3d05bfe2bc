"""The script that draws charts in the browser, served from the installed Plotly package: no copy of it is kept by us."""

import asyncio
import gzip
from functools import cache
from importlib.metadata import version
from importlib.resources import files

from litestar import Controller, Response, get

from feedback.web.requests import Request

_PATH = f"/assets/plotly-{version('plotly')}.min.js"
#: For `opt=`: the middleware must not compress it again.
COMPRESSED = {"compressed": True}


class PlotlyScriptController(Controller):
    path = "/"

    @get(_PATH, name="plotly.script", opt=COMPRESSED)
    async def script(self, request: Request) -> Response[bytes]:
        headers = {"cache-control": "private, max-age=31536000, immutable", "vary": "Accept-Encoding"}
        content = await asyncio.to_thread(_compressed)
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["content-encoding"] = "gzip"
        else:
            content = await asyncio.to_thread(gzip.decompress, content)
        return Response(content, media_type="text/javascript; charset=utf-8", headers=headers)


@cache
def _compressed() -> bytes:
    return gzip.compress((files("plotly") / "package_data" / "plotly.min.js").read_bytes(), mtime=0)
