"""Responses as a table and as files: what stands in them, and what never does."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pyreadstat
import pytest
from openpyxl import load_workbook

from surveys.definition import Option, Privacy, Question, QuestionType, Section, ShowIf, SurveyDefinition
from surveys.response_files import FileKind, responses_file
from surveys.response_tables import AnsweredRevision, ResponseTable, response_table
from tests.surveys.portable import EVERY_TYPE, options, texts

SURVEY = replace(EVERY_TYPE, privacy=Privacy.ORGANISATION_NAMED)
ANSWERS = {
    "q1": "other=Ett bolag",
    "q2": ["a b", "d"],
    "q3": ["y", "x"],
    "q4": 12,
    "q5": "cannot say",
    "q6": 7,
    "q7": "cannot say",
    "q8": "2026-02-28",
    "q9": "=1+1",
    "q10": "Två\nrader; med “tecken”",
    "q12": "yes",
}


def sent(number: int = 1, **values: Any) -> AnsweredRevision:
    first = AnsweredRevision(
        id=UUID(int=number),
        token_hash=str(number),
        revision=1,
        version=1,
        language="sv",
        day=date(2026, 3, 1),
        minutes=4,
        organisation="Föreningen",
        source="",
        answers=ANSWERS,
    )
    return replace(first, **values)


def table(*revisions: AnsweredRevision, survey: SurveyDefinition = SURVEY, language: str = "sv") -> ResponseTable:
    return response_table([survey], revisions or [sent()], language=language)


def rows(made: ResponseTable) -> list[dict[str, Any]]:
    names = [each.name for each in made.variables]
    return [dict(zip(names, row, strict=True)) for row in made.rows]


def test_each_response_is_a_row() -> None:
    [row] = rows(table())

    assert row == {
        "reference": "0000-0000",
        "organisation": "Föreningen",
        "day": "2026-03-01",
        "minutes": 4,
        "version": 1,
        "language": "sv",
        "source": "web",
        "q1": "other",
        "q1_other": "Ett bolag",
        "q2_a_b": 1,
        "q2_c": 0,
        "q2_d": 1,
        "q3_x": 2,
        "q3_y": 1,
        "q4": 12,
        "q5": "cannot say",
        "q6": 7,
        "q7": "cannot say",
        "q8": "2026-02-28",
        "q9": "=1+1",
        "q10": "Två\nrader; med “tecken”",
        "q12": 1,
    }


def test_only_the_latest_revision_counts() -> None:
    changed = sent(2, token_hash="1", revision=2, answers={"q4": 13})

    [row] = rows(table(changed, sent()))

    assert (row["q4"], row["q1"], row["q2_c"]) == (13, None, None)


@pytest.mark.parametrize(
    ("privacy", "told"),
    [
        (Privacy.ANONYMOUS, {"version", "language", "source"}),
        (Privacy.CONFIDENTIAL, {"reference", "minutes", "version", "language", "source"}),
        (Privacy.ORGANISATION_NAMED, {"reference", "organisation", "day", "minutes", "version", "language", "source"}),
    ],
)
def test_a_row_tells_what_was_promised(privacy: Privacy, told: set[str]) -> None:
    [row] = rows(table(survey=replace(SURVEY, privacy=privacy)))

    assert {name for name in row if not name.startswith("q")} == told


def test_rows_stand_in_the_order_of_their_random_ids() -> None:
    responses = [sent(number, answers={"q4": number}) for number in (3, 1, 2)]

    assert [row["q4"] for row in rows(table(*responses))] == [1, 2, 3]


def test_columns_of_several_versions() -> None:
    """A later version rewords a question, adds an answer before the others, and takes a question away."""
    first = replace(SURVEY, sections=(Section("about", texts("Om er"), SURVEY.sections[0].questions[:2]),))
    asked = first.questions[0]
    later = replace(asked, text=texts("Vad är ni?"), options=(Option("group", texts("Grupp")), *asked.options))
    second = replace(first, sections=(Section("about", texts("Om er"), (later,)),))

    made = response_table([first, second], [sent(), sent(2, version=2, answers={"q1": "group"})], language="sv")

    variable = next(each for each in made.variables if each.name == "q1")
    assert variable.label == "Vad är ni?"
    assert [(each.value, each.code) for each in variable.values] == [("club", 1), ("other", 2), ("group", 3)]
    assert [(row["version"], row["q1"], row["q2_d"]) for row in rows(made)] == [(1, "other", 1), (2, "group", None)]


def survey_of(*questions: Question) -> SurveyDefinition:
    return replace(SURVEY, sections=(Section("about", texts("Om er"), questions),))


def test_other_that_a_later_version_left_out_keeps_its_words() -> None:
    with_other = survey_of(SURVEY.questions[0])
    without = survey_of(replace(SURVEY.questions[0], options=options("club", "firm"), other=False))

    made = response_table([with_other, without], [sent(), sent(2, version=2, answers={"q1": "firm"})], language="sv")

    assert [(row["q1"], row["q1_other"]) for row in rows(made)] == [("other", "Ett bolag"), ("firm", None)]
    assert [each.value for each in next(each for each in made.variables if each.name == "q1").values] == [
        "club",
        "other",
        "firm",
    ]


def test_option_that_a_version_did_not_offer_is_empty() -> None:
    first = survey_of(SURVEY.questions[1])
    later = survey_of(replace(SURVEY.questions[1], options=options("e", "c")))

    made = response_table([first, later], [sent(), sent(2, version=2, answers={"q2": ["e"]})], language="sv")

    found = [(row["q2_a_b"], row["q2_c"], row["q2_d"], row["q2_e"]) for row in rows(made)]
    assert found == [(1, 0, 1, None), (None, 0, None, 1)]


def test_consent_left_unticked_is_0_only_where_it_was_asked() -> None:
    consent = Question("q2", QuestionType.CONSENT, texts("Vi samtycker."), show_if=ShowIf("q1", ("club",)))
    survey = survey_of(SURVEY.questions[0], consent)
    answers: list[dict[str, Any]] = [{"q1": "club", "q2": "yes"}, {"q1": "club"}, {"q1": "other"}]

    made = response_table([survey], [sent(n, answers=each) for n, each in enumerate(answers)], language="sv")

    assert [row["q2"] for row in rows(made)] == [1, 0, None]


def test_labels_have_no_sign_for_a_recalled_answer() -> None:
    choice = replace(SURVEY.questions[1], key="q3", options=(Option("a", texts("Som {q1}")), *options("b")))

    made = table(survey=survey_of(SURVEY.questions[0], replace(choice, text=texts("Efter {q1}?"))))

    label = next(each.label for each in made.variables if each.name == "q3_a")
    assert (label.count("…"), "{" in label) == (2, False)


def test_names_that_would_be_the_same_get_a_number() -> None:
    asked = replace(SURVEY.questions[1], options=tuple(Option(value, {}) for value in ("A b", "a-b", "ö", "ä")))
    survey = replace(SURVEY, sections=(Section("about", {}, (asked,)),))

    made = table(survey=survey)

    assert [each.name for each in made.variables if each.name.startswith("q2")] == ["q2_A_b", "q2_a_b_2", "q2", "q2_2"]


def test_csv() -> None:
    content = responses_file(table(), FileKind.CSV)

    assert content.startswith(b"\xef\xbb\xbf")
    [row] = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    assert (row["q9"], row["q10"], row["q1_other"], row["q2_c"]) == (
        "'=1+1",
        "Två\nrader; med “tecken”",
        "Ett bolag",
        "0",
    )


@pytest.mark.parametrize(("language", "rtl"), [("sv", False), ("ar", True)])
def test_workbook(language: str, *, rtl: bool) -> None:
    workbook = load_workbook(io.BytesIO(responses_file(table(language=language), FileKind.XLSX)))

    values, words, columns = workbook.worksheets
    assert [bool(each.sheet_view.rightToLeft) for each in workbook] == [rtl] * 3
    head, row = values.iter_rows()
    cell = {name.value: each for name, each in zip(head, row, strict=True)}
    assert (cell["q9"].value, cell["q9"].data_type) == ("=1+1", "s")
    assert (cell["q4"].value, cell["q1"].value) == (12, "other")
    named = dict(zip(*([each.value for each in line] for line in words.iter_rows()), strict=True))
    worded = {"sv": ("Vilka är ni?", "Svar other"), "ar": ("Vilka är ni? بالعربية", "Svar other بالعربية")}
    assert named[worded[language][0]] == worded[language][1]
    listed = [tuple(each.value for each in line) for line in columns.iter_rows(min_row=2)]
    assert ("q5", None, None, "cannot say", 99, texts("Svar cannot say")[language]) in listed


def test_json() -> None:
    found = json.loads(responses_file(table(sent(), sent(2, answers={})), FileKind.JSON))

    asked = next(each for each in found["variables"] if each["name"] == "q1")
    assert (found["format"], found["version"], found["language"]) == ("gensvar-responses", 1, "sv")
    assert asked == {
        "name": "q1",
        "content": "code",
        "label": "Vilka är ni?",
        "values": {"club": "Svar club", "other": "Svar other"},
    }
    assert found["responses"][0]["q2_a_b"] == 1
    assert {name: cell for name, cell in found["responses"][1].items() if name.startswith("q")} == {"q12": 0}


def spss(made: ResponseTable, tmp_path: Path) -> tuple[dict[str, list[Any]], Any]:
    file = tmp_path / "responses.sav"
    file.write_bytes(responses_file(made, FileKind.SAV))
    found: tuple[dict[str, list[Any]], Any] = pyreadstat.read_sav(file, output_format="dict", user_missing=True)
    return found


def test_spss_values_and_labels(tmp_path: Path) -> None:
    values, about = spss(table(sent(), sent(2, answers={"q1": "club", "q4": 3})), tmp_path)

    assert list(values["q1"]) == [2, 1]
    assert (about.original_variable_types["q1"], about.original_variable_types["q4"]) == ("F8.0", "F13.0")
    assert about.variable_value_labels["q1"] == {1: "Svar club", 2: "Svar other"}
    assert about.column_names_to_labels["q2_a_b"] == "Vad gör ni? – Svar a b"
    assert about.variable_value_labels["q2_a_b"] == {0: "Nej", 1: "Ja"}
    assert values["q8"][0] == date(2026, 2, 28)
    assert about.missing_ranges == {"q5": [{"lo": 99, "hi": 99}]}
    assert (values["q5"][0], values["q7"][0], values["q6"][0]) == (99, 4, 7)
    measures = about.variable_measure
    assert (measures["q5"], measures["q3_x"], measures["q1"], measures["q4"]) == (
        "ordinal",
        "ordinal",
        "nominal",
        "scale",
    )
    assert values["q10"][0] == "Två\nrader; med “tecken”"


def test_spss_in_arabic_with_long_labels(tmp_path: Path) -> None:
    asked = replace(SURVEY.questions[0], text={"ar": "سؤال " * 200})
    survey = replace(SURVEY, sections=(Section("about", {}, (asked,)),))

    values, about = spss(table(survey=survey, language="ar"), tmp_path)

    assert about.variable_value_labels["q1"] == {1: "Svar club بالعربية", 2: "Svar other بالعربية"}
    assert about.column_names_to_labels["q1"].startswith("سؤال سؤال")
    assert list(values["q1_other"]) == ["Ett bolag"]


@pytest.mark.parametrize("kind", list(FileKind))
def test_survey_that_nobody_has_answered(kind: FileKind, tmp_path: Path) -> None:
    made = response_table([SURVEY], [], language="sv")

    assert made.rows == ()
    assert responses_file(made, kind)
