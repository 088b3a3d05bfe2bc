"""`gensvar survey draft|publish|close`: from a consultation to an open survey, at the command line."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, date, datetime
from uuid import UUID

import click

from feedback.errors import NotFound
from feedback.translation import gettext as _
from feedback.translation import language, ngettext


@click.group()
def survey() -> None:
    """Surveys; CONSULTATION and SURVEY are given as their id, or its first characters."""


@survey.command()
@click.argument("consultation")
def draft(consultation: str) -> None:
    """Draft a survey from CONSULTATION, and print its id and what was left out."""
    run_with_database(lambda: _draft(consultation))


async def _draft(consultation: str) -> None:
    from feedback.consultations import list_consultations
    from surveys.building import draft_for, get_survey
    from surveys.definition import told
    from surveys.drafting import estimated_minutes

    known = [each.id for each in await list_consultations()]
    survey_id = await draft_for(the_one(known, consultation), now=datetime.now(UTC))
    drafted = await get_survey(survey_id)
    questions = len(drafted.definition.questions)
    size = ngettext("%(n)s question", "%(n)s questions", questions)
    time = ngettext("about %(n)s minute", "about %(n)s minutes", estimated_minutes(drafted.definition))
    click.echo(f"{survey_id}  {size}, {time}")
    for each in drafted.left_out:
        click.echo(_("Left out: %(text)s – %(why)s", text=each.text, why=told(each.why, language())))


@survey.command()
@click.argument("survey_id", metavar="SURVEY")
@click.option("--invited", type=click.IntRange(min=0), help="How many are asked to answer.")
@click.option("--closes", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The last day to answer.")
@click.option("--languages", metavar="CODES", help="Offer only these languages, for example sv,en.")
@click.option("--sample", is_flag=True, help="Those invited are a sample, not everyone whom the survey is about.")
def publish(survey_id: str, invited: int | None, closes: datetime | None, languages: str | None, sample: bool) -> None:
    """Freeze the wording of SURVEY and open it; prints its link."""
    only = [code.strip() for code in languages.split(",") if code.strip()] if languages else []
    closes_on = closes.date() if closes else None
    run_with_database(lambda: _publish(survey_id, only, invited=invited, closes_on=closes_on, sample=sample))


async def _publish(given: str, only: list[str], *, invited: int | None, closes_on: date | None, sample: bool) -> None:
    from feedback.database import transaction
    from feedback.settings import settings
    from surveys import publishing
    from surveys.building import InvitedAre, edit_draft, get_draft
    from surveys.invitation_lists import survey_address
    from surveys.publishing_checks import Severity, problems_before_publishing
    from surveys.rewriting import offer_only

    async with transaction():
        survey = await get_draft(await the_survey(given))
        if only:
            await edit_draft(survey.id, lambda draft: offer_only(draft, only), seen=survey.fingerprint)
        await publishing.publish(
            survey.id,
            officer=None,
            now=datetime.now(UTC),
            invited=invited,
            closes_on=closes_on,
            invited_are=InvitedAre.SAMPLE if sample else InvitedAre.EVERYONE,
        )
        definition = offer_only(survey.definition, only) if only else survey.definition
    for problem in problems_before_publishing(definition):
        if problem.severity is Severity.WARNS:
            click.echo(problem.text, err=True)
    click.echo(survey_address(settings().base_url, survey.link))


@survey.command()
@click.argument("survey_id", metavar="SURVEY")
def close(survey_id: str) -> None:
    """Take no more answers to SURVEY."""
    run_with_database(lambda: _close(survey_id))


async def _close(given: str) -> None:
    from surveys import publishing
    from surveys.sealing import seal_if_possible

    survey_id = await the_survey(given)
    await publishing.close(survey_id, now=datetime.now(UTC))
    await seal_if_possible(survey_id, now=datetime.now(UTC))
    click.echo(_("The survey is closed."))


async def the_survey(given: str) -> UUID:
    from surveys.building import list_surveys

    return the_one([each.id for each in await list_surveys()], given)


def the_one(known: Iterable[UUID], given: str) -> UUID:
    """The id that begins with what was given. Raises `NotFound` where none does, or more than one."""
    found = [each for each in known if given and str(each).startswith(given.lower())]
    if not found:
        raise NotFound(_("No id begins with %(text)s.", text=given))
    if len(found) > 1:
        raise NotFound(_("More than one id begins with %(text)s. Write more of it.", text=given))
    return found[0]


def run_with_database(work: Callable[[], Awaitable[None]]) -> None:
    from feedback.database import open_database

    async def opened() -> None:
        async with open_database():
            await work()

    asyncio.run(opened())
