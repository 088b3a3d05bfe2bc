"""The composition root: three packages become one site and one command. It imports everything; nothing imports it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import click
from granian.utils.proxies import wrap_asgi_with_proxy_headers
from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.di import Provide
from litestar.static_files import create_static_files_router

import feedback.controllers
import reports.controllers
import surveys.controllers
from feedback.commands.check_links import check_links
from feedback.commands.codebook import codebook
from feedback.commands.evaluate import evaluate
from feedback.commands.import_notes import import_notes
from feedback.commands.learn_lines import learn_lines
from feedback.commands.mail import mail_commands
from feedback.commands.migrate import migrate
from feedback.commands.read import read
from feedback.commands.recur import recur
from feedback.commands.refresh_issues import refresh_issues
from feedback.commands.serve import serve
from feedback.commands.speaking_group import SpeakingGroup
from feedback.commands.suggest import suggest
from feedback.commands.user import user
from feedback.commands.verify import verify
from feedback.confirmed_texts import POINT_SOURCE
from feedback.database import open_database
from feedback.due_mails import KIND as DUE_KIND
from feedback.due_mails import describe_due_mails, keep_queueing_due_digests, write_due_mail
from feedback.link_checks import keep_checking_links
from feedback.mail.messages import Describers, Writers
from feedback.mail.worker import keep_mailing
from feedback.notes_check_mails import KIND as CHECK_KIND
from feedback.notes_check_mails import describe_check_mails, write_check_mail
from feedback.pdf.look import check_look
from feedback.sampled_points import SAMPLED_POINTS
from feedback.settings import settings
from feedback.translation import N_
from feedback.waiting import Waits
from feedback.web import errors
from feedback.web.api import api_router
from feedback.web.authentication import PUBLIC, SessionMiddleware, officers_only
from feedback.web.forms import submitted
from feedback.web.locale import LocaleMiddleware
from feedback.web.notices import NoticeMiddleware
from feedback.web.pages import STATIC, template_config
from feedback.web.security import SecurityHeadersMiddleware, csrf_config
from feedback.webhook_sending import keep_delivering
from reports.commands.demo import demo
from reports.commands.export import export
from reports.commands.report import report
from reports.commands.reports import reports as reports_command
from reports.follower_news import describe_follower_mails, keep_telling_followers, write_follower_mail
from reports.followers import KIND as FOLLOWER_KIND
from reports.letter_mails import describe_letter_mails, write_letter_mail
from reports.letters import KIND as LETTER_KIND
from reports.reply_decisions import waiting_replies
from reports.worker import keep_making_reports
from surveys.commands.digest import digest
from surveys.commands.retain import retain
from surveys.commands.retrain import retrain
from surveys.commands.survey import survey
from surveys.commands.survey_files import responses
from surveys.confirmed_statements import STATEMENT_SOURCE
from surveys.labels import organisation_types
from surveys.mail_descriptions import describe_survey_mails
from surveys.mail_recipients import KIND
from surveys.mail_writing import write_survey_mail
from surveys.sampled_statements import SAMPLED_STATEMENTS
from surveys.worker import keep_digesting, keep_keeping_promises

#: The officers' main menu: route and label, in the order of the work.
NAVIGATION = (
    ("consultations.index", N_("Consultations")),
    ("themes.index", N_("Code book")),
    ("issues.index", N_("Issues")),
    ("commitments.index", N_("Commitments")),
    ("organisations.index", N_("Organisations")),
    ("surveys.index", N_("Surveys")),
    ("reports.index", N_("Reports")),
    ("dashboards.portfolio", N_("Dashboard")),
    ("year_cycle.current", N_("The year")),
)
#: Who writes the mails of each kind. (`gensvar mail`, the worker and the outbox page are given them.)
WRITERS: Writers = {
    KIND: write_survey_mail,
    DUE_KIND: write_due_mail,
    CHECK_KIND: write_check_mail,
    LETTER_KIND: write_letter_mail,
    FOLLOWER_KIND: write_follower_mail,
}
#: What the outbox's list says of the mails of each kind.
DESCRIBERS: Describers = {
    KIND: describe_survey_mails,
    DUE_KIND: describe_due_mails,
    CHECK_KIND: describe_check_mails,
    LETTER_KIND: describe_letter_mails,
    FOLLOWER_KIND: describe_follower_mails,
}
#: What waits for officers, told on their first page.
WAITS: Waits = (waiting_replies,)
#: Where the texts with a confirmed theme are, which the code book moves when a theme is split.
CODED_SOURCES = (POINT_SOURCE, STATEMENT_SOURCE)
#: Where the texts of samples are drawn from, which officers code blind.
SAMPLED_SOURCES = (SAMPLED_POINTS, SAMPLED_STATEMENTS)
PACKAGES = (feedback, surveys, reports)
TEMPLATES = [Path(package.__file__ or "").parent / "templates" for package in PACKAGES]
LARGEST_FORM = 256 * 1024  # bytes; the upload route raises it for itself


def create_app() -> Litestar:
    """The site, ready to serve; the database opens and closes with it."""
    secure = settings().secure_cookies
    check_look()
    templates = template_config(TEMPLATES)
    app = Litestar(
        route_handlers=[
            *feedback.controllers.CONTROLLERS,
            *surveys.controllers.CONTROLLERS,
            *reports.controllers.CONTROLLERS,
            api_router([*feedback.controllers.API_CONTROLLERS, *reports.controllers.API_CONTROLLERS]),
            create_static_files_router(path="/static", directories=[STATIC], opt=PUBLIC, include_in_schema=False),
        ],
        guards=[officers_only],
        dependencies={
            "sent": Provide(submitted),
            "writers": Provide(lambda: WRITERS, sync_to_thread=False),
            "describers": Provide(lambda: DESCRIBERS, sync_to_thread=False),
            "waits": Provide(lambda: WAITS, sync_to_thread=False),
            "coded_sources": Provide(lambda: CODED_SOURCES, sync_to_thread=False),
            "sampled_sources": Provide(lambda: SAMPLED_SOURCES, sync_to_thread=False),
            "organisation_types": Provide(organisation_types, sync_to_thread=False),
        },
        middleware=[
            NoticeMiddleware(),
            SessionMiddleware,
        ],
        exception_handlers=errors.HANDLERS,
        template_config=templates,
        csrf_config=csrf_config(settings().secret, secure=secure),
        compression_config=CompressionConfig(backend="gzip", gzip_compress_level=5, exclude_opt_key="compressed"),
        request_max_body_size=LARGEST_FORM,
        openapi_config=None,
        lifespan=[_database_and_workers],
    )
    menu = [(route, label) for route, label in NAVIGATION if app.get_handler_index_by_name(route)]
    templates.engine_instance.engine.globals["navigation"] = menu
    # Around everything: an address that leads nowhere and a refused form never reach the inner middleware, and are pages too.
    app.asgi_handler = SecurityHeadersMiddleware(is_https=secure)(
        LocaleMiddleware(secure_cookies=secure)(app.asgi_handler)
    )
    if settings().trusted_proxies:
        # Else every visitor has the proxy's address, and the limits on attempts count them all as one.
        proxies = list(settings().trusted_proxies)
        app.asgi_handler = wrap_asgi_with_proxy_headers(app.asgi_handler, trusted_hosts=proxies)
    return app


@asynccontextmanager
async def _database_and_workers(_: Litestar) -> AsyncIterator[None]:
    async with open_database():
        workers = [
            asyncio.create_task(keep_digesting()),
            asyncio.create_task(keep_keeping_promises()),
            asyncio.create_task(keep_queueing_due_digests()),
            asyncio.create_task(keep_mailing(WRITERS)),
            asyncio.create_task(keep_delivering()),
            asyncio.create_task(keep_checking_links()),
            asyncio.create_task(keep_telling_followers()),
            asyncio.create_task(keep_making_reports()),
        ]
        try:
            yield
        finally:
            for worker in workers:
                worker.cancel()
            for worker in workers:
                with suppress(asyncio.CancelledError):
                    await worker


@click.group(cls=SpeakingGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gensvar")
def gensvar() -> None:
    """Gensvar: from the notes of a consultation to what became of what was said."""


for command in (
    serve,
    migrate,
    user,
    verify,
    refresh_issues,
    check_links,
    read,
    learn_lines,
    import_notes,
    codebook,
    survey,
    responses,
    digest,
    retain,
    retrain,
    mail_commands(WRITERS),
    suggest,
    recur,
    evaluate,
    report,
    reports_command,
    export,
    demo,
):
    gensvar.add_command(command)
