"""A small code book of our own for the tests."""

from feedback.matching.suggest import ThemeEntry

PREMISES = ThemeEntry(
    "premises",
    {"sv": "Lokaler", "en": "Premises"},
    "Det saknas lokaler som är öppna på kvällar och helger.",
    ("lokal", "samlingslokal", "hyra"),
)
FUNDING = ThemeEntry(
    "funding",
    {"sv": "Långsiktiga bidrag", "en": "Long-term grants"},
    "Bidragen är korta; föreningarna behöver fleråriga medel.",
    ("bidrag", "finansiering", "flerårig"),
)
LANGUAGE = ThemeEntry(
    "language",
    {"sv": "Språkundervisning", "en": "Language teaching"},
    "Kurser i svenska för vuxna, på arbetet och hemma.",
    ("svenska", "språkkurs", "undervisning"),
)
SMALL = (PREMISES, FUNDING, LANGUAGE)
