"""The sample files: the same bytes every time, and read back by the service as they were written."""

import pytest

from feedback.notes.draft import Draft
from feedback.notes.reading import read_lines
from feedback.notes.structure import draft_notes
from reports.demo.documents import SampleDocument, plain, sample_documents
from reports.demo.markup import Paragraph, Style, paragraphs, sample

SOURCES = ("samrad_2023", "sakrad_2024", "direktiv_2024", "samrad_2025")
NOTES = {"samrad_2023": 22, "sakrad_2024": 23, "samrad_2025": 24}


def document(source: str) -> SampleDocument:
    return sample_documents()[SOURCES.index(source)]


def draft(source: str) -> Draft:
    return draft_notes(read_lines(document(source).content, document(source).filename))


def bullets(source: str) -> list[str]:
    return [paragraph.text for paragraph in sample(source) if paragraph.style is Style.BULLET]


def test_paragraphs_of_every_style() -> None:
    assert paragraphs("@ a\n\n# b\n## c\n- d\n e \n") == (
        Paragraph(Style.LETTERHEAD, "a"),
        Paragraph(Style.TITLE, "b"),
        Paragraph(Style.HEADING, "c"),
        Paragraph(Style.BULLET, "d"),
        Paragraph(Style.TEXT, "e"),
    )


def test_sample_documents_are_the_same_bytes_twice() -> None:
    assert sample_documents() == sample_documents()


def test_sample_documents_are_of_three_formats() -> None:
    starts = [(each.filename.rpartition(".")[2], each.content[:2]) for each in sample_documents()]
    assert starts == [("txt", b"By"), ("docx", b"PK"), ("pdf", b"%P"), ("pdf", b"%P")]


def test_plain_long_bullet_hangs_under_its_text() -> None:
    words = "en lång synpunkt " * 6
    lines = plain([Paragraph(Style.BULLET, words.strip())]).decode().splitlines()
    assert [line[:2] for line in lines] == ["- ", "  "]


@pytest.mark.parametrize("source", NOTES)
def test_sample_documents_give_every_point_once_and_whole(source: str) -> None:
    points = [point.text for point in draft(source).points]
    assert points == bullets(source)[-NOTES[source] :]


def test_sample_documents_group_points_of_2023_under_their_headings() -> None:
    headings = [point.theme for point in draft("samrad_2023").points]
    expected: list[str | None] = []
    heading = None
    for paragraph in sample("samrad_2023"):
        heading = paragraph.text if paragraph.style is Style.HEADING else heading
        expected += [heading] if paragraph.style is Style.BULLET else []
    assert headings == expected


@pytest.mark.parametrize(("source", "subquestions"), [("sakrad_2024", [2, 2, 1]), ("samrad_2025", [2, 2, 2])])
def test_sample_documents_give_every_question_with_its_subquestions(source: str, subquestions: list[int]) -> None:
    asked = [
        p.text.partition(": ")[2] for p in sample(source) if p.style is Style.HEADING and p.text.startswith("Fråga ")
    ]
    below = iter(bullets(source))
    expected = [
        (number, text, tuple(next(below) for _ in range(n)))
        for number, (text, n) in enumerate(zip(asked, subquestions, strict=True), start=1)
    ]
    questions = [(each.number, each.text, each.subquestions) for each in draft(source).questions]
    assert questions == expected


def test_sample_documents_group_points_of_2024_under_their_questions() -> None:
    assert [point.question for point in draft("sakrad_2024").points] == [1] * 8 + [2] * 8 + [3] * 7


@pytest.mark.parametrize(
    ("source", "kind", "host", "count"),
    [
        ("samrad_2023", "samråd", "Bygde- och demokratidepartementet (statsrådet Edvin Tallmo)", 40),
        ("sakrad_2024", "sakråd", "Bygde- och demokratidepartementet (statssekreterare Ragna Sjöhage)", 30),
        ("samrad_2025", "samråd", "Bygde- och demokratidepartementet (statsrådet Edvin Tallmo)", 50),
    ],
)
def test_sample_documents_give_their_facts(source: str, kind: str, host: str, count: int) -> None:
    read = draft(source)
    title = next(paragraph.text for paragraph in sample(source) if paragraph.style is Style.TITLE)
    facts = (read.title, read.date, read.kind, read.host, read.participants.count, read.language)
    assert facts == (title, document(source).date, kind, host, count, "sv")


def test_sample_documents_give_the_six_tasks_of_the_decision() -> None:
    read = draft("direktiv_2024")
    expected = [text.removesuffix(".").removesuffix(" och").removesuffix(",") for text in bullets("direktiv_2024")[-6:]]
    assert [task.text.removesuffix(".").removesuffix(" och").removesuffix(",") for task in read.tasks] == expected
    assert {task.due for task in read.tasks} == {"2026-04-30"}
    assert (read.date, read.kind) == ("2024-12-05", "kommittédirektiv")
