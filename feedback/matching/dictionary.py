"""The Swedish-English dictionary: which Swedish words are headwords, and what they mean in English.

The data is Folkets lexikon (CC BY-SA 2.5), read from the installed package svlang; nothing of it is kept here. Words in
two languages, or two Swedish synonyms, meet where they share an English gloss.
"""

import importlib.resources
import re
from functools import cache

REMARK = re.compile(r"\([^)]*\)|\[[^\]]*\]")
ARTICLE = re.compile(r"^(?:to|the|a|an) ")


@cache
def entries() -> dict[str, tuple[str, ...]]:
    """Swedish headword, in lower case, to its English glosses in the order of the dictionary."""
    found: dict[str, tuple[str, ...]] = {}
    lines = importlib.resources.files("svlang.data").joinpath("folkets_sv_en.tsv").read_text(encoding="utf-8")
    for line in lines.splitlines():
        headword, tab, meaning = line.partition("\t")
        if tab and not headword.startswith("#"):
            headword = headword.casefold()
            found[headword] = found.get(headword, ()) + _glosses(meaning)
    return found


def glosses(headword: str) -> tuple[str, ...]:
    """The English glosses of a Swedish word in dictionary form; none where the word is not in the dictionary."""
    return entries().get(headword, ())


@cache
def _headwords() -> frozenset[str]:
    return frozenset(headword for headword in entries() if len(headword) > 2 and headword.isalpha())


def is_headword(word: str) -> bool:
    """Whether a word of three letters or more has an entry of its own."""
    return word in _headwords()


@cache
def lexicon() -> frozenset[str]:
    """Swedish words in dictionary form: the headwords, and a longer list without meanings."""
    return _headwords() | frozenset(word for word in _lines("sv_wordlist.txt") if word.isalpha())


@cache
def frequencies() -> dict[str, int]:
    """The ten thousand most frequent Swedish words with their rank, the most frequent first."""
    return {word: rank for rank, word in enumerate(_lines("sv_frequency_10k.txt"))}


def _lines(name: str) -> list[str]:
    text = importlib.resources.files("svlang.data").joinpath(name).read_text(encoding="utf-8")
    return [line.strip().casefold() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _glosses(meaning: str) -> tuple[str, ...]:
    parts = (part.strip().casefold() for part in re.split("[,;/]", REMARK.sub("", meaning)))
    return tuple(ARTICLE.sub("", part) for part in parts if part)
