"""Hostile, damaged and foreign files on the page that takes notes: each is answered in plain words, and kept."""

import io
import socket
import zipfile
from collections.abc import Iterator

import pikepdf
import pytest
from pypdf import PdfReader, PdfWriter

from feedback.notes.unreadable import Unreadable, UnreadableReason
from feedback.tables import Consultation, Document
from feedback.translation import speaking
from tests.feedback.notes.files import pdf_file, text_file, word_file, zip_file
from tests.web import Page, Visitor

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def with_part(archive: bytes, name: str, content: bytes) -> bytes:
    """The archive with one of its parts put in another's place, or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as before, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.namelist():
            if part != name:
                after.writestr(part, before.read(part))
        after.writestr(name, content)
    return file.getvalue()


def word_body(body: str, before: str = "") -> bytes:
    text = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    return with_part(word_file(), "word/document.xml", text.encode())


def laughs() -> bytes:
    """Entities of entities, which would be a thousand million letters."""
    entities = '<!ENTITY a0 "haha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return word_body("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", f"<!DOCTYPE x [{entities}]>")


def many_pages() -> bytes:
    file = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(5000):
            document.add_blank_page()
        document.save(file)
    return file.getvalue()


def locked_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_file())))
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def nested_pdf() -> bytes:
    """Pages within pages within pages, and lists within lists."""
    depth = 20_000
    return b"%PDF-1.7\n1 0 obj\n" + b"[" * depth + b"]" * depth + b"\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def endless_pdf() -> bytes:
    """A tree of pages whose branch is itself."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )


@pytest.fixture
def database(sqlite_database: str) -> str:
    """One engine is enough: what files do, they do before the database."""
    return sqlite_database


async def upload(officer: Visitor, filename: str, content: bytes) -> Page:
    page = await officer.get("/documents/new")
    return await page.submit(action="/documents", files={"file": (filename, content)})


async def stored() -> tuple[str, bytes, str]:
    row = await Document.select(Document.filename, Document.content, Document.unreadable).first()
    assert row
    return row["filename"], bytes(row["content"]), row["unreadable"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(zip_file({"word/document.xml": b" " * 80_000_000}), UnreadableReason.BOMB, id="zip bomb"),
        pytest.param(zip_file({f"word/{n}": b"" for n in range(5001)}), UnreadableReason.BOMB, id="many parts"),
        pytest.param(laughs(), UnreadableReason.BROKEN, id="xml bomb"),
        pytest.param(word_body("<w:p>" * 5000 + "</w:p>" * 5000), UnreadableReason.BROKEN, id="nested xml"),
        pytest.param(many_pages(), UnreadableReason.TOO_MANY_PAGES, id="5,000 pages"),
        pytest.param(nested_pdf(), UnreadableReason.BROKEN, id="nested objects"),
        pytest.param(endless_pdf(), UnreadableReason.BROKEN, id="endless pages"),
        pytest.param(locked_pdf(), UnreadableReason.ENCRYPTED, id="locked pdf"),
        pytest.param(pdf_file()[:700], UnreadableReason.BROKEN, id="pdf cut off"),
        pytest.param(word_file()[:9000], UnreadableReason.BROKEN, id="word cut off"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old Word", UnreadableReason.UNKNOWN_TYPE, id="old word"),
        pytest.param(b"MZ\x90\x00 a program", UnreadableReason.UNKNOWN_TYPE, id="program"),
    ],
)
async def test_a_file_that_cannot_be_read_is_kept_and_answered(
    officer: Visitor, content: bytes, reason: UnreadableReason
) -> None:
    page = await upload(officer, "notes.docx", content)

    with speaking("en"):
        assert (page.status, page.errors) == (422, [str(Unreadable(reason))])
    assert await stored() == ("notes.docx", content, reason)
    assert await Consultation.count() == 0


@pytest.mark.long
async def test_a_file_that_takes_too_long_is_given_up(officer: Visitor) -> None:
    page = await upload(officer, "notes.txt", b"| a " * 1_000_000)

    with speaking("en"):
        assert (page.status, page.errors) == (422, [str(Unreadable(UnreadableReason.TOO_SLOW))])
    assert (await stored())[2] == UnreadableReason.TOO_SLOW


@pytest.mark.parametrize(
    ("name", "kept_as", "content"),
    [
        pytest.param("notes.pdf", "notes.pdf", word_file(), id="word that says it is a pdf"),
        pytest.param("notes.exe", "notes.exe", text_file(), id="text that says it is a program"),
        pytest.param("../../etc/passwd", "passwd", text_file(), id="a path"),
        pytest.param("C:\\Windows\\notes.txt", "notes.txt", text_file(), id="a path of Windows"),
        pytest.param(
            "notes.docm", "notes.docm", with_part(word_file(), "word/vbaProject.bin", b"Sub AutoOpen()"), id="macros"
        ),
    ],
)
async def test_a_file_that_is_other_than_it_says_is_read_for_what_it_is(
    officer: Visitor, name: str, kept_as: str, content: bytes
) -> None:
    page = await upload(officer, name, content)

    assert page.notice == "The file was read. Check the draft against its source, then confirm it."
    assert await stored() == (kept_as, content, "")
    assert await Consultation.select(Consultation.date) == [{"date": "2025-05-06"}]


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A door on this machine that nobody is to knock on."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(0.2)
        yield door


@pytest.mark.parametrize("kind", ["html", "docx", "odt"])
async def test_nothing_that_a_file_refers_to_is_fetched(officer: Visitor, listener: socket.socket, kind: str) -> None:
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
    doctype = f'<!DOCTYPE x SYSTEM "{address}.dtd" [<!ENTITY out SYSTEM "{address}"><!ENTITY in SYSTEM "file:///etc/passwd">]>'
    body = "<w:p><w:r><w:t>Mötet den 6 maj 2025 &out;&in;</w:t></w:r></w:p>"
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="{address}" '
        'TargetMode="External"/></Relationships>'
    )
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = {
        "html": f'<html><head><link rel="stylesheet" href="{address}"><base href="{address}"></head><body>'
        f'<h1>Mötet den 6 maj 2025</h1><img src="{address}"><iframe src="{address}"></iframe></body></html>'.encode(),
        "docx": with_part(word_body(body, doctype), "word/_rels/settings.xml.rels", relation.encode()),
        "odt": zip_file(
            {
                "content.xml": f'{doctype}<o:document-content xmlns:o="{names}:office:1.0" xmlns:t="{names}:text:1.0"><o:body>'
                f"<o:text><t:p>Mötet den 6 maj 2025 &out;&in;</t:p></o:text></o:body></o:document-content>".encode()
            }
        ),
    }[kind]

    await upload(officer, f"notes.{kind}", content)

    with pytest.raises(TimeoutError):
        listener.accept()
    assert await stored() == (f"notes.{kind}", content, "")
    row = await Document.select(Document.lines).first()
    assert row
    assert ("Mötet den 6 maj 2025" in row["lines"], "root:" in row["lines"]) == (True, False)
