"""Theme suggestions: order, probabilities, reasons, and that they beat a plain baseline on the labelled rows."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from feedback.matching.gold import CodedText, Gold, read_gold
from feedback.matching.scores import hit_at_1, mean, micro_f1, recall_at, suggested
from feedback.matching.suggest import (
    Example,
    Text,
    ThemeEntry,
    ThemeSuggestion,
    codebook_from_json,
    suggest_themes,
)
from feedback.translation import speaking
from tests.feedback.matching.codebooks import FUNDING, LANGUAGE, PREMISES, SMALL


def first(text: str, codebook: tuple[ThemeEntry, ...] = SMALL) -> ThemeSuggestion:
    return suggest_themes([Text("a", text)], codebook)[0]


@pytest.mark.parametrize(
    ("text", "theme", "word"),
    [
        ("Föreningslokalerna är stängda när vi slutar jobbet.", "premises", "Föreningslokalerna"),
        ("Vi vet aldrig om bidraget kommer nästa år.", "funding", "bidraget"),
        ("Grants run out after one year.", "funding", "Grants"),
        ("Vi vil ha svenska kurs på jobet", "language", "svenska"),
    ],
)
def test_suggest_themes_puts_the_right_theme_first_with_its_reason(text: str, theme: str, word: str) -> None:
    best = first(text).themes[0]

    assert (best.id, best.because[0]) == (theme, word)
    assert best.score >= 0.5


@pytest.mark.parametrize("text", ["", "   ", "😀👍", "…", "123 456", "Vet ej", "Det är som det är."])
def test_suggest_themes_says_none_of_a_text_without_content(text: str) -> None:
    suggestion = first(text)

    assert [(match.score, match.because) for match in suggestion.themes] == [(0.0, ())] * 3
    assert suggestion.none == 1.0


def test_suggest_themes_with_one_theme_gives_one() -> None:
    suggestion = first("Hyran för lokalen är för hög.", (PREMISES,))

    assert [match.id for match in suggestion.themes] == ["premises"]
    assert suggestion.themes[0].score >= 0.5 > suggestion.none


def test_suggest_themes_with_two_hundred_themes_gives_five_best_first() -> None:
    others = tuple(ThemeEntry(f"t{n}", {"sv": f"Ämne nummer {n}"}, "Något helt annat.", ()) for n in range(198))

    suggestion = first("Fleråriga bidrag till föreningar", (*others, PREMISES, FUNDING))

    scores = [match.score for match in suggestion.themes]
    assert (suggestion.themes[0].id, len(scores)) == ("funding", 5)
    assert scores == sorted(scores, reverse=True)


def test_suggest_themes_with_an_empty_codebook_suggests_nothing() -> None:
    assert first("Hyran är hög", ()) == ThemeSuggestion("a", (), 1.0)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=4))
def test_suggest_themes_takes_any_text(texts: list[str]) -> None:
    rows = [Text(str(n), text) for n, text in enumerate(texts)]

    found = suggest_themes(rows, SMALL)

    assert [suggestion.id for suggestion in found] == [row.id for row in rows]
    for row, suggestion in zip(rows, found, strict=True):
        assert 0 <= suggestion.none <= 1
        for match in suggestion.themes:
            assert 0 <= match.score <= 1
            assert [word for word in match.because if word not in row.text] == []


def test_suggest_themes_does_not_depend_on_the_company() -> None:
    rows = [Text("a", "Lokaler på kvällen"), Text("b", "Kurser i svenska"), Text("c", "Bidragen räcker inte")]

    together = suggest_themes(rows, SMALL)

    assert together == [suggest_themes([row], SMALL)[0] for row in rows] == suggest_themes(rows, SMALL)


def test_suggest_themes_learns_a_word_from_examples() -> None:
    texts = {
        "premises": ["Källaren på torget är bra", "Nyckel till aulan", "Aulan larmas klockan fyra", "Öppna aulan"],
        "funding": ["Pengarna tar slut", "Kassan är tom", "Kassören gråter", "Tom kassa varje vår"],
        "language": ["Grammatiken är svår", "Läraren talar fort", "Prata med grannen", "Läraren slutade"],
    }
    examples = [Example(text, (theme,)) for theme, said in texts.items() for text in said]

    taught = suggest_themes([Text("a", "Aulan står tom")], SMALL, examples)[0]

    assert taught.themes[0].id == "premises"


def test_suggest_themes_learns_from_the_code_books_own_examples() -> None:
    halls = ("Nyckel till aulan", "Aulan larmas klockan fyra", "Öppna aulan på lov", "Aulan borde öppnas")
    others = (("Kassan är tom", "Kassören gråter", "Vår kassa räcker inte"), ("Läraren slutade", "Grammatiken är svår"))
    given = zip(SMALL, (halls, *others), strict=True)
    codebook = tuple(replace(theme, examples=examples * 2) for theme, examples in given)

    plain, taught = first("Vi vill in i aulan", SMALL), first("Vi vill in i aulan", codebook)

    assert taught.themes[0].id == SMALL[0].id
    assert taught.themes[0].score > max(match.score for match in plain.themes if match.id == SMALL[0].id)


def test_suggest_themes_ignores_examples_of_unknown_themes() -> None:
    examples = [Example("Lokaler på kvällen", ("gone",)) for _ in range(20)]
    rows = [Text("a", "Lokaler på kvällen")]

    assert suggest_themes(rows, SMALL, examples) == suggest_themes(rows, SMALL)


def test_codebook_from_json_reads_every_label_language() -> None:
    data = [{"id": "x", "label_sv": "Lokaler", "label_fi": "Tilat", "definition": "d", "keywords": ["k"], "other": 1}]

    assert codebook_from_json(data) == (ThemeEntry("x", {"sv": "Lokaler", "fi": "Tilat"}, "d", ("k",)),)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "A code book is a list of themes with at least one entry."),
        ([], "A code book is a list of themes with at least one entry."),
        (["x"], "Entry 1 of the code book is not an object."),
        ([{"id": "x", "label_sv": "X"}, {"label_sv": "Y"}], "Entry 2 of the code book has no id."),
        ([{"id": "x"}], "Theme x has no label, such as label_sv."),
        ([{"id": "x", "label_sv": "X", "definition": 3}], "The definition of theme x is not a text."),
        ([{"id": "x", "label_sv": "X", "keywords": "k"}], "The keywords of theme x are not a list of words."),
        ([{"id": "x", "label_sv": "X", "examples": "e"}], "The examples of theme x are not a list of texts."),
        ([{"id": "x", "label_sv": "X"}] * 2, "The code book has two themes with the id x."),
    ],
)
def test_codebook_from_json_names_what_is_wrong(data: object, message: str) -> None:
    with speaking("en"), pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        codebook_from_json(data)


@pytest.fixture(scope="module")
def gold(shared: Path) -> Gold:
    return read_gold(shared / "gold")


def figures(rows: list[CodedText], ranked: list[list[str]]) -> tuple[float, float]:
    pairs = list(zip(ranked, (row.themes for row in rows), strict=True))
    return mean([hit_at_1(names, gold) for names, gold in pairs]), mean([recall_at(3, n, gold) for n, gold in pairs])


@pytest.mark.parametrize("group", ["answers", "points"])
def test_suggest_themes_beats_character_ngrams_on_gold(gold: Gold, shared: Path, group: str) -> None:
    rows = [row for row in gold.coded if group in row.groups and row.themes]
    themes = json.loads((shared / "gold" / "themes.json").read_text(encoding="utf-8"))
    documents = [f"{t['label_sv']} {t['label_en']} {t['definition']} {' '.join(t['keywords'])}" for t in themes]
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5))
    likeness = (vectors.fit_transform(documents) @ vectors.transform([row.text.text for row in rows]).T).toarray().T
    plain = [[themes[i]["id"] for i in line.argsort(kind="stable")[::-1]] for line in likeness]

    ours = [[m.id for m in found.themes] for found in suggest_themes([row.text for row in rows], gold.codebook)]

    hit, recall = figures(rows, ours)
    plain_hit, plain_recall = figures(rows, plain)
    assert hit > plain_hit
    assert recall > plain_recall


def test_suggest_themes_meets_its_floor_on_gold_answers(gold: Gold) -> None:
    rows = [row for row in gold.coded if "answers" in row.groups]

    found = suggest_themes([row.text for row in rows], gold.codebook)

    pairs = [(suggested(suggestion.themes), row.themes) for suggestion, row in zip(found, rows, strict=True)]
    assert micro_f1(pairs) > 0.40
    assert [row.text.id for (given_, _), row in zip(pairs, rows, strict=True) if given_ and not row.themes] == []


def test_language_of_the_label_reaches_english_text() -> None:
    assert first("Teach us the language at work", (LANGUAGE, PREMISES)).themes[0].id == "language"


def test_suggest_themes_learns_the_same_from_examples_in_any_order(shared: Path) -> None:
    codebook = codebook_from_json(json.loads((shared / "gold" / "themes.json").read_text()))
    rows = [json.loads(line) for line in (shared / "gold" / "survey_answers.jsonl").read_text().splitlines()]
    examples = [Example(row["text"], tuple(row["themes"]), row["lang"]) for row in rows if row["themes"]]
    texts = [Text(row["id"], row["text"], row["lang"]) for row in rows[:20]]

    assert suggest_themes(texts, codebook, examples) == suggest_themes(texts, codebook, examples[::-1])
