"""The whole reading: five real documents against labelled data, and what holds for every document."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.notes.draft import Draft, Fate, Rule, Source
from feedback.notes.reading import Line, read_lines
from feedback.notes.structure import draft_notes
from tests.feedback.notes.files import drafted, point_texts, text_lines

SEEDS = (
    "sakrad_2024-06-04.txt",
    "samrad_2023-11-07.txt",
    "samrad_2019-10-22.txt",
    "overenskommelsen_konferenser_2011-2013.txt",
    "kommittedirektiv_2024-04-11.txt",
)
#: What took a line for an item, and not for the heading or answer beside it.
OF_ITEMS = {Rule.LIST, Rule.REPORTED, Rule.CARRIED, Rule.TASK, Rule.DEADLINE}
LISTED = "overenskommelsen_konferenser_2011-2013.txt"


def expected_of(shared: Path, seed: str) -> dict[str, Any]:
    documents = json.loads((shared / "gold" / "extraction.json").read_text(encoding="utf-8"))
    return next(document for document in documents if document["file"] == seed)


def lines_of(shared: Path, seed: str) -> tuple[Line, ...]:
    return read_lines((shared / "seeds" / seed).read_bytes(), seed)


def first_words(text: str) -> str:
    return " ".join(text.split()[:8])


def sources(draft: Draft) -> list[tuple[str, Source]]:
    parts = (draft.questions, draft.points, draft.tasks, draft.personal_data, draft.leftovers)
    return [(item.text, item.source) for part in parts for item in part]


def letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def words_outside_source(draft: Draft, lines: tuple[Line, ...]) -> list[str]:
    """Words of the draft that its own source lines do not have, whatever hyphens and line breaks are in between."""
    lost = []
    for text, source in sources(draft):
        passage = letters("".join(line.text for line in lines[source.first_line - 1 : source.last_line]))
        lost += [word for word in re.findall(r"\w+", text.casefold()) if letters(word) not in passage]
    return lost


@pytest.mark.parametrize("seed", SEEDS)
def test_draft_notes_facts_of_real_documents(shared: Path, seed: str) -> None:
    draft, expected = draft_notes(lines_of(shared, seed)), expected_of(shared, seed)
    assert (draft.title, draft.date, draft.kind, draft.host, draft.participants.count, list(draft.themes)) == (
        expected["title"],
        expected["date"],
        expected["kind"],
        expected["host"],
        expected["participants_count"],
        expected["themes"],
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_draft_notes_questions_of_real_documents(shared: Path, seed: str) -> None:
    draft, expected = draft_notes(lines_of(shared, seed)), expected_of(shared, seed)
    assert [(question.number, question.text, list(question.subquestions)) for question in draft.questions] == [
        (number, question["text"], question["subquestions"])
        for number, question in enumerate(expected["questions"], start=1)
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_draft_notes_points_of_real_documents(shared: Path, seed: str) -> None:
    draft, expected = draft_notes(lines_of(shared, seed)), expected_of(shared, seed)
    assert [(first_words(point.text), point.theme) for point in draft.points] == [
        (point["text_first_words"], point["theme_or_question"]) for point in expected["points"]
    ]


def test_draft_notes_kinds_where_the_list_names_them(shared: Path) -> None:
    draft, expected = draft_notes(lines_of(shared, LISTED)), expected_of(shared, LISTED)
    assert [point.kind for point in draft.points] == [point["kind"] for point in expected["points"]]


def test_draft_notes_hyphens_of_real_documents(shared: Path) -> None:
    draft, expected = draft_notes(lines_of(shared, LISTED)), expected_of(shared, LISTED)
    said = " ".join(point_texts(draft))
    assert [word for word in (*expected["hyphenation_joins"], *expected["keep_hyphen"]) if word not in said] == []
    assert re.findall(r"\w+-\s\w+", said) == ["Arbets- och", "hälso- och"]


def test_draft_notes_tasks_of_the_real_decision(shared: Path) -> None:
    seed = "kommittedirektiv_2024-04-11.txt"
    draft, expected = draft_notes(lines_of(shared, seed)), expected_of(shared, seed)
    assert [(task.text, task.responsible, task.due) for task in draft.tasks] == [
        (task["text"], task["responsible"], task["deadline"]) for task in expected["commitments"]
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_draft_notes_real_documents_sources_hold_the_words(shared: Path, seed: str) -> None:
    lines = lines_of(shared, seed)
    assert words_outside_source(draft_notes(lines), lines) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_draft_notes_real_documents_account_for_every_line(shared: Path, seed: str) -> None:
    lines = lines_of(shared, seed)
    assert_accounts_for_every_line(draft_notes(lines), lines)


def assert_accounts_for_every_line(draft: Draft, lines: tuple[Line, ...]) -> None:
    assert list(draft.fates) == [line.number for line in lines]
    blank = [number for number, fate in draft.fates.items() if fate is Fate.BLANK]
    assert blank == [line.number for line in lines if not line.text.strip()]
    left = {number for number, fate in draft.fates.items() if fate is Fate.LEFT_OVER}
    listed = {
        number for rest in draft.leftovers for number in range(rest.source.first_line, rest.source.last_line + 1)
    } - {number for number, fate in draft.fates.items() if fate is not Fate.LEFT_OVER}
    assert listed == left
    items = (*draft.questions, *draft.points, *draft.tasks, *draft.deadline_changes)
    known = {line for item in items for line in range(item.source.first_line, item.source.last_line + 1)}
    assert [line for line, reason in draft.reasons.items() if reason.rule in OF_ITEMS and line not in known] == []
    assert known <= {line for line, fate in draft.fates.items() if fate is not Fate.LEFT_OVER}


words = st.text(alphabet="abdefgiklmnoprstuvyåäö", min_size=2, max_size=12).filter(
    lambda word: word not in {"eu", "it"}
)
sentences = st.lists(words, min_size=2, max_size=30).map(lambda text: f"{' '.join(text).capitalize()}.")
spoken = st.lists(sentences, min_size=1, max_size=3).map(" ".join)
marks = st.sampled_from(["• ", "- ", "– ", "\t•\t", "\uf0b7 "])


def wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


@st.composite
def notes(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A document with a theme over each list, and its points."""
    mark, width, gap = draw(marks), draw(st.integers(60, 90)), draw(st.sampled_from(["\n", "\n\n"]))
    # With a blank line under every line nobody can tell a sentence that goes on from a paragraph after the list.
    texts = spoken if gap == "\n" else sentences
    points = draw(st.lists(texts, min_size=1, max_size=12, unique_by=letters))
    size = draw(st.integers(1, 4))
    parts = ["Minnesanteckningar från samråd den 6 maj 2025"]
    for start in range(0, len(points), size):
        items = [gap.join(wrapped(f"{mark}{point}", width)) for point in points[start : start + size]]
        parts += [f"{start + 1}. Tema {start + 1}", gap.join(items).replace(mark.strip(), mark.rstrip(" "))]
    return "\n\n".join(parts), points


