"""`gensvar demo`: the whole chain on sample documents, in a database of its own, and then the site to look at."""

import asyncio
import os
from datetime import date
from pathlib import Path

import click

from feedback.commands.serve import serve as serve_command
from feedback.database import open_database
from feedback.migrations import migrate
from feedback.settings import settings
from feedback.translation import gettext as _
from reports.demo.follow_through import follow_through
from reports.demo.play import PASSWORD, Played, Tell, play
from reports.demo.telling import REPORT_COUNT, write_reports

#: The year of the last of the sample consultations.
YEAR = 2025
#: How many words `play` says: four documents, forty participants, and the steps between.
STEPS = 50


@click.command()
@click.option(
    "--folder",
    default="demo",
    show_default=True,
    type=click.Path(path_type=Path),
    help="For its database and reports.",
)
@click.option("--serve/--no-serve", default=True, help="Serve the site afterwards, or stop before that.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to serve on.")
@click.pass_context
def demo(ctx: click.Context, folder: Path, serve: bool, port: int) -> None:
    """Run the whole chain on sample notes, write the PDF reports, and serve the site."""
    _use_demo_settings(_without_last_demo(folder), port)
    with click.progressbar(length=STEPS + REPORT_COUNT, label=_("Playing the demo"), width=30) as bar:
        files, played = asyncio.run(_make(folder / "reports", lambda _step: bar.update(1)))
    _tell(files, played)
    if serve:
        ctx.invoke(serve_command, host="127.0.0.1", port=port, workers=1)


def _without_last_demo(folder: Path) -> Path:
    # Only what an earlier demo left: a folder named by mistake keeps all that is in it.
    for path in folder.glob("demo.sqlite*"):
        path.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _use_demo_settings(folder: Path, port: int) -> None:
    """The demo never touches a real database, whatever the environment names."""
    for name in ("GENSVAR_SECRET", "GENSVAR_THRESHOLD"):
        os.environ.pop(name, None)
    os.environ |= {
        "GENSVAR_DEMO": "1",
        "GENSVAR_DATABASE": f"sqlite:///{folder}/demo.sqlite",
        "GENSVAR_BASE_URL": f"http://127.0.0.1:{port}",
        "GENSVAR_DEPARTMENT": "Bygde- och demokratidepartementet",
    }
    settings.cache_clear()


async def _make(folder: Path, tell: Tell) -> tuple[list[Path], Played]:
    async with open_database():
        await migrate()
        played = await play(tell)
        return await write_reports(played.consultation, YEAR, folder, today=date.today(), tell=tell), played


def _tell(files: list[Path], played: Played) -> None:
    click.echo(_("The reports:"))
    for file in files:
        click.echo(f"  {file}")
    officer = follow_through().officers[0]
    click.echo(
        _("Officers sign in with %(email)s and the password “%(password)s”.", email=officer.email, password=PASSWORD)
    )
    click.echo(_("The site: %(address)s", address=settings().base_url))
    click.echo(_("Participants answer at %(address)s", address=f"{settings().base_url}/s/{played.link}"))
