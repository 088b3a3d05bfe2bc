"""Every visible string goes through here: gettext catalogs, the language of the moment, dates and numbers.

Knows no web framework: a page's middleware, a mail and a PDF all say `with speaking("ar"): ...`.
The message ids are the English texts; catalogs are read straight from `locales/<language>/LC_MESSAGES/messages.po`.
"""

import gettext as gnu
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

#: Interface languages by their BCP 47 tag, each with its own name, in the order they are offered. `sv-simple` is easy-read Swedish.
LANGUAGES = {
    "sv": "Svenska",
    "sv-simple": "Lätt svenska",
    "en": "English",
    "fi": "Suomi",
    "ar": "العربية",
    "so": "Soomaali",
    "fa": "فارسی",
    "uk": "Українська",
}
#: The languages that notes can be in: also some that the interface does not speak.
NOTES_LANGUAGES = {**LANGUAGES, "no": "Norsk", "da": "Dansk"}
DEFAULT_LANGUAGE = "sv"
# English dates as Europe writes them: 14 October, never October 14. Babel does not know easy-read Swedish.
_FORMATS = {"en": "en_GB", "sv-simple": "sv"}
LOCALES = Path(__file__).parent.parent / "locales"

_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


@cache
def catalog(language: str) -> gnu.NullTranslations:
    """The catalog of one language, compiled in memory so that no generated file is kept.

    What it lacks is said in the plain language of a variety (Swedish for easy-read Swedish), else in English.
    """
    path = catalog_file(language)
    if not path.exists():
        return gnu.NullTranslations()
    with path.open("rb") as file:
        messages = read_po(file, locale=babel_locale(language))
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    translations = gnu.GNUTranslations(compiled)
    plain, _, variety = language.partition("-")
    if variety:
        translations.add_fallback(catalog(plain))
    return translations


def catalog_file(language: str) -> Path:
    """Where the texts of a language are: `sv-simple` in `locales/sv_simple/LC_MESSAGES/messages.po`."""
    return LOCALES / language.replace("-", "_") / "LC_MESSAGES" / "messages.po"


def babel_locale(language: str) -> str:
    """What Babel calls the language whose plurals, dates and numbers are this one's."""
    return _FORMATS.get(language, language.replace("-", "_"))


def is_language(code: str) -> bool:
    """Whether this is the code of a language: `sv`, `ar`, `pt-BR`, and those of ours that Babel does not know."""
    if code in LANGUAGES:
        return True
    try:
        Locale.parse(code, sep="-")
    except (ValueError, UnknownLocaleError):
        return False
    return True


def language() -> str:
    """The language being spoken now."""
    return _language.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Everything inside is written in this language."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def speak(language: str) -> None:
    """Speak this language from here to the end of the `speaking` around: a page whose language is found out on the way."""
    _language.set(language)


def gettext(message: str, /, **values: object) -> str:
    """The message in the language of the moment, with `%(name)s` filled in."""
    text = catalog(_language.get()).gettext(message)
    return text % values if values else text


def ngettext(singular: str, plural: str, n: int, /, **values: object) -> str:
    """The plural form that the language of the moment has for `n`; `%(n)s` is filled in."""
    text = catalog(_language.get()).ngettext(singular, plural, n)
    return text % {"n": number_text(n), **values}


def pgettext(context: str, message: str, /, **values: object) -> str:
    """As `gettext`, for a word that needs its context to be translated ("open" as a state, not a verb)."""
    text = catalog(_language.get()).pgettext(context, message)
    return text % values if values else text


def N_(message: str) -> str:  # noqa: N802  (the name xgettext and Babel know)
    """Mark a constant for translation; call `gettext` on it where it is shown."""
    return message


@lru_cache(maxsize=256)
def direction(language: str) -> str:
    """`ltr` or `rtl`, for the `dir` attribute; `ltr` for a code that is no language's."""
    try:
        return "rtl" if Locale.parse(babel_locale(language)).text_direction == "rtl" else "ltr"
    except (UnknownLocaleError, ValueError):
        return "ltr"


def language_name(code: str) -> str:
    """The language's name in the language of the moment; its code where it has none."""
    if code == "sv-simple":
        return gettext("Easy-read Swedish")
    try:
        return Locale.parse(code, sep="-").get_display_name(_format()) or code
    except (UnknownLocaleError, ValueError):
        return code


# Digits are Latin and the calendar Gregorian in every language, Arabic and Persian too: participants read these dates beside
# the ones of Swedish documents, and years, question numbers and scales are Latin everywhere.


def _format() -> str:
    return babel_locale(_language.get())


def number_text(value: float) -> str:
    return format_decimal(value, locale=_format())


def percent_text(share: float) -> str:
    """A share of 0 to 1 as whole per cent."""
    return format_percent(share, locale=_format())


def coefficient_text(value: float) -> str:
    """A measure such as a coefficient of agreement, with two decimals."""
    return format_decimal(value, format="0.00;-0.00", locale=_format())


def points_text(difference: float) -> str:
    """A difference of two shares as whole percentage points, with its sign."""
    points = round(difference * 100)
    return format_decimal(points, format="+#,##0;-#,##0" if points else None, locale=_format())


def date_text(value: date | str) -> str:
    """A date in words; an ISO text may be a year or a year and month alone, where no more is known.

    A month without its day stands for itself ("maaliskuu 2026"), not in the case that a day puts it in ("3. maaliskuuta").
    """
    if isinstance(value, str):
        parts = value.split("-")
        if len(parts) == 1:
            return value
        year, month = int(parts[0]), int(parts[1])
        if len(parts) == 2:
            return format_date(date(year, month, 1), "LLLL y", locale=_format())
        value = date(year, month, int(parts[2]))
    return format_date(value, "long", locale=_format())


def yearly_day_text(month: int, day: int) -> str:
    """A day that comes every year: 15 January."""
    return format_skeleton("MMMMd", date(2024, month, day), locale=_format())


def month_names() -> list[str]:
    """The names of the twelve months, as they stand by themselves."""
    return [format_date(date(2024, month, 1), "LLLL", locale=_format()) for month in range(1, 13)]


def time_text(value: datetime) -> str:
    """A day and the time of it, to the second, in the time zone of the machine."""
    local = value.astimezone()
    return format_datetime(local, "medium", tzinfo=local.tzinfo, locale=_format())


def in_every_language(text: Callable[[], str]) -> dict[str, str]:
    """What `text` says in each language, for words that are kept and read later by somebody else."""
    said = {}
    for code in LANGUAGES:
        with speaking(code):
            said[code] = text()
    return said


def list_text(texts: Iterable[object]) -> str:
    """Texts, or years, one after the other, with the comma of the language of the moment."""
    return ("، " if direction(_language.get()) == "rtl" else ", ").join(map(str, texts))


def either_text(texts: Sequence[str]) -> str:
    """What somebody wrote or chose, each in quotation marks: “A”, “B” or “C”."""
    return format_list([gettext("“%(text)s”", text=text) for text in texts], style="or", locale=_format())
