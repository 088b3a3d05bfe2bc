"""Finding issues by words: of their titles first, then of all else that is said of them; by stems, so that "lokalerna"
finds "föreningslokal".

All else are the points, the reasons of the answers, what was undertaken, and the public evidence of it. What the department
alone may see of a published issue is not among them: the public searches the same words.

The stems stand in the table `IssueWord`, so that a search works the same on both engines.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from feedback.database import execute
from feedback.follow_up_tables import IssueWord
from feedback.issue_states import Field
from feedback.log_chain import writing_logs
from feedback.raised_points import points_of
from feedback.tables import Evidence, Issue, IssueCommitment, IssueEntry
from feedback.translation import DEFAULT_LANGUAGE

#: A word of the title weighs as much as this many points, and more than all points together.
TITLE_WEIGHT = 10
MOST_OF_POINTS = 9
LONGEST_STEM = 60
MOST_WORDS = 12
#: A shorter word is not taken for the beginning of a longer one.
SHORTEST_PREFIX = 2
AT_A_TIME = 500
#: Words made of digits are looked up as they stand: "2030", "1325".
NUMBER = re.compile(r"\b\d{2,}\b")


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its language."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word that was asked for: its stems in each language, the parts of a compound, and what it may be the beginning of."""

    stems: frozenset[str]
    parts: frozenset[str] = frozenset()
    prefix: str = ""

    def score(self, weights: Mapping[str, int]) -> int:
        """How well an issue with these stems answers it, 0 where it does not; the word itself counts twice."""
        whole = max((2 * weights.get(stem, 0) for stem in self.stems), default=0)
        parts = min((weights.get(part, 0) for part in self.parts), default=0)
        begun = max((n for stem, n in weights.items() if self.prefix and stem.startswith(self.prefix)), default=0)
        return max(whole, parts, begun)


async def index_issues(*issues: UUID) -> None:
    """Bring the words of these issues up to date, in the transaction that changed what is said of them.

    An issue that was merged into another has none: its points are found there.
    """
    async with writing_logs():
        rows = await Issue.select(Issue.id, Issue.title).where(
            Issue.id.is_in(list(issues)) & Issue.merged_into.is_null()
        )
        ids = [row["id"] for row in rows]
        points = await points_of(ids)
        languages = {issue: each[-1].language for issue, each in points.items()}
        beside = await texts_beside(ids, languages)
        await IssueWord.delete().where(IssueWord.issue.is_in(list(issues)))
        for row in rows:
            title = Text(row["title"], languages.get(row["id"], DEFAULT_LANGUAGE))
            said = [Text(point.text, point.language) for point in points.get(row["id"], [])]
            said += beside.get(row["id"], [])
            # The dictionaries take a second to load, in which others are to be served.
            weights = await asyncio.to_thread(weigh_words, title, said)
            words = [IssueWord(issue=row["id"], stem=stem, weight=weight) for stem, weight in sorted(weights.items())]
            for start in range(0, len(words), AT_A_TIME):
                await IssueWord.insert(*words[start : start + AT_A_TIME])


async def texts_beside(issues: Sequence[UUID], languages: Mapping[UUID, str]) -> dict[UUID, list[Text]]:
    """For each of these issues what is said of it beside its title and points, as far as the public may read it.

    `languages` are those of the issues, in which their answers are taken to be written. A fixed number of queries.
    """
    if not issues:
        return {}
    found: dict[UUID, list[Text]] = {}
    answers = await IssueEntry.select(IssueEntry.issue, IssueEntry.reason).where(
        IssueEntry.issue.is_in(list(issues)) & (IssueEntry.field == Field.ANSWER.value) & (IssueEntry.reason != "")
    )
    for row in answers:
        language = languages.get(row["issue"], DEFAULT_LANGUAGE)
        found.setdefault(row["issue"], []).append(Text(row["reason"], language))
    made: Any = IssueCommitment.commitment  # Piccolo types one join, not two
    links = await IssueCommitment.select(
        IssueCommitment.issue, IssueCommitment.commitment, made.text, made.consultation.language
    ).where(IssueCommitment.issue.is_in(list(issues)))
    commitments = sorted({row["commitment"] for row in links}, key=str)
    shown = Evidence.is_public.eq(True) & Evidence.retracted_at.is_null()
    rows = (
        await Evidence.select(Evidence.commitment, Evidence.text).where(Evidence.commitment.is_in(commitments) & shown)
        if commitments
        else []
    )
    for link in links:
        language = link["commitment.consultation.language"] or DEFAULT_LANGUAGE
        said = [link["commitment.text"], *(row["text"] for row in rows if row["commitment"] == link["commitment"])]
        found.setdefault(link["issue"], []).extend(Text(text, language) for text in said)
    return found


