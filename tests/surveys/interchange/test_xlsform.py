"""A survey as an XLSForm workbook, which pyxform, the reference reader of the format, makes a form of."""

import io
from dataclasses import replace
from typing import Any

from lxml import etree
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from surveys.definition import Question, QuestionType, Section, ShowIf
from surveys.interchange.xlsform import to_xlsform
from tests.surveys.portable import EVERY_TYPE, options, texts

NAMES = {"x": "http://www.w3.org/2002/xforms", "h": "http://www.w3.org/1999/xhtml"}


def rows(content: bytes, sheet: str) -> list[dict[str, Any]]:
    head, *body = load_workbook(io.BytesIO(content))[sheet].iter_rows(values_only=True)
    return [{str(name): cell for name, cell in zip(head, row, strict=True) if cell is not None} for row in body]


def written(definition: Any = EVERY_TYPE) -> bytes:
    return to_xlsform(definition, form_id="gensvar_1", version="3")


def test_every_type_becomes_one_of_the_format() -> None:
    survey = rows(written(), "survey")

    assert [(row["type"], row.get("name")) for row in survey] == [
        ("note", "intro"),
        ("begin_group", "part1"),
        ("note", "part1_intro"),
        ("select_one q1", "q1"),
        ("text", "q1_other"),
        ("select_multiple q2", "q2"),
        ("rank q3", "q3"),
        ("integer", "q4"),
        ("end_group", None),
        ("begin_group", "part2"),
        ("select_one q5", "q5"),
        ("select_one q6", "q6"),
        ("select_one q7", "q7"),
        ("date", "q8"),
        ("text", "q9"),
        ("text", "q10"),
        ("note", "q11"),
        ("acknowledge", "q12"),
        ("end_group", None),
    ]


def test_rules_and_texts_stand_in_their_columns() -> None:
    by_name = {row.get("name"): row for row in rows(written(), "survey")}

    assert by_name["q4"]["constraint"] == ". >= 0 and . <= 500"
    assert by_name["q4"]["required"] == "yes"
    assert by_name["q2"]["constraint"] == "count-selected(.) <= 2"
    assert by_name["q8"]["relevant"] == "selected(${q1}, 'club')"
    assert by_name["q9"]["relevant"] == "${q4} != ''"
    assert by_name["q9"]["label::Svenska (sv)"] == "Ni svarade ${q4}. Varför?"
    assert by_name["q10"]["relevant"] == "selected(${q2}, 'a_b') or selected(${q2}, 'c')"
    assert by_name["q10"]["hint::العربية (ar)"] == "Hur? بالعربية"
    assert by_name["q12"]["required_message::English (en)"] == "Annars inte. in English"


def test_choices_and_settings() -> None:
    choices = rows(written(), "choices")

    assert choices[2] == {
        "list_name": "q2",
        "name": "a_b",
        "label::Svenska (sv)": "Svar a b",
        "label::English (en)": "Svar a b in English",
        "label::العربية (ar)": "Svar a b بالعربية",
    }
    assert rows(written(), "settings") == [
        {"form_title": "Enkät", "form_id": "gensvar_1", "version": "3", "default_language": "Svenska (sv)"}
    ]


def test_pyxform_makes_a_form_of_it() -> None:
    warnings: list[str] = []

    form = convert(io.BytesIO(written()), validate=False, warnings=warnings, file_type=".xlsx").xform

    tree = etree.fromstring(form.encode())
    assert warnings == []
    assert len(tree.xpath("//x:translation", namespaces=NAMES)) == 3
    binds = {bind.get("nodeset").split("/")[-1]: bind.get("type") for bind in tree.xpath("//x:bind", namespaces=NAMES)}
    assert (binds["q3"], binds["q4"], binds["q8"]) == ("odk:rank", "int", "date")


def test_recalled_choice_is_shown_in_words() -> None:
    choices = EVERY_TYPE.sections[0].questions[:3]
    asking = Question("q4", QuestionType.FREE_TEXT, texts("Varför {q1}, {q2} och {q3}?"))
    survey = replace(EVERY_TYPE, sections=(Section("about", texts("Om er"), (*choices, asking)),))

    form = convert(io.BytesIO(written(survey)), validate=False, file_type=".xlsx").xform

    tree = etree.fromstring(form.encode())
    calculated = {
        bind.get("nodeset").split("/")[-1]: " ".join(bind.get("calculate").split())
        for bind in tree.xpath("//x:bind[@calculate]", namespaces=NAMES)
    }
    assert calculated["q1_words"] == "jr:choice-name( /data/part1/q1 , ' /data/part1/q1 ')"
    assert calculated["q3_words"].endswith(
        "if(count-selected( /data/part1/q3 ) > 1, concat(', ', "
        "jr:choice-name(selected-at( /data/part1/q3 , 1), ' /data/part1/q3 ')), '')), 2)"
    )
    shown = {each.get("value").split("/")[-1].strip() for each in tree.xpath("//x:output", namespaces=NAMES)}
    assert shown == {"q1_words", "q2_words", "q3_words"}


def test_answers_that_would_have_one_name_get_one_each() -> None:
    several = replace(EVERY_TYPE.questions[1], options=options("a b", "a_b", "a'b"))
    later = Question("q4", QuestionType.FREE_TEXT, texts("Varför?"), show_if=ShowIf("q2", ("a_b",)))
    content = written(replace(EVERY_TYPE, sections=(Section("about", texts("Om er"), (several, later)),)))

    assert [row["name"] for row in rows(content, "choices")] == ["a_b", "a_b_2", "a_b_3"]
    [row] = [row for row in rows(content, "survey") if row.get("name") == "q4"]
    assert row["relevant"] == "selected(${q2}, 'a_b_2')"


def test_purpose_and_the_limit_of_a_ranking_are_told() -> None:
    ranking = replace(EVERY_TYPE.questions[2], max_choices=1)
    section = Section("about", texts("Om er"), (ranking,))
    content = written(replace(EVERY_TYPE, purpose=texts("Till rapporten."), sections=(section,)))

    by_name = {row.get("name"): row for row in rows(content, "survey")}
    assert by_name["purpose"]["label::Svenska (sv)"] == "Till rapporten."
    assert by_name["q3"]["hint::English (en)"] == "Only the first counts."
    assert "constraint" not in by_name["q3"]


def test_what_only_looks_like_a_reference_stays_text() -> None:
    section = EVERY_TYPE.sections[0]
    about_money = replace(section.questions[3], text=texts("=1+1 ${kr} och {q99}"))
    definition = replace(EVERY_TYPE, sections=(Section("about", section.title, (about_money,)),))

    content = written(definition)

    asked = next(row for row in rows(content, "survey") if row.get("name") == "q4")
    assert asked["label::Svenska (sv)"] == "=1+1 $ {kr} och {q99}"
    assert convert(io.BytesIO(content), validate=False, file_type=".xlsx").xform
