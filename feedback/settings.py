"""How this installation is set up: read once from the environment, and refused in words when it cannot be right."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from feedback.errors import ServiceError
from feedback.translation import gettext as _

SHORTEST_SECRET = 32  # characters
# Known to everybody who has read this line, so nothing but the demo may run on it.
DEMO_SECRET = "the secret of the demo is no secret, and nothing else runs on it"  # noqa: S105
# Sakråd have 10-60 participants: below 3 a cell names somebody, above 10 nothing is left to publish.
THRESHOLDS = range(3, 11)


class SettingsError(ServiceError):
    """A variable of the environment is missing or wrong; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One installation. `base_url` has no slash at its end; `threshold` is the smallest count that is published."""

    database_url: str = field(repr=False)  # can hold a password
    secret: str = field(repr=False)
    base_url: str
    threshold: int
    department: str
    trusted_proxies: tuple[str, ...]  # addresses whose word about a visitor's address is taken

    @property
    def secure_cookies(self) -> bool:
        """Cookies travel over HTTPS alone wherever the site itself does."""
        return self.base_url.startswith("https:")


@cache
def settings() -> Settings:
    """The settings of this process; read anew after `settings.cache_clear()`. Raises `SettingsError`."""
    return read_settings(os.environ)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Settings from `GENSVAR_*` and `DATABASE_URL`; an empty variable counts as unset. Raises `SettingsError`."""
    given = {name: value.strip() for name, value in environment.items() if value.strip()}
    is_demo = given.get("GENSVAR_DEMO") == "1"
    data_folder = Path(given.get("GENSVAR_DATA", "data"))
    return Settings(
        database_url=given.get("GENSVAR_DATABASE")
        or given.get("DATABASE_URL")
        or f"sqlite:///{data_folder}/gensvar.sqlite",
        secret=_secret(given.get("GENSVAR_SECRET", DEMO_SECRET if is_demo else ""), is_demo=is_demo),
        base_url=_base_url(given.get("GENSVAR_BASE_URL", "http://127.0.0.1:8000")),
        threshold=_threshold(given.get("GENSVAR_THRESHOLD", "5")),
        department=given.get("GENSVAR_DEPARTMENT", "Departementet"),
        trusted_proxies=tuple(
            address.strip() for address in given.get("GENSVAR_TRUSTED_PROXIES", "").split(",") if address.strip()
        ),
    )


def _secret(value: str, *, is_demo: bool) -> str:
    if not value or (value == DEMO_SECRET and not is_demo):
        raise SettingsError(
            _("GENSVAR_SECRET is missing: set it to the output of `openssl rand -hex 32`, and keep it.")
        )
    if len(value) < SHORTEST_SECRET:
        raise SettingsError(_("GENSVAR_SECRET is too short: it needs at least %(n)s characters.", n=SHORTEST_SECRET))
    return value


def _base_url(value: str) -> str:
    if not _is_web_address(value):
        raise SettingsError(_("GENSVAR_BASE_URL must be the address of the site, such as https://gensvar.example."))
    return value.rstrip("/")


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _threshold(value: str) -> int:
    if not value.isascii() or not value.isdecimal() or int(value) not in THRESHOLDS:
        raise SettingsError(
            _(
                "GENSVAR_THRESHOLD must be a whole number from %(least)s to %(most)s.",
                least=THRESHOLDS.start,
                most=THRESHOLDS.stop - 1,
            )
        )
    return int(value)
