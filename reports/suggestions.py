"""How often officers agreed with the themes that the system suggested: of those they decided on, how many they confirmed. Pure.

It tells how far the suggestions can be trusted. It is no measure of how right the officers are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from feedback.enums import CodingState
from reports.facts import Consultation, Facts, Theme
from reports.figures import Basis, Figure, Unit, count_figure, counted_from, hidden_figure, share_figure
from reports.measures import Measure
from reports.survey_facts import Survey
from surveys.disclosure import suppress_table

ALL = "all"
Decided = Mapping[str, tuple[int, int]]  # confirmed and rejected, by theme


@dataclass(frozen=True, slots=True)
class DecidedSuggestions:
    """Of one theme, or of all where `theme` is None."""

    theme: Theme | None
    decided: Figure
    confirmed: Figure
    share: Figure


@dataclass(frozen=True, slots=True)
class SuggestionFigures:
    """Theme by theme in the order of the code book, all of them last; empty where no suggestion was decided on."""

    points: tuple[DecidedSuggestions, ...] = ()
    answers: tuple[DecidedSuggestions, ...] = ()


def suggestion_figures(
    at: str, facts: Facts, consultations: Iterable[Consultation], surveys: Iterable[Survey], basis: Basis
) -> SuggestionFigures:
    """Of the points of these consultations and the answers of these surveys; `at` names them."""
    ids = {point.id for consultation in consultations for point in consultation.points}
    points = _counted((it.theme_id, it.state, 1) for it in facts.codings if it.was_suggested and it.point_id in ids)
    answers = _counted((it.theme_id, it.state, it.suggested) for each in surveys for it in each.statement_themes)
    themes = [theme for theme in facts.themes if theme.id in {*points, *answers}]
    return SuggestionFigures(
        _of_points(f"{at}.suggestions.points", [it for it in themes if it.id in points], points, basis),
        _of_answers(f"{at}.suggestions.answers", [it for it in themes if it.id in answers], answers, basis),
    )


def _counted(codings: Iterable[tuple[str, CodingState, int]]) -> Decided:
    found: dict[str, tuple[int, int]] = {}
    for theme, state, n in codings:
        if n and state is not CodingState.SUGGESTED:
            confirmed, rejected = found.get(theme, (0, 0))
            is_confirmed = state is CodingState.CONFIRMED
            found[theme] = (confirmed + n * is_confirmed, rejected + n * (not is_confirmed))
    return found


def _of_points(at: str, themes: Sequence[Theme], counts: Decided, basis: Basis) -> tuple[DecidedSuggestions, ...]:
    """Points are not people: nothing is hidden."""
    if not themes:
        return ()
    rows = [counts[theme.id] for theme in themes]
    told = [_told(at, theme, sum(row), row[0], "coding", basis) for theme, row in zip(themes, rows, strict=True)]
    total, confirmed = sum(map(sum, rows)), sum(row[0] for row in rows)
    return (*told, _told(at, None, total, confirmed, "coding", basis))


def _of_answers(at: str, themes: Sequence[Theme], counts: Decided, basis: Basis) -> tuple[DecidedSuggestions, ...]:
    """Answers are people's: the table is protected with its totals, and where it hides anything nothing is told of all.

    How many answers have each theme stands in the chapter on answers too, where each number is protected alone: less those
    shown there, the sum would tell of the hidden one.
    """
    if not themes:
        return ()
    table = suppress_table([counts[theme.id] for theme in themes], threshold=basis.threshold)
    told = [
        _told(at, theme, total, row[0], "statement_coding", basis)
        for theme, row, total in zip(themes, table.cells, table.row_totals, strict=True)
    ]
    hides_some = None in table.row_totals or any(None in row for row in table.cells)
    total, confirmed = (None, None) if hides_some else (table.total, table.column_totals[0])
    return (*told, _told(at, None, total, confirmed, "statement_coding", basis))


def _told(
    at: str, theme: Theme | None, decided: int | None, confirmed: int | None, table: str, basis: Basis
) -> DecidedSuggestions:
    id = f"{at}.{theme.code if theme else ALL}"
    where = f"{counted_from(table, theme__code=theme.code) if theme else table} and score is not null"
    among = f"{where} and state is not '{CodingState.SUGGESTED.value}'"
    chosen = f"{where} and state='{CodingState.CONFIRMED.value}'"
    of = Measure.CONFIRMED_SUGGESTIONS
    source = f"{chosen} / {among}"
    if decided is None or confirmed is None:
        share = hidden_figure(f"{id}.share", measure=of, basis=basis, unit=Unit.SHARE, source=source)
    else:
        share = share_figure(f"{id}.share", confirmed, decided, measure=of, basis=basis, source=source)
    return DecidedSuggestions(
        theme,
        _count(f"{id}.decided", decided, Measure.DECIDED_SUGGESTIONS, among, basis),
        _count(f"{id}.confirmed", confirmed, of, chosen, basis),
        share,
    )


def _count(id: str, n: int | None, measure: Measure, source: str, basis: Basis) -> Figure:
    if n is None:
        return hidden_figure(id, measure=measure, basis=basis, source=source)
    return count_figure(id, n, measure=measure, basis=basis, source=source)
