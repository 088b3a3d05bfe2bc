"""The labelled corpus: how much of it the rules get right, and that every line of it is accounted for."""

from pathlib import Path

import pytest

from feedback.commands.notes_figures import notes_section
from feedback.notes.confidence import CONFIDENCE
from feedback.notes.draft import Fate, Rule
from feedback.notes.evaluate import (
    Found,
    LabelledNotes,
    NotesFigures,
    compared,
    evaluate_notes,
    exact_seeds,
    read_labelled,
    right_by_basis,
)
from feedback.notes.structure import draft_notes
from feedback.translation import speaking
from tests.feedback.notes.test_structure import assert_accounts_for_every_line, words_outside_source

CORPUS = read_labelled(Path(__file__).parent / "corpus")
#: What issue 7 asks for; prose at 0.80, all else at 0.95.
LEAST = {"prose": 0.80}


@pytest.mark.parametrize("figures", evaluate_notes(CORPUS), ids=lambda figures: f"{figures.part}-{figures.manner}")
def test_evaluate_notes_corpus_is_read_as_well_as_promised(figures: NotesFigures) -> None:
    least = LEAST.get(figures.manner, 0.95)
    assert min(figures.points.precision, figures.points.recall) >= least
    assert min(figures.questions.precision, figures.questions.recall) >= 0.95
    assert (figures.titles, figures.dates, figures.languages) == (figures.n, figures.n, figures.n)


@pytest.mark.parametrize("document", CORPUS, ids=lambda document: document.file)
def test_draft_notes_corpus_accounts_for_every_line(document: LabelledNotes) -> None:
    draft = draft_notes(document.lines)
    assert_accounts_for_every_line(draft, document.lines)
    assert words_outside_source(draft, document.lines) == []
    assert list(draft.reasons) == list(draft.fates)
    unexplained = [
        line
        for line, fate in draft.fates.items()
        if (draft.reasons[line].rule is Rule.NONE) != (fate is Fate.LEFT_OVER)
    ]
    assert unexplained == []


def test_compared_by_first_words_each_once() -> None:
    found = compared(["Ett två", "ETT  TVÅ!", "tre"], ["ett två", "fyra"])
    assert (found, found.precision, found.recall) == (Found(1, 3, 2), 1 / 3, 0.5)


def test_found_of_nothing_is_all_right() -> None:
    assert (Found(0, 0, 0).precision, Found(0, 0, 0).recall, Found(0, 2, 3).f1) == (1.0, 1.0, 0.0)


def test_exact_seeds_are_all_of_them(shared: Path) -> None:
    assert exact_seeds(shared / "gold") == (5, 5)


def test_right_by_basis_counts_each_point_once() -> None:
    found = right_by_basis(CORPUS)
    drafted = sum(len(draft_notes(document.lines).points) for document in CORPUS)
    assert sum(each.drafted for each in found.values()) == drafted
    assert [CONFIDENCE[basis] for basis in found] == sorted((CONFIDENCE[basis] for basis in found), reverse=True)


def test_notes_section_holds_a_row_for_each_part_and_manner(shared: Path, tmp_path: Path) -> None:
    with speaking("en"):
        whole, without_gold = notes_section(shared / "gold"), notes_section(tmp_path)
    assert "5 of 5 real documents are read exactly." in whole
    assert "real documents" not in without_gold
    for figures in evaluate_notes(CORPUS):
        row = f"| {figures.part} | {figures.manner} | {figures.n} | {figures.points.labelled} | {figures.points.precision:.3f} |"
        assert row in without_gold


def test_notes_section_is_what_the_documentation_says(shared: Path) -> None:
    told = (Path(__file__).parents[3] / "docs" / "accuracy.md").read_text(encoding="utf-8")
    with speaking("en"):
        assert notes_section(shared / "gold").strip() in told
