"""What officers' corrections say of the lines of the source."""

from collections.abc import Sequence

import pytest

from feedback.consultations import get_consultation
from feedback.enums import LineLabelKind
from feedback.line_labels import Placed, keep_line_labels, label_lines
from feedback.notes.draft import Source
from feedback.notes.reading import Line
from feedback.notes_tables import LineLabel
from feedback.point_merging import merge_points
from feedback.point_moves import make_question_of
from feedback.points import drop_point, list_points, restore_point
from feedback.reviews import confirm_review
from tests.factories import NOW, make_reviewed_consultation

LINES = tuple(Line(number, 1, text) for number, text in enumerate(("Why?", "", "One,", "two.", "Bye."), start=1))


def at(*lines: tuple[int, int]) -> tuple[Source, ...]:
    return tuple(Source(1, first, last) for first, last in lines)


@pytest.mark.parametrize(
    ("kept", "read", "labels"),
    [
        (Placed(), Placed(), ["nothing"] * 4),
        (
            Placed(questions=at((1, 1)), points=at((3, 4))),
            Placed(questions=at((1, 1)), points=at((3, 4), (5, 5))),
            ["question", "point", "point goes on", "nothing!"],
        ),
        (Placed(points=at((1, 4), (3, 3))), Placed(), ["point!", "point!", "point goes on!", "nothing"]),
        (Placed(points=at((1, 1)), questions=at((1, 3))), Placed(), ["question!", "question goes on!", "nothing"]),
        (Placed(tasks=at((3, 5))), Placed(tasks=at((3, 5))), ["nothing", "task", "task", "task"]),
    ],
)
def test_label_lines(kept: Placed, read: Placed, labels: Sequence[str]) -> None:
    labelled = label_lines(LINES, kept=kept, read=read)

    assert [each.line for each in labelled] == [1, 3, 4, 5]
    told = [f"{each.label}{'!' if each.is_corrected else ''}" for each in labelled]
    assert told[: len(labels)] == labels


async def stored() -> dict[int, tuple[str, bool]]:
    return {each["line"]: (each["label"], each["is_corrected"]) for each in await LineLabel.select()}


async def test_confirming_keeps_what_was_corrected(database: str) -> None:
    consultation, _question, (premises, funding) = await make_reviewed_consultation(state="under review")
    await merge_points(premises, with_id=funding, now=NOW)

    await confirm_review(consultation)

    assert await stored() == {
        1: ("nothing", False),
        3: ("question", False),
        4: ("point", False),
        5: ("point goes on", False),
        6: ("point goes on", True),
        7: ("nothing", False),
        8: ("nothing", False),
    }


async def test_a_correction_after_confirmation_changes_the_labels(database: str) -> None:
    consultation, _question, (_premises, funding) = await make_reviewed_consultation()
    await keep_line_labels(await get_consultation(consultation))
    assert (await stored())[6] == ("point", False)

    await make_question_of(funding, now=NOW)

    assert (await stored())[6] == (LineLabelKind.QUESTION, True)


async def test_a_point_dropped_and_restored_is_no_correction(database: str) -> None:
    consultation, _question, (premises, _funding) = await make_reviewed_consultation(state="under review")
    await drop_point(premises, now=NOW)
    await restore_point(premises)

    await confirm_review(consultation)

    assert (await stored())[4] == ("point", False)
    assert len(await list_points(consultation)) == 2
