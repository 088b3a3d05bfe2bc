"""The demo's participants: who they are, and that what they answer is an answer to the survey drafted for them."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from feedback.enums import Verdict
from reports.demo.follow_through import follow_through
from reports.demo.markup import Style, sample
from reports.demo.participants import invitees, participants, responses
from surveys.definition import Option, Question, QuestionType, Section, SurveyDefinition
from surveys.drafting import AskedQuestion, ConsultationToAskAbout, OpenIssue, draft_survey
from surveys.point_lists import RaisedPoint
from surveys.questions import TYPES, typed_answer
from surveys.wordings import ORGANISATION_TYPES


def definition(max_questions: int = 20) -> SurveyDefinition:
    bullets = [paragraph.text for paragraph in sample("samrad_2025") if paragraph.style is Style.BULLET][6:]
    points = tuple(RaisedPoint(f"p{place}", text) for place, text in enumerate(bullets))
    issues = tuple(
        OpenIssue(story.key, story.title, tuple(story.points), tuple(_ids(points, story.points[2025])))
        for story in follow_through().issues
    )
    asked = tuple(AskedQuestion(f"a{number}", number, f"Fråga nummer {number}?") for number in (1, 2, 3))
    consultation = ConsultationToAskAbout("samråd", "2025-10-14", "sv", asked, points, issues)
    return draft_survey(consultation, max_questions=max_questions).definition


def _ids(points: tuple[RaisedPoint, ...], starts: tuple[str, ...]) -> list[str]:
    return [point.id for point in points if point.text.startswith(starts)]


def test_participants_are_forty_in_three_languages() -> None:
    assert Counter(person.language for person in participants()) == {"sv": 29, "en": 6, "ar": 5}
    assert sum(person.manner == "second-language" for person in participants()) == 3


def test_participants_write_a_hundred_different_texts() -> None:
    texts = [text for person in participants() for text in (*person.answers, person.comment) if text]
    assert len(texts) == len(set(texts)) == 107
    assert all(len(text.split()) <= 45 for text in texts)


def test_participants_have_a_type_and_a_verdict_on_every_issue() -> None:
    issues = [story.key for story in follow_through().issues]
    types = {option.value for option in ORGANISATION_TYPES}
    assert {person.type for person in participants()} == types
    assert all(list(person.verdicts) == issues for person in participants())


def test_invitees_are_fifty_five_organisations() -> None:
    assert len({invitee.organisation for invitee in invitees()}) == len(invitees()) == 55


@given(seed=st.integers(), most=st.integers(min_value=0, max_value=20))
def test_responses_pass_the_checks_of_their_questions(seed: int, most: int) -> None:
    survey = definition(most)
    for response in responses(survey, seed=seed):
        for key, value in response.answers.items():
            question = survey.question(key)
            assert TYPES[question.type].validate(question, typed_answer(question, value)).value == value


def test_responses_are_the_same_for_the_same_seed() -> None:
    assert responses(definition()) == responses(definition())
    assert responses(definition(), seed=1) != responses(definition(), seed=2)


def test_responses_give_each_open_answer_to_its_question() -> None:
    survey = definition()
    open_keys = [question.key for question in survey.questions if question.type is QuestionType.FREE_TEXT]
    for person, response in zip(participants(), responses(survey), strict=True):
        expected = [text or None for text in (*person.answers, person.comment)]
        assert [response.answers.get(key) for key in open_keys] == expected


def test_responses_give_verdicts_as_the_participants_hold_them() -> None:
    survey = definition()
    given_verdicts = 0
    for question in survey.questions:
        if question.type is QuestionType.VERDICT:
            for person, response in zip(participants(), responses(survey), strict=True):
                expected = person.verdicts[question.issue_id or ""].value
                assert response.answers.get(question.key, expected) == expected
                given_verdicts += question.key in response.answers
    assert given_verdicts > 350


def test_responses_choose_what_the_participant_wrote_about() -> None:
    options = (Option("bus", {"sv": "Sista bussen efter träningen"}), Option("sea", {"sv": "Havets stränder"}))
    question = Question("q1", QuestionType.SEVERAL_CHOICES, {"sv": "?"}, options=options, max_choices=1)
    survey = SurveyDefinition({"sv": "?"}, sections=(Section("s", {"sv": "?"}, (question,)),))
    chosen = [[response.answers.get("q1") for seed in range(100) for response in responses(survey, seed=seed)[2:3]]]
    counts = Counter(str(value) for value in chosen[0])
    assert counts["['bus']"] > counts["['sea']"]


def test_responses_to_an_unknown_issue_are_still_verdicts() -> None:
    survey = definition()
    question = next(each for each in survey.questions if each.type is QuestionType.VERDICT)
    renamed = replace(question, text={"sv": "Något helt annat"})
    alone = SurveyDefinition({"sv": "?"}, sections=(Section("s", {"sv": "?"}, (renamed,)),))
    values = {response.answers.get(question.key) for response in responses(alone)} - {None}
    assert values == {verdict.value for verdict in Verdict}
