"""`gensvar survey export|import|schema` and `gensvar responses`: surveys and their responses as files, at the command line."""

from datetime import UTC, datetime
from pathlib import Path

import click

from feedback.errors import NotFound
from feedback.translation import gettext as _
from feedback.translation import language
from surveys.commands.survey import run_with_database, survey, the_one, the_survey

#: To standard output.
_DASH = "-"
_TARGET = click.Path(path_type=Path, allow_dash=True, dir_okay=False, writable=True)


@survey.command()
@click.argument("survey_id", metavar="SURVEY")
@click.argument("file", type=_TARGET, default=_DASH)
@click.option("--xlsform", is_flag=True, help="As an XLSForm workbook instead of JSON.")
def export(survey_id: str, file: Path, xlsform: bool) -> None:
    """Write SURVEY, without its answers, to FILE or standard output."""
    run_with_database(lambda: _export(survey_id, file, xlsform=xlsform))


async def _export(given: str, file: Path, *, xlsform: bool) -> None:
    from surveys.survey_files import survey_json, survey_xlsform

    survey_id = await the_survey(given)
    _write(file, await (survey_xlsform(survey_id) if xlsform else survey_json(survey_id)))


@survey.command("import")
@click.argument("consultation")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def import_file(consultation: str, file: Path) -> None:
    """Make a draft survey about CONSULTATION from FILE: this service's JSON, or LimeSurvey's .lss.

    Prints its id, and what of the file was not understood.
    """
    content = file.read_bytes()
    run_with_database(lambda: _import(consultation, content))


async def _import(given: str, content: bytes) -> None:
    from feedback.consultations import list_consultations
    from surveys.building import get_survey
    from surveys.definition import told
    from surveys.survey_files import draft_from_file

    known = [each.id for each in await list_consultations()]
    survey_id = await draft_from_file(the_one(known, given), content, now=datetime.now(UTC))
    click.echo(str(survey_id))
    for each in (await get_survey(survey_id)).left_out:
        click.echo(_("Left out: %(text)s – %(why)s", text=each.text, why=told(each.why, language())))


@survey.command()
def schema() -> None:
    """Print the JSON Schema of an exported survey."""
    from surveys.interchange.json_file import json_schema

    click.echo(json_schema().decode(), nl=False)


@click.command()
@click.argument("survey_id", metavar="SURVEY")
@click.argument("file", type=_TARGET)
@click.option("--language", default="sv", show_default=True, metavar="CODE", help="Of questions and answers in lists.")
def responses(survey_id: str, file: Path, language: str) -> None:
    """Write the responses of SURVEY to FILE, whose name ends in .csv, .xlsx, .json or .sav."""
    run_with_database(lambda: _responses(survey_id, file, language))


async def _responses(given: str, file: Path, language: str) -> None:
    from feedback.translation import LANGUAGES
    from surveys.exported_responses import exported_responses
    from surveys.response_files import FileKind, responses_file

    ending = file.suffix.removeprefix(".").lower()
    if ending not in list(FileKind):
        raise NotFound(_("The name of the file must end in .csv, .xlsx, .json or .sav."))
    if language not in LANGUAGES:
        raise NotFound(
            _(
                "There is no language %(code)s. Choose among: %(languages)s.",
                code=language,
                languages=", ".join(LANGUAGES),
            )
        )
    table = await exported_responses(await the_survey(given), language=language)
    _write(file, responses_file(table, FileKind(ending)))


def _write(file: Path, content: bytes) -> None:
    with click.open_file(file, "wb") as target:
        target.write(content)
