"""Passages printed twice are told from things said twice."""

from feedback.notes.repeats import repeated_lines
from tests.feedback.notes.files import text_lines

PASSAGE = [f"Rad nummer {word} i ett stycke som är utskrivet två gånger" for word in ("ett", "två", "tre", "fyra")]


def test_repeated_lines_second_printing() -> None:
    lines = text_lines("\n".join([*PASSAGE, "Något annat", *PASSAGE]))
    assert repeated_lines(lines) == {6, 7, 8, 9}


def test_repeated_lines_spacing_and_bullets_do_not_matter() -> None:
    lines = text_lines("\n".join([*PASSAGE, "Något annat", *(f" •\t {line}" for line in PASSAGE)]))
    assert repeated_lines(lines) == {6, 7, 8, 9}


def test_repeated_lines_torn_line_beside_a_run() -> None:
    torn = "En rad som stod tidigare och hör till samma sida"
    lines = text_lines("\n".join([torn, "Annat", *PASSAGE, "Mer", *PASSAGE, torn]))
    assert repeated_lines(lines) == {8, 9, 10, 11, 12}


def test_repeated_lines_short_answers_said_twice_stay() -> None:
    lines = text_lines("Fråga 1\n• Brist på tid\n• Brist på lokaler\nFråga 2\n• Brist på tid\n• Brist på lokaler")
    assert repeated_lines(lines) == frozenset()


def test_repeated_lines_the_same_line_thousands_of_times() -> None:
    assert len(repeated_lines(text_lines("\n".join(["Samma rad om och om igen"] * 5000)))) == 4997
