"""Charts built from figures: what stands where, and what is said of it in words."""

from datetime import UTC, datetime

from feedback.blocks import Paragraph
from feedback.translation import speaking
from reports.charts.chart import Chart, Side
from reports.charts.parts import (
    DeliveredIssue,
    RecurringIssue,
    delivery_and_verdict,
    diverging,
    dots,
    heat_map,
    recurrence_timeline,
    status_flow,
)
from reports.document import Block, ChartBlock
from reports.figures import Basis, Figure, count_figure, hidden_figure, share_figure
from reports.measures import Measure
from surveys.definition import Wording

BASIS = Basis(datetime(2024, 11, 14, tzinfo=UTC), 5)


def counts(id: str, *values: int | None) -> list[Figure]:
    """A figure for each value, a hidden one for None."""
    return [
        hidden_figure(f"{id}.{place}", measure=Measure.DISTRIBUTION, basis=BASIS, is_small=True)
        if value is None
        else count_figure(f"{id}.{place}", value, measure=Measure.DISTRIBUTION, basis=BASIS)
        for place, value in enumerate(values)
    ]


def named(*texts: str) -> list[Wording]:
    return [Wording(text, "en") for text in texts]


def chart_of(block: Block) -> Chart:
    assert isinstance(block, ChartBlock)
    return block.chart


def test_diverging_puts_parts_on_their_sides_and_says_how_much_lies_there() -> None:
    with speaking("en"):
        rows = [counts("a", 2, 3, 4, 10, 6, 7), counts("b", 1, None, 4, 10, 6, 7)]
        parts = ["Not at all", "Hardly", "Neither", "Rather", "Fully", "Cannot say"]
        chart = chart_of(diverging("What you think", named("Premises", "Grants"), rows, parts, apart=1))

    assert [one.side for one in chart.series] == [
        Side.NEGATIVE,
        Side.NEGATIVE,
        Side.NEUTRAL,
        Side.POSITIVE,
        Side.POSITIVE,
        Side.APART,
    ]
    assert chart.series[1].figures == ("a.1", "b.1")
    assert chart.alternative == (
        "What you think. Premises: on the positive side 16, on the negative side 5. "
        "Premises: Not at all 2, Hardly 3, Neither 4, Rather 10, Fully 6, Cannot say 7; "
        "Grants: Not at all 1, Hardly fewer than 5, Neither 4, Rather 10, Fully 6, Cannot say 7."
    )


def test_diverging_of_an_even_number_of_parts_has_no_middle() -> None:
    with speaking("en"):
        chart = chart_of(diverging("T", named("Premises"), [counts("a", 2, 3, 4, 5)], ["1", "2", "3", "4"]))

    assert [one.side for one in chart.series] == [Side.NEGATIVE] * 2 + [Side.POSITIVE] * 2


def test_dots_say_what_rose_and_what_fell() -> None:
    with speaking("en"):
        block = dots(
            "Points with each theme",
            named("Premises", "Grants", "Youth"),
            before=("2023", counts("before", 4, 9, None)),
            after=("2024", counts("after", 12, 3, 6)),
            value_label="Points",
        )

    assert chart_of(block).alternative == (
        "Points with each theme. Premises rises from 4 (2023) to 12 (2024). Grants falls from 9 (2023) to 3 (2024). "
        "Premises: 2023 4, 2024 12; Grants: 2023 9, 2024 3; Youth: 2023 fewer than 5, 2024 6."
    )


def test_heat_map_says_where_it_is_hottest() -> None:
    with speaking("en"):
        columns = {"2023": counts("2023", 4, 9), "2024": counts("2024", 12, 0)}
        chart = chart_of(heat_map("Themes", named("Premises", "Grants"), columns, value_label="Points"))

    assert chart.alternative == (
        "Themes. Highest is Premises (2024), 12. Premises: 2023 4, 2024 12; Grants: 2023 9, 2024 0."
    )


def test_charts_of_hidden_figures_alone_are_a_sentence() -> None:
    with speaking("en"):
        block = heat_map("Themes", named("Premises"), {"2023": counts("2023", None)}, value_label="Points")

    assert isinstance(block, Paragraph)
    assert block.text == (
        "There is no chart: every number in it is too small to be shown, or would give such one away."
    )


def test_recurrence_timeline_has_a_column_for_every_year_in_which_something_happened() -> None:
    issues = [
        RecurringIssue(Wording("Premises", "en"), ((2012, 2019), (2019,))),
        RecurringIssue(Wording("Grants", "en"), ((2024,), ())),
    ]
    with speaking("en"):
        chart = chart_of(recurrence_timeline("When", issues, ["Raised", "Answered"]))

    assert (chart.columns, [one.places for one in chart.series]) == (
        ("2012", "2019", "2024"),
        [((0, 1), (2,)), ((1,), ())],
    )
    assert chart.alternative == (
        "When. Raised most often: Premises, in 2 years. Premises: Raised 2012, 2019, Answered 2019; Grants: Raised 2024."
    )


def test_status_flow_says_how_many_moved() -> None:
    with speaking("en"):
        after = {"Limited": counts("limited", 5, 0), "Complete": counts("complete", 2, 1)}
        chart = chart_of(status_flow("Delivery", ["Limited", "Complete"], after, value_label="Issues"))

    assert chart.alternative == (
        "Delivery. Of 8, 6 are where they were and 2 have moved. Limited: Limited 5, Complete 2; Complete: Complete 1."
    )


def test_delivery_and_verdict_are_two_series_never_one() -> None:
    agree = share_figure("agree", 12, 40, measure=Measure.AGREEMENT, basis=BASIS)
    issues = [
        DeliveredIssue(Wording("Premises", "en"), 3, "Complete", agree),
        DeliveredIssue(Wording("Grants", "en"), 2, "Substantial", None),
    ]
    with speaking("en"):
        steps = ["Limited", "Substantial", "Complete"]
        chart = chart_of(delivery_and_verdict("Both", issues, steps=steps, names=("Delivery", "Agree")))

    assert [(one.values, one.texts) for one in chart.series] == [
        ((3.0, 2.0), ("Complete", "Substantial")),
        ((0.3, None), ("30%", "not asked")),
    ]
    assert chart.alternative == (
        "Both. Premises: Delivery Complete, Agree 30%; Grants: Delivery Substantial, Agree not asked."
    )
