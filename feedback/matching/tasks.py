"""Which issues a decision's task may answer: suggestions for an officer to tick, with a score and the reason.

A task says what is to be done ("map, compile and spread good examples of …"), an issue what somebody wants. They seldom
share words, so two things are compared: the words, as for recurrence, and the themes of the code book that both are about.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from feedback.matching.giving_words import about
from feedback.matching.index import Batch, Floats, Index, Passage
from feedback.matching.matches import Text, reasons, with_language
from feedback.matching.suggest import ThemeEntry, Themes

__all__ = ["IssueText", "Issues", "SuggestedIssue", "TaskIssues", "Text", "about", "suggest_issues"]

#: Issues suggested for a task, and from which score on: below it, letters meet by chance.
SUGGESTED = 5
FAINTEST = 0.04
#: Words, glosses and characters, as for recurrence; the meanings count more, since a task is worded by somebody else.
CHANNEL_WEIGHTS = (0.5, 0.7, 1.0)
#: How much the themes count beside the words; on the labelled rows anything from 0.3 up does as well within the noise.
THEME_SHARE = 0.5
#: What the decision as a whole is about, beside the task itself.
CONTEXT_SHARE = 0.1
#: A theme is given as a reason if it brings at least this share of the likeness of themes; at most so many.
THEME_REASON_SHARE, THEME_REASONS = 0.25, 2


@dataclass(frozen=True)
class IssueText:
    """An issue with what the points that raise it say."""

    id: str
    title: str
    points: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True)
class SuggestedIssue:
    """An issue that a task may answer. `score` is from 0 to 1 and tells which fits better, not how probable it is.

    `because` are the words, as they stand in the task, that matched; `themes` the ids of the themes that both are about.
    """

    id: str
    score: float
    because: tuple[str, ...]
    themes: tuple[str, ...] = ()


@dataclass(frozen=True)
class TaskIssues:
    """The best issues for one task, best first; those that share nothing with it are left out."""

    id: str
    issues: tuple[SuggestedIssue, ...]


def suggest_issues(
    tasks: Sequence[Text], issues: Sequence[IssueText], codebook: Sequence[ThemeEntry] = (), *, context: str = ""
) -> list[TaskIssues]:
    """One entry per task, in order; `context` is what the decision as a whole is about, such as its title.

    The same input always gives the same answer. Without a code book the words alone decide.
    """
    return Issues(issues, codebook).suggest(tasks, context=context)


class Issues:
    """Issues made ready for matching."""

    def __init__(
        self,
        issues: Sequence[IssueText],
        codebook: Sequence[ThemeEntry] = (),
        *,
        theme_share: float = THEME_SHARE,
    ) -> None:
        self.ids = tuple(issue.id for issue in issues)
        self._theme_share = theme_share if codebook else 0.0
        said = [[with_language(text, issue.language) for text in (issue.title, *issue.points)] for issue in issues]
        self._index = Index([[Passage(*text) for text in texts] for texts in said])
        self._themes = Themes(codebook) if codebook else None
        self._profiles = self._issue_profiles(said)

    def suggest(self, tasks: Sequence[Text], *, context: str = "") -> list[TaskIssues]:
        """One entry per task, in order."""
        if not tasks or not self.ids:
            return [TaskIssues(task.id, ()) for task in tasks]
        batch, likeness, profiles = self._compared(tasks, context)
        order = np.argsort(-likeness, axis=1, kind="stable")[:, :SUGGESTED].tolist()
        return [
            TaskIssues(
                task.id,
                tuple(
                    SuggestedIssue(
                        self.ids[entry],
                        float(likeness[row, entry]),
                        reasons(batch, row, [entry], CHANNEL_WEIGHTS)[0],
                        self._shared_themes(profiles[row], self._profiles[entry]),
                    )
                    for entry in order[row]
                    if likeness[row, entry] >= FAINTEST
                ),
            )
            for row, task in enumerate(tasks)
        ]

    def scores(self, tasks: Sequence[Text], *, context: str = "") -> Floats:
        """How well each issue (column) fits each task (row), from 0 to 1."""
        return self._compared(tasks, context)[1]

    def _compared(self, tasks: Sequence[Text], context: str) -> tuple[Batch, Floats, Floats]:
        said = [with_language(task.text, task.language) for task in tasks]
        asked = [(about(text, language), language) for text, language in said]
        batch = self._index.batch(asked)
        by_words, profiles = _likeness(batch), self._profiles_of(asked)
        if context:
            whole = [(about(*with_language(context, None)), with_language(context, None)[1])]
            by_words = (1 - CONTEXT_SHARE) * by_words + CONTEXT_SHARE * _likeness(self._index.batch(whole))
            profiles = _unit((1 - CONTEXT_SHARE) * profiles + CONTEXT_SHARE * self._profiles_of(whole))
        share = self._theme_share
        return batch, (1 - share) * by_words + share * (profiles @ self._profiles.T), profiles

    def _profiles_of(self, said: Sequence[tuple[str, str]]) -> Floats:
        """How much each text is about each theme, as a vector of unit length."""
        if self._themes is None:
            return np.zeros((len(said), 0))
        return _unit(np.clip(self._themes.likeness(said), 0.0, None))

    def _issue_profiles(self, said: Sequence[Sequence[tuple[str, str]]]) -> Floats:
        """An issue is about what its title and its points are about, each counting alike."""
        every = self._profiles_of([text for texts in said for text in texts])
        ends = np.cumsum([0, *(len(texts) for texts in said)])
        rows = [every[start:end].sum(axis=0) for start, end in pairwise(ends)]
        return _unit(np.array(rows).reshape(len(said), every.shape[1]))

    def _shared_themes(self, task: Floats, issue: Floats) -> tuple[str, ...]:
        if self._themes is None:
            return ()
        shares = task * issue
        order = np.argsort(-shares, kind="stable")[:THEME_REASONS].tolist()
        kept = [theme for theme in order if shares[theme] > 0 and shares[theme] >= THEME_REASON_SHARE * shares.sum()]
        return tuple(self._themes.ids[theme] for theme in kept)


def _likeness(batch: Batch) -> Floats:
    """The weighted mean of the channels."""
    return np.tensordot(np.array(CHANNEL_WEIGHTS), batch.channels, axes=1) / sum(CHANNEL_WEIGHTS)


def _unit(vectors: Floats) -> Floats:
    return np.asarray(vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9))
