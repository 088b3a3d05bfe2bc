"""What the README and the guides name is there: commands and options, make targets, paths, settings, labels, links."""

import re
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po

from feedback.app import gensvar
from feedback.notes.draft import Draft, as_json
from feedback.translation import LOCALES, speaking
from feedback.translation import gettext as _

ROOT = Path(__file__).parent.parent
DOCS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
FOLDERS = ("feedback/", "surveys/", "reports/", "tests/", "locales/", "docs/", ".ci/")

every_document = pytest.mark.parametrize("document", DOCS, ids=lambda path: str(path.relative_to(ROOT)))


def code_in(document: Path) -> list[str]:
    """Every piece of code: what stands between backticks, and indented lines without their comment."""
    text = document.read_text(encoding="utf-8")
    blocks = [line.partition("  #")[0].strip() for line in text.splitlines() if line.startswith("    ")]
    return [*re.findall(r"`([^`\n]+)`", text), *blocks]


def command_named(words: list[str]) -> click.Command:
    """The command that these words call; raises `KeyError` where there is none."""
    command: click.Command = gensvar
    for word in words:
        if not isinstance(command, click.Group):
            break
        command = command.commands[word]
    return command


def unknown_in(call: str) -> list[str]:
    """The words of a call, after `gensvar`, that are no command, and the options that the command does not have."""
    words = call.split()
    names = [word for word in words if re.fullmatch(r"[a-z]+", word)]
    options = {word.partition("=")[0] for word in words if word.startswith("--")}
    try:
        command = command_named(names)
    except KeyError:
        return [call]
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    return sorted(options - known - {"--help"})


def table_column(text: str) -> list[str]:
    """The code in the first cell of every row of a Markdown table."""
    return re.findall(r"^\| `([^`]+)`", text, flags=re.MULTILINE)


@pytest.mark.parametrize("call", ["nosuch", "survey nosuch", "digest --nosuch"])
def test_unknown_in_finds_what_is_not_there(call: str) -> None:
    assert unknown_in(call) != []


@every_document
def test_documents_name_commands_and_options_that_exist(document: Path) -> None:
    calls = [
        match[1] for code in code_in(document) for match in re.finditer(r"(?:^|/|\s)gensvar ([a-z-][^|<>;]*)", code)
    ]

    assert {call: unknown for call in calls if (unknown := unknown_in(call))} == {}


def test_operators_guide_names_every_command() -> None:
    named = {code.removeprefix("gensvar ").split()[0] for code in table_commands()}

    assert named == set(gensvar.commands)


def table_commands() -> list[str]:
    rows = [
        line
        for line in (ROOT / "docs/operators.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| `gensvar ")
    ]
    return [code for row in rows for code in re.findall(r"`(gensvar [^`]+)`", row.split(" | ")[0])]


@every_document
def test_documents_name_make_targets_that_exist(document: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    named = {match[1] for code in code_in(document) if (match := re.match(r"make ([a-z]+)", code))}

    assert named - targets == set()


@every_document
def test_documents_name_paths_that_exist(document: Path) -> None:
    paths = {code.split("::")[0] for code in code_in(document) if code.startswith(FOLDERS) and " " not in code}
    patterns = {path: re.sub(r"<\w+>", "*", path).rstrip("/") for path in paths}

    assert [path for path, pattern in sorted(patterns.items()) if not list(ROOT.glob(pattern))] == []


@every_document
def test_documents_have_links_that_resolve(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8"))
    own = [target for target in targets if "://" not in target]

    assert [target for target in own if not (document.parent / target).exists()] == []


def test_operators_guide_lists_every_setting_and_no_other() -> None:
    code = "".join(
        (ROOT / f"feedback/{name}.py").read_text(encoding="utf-8") for name in ("settings", "reader_settings")
    )
    read = re.findall(r'given\.get\("(\w+)"', code)
    settings = (ROOT / "docs/operators.md").read_text(encoding="utf-8").partition("## Settings")[2].partition("## ")[0]

    assert sorted(table_column(settings)) == sorted(set(read))


@every_document
def test_documents_name_settings_that_exist(document: Path) -> None:
    listed = table_column((ROOT / "docs/operators.md").read_text(encoding="utf-8"))
    of_tests = {"GENSVAR_NO_SKIP", "GENSVAR_SHARED"}

    assert set(re.findall(r"GENSVAR_[A-Z_]+", document.read_text(encoding="utf-8"))) - of_tests - set(listed) == set()


def test_officers_guide_uses_the_labels_of_the_screen() -> None:
    with (LOCALES / "en/LC_MESSAGES/messages.po").open("rb") as file:
        shown = {message.id for message in read_po(file, locale="en") if isinstance(message.id, str)}
    labels = re.findall(r"\*\*([^*]+)\*\*", (ROOT / "docs/officers.md").read_text(encoding="utf-8"))

    assert labels != []
    assert sorted(set(labels) - shown) == []


def test_officers_guide_gives_the_swedish_labels_of_the_screen() -> None:
    text = (ROOT / "docs/officers.md").read_text(encoding="utf-8")
    given = {
        *re.findall(r"\*\*([^*]+)\*\*\s\(((?:[^()]|\([^()]*\))+)\)", text),  # a label may hold brackets of its own
        *re.findall(r"^\| (\w+) \(([^)]+)\)", text, re.MULTILINE),
    }
    with speaking("sv"):
        wrong = {label: (swedish, _(label)) for label, swedish in given if _(label) != swedish}

    assert len(given) > 30
    assert wrong == {}


def test_interfaces_guide_names_the_keys_of_a_draft_in_their_order() -> None:
    text = (ROOT / "docs/interfaces.md").read_text(encoding="utf-8")
    section = text.partition("## `gensvar read")[2].partition("\n## ")[0]

    assert table_column(section) == list(as_json(Draft()))
