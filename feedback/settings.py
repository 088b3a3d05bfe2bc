"""How this installation is set up: read once from the environment, and refused in words when it cannot be right."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import SplitResult, unquote, urlsplit

from feedback.colours import READABLE, contrast, is_colour
from feedback.errors import ServiceError
from feedback.mail.addresses import NotAnAddress, must_be_address
from feedback.translation import gettext as _

SHORTEST_SECRET = 32  # characters
# Known to everybody who has read this line, so nothing but the demo may run on it.
DEMO_SECRET = "the secret of the demo is no secret, and nothing else runs on it"  # noqa: S105
# Sakråd have 10-60 participants: below 3 a cell names somebody, above 10 nothing is left to publish.
THRESHOLDS = range(3, 11)
UNCONFIRMED_MONTHS = range(1, 61)
LOOPBACK = ("localhost", "127.0.0.1", "::1")
MOST_MAILS_PER_MINUTE = 100_000
FONT_FILES = ("regular.ttf", "bold.ttf")
TABLE_HEAD = "#eef2f6"  # the darkest ground on which text stands in the colour of the department


class SettingsError(ServiceError):
    """A variable of the environment is missing or wrong; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over, and how the way there is protected; `user` is empty where nobody has to sign in."""

    host: str
    port: int
    protection: Literal["none", "starttls", "tls"]
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How mail is sent. Mail that cannot be delivered comes back to `bounces`; `reply_to` is empty where replies go to `sender`."""

    server: MailServer
    sender: str
    bounces: str
    reply_to: str
    per_minute: int


@dataclass(frozen=True, slots=True)
class Look:
    """The department's own in print; what is None is Gensvar's. `fonts` is a folder with `regular.ttf` and `bold.ttf`."""

    colour: str | None = None  # as #rrggbb, dark enough to be read
    logo: Path | None = None
    fonts: Path | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """One installation. `base_url` has no slash at its end; `threshold` is the smallest count that is published."""

    database_url: str = field(repr=False)  # can hold a password
    secret: str = field(repr=False)
    base_url: str
    threshold: int
    department: str
    trusted_proxies: tuple[str, ...]  # addresses whose word about a visitor's address is taken
    mail: MailSettings | None = None  # None where no mail is sent
    controller: str = ""  # who is responsible for personal data
    contact: str = ""  # where participants can ask, as they are to read it; may be empty
    reads_closely: bool = False  # whether suggestions also come from what a sentence means, where that is installed
    unconfirmed_months: int = 12  # after which a delivery that nobody confirmed again shows as unconfirmed
    look: Look = Look()

    @property
    def secure_cookies(self) -> bool:
        """Cookies travel over HTTPS alone wherever the site itself does."""
        return self.base_url.startswith("https:")

    @property
    def host(self) -> str:
        """The name of the site's host in ASCII, as a mail server knows it."""
        return (urlsplit(self.base_url).hostname or "").encode("idna").decode()


