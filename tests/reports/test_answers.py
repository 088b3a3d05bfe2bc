"""Scales, numbers, days, consents and samples as figures, against numbers worked out by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.translation import speaking
from reports.answers import QuestionFigures, question_figures
from reports.figures import Basis, Unit, figure_text
from reports.statistics import wilson
from surveys.definition import QuestionType, ShowIf
from tests.reports.blocks import all_texts, chapters
from tests.reports.sample_facts import CUT, english, make_facts, make_question, make_survey, make_tallies

BASIS = Basis(CUT, 5)
SEVEN = ("1", "2", "3", "4", "5", "6", "7", "cannot say")


def figures_of(
    type: QuestionType,
    counts: dict[str, int],
    values: tuple[str, ...] = (),
    *,
    responses: int = 40,
    sample: bool = False,
) -> QuestionFigures:
    question = make_question("q", type, values)
    survey = make_survey(
        questions=(question,),
        tallies=make_tallies("q", counts),
        answered={"q": sum(counts.values())},
        responses=responses,
        is_sample=sample,
    )
    return question_figures(question, survey, BASIS)


def test_a_seven_point_scale_has_median_and_quartiles() -> None:
    counts = {"1": 5, "2": 5, "3": 10, "4": 0, "5": 10, "6": 10, "7": 0, "cannot say": 9}

    found = figures_of(QuestionType.SEVEN_POINT_SCALE, counts, SEVEN).quartiles

    # Of 40 in order, the tenth and eleventh are 2 and 3, the twentieth and next 3 and 5, the thirtieth and next 5 and 6.
    assert found is not None
    assert [each.value for each in (found.lower, found.median, found.upper)] == [2.5, 4, 5.5]
    assert {each.unit for each in (found.lower, found.median, found.upper)} == {Unit.SCORE}


@given(st.lists(st.integers(0, 30), min_size=8, max_size=8), st.integers(3, 10))
def test_quartiles_of_a_scale_are_the_true_ones_or_hidden(counts: list[int], threshold: int) -> None:
    question = make_question("q", QuestionType.SEVEN_POINT_SCALE, SEVEN)
    survey = make_survey(questions=(question,), tallies=make_tallies("q", dict(zip(SEVEN, counts, strict=True))))
    found = question_figures(question, survey, Basis(CUT, threshold)).quartiles
    scores = sorted(int(value) for value, n in zip(SEVEN[:7], counts, strict=False) for _each in range(n))

    assert found is not None
    for quarter, figure in ((1, found.lower), (2, found.median), (3, found.upper)):
        if figure.value is not None:
            assert sum(1 for it in scores if it <= figure.value) * 4 >= quarter * len(scores)
            assert sum(1 for it in scores if it >= figure.value) * 4 >= (4 - quarter) * len(scores)


def test_a_share_of_a_sample_has_an_interval_and_a_hidden_share_has_none() -> None:
    found = figures_of(
        QuestionType.SINGLE_CHOICE, {"a": 20, "b": 15, "c": 3, "d": 2}, ("a", "b", "c", "d"), sample=True
    )
    interval = wilson(20, 40)

    assert (found.options[0].share.low, found.options[0].share.high) == (interval.low, interval.high)
    assert [(it.share.low, it.share.high) for it in found.options[2:]] == [(None, None)] * 2
    assert found.options[0].count.low is None


def test_shares_of_everyone_have_no_interval() -> None:
    found = figures_of(QuestionType.SINGLE_CHOICE, {"a": 20, "b": 20}, ("a", "b"))

    assert [it.share.low for it in found.options] == [None, None]


def test_a_report_prints_intervals_of_a_sample_and_says_what_they_are() -> None:
    question = make_question("q1", QuestionType.SINGLE_CHOICE, ("a", "b"))
    tallies = make_tallies("q1", {"a": 20, "b": 20})
    survey = make_survey(questions=(question,), tallies=tallies, is_sample=True)
    found = chapters(english(make_facts(surveys=(survey,))))

    assert "Interval, 95%" in all_texts(found["Answers, question by question"])
    assert "35% to 65%" in all_texts(found["Answers, question by question"])
    assert any("Wilson" in text for text in all_texts(found["How this report was made"]))


def test_a_report_on_everyone_says_why_there_are_no_intervals() -> None:
    found = chapters(english(make_facts()))

    assert not any("Interval" in text for text in all_texts(found["Answers, question by question"]))
    texts = list(all_texts(found["How this report was made"]))
    assert any("shares have no interval" in text for text in texts)
    assert not any("Wilson" in text for text in texts)


def test_numbers_are_told_by_rounded_quartiles() -> None:
    found = figures_of(QuestionType.NUMBER, {str(value): 1 for value in range(100, 121)})

    assert found.quartiles is not None
    assert found.quartiles.step == 5
    assert [it.value for it in (found.quartiles.lower, found.quartiles.median, found.quartiles.upper)] == [
        105,
        110,
        115,
    ]
    assert found.options == ()


def test_numbers_of_few_are_not_told() -> None:
    found = figures_of(QuestionType.NUMBER, {"10": 4, "20": 5})

    assert found.quartiles is not None
    assert found.quartiles.median.suppressed
    assert found.answered.value == 9


def test_days_are_told_by_month_and_the_few_together() -> None:
    counts = {"2026-01": 7, "2026-02": 1, "2026-03": 9, "2026-05": 6, "2026-06": 3, "2026-07": 2}
    with speaking("en"):
        found = figures_of(QuestionType.DATE, counts)

    told = {it.option.labels["en"]: it.count.value for it in found.options}
    assert told == {"January 2026": 7, "March 2026": 9, "May 2026": 6, "Another time": 6}
    assert [it.share.value for it in found.options] == [7 / 28, 9 / 28, 6 / 28, 6 / 28]


def test_days_that_lie_far_apart_are_told_by_year() -> None:
    with speaking("en"):
        found = figures_of(QuestionType.DATE, {"1999-05": 3, "1999-06": 4, "2024-01": 6})

    assert [(it.option.labels["en"], it.count.value) for it in found.options] == [("1999", 7), ("2024", 6)]


@given(st.dictionaries(st.sampled_from([f"2026-{n:02}" for n in range(1, 13)]), st.integers(0, 30)), st.integers(3, 10))
def test_no_period_of_days_has_a_small_number(counts: dict[str, int], threshold: int) -> None:
    question = make_question("q", QuestionType.DATE)
    survey = make_survey(tallies=make_tallies("q", counts), answered={"q": sum(counts.values())})
    found = question_figures(question, survey, Basis(CUT, threshold))

    assert all((it.count.value or 0) >= threshold for it in found.options)
    assert not found.options or sum(it.count.value or 0 for it in found.options) == sum(counts.values())


def test_days_that_were_answered_before_months_were_counted_are_not_told() -> None:
    question = make_question("q", QuestionType.DATE)
    survey = make_survey(tallies=make_tallies("q", {"2026-01": 9}), answered={"q": 20})

    assert question_figures(question, survey, BASIS).options == ()


def test_a_consent_is_told_of_all_who_responded() -> None:
    with speaking("en"):
        found = figures_of(QuestionType.CONSENT, {"yes": 30})

    told = [(it.option.labels["en"], it.count.value, it.share.value) for it in found.options]
    assert told == [("Agreed", 30, 0.75), ("Did not tick the box", 10, 0.25)]


@pytest.mark.parametrize("agreed", [38, 2])
def test_a_consent_that_would_tell_of_a_few_is_hidden_with_how_many_answered(agreed: int) -> None:
    found = figures_of(QuestionType.CONSENT, {"yes": agreed})

    assert [it.count.suppressed for it in found.options] == [True, True]
    assert found.answered.suppressed


def test_a_consent_asked_of_some_says_so() -> None:
    question = replace(make_question("q", QuestionType.CONSENT), show_if=ShowIf("q0", ("yes",)))
    with speaking("en"):
        found = question_figures(question, make_survey(tallies=(), answered={"q": 20}), BASIS)

    assert found.options[1].option.labels["en"] == "Did not tick the box, or was not asked"


def test_a_point_of_a_scale_without_words_is_named_by_its_number() -> None:
    found = chapters(english(make_facts()))["Answers, question by question"]

    assert "3: answer 3" in all_texts(found)


def test_a_hidden_median_says_not_shown() -> None:
    found = figures_of(QuestionType.FIVE_POINT_SCALE, {"4": 3, "5": 9, "1": 10}, SEVEN[:5])
    with speaking("en"):
        assert found.median is not None
        assert figure_text(found.median) == "not shown"
