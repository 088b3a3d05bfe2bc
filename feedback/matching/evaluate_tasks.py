"""How well the issues suggested for a decision's tasks do on labelled data, beside plain baselines."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from feedback.matching.gold import LinkedTasks, TaskLinks
from feedback.matching.index import CHANNELS, Floats, Index, Passage
from feedback.matching.matches import Text, with_language
from feedback.matching.scores import mean
from feedback.matching.suggest import ThemeEntry
from feedback.matching.tasks import THEME_SHARE, Issues, IssueText

#: What is tried for the share of the themes when one task is left out.
SHARES = (0.3, 0.4, 0.5, 0.6, 0.7)

Ranker = Callable[[Sequence[Text], Sequence[IssueText]], Floats]


@dataclass(frozen=True)
class LinkFigures:
    """Measures over the `n` true links of tasks and points, `candidates` points to choose among.

    `recall_at_5` is the share of true links whose point is among the first five of its task, `task_at_5` that of those
    whose task is among the first five of its point; `mrr` is the mean of 1 / rank of the point.
    """

    name: str
    candidates: int
    n: int
    recall_at_5: float
    mrr: float
    task_at_5: float


def measure_links(links: LinkedTasks, codebook: Sequence[ThemeEntry]) -> tuple[LinkFigures, ...]:
    """Figures of the matching and of baselines, among the judged points and among all labelled ones."""
    rankers: Mapping[str, Ranker] = {
        "word TF-IDF": _channel("words"),
        "character TF-IDF": _channel("characters"),
        "words without themes": _matching((), THEME_SHARE),
        "as suggested": _matching(codebook, THEME_SHARE),
    }
    every = (links.judged, links.every)
    found = [_figures(name, links.tasks, points, rank) for points in every for name, rank in rankers.items()]
    return (*found, *(_left_out(links.tasks, points, codebook) for points in every))


def _channel(name: str) -> Ranker:
    def rank(tasks: Sequence[Text], points: Sequence[IssueText]) -> Floats:
        index = Index([[Passage(*with_language(point.title, point.language))] for point in points])
        said = [with_language(task.text, task.language) for task in tasks]
        return np.asarray(index.batch(said).channels[CHANNELS.index(name)])

    return rank


def _matching(codebook: Sequence[ThemeEntry], share: float) -> Ranker:
    return lambda tasks, points: Issues(points, codebook, theme_share=share).scores(tasks)


def _figures(name: str, tasks: Sequence[TaskLinks], points: Sequence[IssueText], rank: Ranker) -> LinkFigures:
    return _summed(name, len(points), _ranks(tasks, points, rank))


def _left_out(tasks: Sequence[TaskLinks], points: Sequence[IssueText], codebook: Sequence[ThemeEntry]) -> LinkFigures:
    """Each task is ranked with the share of the themes that does best on all the others."""
    by_share = {share: _ranks(tasks, points, _matching(codebook, share)) for share in SHARES}
    chosen: list[tuple[int, int, int]] = []
    for row in range(len(tasks)):

        def on_the_others(share: float, left_out: int = row) -> float:
            return mean([1 / rank for task, rank, _ in by_share[share] if task != left_out])

        best = max(SHARES, key=lambda share: (on_the_others(share), -abs(share - THEME_SHARE)))
        chosen += [each for each in by_share[best] if each[0] == row]
    return _summed("each task left out", len(points), chosen)


def _ranks(tasks: Sequence[TaskLinks], points: Sequence[IssueText], rank: Ranker) -> list[tuple[int, int, int]]:
    """For each true link: which task, the rank of its point among the points, and of the task among the tasks.

    Of equals the link comes last, so that a matching that says nothing has found nothing.
    """
    fits = rank([task.task for task in tasks], points)
    columns = {point.id: column for column, point in enumerate(points)}
    return [
        (row, int((fits[row] >= fits[row, column]).sum()), int((fits[:, column] >= fits[row, column]).sum()))
        for row, task in enumerate(tasks)
        for column in sorted(columns[point] for point in task.addressed)
    ]


def _summed(name: str, candidates: int, ranks: Sequence[tuple[int, int, int]]) -> LinkFigures:
    return LinkFigures(
        name,
        candidates,
        len(ranks),
        mean([float(rank <= 5) for _, rank, _ in ranks]),
        mean([1 / rank for _, rank, _ in ranks]),
        mean([float(rank <= 5) for _, _, rank in ranks]),
    )
