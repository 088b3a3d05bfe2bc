"""A point from 1 (lowest) to 7 (highest), each point labelled or only the ends, and an optional "cannot say"."""

from surveys.definition import Question
from surveys.questions.scale import (
    CANNOT_SAY,
    columns,
    exported,
    paper,
    points,
    said,
    scale_faults,
    shown,
    summarise,
    typed,
    validate,
)

__all__ = [
    "CANNOT_SAY",
    "POINTS",
    "columns",
    "exported",
    "faults",
    "paper",
    "said",
    "shown",
    "summarise",
    "typed",
    "validate",
]

POINTS = points(7)


def faults(question: Question) -> list[str]:
    """The points are 1 to 7 in order, the ends have labels, and only `cannot say` may follow."""
    return scale_faults(question, 7)