@given(notes())
def test_draft_notes_every_point_once_whole_and_in_order(document: tuple[str, list[str]]) -> None:
    text, points = document
    assert point_texts(drafted(text)) == points


@given(st.text(alphabet="ab Åå.?:-•\n\f\t1()/", max_size=400))
def test_draft_notes_any_text_every_line_has_one_fate(text: str) -> None:
    lines = text_lines(text)
    draft = draft_notes(lines)
    assert_accounts_for_every_line(draft, lines)
    assert words_outside_source(draft, lines) == []


@given(st.text(max_size=300))
def test_draft_notes_any_characters_every_line_has_one_fate(text: str) -> None:
    lines = text_lines(text)
    assert_accounts_for_every_line(draft_notes(lines), lines)


PARTS = (
    "Fråga 1: Vad?", "Fråga 2", "Hinder:", "Bilagor", "Inledning", "Följande lyftes:", "• En synpunkt", "- Varför?", "1. Tema",
    "2. Annat", "", "Nästa steg", "Teman.", "och så vidare.", "Kommittédirektiv", "Utredaren ska",
    "Den övergripande frågan var: Vad?", "Flera lyfte tiden. Den räcker inte. Den är från 1970.", "Det framfördes ofta.",
    "Ni sa:", "Vi gjorde:", "| Synpunkt | Svar |", "| Dyrt | Sänkt |", "| Vad | Vem | När |", "Publicerad 1 maj 2024",
    "Plats: Sjövik", "Artikel från Båtdepartementet", "– Vi hinner inte, säger Eva Holm, ordförande för Seglarna.",
)  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=25))
def test_draft_notes_any_order_of_parts_every_line_has_one_fate(parts: list[str]) -> None:
    lines = text_lines("\n".join(parts))
    draft = draft_notes(lines)
    assert_accounts_for_every_line(draft, lines)
    assert words_outside_source(draft, lines) == []


def test_draft_notes_five_thousand_lines() -> None:
    points = [f"Synpunkt nummer {number} om båtar och bryggor." for number in range(5000)]
    assert point_texts(drafted("Följande lyftes:\n" + "\n".join(f"- {point}" for point in points))) == points


def test_draft_notes_no_lines() -> None:
    assert draft_notes(()) == Draft()


def test_draft_notes_same_lines_same_draft() -> None:
    lines = text_lines("Fråga 1: Vad?\n- Tid.\n\nTack till Asta Holm, ordförande.")
    assert draft_notes(lines) == draft_notes(lines)
