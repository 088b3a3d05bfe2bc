"""From officers' corrections to what is heard beside the rules, through a real database."""

import asyncio

import pytest
from click.testing import CliRunner

from feedback.commands.learn_lines import learn_lines
from feedback.consultations import get_consultation, import_document
from feedback.database import open_database
from feedback.enums import LineLabelKind
from feedback.line_labels import keep_line_labels
from feedback.line_lessons import corrected_notes, learn_from_corrections
from feedback.line_readers import current_learnt_lines
from feedback.notes.learning import LearntLines
from feedback.notes_tables import LineLabel, LineReader
from feedback.tables import Point
from feedback.translation import speaking
from tests.factories import NOW, make_document
from tests.feedback.notes.test_learning import PLACES, corrected, notes_of


async def review(place: str, number: int, *, drops: bool) -> None:
    """A document whose lines are labelled as officers leave them: what was served is dropped where they do so."""
    notes = corrected(place, number, agrees=not drops)
    document = await make_document([line.text for line in notes.lines], filename=f"{place}.txt")
    await LineLabel.insert(
        *(
            LineLabel(
                document=document, line=line.number, label=notes.labels.get(line.number, LineLabelKind.NOTHING).value
            )
            for line in notes.lines
            if line.text.strip()
        )
    )


@pytest.mark.parametrize("drops", [True, False])
async def test_learn_from_corrections_is_heard_at_the_next_import_only_where_it_beats_the_rules(
    sqlite_database: str, drops: bool
) -> None:
    for number, place in enumerate(PLACES[:5]):
        await review(place, number, drops=drops)

    version = await learn_from_corrections(NOW)
    imported = await import_document("berga.txt", content=notes_of("Berga", 1).encode(), officer_id=None, now=NOW)

    assert (version.number, version.documents, version.languages) == (1, 5, ("sv",) if drops else ())
    assert [each.wrong_by_rules > each.wrong_by_learnt for each in version.figures] == [drops]
    points = await Point.select(Point.heading).where(Point.consultation == imported.id)
    assert {row["heading"] for row in points} == ({"Hamnen"} if drops else {"Hamnen", "Servering"})


async def test_current_learnt_lines_is_nothing_until_a_version_is_used_and_then_the_newest(
    sqlite_database: str,
) -> None:
    assert await current_learnt_lines() == LearntLines()
    for number, languages in ((1, '["sv"]'), (2, '["en"]')):
        await LineReader(
            number=number, documents=5, lines=9, learnt=f'{{"languages": {languages}}}', is_used=True
        ).save()
    assert (await current_learnt_lines()).languages == ("en",)
    await LineReader(number=3, documents=5, lines=9, learnt='{"languages": []}', is_used=False).save()
    assert await current_learnt_lines() == LearntLines()


async def test_corrected_notes_are_read_again_with_their_headings(sqlite_database: str) -> None:
    content = b"# Notes of the meeting on 6 May 2025\n\n## Harbour\n\n- The pier is broken.\n"
    imported = await import_document("notes.md", content=content, officer_id=None, now=NOW)
    await keep_line_labels(await get_consultation(imported.id))

    (notes,) = await corrected_notes()

    assert [point.text for point in notes.draft.points] == ["The pier is broken."]
    assert {number: str(label) for number, label in notes.labels.items() if label != "nothing"} == {5: "point"}


def test_learn_lines_command_says_what_it_learnt_and_that_it_is_not_used(database_url: str) -> None:
    async def prepare() -> None:
        async with open_database():
            await review("Sjövik", 0, drops=True)

    asyncio.run(prepare())
    with speaking("en"):
        result = CliRunner().invoke(learn_lines)

    assert (result.exit_code, result.output.splitlines()) == (
        0,
        [
            "Version 1, learnt from the lines of 1 document.",
            "There are too few documents to hold some back, so it is not used.",
        ],
    )
