"""Questions that depend on an answer on their own page come and go with it, just as the server would ask them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from surveys.definition import Option, Question, QuestionType, Section, ShowIf, SurveyDefinition
from tests.browser.participants import ask, press
from tests.serving import Site

pytestmark = pytest.mark.browser

OPTIONS = tuple(Option(value, {"en": value}) for value in ("sing", "dance", "other"))


def asked(key: str, kind: QuestionType, *, other: bool = False) -> Question:
    listed = kind in (QuestionType.SINGLE_CHOICE, QuestionType.SEVERAL_CHOICES, QuestionType.RANKING)
    return Question(key, kind, {"en": f"Question {key}"}, options=OPTIONS if listed else (), other=other)


def depending(key: str, on: str, *values: str) -> Question:
    return Question(key, QuestionType.SHORT_TEXT, {"en": f"Question {key}"}, show_if=ShowIf(on, values))


#: q11 depends on q1, q21 on q2 …; q111 on what depends on q1.
SURVEY = SurveyDefinition(
    title={"en": "Survey"},
    languages=("en",),
    sections=(
        Section(
            "one",
            {"en": "One"},
            (
                asked("q1", QuestionType.SINGLE_CHOICE, other=True),
                depending("q11", "q1", "other"),
                depending("q111", "q11"),
                asked("q2", QuestionType.SEVERAL_CHOICES, other=True),
                depending("q21", "q2", "other"),
                asked("q3", QuestionType.DATE),
                depending("q31", "q3"),
                asked("q4", QuestionType.RANKING),
                depending("q41", "q4", "dance"),
                asked("q5", QuestionType.NUMBER),
                depending("q51", "q5"),
                asked("q6", QuestionType.CONSENT),
                depending("q61", "q6", "yes"),
            ),
        ),
    ),
)
HIDDEN = ["q11", "q111", "q21", "q31", "q41", "q51", "q61"]


def hidden(page: Page) -> list[str]:
    fields = page.locator(".conditional[hidden] input")
    return [each.get_attribute("name") or "" for each in fields.all()]


def test_a_question_shows_when_what_it_depends_on_is_answered_so(
    participants_site: Site, context: Callable[..., BrowserContext]
) -> None:
    asking = ask(participants_site, SURVEY)
    page = context(locale="en-GB").new_page()
    page.goto(asking.link)
    page.locator("main form button").click()
    expect(page.locator(".conditional[hidden] input")).to_have_count(len(HIDDEN))
    assert hidden(page) == HIDDEN

    steps: tuple[tuple[str, Callable[[], object], set[str]], ...] = (
        ("words without a choice", lambda: page.fill("[name='q1.other']", "Dancing"), {"q11"}),
        ("another choice beside words", lambda: page.check("[name=q1][value=sing]"), set()),
        ("other", lambda: page.check("[name=q1][value=other]"), {"q11"}),
        ("what depends on it", lambda: page.fill("[name=q11]", "Tango"), {"q11", "q111"}),
        ("hides what depends on it", lambda: page.check("[name=q1][value=dance]"), set()),
        ("words without a tick", lambda: page.fill("[name='q2.other']", "Chess"), {"q21"}),
        ("words taken away", lambda: page.fill("[name='q2.other']", " "), set()),
        ("a tick without words", lambda: page.check("[name=q2][value=other]"), {"q21"}),
        ("a day", lambda: page.fill("[name='q3.day']", "3"), {"q21", "q31"}),
        ("the place of another", lambda: page.fill("[name='q4.sing']", "1"), {"q21", "q31"}),
        ("its place", lambda: page.fill("[name='q4.dance']", "2"), {"q21", "q31", "q41"}),
        ("a number", lambda: page.fill("[name=q5]", "12"), {"q21", "q31", "q41", "q51"}),
        ("agreed", lambda: page.check("[name=q6]"), {"q21", "q31", "q41", "q51", "q61"}),
    )
    for name, act, shown in steps:
        act()
        assert hidden(page) == [key for key in HIDDEN if key not in shown], name

    page.fill("[name='q3.month']", "11")
    page.fill("[name='q3.year']", "1998")
    for key in ("q21", "q31", "q41", "q51", "q61"):
        page.fill(f"[name={key}]", f"For {key}")
    press(page, "on")
    assert page.url.endswith("/check")
    page.locator(".given-answers a[href$='#q1']").click()
    page.check("#q1-none")
    expect(page.locator(".conditional[hidden] input")).to_have_count(2)
    assert hidden(page) == ["q11", "q111"]
    press(page, "on")
    page.locator("#send button").click()

    assert asking.responses() == [
        {
            "q2": ["other"],
            "q21": "For q21",
            "q3": "1998-11-03",
            "q31": "For q31",
            "q4": ["sing", "dance"],
            "q41": "For q41",
            "q5": 12,
            "q51": "For q51",
            "q6": "yes",
            "q61": "For q61",
        }
    ]
