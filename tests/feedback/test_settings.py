"""The environment is read whole, or refused in words that name the variable."""

from pathlib import Path

import pytest

from feedback.settings import DEMO_SECRET, Look, MailServer, MailSettings, Settings, SettingsError, read_settings

SECRET = "0123456789abcdef0123456789abcdef"


def test_read_settings_with_only_a_secret_gives_the_defaults() -> None:
    assert read_settings({"GENSVAR_SECRET": SECRET}) == Settings(
        database_url="sqlite:///data/gensvar.sqlite",
        secret=SECRET,
        base_url="http://127.0.0.1:8000",
        threshold=5,
        department="Departementet",
        trusted_proxies=(),
        controller="Departementet",
    )


def test_read_settings_takes_every_variable() -> None:
    environment = {
        "GENSVAR_SECRET": SECRET,
        "GENSVAR_DATABASE": "sqlite:////srv/gensvar.sqlite",
        "DATABASE_URL": "postgresql://db.example/gensvar",
        "GENSVAR_BASE_URL": "https://gensvar.example/",
        "GENSVAR_THRESHOLD": "10",
        "GENSVAR_DEPARTMENT": "Department of Rivers",
        "GENSVAR_DATA": "/srv/data",
        "GENSVAR_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.2,",
        "GENSVAR_SMTP": "smtp://me%40db:s%3Aesame@mail.example:2525?starttls=1",
        "GENSVAR_MAIL_FROM": "office@example.org",
        "GENSVAR_MAIL_BOUNCES": "bounces@example.org",
        "GENSVAR_MAIL_REPLY_TO": "olga@example.org",
        "GENSVAR_MAILS_PER_MINUTE": "300",
        "GENSVAR_CONTROLLER": "The Ministry",
        "GENSVAR_CONTACT": "questions@example.org",
    }

    assert read_settings(environment) == Settings(
        database_url="sqlite:////srv/gensvar.sqlite",
        secret=SECRET,
        base_url="https://gensvar.example",
        threshold=10,
        department="Department of Rivers",
        trusted_proxies=("127.0.0.1", "10.0.0.2"),
        mail=MailSettings(
            MailServer("mail.example", 2525, "starttls", "me@db", "s:esame"),
            "office@example.org",
            "bounces@example.org",
            "olga@example.org",
            300,
        ),
        controller="The Ministry",
        contact="questions@example.org",
    )


def test_read_settings_with_only_database_url_uses_it() -> None:
    environment = {"GENSVAR_SECRET": SECRET, "DATABASE_URL": "postgresql://db.example/gensvar", "GENSVAR_DATABASE": " "}

    assert read_settings(environment).database_url == "postgresql://db.example/gensvar"


