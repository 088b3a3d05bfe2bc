"""Words beside which somebody signs notes, and words about diets and health, by language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from feedback.notes.grammar.words import any_of


@dataclass(frozen=True)
class PersonalWords:
    """`signature` begins a line that is signed, there or on the next; `health` holds what tells of a person's health.

    `approach` asks the reader to turn to somebody: where it begins a sentence it looks like part of the name after it.
    """

    signature: re.Pattern[str]
    health: re.Pattern[str]
    approach: re.Pattern[str]


#: What follows on "allergic to": up to three words.
_WHAT = r"(?: \w{1,30}){1,3}"

PERSONAL_WORDS: Mapping[str, PersonalWords] = {
    "sv": PersonalWords(
        signature=any_of(
            r"^(?:vid pennan|vid protokollet|justera[st]\w*|protokollförare|antecknat av|antecknade"
            r"|undertecknat|underskrift|sekreterare)\b\s*:?"
        ),
        health=any_of(
            r"(?:specialkost|matallergi\w*|matpreferens\w*)\s*:[^.;\n]{1,120}",
            rf"\ballergisk[at]? mot{_WHAT}",
            r"\b(?:\w{3,20}allergi(?:ker)?|celiaki|glutenintoleran\w*|laktosintoleran\w*|diabetiker)\b",
            r"\b(?:glutenfri|laktosfri|vegansk|vegetarisk)[at]? (?:kost|lunch|mat|måltid)\b",
        ),
        approach=any_of(r"^(?:kontakta|kontakt|ring|mejla|maila|skriv|fråga|tacka) "),
    ),
    "en": PersonalWords(
        signature=any_of(
            r"^(?:minutes taken by|minutes by|recorded by|notes by|approved by|signed(?: by)?|signature|secretary)\b\s*:?"
        ),
        health=any_of(
            r"(?:special diets?|dietary (?:needs|requirements)|food allerg\w+)\s*:[^.;\n]{1,120}",
            rf"\ballergic to{_WHAT}",
            r"\b(?:(?:nut|food|milk|egg|fish) allerg\w+|coeliac|celiac|lactose[- ]intolerant|diabetic)\b",
            r"\b(?:gluten-free|lactose-free|vegan|vegetarian) (?:diet|lunch|meal)s?\b",
        ),
        approach=any_of(r"^(?:contact|call|ring|mail|e-mail|write|ask|thank) "),
    ),
    "no": PersonalWords(
        signature=any_of(r"^(?:referent|ført i pennen av|godkjent av|underskrift|signert)\b\s*:?"),
        health=any_of(
            r"(?:spesialkost|matallergi\w*)\s*:[^.;\n]{1,120}",
            rf"\ballergisk mot{_WHAT}",
            r"\b(?:\w{3,20}allergi|cøliaki|laktoseintoleran\w*|diabetiker)\b",
        ),
        approach=any_of(r"^(?:kontakt|ring|skriv|spør) "),
    ),
    "da": PersonalWords(
        signature=any_of(r"^(?:referent|godkendt af|underskrift|underskrevet)\b\s*:?"),
        health=any_of(
            r"(?:specialkost|fødevareallergi\w*)\s*:[^.;\n]{1,120}",
            rf"\ballergisk over for{_WHAT}",
            r"\b(?:\w{3,20}allergi|cøliaki|laktoseintoleran\w*|diabetiker)\b",
        ),
        approach=any_of(r"^(?:kontakt|ring|skriv|spørg) "),
    ),
    "fi": PersonalWords(
        signature=any_of(r"^(?:pöytäkirjan vakuudeksi|pöytäkirjan pitäjä|sihteeri|tarkastettu|allekirjoitus)\b\s*:?"),
        health=any_of(
            r"(?:erityisruokavalio\w*|ruoka-aineallergia\w*)\s*:[^.;\n]{1,120}",
            r"\b(?:\w{3,20}allergia|keliakia|laktoosi-intoleran\w*|diabeetikko)\w*\b",
        ),
        approach=any_of(r"^(?:ota|soita|kysy|kirjoita) "),
    ),
}
