"""Where the letters of a PDF stand: outside of the margins, or on top of one another."""

from collections.abc import Iterator

import numpy as np
import pypdfium2

from feedback.pdf import styles

SLACK = 2.0  # points; a letter may lean over the edge of its line, such as a large J
NEIGHBOURS = 4  # places in the text; joined letters share ink, and a ligature is two letters in one box
COVERED = 0.15  # of the smaller box
FOOT = 1.0 * 28.35  # the footer stands below the text, this far from the edge


def misplaced(file: bytes, *, stride: int = 1) -> list[str]:
    """A line for each page with a letter outside of the margins, or with letters of two lines on top of one another."""
    document = pypdfium2.PdfDocument(file)
    found = [line for number in range(0, len(document), stride) for line in _faults(document[number], number + 1)]
    document.close()
    return found


def _faults(page: pypdfium2.PdfPage, number: int) -> Iterator[str]:
    text = page.get_textpage()
    letters = [place for place in range(text.count_chars()) if not text.get_text_range(place, 1).isspace()]
    boxes = np.array([text.get_charbox(place) for place in letters] or [(0.0, 0.0, 0.0, 0.0)])
    drawn = (boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1])
    boxes, places = boxes[drawn], np.array(letters or [0])[drawn]
    if not len(boxes):
        return
    out = (
        (boxes[:, 0] < styles.SIDE - SLACK)
        | (boxes[:, 2] > styles.PAGE_WIDTH - styles.SIDE + SLACK)
        | (boxes[:, 1] < FOOT)
        | (boxes[:, 3] > styles.PAGE_HEIGHT - styles.TOP + SLACK)
    )
    if out.any():
        first = int(np.flatnonzero(out)[0])
        near = text.get_text_range(max(int(places[first]) - 10, 0), 20)
        yield f"page {number}: outside at {boxes[first].round(1).tolist()} near {near!r}"
    for one, other in _covering(boxes, places):
        yield f"page {number}: {text.get_text_range(one, 12)!r} lies on {text.get_text_range(other, 12)!r}"


def _covering(boxes: np.ndarray, places: np.ndarray) -> list[tuple[int, int]]:
    """The first pair of letters that cover one another."""
    left, bottom, right, top = (boxes[:, side, None] for side in range(4))
    width = np.minimum(right, right.T) - np.maximum(left, left.T)
    height = np.minimum(top, top.T) - np.maximum(bottom, bottom.T)
    areas = (right - left) * (top - bottom)
    shared = np.clip(width, 0, None) * np.clip(height, 0, None)
    apart = np.abs(places[:, None] - places[None, :]) >= NEIGHBOURS
    pairs = np.argwhere(np.triu(apart & (shared > COVERED * np.minimum(areas, areas.T))))
    return [(int(places[one]), int(places[other])) for one, other in pairs[:1]]
