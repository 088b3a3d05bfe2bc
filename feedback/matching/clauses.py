"""A text's clauses, so that an answer with two issues can be matched by each of them."""

import re

from feedback.matching.text import content_words

#: A clause has at least so many words that can carry a theme; shorter ones go with the one before.
SHORTEST = 3
#: At most so many clauses of a text are told apart; the last holds the rest.
MOST = 40

#: Where a sentence ends, or a part of one that could stand alone, whatever the language.
STOPS = r"[.!?…؟]+[\"”»)]*\s+|\s*\n\s*|[;؛:]\s+|\s[–—-]\s|[,،]\s+"
#: Words that join clauses.
JOINING = {
    "sv": "och men samt dessutom utan eftersom medan fast därför",
    "en": "and but while because also although",
}
BREAKS = {
    language: re.compile(rf"{STOPS}|\s+(?=(?:{'|'.join(words.split())})\s)", re.IGNORECASE)
    for language, words in JOINING.items()
}
ANYWHERE = re.compile(STOPS)


def clauses(text: str, language: str) -> tuple[str, ...]:
    """The text's clauses in reading order, each as it stands in the text; a text of one clause is its own.

    Every word of the text is in exactly one clause.
    """
    starts = [0, *(found.end() for found in BREAKS.get(language, ANYWHERE).finditer(text))]
    pieces = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    joined: list[str] = []
    for piece in pieces:
        if joined and (len(joined) == MOST or _is_short(joined[-1], language) or _is_short(piece, language)):
            joined[-1] += piece
        else:
            joined.append(piece)
    return tuple(piece.strip() for piece in joined)


def _is_short(piece: str, language: str) -> bool:
    return len(content_words(piece, language)) < SHORTEST
