"""The annex with every point of the notes."""

from dataclasses import replace

from feedback.blocks import Table
from tests.reports.blocks import chapters
from tests.reports.sample_facts import english, make_facts

ANNEX = "Every point of the notes, with its source"


def test_every_point_stands_with_its_lines() -> None:
    table = chapters(english(make_facts()))[ANNEX][0]
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[0]] == [
        "1",
        "Projektpengarna räcker ett år i taget.",
        "Question 1",
        "Long-term funding",
        "anteckningar.txt, page 1, lines 10–11",
    ]
    assert [row[2].text for row in table.rows] == ["Question 1"] * 3 + ["Question 2", "Resor", "–"]


def test_every_point_leaves_out_columns_that_say_nothing() -> None:
    facts = make_facts()
    points = tuple(replace(point, question_number=None, heading="") for point in facts.consultations[0].points)
    bare = (replace(facts.consultations[0], points=points), *facts.consultations[1:])
    table = chapters(english(replace(facts, consultations=bare, codings=())))[ANNEX][0]
    assert isinstance(table, Table)
    assert table.header == ("No.", "Point", "Source")
    assert [cell.text for cell in table.rows[0]] == [
        "1", "Projektpengarna räcker ett år i taget.", "anteckningar.txt, page 1, lines 10–11",
    ]  # fmt: skip
