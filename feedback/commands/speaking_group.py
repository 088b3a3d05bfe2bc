"""The command `gensvar` as a whole: it speaks the terminal's language, and a failure is one clear line and an exit code."""

import os
from typing import Any

import click
from babel.core import negotiate_locale

from feedback.database import what_failed
from feedback.errors import ServiceError
from feedback.translation import LANGUAGES, speaking
from feedback.translation import gettext as _


class SpeakingGroup(click.Group):
    """Speaks the language of `LC_ALL` or `LANG`, or English, and turns what the domain refuses into exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        with speaking(terminal_language()):
            try:
                return super().invoke(ctx)
            except ServiceError as error:
                raise click.ClickException(str(error)) from error
            except OSError as error:
                place = error.filename or _("The system")
                raise click.ClickException(f"{place}: {error.strerror}") from error
            except Exception as error:
                if told := what_failed(error):
                    raise click.ClickException(told) from error
                raise


def terminal_language() -> str:
    """The terminal's language where we have it, else English."""
    wanted = os.environ.get("LC_ALL") or os.environ.get("LANG") or "en"
    return negotiate_locale([wanted.partition(".")[0]], list(LANGUAGES), sep="_") or "en"
