"""The catalogs are fresh and complete, and a translation never loses or invents a placeholder."""

import ast
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from feedback.translation import LANGUAGES, LOCALES, babel_locale, catalog_file

ROOT = Path(__file__).parent.parent
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")


def extracted(folder: Path) -> Catalog:
    """What the code says now, collected as `make messages` does."""
    command = re.search(r"pybabel (extract .*)", (ROOT / "Makefile").read_text()).group(1)
    command = command.replace("$(PACKAGES)", "feedback surveys reports")
    command = command.replace("locales/messages.pot", str(folder / "messages.pot"))
    babel = [sys.executable, "-m", "babel.messages.frontend"]
    subprocess.run([*babel, *shlex.split(command)], cwd=ROOT, check=True, capture_output=True)
    return read(folder / "messages.pot")


def read(path: Path, language: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


@pytest.fixture(scope="module")
def in_code(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return extracted(tmp_path_factory.mktemp("messages"))


def identities(catalog: Catalog) -> set[tuple[str | None, str]]:
    return {(m.context, m.id if isinstance(m.id, str) else m.id[0]) for m in catalog if m.id}


def test_every_language_has_a_catalog_and_no_other_has() -> None:
    found = {file.parent.parent.name for file in LOCALES.glob("*/LC_MESSAGES/messages.po")}

    assert found == {catalog_file(language).parent.parent.name for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalog_holds_what_the_code_says(language: str, in_code: Catalog) -> None:
    catalog = read(catalog_file(language), babel_locale(language))

    assert identities(in_code) - identities(catalog) == set()
    assert identities(catalog) - identities(in_code) == set()


def test_no_message_of_the_code_is_overlooked_when_they_are_collected(in_code: Catalog) -> None:
    """Babel does not find what stands inside an f-string."""
    known = identities(in_code)
    overlooked = [
        (str(file.relative_to(ROOT)), call.lineno, said)
        for package in ("feedback", "surveys", "reports")
        for file in (ROOT / package).rglob("*.py")
        for call, said in calls_in(file)
        if said not in known
    ]

    assert overlooked == []


def calls_in(file: Path) -> Iterator[tuple[ast.Call, tuple[str | None, str]]]:
    """Each call that marks a message, with the message's context and English text."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            if node.func.id in ("_", "N_", "ngettext") and texts:
                yield node, (None, texts[0])
            elif node.func.id == "pgettext" and len(texts) == 2:
                yield node, (texts[0], texts[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalog_is_complete(language: str) -> None:
    catalog = read(catalog_file(language), babel_locale(language))
    strings = {m.id: m.string if isinstance(m.string, tuple) else (m.string,) for m in catalog if m.id}

    assert [id for id, texts in strings.items() if not all(texts)] == []
    assert [m.id for m in catalog if m.id and m.fuzzy] == []
    plurals = [m for m in catalog if isinstance(m.id, tuple)]
    assert {len(m.string) for m in plurals} == {catalog.num_plurals} == {forms_of(language)}


def forms_of(language: str) -> int:
    """How many plural forms the language has, by the head of its file and by Babel."""
    head = re.search(r"nplurals=(\d)", catalog_file(language).read_text(encoding="utf-8")).group(1)
    assert int(head) == get_plural(babel_locale(language)).num_plurals
    return int(head)


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_their_placeholders(language: str) -> None:
    catalog = read(catalog_file(language), babel_locale(language))
    wrong = []
    for message in catalog:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        allowed = {name for id in ids for name in PLACEHOLDER.findall(id)}
        needed = set(PLACEHOLDER.findall(ids[0])) if len(ids) == 1 else set()
        for text in message.string if isinstance(message.string, tuple) else (message.string,):
            names = set(PLACEHOLDER.findall(text))
            if not needed <= names <= allowed:
                wrong.append((ids[0], text))

    assert [pair for pair in wrong if pair[0]] == []
