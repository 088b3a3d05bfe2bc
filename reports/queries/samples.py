"""Closed samples that officers coded blind, with how far they agree; who coded what is not told."""

from datetime import UTC

from feedback.agreement import ThemeAgreement
from feedback.enums import CodedKind
from feedback.sample_results import ClosedSample, closed_samples
from reports import facts


async def read_samples() -> tuple[facts.CodedSample, ...]:
    """The latest closed first."""
    return tuple(_told(each) for each in await closed_samples())


def _told(closed: ClosedSample) -> facts.CodedSample:
    sample, found = closed.sample, closed.agreement
    assert sample.closed_at is not None
    kind, place = sample.place or (None, "")
    return facts.CodedSample(
        id=str(sample.id),
        closed_on=sample.closed_at.astimezone(UTC).date(),
        codebook=sample.codebook,
        texts=found.texts,
        coders=found.coders,
        alpha=found.alpha,
        f1=found.f1,
        themes=tuple(_of_theme(each) for each in found.themes),
        consultation_id=str(place) if kind is CodedKind.POINT else "",
        survey_id=str(place) if kind is CodedKind.STATEMENT else "",
        has_answers=closed.has_statements,
    )


def _of_theme(each: ThemeAgreement) -> facts.AgreementOnTheme:
    return facts.AgreementOnTheme(str(each.theme), each.used, each.alpha, each.f1)
