"""Dashboards: what is chosen by an address, the numbers of it, and that no choice reaches the numbers of those who answered."""

from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.enums import CodingState
from feedback.translation import LANGUAGES
from reports.charts.chart import Shape
from reports.dashboard_filters import DashboardFilter, Reach, choices_of
from reports.dashboards import consultation_dashboard, portfolio_dashboard
from reports.document import ChartBlock, Document, KeyFigures
from reports.facts import Facts, PointCoding
from reports.figures import Figure
from reports.portfolio import PortfolioFigures, portfolio_figures
from tests.reports.blocks import all_texts, chapters, figures_in
from tests.reports.sample_facts import TODAY, make_facts, make_survey

REACHES = {"c2024": Reach("Norrbotten", frozenset({"association", "faith"})), "c2023": Reach("", frozenset({"faith"}))}
EVERYTHING = DashboardFilter()


def portfolio(wanted: DashboardFilter = EVERYTHING, facts: Facts | None = None, language: str = "en") -> Document:
    facts = facts or make_facts()
    return portfolio_dashboard(facts, wanted, REACHES, language=language, today=TODAY, threshold=5)


def figures(wanted: DashboardFilter = EVERYTHING, facts: Facts | None = None) -> PortfolioFigures:
    return portfolio_figures(facts or make_facts(), wanted, REACHES, today=TODAY, threshold=5)


def charts(document: Document, chapter: str) -> dict[str, ChartBlock]:
    return {it.chart.title: it for it in chapters(document)[chapter] if isinstance(it, ChartBlock)}


@given(st.dictionaries(st.sampled_from(["theme", "from", "to", "organisation_type", "region", "x"]), st.text()))
def test_an_address_is_read_to_one_that_reads_the_same(asked: dict[str, str]) -> None:
    wanted = DashboardFilter.read(asked)

    assert DashboardFilter.read(wanted.query) == wanted
    assert list(wanted.query) == [
        name for name in ("theme", "from", "to", "organisation_type", "region") if name in wanted.query
    ]
    assert all(wanted.query.values())


def test_what_cannot_be_meant_is_left_out_of_an_address() -> None:
    theme = UUID(int=3)

    wanted = DashboardFilter.read(
        {"region": "  Väster\0  botten ", "to": "2019", "from": "2024", "theme": str(theme).upper(), "x": "1"}
    )

    assert wanted.address == f"?theme={theme}&from=2019&to=2024&region=V%C3%A4ster+botten"
    assert DashboardFilter.read({"theme": "T01", "from": "19", "to": "٢٠٢٤", "region": " "}).address == ""


def test_portfolio_tells_of_everything() -> None:
    document = portfolio()

    assert chapters(document)["Summary"][0] == KeyFigures(
        (
            ("2", "Consultations held"),
            ("10", "Points"),
            ("4", "Issues raised"),
            ("2", "Raised in several years"),
            ("2", "Answered issues"),
            ("3", "Issues still open"),
            ("3", "Commitments"),
            ("1", "Overdue commitments"),
            ("1", "Slips"),
            ("1", "Gap between delivery and verdict"),
        )
    )
    assert list(chapters(document)) == [
        "Summary",
        "Consultations",
        "Themes over the years",
        "Issues",
        "The gap between delivery and verdict",
        "Commitments",
        "Surveys",
        "Definitions",
    ]
    shapes = {it.chart.shape for it in document.blocks if isinstance(it, ChartBlock)}
    assert shapes == {Shape.BARS, Shape.GROUPED_BARS, Shape.HEAT_MAP, Shape.TIMELINE, Shape.DELIVERY_VERDICT}


def test_commitments_stand_by_the_year_they_are_due() -> None:
    [chart] = charts(portfolio(), "Commitments").values()

    told = {series.name: series.values for series in chart.chart.series}
    assert chart.chart.labels == ("2025", "2027")
    assert told == {"Delivered": (1, 0), "Open, not overdue": (0, 1), "Overdue": (1, 0)}


@pytest.mark.parametrize(
    ("wanted", "held", "raised", "promised"),
    [
        (DashboardFilter(first=2024), ["c2024"], {"i1", "i2", "i3"}, {"k1", "k2"}),
        (DashboardFilter(last=2023), ["c2023"], {"i1", "i3", "i4"}, {"k1", "k2"}),
        (DashboardFilter(region="Norrbotten"), ["c2024"], {"i1", "i2", "i3"}, {"k1", "k2"}),
        (DashboardFilter(organisation_type="faith"), ["c2023", "c2024"], {"i1", "i2", "i3", "i4"}, {"k1", "k2"}),
        (DashboardFilter(theme="t2"), ["c2023", "c2024"], {"i3", "i4"}, {"k2"}),
        (DashboardFilter(theme="t2", first=2024), ["c2024"], {"i3"}, {"k2"}),
        (DashboardFilter(theme="t3"), [], set(), set()),
        (DashboardFilter(region="Nowhere"), [], set(), set()),
    ],
)
def test_filters_choose_consultations_and_what_came_of_them(
    wanted: DashboardFilter, held: list[str], raised: set[str], promised: set[str]
) -> None:
    found = figures(wanted)

    assert [it.id for it in found.consultations] == held
    assert {it.issue.id for it in found.issues} == raised
    assert {it.commitment.id for it in found.commitments} == promised


