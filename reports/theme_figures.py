"""How often each theme was raised: in one consultation against the earlier ones, and over the years. Pure.

Points are what the notes say a meeting said, not what a person answered: their counts are not hidden.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from feedback.enums import CodingState, ConsultationKind
from reports.facts import Consultation, Facts, NotedPoint, Theme
from reports.figures import Basis, Figure, count_figure, counted_from, share_figure
from reports.measures import Measure


@dataclass(frozen=True, slots=True)
class ThemeFigures:
    """One theme's points in a consultation (`now`) and in the earlier ones: counts, and shares of all their points."""

    theme: Theme
    now: Figure
    now_share: Figure
    earlier: Figure
    earlier_share: Figure
    suggested: Figure


@dataclass(frozen=True, slots=True)
class ThemeYears:
    """One theme's confirmed points in each of the years asked for."""

    theme: Theme
    counts: tuple[Figure, ...]


def when(consultation: Consultation) -> str:
    """The date as it is known, as a text that sorts in time."""
    return consultation.date or str(consultation.year)


def meetings(facts: Facts) -> tuple[Consultation, ...]:
    """The consultations at which points were raised, in order of date; decisions answer points and raise none."""
    found = [it for it in facts.consultations if it.kind is not ConsultationKind.DECISION]
    return tuple(sorted(found, key=lambda it: (when(it), it.title, it.id)))


def said_points(facts: Facts) -> list[tuple[NotedPoint, int]]:
    """Every point of the meetings with the year in which it was said: a report can tell of several years' meetings."""
    return [(point, point.year or it.year) for it in meetings(facts) for point in it.points]


def earlier_meetings(facts: Facts, consultation: Consultation) -> tuple[Consultation, ...]:
    """The meetings held before this one."""
    return tuple(it for it in meetings(facts) if it.id != consultation.id and when(it) < when(consultation))


def theme_figures(facts: Facts, consultation: Consultation, basis: Basis) -> tuple[ThemeFigures, ...]:
    """Every theme with a point now or earlier, or one suggested now; the most raised now first."""
    confirmed = _points_by_theme(facts, CodingState.CONFIRMED)
    suggested = _points_by_theme(facts, CodingState.SUGGESTED)
    earlier = [it for it in earlier_meetings(facts, consultation) if _is_coded(it, confirmed)]
    found = []
    for theme in facts.themes:
        at = f"consultation.{consultation.id}.theme.{theme.code}"
        now = _count([consultation], confirmed.get(theme.id, set()))
        before = _count(earlier, confirmed.get(theme.id, set()))
        waiting = _count([consultation], suggested.get(theme.id, set()))
        here = _codings_of(CodingState.CONFIRMED, theme, consultation=consultation.id)
        then = f"{_codings_of(CodingState.CONFIRMED, theme)} and {_before(consultation)}"
        if now or before or waiting:
            found.append(
                ThemeFigures(
                    theme,
                    count_figure(f"{at}.now", now, measure=Measure.THEME_POINTS, basis=basis, source=here),
                    _share(f"{at}.now_share", now, [consultation], basis, here),
                    count_figure(f"{at}.earlier", before, measure=Measure.THEME_POINTS, basis=basis, source=then),
                    _share(f"{at}.earlier_share", before, earlier, basis, then),
                    count_figure(
                        f"{at}.suggested",
                        waiting,
                        measure=Measure.SUGGESTED,
                        basis=basis,
                        source=_codings_of(CodingState.SUGGESTED, theme, consultation=consultation.id),
                    ),
                )
            )
    return tuple(sorted(found, key=lambda it: (-(it.now.value or 0), -(it.earlier.value or 0), it.theme.code)))


