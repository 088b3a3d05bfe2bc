"""Swedish as it is written by somebody who learns it: the known word that a word in no lexicon was meant to be.

A known word is never touched. What is put right, cheapest first: signs that stand for nearly the same sound (å and a, ä and e,
ö and o, one consonant or two, sj, skj and stj), one slip of the pen anywhere, and in long words one slip beside the sounds.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property, lru_cache

import simplemma

from feedback.matching.dictionary import frequencies, lexicon
from feedback.matching.text import compound_parts, lemma, stem

LETTERS = "abcdefghijklmnopqrstuvwxyzåäöé"
#: Shorter words have too many neighbours: from so many letters on sounds, slips, and both are put right.
SOUNDS_FROM, SLIPS_FROM, BOTH_FROM = 5, 6, 8
#: Spellings of nearly the same sound, longest first, and the one sign that stands for them all.
SOUNDS = (
    ("skj|stj|sch|sj", "š"),
    ("tj|kj", "č"),
    ("hj|gj|lj|dj", "j"),
    ("ck|qu|q", "k"),
    ("ph", "f"),
    ("th", "t"),
    ("w", "v"),
    ("z", "s"),
    ("x", "ks"),
    ("c(?=[eiy])", "s"),
    ("c", "k"),
    ("[åáà]", "a"),
    ("[äéèæ]", "e"),
    ("[öø]", "o"),
)
SOUND = re.compile("|".join(f"({spellings})" for spellings, _ in SOUNDS))
TWICE = re.compile(r"(.)\1+")


def sound(form: str) -> str:
    """A word by how it sounds, about: "skjutsa" and "sjutsa" are one, and so are "lokaler" and "låkaller"."""
    return SOUND.sub(lambda match: SOUNDS[(match.lastindex or 1) - 1][1], TWICE.sub(r"\1", form))


class Words:
    """Known words, to look for near ones in."""

    def __init__(self, forms: Iterable[str]) -> None:
        self.forms = frozenset(form for form in forms if len(form) >= SOUNDS_FROM)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The words' stems: by them an inflected form is known too."""
        return frozenset(stem(lemma(form, "sv"), "sv") for form in self.forms)

    @cached_property
    def by_sound(self) -> Mapping[str, tuple[str, ...]]:
        """The words that sound alike, about."""
        found: dict[str, tuple[str, ...]] = {}
        for form in self.forms:
            key = sound(form)
            found[key] = (*found.get(key, ()), form)
        return found

    def alike(self, form: str) -> list[str]:
        """The words that sound as this one."""
        return list(self.by_sound.get(sound(form), ())) if len(form) >= SOUNDS_FROM else []

    def one_slip_away(self, form: str) -> list[str]:
        """The words with one letter more, less or other, or with two that have changed places."""
        return list(self.forms.intersection(_slips(form))) if len(form) >= SLIPS_FROM else []

    def a_slip_and_sounds_away(self, form: str) -> list[str]:
        """The words that sound as what is one slip away from this one's sound; long words alone."""
        if len(form) < BOTH_FROM:
            return []
        return [near for key in self.by_sound.keys() & _slips(sound(form)) for near in self.by_sound[key]]


@cache
def known_words() -> Words:
    """The dictionary's headwords and the word list."""
    return Words(lexicon())


@lru_cache(maxsize=200_000)
def is_known(form: str) -> bool:
    """Whether a word, or its dictionary form, stands in a lexicon."""
    return form in lexicon() or simplemma.is_known(form, lang="sv") or lemma(form, "sv") in lexicon()


def meant(form: str, own: Words) -> str:
    """The known word that an unknown one was meant to be, words of one's `own` before others; itself where none is near.

    What can be read as a compound ("nät-värk") gives way to a word that sounds the same, and to no other.
    """
    if len(form) < SOUNDS_FROM or not form.isalpha() or is_known(form):
        return form
    if form in own.forms or stem(lemma(form, "sv"), "sv") in own.stems:
        return form
    return _nearest(own.alike(form), form) or _alike(form) or _a_slip_away(form, own) or form


def _a_slip_away(form: str, own: Words) -> str | None:
    if compound_parts(form):
        return None
    return _nearest(own.one_slip_away(form), form) or _slipped(form) or _nearest(own.a_slip_and_sounds_away(form), form)


@lru_cache(maxsize=50_000)
def _alike(form: str) -> str | None:
    """A word of the lexicon that sounds as this one."""
    return _nearest(known_words().alike(form), form)


@lru_cache(maxsize=50_000)
def _slipped(form: str) -> str | None:
    """An inflected form or a word of the lexicon that one slip parts from this one."""
    inflected = _nearest([near for near in _respelt(form) if simplemma.is_known(near, lang="sv")], form)
    return inflected or _nearest(known_words().one_slip_away(form), form)


def _nearest(found: Iterable[str], form: str) -> str | None:
    """Of some near words the one with the same first letter, as long, most frequent; of equals the first by the alphabet."""
    ranks = frequencies()
    return min(
        found,
        key=lambda near: (near[0] != form[0], abs(len(near) - len(form)), ranks.get(near, len(ranks)), near),
        default=None,
    )


@lru_cache(maxsize=8)
def _slips(form: str) -> frozenset[str]:
    cuts = [(form[:at], form[at:]) for at in range(len(form) + 1)]
    shorter = {head + tail[1:] for head, tail in cuts if tail}
    turned = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    other = {head + letter + tail[1:] for head, tail in cuts if tail for letter in LETTERS}
    longer = {head + letter + tail for head, tail in cuts for letter in LETTERS}
    return frozenset(shorter | turned | other | longer) - {form}


#: What each vowel is taken for.
VOWELS = {
    "a": "åäe",
    "e": "äaé",
    "i": "ye",
    "o": "öåu",
    "u": "oy",
    "y": "iu",
    "å": "ao",
    "ä": "ae",
    "ö": "ou",
    "é": "e",
}


def _respelt(form: str) -> set[str]:
    """The word with one vowel or one doubling other, or one letter left out."""
    found = set[str]()
    for at, letter in enumerate(form):
        head, tail = form[:at], form[at + 1 :]
        found.add(head + tail)
        found.update(head + vowel + tail for vowel in VOWELS.get(letter, ""))
        if letter not in VOWELS:
            found.add(head + letter + letter + tail)
    return found
