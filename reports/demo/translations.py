"""What an officer would have translated: the questions, points and issue titles of the consultation of 2025."""

from collections.abc import Mapping
from importlib.resources import files

import msgspec

#: The languages that the Swedish texts are translated to.
LANGUAGES = ("en", "ar")


def known_translations(language: str) -> Mapping[str, str]:
    """Swedish text, exactly as the notes have it, to the text in `en` or `ar`: what `fill_translations` takes."""
    texts = msgspec.json.decode(
        (files("reports.demo") / "translations.json").read_bytes(), type=dict[str, dict[str, str]]
    )
    return {swedish: translated[language] for swedish, translated in texts.items()}
