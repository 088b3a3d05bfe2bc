"""A language that is written as data is read without a line of code."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from feedback.enums import ConsultationKind, PointKind
from feedback.notes import languages
from feedback.notes.grammar.written import written_grammars
from tests.feedback.notes.files import drafted, point_texts

#: Nobody speaks it.
MADE_UP = """
language = "zz"
common_words = "kal bem tor ulu"
months = ["primo", "secun", "terto", "quart", "quinto", "sexto", "septo", "octo", "nono", "decim", "undec", "duodec dodec"]
spans = "ulu"
title = ['^Skriba kal\\b']
question = ['^Kweri\\s*(\\d{1,2})\\s*(?:[:.)–-]\\s*(.*)|$)']
venue_label = ['^lok: (?P<place>.+)$']

[meanings]
kongresi = "conference"

[[kinds]]
word = "kongresi"
patterns = ['\\bkongresi']

[labels]
obstacle = ['\\bmuri\\b']

[reporting]
host_titles = 'ministo'
hosts = ['\\b{TITLES}\\b']
speakers = ['\\bpopuli\\b']
verbs = ['\\bdikis\\b']
"""
NOTES = """Skriba kal kongresi bem naturo

Lok: Vilo
9 ulu 10 quinto 2024

Kal populi dikis bem la ponto tor. Ministo dikis kal tor.

Kweri 1: Kio tor?
- Kal arbo bem.

Muri:
- Ulu mono.
"""


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "zz.toml").write_text(MADE_UP, encoding="utf-8")
    (grammar,) = written_grammars(tmp_path)
    monkeypatch.setitem(languages.GRAMMARS, "zz", grammar)


def test_written_grammars_of_a_made_up_language_reads_its_notes(made_up: None) -> None:
    draft = drafted(NOTES)
    assert (draft.language, draft.title, draft.date) == ("zz", "Skriba kal kongresi bem naturo", "2024-05-09")
    assert (draft.place, languages.kind_of(draft.kind)) == ("Vilo", ConsultationKind.CONFERENCE)
    assert [each.text for each in draft.questions] == ["Kio tor?"]
    assert point_texts(draft) == ["Kal populi dikis bem la ponto tor.", "Kal arbo bem.", "Ulu mono."]
    assert [point.kind for point in draft.points][2] is PointKind.OBSTACLE


def test_written_grammars_like_another_takes_what_it_does_not_write(tmp_path: Path) -> None:
    (tmp_path / "zz.toml").write_text(MADE_UP, encoding="utf-8")
    (tmp_path / "yy.toml").write_text(
        'language = "yy"\nlike = "zz"\n[reporting]\nverbs = ["sagis"]\n', encoding="utf-8"
    )
    other, first = written_grammars(tmp_path)
    assert (other.language, other.months, other.reporting.speakers) == ("yy", first.months, first.reporting.speakers)
    assert other.reporting.verbs.pattern != first.reporting.verbs.pattern
    assert replace(other, language="zz", reporting=first.reporting) == first


@pytest.mark.parametrize(
    "wrong", ["mnths = []", '[reporting]\nverb = ["a"]', 'title = ["("]', '[labels]\nshout = ["a"]']
)
def test_written_grammars_refuses_what_it_does_not_know(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "zz.toml").write_text(f'language = "zz"\n{wrong}\n', encoding="utf-8")
    with pytest.raises((ValueError, TypeError, re.error), match=r"mnths|verb|unterminated|shout"):
        written_grammars(tmp_path)


def test_danish_knows_its_own_words_and_those_it_shares_with_norwegian() -> None:
    danish, norwegian = languages.GRAMMARS["da"], languages.GRAMMARS["no"]
    assert (danish.months["marts"], "mars" in danish.months) == (3, False)
    assert danish.abbreviations == norwegian.abbreviations
