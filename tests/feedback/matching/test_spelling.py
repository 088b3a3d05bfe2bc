"""Misspelt Swedish: what was meant, and that what is known is left alone."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.matching.dictionary import lexicon
from feedback.matching.gold import read_gold
from feedback.matching.scores import hit_at_1, mean
from feedback.matching.spelling import Words, is_known, meant, sound
from feedback.matching.suggest import Text, ThemeEntry, Themes
from feedback.matching.text import stems
from tests.feedback.matching.codebooks import SMALL

OWN = Words(["samlingslokaler", "samverkan", "fleråriga", "civilsamhället"])
KNOWN = sorted(word for word in lexicon() if word.isalpha())


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("jemställdhet", "jämställdhet"),
        ("sammverkan", "samverkan"),
        ("civilsamhälet", "civilsamhället"),
        ("samlingslåkaler", "samlingslokaler"),
        ("sjukvord", "sjukvård"),
        ("mindigheter", "myndigheter"),
        ("ungdommar", "ungdommar"),  # stands in the table of forms
        ("integratsion", "integration"),
        ("rasissm", "rasism"),
        ("handlegare", "handläggare"),
        ("sivilsamhälet", "civilsamhället"),
        ("qwrtzxv", "qwrtzxv"),
        ("abc", "abc"),
    ],
)
def test_meant_is_the_word_that_was_meant(written: str, word: str) -> None:
    assert meant(written, OWN) == word


@given(st.sampled_from(KNOWN))
def test_meant_leaves_a_known_word_alone(word: str) -> None:
    assert meant(word, OWN) == word


@given(st.text(max_size=30))
def test_meant_is_the_word_itself_or_a_known_one(form: str) -> None:
    word = meant(form, OWN)

    assert word == form or word in OWN.forms or is_known(word)
    assert meant(word, OWN) == word


@given(st.sampled_from([word for word in KNOWN if len(word) >= 8]), st.data())
def test_meant_finds_a_known_word_behind_a_doubled_letter(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 1))
    written = word[:at] + word[at] + word[at:]

    found = meant(written, Words([word]))

    assert found == word or is_known(written) or stems(written, "sv")[0] == stems(word, "sv")[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [("skjutsa", "sjutsa"), ("målare", "malare"), ("cykel", "sykel"), ("tack", "takk"), ("hjälp", "jälp")],
)
def test_sound_is_the_same_for_spellings_of_one_sound(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_sound_tells_words_apart() -> None:
    words = random.Random(3).sample(KNOWN, 2000)

    assert len({sound(word) for word in words}) > 0.97 * len(words)


def test_a_misspelt_answer_is_matched_as_it_was_meant() -> None:
    themes = (*SMALL, ThemeEntry("health", {"sv": "Hälsa"}, "Jämlik hälsa och sjukvård.", ("vård", "hälsa")))
    texts = [Text("a", "Läkarna och sjukvorden", "sv")]

    right, as_it_stands = (Themes(themes, spelling=spelling).suggest(texts)[0] for spelling in (True, False))

    assert right.themes[0].id == "health"
    assert right.themes[0].because == ("sjukvorden",)
    assert right.themes[0].score > as_it_stands.themes[0].score


#: Spellings of those who learn Swedish, each beside the right one.
SLIPS = (
    ("å", "a"),
    ("ä", "e"),
    ("ö", "o"),
    ("sj", "sk"),
    ("ll", "l"),
    ("mm", "m"),
    ("tt", "t"),
    ("ck", "k"),
    ("y", "i"),
)


def misspelt(text: str, chance: random.Random) -> str:
    """The text with a slip in two of five longer words."""

    def spoilt(match: re.Match[str]) -> str:
        word = match.group()
        if len(word) < 5 or chance.random() > 0.4:
            return word
        slips = [(right, wrong) for right, wrong in SLIPS if right in word[1:]]
        if slips:
            return word[0] + word[1:].replace(*chance.choice(slips), 1)
        at = chance.randrange(1, len(word) - 1)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    return re.sub(r"[^\W\d_]+", spoilt, text)


def test_misspelt_gold_is_found_better_than_as_it_stands(shared: Path) -> None:
    gold = read_gold(shared / "gold")
    chance = random.Random(5)
    rows = [row for row in gold.coded if row.themes and {"sv", "points"} & set(row.groups)]
    texts = [Text(row.text.id, misspelt(row.text.text, chance), "sv") for row in rows]

    hits = [
        mean(
            [
                hit_at_1([match.id for match in found.themes], row.themes)
                for found, row in zip(Themes(gold.codebook, spelling=spelling).suggest(texts), rows, strict=True)
            ]
        )
        for spelling in (True, False)
    ]

    assert hits[0] > hits[1] + 0.02
