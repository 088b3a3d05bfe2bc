"""Personal identity numbers of five countries, told from other numbers by their dates and check digits.

Sweden: personnummer and samordningsnummer (Luhn, SKV 704 and 707); Finland: henkilötunnus (check character, modulo 31);
Norway: fødselsnummer and D-nummer (two check digits, modulo 11). Denmark's CPR-nummer has had no check digit since 2007: it
counts in Danish text alone, by its date.
"""

import re
from collections.abc import Iterator
from datetime import date

_SWEDISH = re.compile(r"(?<![\w/-])(?:19|20)?(\d{2})(\d{2})(\d{2})[-+ ]?(\d{4})(?![\w/-])")
_FINNISH = re.compile(r"(?<!\w)(\d{2})(\d{2})(\d{2})[-+A-FU-Y](\d{3})([0-9A-Y])(?!\w)")
_NORWEGIAN = re.compile(r"(?<![\w/-])(\d{2})(\d{2})(\d{2}) ?(\d{5})(?![\w/-])")
_DANISH = re.compile(r"(?<![\w/-])(\d{2})(\d{2})(\d{2})-(\d{4})(?![\w/-])")
#: What says that a number is meant as one, whatever its check digit.
_SAID_TO_BE = re.compile(r"(?:person(?:-?nummer|nr)|pnr|samordningsn\w+|identity number)\W{0,3}$", re.IGNORECASE)

#: A samordningsnummer has this added to its day, a Norwegian D-nummer that.
_SWEDISH_COORDINATION, _NORWEGIAN_D = 60, 40
_FINNISH_CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_NORWEGIAN_WEIGHTS = ((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1))


def identity_numbers_in(text: str, language: str) -> Iterator[re.Match[str]]:
    """Each number of a person in the text, in no particular order; one can be found as that of two countries."""
    yield from (each for each in _SWEDISH.finditer(text) if _is_swedish(each, text))
    yield from (each for each in _FINNISH.finditer(text) if _is_finnish(each))
    yield from (each for each in _NORWEGIAN.finditer(text) if _is_norwegian(each))
    if language == "da":
        yield from (each for each in _DANISH.finditer(text) if _is_day(each[2], int(each[1])))


def _is_swedish(match: re.Match[str], text: str) -> bool:
    _year, month, day, _last = match.groups()
    born = int(day) - _SWEDISH_COORDINATION if int(day) > _SWEDISH_COORDINATION else int(day)
    if not _is_day(month, born):
        return False
    return _luhn("".join(match.groups())) or _SAID_TO_BE.search(text[: match.start()]) is not None


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def _is_finnish(match: re.Match[str]) -> bool:
    day, month, year, number, check = match.groups()
    return _is_day(month, int(day)) and _FINNISH_CHECKS[int(day + month + year + number) % 31] == check


def _is_norwegian(match: re.Match[str]) -> bool:
    day = int(match[1]) - _NORWEGIAN_D if int(match[1]) > _NORWEGIAN_D else int(match[1])
    digits = [int(digit) for digit in "".join(match.groups())]
    return _is_day(match[2], day) and all(
        sum(weight * digit for weight, digit in zip(weights, digits, strict=False)) % 11 == 0
        for weights in _NORWEGIAN_WEIGHTS
    )


def _is_day(month: str, day: int) -> bool:
    try:
        date(2000, int(month), day)
    except ValueError:
        return False
    return True
