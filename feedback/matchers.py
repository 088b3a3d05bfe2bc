"""Versions of what was learnt from confirmed codings. Suggestions go by the latest one that did better on codings held back."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from feedback.codebooks import codebook
from feedback.coding_tables import Matcher
from feedback.database import transaction
from feedback.settings import settings
from feedback.synonyms import synonym_groups

if TYPE_CHECKING:
    from feedback.matching.learner import Example, TaughtMatcher
    from feedback.matching.theme_entries import ThemeEntry


@dataclass(frozen=True, slots=True)
class MatcherVersion:
    """One version: from how many codings, whether suggestions may go by it, and for each way of matching how codings held
    back did without and with what was learnt."""

    number: int
    codings: int
    is_used: bool
    figures: Mapping[str, Any]
    made_at: datetime


async def list_matchers() -> tuple[MatcherVersion, ...]:
    """All versions, the latest first."""
    rows = await Matcher.select().order_by(Matcher.number, ascending=False).output(load_json=True)
    return tuple(_version(row) for row in rows)


async def matcher_in_use() -> "TaughtMatcher | None":
    """What suggestions go by: the latest version that did better than without it; None where there is none."""
    row = (
        await Matcher.select(Matcher.learnt)
        .where(Matcher.is_used.eq(True))
        .order_by(Matcher.number, ascending=False)
        .first()
        .output(load_json=True)
    )
    if row is None:
        return None
    # Matching loads numpy and dictionaries: only when it is asked for.
    from feedback.matching.learner import TaughtMatcher

    return msgspec.convert(row["learnt"], TaughtMatcher)


async def retrain(examples: "Sequence[Example]", *, now: datetime) -> MatcherVersion:
    """Learn from these confirmed codings, and keep what was learnt as the next version, which is given.

    Where the same was learnt last time from as many codings, that version is given and none is added.
    """
    known = await codebook(), await synonym_groups()
    learnt, figures = await asyncio.to_thread(_learn, examples, *known)
    async with transaction():
        latest = await Matcher.select().order_by(Matcher.number, ascending=False).first().output(load_json=True)
        if latest and latest["codings"] == len(examples) and msgspec.convert(latest["learnt"], type(learnt)) == learnt:
            return _version(latest)
        is_used = learnt.words is not None or learnt.close is not None
        version = MatcherVersion(latest["number"] + 1 if latest else 1, len(examples), is_used, figures, now)
        await Matcher(
            number=version.number,
            codings=version.codings,
            learnt=msgspec.json.encode(learnt).decode(),
            figures=msgspec.json.encode(figures).decode(),
            is_used=version.is_used,
            made_at=now,
        ).save()
    return version


def _learn(
    examples: "Sequence[Example]", codebook: "Sequence[ThemeEntry]", synonyms: Sequence[Sequence[str]]
) -> "tuple[TaughtMatcher, dict[str, object]]":
    """What was learnt, and the figures by way of matching, as they are stored."""
    from feedback.matching.learner import TaughtMatcher
    from feedback.matching.meaning import can_read
    from feedback.matching.suggest import learn_matcher

    words, by_words = learn_matcher(examples, codebook, synonyms=synonyms) if codebook else (None, None)
    close, closely = None, None
    if codebook and settings().reads_closely and can_read():
        close, closely = learn_matcher(examples, codebook, close=True, synonyms=synonyms)
    figures = {"words": by_words, "close": closely}
    told = {way: msgspec.to_builtins(each) for way, each in figures.items() if each}
    return TaughtMatcher(words, close), told


def _version(row: Mapping[str, Any]) -> MatcherVersion:
    return MatcherVersion(row["number"], row["codings"], row["is_used"], row["figures"], row["made_at"])
