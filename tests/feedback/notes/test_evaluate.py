"""The labelled corpus: how much of it the rules get right, and that every line of it is accounted for."""

from pathlib import Path

import pytest

from feedback.notes.draft import Fate, Rule
from feedback.notes.evaluate import Found, LabelledNotes, NotesFigures, compared, evaluate_notes, read_labelled
from feedback.notes.structure import draft_notes
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
