"""How far officers who coded the same texts blind agree, as a report may tell it. Pure.

No participants are counted, but from agreement on few answers one could work out how many have a theme: a sample with answers
of participants is told from the threshold of texts on, and a theme of it where at least as many of them were given it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from feedback.agreement import Estimate
from reports.facts import CodedSample, Facts, Theme
from reports.figures import Basis, Figure, Unit, count_figure, counted_from, hidden_figure
from reports.measures import Measure
from surveys.disclosure import is_small

ALL = "all"


@dataclass(frozen=True, slots=True)
class AgreementOn:
    """Of one theme, or of all where `theme` is None."""

    theme: Theme | None
    alpha: Figure
    f1: Figure


@dataclass(frozen=True, slots=True)
class CoderAgreement:
    """Of one sample: over all themes first, then by theme, those given most first."""

    sample: CodedSample
    texts: Figure
    on: tuple[AgreementOn, ...]


def coder_agreements(
    facts: Facts,
    *,
    consultations: Collection[str],
    surveys: Collection[str],
    year: int | None = None,
    basis: Basis,
) -> tuple[CoderAgreement, ...]:
    """The latest closed sample of each of these consultations and surveys, the latest first; with a year, also the latest of
    those that were drawn from everything and closed in it."""
    own = [
        it
        for it in facts.samples
        if it.consultation_id in consultations
        or it.survey_id in surveys
        or (it.is_of_all and year is not None and it.closed_on.year == year)
    ]
    told = [it for it in own if it.texts and not (it.has_answers and is_small(it.texts, basis.threshold))]
    return tuple(_told(it, facts, basis) for it in _latest(told))


def _latest(samples: Iterable[CodedSample]) -> list[CodedSample]:
    """One for each place that samples were drawn from; the facts have the latest first."""
    found: dict[tuple[str, str], CodedSample] = {}
    for it in samples:
        found.setdefault((it.consultation_id, it.survey_id), it)
    return list(found.values())


def _told(sample: CodedSample, facts: Facts, basis: Basis) -> CoderAgreement:
    at = f"sample.{sample.id}"
    source = counted_from("sample_coding", sample_text__sample=sample.id)
    themes = {it.id: it for it in facts.themes}
    on = [AgreementOn(None, *_pair(f"{at}.{ALL}", sample.alpha, sample.f1, sample.texts, basis, source))]
    for it in sample.themes:
        if theme := themes.get(it.theme_id):
            id, of = f"{at}.{theme.code}", f"{source}, of theme '{theme.code}'"
            is_hidden = sample.has_answers and is_small(it.used, basis.threshold)
            alpha, f1 = (None, None) if is_hidden else (it.alpha, it.f1)
            on.append(AgreementOn(theme, *_pair(id, alpha, f1, sample.texts, basis, of)))
    texts = count_figure(
        f"{at}.texts", sample.texts, measure=Measure.CODED_TWICE, basis=basis, source=f"sample_text in two of {source}"
    )
    return CoderAgreement(sample, texts, tuple(on))


def _pair(
    at: str, alpha: Estimate | None, f1: Estimate | None, texts: int, basis: Basis, source: str
) -> tuple[Figure, Figure]:
    return (
        _coefficient(f"{at}.alpha", alpha, texts, Measure.CODERS_ALPHA, basis, source),
        _coefficient(f"{at}.f1", f1, texts, Measure.CODERS_F1, basis, source),
    )


def _coefficient(id: str, estimate: Estimate | None, texts: int, measure: Measure, basis: Basis, source: str) -> Figure:
    """Hidden where there is no estimate to tell; not known where it is one of nothing."""
    if estimate is None:
        return hidden_figure(id, measure=measure, basis=basis, unit=Unit.COEFFICIENT, source=source)
    return Figure(
        id,
        estimate.value,
        texts,
        None,
        suppressed=False,
        measure=measure,
        cut=basis.cut,
        unit=Unit.COEFFICIENT,
        source=source,
        low=estimate.low,
        high=estimate.high,
    )
