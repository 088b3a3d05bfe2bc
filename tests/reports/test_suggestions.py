"""How many suggested themes officers confirmed, by hand; of answers, as far as it may be shown."""

from dataclasses import replace

from feedback.blocks import Table
from feedback.enums import CodingState
from reports.facts import Facts, PointCoding
from reports.figures import Basis
from reports.suggestions import SuggestionFigures, suggestion_figures
from reports.survey_facts import StatementTally
from tests.reports.blocks import chapters
from tests.reports.sample_facts import CUT, english, make_facts, make_survey

CONFIRMED, REJECTED, SUGGESTED = CodingState.CONFIRMED, CodingState.REJECTED, CodingState.SUGGESTED


def figures_of(facts: Facts) -> SuggestionFigures:
    surveys = [it for it in facts.surveys if it.consultation_id == "c2024"]
    return suggestion_figures("c", facts, [facts.consultations[0]], surveys, Basis(CUT, 5))


def test_points_are_counted_where_the_system_suggested_and_an_officer_decided() -> None:
    codings = (
        PointCoding("p1", "t1", CONFIRMED, was_suggested=True),
        PointCoding("p2", "t1", REJECTED, was_suggested=True),
        PointCoding("p3", "t1", CONFIRMED),  # an officer's own
        PointCoding("p4", "t1", SUGGESTED, was_suggested=True),  # waits
        PointCoding("p5", "t2", CONFIRMED, was_suggested=True),
        PointCoding("e1", "t2", REJECTED, was_suggested=True),  # of another consultation
    )

    found = figures_of(make_facts(codings=codings))

    told = [(it.theme and it.theme.code, it.decided.value, it.confirmed.value, it.share.value) for it in found.points]
    assert told == [("T01", 2, 1, 0.5), ("T02", 1, 1, 1.0), (None, 3, 2, 2 / 3)]


def test_answers_are_counted_and_small_numbers_of_them_hidden() -> None:
    tallies = (
        StatementTally("q3", "t1", CONFIRMED, 20, suggested=16),
        StatementTally("q3", "t1", REJECTED, 8, suggested=8),
        StatementTally("q3", "t2", CONFIRMED, 9, suggested=9),
        StatementTally("q3", "t2", REJECTED, 7, suggested=7),
    )

    shown = figures_of(make_facts(surveys=(make_survey(statement_themes=tallies),)))
    few = (*tallies[:3], replace(tallies[3], n=2, suggested=2))
    hidden = figures_of(make_facts(surveys=(make_survey(statement_themes=few),)))

    assert [(it.decided.value, it.confirmed.value) for it in shown.answers] == [(24, 16), (16, 9), (40, 25)]
    assert hidden.answers[1].confirmed.suppressed
    assert hidden.answers[1].share.suppressed
    assert [hidden.answers[-1].decided.suppressed, hidden.answers[-1].confirmed.suppressed] == [True, True]


def test_nothing_is_told_where_nothing_was_decided() -> None:
    assert figures_of(make_facts()) == SuggestionFigures()


def test_the_report_tells_agreement_with_the_method() -> None:
    codings = tuple(replace(it, was_suggested=True) for it in make_facts().codings)

    found = chapters(english(make_facts(codings=codings)))["How this report was made"]

    (table,) = [block for block in found if isinstance(block, Table)]
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Long-term funding", "4", "3", "75%"],
        ["Lokaler", "1", "1", "100%"],
        ["All themes", "5", "4", "80%"],
    ]
