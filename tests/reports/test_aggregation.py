"""Figures of surveys, themes, issues and commitments against numbers worked out by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.enums import Answer, Delivery, Verdict
from feedback.issue_states import IssueState
from feedback.translation import speaking
from reports.aggregation import SurveyFigures, survey_figures
from reports.answers import by_importance, question_figures
from reports.commitment_figures import commitment_figures
from reports.definitions import definition
from reports.facts import Issue
from reports.figures import Basis, Figure, Unit, count_figure, figure_text, hidden_figure, share_figure
from reports.gaps import Gap, agreement_text, gap_figures
from reports.issue_figures import IssueFigures, gap_count, issue_figures, recurrence_years
from reports.measures import Measure
from reports.survey_facts import StatementTally, Survey
from reports.theme_figures import earlier_meetings, theme_figures, theme_years
from surveys.definition import QuestionType
from surveys.disclosure import Row, extreme_rows, suppress_row
from tests.reports.sample_facts import CUT, TODAY, make_facts, make_question, make_survey, make_tallies, make_verdict

BASIS = Basis(CUT, 5)


def figures_of(survey: Survey) -> SurveyFigures:
    return survey_figures(survey, BASIS)


def issues_by_id(**changes: object) -> dict[str, IssueFigures]:
    facts = make_facts(**changes)
    surveys = [figures_of(survey) for survey in facts.surveys]
    return {it.issue.id: it for it in issue_figures(facts, surveys, BASIS, today=TODAY)}


def test_survey_figures_of_responses() -> None:
    figures = figures_of(make_survey())
    assert (figures.invited.value, figures.responses.value) == (55, 40)
    assert (figures.response_rate.value, figures.response_rate.n, figures.response_rate.base) == (40 / 55, 40, 55)
    assert figures.response_rate.cut == CUT
    assert figures.response_rate.definition == definition(Measure.RESPONSE_RATE)


def test_survey_figures_of_languages_hide_the_one_that_gives_another_away() -> None:
    figures = figures_of(make_survey())
    assert [(code, figure.value) for code, figure in figures.languages] == [("sv", 28), ("ar", None), ("en", None)]


def test_survey_figures_without_anybody_invited_have_no_response_rate() -> None:
    figures = figures_of(make_survey(invited=0))
    assert (figures.invited.value, figures.response_rate.value) == (None, None)
    assert not figures.response_rate.suppressed


@pytest.mark.parametrize("responses", [1, 4])
def test_survey_figures_below_the_threshold_tell_nothing_but_that(responses: int) -> None:
    figures = figures_of(make_survey(responses=responses, languages={"sv": responses}))
    assert figures.responses.suppressed
    assert figures.response_rate.suppressed
    assert (figures.languages, figures.questions) == ((), ())
    with speaking("en"):
        assert (figure_text(figures.responses), figure_text(figures.response_rate)) == ("fewer than 5", "not shown")


def test_question_figures_of_a_single_choice() -> None:
    figures = figures_of(make_survey()).questions[0]
    assert figures.answered.value == 40
    assert [(it.option.value, it.count.value, it.share.value) for it in figures.options] == [
        ("association", 20, 0.5),
        ("foundation", 15, 0.375),
        ("region", 5, 0.125),
    ]
    assert [it.share.base for it in figures.options] == [40, 40, 40]


def test_question_figures_of_several_choices_count_shares_of_those_who_answered() -> None:
    figures = figures_of(make_survey()).questions[1]
    assert figures.answered.value == 38
    assert [(it.option.value, it.count.value, it.share.value) for it in by_importance(figures)] == [
        ("p1", 22, 22 / 38),
        ("p4", 18, 18 / 38),
        ("p2", None, None),
    ]
    hidden = by_importance(figures)[-1]
    assert (hidden.count.suppressed, hidden.count.fewer_than, hidden.share.suppressed) == (True, 5, True)


def test_question_figures_of_a_scale_give_the_median_where_what_is_shown_decides_it() -> None:
    figures = figures_of(make_survey()).questions[5]
    # 1 and 2 are small and together 3; 9 is hidden with them. Whichever they are, the middle of 38 is a 4.
    assert [it.count.value for it in figures.options] == [None, None, None, 15, 11, 0]
    assert figures.median is not None
    assert (figures.median.value, figures.median.unit) == (4, Unit.SCORE)


def scale_figures(counts: dict[str, int]) -> Figure:
    question = make_question("q", QuestionType.FIVE_POINT_SCALE, ("1", "2", "3", "4", "5", "cannot say"))
    survey = make_survey(questions=(question,), tallies=make_tallies("q", counts))
    median = question_figures(question, survey, BASIS).median
    assert median is not None
    return median


def test_question_figures_of_a_scale_with_an_even_number_take_the_mean_of_the_middle_two() -> None:
    assert scale_figures({"2": 6, "3": 6, "cannot say": 7}).value == 2.5


def test_question_figures_of_a_scale_hide_a_median_that_would_tell_of_hidden_answers() -> None:
    # 3 and 9 are hidden, in either order: the middle of 19 is a 4 in one and a 5 in the other.
    median = scale_figures({"4": 3, "5": 9, "1": 10})
    assert (median.value, median.suppressed) == (None, True)


def test_question_figures_of_a_scale_without_five_scores_hide_the_median() -> None:
    assert scale_figures({"cannot say": 20}).suppressed


@given(st.lists(st.integers(0, 40), min_size=6, max_size=6))
def test_question_figures_of_a_scale_give_the_true_median_or_none(counts: list[int]) -> None:
    values = ("1", "2", "3", "4", "5", "cannot say")
    median = scale_figures(dict(zip(values, counts, strict=True)))
    scores = sorted(int(value) for value, n in zip(values[:5], counts[:5], strict=True) for _each in range(n))
    if median.value is not None:
        assert median.value == (scores[(len(scores) - 1) // 2] + scores[len(scores) // 2]) / 2
    elif not any(0 < count < 5 for count in counts):
        assert len(scores) == 0


def test_question_figures_below_the_threshold_hide_every_answer() -> None:
    survey = make_survey(tallies=make_tallies("q1", {"association": 3, "foundation": 1}))
    figures = figures_of(survey).questions[0]
    assert figures.answered.suppressed
    assert [it.count.value for it in figures.options] == [None, None, None]


def test_question_figures_of_several_choices_below_the_threshold_hide_even_zeros() -> None:
    survey = make_survey(tallies=make_tallies("q2", {"p1": 3}), answered={"q2": 3})
    figures = figures_of(survey).questions[1]
    assert [it.count.value for it in figures.options] == [None, None, None]


def test_question_figures_keep_answers_of_an_earlier_wording() -> None:
    survey = make_survey(tallies=make_tallies("q1", {"association": 20, "withdrawn": 6}))
    figures = figures_of(survey).questions[0]
    assert [(it.option.value, it.count.value) for it in figures.options] == [
        ("association", 20),
        ("foundation", 0),
        ("region", 0),
        ("withdrawn", 6),
    ]


def test_question_figures_of_free_text_count_confirmed_and_suggested_apart() -> None:
    figures = figures_of(make_survey()).questions[2]
    assert figures.answered.value == 30
    assert [(it.theme_id, it.confirmed.value, it.suggested.value) for it in figures.themes] == [
        ("t1", 12, None),
        ("t2", None, 0),
    ]


def test_question_figures_of_millions_take_no_longer() -> None:
    median = scale_figures({"1": 1_500_000_000, "2": 1_000_000_000, "5": 2_000_000_000})
    assert median.value == 2


def test_theme_figures_now_and_earlier() -> None:
    facts = make_facts()
    found = theme_figures(facts, facts.consultations[0], BASIS)
    assert [
        (it.theme.code, it.now.value, it.now_share.value, it.earlier.value, it.earlier_share.value, it.suggested.value)
        for it in found
    ] == [
        ("T01", 3, 3 / 6, 1, 1 / 4, 0),
        ("T02", 1, 1 / 6, 2, 2 / 4, 0),
        ("T03", 0, 0, 0, 0, 1),
    ]


def test_theme_figures_of_the_first_consultation_have_no_earlier_share() -> None:
    facts = make_facts()
    found = theme_figures(facts, facts.consultations[1], BASIS)
    assert [(it.theme.code, it.now.value, it.earlier_share.value) for it in found] == [
        ("T02", 2, None),
        ("T01", 1, None),
    ]


def test_earlier_meetings_leave_out_decisions_and_later_ones() -> None:
    facts = make_facts()
    assert [it.id for it in earlier_meetings(facts, facts.consultations[0])] == ["c2023"]


def test_theme_years_count_confirmed_points_of_each_year() -> None:
    found = theme_years(make_facts(), (2023, 2024), BASIS)
    assert [(it.theme.code, [figure.value for figure in it.counts]) for it in found] == [
        ("T01", [1, 3]),
        ("T02", [2, 1]),
    ]


def test_recurrence_years_are_different_years_in_order() -> None:
    assert recurrence_years(make_facts().issues[0]) == (2012, 2019, 2023, 2024)


def test_issue_figures_are_ordered_by_recurrence() -> None:
    found = issues_by_id()
    assert [(it.issue.id, it.recurrence.value) for it in found.values()] == [("i1", 4), ("i3", 2), ("i4", 1), ("i2", 1)]


def test_issue_figures_verdict_is_the_surveys_own() -> None:
    verdict = issues_by_id()["i1"].verdict
    assert verdict is not None
    assert verdict.figures is not None
    assert [it.count.value for it in verdict.figures.options] == [6, 7, 17, 6]
    assert (verdict.figures.answered.value, verdict.survey.response_rate.value) == (36, 40 / 55)


def test_issue_figures_take_the_verdict_on_an_issue_that_was_merged_into_it() -> None:
    merged = tuple(replace(issue, id="new", former_ids=("i1",)) for issue in make_facts().issues if issue.id == "i1")

    assert issues_by_id(issues=merged)["new"].verdict == issues_by_id()["i1"].verdict


def test_issue_figures_take_the_verdict_of_the_latest_survey_only() -> None:
    later = make_survey(
        id="s2",
        year=2025,
        questions=(make_verdict("q1", "i1"),),
        tallies=make_tallies("q1", {"yes": 20, "partly": 5, "no": 5, "cannot say": 0}),
    )
    found = issues_by_id(surveys=(later, make_survey()))["i1"]
    assert found.verdict is not None
    assert found.verdict.figures is not None
    assert [it.count.value for it in found.verdict.figures.options] == [20, 5, 5, 0]
    assert found.gap is Gap.NO


def test_delivery_gap_of_every_kind() -> None:
    found = {id: it.gap for id, it in issues_by_id().items()}
    assert found == {"i1": Gap.YES, "i2": Gap.NOT_DELIVERED, "i3": Gap.NOT_ASKED, "i4": Gap.NOT_DELIVERED}


@pytest.mark.parametrize(
    ("delivery", "counts", "gap", "agree"),
    [
        (Delivery.COMPLETE, (10, 5, 5, 0), Gap.NO, "50% (10 of 20)"),  # exactly half is not fewer than half
        (Delivery.COMPLETE, (9, 5, 6, 0), Gap.YES, "45% (9 of 20)"),
        (Delivery.SUBSTANTIAL, (9, 5, 6, 0), Gap.NO, "70% (14 of 20)"),  # who says partly agrees with substantial alone
        (Delivery.SUBSTANTIAL, (0, 6, 14, 0), Gap.YES, "30% (6 of 20)"),
        (
            Delivery.COMPLETE,
            (2, 20, 9, 13),
            Gap.YES,
            "not shown",
        ),  # 2 and 9 are hidden; 11 of 31 would be fewer than half
        (Delivery.SUBSTANTIAL, (20, 3, 2, 10), Gap.NO, "not shown"),  # 3, 2 and 10 are hidden
        (Delivery.COMPLETE, (6, 2, 8, 13), Gap.NOT_SHOWN, "not shown"),  # of 6 and 2: 8 yes of 16 is half, 6 is not
        (Delivery.SUBSTANTIAL, (6, 2, 8, 13), Gap.NO, "50% (8 of 16)"),  # both hidden ones agree, so their sum is known
        (Delivery.COMPLETE, (0, 0, 0, 20), Gap.NOT_SHOWN, "not known"),  # nobody decided
        (Delivery.COMPLETE, (1, 1, 1, 1), Gap.NOT_SHOWN, "not shown"),
    ],
)
def test_delivery_gap_follows_from_what_is_shown(
    delivery: Delivery, counts: tuple[int, int, int, int], gap: Gap, agree: str
) -> None:
    tallies = make_tallies("q4", dict(zip(("yes", "partly", "no", "cannot say"), counts, strict=True)))
    survey = make_survey(tallies=tallies, questions=(make_verdict("q4", "i1"),))
    issue = Issue("i1", "Issue", state=IssueState(delivery=delivery))

    found = issues_by_id(surveys=(survey,), issues=(issue,))["i1"]

    with speaking("en"):
        assert (found.gap, agreement_text(found.agreement)) == (gap, agree)


@given(st.tuples(*[st.integers(0, 12)] * 4), st.sampled_from([Delivery.SUBSTANTIAL, Delivery.COMPLETE]))
def test_agreement_that_is_shown_is_the_same_for_every_way_to_fill_what_is_hidden(
    counts: tuple[int, int, int, int], delivery: Delivery
) -> None:
    row = suppress_row(counts, threshold=5)
    told = gap_figures("gap", delivery, row, list(Verdict), BASIS)
    assert told.agreement is not None

    for filled in extreme_rows(row):
        again = gap_figures("gap", delivery, Row(filled, sum(filled)), list(Verdict), BASIS)
        assert told.agreement.suppressed or told.agreement == again.agreement
        assert told.gap in (again.gap, Gap.NOT_SHOWN)


def test_delivery_gap_of_a_survey_below_the_threshold() -> None:
    assert issues_by_id(surveys=(make_survey(responses=4),))["i1"].gap is Gap.NOT_SHOWN


def test_delivery_gap_of_a_survey_that_nobody_answered() -> None:
    found = issues_by_id(surveys=(make_survey(responses=0, tallies=(), answered={}),))["i1"]
    assert (found.gap, found.verdict) == (Gap.NOT_ASKED, None)


def test_gap_count_is_of_the_issues_where_it_can_be_told() -> None:
    figure = gap_count("gap", issues_by_id().values(), BASIS)
    assert (figure.value, figure.base) == (1, 1)
    assert gap_count("gap", issues_by_id(surveys=()).values(), BASIS).value is None


def test_issue_figures_are_unconfirmed_after_a_year() -> None:
    found = issues_by_id()
    assert {id: it.is_unconfirmed for id, it in found.items()} == {"i1": True, "i2": False, "i3": False, "i4": False}


@pytest.mark.parametrize(
    ("state", "is_open"),
    [
        (IssueState(), True),
        (IssueState(answer=Answer.DECLINED), False),
        (IssueState(answer=Answer.OUTSIDE_REMIT), False),
        (IssueState(answer=Answer.ACCEPTED, delivery=Delivery.SUBSTANTIAL), True),
        (IssueState(answer=Answer.ACCEPTED, delivery=Delivery.COMPLETE), False),
        (IssueState(answer=Answer.ACCEPTED, delivery=Delivery.COMPLETE, delivery_at=CUT.replace(year=2020)), True),
    ],
)
def test_issue_figures_are_open_until_settled(state: IssueState, is_open: bool) -> None:
    assert issues_by_id(issues=(Issue("i9", "En fråga", (), state),))["i9"].is_open is is_open


def test_commitment_figures_count_slips_and_internal_evidence() -> None:
    found = commitment_figures(make_facts(), BASIS, today=TODAY)
    assert [
        (it.commitment.id, it.slips.value, it.internal_evidence.value, it.is_settled, it.is_overdue) for it in found
    ] == [("k2", 0, 0, True, False), ("k1", 1, 1, False, True), ("k3", 0, 0, False, False)]


def test_commitment_figures_on_its_due_date_is_not_overdue() -> None:
    facts = make_facts()
    due = facts.commitments[0].due
    assert due is not None
    assert [it.is_overdue for it in commitment_figures(facts, BASIS, today=due) if it.commitment.id == "k1"] == [False]


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (count_figure("a", 12345, measure=Measure.POINTS, basis=BASIS), "12,345"),
        (count_figure("a", None, measure=Measure.POINTS, basis=BASIS), "not known"),
        (share_figure("a", 3, 8, measure=Measure.POINTS, basis=BASIS), "38%"),
        (share_figure("a", 3, 0, measure=Measure.POINTS, basis=BASIS), "not known"),
        (hidden_figure("a", measure=Measure.POINTS, basis=BASIS), "not shown"),
        (hidden_figure("a", measure=Measure.POINTS, basis=BASIS, is_small=True), "fewer than 5"),
    ],
)
def test_figure_text_in_english(figure: Figure, text: str) -> None:
    with speaking("en"):
        assert figure_text(figure) == text


def test_figure_that_is_suppressed_cannot_carry_its_number() -> None:
    figure = count_figure("a", 3, measure=Measure.POINTS, basis=BASIS)
    with pytest.raises(ValueError, match="must not carry"):
        replace(figure, suppressed=True)


def test_survey_figures_order_of_hidden_themes_tells_nothing() -> None:
    tallies = make_survey().statement_themes

    def order(first: int, second: int) -> list[str]:
        small = [replace(tallies[0], theme_id="t8", n=first), replace(tallies[0], theme_id="t9", n=second)]
        question = figures_of(make_survey(statement_themes=tuple[StatementTally, ...](small))).questions[2]
        return [it.theme_id for it in question.themes]

    assert order(1, 4) == order(4, 1) == ["t8", "t9"]
