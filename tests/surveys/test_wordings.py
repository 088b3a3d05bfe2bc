"""The texts of drafted surveys: every language says the same things."""

import string

import pytest

from feedback.enums import ConsultationKind, Verdict
from feedback.translation import LANGUAGES
from surveys import wordings
from surveys.questions.five_point_scale import CANNOT_SAY
from surveys.wordings import WORDS, Words, read_words


def flat(words: Words) -> dict[str, str]:
    texts: dict[str, str] = {}
    for name in Words.__struct_fields__:
        value = getattr(words, name)
        texts |= {name: value} if isinstance(value, str) else {f"{name}.{key}": text for key, text in value.items()}
    return texts


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_text_with_its_placeholders(language: str) -> None:
    base, texts = flat(WORDS["sv"]), flat(read_words(language))

    assert list(texts) == list(base)
    assert [name for name, text in texts.items() if not text.strip()] == []
    assert {name: placeholders(text) for name, text in texts.items()} == {
        name: placeholders(text) for name, text in base.items()
    }


def test_options_are_those_that_are_counted() -> None:
    assert [option.value for option in wordings.VERDICTS] == [verdict.value for verdict in Verdict]
    assert [option.value for option in wordings.SCORES] == ["1", "2", "3", "4", "5", CANNOT_SAY]
    assert set(WORDS["sv"].titles) <= {kind.value for kind in ConsultationKind}


def test_survey_title_with_and_without_a_day() -> None:
    title = wordings.survey_title("sakråd", "2025-10")

    assert title["sv"] == "Enkät efter sakrådet oktober 2025"
    assert title["fi"] == "Kysely kuulemisen jälkeen, lokakuu 2025"
    assert title["fa"] == "نظرسنجی پس از نشست مشورتی، اکتبر 2025"
    assert wordings.survey_title("workshop", "")["en"] == "Survey after the meeting"


def test_verdict_help_lists_years_as_the_language_does() -> None:
    assert wordings.verdict_help((2019, 2024))["ar"] == "طُرحت في 2019، 2024. هل عولجت هذه المسألة؟"
    assert wordings.verdict_help(())["en"] == "Has this been addressed?"
