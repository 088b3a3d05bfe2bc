"""Versions of the code book: its log, how it stood at any of them, and what differs between two."""

from litestar import Controller, get
from litestar.params import FromPath
from litestar.response import Redirect, Template

from feedback.codebook_log import current_version
from feedback.codebook_versions import PER_PAGE, codebook_at, compare_versions, list_changes
from feedback.errors import NotFound
from feedback.translation import gettext as _
from feedback.web.notices import see_other
from feedback.web.pages import page
from feedback.web.requests import Request


class CodebookVersionController(Controller):
    path = "/themes/versions"

    @get("/", name="codebook_versions.index")
    async def index(self, request: Request) -> Template:
        before = _number(request, "before")
        changes = await list_changes(before=before, most=PER_PAGE)
        return page(
            "feedback/themes/versions.html",
            changes=changes,
            version=await current_version(),
            earlier=changes[-1].number if changes and changes[-1].number > 1 else None,
        )

    @get("/{number:int}", name="codebook_versions.show")
    async def show(self, number: FromPath[int]) -> Template:
        last = await _existing(number)
        every = await codebook_at(number)
        return page(
            "feedback/themes/version.html",
            number=number,
            last=last,
            themes=[theme for theme in every if theme.merged_into is None],
            merged=[theme for theme in every if theme.merged_into],
            by_id={theme.id: theme for theme in every},
        )

    @get("/{number:int}/changes", name="codebook_versions.changes")
    async def changes(self, request: Request, number: FromPath[int]) -> Template | Redirect:
        last = await _existing(number)
        since = _number(request, "from")
        since = number - 1 if since is None else since
        if since > number:
            # Whichever is named first: what is told is what the later one changed.
            return see_other(request, "codebook_versions.show", number=number)
        every = await codebook_at(number)
        return page(
            "feedback/themes/version_changes.html",
            number=number,
            since=max(since, 0),
            last=last,
            differences=await compare_versions(since, number),
            by_id={theme.id: theme for theme in every},
        )


async def _existing(number: int) -> int:
    """The last version. Raises `NotFound` where this is none."""
    last = await current_version()
    if not 0 <= number <= last:
        raise NotFound(_("The code book has no version %(n)s.", n=number))
    return last


def _number(request: Request, name: str) -> int | None:
    text = str(request.query_params.get(name, ""))
    return int(text) if text.isdecimal() and len(text) < 10 else None
