"""Searching the public site: issues by the words of their titles, of those points that may be shown, and of what came of them.

What is not public is no help either: who asks for a name that stands in a hidden point alone finds nothing.
"""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from feedback.database import execute
from feedback.issue_conditions import among
from feedback.issue_search import Text, Wanted, find_issues, texts_beside, wanted_words, weigh_words
from feedback.issues import issue_titles
from feedback.personal_data_flags import read_masks
from feedback.raised_points import points_of
from reports.public.selection import public_point_ids

# Issues with a point that may have to be hidden; most have none.
_PARTLY_HIDDEN = """
SELECT DISTINCT ip.issue FROM issue_point ip
JOIN point p ON p.id = ip.point
JOIN consultation c ON c.id = p.consultation
WHERE {} AND (c.published_at IS NULL OR EXISTS (
    SELECT 1 FROM personal_data_flag f WHERE f.consultation = c.id AND f.decision <> 'shown'
))
"""


async def find_public_issues(words: str) -> dict[UUID, int]:
    """As `feedback.issue_search.find_issues`, in what is public of each issue alone."""
    scores = await find_issues(words)
    if not scores:
        return scores
    rows = await execute(_PARTLY_HIDDEN, among("ip.issue", scores))
    doubtful = [UUID(str(row["issue"])) for row in rows]
    points = await points_of(doubtful)
    shown = await public_point_ids({point.id for each in points.values() for point in each})
    masks = await read_masks({point.consultation_id for each in points.values() for point in each})
    told = {
        issue: [masks.of(point.consultation_id, point.text) if point.id in shown else "" for point in each]
        for issue, each in points.items()
    }
    partly = {issue for issue, each in points.items() if [point.text for point in each] != told[issue]}
    if not partly:
        return scores
    titles = await issue_titles(sorted(partly, key=str))
    wanted = await asyncio.to_thread(wanted_words, words)
    languages = {issue: points[issue][-1].language for issue in partly}
    beside = await texts_beside(sorted(partly, key=str), languages)
    found = {issue: score for issue, score in scores.items() if issue not in partly}
    for issue in partly:
        said = [Text(text, point.language) for text, point in zip(told[issue], points[issue], strict=True) if text]
        title = Text(titles[issue], languages[issue])
        score = await asyncio.to_thread(_score, wanted, title, [*said, *beside.get(issue, ())])
        if score:
            found[issue] = score
    return found


def _score(wanted: Sequence[Wanted], title: Text, said: Sequence[Text]) -> int:
    """How well all of the words are answered, 0 where one of them is not. Pure."""
    weights = weigh_words(title, said)
    each = [word.score(weights) for word in wanted]
    return sum(each) if all(each) else 0
