"""Finding issues by words: of their titles first, then of their points; by stems, so that "lokalerna" finds "föreningslokal".

The stems stand in the table `IssueWord`, so that a search works the same on both engines.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from feedback.database import execute
from feedback.follow_up_tables import IssueWord
from feedback.log_chain import writing_logs
from feedback.raised_points import points_of
from feedback.tables import Issue
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
    """Bring the words of these issues up to date, in the transaction that changed their titles or points.

    An issue that was merged into another has none: its points are found there.
    """
    async with writing_logs():
        rows = await Issue.select(Issue.id, Issue.title).where(
            Issue.id.is_in(list(issues)) & Issue.merged_into.is_null()
        )
        points = await points_of([row["id"] for row in rows])
        await IssueWord.delete().where(IssueWord.issue.is_in(list(issues)))
        for row in rows:
            said = [Text(point.text, point.language) for point in points.get(row["id"], [])]
            title = Text(row["title"], said[-1].language if said else DEFAULT_LANGUAGE)
            # The dictionaries take a second to load, in which others are to be served.
            weights = await asyncio.to_thread(weigh_words, title, said)
            words = [IssueWord(issue=row["id"], stem=stem, weight=weight) for stem, weight in sorted(weights.items())]
            for start in range(0, len(words), AT_A_TIME):
                await IssueWord.insert(*words[start : start + AT_A_TIME])


def weigh_words(title: Text, points: Sequence[Text]) -> dict[str, int]:
    """The stems by which an issue is found, each with its weight: 10 in the title, and 1 for each point, 9 at most. Pure."""
    said = Counter(stem for point in points for stem in _stems_of(point))
    weights = {stem: min(n, MOST_OF_POINTS) for stem, n in said.items()}
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
