"""Searching the public site for consultations, issues, commitments and reports, by stems: every form of a word is found.

Issues are found as `reports.public.search` finds them. The others are few, and their words are kept in memory for as long as
nothing changes in the database.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from feedback.api.published import (
    flagged_texts,
    public_commitments,
    public_issues,
    public_question,
)
from feedback.commitments import Undertaking, undertakings
from feedback.database import database
from feedback.issue_lists import ListedIssue, listed_issues
from feedback.issue_search import Text, Wanted, wanted_words, weigh_words
from feedback.tables import Commitment, Question
from feedback.translation import DEFAULT_LANGUAGE
from reports.public.published_reports import PublicReport, list_public_reports
from reports.public.search import find_public_issues
from reports.public.selection import PublicConsultation, list_public_consultations

T = TypeVar("T")

#: The best of each kind that a page shows.
MOST = 20


@dataclass(frozen=True, slots=True)
class Found:
    """What holds all of the words, the best first, at most `MOST` of each kind; `counts` are of all, by kind."""

    consultations: tuple[PublicConsultation, ...] = ()
    issues: tuple[ListedIssue, ...] = ()
    commitments: tuple[Undertaking, ...] = ()
    reports: tuple[PublicReport, ...] = ()
    counts: Mapping[str, int] | None = None

    @property
    def total(self) -> int:
        return sum((self.counts or {}).values())


@dataclass(frozen=True, slots=True)
class SiteWords:
    """The stems of each public thing with their weights, by its id; of one version of the database."""

    version: str
    consultations: Mapping[UUID, Mapping[str, int]]
    commitments: Mapping[UUID, Mapping[str, int]]


class _Kept:
    """The words of this process."""

    words: SiteWords | None = None


async def search_site(words: str) -> Found:
    """What the public may read that holds all of these words; nothing for words that say nothing."""
    wanted = await asyncio.to_thread(wanted_words, words)
    if not wanted:
        return Found()
    known = await _words()
    scores = await find_public_issues(words)
    public = await public_issues(scores)
    issues = _best({issue: score for issue, score in scores.items() if issue in public})
    commitments = _best(_scored(wanted, known.commitments))
    consultations = _best(_scored(wanted, known.consultations))
    held = {each.id: each for each in await list_public_consultations(consultations)}
    reports = _reports(await list_public_reports(), _scored(wanted, known.consultations), wanted)
    promised = {each.id: each for each in await undertakings(commitments[:MOST])}
    return Found(
        consultations=tuple(held[each] for each in consultations if each in held)[:MOST],
        issues=await listed_issues(issues[:MOST]),
        commitments=tuple(promised[each] for each in commitments[:MOST]),
        reports=reports[:MOST],
        counts={
            "consultations": len(held),
            "issues": len(issues),
            "commitments": len(commitments),
            "reports": len(reports),
        },
    )


def _scored(wanted: Sequence[Wanted], words: Mapping[UUID, Mapping[str, int]]) -> dict[UUID, int]:
    """Those that answer all of the words, each with how well. Pure."""
    found = {}
    for id, weights in words.items():
        each = [word.score(weights) for word in wanted]
        if all(each):
            found[id] = sum(each)
    return found


def _best(scores: Mapping[UUID, int]) -> list[UUID]:
    return sorted(scores, key=lambda each: (-scores[each], str(each)))


def _reports(
    every: Iterable[PublicReport], consultations: Mapping[UUID, int], wanted: Sequence[Wanted]
) -> tuple[PublicReport, ...]:
    """The reports of the consultations that were found, and those of a year that was asked for. Pure."""
    return tuple(
        each
        for each in every
        if (
            each.consultation in consultations
            if each.consultation
            else all(str(each.year) in it.stems for it in wanted)
        )
    )


async def _words() -> SiteWords:
    version = await database().version()
    if _Kept.words is None or _Kept.words.version != version:
        _Kept.words = SiteWords(version, await _words_of_consultations(), await _words_of_commitments())
    return _Kept.words


async def _words_of_consultations() -> dict[UUID, dict[str, int]]:
    """By title and year, who invited, and what was asked, as far as everybody may read it."""
    consultations = await list_public_consultations()
    ids = [each.id for each in consultations]
    flagged = await flagged_texts(ids)
    rows = (
        await Question.select(Question.consultation, Question.text, Question.subquestions)
        .where(Question.consultation.is_in(ids))
        .output(load_json=True)
        if ids
        else []
    )
    asked: dict[UUID, list[str]] = {}
    for row in rows:
        text, subquestions = public_question(row["text"], row["subquestions"], flagged.get(row["consultation"], ()))
        asked.setdefault(row["consultation"], []).extend((text, *subquestions))
    texts = {
        each.id: (
            Text(f"{each.title} {each.reference} {each.date}", each.language),
            [Text(text, each.language) for text in (each.host, *asked.get(each.id, ()))],
        )
        for each in consultations
    }
    return await asyncio.to_thread(_weighed, texts)


async def _words_of_commitments() -> dict[UUID, dict[str, int]]:
    """By what is undertaken, and by whom."""
    public = sorted(await public_commitments(), key=str)
    if not public:
        return {}
    said_in = Commitment.consultation.language
    rows = await Commitment.select(Commitment.id, Commitment.text, Commitment.responsible, said_in).where(
        Commitment.id.is_in(public)
    )
    texts = {}
    for row in rows:
        language = row["consultation.language"] or DEFAULT_LANGUAGE
        texts[row["id"]] = (Text(row["text"], language), [Text(row["responsible"], language)])
    return await asyncio.to_thread(_weighed, texts)


def _weighed(texts: Mapping[UUID, tuple[Text, list[Text]]]) -> dict[UUID, dict[str, int]]:
    return {id: weigh_words(title, others) for id, (title, others) in texts.items()}
