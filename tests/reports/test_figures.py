"""One number with its meaning: what it carries, where it was counted, and the hash of all that it says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest

from feedback.translation import speaking
from reports.definitions import explained
from reports.figures import Basis, Figure, count_figure, counted_from, hidden_figure, share_figure
from reports.measures import Measure

CUT = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
BASIS = Basis(CUT, 5)
FIGURE = count_figure("consultation.1.points", 12, measure=Measure.POINTS, basis=BASIS, source="point where year=2025")


def test_hash_is_of_one_way_to_write_what_it_says() -> None:
    written = (
        '{"base":null,"cut":"2026-01-15T09:30:00+00:00","fewer_than":null,"high":null,"id":"consultation.1.points",'
        '"low":null,"measure":"points","n":12,"source":"point where year=2025","suppressed":false,"unit":"count","value":12}'
    )

    assert FIGURE.hash == sha256(written.encode()).hexdigest()


def test_hash_is_the_same_in_every_language_and_time_zone() -> None:
    elsewhere = replace(FIGURE, cut=CUT.astimezone(timezone(timedelta(hours=2))))

    with speaking("ar"):
        assert (elsewhere.hash, elsewhere.definition != FIGURE.measure) == (FIGURE.hash, True)


@pytest.mark.parametrize(
    "other",
    [
        replace(FIGURE, value=13),
        replace(FIGURE, n=13),
        replace(FIGURE, base=40),
        replace(FIGURE, measure=Measure.ISSUES),
        replace(FIGURE, source="point where year=2024"),
        replace(FIGURE, cut=CUT + timedelta(minutes=1)),
        replace(FIGURE, low=0.1),
    ],
)
def test_hash_differs_with_all_that_it_says(other: Figure) -> None:
    assert other.hash != FIGURE.hash


def test_share_is_kept_unrounded() -> None:
    share = share_figure("share", 1, 3, measure=Measure.RESPONSE_RATE, basis=BASIS)

    assert (share.value, share.content()["value"]) == (1 / 3, 0.3333333333333333)


@pytest.mark.parametrize("number", [{"value": 3}, {"n": 3}, {"low": 0.1}, {"high": 0.2}])
def test_suppressed_figure_carries_no_number_at_all(number: dict[str, int]) -> None:
    hidden = hidden_figure("hidden", measure=Measure.RESPONSES, basis=BASIS, is_small=True)

    with pytest.raises(ValueError, match="must not carry its number"):
        replace(hidden, **number)


def test_source_can_be_run_again() -> None:
    source = counted_from("tally", survey="s1", question_key="q3", value="Ja, Anna's")

    assert source == "tally where survey='s1' and question_key='q3' and value='Ja, Anna''s'"
    assert counted_from("coding", point__year=2025) == "coding where point.year=2025"
    assert counted_from("evidence", is_public=False) == "evidence where is_public=False"


def test_definitions_bring_those_that_they_rest_on_in_the_order_of_reports() -> None:
    assert explained([Measure.OVERDUE_ISSUES, Measure.RESPONSE_RATE]) == (
        Measure.INVITED,
        Measure.RESPONSES,
        Measure.RESPONSE_RATE,
        Measure.OVERDUE_ISSUES,
        Measure.COMMITMENTS,
        Measure.OVERDUE,
    )
