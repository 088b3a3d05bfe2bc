"""The quick sums of the index beside the same written out plainly."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.matching import index
from feedback.matching.features import CHANNELS, Vocabulary
from feedback.matching.index import Index, Passage
from feedback.matching.text import content_words

ENTRIES = [
    [Passage("Det saknas lokaler som är öppna på kvällar.", "sv"), Passage("lokal, hyra", "sv", 2.0)],
    [Passage("Bidragen är korta; föreningarna behöver fleråriga medel.", "sv"), Passage("Long-term grants", "en", 2.0)],
    [Passage("Kurser i svenska för vuxna.", "sv"), Passage("Language teaching", "en", 2.0)],
    [Passage("", "sv")],
]
TEXTS = [
    ("Föreningslokalerna är stängda, och hyran är för hög!", "sv"),
    ("Grants for associations run out.", "en"),
    ("", "sv"),
    ("Vi vill lära oss svenska, inte betala hyra", "sv"),
    ("Anananas bidrag", "sv"),
]
OTHERS = ["lokal", "kurs", "hyran", "korta", "bidraget", "medlen", "öppet", "banan", "svenska", "vuxenutbildning"]


def plainly(texts: list[tuple[str, str]]) -> list[list[list[float]]]:
    """Channel x text x entry, one number at a time."""
    forms = {(word.form, p.language) for entry in ENTRIES for p in entry for word in content_words(p.text, p.language)}
    vocabulary = Vocabulary(forms)

    def features(text: str, language: str, channel: int) -> list[dict[str, float]]:
        return [vocabulary.features(word.form, language)[channel] for word in content_words(text, language)]

    scores = []
    for channel in range(len(CHANNELS)):
        bags = []
        for entry in ENTRIES:
            bag: dict[str, float] = {}
            for passage in entry:
                for found in features(passage.text, passage.language, channel):
                    for feature, value in found.items():
                        bag[feature] = bag.get(feature, 0.0) + passage.weight * value
            bags.append(bag)
        counts = {feature: sum(feature in bag for bag in bags) for bag in bags for feature in bag}
        idf = {feature: math.log((len(bags) + 1) / (count + 0.5)) for feature, count in counts.items()}
        entries = [{feature: math.log1p(value) * idf[feature] for feature, value in bag.items()} for bag in bags]
        lengths = [math.sqrt(sum(value**2 for value in entry.values())) or 1.0 for entry in entries]
        rows = []
        for text, language in texts:
            said = features(text, language, channel)
            norm = math.sqrt(sum((value * idf.get(f, 1.0)) ** 2 for found in said for f, value in found.items()) + 1e-6)
            rows.append(
                [
                    sum(value * idf[f] * entry[f] for found in said for f, value in found.items() if f in entry)
                    / (length * norm)
                    for entry, length in zip(entries, lengths, strict=True)
                ]
            )
        scores.append(rows)
    return scores


def test_batch_is_what_plain_sums_give() -> None:
    assert np.abs(Index(ENTRIES).batch(TEXTS).channels - np.array(plainly(TEXTS))).max() < 1e-6


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.sampled_from(OTHERS), max_size=6).map(" ".join), max_size=5))
def test_batch_gives_the_same_to_the_last_bit_whatever_was_matched_before(before: list[str]) -> None:
    used = Index(ENTRIES)
    used.batch([(text, "sv") for text in before])

    assert (used.batch(TEXTS).channels == Index(ENTRIES).batch(TEXTS).channels).all()


def test_batch_gives_the_same_after_it_has_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "REMEMBERED", 20)
    forgetful = Index(ENTRIES)
    first = forgetful.batch(TEXTS)
    reasons = first.reasons(0, [0, 1], (1.0, 1.0, 1.0), most=5, least=0.08)
    forgetful.batch([(word, "sv") for word in OTHERS])

    again = forgetful.batch(TEXTS)

    assert (again.channels == first.channels).all()
    assert first.reasons(0, [0, 1], (1.0, 1.0, 1.0), most=5, least=0.08) == reasons


def test_reasons_are_the_greatest_shares() -> None:
    batch = Index(ENTRIES).batch(TEXTS)
    weights = (0.5, 0.7, 1.0)

    found = batch.reasons(0, [0, 2, 3], weights, most=2, least=0.08)

    shares = batch.shares(0, 0, weights)
    total = sum(share for _, share in shares)
    assert found[0] == tuple(word for word, share in shares[:2] if share >= 0.08 * total)
    assert found[0][0] == "Föreningslokalerna"
    assert found[2] == ()


def test_an_index_without_entries_scores_nothing() -> None:
    assert Index([]).batch(TEXTS).channels.shape == (3, 5, 0)
    assert Index(ENTRIES).batch([]).channels.shape == (3, 0, 4)