def test_what_is_chosen_does_not_change_how_an_issue_or_commitment_stands() -> None:
    whole = {it.issue.id: it for it in figures().issues} | {it.commitment.id: it for it in figures().commitments}

    for wanted in (DashboardFilter(first=2024), DashboardFilter(theme="t2"), DashboardFilter(region="Norrbotten")):
        found = figures(wanted)
        assert all(whole[it.issue.id] == it for it in found.issues)
        assert all(whole[it.commitment.id] == it for it in found.commitments)


def every_filter() -> list[DashboardFilter]:
    return [
        DashboardFilter(theme, first, last, kind, region)
        for theme, first, last, kind, region in product(
            ("", "t1", "t2"), (None, 2023, 2024), (None, 2023, 2024), ("", "association", "faith"), ("", "Norrbotten")
        )
    ]


def test_no_choice_makes_another_number_of_those_who_answered() -> None:
    """Two addresses that differ in their filters show the same numbers of people: subtracting them tells nothing."""
    facts = make_facts(surveys=(make_survey(), make_survey(id="s2", consultation_id="c2023", responses=7, invited=9)))
    people = ("survey.", "issue.")
    published = {it.id: it for it in figures_in(figures(facts=facts)) if it.id.startswith(people)}

    shown: list[Figure] = []
    for wanted in every_filter():
        shown += [it for it in portfolio(wanted, facts).figures if it.id.startswith(people)]

    assert len({it.id for it in shown}) >= 6
    assert [it for it in shown if published[it.id] != it] == []
    assert not any(name in it.source for it in shown for name in ("region", "organisation_type ="))


def test_one_id_is_one_number_whatever_was_chosen() -> None:
    known: dict[str, Figure] = {}

    for wanted in every_filter():
        for it in portfolio(wanted).figures:
            assert known.setdefault(it.id, it) == it

    assert len(known) > 500


def test_choices_are_what_the_consultations_have_and_what_was_asked_for() -> None:
    wanted = DashboardFilter(theme="t3", first=2019, region="Nowhere")

    choices = choices_of(make_facts(), REACHES, wanted)

    assert [it.code for it in choices.themes] == ["T01", "T02", "T03"]
    assert choices.years == (2024, 2023, 2019)
    assert choices.organisation_types == ("association", "faith")
    assert choices.regions == ("Norrbotten", "Nowhere")


@pytest.mark.parametrize("language", LANGUAGES)
def test_dashboards_are_made_in_every_language(language: str) -> None:
    documents = [
        portfolio(language=language),
        portfolio(DashboardFilter(region="Nowhere"), language=language),
        consultation_dashboard(
            make_facts(), EVERYTHING, consultation_id="c2024", language=language, today=TODAY, threshold=5
        ),
    ]

    assert [bool(it.blocks) for it in documents] == [True, False, True]
    assert {it.language for it in documents} == {language}


def test_consultation_has_its_own_numbers_and_its_survey() -> None:
    document = consultation_dashboard(
        make_facts(), EVERYTHING, consultation_id="c2024", language="en", today=TODAY, threshold=5
    )

    assert chapters(document)["Summary"][0].figures[:3] == (  # type: ignore[union-attr]
        ("6", "Points"),
        ("3", "Issues raised"),
        ("2", "Raised in several years"),
    )
    assert "Answers, question by question" in chapters(document)
    assert "73%" in " ".join(all_texts(chapters(document)["Surveys"]))


def test_many_themes_and_years_are_cut_and_it_is_said() -> None:
    facts = make_facts()
    themes = tuple(type(facts.themes[0])(f"x{n}", f"X{n:02}", {"en": f"Theme {n}"}) for n in range(40))
    codings = (
        *(PointCoding("p1", it.id, CodingState.CONFIRMED) for it in themes),
        PointCoding("e1", "x0", CodingState.CONFIRMED),
    )

    document = portfolio(facts=make_facts(themes=themes, codings=codings))

    [chart] = charts(document, "Themes over the years").values()
    assert len(chart.chart.labels) == 20
    assert any("20 themes" in text for text in all_texts(chapters(document)["Themes over the years"]))


def test_everything_is_empty_where_there_is_nothing() -> None:
    nothing = Facts("The department", make_facts().cut, ())

    assert portfolio(facts=nothing).blocks == ()
    assert figures(facts=nothing).due == ()
