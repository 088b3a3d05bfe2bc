"""What the columns of an attendee list may be called, and what stands in them: words as data, in the languages of such lists."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache

from babel import Locale, UnknownLocaleError

from surveys.wordings import ORGANISATION_TYPES


class Field(StrEnum):
    """What a column of an attendee list tells."""

    ORGANISATION = "organisation"
    EMAIL = "email"
    NAME = "name"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    LANGUAGE = "language"
    ORGANISATION_TYPE = "organisation type"


#: A heading with one of these is none of ours, whatever else it says: "E-mail sent", "Organisation number", "Ticket type".
_OTHER_HEADINGS = (
    r"nummer|number|\bn[ru]\b|\bno\b|orgnr|telefon|mobil|phone|datum|\bdate|\btid\b|\btime|skickad|\bsent\b|biljett|ticket"
    r"|betal|payment|\bkost|allerg|\bmeal|\bid\b|filnamn|filename|username|användarnamn|samtycke|consent|bekräft|confirm"
)
#: The first field that fits is the one: "Organisationens e-post" is an e-mail column, "Namn på organisation" no name.
_HEADINGS: Sequence[tuple[Field, str]] = (
    (
        Field.EMAIL,
        r"epost|email|emejl|\bmail|\bmejl|sähköposti|\bs posti|netfang|tölvupóst|courriel|correo|البريد|إيميل|ايميل|ایمیل"
        r"|رایانامه|پست الکترونیک|электронн|пошт|iimeel|iimayl",
    ),
    (
        Field.ORGANISATION_TYPE,
        r"\b(typ|type|slag|sort|art)\b|kategori|category|organisationstyp|organisationsform|föreningstyp|tyyppi|luokka|نوع"
        r"|тип\b|вид\b|nooca",
    ),
    (
        Field.LANGUAGE,
        r"språk|language|\bkiel|\bsprog|sprache|langue|idioma|tungumál|لغة|زبان|\bмов[аи]\b|язык|luqad|\bafka\b",
    ),
    (
        Field.NAME,
        r"för och efternamn|first and last|name and surname|for og etternavn|fornavn og efternavn|etu ja sukunimi"
        r"|ім.?я та прізвище|الاسم الكامل|نام و نام خانوادگی",
    ),
    (
        Field.FIRST_NAME,
        r"förnamn|tilltalsnamn|first ?name|given ?name|fornavn|etunimi|vorname|prénom|الاسم الأول|نام کوچک",
    ),
    (
        Field.LAST_NAME,
        r"efternamn|last ?name|sur ?name|family ?name|etternavn|efternavn|sukunimi|nachname|اسم العائلة|نام خانوادگی|прізвище",
    ),
    (
        Field.ORGANISATION,
        r"organi[sz]a|förening|företräd|represent|verksamhet|företag|\bbolag|arbetsgivare|arbetsplats|employer|workplace"
        r"|company|institution|association|samfund|församling|\borg\b|järjestö|yhdisty|forening|virksomhed|virksomhet|félag"
        r"|verein|منظم|جمعية|سازمان|انجمن|організац|об.єднання|\burur",
    ),
    (
        Field.NAME,
        r"\bnamn|\bnames?\b|\bfullname|kontaktperson|kontakt\b|\bcontact|deltagar|participant|attendee|\bnimi\b|\bnavn"
        r"|yhteyshenkilö|اسم|\bنام\b|\bім.?я\b|\bпіб\b|\bимя\b|magac",
    ),
)
_E_POST = re.compile(r"\be[\W_]+(?=post|mail|mejl)")
_SIGNS = re.compile(r"[\W_]+")
_LONGEST_HEADING = 120

#: What Babel's names do not tell: ISO 639-2 and -3 codes, other names, and the easy-read Swedish that no locale has.
_OTHER_NAMES: Mapping[str, Sequence[str]] = {
    "sv": ("swe", "sve"),
    "sv-simple": (
        *("lätt svenska", "lättläst", "lättläst svenska", "lättläst sv", "enkel svenska", "klarspråk"),
        *("easy swedish", "easy read swedish", "simple swedish"),
    ),
    "en": ("eng", "gb", "british"),
    "ar": ("ara", "عربي", "عربية", "arabisch"),
    "fi": ("fin", "suomeksi"),
    "so": ("som", "af soomaali", "soomaali"),
    "fa": ("fas", "per", "farsi", "persiska farsi", "پارسی"),
    "uk": ("ukr", "ua"),
}
_SPOKEN = ("sv", "en", "nb", "da", "fi", "de", "fr", "ar", "fa", "uk", "so")

#: The first that fits is the one; found anywhere in a word, as Swedish compounds want.
_TYPES: Sequence[tuple[str, str]] = (
    ("study", r"studieförbund|folkbildning|folkhögskol|adult education|study association|study circle"),
    ("faith", r"samfund|församling|kyrk|moské|synagog|tempel|relig|\btro\b|faith|church|mosque|parish|congregation"),
    ("public", r"kommunalförbund|landsting|\bregion(en)?\b|municipalit|county council"),
    ("foundation", r"stiftelse|\bfond\b|foundation|\btrust\b"),
    ("agency", r"myndighet|länsstyrelse|\bstatlig|\bstaten\b|agency|authority|government"),
    (
        "association",
        r"förening|ideell|förbund|\bngo\b|association|non ?profit|civilsamhäll|civil society|charity|union",
    ),
    ("public", r"kommun|\bregion|municipal|public sector|offentlig"),
)

_NAMES_OF_ORGANISATIONS = re.compile(
    r"förening|förbund|samfund|församling|stiftelse|kommun\b|\bregion|myndighet|länsstyrelse|råd(et)?\b|nätverk|klubb|kyrka|\bif\b"
    r"|\bab\b|center|centrum|institut|organisation|association|council|foundation|society|network|university|byrån?\b|museum|teater"
)


def plain(text: str) -> str:
    """What a heading or a word is compared by: no case, no signs, single spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _SIGNS.sub(" ", _E_POST.sub("e", folded)).strip()