def test_read_settings_keeps_the_database_in_the_data_folder() -> None:
    environment = {"GENSVAR_SECRET": SECRET, "GENSVAR_DATA": "/srv/data"}

    assert read_settings(environment).database_url == "sqlite:////srv/data/gensvar.sqlite"


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({}, "GENSVAR_SECRET is missing"),
        ({"GENSVAR_SECRET": " "}, "GENSVAR_SECRET is missing"),
        ({"GENSVAR_SECRET": DEMO_SECRET}, "GENSVAR_SECRET is missing"),
        ({"GENSVAR_DEMO": "yes"}, "GENSVAR_SECRET is missing"),
        ({"GENSVAR_SECRET": "a" * 31}, "GENSVAR_SECRET is too short"),
        ({"GENSVAR_SECRET": SECRET, "GENSVAR_BASE_URL": "gensvar.example"}, "GENSVAR_BASE_URL must be"),
        ({"GENSVAR_SECRET": SECRET, "GENSVAR_BASE_URL": "ftp://gensvar.example"}, "GENSVAR_BASE_URL must be"),
        ({"GENSVAR_SECRET": SECRET, "GENSVAR_BASE_URL": "http://[gensvar"}, "GENSVAR_BASE_URL must be"),
        ({"GENSVAR_SECRET": SECRET, "GENSVAR_THRESHOLD": "2"}, "GENSVAR_THRESHOLD must be a whole number from 3 to 10"),
        ({"GENSVAR_SECRET": SECRET, "GENSVAR_THRESHOLD": "11"}, "GENSVAR_THRESHOLD must be"),
        ({"GENSVAR_SECRET": SECRET, "GENSVAR_THRESHOLD": "five"}, "GENSVAR_THRESHOLD must be"),
        ({"GENSVAR_SECRET": SECRET, "GENSVAR_UNCONFIRMED_MONTHS": "0"}, "GENSVAR_UNCONFIRMED_MONTHS must be"),
        ({"GENSVAR_SECRET": SECRET, "GENSVAR_UNCONFIRMED_MONTHS": "61"}, "a whole number from 1 to 60"),
        ({"GENSVAR_SECRET": SECRET, "GENSVAR_COLOUR": "red"}, "GENSVAR_COLOUR must be a colour"),
        ({"GENSVAR_SECRET": SECRET, "GENSVAR_COLOUR": "#777777"}, "GENSVAR_COLOUR is too light"),
        ({"GENSVAR_SECRET": SECRET, "GENSVAR_LOGO": "/nowhere/logo.png"}, "GENSVAR_LOGO must be the path"),
        ({"GENSVAR_SECRET": SECRET, "GENSVAR_FONT": "/nowhere"}, "GENSVAR_FONT must be a folder"),
    ],
)
def test_read_settings_with_a_wrong_variable_names_it(environment: dict[str, str], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        read_settings(environment)


def test_read_settings_of_the_look(tmp_path: Path) -> None:
    for name in ("regular.ttf", "bold.ttf", "logo.png"):
        (tmp_path / name).touch()
    given = {"GENSVAR_COLOUR": "#7A1F3D", "GENSVAR_LOGO": f"{tmp_path}/logo.png", "GENSVAR_FONT": str(tmp_path)}

    assert read_settings({"GENSVAR_SECRET": SECRET, **given}).look == Look("#7a1f3d", tmp_path / "logo.png", tmp_path)


def test_read_settings_in_the_demo_needs_no_secret() -> None:
    settings = read_settings({"GENSVAR_DEMO": "1"})

    assert settings.secret == DEMO_SECRET


@pytest.mark.parametrize(("address", "secure"), [("https://gensvar.example", True), ("http://127.0.0.1:8000", False)])
def test_secure_cookies_follows_the_address(address: str, secure: bool) -> None:
    settings = read_settings({"GENSVAR_SECRET": SECRET, "GENSVAR_BASE_URL": address})

    assert settings.secure_cookies is secure


def test_settings_shown_hold_no_secret() -> None:
    settings = read_settings({"GENSVAR_SECRET": SECRET, "DATABASE_URL": "postgresql://me:sesame@db.example/gensvar"})

    assert SECRET not in repr(settings)
    assert "sesame" not in repr(settings)
    with_mail = {"GENSVAR_SMTP": "smtps://me:tapioca@mail.example", "GENSVAR_MAIL_FROM": "office@example.org"}
    assert "tapioca" not in repr(read_settings({"GENSVAR_SECRET": SECRET, **with_mail}))


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("smtp://mail.example", MailServer("mail.example", 25, "none")),
        ("smtp://mail.example?starttls=1", MailServer("mail.example", 587, "starttls")),
        ("smtps://me:sesame@mail.example/", MailServer("mail.example", 465, "tls", "me", "sesame")),
        ("smtp://me:sesame@127.0.0.1:2525", MailServer("127.0.0.1", 2525, "none", "me", "sesame")),
    ],
)
def test_read_settings_of_a_mail_server_come_from_its_address(address: str, server: MailServer) -> None:
    given = {"GENSVAR_SECRET": SECRET, "GENSVAR_SMTP": address, "GENSVAR_MAIL_FROM": "office@example.org"}

    assert read_settings(given).mail == MailSettings(server, "office@example.org", "office@example.org", "", 60)


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"GENSVAR_MAIL_FROM": ""}, "GENSVAR_MAIL_FROM is missing"),
        ({"GENSVAR_MAIL_FROM": "Office <office@example.org>"}, "GENSVAR_MAIL_FROM must be"),
        ({"GENSVAR_MAIL_BOUNCES": "bounces"}, "GENSVAR_MAIL_BOUNCES must be"),
        ({"GENSVAR_MAIL_REPLY_TO": "åsa@example.org"}, "GENSVAR_MAIL_REPLY_TO must be"),
        ({"GENSVAR_MAILS_PER_MINUTE": "0"}, "GENSVAR_MAILS_PER_MINUTE must be"),
        ({"GENSVAR_MAILS_PER_MINUTE": "many"}, "GENSVAR_MAILS_PER_MINUTE must be"),
        ({"GENSVAR_SMTP": "mail.example"}, "GENSVAR_SMTP must be the address"),
        ({"GENSVAR_SMTP": "http://mail.example"}, "GENSVAR_SMTP must be the address"),
        ({"GENSVAR_SMTP": "smtp://mail.example:port"}, "GENSVAR_SMTP must be the address"),
        ({"GENSVAR_SMTP": "smtp://mail.example/inbox"}, "GENSVAR_SMTP must be the address"),
        ({"GENSVAR_SMTP": "smtp://mail.example?starttls=0"}, "GENSVAR_SMTP may end with"),
        ({"GENSVAR_SMTP": "smtps://mail.example?starttls=1"}, "GENSVAR_SMTP may end with"),
        ({"GENSVAR_SMTP": "smtp://me:tapioca@mail.example"}, "GENSVAR_SMTP has a password"),
    ],
)
def test_read_settings_with_wrong_mail_settings_names_them(environment: dict[str, str], message: str) -> None:
    right = {"GENSVAR_SECRET": SECRET, "GENSVAR_SMTP": "smtp://mail.example", "GENSVAR_MAIL_FROM": "office@example.org"}

    with pytest.raises(SettingsError, match=message) as raised:
        read_settings(right | environment)

    assert "tapioca" not in str(raised.value)
