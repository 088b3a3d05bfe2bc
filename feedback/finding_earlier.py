"""Earlier points that may raise the same issue as a text, as pages show them: matched as closely as can be done now."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from feedback.errors import Unreachable
from feedback.settings import settings

if TYPE_CHECKING:
    from feedback.matching.recurrence import PriorPoint, Recurrence, Text
    from feedback.matching.theme_entries import ThemeEntry


def find_earlier(
    texts: "Sequence[Text]",
    prior: "Sequence[PriorPoint]",
    themes: "Sequence[ThemeEntry]",
    *,
    synonyms: Sequence[Sequence[str]],
) -> "list[Recurrence]":
    """One recurrence per text, in order; by words alone where texts are to be read closely and the reader does not answer.

    Slow: call in a thread.
    """
    # Matching loads numpy and dictionaries: only when it is asked for.
    from feedback.matching.recurrence import find_recurrence

    try:
        return find_recurrence(texts, prior, themes, close=settings().reads_closely, synonyms=synonyms)
    except Unreachable:
        return find_recurrence(texts, prior, themes, synonyms=synonyms)
