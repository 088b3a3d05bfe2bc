"""What texts are read closely by, where it is not the model that Gensvar brings: read from the environment, refused in words.

Apart from `feedback.settings`, since the commands that match texts need no database and no secret.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from feedback.settings import LOOPBACK, SettingsError
from feedback.translation import gettext as _


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """An address that gives vectors for texts as OpenAI's does; `url` has no slash at its end. Every text goes there."""

    url: str
    model: str
    key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """At most one of a folder with a sentence-transformers model and an endpoint; neither is Gensvar's own model."""

    folder: Path | None = None
    endpoint: EndpointSettings | None = None


@cache
def reader_settings() -> ReaderSettings:
    """The settings of this process; read anew after `reader_settings.cache_clear()`. Raises `SettingsError`."""
    return read_reader_settings(os.environ)


def read_reader_settings(environment: Mapping[str, str]) -> ReaderSettings:
    """From `GENSVAR_MODEL_FOLDER` and `GENSVAR_EMBEDDINGS_*`; an empty variable counts as unset. Raises `SettingsError`."""
    given = {name: value.strip() for name, value in environment.items() if value.strip()}
    folder = given.get("GENSVAR_MODEL_FOLDER", "")
    url = given.get("GENSVAR_EMBEDDINGS_URL", "")
    if folder and url:
        raise SettingsError(_("Set GENSVAR_MODEL_FOLDER or GENSVAR_EMBEDDINGS_URL, not both."))
    if folder:
        return ReaderSettings(folder=_folder(folder))
    if not url:
        return ReaderSettings()
    model = given.get("GENSVAR_EMBEDDINGS_MODEL", "")
    if not model:
        raise SettingsError(
            _("GENSVAR_EMBEDDINGS_MODEL is missing: set it to the name of the model at GENSVAR_EMBEDDINGS_URL.")
        )
    return ReaderSettings(endpoint=EndpointSettings(_url(url), model, given.get("GENSVAR_EMBEDDINGS_KEY", "")))


def _folder(value: str) -> Path:
    if not (Path(value) / "modules.json").is_file():
        raise SettingsError(
            _(
                "GENSVAR_MODEL_FOLDER must be the folder of a sentence-transformers model; there is no modules.json in %(path)s.",
                path=value,
            )
        )
    return Path(value)


def _url(value: str) -> str:
    """The address; no message repeats it, since it can hold a password."""
    try:
        parts = urlsplit(value)
        host, scheme = parts.hostname, parts.scheme
    except ValueError:
        host, scheme = None, ""
    if scheme not in ("http", "https") or not host:
        raise SettingsError(_("GENSVAR_EMBEDDINGS_URL must be a web address, such as https://models.example/v1."))
    if scheme == "http" and host not in LOOPBACK:
        raise SettingsError(
            _(
                "GENSVAR_EMBEDDINGS_URL gets what participants wrote, which nobody may read on the way: begin it with https://."
            )
        )
    return value.rstrip("/")
