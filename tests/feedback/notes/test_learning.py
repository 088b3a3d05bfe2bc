"""What is learnt from corrections: heard where it beats the rules on documents held back, and nowhere else."""

import json
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.enums import LineLabelKind
from feedback.notes.draft import Draft, Rule
from feedback.notes.learning import CorrectedNotes, HeldBack, LearntLines, learn_lines
from feedback.notes.line_features import labels_of, labels_of_draft
from feedback.notes.reading import Line
from feedback.notes.rereading import read_again
from feedback.notes.structure import draft_notes
from tests.feedback.notes.files import point_texts, text_lines
from tests.feedback.notes.test_structure import PARTS, assert_accounts_for_every_line, words_outside_source

PLACES = (
    "Sjövik",
    "Norrby",
    "Åmåla",
    "Storvik",
    "Lillnäs",
    "Västby",
    "Östby",
    "Sundet",
    "Backa",
    "Hamra",
    "Viken",
    "Näset",
)
SAID = ("Bryggan är trasig.", "Bussen går för sällan.", "Lokalerna är dyra.", "Unga saknar en plats.")


def notes_of(place: str, number: int) -> str:
    """Notes with a list of what was served, which the rules take for points."""
    points = "\n".join(f"- {text} Det sades i {place}." for text in SAID[: 2 + number % 3])
    served = "\n".join(f"- {what} från {place}" for what in ("Bullar", "Kaffe", "Saft")[: 2 + number % 2])
    return f"Anteckningar från samråd i {place} den 6 maj 2025\n\nHamnen\n{points}\n\nServering\n{served}\n"


def corrected(place: str, number: int, *, agrees: bool) -> CorrectedNotes:
    lines = text_lines(notes_of(place, number))
    draft = draft_notes(lines)
    labels = labels_of_draft(draft)
    served = next(line.number for line in lines if line.text == "Servering")
    kept = labels if agrees else {line: label for line, label in labels.items() if line < served}
    return CorrectedNotes(lines, draft, kept)


def learnt_from(*, agrees: bool) -> tuple[LearntLines, tuple[HeldBack, ...]]:
    return learn_lines([corrected(place, number, agrees=agrees) for number, place in enumerate(PLACES)])


def test_learn_lines_that_contradict_the_rules_is_heard_and_mends_new_notes() -> None:
    learnt, figures = learnt_from(agrees=False)
    lines = text_lines(notes_of("Berga", 1))
    by_rules = draft_notes(lines)

    draft = read_again(by_rules, lines, learnt)

    assert (learnt.languages, [each.beats_rules for each in figures]) == (("sv",), [True])
    assert (figures[0].documents, figures[0].wrong_by_rules, figures[0].wrong_by_learnt) == (12, 30, 0)
    assert len(point_texts(by_rules)) == 6
    assert point_texts(draft) == [f"{text} Det sades i Berga." for text in SAID[:3]]
    assert [rest.text for rest in draft.leftovers if "Berga" in rest.text] == [
        "Bullar från Berga", "Kaffe från Berga", "Saft från Berga",
    ]  # fmt: skip
    assert_accounts_for_every_line(draft, lines)
    assert {draft.reasons[rest.source.first_line].rule for rest in draft.leftovers[-3:]} == {Rule.LEARNT}


def test_learn_lines_that_agree_with_the_rules_is_not_heard() -> None:
    learnt, figures = learnt_from(agrees=True)
    lines = text_lines(notes_of("Berga", 1))
    draft = draft_notes(lines)

    assert learnt.languages == ()
    assert [(each.wrong_by_rules, each.beats_rules) for each in figures] == [(0, False)]
    assert read_again(draft, lines, learnt) is draft


@pytest.mark.parametrize("count", [0, 1, 4])
def test_learn_lines_from_too_few_documents_is_not_heard(count: int) -> None:
    learnt, figures = learn_lines([corrected(place, n, agrees=False) for n, place in enumerate(PLACES[:count])])
    assert (learnt.languages, figures) == ((), ())


def test_learn_lines_in_another_language_is_not_heard() -> None:
    learnt, _ = learnt_from(agrees=False)
    lines = text_lines(
        "Notes of the meeting on 6 May 2025\n\nHarbour\n- The pier is broken.\n\nServed\n- Buns and coffee\n"
    )
    draft = draft_notes(lines)
    assert read_again(draft, lines, learnt) is draft


