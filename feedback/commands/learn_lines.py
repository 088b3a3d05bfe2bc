"""`gensvar learn-lines`: learn from what officers corrected how lines of notes are read."""

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from feedback.database import open_database
from feedback.errors import ServiceError
from feedback.translation import gettext as _
from feedback.translation import ngettext

if TYPE_CHECKING:
    from feedback.line_lessons import LearntVersion


@click.command("learn-lines")
def learn_lines() -> None:
    """Learn how lines are read from confirmed notes, and use it where it beats the rules on notes held back."""
    try:
        version = asyncio.run(_learn())
    except ServiceError as error:
        raise click.ClickException(str(error)) from error
    for line in _told(version):
        click.echo(line)


async def _learn() -> "LearntVersion":
    from feedback.line_lessons import learn_from_corrections

    async with open_database():
        return await learn_from_corrections(datetime.now(UTC))


def _told(version: "LearntVersion") -> list[str]:
    lines = [
        ngettext(
            "Version %(number)s, learnt from the lines of %(n)s document.",
            "Version %(number)s, learnt from the lines of %(n)s documents.",
            version.documents,
            number=version.number,
        )
    ]
    lines += [
        _(
            "%(language)s: of %(lines)s lines held back the rules had %(rules)s wrong, and with what was learnt %(learnt)s are"
            " (%(mended)s mended, %(spoilt)s spoilt).",
            language=each.language,
            lines=each.lines,
            rules=each.wrong_by_rules,
            learnt=each.wrong_by_learnt,
            mended=each.mended,
            spoilt=each.spoilt,
        )
        for each in version.figures
    ]
    if version.languages:
        lines.append(_("It is used for notes in: %(languages)s.", languages=", ".join(version.languages)))
    elif version.figures:
        lines.append(_("It does not beat the rules there, so it is not used."))
    else:
        lines.append(_("There are too few documents to hold some back, so it is not used."))
    return lines
