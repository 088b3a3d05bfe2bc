"""Every route is denied to strangers unless it says otherwise, and forms from elsewhere are refused."""

from uuid import UUID

import pytest
from litestar.handlers import HTTPRouteHandler

from feedback.app import create_app
from tests.web import Visitor

NOBODY = UUID(int=0)
#: What everybody may read. Nothing unpublished can be reached: `tests/reports/public/test_public_site.py`.
PUBLIC_SITE = {
    "public.start",
    "public.consultations",
    "public.consultation_by_id",
    "public.consultation",
    "public.issues",
    "public.issue_by_id",
    "public.issue",
    "public.commitments",
    "public.commitment",
    "public.slips",
    "public.reports",
    "public.report",
    "public.report_pdf",
    "public.report_csv",
    "public.report_figures",
    "public.edition",
    "public.edition_pdf",
    "public.edition_csv",
    "public.edition_figures",
    "public.edition_file",
    "public.edition_changes",
    "public.dashboard",
    "public.dashboard_chart",
    "public.feed",
    "public.search",
    "public.preview",
    "public.consultation_preview",
    "public.issue_preview",
    "public.consultation_feed",
    "public.theme_feed",
    "public.issue_feed",
    "public.data",
    "public.data_dictionary",
    "public.data_file",
    "public.data_catalogue_json",
    "public.data_catalogue_xml",
    "public.follow",
    "public.ask_to_follow",
    "public.asked_to_follow",
    "public.confirm_following",
    "public.confirmed_following",
    "public.stop_following",
    "public.stopped_following",
    "public.stopped_following_one",
}


def routes(method: str) -> list[tuple[str, HTTPRouteHandler]]:
    """Path (with made-up parameters) and handler of each of our routes with this method."""
    found = []
    for route in create_app().routes:
        for handler in getattr(route, "route_handlers", []):
            if method in handler.http_methods and not route.path.startswith("/static"):
                path = route.path_format
                for name, parameter in route.path_parameters.items():
                    made_up = str(NOBODY) if parameter.type is UUID else "1"
                    path = path.replace("{" + name + "}", made_up)
                found.append((path, handler))
    return found


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_routes_deny_strangers_by_default(visitor: Visitor, method: str) -> None:
    closed = [path for path, handler in routes(method) if not handler.opt.get("public")]
    visitor.client.follow_redirects = False

    answers = {path: (await visitor.client.request(method, path)) for path in closed}

    assert len(closed) > (15 if method == "GET" else 20)
    if method == "GET":
        led_to = {path: (a.status_code, a.headers["location"].split("?")[0]) for path, a in answers.items()}
        assert led_to == dict.fromkeys(closed, (303, "/sign-in"))
    else:
        assert {path: a.status_code for path, a in answers.items()} == dict.fromkeys(closed, 403)


async def test_officers_forms_without_their_token_do_nothing(officer: Visitor) -> None:
    closed = [path for path, handler in routes("POST") if not handler.opt.get("public")]

    answers = {path: (await officer.post(path, {"title": "x"})).status for path in closed}

    assert answers == dict.fromkeys(closed, 403)


def test_public_routes_are_known() -> None:
    public = {handler.name for method in ("GET", "POST") for _, handler in routes(method) if handler.opt.get("public")}

    # What the API gives to whom is tested with it: `tests/feedback/controllers/test_api.py`.
    assert {name for name in public if name and not name.startswith(("participants.", "api."))} == {
        "calendars.own",
        "calendars.public",
        *PUBLIC_SITE,
        "start.show",
        "sign_in.form",
        "sign_in.open",
    }
