"""What a later edition may tell of a survey beside an earlier one: the difference is never a number of few."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.enums import CodingState
from reports.aggregation import survey_figures
from reports.figures import Basis
from reports.held_numbers import ToldSurvey, held_back
from reports.survey_facts import CrossTally, StatementTally, Survey, SurveyVersion
from surveys.definition import QuestionType, Section, SurveyDefinition
from surveys.disclosure import Row, is_safe_after, kept_or_new
from tests.reports.sample_facts import CUT, make_question, make_survey, make_tallies

BASIS = Basis(CUT, 5)
VALUES = ("a", "b", "c")


def survey(counts: Mapping[str, int], *, responses: int = 0, codings: int = 0) -> Survey:
    """One question, with as many answers, and as many written answers that are about a theme."""
    return replace(
        make_survey(),
        questions=(make_question("q1", QuestionType.SINGLE_CHOICE, VALUES),),
        responses=responses or sum(counts.values()),
        languages={"sv": responses or sum(counts.values())},
        answered={"q1": sum(counts.values())},
        tallies=make_tallies("q1", dict(counts)),
        statement_themes=(StatementTally("q1", "t1", CodingState.CONFIRMED, codings),) if codings else (),
        crosses=(),
    )


def told(earlier: list[Survey], now: Survey) -> Survey:
    return held_back([ToldSurvey(each, BASIS.threshold) for each in earlier], now, basis=BASIS)


@pytest.mark.parametrize(
    ("before", "now", "is_safe"),
    [
        (Row((20, 30), 50), Row((20, 30), 50), True),
        (Row((20, 30), 50), Row((25, 36), 61), True),
        (Row((20, 30), 50), Row((20, 33), 53), False),  # three came
        (Row((20, 30), 50), Row((23, 33), 56), False),  # of six, three and three
        (Row((20, 30), 50), Row((19, 31), 50), False),  # one thought again
        (Row((None, None, 30), 40), Row((6, 6, 30), 42), False),  # the two hidden together
        (Row((None, None, 30), 40), Row((6, 9, 30), 45), True),
        (Row((20, None, None), 30), Row((None, 9, None), 32), False),
        (Row((20,), None), Row((22,), None), False),
        (Row((None,), None), Row((22,), None), True),
    ],
)
def test_a_difference_is_a_count_too(before: Row, now: Row, is_safe: bool) -> None:
    assert is_safe_after([before], now) is is_safe


def test_a_number_that_stands_alone_waits_until_it_has_changed_enough() -> None:
    assert [kept_or_new([12], now) for now in (12, 13, 16, 17, 8, 7)] == [12, 12, 12, 17, 12, 7]
    assert kept_or_new([], 13) == 13
    assert kept_or_new([12, 17], 11) == 17  # one less than was told first


def test_a_few_late_answers_wait_for_more() -> None:
    first = survey({"a": 20, "b": 30})
    late = survey({"a": 22, "b": 31})
    enough = survey({"a": 26, "b": 36})

    assert told([], first) == first
    assert told([first], late) == replace(first, quotes=late.quotes)
    assert told([first], enough) == enough


def test_every_earlier_edition_counts_and_not_the_last_alone() -> None:
    first, second = survey({"a": 20, "b": 30}), survey({"a": 26, "b": 36})
    back = survey({"a": 21, "b": 31})

    assert told([first, second], back) == second


def test_responses_and_answers_step_together() -> None:
    first = survey({"a": 20, "b": 30})
    # Those who came left the question blank: the answers are the same, and the responses tell that three came.
    now = survey({"a": 20, "b": 30}, responses=53)

    assert told([first], now).responses == 50


def test_new_codings_are_held_theme_by_theme() -> None:
    first, coded = survey({"a": 20, "b": 30}, codings=12), survey({"a": 20, "b": 30}, codings=13)

    assert told([first], coded).statement_themes == first.statement_themes
    assert told([first], survey({"a": 20, "b": 30}, codings=18)).statement_themes[0].n == 18


def reworded(*responses: int) -> Survey:
    """A survey whose question was reworded in its second version, and how many answered each version."""
    asked = make_question("q1", QuestionType.SINGLE_CHOICE, VALUES)
    definitions = [
        SurveyDefinition({}, sections=(Section("s1", {}, questions=(replace(asked, text={"sv": text}),)),))
        for text in ("Då?", "Nu?")
    ]
    versions = tuple(
        SurveyVersion(number, definition, date(2025, 6, number), n)
        for number, (definition, n) in enumerate(zip(definitions, responses, strict=True), start=1)
    )
    return replace(survey({"a": sum(responses) - 20, "b": 20}), versions=versions)


def test_responses_to_each_wording_step_as_all_numbers_do() -> None:
    first, late = reworded(20, 30), reworded(21, 35)  # of six that came, one answered the first wording

    assert told([first], late).versions == first.versions


@pytest.mark.parametrize(
    ("before", "now", "is_held"),
    [
        # Six more of the first kind, and five of them gave the first answer: one gave an answer that is hidden.
        ([[20, 4, 6], [20, 6, 4]], [[25, 4, 7], [20, 6, 9]], True),
        ([[20, 4, 6], [20, 6, 4]], [[25, 4, 11], [20, 11, 4]], False),
    ],
)
def test_hidden_answers_of_a_kind_step_together(
    before: list[list[int]], now: list[list[int]], *, is_held: bool
) -> None:
    first, later = by_kind(before), by_kind(now)

    assert (told([first], later).crosses == first.crosses) is is_held


def by_kind(cells: Sequence[Sequence[int]]) -> Survey:
    """A question with three answers to choose from, by two kinds of organisation."""
    kinds = ("association", "foundation")
    asked = make_question("kind", QuestionType.SINGLE_CHOICE, kinds)
    columns = [sum(each) for each in zip(*cells, strict=True)]
    counted = survey(dict(zip(VALUES, columns, strict=True)))
    whole = {kind: sum(row) for kind, row in zip(kinds, cells, strict=True)}
    return replace(
        counted,
        questions=(asked, *counted.questions),
        answered={**counted.answered, "kind": counted.responses},
        tallies=(*make_tallies("kind", whole), *counted.tallies),
        crosses=tuple(
            CrossTally("kind", kind, "q1", value, n)
            for kind, row in zip(kinds, cells, strict=True)
            for value, n in (*zip(VALUES, row, strict=True), ("", sum(row)))
        ),
    )


COUNTS = st.fixed_dictionaries({value: st.integers(0, 30) for value in VALUES})


@settings(deadline=None, max_examples=100)
@given(st.lists(COUNTS, min_size=2, max_size=5))
def test_no_two_editions_tell_a_small_difference(steps: list[dict[str, int]]) -> None:
    editions: list[Survey] = []
    for counts in steps:
        editions.append(told(editions, survey(counts)))
    shown = [
        (figures.responses.n, *(option.count.n for question in figures.questions for option in question.options))
        for figures in (survey_figures(each, BASIS) for each in editions)
    ]
    for place, one in enumerate(shown):
        for other in shown[:place]:
            pairs = zip(one, other, strict=False)
            assert [1 for now, then in pairs if now is not None and then is not None and 0 < abs(now - then) < 5] == []
