"""Every page of the site on the demo's data: opened in two languages, its HTML checked, and each of its links followed."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from urllib.parse import urljoin, urlsplit
from uuid import UUID

import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute

from feedback.database import open_database
from feedback.translation import direction
from feedback.web.authentication import COOKIE
from tests.database import run_apart
from tests.demo_site import SIGNED_IN, Demo, make_demo
from tests.web import Page, Visitor

#: Where the pages stand, by the name of their route; what is in braces is one of the demo's names.
PAGES: dict[str, tuple[str, ...]] = {
    "start.show": ("/",),
    "sign_in.form": ("/sign-in",),
    "consultations.index": ("/consultations",),
    "consultations.show": ("/consultations/{meeting}", "/consultations/{decision}", "/consultations/{unconfirmed}"),
    "consultations.review": (
        "/consultations/{meeting}/review",
        "/consultations/{decision}/review",
        "/consultations/{unconfirmed}/review",
        "/consultations/{unconfirmed}/review?order=confidence",
    ),
    "consultations.edit": ("/consultations/{meeting}/edit",),
    "consultations.ask_to_delete": ("/consultations/{unconfirmed}/delete",),
    "personal_data.index": ("/consultations/{meeting}/personal-data", "/consultations/{unconfirmed}/personal-data"),
    "notes_checks.index": ("/consultations/{meeting}/notes-checks", "/consultations/{unconfirmed}/notes-checks"),
    "notes_checks.show": ("/notes-checks/{notes_check}",),
    "participants.notes": ("/notes/{notes}",),
    "participants.notes_sent": ("/notes/{notes}/sent",),
    "documents.new": ("/documents/new",),
    "documents.download": ("/documents/{document}/file",),
    "page_images.show": ("/documents/{pdf}/pages/1",),
    "points.new": ("/consultations/{meeting}/points/new",),
    "points.edit": ("/points/{point}/edit",),
    "points.divide": ("/points/{point}/split",),
    "questions.new": ("/consultations/{meeting}/questions/new",),
    "questions.edit": ("/questions/{question}/edit",),
    "codings.index": (
        "/consultations/{meeting}/codings",
        "/consultations/{meeting}/codings?show=decided",
        "/consultations/{unconfirmed}/codings?show=certain&page=2",
    ),
    "coding_samples.index": ("/coding-samples",),
    "coding_samples.new": ("/coding-samples/new",),
    "coding_samples.show": (
        "/coding-samples/{sample}",
        "/coding-samples/{sample}?at={drawn}",
        "/coding-samples/{closed_sample}",
    ),
    "tasks.index": (
        "/consultations/{decision}/tasks",
        "/consultations/{later}/tasks",
        "/consultations/{meeting}/tasks",
    ),
    "recurrence.index": ("/consultations/{meeting}/recurrence", "/consultations/{unconfirmed}/recurrence"),
    "languages.index": ("/languages",),
    "api_tokens.index": ("/api-tokens",),
    "webhooks.index": ("/webhooks",),
    "webhooks.show": ("/webhooks/{webhook}",),
    "themes.index": ("/themes",),
    "themes.new": ("/themes/new",),
    "themes.edit": ("/themes/{theme}/edit",),
    "themes.choose": ("/themes/merge",),
    "themes.upload": ("/themes/import",),
    "themes.export": ("/themes.json",),
    "themes.show": ("/themes/{theme}",),
    "themes.ask_to_split": ("/themes/{theme}/split",),
    "themes.choose_export": ("/themes/export",),
    "themes.csv": ("/themes.csv",),
    "themes.qdc": ("/themes.qdc?names_in=ar",),
    "codebook_versions.index": ("/themes/versions", "/themes/versions?before=3"),
    "codebook_versions.show": ("/themes/versions/2", "/themes/versions/0"),
    "codebook_versions.changes": ("/themes/versions/2/changes", "/themes/versions/5/changes?from=1"),
    "theme_proposals.index": ("/themes/proposals",),
    "theme_proposals.show": ("/themes/proposals/{proposal}",),
    "theme_proposals.ask_to_accept": ("/themes/proposals/{proposal}/accept",),
    "synonyms.index": ("/themes/synonyms",),
    "synonyms.edit": ("/themes/synonyms/{synonym}",),
    "synonyms.csv": ("/themes/synonyms.csv",),
    "issues.index": ("/issues", "/issues?delivery=unknown", "/issues?words=lokaler&recurring=yes"),
    "issues.new": ("/issues/new", "/issues/new?point={point}"),
    "issues.show": ("/issues/{issue}",),
    "issues.edit": ("/issues/{issue}/edit",),
    "issues.ask_to_merge": ("/issues/{issue}/merge", "/issues/{issue}/merge?words=lokaler"),
    "issues.ask_to_move": ("/issues/{issue}/move", "/issues/{issue}/move?words=lokaler"),
    "issues.ask_to_split": ("/issues/{issue}/split",),
    "chosen_issues.edit": ("/issues/chosen", "/issues/chosen?issue={issue}"),
    "issues.find_points": ("/issues/{issue}/points", "/issues/{issue}/points?words=lokaler"),
    "issues.ask_to_detach": ("/issues/{issue}/points/{raised}/detach",),
    "commitments.index": ("/commitments", "/commitments?show=overdue"),
    "commitments.workbook": ("/commitments/plan.xlsx", "/commitments/plan.xlsx?show=overdue"),
    "commitments.slips": ("/commitments/slips",),
    "milestones.show": ("/milestones/{milestone}",),
    "calendars.show": ("/commitments/calendar",),
    "calendars.own": ("/commitments.ics?key={calendar}",),
    "calendars.public": ("/public/commitments.ics",),
    "commitments.new": ("/commitments/new", "/commitments/new?task={task}", "/commitments/new?issue={issue}"),
    "commitments.show": ("/commitments/{commitment}",),
    "commitments.ask_to_stop_answering": ("/commitments/{undertaken}/issues/{answered}/remove",),
    "evidence.index": ("/evidence", "/evidence?show=all", "/evidence?show=needed"),
    "evidence.new": ("/commitments/{commitment}/evidence/new",),
    "evidence.choose_passage": (
        "/commitments/{commitment}/passages",
        "/commitments/{commitment}/passages?document={document}",
    ),
    "evidence.ask_to_retract": ("/evidence/{evidence}/retract",),
    "evidence_figures.index": ("/commitments/{commitment}/figures",),
    "organisations.index": ("/organisations",),
    "organisations.new": ("/organisations/new",),
    "organisations.show": ("/organisations/{organisation}",),
    "organisations.edit": ("/organisations/{organisation}/edit",),
    "organisations.points": ("/organisations/{organisation}/points/{meeting}",),
    "organisations.attendance": (
        "/consultations/{meeting}/organisations",
        "/consultations/{unconfirmed}/organisations",
    ),
    "letters.index": ("/consultations/{meeting}/letters", "/consultations/{unconfirmed}/letters"),
    "letters.preview": ("/consultations/{meeting}/letters/{organisation}",),
    "letters.pdf": ("/consultations/{meeting}/letters/{organisation}/letter.pdf",),
    "letters.made": ("/consultations/{meeting}/letters/{organisation}/1",),
    "letters.made_pdf": ("/consultations/{meeting}/letters/{organisation}/1/letter.pdf",),
    "replies.index": ("/replies",),
    "participants.letter": ("/letters/{letter}",),
    "participants.letter_pdf": ("/letters/{letter}/letter.pdf",),
    "participants.reply": ("/letters/{letter}/replies/{replied}",),
    "outbox.index": ("/outbox", "/outbox?state=sent"),
    "outbox.show": ("/outbox/{mail}",),
    "surveys.index": ("/surveys",),
    "surveys.new": ("/consultations/{meeting}/surveys/new", "/consultations/{unconfirmed}/surveys/new"),
    "surveys.show": ("/surveys/{open}", "/surveys/{draft}"),
    "surveys.edit": ("/surveys/{draft}/edit", "/surveys/{open}/edit"),
    "surveys.texts": ("/surveys/{draft}/texts",),
    "surveys.preview": (
        "/surveys/{open}/preview/ar",
        "/surveys/{draft}/preview/sv",
        "/surveys/{draft}/preview/sv?part=2&width=320",
    ),
    "surveys.translate": ("/surveys/{draft}/translate/ar", "/surveys/{draft}/translate/sv"),
    "surveys.languages": ("/surveys/{open}/languages", "/surveys/{draft}/languages"),
    "surveys.translation_xliff": ("/surveys/{draft}/translation-files/ar/translation.xlf",),
    "surveys.translation_csv": ("/surveys/{draft}/translation-files/ar/translation.csv",),
    "survey_questions.new": ("/surveys/{draft}/questions/new", "/surveys/{draft}/questions/new?section={section}"),
    "survey_questions.edit": ("/surveys/{draft}/questions/{key}/edit",),
    "question_conditions.edit": (
        "/surveys/{draft}/questions/{key}/condition",
        "/surveys/{draft}/questions/q2/condition?question=q1",
    ),
    "question_images.edit": ("/surveys/{draft}/questions/{key}/image",),
    "question_library.show": ("/surveys/{draft}/library", "/surveys/{draft}/library?earlier={open}"),
    "survey_versions.index": ("/surveys/{open}/versions", "/surveys/{draft}/versions"),
    "survey_versions.new": ("/surveys/{open}/change",),
    "survey_versions.last_day": ("/surveys/{open}/last-day",),
    "surveys.ask_to_delete": ("/surveys/{draft}/delete",),
    "survey_files.index": ("/surveys/{open}/files", "/surveys/{draft}/files"),
    "survey_files.json": ("/surveys/{draft}/survey.json",),
    "survey_files.xlsform": ("/surveys/{draft}/survey.xlsx",),
    "survey_files.responses": ("/surveys/{closed}/responses",),
    "survey_files.schema": ("/surveys/schema.json",),
    "survey_files.upload": ("/consultations/{meeting}/surveys/import",),
    "invitations.index": ("/surveys/{open}/invitations",),
    "invitations.show": ("/invitations/{invitee}",),
    "invitations.ask_to_remove": ("/invitations/{invitee}/remove",),
    "mails.index": ("/surveys/{open}/mails", "/surveys/{draft}/mails"),
    "mails.edit": ("/surveys/{open}/mails/invitation/sv", "/surveys/{draft}/mails/last_reminder/ar"),
    "posters.pdf": ("/surveys/{open}/poster/sv", "/surveys/{open}/poster/ar"),
    "posters.svg": ("/surveys/{open}/qr.svg",),
    "posters.png": ("/surveys/{open}/qr.png",),
    "paper.index": ("/surveys/{open}/paper", "/surveys/{draft}/paper"),
    "paper.print": ("/surveys/{open}/paper/sv/survey.pdf", "/surveys/{open}/paper/ar/survey.pdf"),
    "paper.form": ("/surveys/{open}/paper/sv/form.pdf",),
    "paper.new": ("/surveys/{open}/paper/enter", "/surveys/{open}/paper/enter?language=ar"),
    "paper_checks.show": ("/paper/{paper}/check",),
    "paper.ask_removal": ("/paper/{paper}/remove",),
    "watching.show": ("/surveys/{open}/watch", "/surveys/{open}/watch?seen=3"),
    "statements.index": ("/surveys/{open}/statements",),
    "statement_issues.index": ("/surveys/{open}/statement-issues", "/surveys/{open}/statement-issues?show=decided"),
    "statement_issues.of_issue": ("/issues/{issue}/statements",),
    "statements.question": (
        "/surveys/{open}/statements/{written}/1",
        "/surveys/{open}/statements/{written}/1?show=decided",
    ),
    "quotes.index": ("/surveys/{open}/quotes",),
    "quotes.edit": ("/statements/{said}/quote",),
    "results.show": ("/consultations/{meeting}/results", "/consultations/{unconfirmed}/results"),
    "results.pdf": ("/consultations/{meeting}/report.pdf",),
    "results.csv": ("/consultations/{meeting}/report.csv",),
    "results.chart": ("/consultations/{meeting}/report/charts/{chart}.svg",),
    "results.json": ("/consultations/{meeting}/report.json",),
    "results.file": ("/consultations/{meeting}/report/files/easy-read.pdf",),
    "reports.index": ("/reports",),
    "agenda.draft": ("/agenda", "/agenda?language=ar&minutes=180&day=2027-03-02"),
    "agenda.index": ("/agenda/kept",),
    "agenda.show": ("/agenda/kept/{agenda}",),
    "dashboards.portfolio": ("/dashboard", "/dashboard?from=2024&to=2024", "/dashboard?region=Nowhere"),
    "dashboards.chart": ("/dashboard/charts/{dashboard_chart}.svg",),
    "dashboards.consultation": ("/consultations/{meeting}/dashboard", "/consultations/{unconfirmed}/dashboard"),
    "dashboards.consultation_chart": ("/consultations/{meeting}/dashboard/charts/{consultation_chart}.svg",),
    "year_cycle.current": ("/year-cycle",),
    "year_cycle.show": ("/year-cycle/2024", "/year-cycle/1990"),
    "year_cycle.edit": ("/year-cycle/2024/1", "/year-cycle/2024/3"),
    "year_cycle.calendar": ("/year-cycle/2024/year.ics",),
    "yearly.show": ("/reports/2024", "/reports/2025"),
    "yearly.pdf": ("/reports/2025/report.pdf",),
    "yearly.csv": ("/reports/2025/report.csv",),
    "yearly.chart": ("/reports/2025/charts/{year_chart}.svg",),
    "yearly.json": ("/reports/2025/report.json",),
    "yearly.file": ("/reports/2025/files/poster.pdf",),
    "publishing.index": ("/publishing",),
    "publishing.consultation": (
        "/consultations/{meeting}/publishing",
        "/consultations/{unconfirmed}/publishing",
        "/consultations/{decision}/publishing",
    ),
    "publishing.issue": ("/issues/{issue}/publishing",),
    "public.start": ("/public",),
    "public.consultations": ("/public/consultations",),
    "public.search": ("/public/search", "/public/search?words=lokaler", "/public/search?words=orchids"),
    "public.preview": ("/public/preview.png",),
    "public.consultation_preview": ("/public/consultations/{meeting}/preview.png",),
    "public.issue_preview": ("/public/issues/{issue}/preview.png",),
    "public.consultation_by_id": ("/public/consultations/{meeting}",),
    "public.consultation": ("/public/consultations/{meeting}/x",),
    "public.issues": ("/public/issues", "/public/issues?answered=yes", "/public/issues?words=lokaler"),
    "public.issue_by_id": ("/public/issues/{issue}",),
    "public.issue": ("/public/issues/{issue}/x",),
    "public.commitments": ("/public/commitments", "/public/commitments?show=overdue"),
    "public.slips": ("/public/commitments/slips",),
    "public.commitment": ("/public/commitments/{public_commitment}",),
    "public.reports": ("/public/reports",),
    "public.report": ("/public/reports/{public_report}",),
    "public.report_pdf": ("/public/reports/{public_report}/report.pdf",),
    "public.report_csv": ("/public/reports/{public_report}/report.csv",),
    "public.report_figures": ("/public/reports/{public_report}/figures.json",),
    "public.edition": ("/public/reports/{public_report}/editions/1",),
    "public.edition_pdf": ("/public/reports/{public_report}/editions/1/report.pdf",),
    "public.edition_csv": ("/public/reports/{public_report}/editions/1/report.csv",),
    "public.edition_figures": ("/public/reports/{public_report}/editions/1/figures.json",),
    "public.edition_file": ("/public/reports/{public_report}/editions/1/files/easy-read.pdf",),
    "public.edition_changes": ("/public/reports/{public_report}/editions/1/changes?from=1",),
    "editions.index": ("/publishing/reports/{public_report}/editions",),
    "editions.changes": ("/publishing/reports/{public_report}/editions/1/changes",),
    "orders.index": ("/reports/orders",),
    "orders.show": ("/reports/orders/{order}", "/reports/orders/{edition_order}"),
    "orders.zip": ("/reports/orders/{order}/reports.zip",),
    "orders.file": ("/reports/orders/{order}/files/year-2025-sv.pdf",),
    "schedules.index": ("/reports/schedules",),
    "public.dashboard": ("/public/dashboard", "/public/dashboard?from=2024"),
    "public.dashboard_chart": ("/public/dashboard/charts/{public_chart}.svg",),
    "public.feed": ("/public/feed.atom",),
    "public.consultation_feed": ("/public/consultations/{meeting}/feed.atom",),
    "public.theme_feed": ("/public/themes/{theme}/feed.atom",),
    "public.issue_feed": ("/public/issues/{issue}/feed.atom",),
    "public.data": ("/public/data",),
    "public.data_dictionary": ("/public/data/v1/dictionary.json",),
    "public.data_file": ("/public/data/v1/points.csv",),
    "public.data_catalogue_json": ("/public/data/catalogue.jsonld",),
    "public.data_catalogue_xml": ("/public/data/catalogue.rdf",),
    "public.follow": ("/public/follow", "/public/follow?kind=issue&id={issue}"),
    "public.asked_to_follow": ("/public/follow/asked",),
    "public.confirm_following": ("/public/follow/confirm/{follow_token}",),
    "public.stop_following": ("/public/follow/stop/{stop_token}",),
    "plotly.script": ("/assets/plotly-7.1.0.min.js",),
    "participants.welcome": ("/s/{link}",),
    "participants.invitation": ("/i/{invitation}",),
    "participants.report": ("/r/{report}",),
    "participants.mail_wish": ("/u/{mails}",),
    "participants.image": ("/s/images/{image}",),
    "participants.resume": ("/a/{answering}",),
    "participants.section": ("/a/{answering}/1", "/a/{answering}/2"),
    "participants.check": ("/a/{answering}/check",),
    "participants.later": ("/a/{answering}/later",),
    "participants.receipt": ("/a/{sent}/receipt",),
    "participants.receipt_pdf": ("/a/{sent}/receipt.pdf",),
    "participants.confirm_deletion": ("/a/{sent}/delete",),
    "participants.deleted": ("/a/gone/deleted/{gone}",),
    "retention.edit": ("/surveys/{draft}/retention", "/surveys/{open}/retention"),
}
#: Pages that only lead on, and where to.
LEADS_TO = {
    "start.show": "consultations.index",
    "year_cycle.current": "year_cycle.show",
    "statements.index": "statements.question",
    "public.consultation_by_id": "public.consultation",
    "public.issue_by_id": "public.issue",
    "participants.resume": "participants.section",
    "participants.report": "public.report",  # it is published
}
#: What is downloaded, and what it is; and a page that speaks the language in which somebody began to answer.
KINDS: dict[str, object] = {
    "public.preview": "image/png",
    "public.consultation_preview": "image/png",
    "public.issue_preview": "image/png",
    "participants.resume": ("sv", "ltr"),
    "documents.download": "application/octet-stream",
    "page_images.show": "image/png",
    "commitments.workbook": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "calendars.own": "text/calendar",
    "calendars.public": "text/calendar",
    "public.feed": "application/atom+xml",
    "public.consultation_feed": "application/atom+xml",
    "public.theme_feed": "application/atom+xml",
    "public.issue_feed": "application/atom+xml",
    "public.data_dictionary": "application/json",
    "public.data_file": "text/csv",
    "public.data_catalogue_json": "application/ld+json",
    "public.data_catalogue_xml": "application/rdf+xml",
    "themes.export": "application/json",
    "themes.csv": "text/csv",
    "themes.qdc": "application/xml",
    "synonyms.csv": "text/csv",
    "surveys.translation_xliff": "application/xliff+xml",
    "surveys.translation_csv": "text/csv",
    "results.pdf": "application/pdf",
    "results.csv": "text/csv",
    "results.chart": "image/svg+xml",
    "dashboards.chart": "image/svg+xml",
    "dashboards.consultation_chart": "image/svg+xml",
    "public.dashboard_chart": "image/svg+xml",
    "results.json": "application/json",
    "results.file": "application/pdf",
    "paper.print": "application/pdf",
    "paper.form": "application/pdf",
    "participants.image": "image/png",
    "participants.receipt_pdf": "application/pdf",
    "posters.pdf": "application/pdf",
    "posters.svg": "image/svg+xml",
    "posters.png": "image/png",
    "participants.letter_pdf": "application/pdf",
    "letters.pdf": "application/pdf",
    "letters.made_pdf": "application/pdf",
    "year_cycle.calendar": "text/calendar",
    "yearly.pdf": "application/pdf",
    "public.report_pdf": "application/pdf",
    "public.report_csv": "text/csv",
    "public.report_figures": "application/json",
    "public.edition_pdf": "application/pdf",
    "public.edition_csv": "text/csv",
    "public.edition_figures": "application/json",
    "public.edition_file": "application/pdf",
    "orders.zip": "application/zip",
    "orders.file": "application/pdf",
    "yearly.csv": "text/csv",
    "yearly.chart": "image/svg+xml",
    "yearly.json": "application/json",
    "yearly.file": "application/pdf",
    "plotly.script": "text/javascript",
    "survey_files.json": "application/json",
    "survey_files.xlsform": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "survey_files.responses": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "survey_files.schema": "application/schema+json",
}


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    made = Demo(f"sqlite:///{tmp_path_factory.mktemp('demo')}/demo.sqlite")
    run_apart(make_demo(made))
    return made


@asynccontextmanager
async def signed_in(demo: Demo, site: Litestar) -> AsyncIterator[Visitor]:
    """An officer of the demo, who reads Swedish."""
    async with open_database(demo.url), Visitor(site, language="sv") as visitor:
        visitor.client.cookies.set(COOKIE, SIGNED_IN)
        yield visitor


@pytest.fixture(scope="session")
def in_swedish(demo: Demo, site: Litestar) -> dict[str, Page]:
    """Every listed page, by its address: opened once for all tests that look at them."""
    pages: dict[str, Page] = {}
    run_apart(open_pages(demo, site, "sv", pages))
    return pages


@pytest.fixture(scope="session")
def in_arabic(demo: Demo, site: Litestar) -> dict[str, Page]:
    pages: dict[str, Page] = {}
    run_apart(open_pages(demo, site, "ar", pages))
    return pages


async def open_pages(demo: Demo, site: Litestar, language: str, pages: dict[str, Page]) -> None:
    """Put every listed page in this language among the pages."""
    async with signed_in(demo, site) as visitor:
        for _, address in listed(demo):
            pages[address] = await visitor.get(f"{address}{'&' if '?' in address else '?'}lang={language}")


def test_pages_are_all_listed(site: Litestar) -> None:
    assert set(PAGES) == {name for name in routes(site, "GET") if not name.startswith("api.")}


@pytest.mark.parametrize(("language", "opened"), [("sv", "in_swedish"), ("ar", "in_arabic")], ids=["sv", "ar"])
def test_pages_open(demo: Demo, site: Litestar, request: pytest.FixtureRequest, language: str, opened: str) -> None:
    known = routes(site, "GET")
    pages: dict[str, Page] = request.getfixturevalue(opened)
    expected, seen = {}, {}

    for name, address in listed(demo):
        page = pages[address]
        expected[address] = (200, LEADS_TO.get(name, name), KINDS.get(name, (language, direction(language))))
        seen[address] = (page.status, route_of(page.path, known), kind_of(page))

    assert seen == expected


async def test_pages_have_no_dead_links(demo: Demo, site: Litestar, in_swedish: dict[str, Page]) -> None:
    """Each address that a page leads to is opened once, without its query; a place within a page has to be there."""
    links: dict[tuple[str, str], str] = {}
    for address, page in in_swedish.items():
        links |= dict.fromkeys(links_of(page), address)
    paths = sorted({path for path, _ in links})

    async with signed_in(demo, site) as visitor:
        opened = {path: in_swedish.get(path) or await visitor.get(path) for path in paths}

    assert len(paths) > 150
    assert {path: page.status for path, page in opened.items()} == dict.fromkeys(paths, 200)
    places = {path: set(page.tree.xpath("//@id")) for path, page in opened.items() if is_html(page)}
    assert {link: where for link, where in links.items() if link[1] and link[1] not in places.get(link[0], ())} == {}


def test_pages_have_forms_that_lead_to_routes(site: Litestar, in_swedish: dict[str, Page]) -> None:
    known = {"get": routes(site, "GET"), "post": routes(site, "POST")}
    actions: set[tuple[str, str]] = set()

    for page in in_swedish.values():
        for form in page.tree.xpath("//form") if is_html(page) else ():
            actions.add((form.get("method", "get"), urlsplit(urljoin(page.path, form.get("action") or "")).path))

    assert len(actions) > 100
    assert {(method, path) for method, path in actions if not route_of(path, known[method])} == set()


def routes(site: Litestar, method: str) -> dict[str, re.Pattern[str]]:
    """The addresses of our own routes that take this method, by name."""
    return {
        handler.name or "": re.compile(_pattern(route))
        for route in site.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        if method in handler.http_methods and not route.path.startswith("/static")
    }


def _pattern(route: HTTPRoute) -> str:
    kinds = {UUID: "[0-9a-f-]{36}", int: "[0-9]+"}
    parts = [
        re.escape(part) if isinstance(part, str) else kinds.get(part.type, "[^/]+") for part in route.path_components
    ]
    return "/" + "/".join(parts)


def route_of(path: str, known: dict[str, re.Pattern[str]]) -> str:
    """The route that an address leads to, the one with most fixed parts first; nothing where there is none."""
    found = [(pattern.pattern.count("[^/]+"), name) for name, pattern in known.items() if pattern.fullmatch(path)]
    return min(found)[1] if found else ""


def listed(demo: Demo) -> Iterator[tuple[str, str]]:
    """Each route of `PAGES` with each of its addresses."""
    for name, addresses in PAGES.items():
        for address in addresses:
            yield name, address.format_map(demo.names)


def links_of(page: Page) -> set[tuple[str, str]]:
    """The addresses on this site that a page leads to, without their query, and the places in them."""
    if not is_html(page):
        return set()
    links = [urlsplit(urljoin(str(page.response.url), href)) for href in page.tree.xpath("//a/@href")]
    return {(link.path, link.fragment) for link in links if link.netloc == page.response.url.host}


def kind_of(page: Page) -> object:
    """The language and direction of a page, or what sort of file it is."""
    return (page.tree.get("lang"), page.tree.get("dir")) if is_html(page) else _media_type(page)


def is_html(page: Page) -> bool:
    return _media_type(page) == "text/html"


def _media_type(page: Page) -> str:
    kind: str = page.response.headers.get("content-type", "")
    return kind.split(";")[0]
