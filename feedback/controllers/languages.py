"""The languages that the service speaks: how complete each is, and who has read it."""

from litestar import Controller, get
from litestar.response import Template

from feedback.catalogs import progress_of, review_of
from feedback.translation import LANGUAGES, direction, language_name
from feedback.web.pages import page


class LanguageController(Controller):
    path = "/languages"

    @get("/", name="languages.index")
    async def index(self) -> Template:
        spoken = [
            {
                "code": code,
                "own_name": own_name,
                "name": language_name(code),
                "is_from_the_right": direction(code) == "rtl",
                "progress": progress_of(code),
                "review": review_of(code),
            }
            for code, own_name in LANGUAGES.items()
        ]
        return page("feedback/languages/index.html", spoken=spoken)
