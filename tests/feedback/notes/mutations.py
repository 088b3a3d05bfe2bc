"""Files of every kind that is read, damaged at random as a hostile or broken program would."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Mapping

import pikepdf
from lxml import etree

from tests.feedback.notes.files import odt_file, pdf_file, text_file, word_file

HTML = (
    "<!doctype html><html lang=sv><head><title>Samråd</title><meta name=date content=2025-05-06></head><body><main>"
    "<h1>Samråd om hamnar</h1><p>Flera <b>föreningar</b> lyfte att bryggorna är slitna.</p><ul><li>En<li>Två</ul>"
    "<table><tr><th>Vad<th>Vem<tr><td>Svara<td>Kansliet</table></main></body></html>"
)
MARKDOWN = (
    "# Samråd\n\n**Fråga 1:** Vad behövs?\n\n- *En* brygga[^1]\n- Två\n\n"
    "| Vad | Vem |\n|---|---|\n| Svara | Vi |\n\n[^1]: Not.\n"
)
WORDS = (
    b"<",
    b">",
    b"</w:p>",
    b"<w:p>",
    b"\x00" * 40,
    b"\xff\xfe",
    b"%PDF-1.7",
    b"endobj",
    b"stream\n",
    b"/Kids[2 0 R]",
    b"/Length 99999999",
    b"&a;",
    b"<!DOCTYPE a [<!ENTITY a 'b'>]>",
    b"PK\x03\x04",
    b"9" * 400,
    b"(" * 300,
    b"[" * 300,
    b" | " * 200,
    b"\n" * 300,
    b"- " * 200,
    "Fråga 1: ".encode(),
    b"den 31 februari 99999",
    b"\xe2\x80\xae",
    b"\xf0\x9f\x9a\xa4",
    b"\x0c" * 50,
    b"a" * 2000,
    b"1. " * 100,
    b"<ul><li>" * 100,
    b"<table><tr><td>" * 60,
    b"<b>" * 300,
    b"-" * 500,
    b"? " * 100,
    b'"' * 100,
    b"[a](b" * 50,
    b"\xc3",
    b"Obs: ",
)


def files() -> Mapping[str, bytes]:
    """One sound file of each kind."""
    return {
        "pdf": pdf_file(),
        "plain pdf": _unpacked_pdf(),
        "docx": word_file(),
        "odt": odt_file(),
        "html": HTML.encode(),
        "md": MARKDOWN.encode(),
        "txt": text_file(),
        "utf-16": text_file().decode().encode("utf-16"),
        "latin-1": text_file().decode().replace("•", "-").encode("latin-1"),
    }


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The file with a handful of things done to it; an archive mostly inside its parts, or in what it says of them."""
    if content.startswith(b"PK") and chance.random() < 0.9:
        return chance.choice((_with_damaged_part,) * 7 + (_with_damaged_headers,))(content, chance)
    for _ in range(chance.randint(1, 6)):
        content = chance.choice(_WAYS)(content, chance)
    return content


def _with_damaged_part(content: bytes, chance: random.Random) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        names = before.namelist()
        texts = [
            name for name in names if name.endswith(("document.xml", "content.xml", "numbering.xml", "styles.xml"))
        ]
        hit = chance.choice(texts if chance.random() < 0.8 else names)
        for name in names:
            part = before.read(name)
            for _ in range(chance.randint(1, 4) if name == hit else 0):
                part = chance.choice(_WAYS)(part, chance)
            if name == hit and name.endswith(".xml") and chance.random() < 0.8:
                part = _well_formed(part)
            after.writestr(name, part)
    return file.getvalue()


def _with_damaged_headers(content: bytes, chance: random.Random) -> bytes:
    """An archive that tells wrongly how its parts are packed, how large they are or where they stand."""
    changed = bytearray(content)
    signature, size = chance.choice(((b"PK\x01\x02", 46), (b"PK\x03\x04", 30), (b"PK\x05\x06", 22)))
    for found in re.finditer(re.escape(signature), content):
        if chance.random() < 0.5:
            at = found.start() + chance.randrange(4, size)
            changed[at] = chance.choice((0, 1, 9, 12, 14, 0x20, 0x40, 0x80, 0xFF))
    return bytes(changed)


def _well_formed(part: bytes) -> bytes:
    """What a parser that forgives makes of the part: sound XML that says strange things."""
    try:
        root = etree.fromstring(part, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return part
    return part if root is None else etree.tostring(root)


def _unpacked_pdf() -> bytes:
    """A PDF whose pages can be read, and damaged, as text."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_file())) as document:
        document.save(file, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all)
    return file.getvalue()


def _place(content: bytes, chance: random.Random) -> int:
    return chance.randint(0, len(content))


def _insert(content: bytes, chance: random.Random) -> bytes:
    at = _place(content, chance)
    return content[:at] + chance.choice(WORDS) + content[at:]


def _overwrite(content: bytes, chance: random.Random) -> bytes:
    at = _place(content, chance)
    word = chance.choice(WORDS)[:40]
    return content[:at] + word + content[at + len(word) :]


def _flip(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 30)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _drop(content: bytes, chance: random.Random) -> bytes:
    first, last = sorted((_place(content, chance), _place(content, chance)))
    return content[:first] + content[min(last, first + 400) :]


def _repeat(content: bytes, chance: random.Random) -> bytes:
    first = _place(content, chance)
    piece = content[first : first + chance.randint(1, 300)]
    return content[:first] + piece * chance.randint(2, 60) + content[first:]


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: _place(content, chance)]


def _swap(content: bytes, chance: random.Random) -> bytes:
    a, b, c = sorted(_place(content, chance) for _ in range(3))
    return content[:a] + content[b:c] + content[a:b] + content[c:]


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _insert,
    _insert,
    _overwrite,
    _flip,
    _drop,
    _repeat,
    _cut,
    _swap,
)
