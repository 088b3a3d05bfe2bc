"""Lines become whole items and paragraphs."""

import pytest

from feedback.notes.blocks import blocks_of
from feedback.notes.languages import GRAMMARS
from feedback.notes.lines import rows_of
from feedback.notes.reading import Line
from tests.feedback.notes.files import text_lines


def blocks(text: str) -> list[tuple[str, str]]:
    return [(block.mark, block.text) for block in blocks_of(rows_of(text_lines(text)), GRAMMARS["sv"])]


def test_blocks_of_item_over_lines_and_page() -> None:
    text = "• Det behövs fler platser där\nunga kan mötas och\f vuxna har tid.\n• Mer tid"
    assert blocks(text) == [
        ("bullet", "Det behövs fler platser där unga kan mötas och vuxna har tid."),
        ("bullet", "Mer tid"),
    ]


def test_blocks_of_double_spaced_text() -> None:
    text = "• Det behövs fler platser där\n\nunga kan mötas.\n\n• Mer tid behövs\n\nför samtal.\n\nEfter mötet dracks kaffe."
    assert blocks(text) == [
        ("bullet", "Det behövs fler platser där unga kan mötas."),
        ("bullet", "Mer tid behövs för samtal."),
        ("", "Efter mötet dracks kaffe."),
    ]


def test_blocks_of_new_sentence_after_full_line_stays_in_item() -> None:
    text = (
        "• Hyran är alldeles för hög för alla små föreningar.\n"
        "Samtidigt står salarna tomma på hela natten\noch på helgen.\n• Mer tid"
    )
    expected = (
        "Hyran är alldeles för hög för alla små föreningar. Samtidigt står salarna tomma på hela natten och på helgen."
    )
    assert blocks(text) == [("bullet", expected), ("bullet", "Mer tid")]


def test_blocks_of_bullet_on_a_line_of_its_own() -> None:
    first, second = blocks_of(rows_of(text_lines("•\nLokaler saknas\n•\nMer tid")), GRAMMARS["sv"])
    assert (first.text, first.lines, second.text, second.lines) == ("Lokaler saknas", (1, 2), "Mer tid", (3, 4))


@pytest.mark.parametrize("after", ["Fråga 2: Vem?", "Hinder:", "2. Lokaler", "(Departementet)"])
def test_blocks_of_what_opens_a_block_is_not_drawn_in(after: str) -> None:
    assert blocks(f"• En synpunkt som fyller hela sin rad\n{after}")[0] == (
        "bullet",
        "En synpunkt som fyller hela sin rad",
    )


def test_lines_between_tells_the_lines_of_a_passage() -> None:
    (block,) = blocks_of(rows_of(text_lines("Mötet hölls i\nnorra salen på\ntorsdagen.")), GRAMMARS["sv"])
    start = block.text.index("norra")
    assert block.lines_between(start, start + len("norra salen")) == (2,)


def test_blocks_of_text_around_a_footnote() -> None:
    texts = [
        "• Det behövs fler platser där",
        "1 Enligt kommunens plan för",
        "hamnar.",
        "2 Se ovan.",
        "unga kan mötas.",
        "• Mer tid",
    ]
    lines = [Line(number, 1, text, is_note=number in {2, 3, 4}) for number, text in enumerate(texts, start=1)]

    assert [(block.text, block.lines, block.is_note) for block in blocks_of(rows_of(lines), GRAMMARS["sv"])] == [
        ("Det behövs fler platser där unga kan mötas.", (1, 5), False),
        ("1 Enligt kommunens plan för hamnar.", (2, 3), True),
        ("2 Se ovan.", (4,), True),
        ("Mer tid", (6,), False),
    ]
