"""The fragments that ask a question: labels, hints, errors and languages are tied to their fields."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html

import surveys
from feedback.translation import catalog
from surveys.definition import Image, Question, QuestionType, text_in
from tests.surveys.examples import AGREED, FOUNDED, HOBBY, MEALS, MEMBERS, RANKED, READ_THIS, TOPICS, WORDS
from tests.surveys.questions.test_questions import EXAMPLES, SCORE


def render(question: Question, *, value: list[str], error: str, language: str, **more: object) -> html.HtmlElement:
    """The fragment as the site renders it, English for the words of the page itself."""
    environment = Environment(
        loader=FileSystemLoader(Path(surveys.__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    english = catalog("en")
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        english.gettext, english.ngettext, newstyle=True
    )
    environment.filters["number_text"] = str
    fragment = environment.get_template(f"questions/{question.type}.html").render(
        question=question,
        value=value,
        error=error,
        language=language,
        text=lambda texts: text_in(texts, language),
        **more,
    )
    return html.fragment_fromstring(fragment, create_parent="form")


show = partial(render, value=[], error="", language="sv")


@pytest.mark.parametrize("question", EXAMPLES, ids=lambda question: f"{question.key}-{question.type.value}")
@pytest.mark.parametrize("error", ["", "Svara på <frågan>."])
def test_every_field_has_a_label_and_every_reference_leads_somewhere(question: Question, error: str) -> None:
    form = show(question, error=error, value=["3"])

    if question.type is QuestionType.INFORMATION:
        assert form.xpath(".//input | .//textarea | .//label") == []
        return
    fields = form.xpath(".//input | .//textarea")
    ids = form.xpath(".//@id")
    referred = [name for names in form.xpath(".//@aria-describedby") for name in names.split()]
    assert fields[0].get("id") == question.key
    assert {field.get("name").partition(".")[0] for field in fields} == {question.key}
    assert form.xpath(".//label/@for") == [field.get("id") for field in fields]
    assert len(ids) == len(set(ids))
    assert set(referred) == {name for name in ids if name.endswith(("-hint", "-error"))}
    assert form.xpath(".//@style | .//@placeholder | .//script | .//*[starts-with(name(@*), 'on')]") == []


@pytest.mark.parametrize("question", EXAMPLES, ids=lambda question: f"{question.key}-{question.type.value}")
def test_an_error_is_shown_as_text_and_marks_the_field(question: Question) -> None:
    if question.type is QuestionType.INFORMATION:
        return
    form = show(question, error="Svara på <frågan>.")

    assert form.xpath("string(.//p[@class='error'])").endswith("Svara på <frågan>.")
    assert set(form.xpath(".//@aria-invalid")) == {"true"}
    assert show(question).xpath(".//@aria-invalid | .//p[@class='error']") == []


@pytest.mark.parametrize(
    ("question", "value", "checked"),
    [
        (MEALS, ["bread"], ["bread"]),
        (AGREED, ["yes"], ["yes"]),
        (HOBBY, ["other", "other=Vi"], ["other"]),
        (TOPICS, ["d", "a"], ["a", "d"]),
        (SCORE, ["3"], ["3"]),
        (SCORE, ["nonsense"], []),
    ],
)
def test_what_was_chosen_is_still_chosen(question: Question, value: list[str], checked: list[str]) -> None:
    assert show(question, value=value).xpath(".//input[@checked]/@value") == checked


@pytest.mark.parametrize("typed", ["", "Hej", "\nförst en tom rad", "</textarea><script>alert(1)</script>"])
def test_what_was_written_is_still_there(typed: str) -> None:
    form = show(WORDS, value=[typed])

    # A browser drops the one line break after the tag; lxml keeps it.
    assert form.xpath("string(.//textarea)") == f"\n{typed}"
    assert form.xpath(".//script") == []


def test_a_text_in_another_language_says_so() -> None:
    form = show(MEALS, language="ar")

    foreign = form.xpath(".//*[@lang]")
    assert [(each.get("lang"), each.get("dir"), each.text_content()) for each in foreign] == [
        ("sv", "ltr", "Vad äter ni?"),
        ("sv", "ltr", "Soppa"),
        ("sv", "ltr", "Bröd"),
    ]
    assert show(MEALS, language="sv").xpath(".//@lang") == []


def test_a_help_and_a_reason_in_another_language_begin_at_the_side_where_it_does() -> None:
    explained = replace(MEALS, required=True, help={"sv": "En sak."}, reason={"sv": "Köket måste få veta."})

    paragraphs = show(explained, language="ar").xpath("//*[@id='q1-hint']/p")

    assert [(each.get("lang"), each.get("dir"), each.text) for each in paragraphs] == [
        ("sv", "ltr", "Köket måste få veta."),
        ("sv", "ltr", "En sak."),
    ]


def test_each_line_of_the_help_is_an_item() -> None:
    assert show(WORDS).xpath(".//li/text()") == ["Hur?", "Var?"]


def test_the_limit_is_said_before_the_choices() -> None:
    assert show(TOPICS).xpath("string(.//*[@id='q2-hint']/p)") == "Choose up to 3 answers."
    assert (
        show(replace(TOPICS, max_choices=None)).xpath("string(.//*[@id='q2-hint']/p)") == "Choose as many as you like."
    )


def test_a_chosen_answer_can_be_taken_back_unless_it_is_required() -> None:
    assert show(MEALS, value=["soup"]).xpath(".//input/@value") == ["soup", "bread", ""]
    assert show(MEALS).xpath(".//input/@value") == ["soup", "bread"]
    assert show(replace(MEALS, required=True), value=["soup"]).xpath(".//input/@value") == ["soup", "bread"]


def test_a_required_question_says_that_it_must_be_answered() -> None:
    assert "must be answered" in show(replace(MEALS, required=True)).xpath("string(.//legend)")
    assert show(replace(MEALS, required=True)).xpath(".//fieldset/@aria-required") == ["true"]


@pytest.mark.parametrize(
    ("question", "value", "fields"),
    [
        (RANKED, ["b=1", "a=x"], {"q8.a": "x", "q8.b": "1", "q8.c": "", "q8.d": ""}),
        (FOUNDED, ["day=31", "month=13"], {"q10.day": "31", "q10.month": "13", "q10.year": ""}),
        (MEMBERS, ["många"], {"q9": "många"}),
        (HOBBY, ["other", "other=Vi dansar"], {"q6.other": "Vi dansar"}),
    ],
)
def test_what_was_typed_in_each_part_is_still_there(
    question: Question, value: list[str], fields: dict[str, str]
) -> None:
    shown = show(question, value=value, error="Fel.").xpath(".//input[@type='text']")

    assert {field.get("name"): field.get("value") for field in shown} == fields


def test_a_picture_is_told_in_words() -> None:
    pictured = replace(MEALS, image=Image("abc", {"sv": "En skål soppa"}))

    picture = show(pictured, language="en", image_address=lambda digest: f"/bild/{digest}").xpath(".//img")[0]

    assert (picture.get("src"), picture.get("alt"), picture.get("lang")) == ("/bild/abc", "En skål soppa", "sv")


def test_a_required_question_says_why_and_whom_it_is_for() -> None:
    explained = replace(MEALS, required=True, reason={"sv": "Köket måste få veta."})

    hint = show(explained, conditions={"q1": "Bara för den som äter."}).xpath("//*[@id='q1-hint']/p/text()")

    assert hint == ["Bara för den som äter.", "Köket måste få veta."]


def test_a_text_to_read_keeps_its_paragraphs() -> None:
    assert show(READ_THIS).xpath(".//p/text()") == ["Nu kommer tre frågor.", "Ta god tid."]
