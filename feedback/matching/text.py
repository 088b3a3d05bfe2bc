"""What is said, as words: normalised, without stop words, with lemma, stem and the parts of compounds."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import simplemma
import Stemmer

from feedback.matching.dictionary import is_headword

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

#: A letter with its marks: a file from a Mac often holds å as a and a ring.
LETTER = r"[^\W\d_][\u0300-\u036f\u064b-\u0652]*"
WORD = re.compile(rf"(?:{LETTER})+(?:[-’'](?:{LETTER})+)*")
PIECE = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Word:
    """A word as it stands in the text, and in the form that is looked up."""

    surface: str
    form: str


def normalise(text: str) -> str:
    """Compatibility forms and case folded away, soft hyphens dropped, curly apostrophes made straight."""
    return unicodedata.normalize("NFKC", text).replace("\N{SOFT HYPHEN}", "").replace("’", "'").casefold()


def words(text: str) -> tuple[Word, ...]:
    """Every word in reading order; digits, signs and emoji are none. Every surface is a substring of the text."""
    surfaces = (match.group() for match in WORD.finditer(text))
    return tuple(Word(surface, normalise(surface)) for surface in surfaces if surface[0].isalpha())


def language_of(text: str) -> str:
    """The language whose function words are most frequent, or the one that the letters give away; else Swedish."""
    forms = [word.form for word in words(text)]
    english = sum(form in STOP_WORDS["en"] for form in forms)
    swedish = sum(form in STOP_WORDS["sv"] or any(letter in "åäö" for letter in form) for form in forms)
    if english > swedish:
        return "en"
    if swedish == 0 and any("\u0600" <= letter <= "\u06ff" for letter in text):
        return "ar"
    return DEFAULT_LANGUAGE


def content_words(text: str, language: str) -> tuple[Word, ...]:
    """The words that can carry a theme: longer than one letter and no stop words, each form once, in reading order."""
    stop = STOP_WORDS.get(language, frozenset())
    first: dict[str, Word] = {}
    for word in words(text):
        if len(word.form) > 1 and word.form not in stop and lemma(word.form, language) not in stop:
            first.setdefault(word.form, word)
    return tuple(first.values())


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
        tail = _tail(form[cut:])
        if tail is None:
            continue
        for cost, head in enumerate(_heads(form[:cut])):
            rank = (min(len(head), len(tail)) >= 4, -cost, len(form) - cut)
            if _is_part(head) and (best is None or rank > best[0]):
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


def _is_part(head: str) -> bool:
    """A headword, or a longer word that the lemma table has as its own dictionary form."""
    return is_headword(head) or (len(head) > 4 and lemma(head, "sv") == head and simplemma.is_known(head, lang="sv"))
