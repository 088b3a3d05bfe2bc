"""The demo's translations: every text of the consultation of 2025 that a survey can quote, in English and Arabic."""

import unicodedata

import pytest

from feedback.notes.reading import read_lines
from feedback.notes.structure import draft_notes
from reports.demo.documents import sample_documents
from reports.demo.follow_through import follow_through
from reports.demo.translations import LANGUAGES, known_translations
from surveys.definition import missing_translations
from surveys.drafting import AskedQuestion, ConsultationToAskAbout, OpenIssue, draft_survey
from surveys.edits import fill_translations
from surveys.point_lists import RaisedPoint


@pytest.mark.parametrize("language", LANGUAGES)
def test_known_translations_cover_the_notes_as_they_are_read(language: str) -> None:
    document = sample_documents()[-1]
    notes = draft_notes(read_lines(document.content, document.filename))
    texts = {notes.title, *(point.text for point in notes.points)}
    for question in notes.questions:
        texts |= {question.text, *question.subquestions}
    assert len(texts) == 1 + 24 + 3 + 6
    assert texts - known_translations(language).keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_known_translations_cover_the_issues(language: str) -> None:
    assert {story.title for story in follow_through().issues} - known_translations(language).keys() == set()


def test_known_translations_to_arabic_are_in_arabic_letters() -> None:
    for swedish, arabic in known_translations("ar").items():
        letters = [unicodedata.name(char).split()[0] for char in arabic if char.isalpha()]
        assert set(letters) == {"ARABIC"}, swedish


def test_known_translations_keep_the_numbers() -> None:
    for swedish, english in known_translations("en").items():
        for year in ("2024", "2025"):
            assert (year in swedish) == (year in english)


@pytest.mark.parametrize("language", LANGUAGES)
def test_known_translations_leave_nothing_untranslated_in_the_drafted_survey(language: str) -> None:
    document = sample_documents()[-1]
    notes = draft_notes(read_lines(document.content, document.filename))
    points = tuple(RaisedPoint(str(place), point.text) for place, point in enumerate(notes.points))
    issues = tuple(
        OpenIssue(story.key, story.title, (2025,), tuple(p.id for p in points if story.is_raised_by(p.text, 2025)))
        for story in follow_through().issues
    )
    asked = tuple(
        AskedQuestion(str(each.number), each.number, each.text, each.subquestions) for each in notes.questions
    )
    consultation = ConsultationToAskAbout(notes.kind, notes.date, "sv", asked, points, issues)
    survey = draft_survey(consultation, max_questions=99).definition
    assert len(missing_translations(survey, language)) == 3 * 2 + 8 + len(issues)
    assert missing_translations(fill_translations(survey, language, known_translations(language)), language) == []