@cache
def settings() -> Settings:
    """The settings of this process; read anew after `settings.cache_clear()`. Raises `SettingsError`."""
    return read_settings(os.environ)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Settings from `GENSVAR_*` and `DATABASE_URL`; an empty variable counts as unset. Raises `SettingsError`."""
    given = {name: value.strip() for name, value in environment.items() if value.strip()}
    is_demo = given.get("GENSVAR_DEMO") == "1"
    data_folder = Path(given.get("GENSVAR_DATA", "data"))
    department = given.get("GENSVAR_DEPARTMENT", "Departementet")
    return Settings(
        database_url=given.get("GENSVAR_DATABASE")
        or given.get("DATABASE_URL")
        or f"sqlite:///{data_folder}/gensvar.sqlite",
        secret=_secret(given.get("GENSVAR_SECRET", DEMO_SECRET if is_demo else ""), is_demo=is_demo),
        base_url=_base_url(given.get("GENSVAR_BASE_URL", "http://127.0.0.1:8000")),
        threshold=_threshold(given.get("GENSVAR_THRESHOLD", "5")),
        department=department,
        trusted_proxies=tuple(
            address.strip() for address in given.get("GENSVAR_TRUSTED_PROXIES", "").split(",") if address.strip()
        ),
        mail=_mail(given),
        controller=given.get("GENSVAR_CONTROLLER", department),
        contact=given.get("GENSVAR_CONTACT", ""),
        reads_closely=given.get("GENSVAR_READ_CLOSELY") == "1",
        unconfirmed_months=_unconfirmed_months(given.get("GENSVAR_UNCONFIRMED_MONTHS", "12")),
        look=Look(
            colour=_colour(given.get("GENSVAR_COLOUR", "")),
            logo=_logo(given.get("GENSVAR_LOGO", "")),
            fonts=_fonts(given.get("GENSVAR_FONT", "")),
        ),
    )


def _colour(value: str) -> str | None:
    colour = value.lower()
    if not colour:
        return None
    if not is_colour(colour):
        raise SettingsError(_("GENSVAR_COLOUR must be a colour such as #1d3f66."))
    if contrast(colour, TABLE_HEAD) < READABLE:
        raise SettingsError(
            _(
                "GENSVAR_COLOUR is too light: text in it needs a contrast of 4.5 to 1 with white and with %(ground)s.",
                ground=TABLE_HEAD,
            )
        )
    return colour


def _logo(value: str) -> Path | None:
    if value and not Path(value).is_file():
        raise SettingsError(
            _("GENSVAR_LOGO must be the path of a PNG or JPEG file; there is none at %(path)s.", path=value)
        )
    return Path(value) if value else None


def _fonts(value: str) -> Path | None:
    if value and not all((Path(value) / name).is_file() for name in FONT_FILES):
        raise SettingsError(
            _(
                "GENSVAR_FONT must be a folder with the files regular.ttf and bold.ttf; they are not in %(path)s.",
                path=value,
            )
        )
    return Path(value) if value else None


def _mail(given: Mapping[str, str]) -> MailSettings | None:
    if "GENSVAR_SMTP" not in given:
        return None
    sender = given.get("GENSVAR_MAIL_FROM", "")
    if not sender:
        raise SettingsError(_("GENSVAR_MAIL_FROM is missing: set it to the e-mail address that mail comes from."))
    return MailSettings(
        server=_mail_server(given.get("GENSVAR_SMTP", "")),
        sender=_address("GENSVAR_MAIL_FROM", sender),
        bounces=_address("GENSVAR_MAIL_BOUNCES", given.get("GENSVAR_MAIL_BOUNCES", sender)),
        reply_to=_address("GENSVAR_MAIL_REPLY_TO", given.get("GENSVAR_MAIL_REPLY_TO", "")),
        per_minute=_mails_per_minute(given.get("GENSVAR_MAILS_PER_MINUTE", "60")),
    )


def _mail_server(value: str) -> MailServer:
    """The server of an address; no message repeats it, since it can hold a password."""
    try:
        parts = urlsplit(value)
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = urlsplit(""), None, None
    if parts.scheme not in ("smtp", "smtps") or not host or parts.path not in ("", "/"):
        raise SettingsError(
            _("GENSVAR_SMTP must be the address of a mail server, such as smtp://user:password@host:587?starttls=1.")
        )
    protection = _protection(parts)
    if parts.password and protection == "none" and host not in LOOPBACK:
        raise SettingsError(
            _(
                "GENSVAR_SMTP has a password, which nobody may read on the way: begin it with smtps:// or add ?starttls=1."
            )
        )
    return MailServer(
        host=host,
        port=port or {"none": 25, "starttls": 587, "tls": 465}[protection],
        protection=protection,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _protection(parts: SplitResult) -> Literal["none", "starttls", "tls"]:
    if parts.query not in ("", "starttls=1") or (parts.scheme == "smtps" and parts.query):
        raise SettingsError(
            _("GENSVAR_SMTP may end with ?starttls=1 and nothing else; with smtps:// it ends without a question mark.")
        )
    if parts.scheme == "smtps":
        return "tls"
    return "starttls" if parts.query else "none"


def _address(name: str, value: str) -> str:
    try:
        return must_be_address(value) if value else ""
    except NotAnAddress as error:
        raise SettingsError(_("%(name)s must be an e-mail address, without a name.", name=name)) from error


def _mails_per_minute(value: str) -> int:
    if not value.isascii() or not value.isdecimal() or not 1 <= int(value) <= MOST_MAILS_PER_MINUTE:
        raise SettingsError(
            _("GENSVAR_MAILS_PER_MINUTE must be a whole number from 1 to %(most)s.", most=MOST_MAILS_PER_MINUTE)
        )
    return int(value)


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


def _unconfirmed_months(value: str) -> int:
    if not value.isascii() or not value.isdecimal() or int(value) not in UNCONFIRMED_MONTHS:
        raise SettingsError(
            _(
                "GENSVAR_UNCONFIRMED_MONTHS must be a whole number from %(least)s to %(most)s.",
                least=UNCONFIRMED_MONTHS.start,
                most=UNCONFIRMED_MONTHS.stop - 1,
            )
        )
    return int(value)
