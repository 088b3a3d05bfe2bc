"""What is said, as words: normalised, without stop words, with lemma, stem and the parts of compounds."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import simplemma
import Stemmer

from feedback.matching.dictionary import is_headword
from feedback.matching.function_words import FUNCTION_WORDS

#: Language of a text whose language nothing tells: the service's own.
DEFAULT_LANGUAGE = "sv"

SWEDISH_STOP_WORDS = """
aldrig all alla allt alltid andra att av bara behöva behöver behövs bl bland blev bli blir blivit borde bra bör de
dem den denna deras dess dessa det detta dig din dina ditt dom du dvs där då efter eftersom ej eller en er era ert
etc ett ex exempelvis fast fick finnas finns fler flera flest fram från få får fått för före gav ge genom ger gick
gjorde gjort gå går gått gör göra ha hade han hans har hel hela helt henne hennes hon honom hos hur här i icke in
inga ingen inget inom inte ja jag ju just kan kanske kom komma kommer kring kunde kunna lite man med mej mellan men
mer mest mig min mina mitt mm mot mycket många måste ni nog nu ny nya när någon något några nån nåt och också ofta
olika om oss osv på redan sa sade sagt samt se sedan sej ser sett sig sin sina sitt själv själva ska skall skulle
som stor stora stort säga säger så sådan sådana sådant såg sån såna t ta tagit tar tex till tog tt två under upp ut
utan vad var vara varför varit varje varken vart vem vet veta vi vid viktig viktiga viktigt vilja vilka vilkas vilken vilket
vill viss vissa väl vår våra vårt än ännu är även å åt över
"""
ENGLISH_STOP_WORDS = """
a about after again all also always am an and any are as at be because been before being but by can could did do
does done down each every for from get gets getting give given gives go goes going got had has have he her here him
his how i if important in into is it its just made make makes many may me might more most much must my need needs
never no nor not now of off often on one only or other our out over own put s said same say says shall she should
since so some such t take takes than that the their them then there these they this those through to too under
until up us very was we were what when where which while who whom why will with without would you your
"""
#: Words that carry no theme: function words, and the verbs of wish and need that every point in notes is built with.
STOP_WORDS = {"sv": frozenset(SWEDISH_STOP_WORDS.split()), "en": frozenset(ENGLISH_STOP_WORDS.split())}

#: Letters, from and to, that give a language away where no word does; the first that has one. Persian has four that Arabic lacks.
SCRIPTS = {
    "fa": (("پ", "پ"), ("چ", "چ"), ("ژ", "ژ"), ("ک", "ک"), ("گ", "گ"), ("ی", "ی")),
    "ar": (("\u0600", "\u06ff"),),
    "uk": (("є", "є"), ("і", "ї"), ("ґ", "ґ")),
    "ru": (("а", "я"),),
}

#: Snowball's name for each language that it can stem.
STEMMERS = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "nb": "norwegian",
    "no": "norwegian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}

#: Languages with a lemma table worth its memory here.
LEMMATISED = ("sv", "en")

ENDING_WORDS = "are aren arna ande ende bar het heten heter ingar ingen isk lig liga ligt ning sam skap"
#: Endings that are also headwords: "heten" in "närheten" is an ending, not a thing. Never the last part of a compound.
ENDINGS = frozenset(ENDING_WORDS.split())

#: Letters, each with its marks: a file from a Mac often holds å as a and a ring. Unrolled, since all text goes through it.
MARKS = r"[\u0300-\u036f\u064b-\u0652]"
LETTERS = rf"[^\W\d_]+(?:{MARKS}+[^\W\d_]*)*"
WORD = re.compile(rf"{LETTERS}(?:[-’']{LETTERS})*")
PIECE = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands in the text, and in the form that is looked up."""

    surface: str
    form: str


def normalise(text: str) -> str:
    """Compatibility forms and case folded away, soft hyphens dropped, curly apostrophes made straight."""
    return unicodedata.normalize("NFKC", text).replace("\N{SOFT HYPHEN}", "").replace("’", "'").casefold()


def words(text: str) -> tuple[Word, ...]:
    """Every word in reading order; digits, signs and emoji are none. Every surface is a substring of the text."""
    return tuple(_word(surface) for surface in WORD.findall(text) if surface[0].isalpha())


@lru_cache(maxsize=200_000)
def _word(surface: str) -> Word:
    return Word(surface, normalise(surface))


def language_of(text: str) -> str:
    """The language whose function words are most frequent, or the one that the letters give away; else Swedish."""
    votes = [_spoken_in(surface) for surface in WORD.findall(text)]
    swedish, english, finnish, somali = (sum(vote[language] for vote in votes) for language in range(4))
    # Finnish is full of ä and ö, which speak for Swedish too.
    if max(2 * finnish, somali) > max(swedish, english, 1):
        return "fi" if 2 * finnish >= somali else "so"
    if english > swedish:
        return "en"
    return DEFAULT_LANGUAGE if swedish or not text else _told_by_script(text)