def field_of(heading: str) -> Field | None:
    """What a column with this heading tells; None where the words are none of those known, or it holds an address itself."""
    words = plain(heading)
    if not words or len(heading) > _LONGEST_HEADING or "@" in heading or re.search(_OTHER_HEADINGS, words):
        return None
    return next((field for field, known in _HEADINGS if re.search(known, words)), None)


def language_of(text: str, languages: Sequence[str]) -> str | None:
    """The survey's code of a language that is written as a code or by its name in any of our languages; None for another."""
    wanted = plain(text)
    pieces = (plain(piece) for piece in re.split(r"[/,(;|]", text))
    for words in (wanted, *pieces):
        for code in languages:
            if words and words in _names_of(code):
                return code
    base = wanted.split(" ")[0] if re.match(r"[a-z]{2,3}[-_]", text.strip().casefold()) else ""
    return base if base in languages else None


def is_language(text: str) -> bool:
    """Whether this is the code or the name of a language that surveys are likely to have."""
    return language_of(text, tuple(_OTHER_NAMES)) is not None


@cache
def _names_of(code: str) -> frozenset[str]:
    names = {code, *_OTHER_NAMES.get(code, ())}
    try:
        locale = Locale.parse(code)
        names |= {Locale.parse(each).languages.get(code, "") for each in (*_SPOKEN, code)} | {
            locale.language_name or ""
        }
    except (UnknownLocaleError, ValueError):
        pass  # a code with a subtag of ours: its name alone would be that of the plain language
    return frozenset(filter(None, map(plain, names)))


def organisation_type_of(text: str) -> str:
    """The value of `ORGANISATION_TYPES` that these words mean: `other` for words not known, and nothing for none."""
    words = plain(text)
    if not words:
        return ""
    exact = _exact_types().get(words)
    return exact or next((value for value, known in _TYPES if re.search(known, words)), "other")


def is_organisation_type(text: str) -> bool:
    """Whether this is a type's own name or code, and no organisation's name that holds such a word."""
    return plain(text) in _exact_types() or plain(text) in _SHORT_TYPES


_SHORT_TYPES = frozenset(
    (
        "förening",
        "ideell förening",
        "kommun",
        "region",
        "myndighet",
        "stiftelse",
        "studieförbund",
        "församling",
        "annat",
    )
)


@cache
def _exact_types() -> Mapping[str, str]:
    texts = {plain(text): each.value for each in ORGANISATION_TYPES for text in each.labels.values()}
    return texts | {each.value: each.value for each in ORGANISATION_TYPES}


def names_an_organisation(text: str) -> bool:
    """Whether a word tells that this is an organisation and no person."""
    return re.search(_NAMES_OF_ORGANISATIONS, plain(text)) is not None
