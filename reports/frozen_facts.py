"""What a published report is made from, kept for good: the public facts of one moment, and the report told from them. Pure.

A report is always told from the facts as they come back from here, so that telling it again gives the same figures and bytes.
"""

import zlib
from dataclasses import dataclass, replace
from datetime import date

import msgspec

from feedback.translation import DEFAULT_LANGUAGE, speaking
from reports.document import Document
from reports.facts import Facts
from reports.follow_up import follow_up_report
from reports.yearly import yearly_report

#: Raised when older facts can no longer be read as they are; then they are to be brought up to date here.
FORMAT = 1


@dataclass(frozen=True, slots=True)
class ReportSubject:
    """What a report is about: one consultation by its id, or else a year."""

    consultation: str | None = None
    year: int | None = None

    @property
    def key(self) -> str:
        """The one of them, as text."""
        return self.consultation or str(self.year)


@dataclass(frozen=True, slots=True)
class FrozenFacts:
    """Facts with all else that the figures depend on: the day that they are told of, and the threshold that held."""

    subject: ReportSubject
    as_of: date
    threshold: int
    facts: Facts
    format: int = FORMAT


def packed(frozen: FrozenFacts) -> bytes:
    """The facts as they are kept; the same facts give the same JSON."""
    return zlib.compress(msgspec.json.encode(frozen, order="deterministic"), level=9)


def unpacked(content: bytes) -> FrozenFacts:
    """The facts as they were kept. Raises `ValueError` where they were kept by a later version of the service."""
    frozen = msgspec.json.decode(zlib.decompress(content), type=FrozenFacts)
    if frozen.format != FORMAT:
        raise ValueError(f"Facts of format {frozen.format} cannot be read here.")
    return frozen


def as_kept(frozen: FrozenFacts) -> FrozenFacts:
    """The facts as they will come back."""
    return unpacked(packed(frozen))


def told(frozen: FrozenFacts, language: str) -> Document:
    """The report that these facts tell; `KeyError` where they hold no such consultation."""
    about, facts = frozen.subject, frozen.facts
    with speaking(language):
        if about.consultation is not None:
            return follow_up_report(
                facts,
                consultation_id=about.consultation,
                language=language,
                today=frozen.as_of,
                threshold=frozen.threshold,
            )
        return yearly_report(
            facts,
            year=about.year or frozen.as_of.year,
            language=language,
            today=frozen.as_of,
            threshold=frozen.threshold,
        )


def tells_the_same(before: FrozenFacts, after: FrozenFacts) -> bool:
    """Whether the report of the later facts, told of the same day, says word for word what that of the earlier ones says."""
    then = replace(after, as_of=before.as_of, facts=replace(after.facts, cut=before.facts.cut))
    return told(before, DEFAULT_LANGUAGE).blocks == told(then, DEFAULT_LANGUAGE).blocks
