"""Templates: one Jinja environment for all packages, in the language of the moment."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.response import Template
from litestar.template import TemplateConfig

from feedback import translation
from feedback.labels import label
from feedback.web.notices import notice

STATIC = Path(__file__).parent.parent / "static"


def page(template: str, *, status: int = 200, **context: Any) -> Template:
    """A page of ours; 422 when its form needs fixing."""
    return Template(template_name=template, context=context, status_code=status)


def template_config(folders: Sequence[Path]) -> TemplateConfig[JinjaTemplateEngine]:
    """The one environment; each package brings a folder of templates."""
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Callables, never installed translations: the environment is shared, the language is the request's.
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        _message, _plural, newstyle=True, pgettext=_message_in_context
    )
    environment.globals.update(
        languages=translation.LANGUAGES,
        notes_languages=translation.NOTES_LANGUAGES,
        speaks=translation.language,
        direction=translation.direction,
        notice=notice,
        static_url=static_url,
        in_language=in_language,
    )
    environment.filters.update(
        coefficient_text=translation.coefficient_text,
        date_text=translation.date_text,
        day_text=day_text,
        label=label,
        list_text=translation.list_text,
        number_text=translation.number_text,
        percent_text=translation.percent_text,
        time_text=time_text,
    )
    return TemplateConfig(instance=JinjaTemplateEngine.from_environment(environment))


def _message(message: str) -> str:
    return translation.catalog(translation.language()).gettext(message)


def _message_in_context(context: str, message: str) -> str:
    return translation.catalog(translation.language()).pgettext(context, message)


def _plural(singular: str, plural: str, n: int) -> str:
    return translation.catalog(translation.language()).ngettext(singular, plural, n)


def day_text(value: date | datetime | None) -> str:
    """A day in words; nothing where there is none."""
    return translation.date_text(value) if value else ""


def time_text(value: datetime | None) -> str:
    """A day and its time; nothing where there is none."""
    return translation.time_text(value) if value else ""


@pass_context
def in_language(context: Context, language: str) -> str:
    """This page's address in another language."""
    # A page that is kept for everybody says which parameters it knows: what somebody adds is not to stand on it.
    known = context.get("known_parameters")
    query = {**(dict(context["request"].query_params) if known is None else known), "lang": language}
    return f"?{urlencode(query)}"


@cache
def static_url(name: str) -> str:
    """The address of one of our static files, which changes when the file does."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"
