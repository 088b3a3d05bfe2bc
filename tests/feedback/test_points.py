"""Correcting points: nothing said is lost, and each keeps its source."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.consultations import delete_consultation
from feedback.enums import PointKind
from feedback.errors import Conflict, Gone, NotFound
from feedback.notes.draft import Source
from feedback.point_merging import divide_text, merge_points, split_point
from feedback.points import (
    NotedPoint,
    Wording,
    add_point,
    drop_point,
    edit_point,
    get_point,
    group_points,
    list_points,
    restore_point,
)
from feedback.questions import AskedQuestion
from feedback.tables import Coding, IssuePoint
from tests.factories import (
    NOW,
    make_coding,
    make_consultation,
    make_issue,
    make_point,
    make_question,
    make_reviewed_consultation,
    make_theme,
)

PREMISES = "Associations need premises that they can afford."
FUNDING = "Funding for one year at a time makes planning hard."


async def texts_of(consultation: UUID) -> list[str]:
    return [point.text for point in await list_points(consultation) if not point.is_dropped]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One.\n\nTwo.", ("One.", "Two.")),
        ("One\nline.\n \t\n\nTwo.\n\n", ("One line.", "Two.")),
        ("All one.", ("All one.",)),
        (" \n\n ", ()),
    ],
)
def test_divide_text(text: str, parts: tuple[str, ...]) -> None:
    assert divide_text(text) == parts


@given(st.text())
def test_divide_text_loses_no_word(text: str) -> None:
    assert " ".join(divide_text(text)).split() == text.split()


def test_group_points_keeps_order_and_leaves_dropped_ones_out() -> None:
    first, second = (AskedQuestion(id=uuid4(), number=n, text=f"Question {n}?") for n in (1, 2))
    said, headed, loose = (
        NotedPoint(uuid4(), number, f"Point {number}.", PointKind.STATEMENT, question_id=question, heading=heading)
        for number, question, heading in ((1, second.id, ""), (2, second.id, "Money"), (3, None, "Other"))
    )
    dropped = NotedPoint(uuid4(), 0, "Dropped.", PointKind.STATEMENT, question_id=first.id, is_dropped=True)

    sections = group_points((first, second), (said, dropped, headed, loose))

    assert [(s.question, [(p.heading, p.points) for p in s.parts]) for s in sections] == [
        (first, []),
        (second, [("", (said,)), ("Money", (headed,))]),
        (None, [("Other", (loose,))]),
    ]


async def test_list_points_numbers_those_not_dropped(database: str) -> None:
    consultation, _question, (premises, funding) = await make_reviewed_consultation()
    await drop_point(premises, now=NOW)

    points = await list_points(consultation)

    assert [(point.id, point.number, point.is_dropped) for point in points] == [
        (premises, 0, True),
        (funding, 1, False),
    ]
    assert points[1].source == Source(page=1, first_line=6, last_line=6)


async def test_edit_point(database: str) -> None:
    consultation, _question, (premises, _funding) = await make_reviewed_consultation()
    wording = Wording(text="Rents are too high.", kind=PointKind.CONCERN, heading="Premises")

    assert await edit_point(premises, wording, seen=PREMISES) == consultation

    _consultation, point = await get_point(premises)
    assert point == NotedPoint(
        id=premises,
        number=1,
        text="Rents are too high.",
        kind=PointKind.CONCERN,
        heading="Premises",
        source=Source(page=1, first_line=4, last_line=5),
    )


async def test_edit_point_changed_by_somebody_else(database: str) -> None:
    consultation, _question, (premises, _funding) = await make_reviewed_consultation()
    await edit_point(premises, Wording(text="Theirs.", kind=PointKind.CONCERN), seen=PREMISES)

    with pytest.raises(Conflict, match="Theirs"):
        await edit_point(premises, Wording(text="Ours.", kind=PointKind.CONCERN), seen=PREMISES)

    assert await texts_of(consultation) == ["Theirs.", FUNDING]


async def test_edit_point_with_the_question_of_another_consultation(database: str) -> None:
    consultation, _question, (premises, _funding) = await make_reviewed_consultation()
    elsewhere = await make_question(await make_consultation(title="Another"))

    with pytest.raises(Conflict):
        await edit_point(premises, Wording("New.", PointKind.CONCERN, question_id=elsewhere), seen=PREMISES)

    assert await texts_of(consultation) == [PREMISES, FUNDING]


async def test_split_point_keeps_place_kind_and_source(database: str) -> None:
    consultation, question, (premises, _funding) = await make_reviewed_consultation()

    await split_point(premises, parts=("Premises.", "That they can.", "Afford."), seen=PREMISES)

    points = await list_points(consultation)
    assert [point.text for point in points] == ["Premises.", "That they can.", "Afford.", FUNDING]
    assert {(p.question_id, p.kind, p.source) for p in points[:3]} == {
        (question, PointKind.STATEMENT, Source(page=1, first_line=4, last_line=5))
    }
    assert points[0].id == premises


async def test_split_point_into_one_part(database: str) -> None:
    consultation, _question, (premises, _funding) = await make_reviewed_consultation()

    with pytest.raises(Conflict):
        await split_point(premises, parts=(PREMISES,), seen=PREMISES)

    assert await texts_of(consultation) == [PREMISES, FUNDING]


async def test_merge_points_joins_texts_and_sources(database: str) -> None:
    consultation, _question, (premises, funding) = await make_reviewed_consultation()

    await merge_points(premises, with_id=funding, now=NOW)

    merged, dropped = await list_points(consultation)
    assert (merged.text, merged.source) == (f"{PREMISES} {FUNDING}", Source(page=1, first_line=4, last_line=6))
    assert (dropped.text, dropped.is_dropped) == (FUNDING, True)


async def test_merge_points_moves_codings_and_issues_once(database: str) -> None:
    _consultation, _question, (premises, funding) = await make_reviewed_consultation()
    both, one = await make_theme(code="T1"), await make_theme(code="T2")
    for point, theme in ((premises, both), (funding, both), (funding, one)):
        await make_coding(point, theme)
    await make_issue(points=[funding])

    await merge_points(premises, with_id=funding, now=NOW)

    themes = await Coding.select(Coding.theme).where(Coding.point == premises).output(as_list=True)
    assert sorted(themes, key=str) == sorted([both, one], key=str)
    assert await IssuePoint.select(IssuePoint.point).output(as_list=True) == [premises]


async def test_merge_points_twice_as_by_a_double_click(database: str) -> None:
    consultation, _question, (premises, funding) = await make_reviewed_consultation()
    await merge_points(premises, with_id=funding, now=NOW)

    with pytest.raises(Conflict):
        await merge_points(premises, with_id=funding, now=NOW)

    assert await texts_of(consultation) == [f"{PREMISES} {FUNDING}"]


async def test_merge_points_of_two_consultations(database: str) -> None:
    consultation, _question, (premises, _funding) = await make_reviewed_consultation()
    elsewhere = await make_point(await make_consultation(title="Another"), text="Elsewhere.")

    with pytest.raises(Conflict):
        await merge_points(premises, with_id=elsewhere, now=NOW)

    assert await texts_of(consultation) == [PREMISES, FUNDING]


async def test_answers_go_with_their_points_when_divided_and_merged(database: str) -> None:
    consultation = await make_consultation()
    one = await make_point(consultation, text="One. Two.", answer="We will.", confidence=0.5)
    three = await make_point(consultation, text="Three.", answer="Not yet.", position=2)

    await split_point(one, parts=("One.", "Two."), seen="One. Two.")
    points = await list_points(consultation)
    assert [(each.answer, each.confidence) for each in points] == [
        ("We will.", None),
        ("We will.", None),
        ("Not yet.", None),
    ]
    await merge_points(one, with_id=points[1].id, now=NOW)
    await merge_points(one, with_id=three, now=NOW)

    assert (await list_points(consultation))[0].answer == "We will. Not yet."


async def test_edit_point_without_an_answer_keeps_the_one_it_has(database: str) -> None:
    consultation = await make_consultation()
    point = await make_point(consultation, text="One.", answer="We will.")

    await edit_point(point, Wording("Two.", PointKind.CONCERN), seen="One.")

    (edited,) = await list_points(consultation)
    assert (edited.text, edited.answer) == ("Two.", "We will.")


async def test_restore_point_brings_it_back_to_its_place(database: str) -> None:
    consultation, _question, (premises, _funding) = await make_reviewed_consultation()
    await drop_point(premises, now=NOW)
    assert await texts_of(consultation) == [FUNDING]

    await restore_point(premises)

    assert await texts_of(consultation) == [PREMISES, FUNDING]


async def test_add_point_takes_the_place_of_its_lines(database: str) -> None:
    consultation, question, _points = await make_reviewed_consultation()
    wording = Wording("A meeting place is needed.", PointKind.PROPOSAL, question_id=question)

    await add_point(consultation, wording, lines=(5, 5))
    await add_point(consultation, Wording("Last.", PointKind.STATEMENT))

    points = await list_points(consultation)
    assert [point.text for point in points] == [PREMISES, "A meeting place is needed.", FUNDING, "Last."]
    assert [point.source for point in points[1::2]] == [Source(page=1, first_line=5, last_line=5), None]


@pytest.mark.parametrize("lines", [(0, 2), (5, 4), (8, 9), (900, 900)])
async def test_add_point_on_lines_that_are_not_there(sqlite_database: str, lines: tuple[int, int]) -> None:
    consultation, _question, _points = await make_reviewed_consultation()

    with pytest.raises(Conflict, match="8"):
        await add_point(consultation, Wording("New.", PointKind.STATEMENT), lines=lines)

    assert await texts_of(consultation) == [PREMISES, FUNDING]


async def test_points_of_a_deleted_consultation(database: str) -> None:
    consultation, _question, (premises, funding) = await make_reviewed_consultation()
    await delete_consultation(consultation, now=NOW)

    for act in (
        drop_point(premises, now=NOW),
        restore_point(premises),
        split_point(premises, parts=("a", "b"), seen=PREMISES),
        merge_points(premises, with_id=funding, now=NOW),
        edit_point(premises, Wording("x", PointKind.CONCERN), seen=PREMISES),
        add_point(consultation, Wording("x", PointKind.CONCERN)),
    ):
        with pytest.raises(Gone):
            await act
    assert await texts_of(consultation) == [PREMISES, FUNDING]


async def test_get_point_unknown(sqlite_database: str) -> None:
    with pytest.raises(NotFound):
        await get_point(uuid4())
