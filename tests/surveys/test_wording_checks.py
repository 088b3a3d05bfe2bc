"""Questions that are hard to read, ask two things at once, or lead to an answer; and LIX."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.translation import LANGUAGES, speaking
from surveys.definition import Question, QuestionType
from surveys.drafting import draft_survey
from surveys.question_library import library
from surveys.reading_level import Band, ReadingLevel, reading_level
from surveys.wording_checks import hints_in_every_language, plain_words, wording_hints
from tests.surveys.examples import make_consultation

DOUBLE = "It may ask two things at once"
LEADING = "may lead to an answer"
HARD = "It is hard to read"


def hints(text: str, language: str = "sv") -> list[str]:
    with speaking("en"):
        return wording_hints(Question("q1", QuestionType.FREE_TEXT, {language: text}), language)


def test_lix_is_words_per_sentence_and_long_words_per_hundred() -> None:
    # 10 words in 2 sentences, 3 of them over six letters (förening, lokaler, kvällarna): 5 + 30.
    level = reading_level("Vår förening söker lokaler. Vi vill mötas på kvällarna här.")

    assert (level, level.lix, level.band) == (ReadingLevel(10, 2, 3, 6), 35, Band.EASY)


@pytest.mark.parametrize(
    ("lix", "band"),
    [(29, Band.VERY_EASY), (30, Band.EASY), (40, Band.MEDIUM), (50, Band.HARD), (60, Band.VERY_HARD)],
)
def test_bands_begin_at_round_numbers(lix: int, band: Band) -> None:
    assert ReadingLevel(words=lix, sentences=1, long_words=0, longest=lix).band is band


@given(st.text())
def test_reading_level_of_any_text(text: str) -> None:
    level = reading_level(text)

    assert 0 <= level.long_words <= level.words
    assert level.longest <= level.words
    assert (level.lix == 0) == (level.words == 0)


@pytest.mark.parametrize(
    ("text", "language", "hint"),
    [
        ("Hur var lokalen och maten?", "sv", DOUBLE),
        ("How were the room and the food?", "en", DOUBLE),
        ("Håller du inte med om att mötet var bra?", "sv", LEADING),
        ("Do you agree that the meeting was good?", "en", LEADING),
        ("När kommer ni att erhålla besked?", "sv", "Instead of “erhålla”, write “få”"),
        ("Har ni erhållit besked?", "sv", "Instead of “erhållit”, write “få”"),
        ("Hur var lokalen och maten?", "sv-simple", DOUBLE),
        ("Millaisia tila ja ruoka olivat?", "fi", DOUBLE),
        ("Eikö kokous ollut hyvä?", "fi", LEADING),
        ("Якими були приміщення та їжа?", "uk", DOUBLE),
        ("Хіба зустріч не була корисною?", "uk", LEADING),
        ("كيف كانت القاعة والطعام؟", "ar", DOUBLE),
        ("أليس الاجتماع مفيدًا؟", "ar", LEADING),
        ("سالن و غذا چگونه بودند؟", "fa", DOUBLE),
        ("مگر جلسه خوب نبود؟", "fa", LEADING),
        ("Sidee ahaayeen qolka iyo cuntada?", "so", DOUBLE),
        ("Miyaanay shirku wanaagsanayn?", "so", LEADING),
        (f"{'Vi är här ' * 8}?", "sv", "A sentence has 24 words. Divide it."),
    ],
)
def test_wording_hints_find(text: str, language: str, hint: str) -> None:
    found = hints(text, language)

    assert any(hint in each for each in found), found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vilken typ av organisation företräder ni?", "sv"),
        ("Öppenhet och insyn: Får ni veta vad som händer?", "sv"),
        ("Vi har träffats och talat. Vad saknas?", "sv"),
        ("Vad är viktigast för er förening?", "sv"),
        ("What matters most to your organisation?", "en"),
        ("Organisationsnummer?", "sv"),
        ("ما الأهم بالنسبة إليكم؟", "ar"),
        ("ما الذي يحتاج إليه الوالدان وقتَ الاجتماع؟", "ar"),
        ("مهم‌ترین موضوع گفت‌وگو برای شما چه بود؟", "fa"),
        ("Чи була зустріч корисною?", "uk"),
    ],
)
def test_wording_hints_leave_good_questions_alone(text: str, language: str) -> None:
    assert hints(text, language) == []


def test_a_hard_question_says_its_lix() -> None:
    found = hints(
        "Vilka organisationer inom civilsamhället prioriterar samverkan kring integration lokalt eller regionalt?"
    )

    assert any(HARD in each for each in found)


def test_a_text_to_read_is_not_a_question() -> None:
    text = Question("q1", QuestionType.INFORMATION, {"sv": "Vill ni veta mer om stöd och bidrag?"})

    assert wording_hints(text, "sv") == []


@given(st.text(), st.sampled_from([*LANGUAGES, "xx"]))
def test_wording_hints_of_any_text(text: str, language: str) -> None:
    hints(text, language)


def test_easy_swedish_is_checked_for_the_words_of_swedish() -> None:
    assert plain_words("sv-simple") == plain_words("sv")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_words_and_our_own_questions_hold(language: str) -> None:
    drafted = draft_survey(make_consultation(questions=2, points=9, issues=3)).definition.questions
    ours = [*drafted, *(question for each in library() for question in each.section.questions)]
    asked = [each for each in ours if each.text.get(language)]

    with speaking("en"):
        hinted = {each.text[language]: wording_hints(each, language) for each in asked}

    assert plain_words(language) is not None
    assert {text: found for text, found in hinted.items() if found} == {}


def test_translations_are_checked_under_their_language() -> None:
    question = Question(
        "q1", QuestionType.FREE_TEXT, {"sv": "Hur var lokalen?", "en": "How were the room and the food?"}
    )

    with speaking("en"):
        found = hints_in_every_language(question, ("sv", "en", "ar"))

    assert found == ["English: It may ask two things at once (“and”). Ask one thing in each question."]
