"""A consultation becomes a draft survey."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.translation import date_text, speaking
from surveys.definition import Question, QuestionType, SurveyDefinition, missing_translations, to_json, told
from surveys.drafting import draft_survey, estimated_minutes
from surveys.point_lists import MOST_POINTS
from surveys.sources import AskedQuestion, ConsultationToAskAbout, OpenIssue, RaisedPoint
from tests.surveys.examples import SURVEY, make_consultation

point_ids = st.integers(1, 30).map(lambda number: f"p{number}")
consultations = st.builds(
    ConsultationToAskAbout,
    kind=st.sampled_from(["sakråd", "samråd", "conference", "decision", "other", "?"]),
    date=st.sampled_from(["2024-06-04", "2019-10", "2012", ""]),
    language=st.sampled_from(["sv", "en", "fi"]),
    questions=st.lists(
        st.builds(
            AskedQuestion, id=st.text(), number=st.integers(1, 5), text=st.text(), subquestions=st.tuples(st.text())
        ),
        max_size=6,
    ).map(tuple),
    points=st.lists(
        st.builds(
            RaisedPoint,
            id=point_ids,
            text=st.text(),
            question_number=st.none() | st.integers(1, 6),
            heading=st.sampled_from(["", "Hinder", "Möjligheter", "Skola", "Arbete", "Boende"]),
        ),
        max_size=30,
        unique_by=lambda point: point.id,
    ).map(tuple),
    issues=st.lists(
        st.builds(
            OpenIssue,
            id=st.text(),
            title=st.text(),
            years=st.lists(st.integers(2011, 2026)).map(tuple),
            point_ids=st.lists(point_ids).map(tuple),
        ),
        max_size=12,
    ).map(tuple),
)


def asked(definition: SurveyDefinition, kind: QuestionType) -> list[Question]:
    return [question for question in definition.questions if question.type is kind]


@given(consultations, st.integers(0, 20))
def test_draft_survey_keeps_its_promises_whatever_the_notes_hold(
    consultation: ConsultationToAskAbout, most: int
) -> None:
    with speaking("en"):
        draft = draft_survey(consultation, max_questions=most)
        again = draft_survey(consultation, max_questions=most)

    questions = draft.definition.questions
    raised = {point.id for point in consultation.points}
    shown = [option.point_id for question in questions for option in question.options if option.point_id]
    assert len(questions) <= most
    assert [question.key for question in questions] == [f"q{number}" for number in range(1, len(questions) + 1)]
    assert all(question.issue_id is not None for question in asked(draft.definition, QuestionType.VERDICT))
    assert len(shown) == len(set(shown))
    assert set(shown) <= raised
    assert len(shown) + sum(
        1 for each in draft.left_out if told(each.why, "en").startswith(("The list", "No list"))
    ) == len(raised)
    assert all(
        len(question.options) <= MOST_POINTS for question in asked(draft.definition, QuestionType.SEVERAL_CHOICES)
    )
    assert to_json(again.definition) == to_json(draft.definition)
    assert len({section.key for section in draft.definition.sections}) == len(draft.definition.sections)


def test_draft_survey_asks_about_the_subject_the_issues_and_the_meeting() -> None:
    definition = draft_survey(make_consultation(questions=2, points=9, issues=3)).definition

    assert [(section.key, [question.type for question in section.questions]) for section in definition.sections] == [
        ("background", [QuestionType.SINGLE_CHOICE]),
        ("question-1", [QuestionType.FREE_TEXT]),
        ("question-2", [QuestionType.FREE_TEXT]),
        ("points-1", [QuestionType.SEVERAL_CHOICES]),
        ("issues", [QuestionType.VERDICT] * 3),
        ("meeting", [QuestionType.FIVE_POINT_SCALE, QuestionType.FREE_TEXT]),
    ]
    with speaking("en"):
        english_day = date_text("2025-10-14")
    assert {language: definition.title[language] for language in definition.languages} == {
        "sv": "Enkät efter samrådet 14 oktober 2025",
        "en": f"Survey after the consultation, {english_day}",
        "ar": "استبيان بعد جلسة التشاور، 14 أكتوبر 2025",
    }


def test_draft_survey_asks_again_with_the_sub_questions_as_help() -> None:
    definition = draft_survey(make_consultation(questions=1)).definition

    again = asked(definition, QuestionType.FREE_TEXT)[0]
    assert (again.text, again.help, again.asks) == ({"sv": "Fråga nummer 1?"}, {"sv": "Hur?\nVar?"}, "asked 1")


def test_draft_survey_lists_a_questions_points_beside_it() -> None:
    consultation = make_consultation(questions=2, points=4)
    grouped = tuple(
        replace(point, question_number=number) for point, number in zip(consultation.points, (1, 2, 1, 2), strict=True)
    )

    definition = draft_survey(replace(consultation, points=grouped)).definition

    lists = asked(definition, QuestionType.SEVERAL_CHOICES)
    assert [section.key for section in definition.sections if lists[1] in section.questions] == ["question-2"]
    assert [[option.point_id for option in each.options] for each in lists] == [
        ["point 1", "point 3"],
        ["point 2", "point 4"],
    ]
    assert [each.max_choices for each in lists] == [1, 1]


def test_draft_survey_binds_verdicts_to_issues_most_recurring_first() -> None:
    definition = draft_survey(make_consultation(points=3, issues=3)).definition

    verdicts = asked(definition, QuestionType.VERDICT)
    assert [question.issue_id for question in verdicts] == ["issue 3", "issue 2", "issue 1"]
    assert verdicts[0].text == {"sv": "Sak 3"}
    assert verdicts[0].help["sv"] == "Har tagits upp 2023, 2024, 2025. Har detta åtgärdats?"


def test_draft_survey_leaves_out_issues_that_no_point_raises() -> None:
    consultation = make_consultation(points=2, issues=5)

    assert len(asked(draft_survey(consultation).definition, QuestionType.VERDICT)) == 2


def test_draft_survey_asks_something_open_where_the_notes_have_no_questions() -> None:
    definition = draft_survey(make_consultation(points=4, heading="Hinder")).definition

    assert definition.sections[1].title == {"sv": "Hinder"}
    assert asked(definition, QuestionType.FREE_TEXT)[0].text["sv"] == "Vad vill ni tillägga om det som togs upp?"


def test_draft_survey_says_what_it_left_out_and_why() -> None:
    consultation = make_consultation(questions=4, points=10, issues=10)

    with speaking("en"):
        draft = draft_survey(consultation, max_questions=10)

    full = "The survey has room for 10 questions."
    assert [(each.text, told(each.why, "en")) for each in draft.left_out] == [
        *[(f"Sak {number}", full) for number in (7, 6, 5, 4, 3, 2, 1)],
        ("Vad kan bli bättre till nästa gång?", full),
        ("Synpunkt nummer 1.", "The list of points is full."),
        ("Synpunkt nummer 2.", "The list of points is full."),
    ]


def test_draft_survey_generic_texts_need_no_translation() -> None:
    definition = draft_survey(make_consultation(questions=1, points=3, issues=1)).definition

    places = [place for place, _ in missing_translations(definition, "ar")]
    assert places == [
        "question.q2.text",
        "question.q2.help",
        "question.q3.option.point point 1",
        "question.q3.option.point point 2",
        "question.q3.option.point point 3",
        "question.q4.text",
    ]
    assert missing_translations(definition, "en") == missing_translations(definition, "ar")


@pytest.mark.parametrize(("date", "title"), [("2019", "Enkät efter samrådet 2019"), ("", "Enkät efter samrådet")])
def test_draft_survey_titles_a_consultation_without_a_full_date(date: str, title: str) -> None:
    assert draft_survey(replace(make_consultation(), date=date)).definition.title["sv"] == title


def test_draft_survey_of_english_notes_is_written_in_english_first() -> None:
    consultation = replace(make_consultation(questions=1), language="en")

    definition = draft_survey(consultation).definition

    assert definition.languages == ("en", "sv", "ar")
    assert asked(definition, QuestionType.FREE_TEXT)[0].text == {"en": "Fråga nummer 1?"}


def test_estimated_minutes_adds_reading_and_answering() -> None:
    # 16 words at 200 a minute are 4.8 s; a choice 5 s, several 15 s, a text 75 s: 99.8 s in all.
    assert estimated_minutes(SURVEY) == 2
    assert estimated_minutes(replace(SURVEY, sections=())) == 1


def test_estimated_minutes_of_a_full_draft_is_about_ten() -> None:
    assert estimated_minutes(draft_survey(make_consultation(questions=2, points=20, issues=12)).definition) <= 10
