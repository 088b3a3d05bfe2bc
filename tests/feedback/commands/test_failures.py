"""What an operator does wrong is told in one line, with an exit code, and never as a traceback."""

import socket
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from feedback.app import gensvar
from feedback.settings import settings


def run(*arguments: str, **environment: str) -> Result:
    settings.cache_clear()
    result = CliRunner(env={"LANG": "en", **environment}).invoke(gensvar, arguments)
    settings.cache_clear()
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def failed(result: Result) -> tuple[int, str]:
    return result.exit_code, result.stderr.strip()


def test_command_on_a_database_that_was_never_migrated(tmp_path: Path) -> None:
    result = run(
        "report", "--year", "2024", "--out", str(tmp_path / "x.pdf"), GENSVAR_DATABASE=f"sqlite:///{tmp_path}/x"
    )

    code, told = failed(result)
    assert (code, told.splitlines()[-1]) == (
        1,
        "Error: The database is not set up for this version. Run `gensvar migrate` first.",
    )


def test_command_while_another_program_holds_the_database(sqlite_url: str) -> None:
    file = sqlite_url.removeprefix("sqlite:///")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    result = run("user", "add", "a@example.org", "--name", "A", "--password", "a long enough password")

    other.close()
    assert failed(result) == (
        1,
        "Error: The database is busy: another program is writing to it. Try again in a moment.",
    )


@pytest.mark.parametrize("url", ["postgresql://127.0.0.1:abc/x", "postgresql://[::1/x", "sqlite:///%00x"])
def test_command_with_an_address_that_is_none(url: str) -> None:
    code, told = failed(run("migrate", GENSVAR_DATABASE=url))

    assert code == 1
    assert len(told.splitlines()) == 1
    assert told.startswith("Error: ")


def test_serve_on_a_port_that_is_taken(sqlite_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        result = run("serve", "--port", str(port))

    code, told = failed(result)
    assert code == 1
    assert told == f"Error: The site cannot be served at 127.0.0.1, port {port}: Address already in use."


@pytest.mark.parametrize(
    ("email", "name", "told"),
    [
        ("notanaddress", "A", "notanaddress is no e-mail address."),
        ("", "A", "“” is no e-mail address."),
        (f"{'a' * 250}@example.org", "A", f"{'a' * 250}@example.org is no e-mail address."),
        ("a@example.org", " ", "Write the officer's name, with at most 200 characters."),
        ("a@example.org", "A\x07", "Write the officer's name, with at most 200 characters."),
    ],
)
def test_user_add_refuses_what_is_no_officer(sqlite_url: str, email: str, name: str, told: str) -> None:
    result = run("user", "add", email, "--name", name, "--password", "a long enough password")

    assert failed(result) == (1, f"Error: {told}")


def test_demo_in_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    result = run("demo", "--no-serve", "--folder", str(tmp_path / "file" / "demo"))

    assert failed(result) == (1, f"Error: {tmp_path}/file/demo: Not a directory")