def weigh_words(title: Text, said: Sequence[Text]) -> dict[str, int]:
    """The stems by which an issue is found, each with its weight: 10 in the title, and 1 for each text, 9 at most. Pure."""
    counted = Counter(stem for text in said for stem in _stems_of(text))
    weights = {stem: min(n, MOST_OF_POINTS) for stem, n in counted.items()}
    for stem in _stems_of(title):
        weights[stem] = weights.get(stem, 0) + TITLE_WEIGHT
    return weights


def _stems_of(text: Text) -> set[str]:
    from feedback.matching.text import content_words, stems

    found = {stem for word in content_words(text.text, text.language) for stem in stems(word.form, text.language)}
    return {stem[:LONGEST_STEM] for stem in found | set(NUMBER.findall(text.text))}


async def find_issues(words: str) -> dict[UUID, int]:
    """The issues that hold all of these words, each with how well: the greater the better.

    A word is found in every form and inside a compound; the last one may be the beginning of a word. Words that carry
    nothing ("och", "the") are not asked for where there are others.
    """
    wanted = await asyncio.to_thread(wanted_words, words)
    if not wanted:
        return {}
    found: dict[UUID, dict[str, int]] = {}
    for row in await execute(*_looking_for(wanted)):
        found.setdefault(row["issue"], {})[row["stem"]] = row["weight"]
    scores = {issue: [word.score(weights) for word in wanted] for issue, weights in found.items()}
    return {issue: sum(each) for issue, each in scores.items() if all(each)}


def _looking_for(wanted: Iterable[Wanted]) -> tuple[str, ...]:
    stems = sorted({stem for word in wanted for stem in word.stems | word.parts})
    conditions = [f"stem IN ({', '.join(['{}'] * len(stems))})"]
    prefixes = [f"{word.prefix}%" for word in wanted if word.prefix]  # letters and digits alone, no signs of LIKE
    conditions += ["stem LIKE {}"] * len(prefixes)
    # Only the places of the values are put in.
    return f"SELECT issue, stem, weight FROM issue_word WHERE {' OR '.join(conditions)}", *stems, *prefixes  # noqa: S608


def wanted_words(text: str) -> tuple[Wanted, ...]:
    """What a search asks for. Pure. Nobody says in which language it is written, so each word is stemmed in all of them."""
    from feedback.matching.text import STEMMERS, STOP_WORDS, compound_parts, lemma, normalise, stem, words

    forms = [word.form for word in words(text)]
    spoken = [form for form in forms if not any(form in stop for stop in STOP_WORDS.values())] or forms
    asked = list(dict.fromkeys([*spoken, *NUMBER.findall(text)]))[:MOST_WORDS]
    last = re.findall(r"[^\W_]+", normalise(text))[-1:]  # of "kommun-" and "e-post" what follows the hyphen
    found = []
    for form in asked:
        stems = {form, *(stem(lemma(form, language), language) for language in STEMMERS)}
        parts = {stem(part, "sv")[:LONGEST_STEM] for part in compound_parts(form)}
        begun = form if [form] == last and len(form) >= SHORTEST_PREFIX else ""
        found.append(Wanted(frozenset(each[:LONGEST_STEM] for each in stems), frozenset(parts), begun[:LONGEST_STEM]))
    return tuple(found)