def uncoded_counts(facts: Facts, consultation: Consultation, basis: Basis) -> tuple[Figure, Figure]:
    """How many points have no confirmed theme, of those in `theme_figures`' shares: in the consultation, and earlier."""
    confirmed = _points_by_theme(facts, CodingState.CONFIRMED)
    coded = set().union(*confirmed.values())
    earlier = [it for it in earlier_meetings(facts, consultation) if _is_coded(it, confirmed)]
    at = f"consultation.{consultation.id}.uncoded"
    here = counted_from("point without coding in state='confirmed'", consultation=consultation.id)
    then = f"point without coding in state='confirmed' where {_before(consultation)}"
    return (
        _uncoded(f"{at}.now", [consultation], coded, basis, here),
        _uncoded(f"{at}.earlier", earlier, coded, basis, then),
    )


def theme_years(facts: Facts, years: tuple[int, ...], basis: Basis) -> tuple[ThemeYears, ...]:
    """Every theme with a confirmed point in one of the years; the most raised in the last of them first."""
    years_said = {point.id: year for point, year in said_points(facts)}
    said = Counter(
        (it.theme_id, years_said.get(it.point_id)) for it in facts.codings if it.state is CodingState.CONFIRMED
    )
    found = []
    for theme in facts.themes:
        counts = [said.get((theme.id, year), 0) for year in years]
        if any(counts):
            found.append(
                ThemeYears(
                    theme,
                    tuple(
                        count_figure(
                            f"theme.{theme.code}.{year}",
                            n,
                            measure=Measure.THEME_POINTS,
                            basis=basis,
                            source=_codings_of(CodingState.CONFIRMED, theme, year=year),
                        )
                        for year, n in zip(years, counts, strict=True)
                    ),
                )
            )
    return tuple(sorted(found, key=_most_raised_last))


def suggested_count(at: str, facts: Facts, consultations: Iterable[Consultation], basis: Basis) -> Figure:
    """How many suggestions for the points of these consultations wait for an officer's decision; `at` names them."""
    points = {point.id for consultation in consultations for point in consultation.points}
    n = sum(1 for it in facts.codings if it.state is CodingState.SUGGESTED and it.point_id in points)
    source = f"{counted_from('coding', state=CodingState.SUGGESTED.value)} and point of {at}"
    return count_figure(f"{at}.suggested", n, measure=Measure.SUGGESTED, basis=basis, source=source)


def _codings_of(state: CodingState, theme: Theme, **point: object) -> str:
    """Where points are counted that are coded with the theme; codings of themes merged into it count as its own."""
    return counted_from(
        "coding", state=state.value, theme__code=theme.code, **{f"point__{name}": it for name, it in point.items()}
    )


def _before(consultation: Consultation) -> str:
    """The meetings that are compared with; see `earlier_meetings`."""
    return f"consultation.date < '{when(consultation)}' and kind <> 'decision' and some point is coded"


def _points_by_theme(facts: Facts, state: CodingState) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for coding in facts.codings:
        if coding.state is state:
            found.setdefault(coding.theme_id, set()).add(coding.point_id)
    return found


def _count(consultations: Iterable[Consultation], points: set[str]) -> int:
    return sum(1 for consultation in consultations for point in consultation.points if point.id in points)


def _is_coded(consultation: Consultation, confirmed: Mapping[str, set[str]]) -> bool:
    return any(_count([consultation], points) for points in confirmed.values())


def _uncoded(id: str, consultations: Sequence[Consultation], coded: set[str], basis: Basis, source: str) -> Figure:
    base = sum(len(consultation.points) for consultation in consultations)
    n = base - _count(consultations, coded)
    return count_figure(id, n, measure=Measure.UNCODED, basis=basis, base=base, source=source)


def _share(id: str, n: int, consultations: Sequence[Consultation], basis: Basis, source: str) -> Figure:
    base = sum(len(consultation.points) for consultation in consultations)
    source = f"{source} / all points of the same consultations"
    return share_figure(id, n, base, measure=Measure.THEME_POINTS, basis=basis, source=source)


def _most_raised_last(years: ThemeYears) -> tuple[float, float, str]:
    counts = [figure.value or 0 for figure in years.counts]
    return (-counts[-1], -sum(counts), years.theme.code)
