"""What charts of one row per label have in common: the column of labels, the words above the plot, and text in small cells."""

from feedback.pdf.styles import CELL, FIGURE_LABEL, INK, QUIET
from reports.charts.surface import Surface, wrapped

LABEL_SHARE = 0.36  # of the width, at most, for the labels
GAP = 7  # between label and plot
LEADING = CELL.leading
Label = tuple[str, ...]  # its lines


def wrapped_labels(labels: tuple[str, ...], *, width: float, direction: str) -> list[Label]:
    """Each label in lines that fit the column of labels."""
    return [wrapped(label, width=width * LABEL_SHARE, face=CELL.face, direction=direction) for label in labels]


def plot_start(labels: list[Label], width: float) -> float:
    """Where the plot begins: after the widest line of the labels."""
    widest = max((CELL.face.width(line) for label in labels for line in label), default=0.0)
    return min(widest, width * LABEL_SHARE) + GAP


def draw_label(surface: Surface, label: Label, start: float, top: float, height: float) -> None:
    """The lines of a label before the plot, in the middle of a row of this height where it is lower."""
    baseline = top + max((height - len(label) * LEADING) / 2, 0) + 8.5
    for number, line in enumerate(label):
        surface.text(start - GAP, baseline + number * LEADING, line, CELL.face, colour=INK, anchor="end")


def draw_value_label(surface: Surface, text: str, start: float, top: float) -> float:
    """What the values are, above the plot; return where it ends."""
    room = surface.width - start
    for line in wrapped(text, width=room, face=FIGURE_LABEL.face, direction=surface.direction, limit=2):
        surface.text(start, top + 8, line, FIGURE_LABEL.face, colour=QUIET)
        top += LEADING
    return top + 5


def draw_centred(surface: Surface, broken: Label, middle: float, top: float, height: float, colour: str) -> None:
    """Lines in the middle of a cell."""
    baseline = top + (height - len(broken) * LEADING) / 2 + 8.5
    for number, line in enumerate(broken):
        surface.text(middle, baseline + number * LEADING, line, CELL.face, colour=colour, anchor="middle")


def draw_note(surface: Surface, text: str, start: float, top: float) -> float:
    """A quiet text of as many lines as it needs; return where it ends."""
    for line in wrapped(text, width=surface.width - start - 4, face=CELL.face, direction=surface.direction):
        surface.text(start + 3, top + 9, line, CELL.face, colour=QUIET)
        top += LEADING
    return top
