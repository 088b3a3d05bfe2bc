"""`gensvar retrain`: learn from the codings that officers have confirmed."""

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from feedback.database import open_database
from feedback.errors import ServiceError
from feedback.translation import gettext as _
from feedback.translation import ngettext, number_text

if TYPE_CHECKING:
    from feedback.matchers import MatcherVersion


@click.command()
def retrain() -> None:
    """Learn from all confirmed codings, of points and of answers, what makes suggestions better.

    What was learnt is kept as a version of its own, and used only where codings held back are matched better with it than
    without.
    """
    try:
        version = asyncio.run(_retrain())
    except ServiceError as error:
        raise click.ClickException(str(error)) from error
    click.echo(
        ngettext(
            "Version %(number)s was learnt from %(n)s coded text.",
            "Version %(number)s was learnt from %(n)s coded texts.",
            version.codings,
            number=version.number,
        )
    )
    for way, found in version.figures.items():
        click.echo(_told(way, found["without"], found["learnt"]))
    if not version.is_used:
        click.echo(_("It is not used: codings held back are not matched better with it than without."))


def _told(way: str, without: dict[str, float], learnt: dict[str, float]) -> str:
    values = {
        "without": number_text(round(without["micro_f1"], 3)),
        "learnt": number_text(round(learnt["micro_f1"], 3)),
    }
    if way == "close":
        return _("Read closely: micro-F1 %(without)s without it, %(learnt)s with it.", **values)
    return _("By words alone: micro-F1 %(without)s without it, %(learnt)s with it.", **values)


async def _retrain() -> "MatcherVersion":
    from feedback.codings import confirmed_examples
    from feedback.matchers import retrain
    from surveys.statement_codings import confirmed_statement_examples

    async with open_database():
        examples = [*await confirmed_examples(), *await confirmed_statement_examples()]
        return await retrain(examples, now=datetime.now(UTC))