def test_learnt_lines_are_kept_as_json_and_the_same_each_time() -> None:
    learnt, _ = learnt_from(agrees=False)
    stored = msgspec.json.encode(learnt)
    assert msgspec.json.decode(stored, type=LearntLines) == learnt
    assert json.loads(stored)["languages"] == ["sv"]
    assert learnt_from(agrees=False)[0] == learnt


def test_learnt_lines_hold_no_word_of_one_document_alone() -> None:
    learnt, _ = learnt_from(agrees=False)
    assert [name for name in learnt.weights or {} if "sjövik" in name.casefold()] == []


@pytest.mark.parametrize(
    ("mended", "spoilt", "better", "worse", "beats"),
    [
        (5, 0, 5, 0, True),
        (4, 0, 4, 0, False),
        (30, 20, 5, 4, False),
        (30, 10, 5, 5, False),
        (30, 10, 6, 2, True),
        (900, 300, 9, 1, True),
    ],
)
def test_held_back_beats_rules_beyond_chance_only(
    mended: int, spoilt: int, better: int, worse: int, beats: bool
) -> None:
    figures = HeldBack("sv", 10, 200, 50, 40, mended, spoilt, better, worse)
    assert figures.beats_rules is beats
    assert replace(figures, documents=4).beats_rules is False


def test_labels_of_an_item_that_begins_counts_before_one_that_goes_on() -> None:
    draft = draft_notes(text_lines("Fråga 1: Vad?\n- Mer tid behövs\n  i hamnen.\n"))
    assert labels_of_draft(draft) == {
        1: LineLabelKind.QUESTION, 2: LineLabelKind.POINT, 3: LineLabelKind.POINT_GOES_ON,
    }  # fmt: skip
    point = draft.points[0].source
    assert labels_of(questions=[], points=[point], tasks=[replace(point, last_line=2)])[2] is LineLabelKind.POINT


def taught(*labels: LineLabelKind, language: str) -> LearntLines:
    """What turns every label of the rules into another, whatever the line: worse than any that could be learnt."""
    kinds = tuple(LineLabelKind)
    weights = {
        f"rules {kind}": tuple(30.0 if kind_then is label else 0.0 for kind_then in kinds)
        for kind, label in zip(kinds, labels, strict=True)
    }
    return LearntLines(kinds, (0.0,) * len(kinds), weights, (language,))


@given(
    st.lists(st.sampled_from((*PARTS, "Flera lyfte tiden. Den räcker inte.", "Lös text som blir över.")), max_size=25),
    st.lists(st.sampled_from(LineLabelKind), min_size=len(LineLabelKind), max_size=len(LineLabelKind)),
)
def test_read_again_whatever_was_learnt_every_line_has_one_fate(parts: list[str], labels: list[LineLabelKind]) -> None:
    lines: tuple[Line, ...] = text_lines("\n".join(parts))
    draft: Draft = draft_notes(lines)

    again = read_again(draft, lines, taught(*labels, language=draft.language))

    assert_accounts_for_every_line(again, lines)
    assert words_outside_source(again, lines) == []
    assert {each.question for each in again.points} <= {None, *(each.number for each in again.questions)}
    assert len({each.number for each in again.questions}) == len(again.questions)


def test_read_again_joins_and_moves_as_learnt() -> None:
    lines = text_lines("Samråd om bryggor\n\nFråga 1: Vad behövs?\n- En brygga\n- och en bod\n")
    draft = draft_notes(lines)
    kinds = LineLabelKind
    rest = (kinds.QUESTION, kinds.QUESTION, kinds.TASK, kinds.NOTHING)
    together = taught(kinds.POINT_GOES_ON, kinds.POINT_GOES_ON, *rest, language="sv")
    asked = taught(kinds.QUESTION, kinds.POINT_GOES_ON, *rest, language="sv")

    assert point_texts(read_again(draft, lines, together)) == ["En brygga och en bod"]
    assert [each.text for each in read_again(draft, lines, asked).questions] == [
        "Vad behövs?",
        "En brygga",
        "och en bod",
    ]
