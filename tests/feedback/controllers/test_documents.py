"""Uploading notes by the real form: the way from a file to its review, and every bad file with its own words."""

import pytest

from feedback.tables import Consultation, Document
from tests.factories import make_document
from tests.feedback.notes.files import pdf_file, scanned_file, text_file, word_file, zip_file
from tests.web import Page, Visitor, words

BOMB = zip_file({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"0" * (300 * 1024 * 1024)})
BROKEN = word_file()[:-400]


async def upload(officer: Visitor, filename: str, content: bytes) -> Page:
    page = await officer.get("/documents/new")
    return await page.submit(action="/documents", files={"file": (filename, content)})


async def kept() -> list[tuple[str, bytes, str]]:
    rows = await Document.select(Document.filename, Document.content, Document.unreadable)
    return [(row["filename"], row["content"], row["unreadable"]) for row in rows]


@pytest.mark.parametrize(
    ("filename", "content"),
    [
        ("notes.txt", text_file()),
        ("notes.txt", text_file().decode().replace("•", "-").encode("latin-1")),
        ("notes.pdf", pdf_file()),
        ("notes.docx", word_file()),
    ],
    ids=["utf-8", "latin-1", "pdf", "docx"],
)
async def test_create_leads_to_the_review(officer: Visitor, filename: str, content: bytes) -> None:
    page = await upload(officer, filename, content)

    assert page.notice == "The file was read. Check the draft against its source, then confirm it."
    assert page.h1 == "Review: Minnesanteckningar från samråd om skärgårdens föreningar den 6 maj 2025"
    points = [words(each) for each in page.tree.xpath("//ol[@class='points']/li/p")]
    assert points[1:3] == ["Båthuset borde få stå öppet året runt.", "Det är svårt att hitta kassörer"]
    assert await kept() == [(filename, content, "")]


async def test_create_again_leads_to_the_one_that_exists(officer: Visitor) -> None:
    first = await upload(officer, "notes.txt", text_file())

    again = await upload(officer, "copy.txt", text_file())

    assert again.notice == "This file was imported before. Here is the consultation that it became."
    assert again.path == first.path
    assert await Consultation.count() == 1


@pytest.mark.parametrize(
    ("filename", "content", "reason", "message"),
    [
        ("empty.txt", b"", "empty", "The file is empty. Check that you chose the right file, and try again."),
        (
            "scanned.pdf",
            scanned_file(),
            "scanned",
            "This PDF is pictures of pages, probably scanned, and this server cannot read text in pictures. "
            "Run text recognition on it, or paste the text into a text file, and try again.",
        ),
        (
            "broken.docx",
            BROKEN,
            "broken",
            "The file is damaged and cannot be opened. Save it again from the program it comes from.",
        ),
        (
            "bomb.docx",
            BOMB,
            "bomb",
            "The file unpacks to far more than its size and was not opened. Save it again from the program it comes from.",
        ),
        (
            "picture.txt",
            b"\x89PNG\r\n\x1a\n" + bytes(64),
            "unknown type",
            "The file is not of a type that can be read. Save it as PDF, Word (DOCX), OpenDocument (ODT), web page (HTML), "
            "Markdown or plain text.",
        ),
    ],
    ids=["empty", "scanned", "broken", "bomb", "picture"],
)
async def test_create_unreadable_says_why_and_keeps_the_file(
    officer: Visitor, filename: str, content: bytes, reason: str, message: str
) -> None:
    page = await upload(officer, filename, content)

    assert (page.status, page.errors) == (422, [message])
    assert await kept() == [(filename, content, reason)]
    assert await Consultation.count() == 0
    (row,) = page.tree.xpath("//tbody/tr")
    assert [words(cell) for cell in row.xpath("./th|./td")][:2] == [filename, message]
    download = await officer.get(row.xpath(".//a/@href")[0])
    assert download.response.content == content


async def test_create_far_too_large(officer: Visitor) -> None:
    page = await upload(officer, "large.txt", b"x" * (60 * 1024 * 1024))

    assert (page.status, page.h1) == (413, "The file is too large")
    assert "A file may be at most 25 MB. Nothing was saved." in page.text
    assert await kept() == []


async def test_create_a_little_too_large(officer: Visitor) -> None:
    page = await upload(officer, "large.txt", b"x" * (25 * 1024 * 1024 + 1))

    assert page.status == 422
    assert page.errors == ["The file is larger than 25 MB. Remove pictures or split it into parts, and try again."]
    assert await kept() == []


@pytest.mark.parametrize("files", [None, {"file": ("", b"")}], ids=["no field", "no file chosen"])
async def test_create_without_a_file(officer: Visitor, files: object) -> None:
    page = await officer.get("/documents/new")

    page = await page.submit(action="/documents", files=files)

    assert (page.status, page.errors) == (422, ["Choose a file with the notes of a meeting."])
    assert await kept() == []


# The framework reads a form before it asks who sent it, and leaves the file that it made to the garbage collector.
@pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning")
async def test_create_by_a_stranger_keeps_nothing(visitor: Visitor) -> None:
    page = await visitor.get("/sign-in")
    token = page.form("/sign-in").fields["_csrf_token"]

    page = await visitor.post("/documents", {"_csrf_token": token}, files={"file": ("notes.txt", text_file())})

    assert page.path == "/sign-in"
    assert await kept() == []


async def test_download_is_an_attachment_whatever_its_name(officer: Visitor) -> None:
    document = await make_document(filename='möte "4 juni".html', content=b"<script>alert(1)</script>")

    page = await officer.get(f"/documents/{document}/file")

    assert page.response.content == b"<script>alert(1)</script>"
    headers = page.response.headers
    assert headers["content-type"].split(";")[0] == "application/octet-stream"
    assert headers["content-disposition"] == "attachment; filename*=UTF-8''m%C3%B6te%20%224%20juni%22.html"
    assert headers["x-content-type-options"] == "nosniff"


async def test_download_for_strangers_leads_to_sign_in(visitor: Visitor) -> None:
    document = await make_document()

    page = await visitor.get(f"/documents/{document}/file")

    assert (page.path, page.h1) == ("/sign-in", "Sign in")