def _told_by_script(text: str) -> str:
    letters = set(normalise(text))
    for language, own in SCRIPTS.items():
        if any(low <= letter <= high for low, high in own for letter in letters):
            return language
    return DEFAULT_LANGUAGE


@lru_cache(maxsize=200_000)
def _spoken_in(surface: str) -> tuple[bool, bool, bool, bool]:
    """Whether a word speaks for Swedish, for English, for Finnish and for Somali."""
    form = normalise(surface)
    return (
        form in STOP_WORDS["sv"] or any(letter in "åäö" for letter in form),
        form in STOP_WORDS["en"],
        form in FUNCTION_WORDS["fi"],
        form in FUNCTION_WORDS["so"],
    )


def content_words(text: str, language: str) -> tuple[Word, ...]:
    """The words that can carry a theme: longer than one letter and no stop words, each form once, in reading order."""
    first: dict[str, Word] = {}
    for surface in WORD.findall(text):
        word = _content_word(surface, language)
        if word is not None and word.form not in first:
            first[word.form] = word
    return tuple(first.values())


@lru_cache(maxsize=200_000)
def _content_word(surface: str, language: str) -> Word | None:
    """The word, where it can carry a theme."""
    word = _word(surface)
    stop = STOP_WORDS.get(language, frozenset())
    carries = surface[0].isalpha() and len(word.form) > 1 and word.form not in stop
    return word if carries and lemma(word.form, language) not in stop else None


@lru_cache(maxsize=200_000)
def lemma(form: str, language: str) -> str:
    """The dictionary form ("lokalerna" gives "lokal"); the word itself where no table knows it."""
    return simplemma.lemmatize(form, lang=language) if form and language in LEMMATISED else form


@lru_cache(maxsize=200_000)
def stem(form: str, language: str) -> str:
    """The Snowball stem; the word itself in a language without a stemmer."""
    name = STEMMERS.get(language)
    return str(_stemmer(name).stemWord(form)) if name else form


@lru_cache
def _stemmer(name: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(name)


@lru_cache(maxsize=200_000)
def compound_parts(form: str) -> tuple[str, ...]:
    """The parts of a Swedish compound in dictionary form ("föreningslokalerna" gives förening, lokal), or nothing.

    Both parts must be headwords; a joining -s- or a dropped final vowel is put right. Stop words among the parts are left out.
    """
    hyphenated = PIECE.findall(form)
    if len(hyphenated) > 1:
        parts: Sequence[str] = [lemma(piece, "sv") for piece in hyphenated]
    else:
        base = lemma(form, "sv")
        parts = _split(base) or (_split(form) if base != form else ())
    return tuple(part for part in parts if len(part) > 2 and part not in STOP_WORDS["sv"])


def stems(form: str, language: str) -> tuple[str, ...]:
    """The stem of a word and, of a Swedish compound, the stems of its parts: any of them finds the word again."""
    parts = compound_parts(form) if language == "sv" else ()
    return tuple(dict.fromkeys([stem(lemma(form, language), language), *(stem(part, "sv") for part in parts)]))


def _split(form: str) -> tuple[str, ...]:
    # A short word that is a headword itself ("samhälle") only looks like a compound.
    if len(form) < 7 or (len(form) < 9 and is_headword(form)):
        return ()
    best: tuple[tuple[bool, int, int], tuple[str, str]] | None = None
    for cut in range(3, len(form) - 2):
        heads = [(cost, head) for cost, head in enumerate(_heads(form[:cut])) if _is_part(head)]
        tail = _tail(form[cut:]) if heads else None
        if tail is None:
            continue
        for cost, head in heads:
            rank = (min(len(head), len(tail)) >= 4, -cost, len(form) - cut)
            if best is None or rank > best[0]:
                best = rank, (head, tail)
    return best[1] if best else _split_twice(form)


def _split_twice(form: str) -> tuple[str, ...]:
    """A compound whose head is itself a compound ("fritids-gård"): its parts, then the last part."""
    for cut in range(6, len(form) - 3):
        tail = _tail(form[cut:])
        if tail is None or len(tail) < 4:
            continue
        for head in sorted(_heads(form[:cut]), key=len):
            parts = _split(head)
            if parts:
                return *parts, tail
    return ()


def _heads(head: str) -> tuple[str, ...]:
    """What the first part can be in its own right, cheapest first: as it stands, without -s-, with its vowel back."""
    unjoined = (head[:-1],) if head.endswith("s") and len(head) > 3 else ()
    return (head, *unjoined, head + "a", head + "e") if len(head) > 3 else (head, *unjoined)


def _tail(tail: str) -> str | None:
    if tail in ENDINGS:
        return None
    if is_headword(tail):
        return tail
    base = lemma(tail, "sv")
    return base if len(tail) > 3 and is_headword(base) else None


@lru_cache(maxsize=200_000)
def _is_part(head: str) -> bool:
    """A headword, or a longer word that the lemma table has as its own dictionary form."""
    return is_headword(head) or (len(head) > 4 and simplemma.is_known(head, lang="sv") and lemma(head, "sv") == head)
