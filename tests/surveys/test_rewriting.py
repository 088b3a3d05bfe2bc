"""What the officer's forms do to a draft."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.definition import Option, QuestionType, missing_translations
from surveys.rewriting import (
    IssueToAskAbout,
    NewQuestion,
    Progress,
    QuestionWording,
    add_new_question,
    offer_language,
    offer_only,
    reword,
    rewrite_question,
    translate,
    translation_progress,
    withdraw_language,
)
from tests.surveys.examples import SURVEY


def test_rewrite_question_rewords_and_marks_translations_as_outdated() -> None:
    changed = rewrite_question(SURVEY, "q1", QuestionWording("Vad dricker ni?", "Kryssa.", required=True))

    question = changed.question("q1")
    assert (question.text, question.help, question.required) == (
        {"sv": "Vad dricker ni?", "en": "What do you eat?"},
        {"sv": "Kryssa."},
        True,
    )
    assert question.options == SURVEY.question("q1").options
    assert changed.outdated == (("question.q1.text", "en"),)


def test_rewrite_question_keeps_leaves_out_and_adds_options() -> None:
    wording = QuestionWording(
        "Vad äter ni?", options={"soup": "", "bread": "Limpa"}, new_options=("Gröt", "Fil"), max_choices=2
    )

    changed = rewrite_question(SURVEY, "q1", wording)

    assert changed.question("q1").options == (
        Option("bread", {"sv": "Limpa"}),
        Option("answer 1", {"sv": "Gröt"}),
        Option("answer 2", {"sv": "Fil"}),
    )
    assert changed.question("q1").max_choices is None


def test_rewrite_question_gives_new_options_values_of_their_own() -> None:
    once = rewrite_question(SURVEY, "q2", QuestionWording("Vad?", new_options=("e",), max_choices=2))
    twice = rewrite_question(once, "q2", QuestionWording("Vad?", new_options=("f",)))

    assert [option.value for option in twice.question("q2").options] == ["a", "b", "c", "d", "answer 1", "answer 2"]
    assert (once.question("q2").max_choices, twice.question("q2").max_choices) == (2, None)


def test_rewrite_question_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        rewrite_question(SURVEY, "q9", QuestionWording("Vad?"))


def test_reword_takes_a_text_away_in_every_language() -> None:
    translated = translate(SURVEY, "en", {"question.q3.help": "How?\nWhere?"})

    changed = reword(translated, {"question.q3.help": ""})

    assert changed.question("q3").help == {"sv": "", "en": ""}
    assert "question.q3.help" not in [place for place, _text in missing_translations(changed, "en")]


def test_reword_leaves_what_was_not_changed() -> None:
    fallback = replace(SURVEY, languages=("ar", "sv"))

    assert reword(fallback, {"title": "Enkät"}) == fallback


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (QuestionType.SINGLE_CHOICE, ["answer 1", "answer 2"]),
        (QuestionType.SEVERAL_CHOICES, ["answer 1", "answer 2"]),
        (QuestionType.FIVE_POINT_SCALE, ["1", "2", "3", "4", "5", "cannot say"]),
        (QuestionType.FREE_TEXT, []),
    ],
)
def test_add_new_question_with_the_answers_of_its_type(kind: QuestionType, values: list[str]) -> None:
    changed = add_new_question(SURVEY, NewQuestion("empty", kind, "Nytt?", ("Ja", "Nej")))

    question = changed.sections[1].questions[0]
    assert (question.key, question.type, question.text) == ("q4", kind, {"sv": "Nytt?"})
    assert [option.value for option in question.options] == values


def test_add_new_question_binds_a_verdict_to_its_issue() -> None:
    issue = IssueToAskAbout("issue 1", "Lokaler", (2019, 2024))

    changed = add_new_question(SURVEY, NewQuestion("last", QuestionType.VERDICT, issue=issue))

    question = changed.question("q4")
    assert (question.issue_id, question.text) == ("issue 1", {"sv": "Lokaler"})
    assert question.help["en"] == "Raised in 2019, 2024. Has this been addressed?"
    assert [option.value for option in question.options] == ["yes", "partly", "no", "cannot say"]


def test_languages_come_and_go_and_the_first_stays() -> None:
    assert offer_language(offer_language(SURVEY, "ar"), "en").languages == ("sv", "en", "ar")
    assert withdraw_language(SURVEY, "en").languages == ("sv",)
    assert withdraw_language(SURVEY, "sv").languages == ("sv", "en")
    assert offer_only(SURVEY, ["ar"]).languages == ("sv", "ar")


def test_translate_sets_what_changed_and_what_is_still_right() -> None:
    outdated = reword(SURVEY, {"title": "Ny enkät", "section.first.title": "Nu"})

    untouched = translate(outdated, "en", {"title": "Survey", "section.first.title": "First", "nowhere": "x"})
    changed = translate(outdated, "en", {"title": "Survey", "section.first.title": "Now"}, still_right=["title"])

    assert untouched == outdated
    assert changed.outdated == ()
    assert (changed.title["en"], changed.sections[0].title["en"]) == ("Survey", "Now")


def test_translation_progress_counts_texts() -> None:
    assert translation_progress(SURVEY, "sv") == Progress("sv", 14, 14, 0)
    assert translation_progress(SURVEY, "en") == Progress("en", 4, 14, 0)
    assert translation_progress(reword(SURVEY, {"title": "Ny"}), "en") == Progress("en", 4, 14, 1)
    assert not translation_progress(SURVEY, "en").is_complete


@given(st.dictionaries(st.sampled_from(["title", "intro", "question.q1.text", "question.q2.option.a"]), st.text()))
def test_reword_and_translate_never_lose_another_text(texts: dict[str, str]) -> None:
    changed = translate(reword(SURVEY, texts), "ar", texts)

    assert [question.key for question in changed.questions] == ["q1", "q2", "q3"]
    assert changed.question("q3") == SURVEY.question("q3")
    assert changed.sections[2].title == SURVEY.sections[2].title
