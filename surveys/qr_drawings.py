"""QR codes as drawings, for what is printed."""

from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib.colors import black, white

from feedback.qr_codes import qr_rows


def qr_drawing(address: str, *, side: float, width: float = 0) -> Drawing:
    """The code of this side (in points, its quiet zone with it) in the middle of a drawing of this width, or alone."""
    rows = qr_rows(address)
    module, left = side / len(rows), max((width - side) / 2, 0)
    drawing = Drawing(max(width, side), side)
    drawing.add(Rect(left, 0, side, side, fillColor=white, strokeColor=None))
    for up, row in enumerate(reversed(rows)):
        for first, length in _runs(row):
            box = Rect(left + first * module, up * module, length * module, module, fillColor=black, strokeColor=None)
            drawing.add(box)
    return drawing


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Where dark modules begin, and how many follow each other: one rectangle has no hairlines between its modules."""
    runs: list[tuple[int, int]] = []
    for place, is_dark in enumerate(row):
        if is_dark and runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif is_dark:
            runs.append((place, 1))
    return runs
