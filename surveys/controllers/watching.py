"""Watching a survey: how many have answered, who is missing, where people stop. Counts alone, never an answer."""

from datetime import UTC, datetime
from uuid import UUID

from litestar import Controller, get
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from feedback.settings import settings
from feedback.web.requests import today
from surveys.controllers.survey_pages import survey_page
from surveys.labels import RESPONSE_SOURCES, organisation_type_name
from surveys.publishing import is_open
from surveys.watch_figures import TARGET, watch_figures
from surveys.watching import watch


class WatchController(Controller):
    path = "/"

    @get("/surveys/{survey_id:uuid}/watch", name="watching.show")
    async def show(self, survey_id: FromPath[UUID], seen: FromQuery[int | None] = None) -> Template:
        """`seen` is how many responses the officer knew of when they last looked, so that the page can say what is new."""
        watched = await watch(survey_id)
        threshold = settings().threshold
        return survey_page(
            "surveys/watching/show.html",
            survey=watched.survey,
            watched=watched,
            figures=watch_figures(watched, threshold=threshold, today=today()),
            is_open=is_open(watched.survey, today()),
            seen=seen,
            now=datetime.now(UTC),
            target=TARGET,
            threshold=threshold,
            sources=RESPONSE_SOURCES,
            organisation_type_name=organisation_type_name,
        )
